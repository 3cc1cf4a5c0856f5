"""Charges: what the law gives for late payment, as far as letters speak of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from agent.dunning.interest import Debt, Payment, fixed_sum, interest
from agent.dunning.rates import Tables, rate_on
from agent.errors import Refused
from agent.model.customer import Customer, InterestMode
from agent.model.invoice import OpenItem
from agent.model.letter import Charges
from agent.model.money import Money, total

Paid = Mapping[str, Sequence[Payment]]  # by instalment
_EURO = "EUR"


@dataclass(frozen=True, slots=True)
class LateTerms:
    """How a firm deals with late payment.

    Args:
        law: The rates that are known.
        letters: What they say, where a customer has no word of his own.
        after_days: An item less late than this bears nothing in letters.
    """

    law: Tables = Tables()
    letters: InterestMode = "waive"
    after_days: int = 15

    def mode_of(self, customer: Customer) -> InterestMode:
        """Say what letters to a customer do about interest."""
        return customer.interest or self.letters


def unknown_rate(terms: LateTerms, day: date) -> str:
    """Say that letters of that day can speak of no interest; empty where they can."""
    try:
        rate_on(day, terms.law.late_payment)
    except Refused as refusal:
        return str(refusal)
    return ""


def charges(
    customer: Customer,
    items: Sequence[OpenItem],
    paid: Paid,
    day: date,
    terms: LateTerms,
) -> Charges | None:
    """Reckon what a letter of that day tells of, or asks for, beside these items.

    Args:
        items: All that the letter asks for, credit notes too.

    Returns:
        None where the letter says nothing of it.

    Raises:
        Refused: It should, and the figure cannot be known.
    """
    mode = terms.mode_of(customer)
    late = [one for one in items if is_late(one, day) >= terms.after_days]
    if mode == "waive" or customer.is_consumer or not late:
        return None
    if any(one.open.currency != _EURO for one in items):
        raise Refused("interest is reckoned in euro alone: nothing is said of it")
    if any(one.open.cents < 0 for one in items):
        raise Refused(
            "a credit note is put against no invoice yet: no interest is reckoned"
        )
    debts = [debt(customer, one, paid.get(one.id, ())) for one in late]
    earned = total([interest(each, day, terms.law) for each in debts])
    return Charges(day, earned[0], fixed_sum(debts, day), is_claimed=mode == "claim")


def is_late(item: OpenItem, day: date) -> int:
    """Give the days of delay that bear interest: none of a pro-forma."""
    return 0 if item.is_proforma else max(0, item.days_overdue(day))


def debt(customer: Customer, item: OpenItem, paid: Sequence[Payment]) -> Debt:
    """Give an item as a debt; what was given up of it bears nothing."""
    cents = item.open.cents + sum(payment.amount.cents for payment in paid)
    return Debt(
        principal=Money(cents, item.open.currency),
        due_on=item.due_on,
        debtor="consumer" if customer.is_consumer else "business",
        payments=tuple(paid),
    )
