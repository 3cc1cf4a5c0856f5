"""Weigh the readings of one payment: sure, to be asked, or unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from agent.matching import explain
from agent.matching.amounts import TO_THE_CENT, Fit, is_typed
from agent.matching.confidence import WEAK, confidence
from agent.matching.doubts import doubts
from agent.matching.evidence import Naming
from agent.matching.hearing import Hearing
from agent.matching.number_doubts import are_long
from agent.matching.payer_readings import payer_readings
from agent.matching.readings import (
    Reading,
    amount_readings,
    named_readings,
)
from agent.matching.residues import residues
from agent.model.payment import Candidate, Decision, Proposed, Settled, Unknown

_FIT = {
    "exact": 6.0,
    "sum": 5.0,
    "netted": 4.5,
    "rounding": 3.5,
    "withholding": 3.0,
    "stamp": 2.5,
    "split_vat": 2.5,
    "gross": 2.5,
    "fee": 2.5,
    "discount": 2.5,
    "over": 0.5,
    "part": 0.0,
}
_NAMING = {
    Naming.NONE: 0.0,
    Naming.NEAR: 3.0,
    Naming.BARE: 4.0,
    Naming.FULL: 6.0,
    Naming.DATED: 7.0,
}
_SAID_PART = 2.5
_KNOWN, _AGREES, _ELSEWHERE = 4.0, 1.5, -3.0
_SEVERAL = -1.5
_OLDEST, _PERIOD, _STATED = 1.0, 3.0, 2.0
_MARGIN = 1.5
_MOST_SURE, _SURE, _WHOSE = 0.999, 0.995, 0.5
_MOST_CANDIDATES = 3
_MOST_HELD = 20


@dataclass(frozen=True, slots=True)
class Verdict:
    """Hold the decision on one payment, and the reading behind a sure one.

    Args:
        reading: None unless the decision is sure.
        weight: How strongly the evidence speaks for the reading.
    """

    decision: Decision
    reading: Reading | None = None
    weight: float = 0.0


def judge(hearing: Hearing, contested: str = "") -> Verdict:
    """Decide on one payment.

    Args:
        contested: Why it may not be sure whatever it says; empty if it may.
    """
    payment, purpose = hearing.payment, hearing.said.purpose
    ranked = _ranked(hearing)
    best = ranked[0] if ranked else None
    is_named = best is not None and _is_named_exactly(best[1])
    if purpose.not_ours and not is_named:
        because = explain.not_ours(purpose.not_ours)
        return Verdict(Unknown(payment.id, because, is_ours=False))
    second = _second_payment(hearing)
    if best and not contested and not second:
        weight, reading = best
        against = doubts(reading, hearing, [one for _, one in ranked])
        if not against and not _has_rival(ranked):
            return Verdict(_settled(hearing, reading), reading, weight)
    return Verdict(_asked(hearing, ranked, contested or second))


def weigh(reading: Reading, hearing: Hearing) -> float:
    """Add up what speaks for a reading."""
    who, customer_id = hearing.who, reading.customer_id
    weight = _FIT[reading.fit.kind] + _NAMING[reading.naming]
    if reading.fit.kind == "part" and hearing.said.purpose.part:
        weight += _SAID_PART
    if reading.choices > 1 and not reading.is_oldest:
        weight += _SEVERAL
    if reading.is_oldest:
        weight += _OLDEST
    if reading.is_period:
        weight += _PERIOD
    if reading.fit.is_stated:
        weight += _STATED
    if who.points_elsewhere(customer_id):
        return weight + (_AGREES if who.of(customer_id).stood_in else _ELSEWHERE)
    if who.known == customer_id:
        return weight + _KNOWN
    if who.known:
        return weight + _ELSEWHERE
    return weight + (_AGREES if who.of(customer_id).agrees else 0.0)


def _ranked(hearing: Hearing) -> list[tuple[float, Reading]]:
    paid, items, who = hearing.payment.free, hearing.items, hearing.who
    readings = _different(
        (
            *_worth_asking(named_readings(paid, hearing.named, items), hearing),
            *payer_readings(paid, who, items, hearing.said),
            *amount_readings(paid, items, who),
        )
    )
    readings = [_as_said(one, hearing) for one in readings]
    weighed = [(weigh(one, hearing), one) for one in readings]
    # Sorting is stable: equally good ones stay oldest due date first.
    return sorted(weighed, key=lambda pair: -pair[0])


def _as_said(reading: Reading, hearing: Hearing) -> Reading:
    """Take less than is open for a part where the payer says so: it is no fee.

    Nor is it split VAT where he is no public body: he owes us the VAT still.
    """
    fit = reading.fit
    is_public = hearing.who.of(reading.customer_id).is_public
    is_owed = fit.kind == "split_vat" and not is_public
    if fit.difference < 0 and (hearing.said.purpose.part or is_owed):
        return replace(reading, fit=Fit("part", fit.difference))
    return reading


def _worth_asking(readings: Iterable[Reading], hearing: Hearing) -> Iterator[Reading]:
    """Leave out what a bare number alone says: any number names something.

    A long one of which he says that he pays a part does.
    """
    is_part = bool(hearing.said.purpose.part)
    for reading in readings:
        is_his = hearing.who.of(reading.customer_id).agrees
        is_clear = reading.naming >= Naming.FULL or _is_named_exactly(reading)
        is_clear = is_clear or (is_part and are_long(reading, hearing))
        if is_his or is_clear or is_typed(reading.fit):
            yield reading


def _different(readings: Iterable[Reading]) -> list[Reading]:
    seen: dict[tuple[tuple[str, int], ...], Reading] = {}
    for reading in readings:
        parts = tuple(sorted((item.id, cents) for item, cents in reading.parts))
        seen.setdefault(parts, reading)
    return list(seen.values())


def _is_named_exactly(reading: Reading) -> bool:
    return reading.naming >= Naming.BARE and reading.fit.kind in TO_THE_CENT


def _has_rival(ranked: Sequence[tuple[float, Reading]]) -> bool:
    return len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN


def _second_payment(hearing: Hearing) -> str:
    """Say that a number names what was paid before; empty if none does so alone."""
    paid = hearing.payment.free
    for named in hearing.named:
        same = [item for item in named.closed if item.amount == paid]
        if same and named.how < Naming.BARE:
            return explain.already_paid(same[0])
    return ""


def _settled(hearing: Hearing, reading: Reading) -> Settled:
    agrees = hearing.who.of(reading.customer_id).agrees
    sure = _MOST_SURE if agrees else _SURE
    reasons = explain.reasons(reading, hearing)
    left = residues(reading, hearing.tolerance)
    chosen = Candidate(reading.customer_id, reading.allocations, sure, reasons, left)
    return Settled(hearing.payment.id, chosen)


def _asked(
    hearing: Hearing, ranked: Sequence[tuple[float, Reading]], because: str
) -> Decision:
    payment, said = hearing.payment, hearing.said
    likely = (no for no, one in enumerate(ranked) if not _is_vain(*one, hearing))
    shown = [
        _candidate(place, ranked, hearing) for place in islice(likely, _MOST_CANDIDATES)
    ]
    others = [reading for _, reading in ranked]
    if _second_payment(hearing) and not (ranked and _is_named_exactly(ranked[0][1])):
        shown, others = [], []
    taken_back = said.purpose.taken_back or said.purpose.proforma
    if taken_back and not (ranked and _is_named_exactly(ranked[0][1])):
        shown, others = [], []
        because = because or explain.taken_back(taken_back)
    if because or not shown:
        whose = _whose(hearing)
        shown = [*whose, *shown][:_MOST_CANDIDATES]
    shown = shown or _partly_named(hearing)
    if not shown:
        return Unknown(payment.id, because or explain.NOTHING_FITS)
    if not because:
        because = shown[0].reasons[-1] if ranked else explain.NOTHING_FITS
    held = _held_too(shown, others, hearing)
    return Proposed(payment.id, (*shown, *held), because)


def _is_vain(weight: float, reading: Reading, hearing: Hearing) -> bool:
    """Tell whether little speaks for it while another is known to have paid."""
    known = hearing.who.known
    return weight < WEAK and known not in {"", reading.customer_id}


def _held_too(
    shown: Sequence[Candidate], readings: Sequence[Reading], hearing: Hearing
) -> tuple[Candidate, ...]:
    """Name the other customers whose money it may be: nobody writes to them now."""
    known = {one.customer_id for one in shown}
    read = (each for one in readings for each in sorted(one.customers))
    others = dict.fromkeys((*read, *sorted(hearing.who.quoted)))
    found = [one for one in others if one not in known][:_MOST_HELD]
    return tuple(Candidate(one, (), 0.0, (explain.MAY_BE_HIS,)) for one in found)


def _partly_named(hearing: Hearing) -> list[Candidate]:
    """Name those who owe and to whom something points, where that is not many."""
    owing = [
        one.customer_id
        for one in hearing.who.ranked()
        if any(
            item.open.cents > 0
            for item in hearing.items.by_customer.get(one.customer_id, ())
        )
    ]
    few = owing if len(owing) <= _MOST_CANDIDATES else ()
    return [Candidate(one, (), 0.0, (explain.MAY_BE_HIS,)) for one in few]


def _candidate(
    place: int, ranked: Sequence[tuple[float, Reading]], hearing: Hearing
) -> Candidate:
    weight, reading = ranked[place]
    against = doubts(reading, hearing, [one for _, one in ranked])
    reasons = (*explain.reasons(reading, hearing), *(against or (explain.AS_GOOD,)))
    rivals = [each for no, (each, _) in enumerate(ranked) if no != place]
    return Candidate(
        reading.customer_id,
        reading.allocations,
        round(confidence(weight, rivals), 3),
        tuple(dict.fromkeys(reasons)),
        residues(reading, hearing.tolerance),
    )


def _whose(hearing: Hearing) -> list[Candidate]:
    """Name the customer whose money it seems to be, without an invoice."""
    closed = [item.customer_id for each in hearing.named for item in each.closed]
    agreeing = [one for one in closed if hearing.who.of(one).agrees]
    customer_id = next(iter(agreeing), "") or hearing.who.known
    if not customer_id:
        return []
    reasons = (*explain.payer(customer_id, hearing.who), _of_his(customer_id, hearing))
    return [Candidate(customer_id, (), _WHOSE, reasons)]


def _of_his(customer_id: str, hearing: Hearing) -> str:
    """Say what is open of whose money it seems to be: by law it would pay that."""
    named = dict.fromkeys(
        item.number
        for each in hearing.named
        if each.how >= Naming.BARE
        for item in each.items
        if item.customer_id == customer_id and item.open.cents > 0
    )
    if named:
        return explain.named_open(named)
    currency = hearing.payment.free.currency
    owes = any(
        item.open.cents > 0 and item.open.currency == currency
        for item in hearing.items.by_customer.get(customer_id, ())
    )
    return explain.DUE_FIRST if owes else explain.NO_INVOICE
