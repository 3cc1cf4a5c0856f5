"""Interest: what the law gives for a late payment, day by day and never guessed.

Source: Dir. 2011/7/EU art. 3-6; Italy: D.Lgs. 231/2002 art. 1-6, Codice civile
art. 1219, 1224, 1284, 1829. Simple interest on 365 days, in leap years too, as is the
practice; a part payment lowers the principal first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from agent.dunning.rates import Rate, Tables, last_days, rate_on
from agent.errors import Refused
from agent.model.money import Money, total

Debtor = Literal["business", "public_body", "consumer"]

_DAYS_OF_A_YEAR = 365
_DAY = timedelta(days=1)
# Art. 6; one for each late payment, even under one contract: CJEU C-370/21.
_FIXED_SUM = Money(4000)


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that came; it bears interest up to and with this day.

    Args:
        amount: Negative where a credit was taken back.
    """

    on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class Debt:
    """One payment that is or was late.

    Args:
        noticed_on: When a formal notice reached the debtor; None = none did.
        payments: In any order; those in time count too.
    """

    principal: Money
    due_on: date
    debtor: Debtor = "business"
    noticed_on: date | None = None
    payments: tuple[Payment, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which principal and rate were the same.

    Args:
        since, until: Both included.
    """

    since: date
    until: date
    principal: Money
    rate: Rate

    @property
    def days(self) -> int:
        """Count the days, first and last included."""
        return (self.until - self.since).days + 1

    @property
    def interest(self) -> Money:
        """Give the interest of these days, to the nearest cent."""
        yearly = self.principal.cents * self.rate.percent / 100
        exact = yearly * self.days / _DAYS_OF_A_YEAR
        cents = exact.quantize(Decimal(1), ROUND_HALF_UP)
        return Money(int(cents), self.principal.currency)


def spans(debt: Debt, until: date, tables: Tables) -> tuple[Span, ...]:
    """Split a delay by rate and by part payment, oldest first.

    Args:
        until: The last day that counts.

    Raises:
        Refused: A day's rate is not known, or a consumer had no notice.
    """
    if debt.due_on >= until or not _left(debt, debt.due_on).cents:
        return ()
    rates = tables.legal if debt.debtor == "consumer" else tables.late_payment
    return tuple(_spans(debt, _first_day(debt), until, rates))


def interest(debt: Debt, until: date, tables: Tables) -> Money:
    """Add the interest of a delay up; what a list of its spans shows adds up to it.

    Raises:
        Refused: As `spans` does.
    """
    earned = total([span.interest for span in spans(debt, until, tables)])
    return earned[0] if earned else Money(0, debt.principal.currency)


def fixed_sum(debts: Sequence[Debt], today: date) -> Money:
    """Give 40 euro for each payment that was late; consumers owe none."""
    late = [each for each in debts if each.debtor != "consumer" and _late(each, today)]
    return Money(_FIXED_SUM.cents * len(late), _FIXED_SUM.currency)


def _late(debt: Debt, today: date) -> bool:
    return debt.due_on < today and _left(debt, debt.due_on).cents > 0


def _first_day(debt: Debt) -> date:
    """Between firms delay needs no notice; a consumer is in delay from his."""
    if debt.debtor != "consumer":
        return debt.due_on + _DAY
    if debt.noticed_on is None:
        raise Refused(
            "a consumer owes interest from a formal notice on, and none has reached "
            "him: nothing is claimed"
        )
    return max(debt.due_on, debt.noticed_on) + _DAY


def _spans(
    debt: Debt, since: date, until: date, rates: Sequence[Rate]
) -> Iterator[Span]:
    paid_on = {payment.on for payment in _kept(debt.payments)}
    for day in sorted(last_days(rates) | paid_on | {until}):
        if not since <= day <= until:
            continue
        left = _left(debt, since - _DAY)
        if not left.cents:
            return
        yield Span(since, day, left, rate_on(since, rates))
        since = day + _DAY


def _left(debt: Debt, day: date) -> Money:
    """Give what is owed once a day's payments are in; never less than nothing."""
    paid = [each.amount.cents for each in _kept(debt.payments) if each.on <= day]
    return Money(max(0, debt.principal.cents - sum(paid)), debt.principal.currency)


def _kept(payments: Sequence[Payment]) -> tuple[Payment, ...]:
    """Leave out what was credited and taken back: it never paid anything (art. 1829).

    That is the last credit before, one of just that sum if there is any.
    """
    kept = [each for each in payments if each.amount.cents > 0]
    for back in payments:
        owed = -back.amount.cents
        while owed > 0 and kept:
            one = max(kept, key=lambda each: _is_meant(each, back))
            kept.remove(one)
            left = one.amount.cents - owed
            if left > 0:
                kept.append(Payment(one.on, Money(left, one.amount.currency)))
            owed = -left
    return tuple(kept)


def _is_meant(credit: Payment, back: Payment) -> tuple[bool, bool, date]:
    is_sum = credit.amount.cents == -back.amount.cents
    return (credit.on <= back.on, is_sum, credit.on)
