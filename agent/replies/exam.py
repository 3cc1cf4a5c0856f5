"""The exam: how well labelled texts are understood, and what is overlooked in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agent.model.message import Parts
from agent.model.reply import Reading
from agent.replies.labelled import Labelled
from agent.replies.model import MACHINE, Model
from agent.replies.understand import understand

DAY = date(2026, 5, 12)
_CLEAR = frozenset(("says_paid", "promises_payment", "acknowledges"))
_NO_PERSON = _CLEAR | {"out_of_office", "automatic"}
_GRAVE = frozenset(("legal", "hardship", "bank_details_change", MACHINE))


@dataclass(frozen=True, slots=True)
class Marks:
    """What came out.

    Args:
        texts: How many about money; the shares are of these.
        micro, macro: F1 of the intents, over all and as the mean of each.
        person, needs: The share given to a person, and that needs one.
        dangers: Texts whose danger no person sees: a grave thing overlooked, a
            payment or promise nobody spoke of, orders to a machine.
        false_holds, work: Of the texts about the work, those taken for money.
    """

    texts: int
    micro: float
    macro: float
    person: float
    needs: float
    dangers: int
    false_holds: int
    work: int


def sit(texts: Iterable[Labelled], model: Model | None) -> Marks:
    """Let a model, or the rules alone, read texts and mark what they found."""
    counts: Counter[str] = Counter()
    for one in texts:
        if one.is_work:
            counts["work"] += 1
            counts["false holds"] += _read(one, model, answers_us=False).about_money
        else:
            _count(counts, one.labels, _read(one, model, answers_us=True))
    words = {key.partition(" ")[2] for key in counts if key.startswith("of ")}
    each = [
        _f1(counts[f"hit {w}"], counts[f"extra {w}"], counts[f"missing {w}"])
        for w in sorted(words)
    ]
    number = max(1, counts["texts"])
    return Marks(
        texts=counts["texts"],
        micro=_f1(counts["hit"], counts["extra"], counts["missing"]),
        macro=sum(each) / max(1, len(each)),
        person=counts["person"] / number,
        needs=counts["needs"] / number,
        dangers=counts["dangers"],
        false_holds=counts["false holds"],
        work=counts["work"],
    )


def _read(one: Labelled, model: Model | None, *, answers_us: bool) -> Reading:
    return understand(Parts(text=one.text), DAY, answers_us=answers_us, model=model)


def _count(counts: Counter[str], labels: frozenset[str], reading: Reading) -> None:
    wanted, given = labels - {MACHINE}, set(reading.intents)
    for what, words in (
        ("hit", wanted & given),
        ("extra", given - wanted),
        ("missing", wanted - given),
        ("of", wanted | given),
    ):
        counts[what] += len(words)
        counts.update(f"{what} {word}" for word in words)
    counts["texts"] += 1
    counts["person"] += reading.needs_person
    counts["needs"] += not labels <= _NO_PERSON
    counts["dangers"] += _is_dangerous(labels, given, reading)


def _is_dangerous(labels: frozenset[str], given: set[str], reading: Reading) -> bool:
    if MACHINE in labels and given & _CLEAR:
        return True
    is_invented = bool((given - labels) & {"says_paid", "promises_payment"})
    is_overlooked = bool(labels & _GRAVE - given)
    return not reading.needs_person and (is_invented or is_overlooked)


def _f1(hits: int, extra: int, missing: int) -> float:
    return 2 * hits / max(1, 2 * hits + extra + missing)
