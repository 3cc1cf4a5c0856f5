"""What more or less than what is open says of one invoice: surely meant, or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agent.matching.amounts import TO_THE_CENT, is_typed
from agent.matching.evidence import Naming
from agent.matching.hearing import Hearing
from agent.matching.number_doubts import are_meant, is_announced, is_numbered
from agent.matching.readings import Reading

# Less than one part in so many is no part payment that explains itself.
_FAIR_SHARE = 10


@dataclass(frozen=True, slots=True)
class _Case:
    """A reading that is off what is open, with all that it is judged by."""

    reading: Reading
    hearing: Hearing
    others: Sequence[Reading]

    @property
    def agrees(self) -> bool:
        return self.hearing.who.of(self.reading.customer_id).agrees


def is_clear_difference(
    reading: Reading, hearing: Hearing, others: Sequence[Reading]
) -> bool:
    """Tell whether more or less than what is open is surely meant for one invoice."""
    case = _Case(reading, hearing, others)
    return next(answer(case) for applies, answer in _CLEAR if applies(case))


def _is_of_several(case: _Case) -> bool:
    return len({item.invoice_id for item, _ in case.reading.parts}) > 1


def _is_stated(case: _Case) -> bool:
    reading = case.reading
    return reading.naming >= Naming.NEAR and reading.fit.is_stated and case.agrees


def _is_too_much(case: _Case) -> bool:
    is_over = case.reading.fit.kind == "over"
    return is_over and _pays_others_too(case.reading, case.hearing)


def _has_exact_rival(case: _Case) -> bool:
    return any(
        one.customer_id == case.reading.customer_id and one.fit.kind in TO_THE_CENT
        for one in case.others
    )


def _is_unexplained(case: _Case) -> bool:
    purpose = case.hearing.said.purpose
    is_said = is_typed(case.reading.fit) or bool(purpose.part and not purpose.ahead)
    return not is_said or any(item.is_proforma for item, _ in case.reading.parts)


def _is_all(case: _Case) -> bool:
    is_over = case.reading.fit.kind == "over"
    return not is_over and _is_all_he_owes(case.reading, case.hearing)


# What is asked first stands first; the first that applies answers.
_CLEAR: tuple[tuple[Callable[[_Case], bool], Callable[[_Case], bool]], ...] = (
    (_is_of_several, lambda _: False),
    (_is_stated, lambda _: True),
    (_is_too_much, lambda _: False),
    (_has_exact_rival, lambda _: False),
    (
        lambda case: case.reading.naming >= Naming.BARE,
        lambda case: _is_named_enough(case.reading, case.hearing),
    ),
    (_is_unexplained, lambda _: False),
    (lambda case: case.reading.is_period, lambda case: case.agrees),
    (lambda _: True, _is_all),
)


def _pays_others_too(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether what is too much may pay, but for a tenth, what else he owes.

    A list of numbers may be cut short: whoever has paid is not reminded.
    """
    theirs = hearing.items.by_customer.get(reading.customer_id, ())
    return any(
        item.open.cents > 0
        and item.id not in reading.item_ids
        and reading.fit.difference * _FAIR_SHARE >= item.open.cents * (_FAIR_SHARE - 1)
        for item in theirs
    )


def _is_named_enough(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether the number says enough for an amount that is not what is open.

    Any number in a text is the number of something: without its year it may be a
    month or a house, and only what explains itself makes it an invoice's.
    """
    fit, customer_id = reading.fit, reading.customer_id
    if fit.kind == "part" and _is_odd_part(reading, hearing):
        return False
    agrees = hearing.who.of(customer_id).agrees
    is_full = reading.naming >= Naming.FULL and is_numbered(reading, hearing)
    if fit.is_stated or fit.kind == "rounding":
        return agrees or is_full or (fit.is_stated and are_meant(reading, hearing))
    if is_full:
        return agrees or _is_dated_part(reading, hearing)
    if is_announced(reading, hearing):
        return agrees
    return is_typed(fit) and hearing.who.known == customer_id


def _is_dated_part(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether anybody pays a part, as he says, of what he names with its date."""
    is_dated = reading.naming is Naming.DATED and reading.fit.kind == "part"
    return is_dated and bool(hearing.said.purpose.part)


def _is_odd_part(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether a part is too small to be one that nobody calls so, or came before."""
    owed = sum(item.open.cents for item, _ in reading.parts)
    is_small = hearing.payment.free.cents * _FAIR_SHARE < owed
    is_called_so = bool(hearing.said.purpose.part)
    return (is_small and not is_called_so) or _is_paid_again(reading, hearing)


def _is_paid_again(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether a part may be one that was paid before, sent a second time."""
    before = {item.amount.cents - item.open.cents for item, _ in reading.parts} - {0}
    is_same = hearing.payment.free.cents in before
    return bool(before) and (is_same or not hearing.said.purpose.part)


def _is_all_he_owes(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether a known payer has no other debt, and pays a fair share of it."""
    theirs = hearing.items.by_customer.get(reading.customer_id, ())
    owed = sum(item.open.cents for item in theirs)
    is_only_one = len({item.invoice_id for item in theirs}) == 1
    return is_only_one and hearing.payment.free.cents * _FAIR_SHARE >= owed
