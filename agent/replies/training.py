"""Training the model from labelled texts: the same texts give the same weights."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from math import sqrt
from operator import itemgetter
from typing import NamedTuple, Protocol

from agent.replies.features import BUCKETS
from agent.replies.labelled import Example
from agent.replies.model import WEIGH, Model, Weights, sigmoid

SEED = 6  # of the order in which texts are learned
_ROUNDS = 12
_PACE = 0.4
_FADE = 0.0004  # of a weight, each time it is touched: what is rare stays small
_SURE = 0.02  # nothing is learned from what is known as well as this
_SLEEP = 4  # rounds for which what is known as well is not looked at again
_BEGIN = -2.0
_FOLDS = 5
_MOST = 31  # steps of a weight: 127 told no better and took half as much room again
_NEWTON_ROUNDS = 25
_LEAST_THRESHOLD = 0.25


class Shuffler(Protocol):
    """Puts a list in random order, as `random.Random` does."""

    def shuffle(self, x: list[int], /) -> None:
        """Put it in another order, in place."""


def nobody(_done: int, _of: int) -> None:
    """Take no notice of how far it is."""


def train(
    examples: Sequence[Example],
    shuffler: Shuffler,
    told: Callable[[int, int], None] = nobody,
) -> Model:
    """Learn every label that occurs.

    Each label is also learned without a fifth of the texts, five times, so that its
    probabilities and its threshold come from texts that its weights had not seen.

    Args:
        told: Is told before each label how many are learned, and of how many.
    """
    words = sorted({word for one in examples for word in one.labels})
    order = list(range(len(examples)))
    shuffler.shuffle(order)
    mixed = [_Row.of(examples[at]) for at in order]
    learned: dict[str, Weights] = {}
    for done, word in enumerate(words):
        told(done, len(words))
        learned[word] = _learn(word, mixed, shuffler)
    return Model(learned)


def _learn(word: str, rows: Sequence[_Row], shuffler: Shuffler) -> Weights:
    known = [one for one in rows if word not in one.example.unknown]
    margins: list[tuple[float, Example]] = []
    for fold in range(_FOLDS):
        rest = [one for at, one in enumerate(known) if at % _FOLDS != fold]
        learner = _Learner.of(word, rest, shuffler)
        margins += [(learner.margin(one), one.example) for one in known[fold::_FOLDS]]
    slope, intercept = _calibrated([(m, word in one.labels) for m, one in margins])
    judged = [
        (sigmoid(slope * m + intercept), word in one.seen.rules, word in one.labels)
        for m, one in margins
        if one.is_scored
    ]
    learner = _Learner.of(word, known, shuffler)
    return learner.weights(slope, intercept, _threshold(judged))


class _Row(NamedTuple):
    """An example, and how to pick its weights: picking is most of the work."""

    example: Example
    pickers: tuple[Callable[[list[float]], tuple[float, ...]], ...]
    weigh: tuple[float, ...]

    @classmethod
    def of(cls, example: Example) -> _Row:
        groups = example.seen.groups
        return cls(
            example,
            tuple(map(_picker, groups)),
            tuple(
                weigh / sqrt(len(group) or 1)
                for weigh, group in zip(WEIGH, groups, strict=True)
            ),
        )


def _picker(places: tuple[int, ...]) -> Callable[[list[float]], tuple[float, ...]]:
    if len(places) > 1:  # of one alone itemgetter gives no tuple
        return itemgetter(*places)
    return lambda weights: tuple([weights[at] for at in places])


@dataclass(slots=True)
class _Learner:
    """Logistic regression whose pace slows where much was learned (AdaGrad)."""

    places: list[float] = field(default_factory=lambda: [0.0] * (2 * BUCKETS))
    learned: list[float] = field(default_factory=lambda: [1e-3] * (2 * BUCKETS))
    rules: dict[str, float] = field(default_factory=dict)
    rules_learned: dict[str, float] = field(default_factory=dict)
    bias: float = _BEGIN
    bias_learned: float = 1e-3

    @classmethod
    def of(cls, word: str, rows: Sequence[_Row], shuffler: Shuffler) -> _Learner:
        learner = cls()
        order = list(range(len(rows)))
        asleep = [0] * len(rows)  # until this round
        for turn in range(_ROUNDS):
            shuffler.shuffle(order)
            for at in order:
                if asleep[at] > turn:
                    continue
                is_so = word in rows[at].example.labels
                if not learner.learn(rows[at], is_so=is_so):
                    asleep[at] = turn + _SLEEP
        return learner

    def margin(self, row: _Row) -> float:
        return (
            self.bias
            + sum(self.rules.get(word, 0.0) for word in row.example.seen.rules)
            + sum(
                weigh * sum(pick(self.places))
                for weigh, pick in zip(row.weigh, row.pickers, strict=True)
            )
        )

    def learn(self, row: _Row, *, is_so: bool) -> bool:
        """Learn from a row; tell whether there was anything to learn."""
        seen = row.example.seen
        wrong = sigmoid(self.margin(row)) - is_so
        if abs(wrong) < _SURE:
            return False
        for group, weigh in zip(seen.groups, row.weigh, strict=True):
            self._move(group, wrong * weigh)
        for word in seen.rules:
            learned = self.rules_learned.get(word, 1e-3) + wrong * wrong
            self.rules_learned[word] = learned
            moved = self.rules.get(word, 0.0) - _PACE * wrong / sqrt(learned)
            self.rules[word] = moved
        self.bias_learned += wrong * wrong
        self.bias -= _PACE * wrong / sqrt(self.bias_learned)
        return True

    def _move(self, where: Iterable[int], slope: float) -> None:
        places, learned = self.places, self.learned
        square, step = slope * slope, _PACE * slope
        for at in where:
            learned[at] += square
            places[at] -= step / sqrt(learned[at]) + _FADE * places[at]

    def weights(self, slope: float, intercept: float, threshold: float) -> Weights:
        scale = max(map(abs, self.places)) / _MOST or 1.0
        return Weights(
            bias=self.bias,
            rules=self.rules,
            places=array("b", [round(value / scale) for value in self.places]),
            scale=scale,
            slope=slope,
            intercept=intercept,
            threshold=threshold,
        )


def _calibrated(margins: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Fit slope and intercept so that probabilities come true (Platt, by Newton)."""
    slope, intercept = 1.0, 0.0
    for _ in range(_NEWTON_ROUNDS):
        g0 = g1 = h01 = 0.0
        h00 = h11 = 1e-3
        for margin, is_so in margins:
            likely = sigmoid(slope * margin + intercept)
            wrong, bend = likely - is_so, likely * (1 - likely)
            g0 += wrong * margin
            g1 += wrong
            h00 += bend * margin * margin
            h01 += bend * margin
            h11 += bend
        det = h00 * h11 - h01 * h01
        slope -= (h11 * g0 - h01 * g1) / det
        intercept -= (h00 * g1 - h01 * g0) / det
    return slope, intercept


def _threshold(judged: Sequence[tuple[float, bool, bool]]) -> float:
    """Choose from which probability a label joins those of the rules.

    Args:
        judged: Probability, whether a rule found it, whether it is so.
    """
    wanted = sum(is_so for _, _, is_so in judged)
    hits = sum(is_so for _, by_rule, is_so in judged if by_rule)
    given = sum(by_rule for _, by_rule, _ in judged)
    best, threshold = 2 * hits / max(1, given + wanted), 1.0
    for likely, by_rule, is_so in sorted(judged, reverse=True):
        if likely < _LEAST_THRESHOLD:
            break
        given += not by_rule
        hits += is_so and not by_rule
        if 2 * hits / (given + wanted) > best:
            best, threshold = 2 * hits / (given + wanted), likely
    return threshold
