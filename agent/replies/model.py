"""The linear model: how likely a text says each thing; weights are data.

It knows wordings that no rule knows. It adds to what the rules found and never
takes away; no fact (day, amount, account, address) comes from it.
"""

from __future__ import annotations

import json
import zlib
from array import array
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, sqrt
from typing import Any

from agent.errors import Unreadable
from agent.replies.features import BUCKETS, Seen

# Beside the intents: is it about money at all; is it aimed at a machine; does it say
# only what needs no person; is it paid rather than still to pay.
MONEY, MACHINE, CALM, DONE = "money", "machine", "calm", "done"
WEIGH = (0.6, 0.3, 0.3, 1.0)  # words, pairs, pieces, meanings; by cross-validation
_FORM = 2
_STEEP = 30.0


@dataclass(frozen=True, slots=True)
class Weights:
    """How to weigh a text for one label.

    Args:
        rules: By intent: what it counts that a rule found it.
        places: The buckets of what is written, then of meanings, in units of `scale`.
        slope, intercept: From the sum to a probability.
        threshold: The probability from which the label is given.
    """

    bias: float
    rules: Mapping[str, float]
    places: array[int]
    scale: float
    slope: float
    intercept: float
    threshold: float

    def probability(self, seen: Seen) -> float:
        """Tell how likely the label is, 0 to 1."""
        return sigmoid(self.slope * self._sum(seen) + self.intercept)

    def _sum(self, seen: Seen) -> float:
        at = self.places.__getitem__
        return (
            self.bias
            + sum(self.rules.get(word, 0.0) for word in seen.rules)
            + self.scale
            * sum(
                weigh * sum(map(at, group)) / sqrt(len(group) or 1)
                for weigh, group in zip(WEIGH, seen.groups, strict=True)
            )
        )


@dataclass(frozen=True, slots=True)
class Model:
    """The weights of every label."""

    weights: Mapping[str, Weights]

    def probabilities(self, seen: Seen) -> dict[str, float]:
        """Tell how likely each label is."""
        return {word: one.probability(seen) for word, one in self.weights.items()}

    def labels(self, probabilities: Mapping[str, float]) -> frozenset[str]:
        """Choose the labels that are likely enough to be given."""
        return frozenset(
            word
            for word, likely in probabilities.items()
            if likely >= self.weights[word].threshold
        )


def sigmoid(value: float) -> float:
    """Turn a sum into a probability."""
    return 1 / (1 + exp(-max(-_STEEP, min(_STEEP, value))))


def to_bytes(model: Model) -> bytes:
    """Write a model down: the same model gives the same bytes."""
    rows = {word: _row(one) for word, one in sorted(model.weights.items())}
    return json.dumps({"form": _FORM, "labels": rows}, indent=1).encode() + b"\n"


def _row(one: Weights) -> dict[str, Any]:
    packed = zlib.compress(one.places.tobytes(), 9)
    return {
        "bias": round(one.bias, 4),
        "rules": {word: round(value, 4) for word, value in sorted(one.rules.items())},
        "scale": one.scale,
        "slope": round(one.slope, 4),
        "intercept": round(one.intercept, 4),
        "threshold": round(one.threshold, 4),
        "places": b64encode(packed).decode(),
    }


def from_bytes(data: bytes) -> Model:
    """Read a model.

    Raises:
        Unreadable: It is damaged, or of another form.
    """
    try:
        written = json.loads(data)
        if written["form"] != _FORM:
            raise Unreadable(f"weights of form {written['form']}, not {_FORM}")
        rows = written["labels"].items()
        return Model({word: _weights(row) for word, row in rows})
    except (ValueError, KeyError, TypeError, AttributeError, zlib.error) as error:
        raise Unreadable("the weights of the model are damaged") from error


def _weights(row: Mapping[str, Any]) -> Weights:
    places = array("b")
    places.frombytes(zlib.decompress(b64decode(row["places"])))
    if len(places) != 2 * BUCKETS:
        raise ValueError("too few places")
    return Weights(
        bias=row["bias"],
        rules=row["rules"],
        places=places,
        scale=row["scale"],
        slope=row["slope"],
        intercept=row["intercept"],
        threshold=row["threshold"],
    )
