"""Next step: what to type once a customer's mail is read, by what it says.

It is typed by a person: no mail makes a dispute or a plan, or changes an address.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from math import ceil
from shlex import quote
from typing import NamedTuple

from agent.dunning.working_days import next_working_day
from agent.ledger import customers, disputes, holds, messages, plans
from agent.ledger.book import Tx
from agent.ledger.messages import Said, Stored
from agent.matching.keys import number_keys
from agent.model.customer import Customer
from agent.model.invoice import OpenItem
from agent.steps import ease
from agent.steps.desk import Desk

_A_PERSON_ENDS = ("reply", "claim")
# Beside one of these no address of his is proposed: so begins a fraud.
_BEWARE = frozenset(("bank_details_change", "legal", "hardship"))
_PARTS, _DAYS_AHEAD = 3, 14  # of a plan, for a person to change
_MOST_PARTS = 36
_STANDING = ("proposed", "running", "broken")


class Step(NamedTuple):
    """What may be typed.

    Args:
        said: Code of the sentence that says why; empty = it only ends the hold.
        about: The number or address it is about.
    """

    command: str
    said: str = ""
    about: str = ""


def next_step(
    desk: Desk, tx: Tx, message: Stored, *, is_alarming: bool = False
) -> Step:
    """Give what to type once a reply is read; empty where nothing waits for that.

    Args:
        is_alarming: It names an account that is not ours.
    """
    if not message.customer_id:
        return Step("")
    customer = customers.get(tx, message.customer_id)
    said = messages.reading_of(tx, message.id)
    if not is_alarming and (found := _proposed(desk, tx, customer, said)):
        return found
    today = desk.clock.today()
    waits = any(
        hold.reason in _A_PERSON_ENDS and hold.covers(today)
        for hold in holds.standing(tx, [customer.id])
    )
    return Step(f"sollecito release {customer.no}" if waits else "")


def _proposed(desk: Desk, tx: Tx, customer: Customer, said: Said) -> Step | None:
    if _BEWARE & said.intents:
        return None
    if "disputes" in said.intents:
        return _dispute(desk, tx, customer, said)
    if "asks_instalments" in said.intents:
        return _plan(desk, tx, customer, said)
    if said.contact and not customer.has(said.contact):
        command = (
            f"sollecito customers edit {customer.no} --email {quote(said.contact)}"
        )
        return Step(command, "reply.contact", said.contact)
    return None


def _dispute(desk: Desk, tx: Tx, customer: Customer, said: Said) -> Step | None:
    """Name the one invoice that can be meant and is not contested yet."""
    owed = ease.owed(desk, tx, customer.id)
    keys = {number_keys(number)[:1] for number in said.numbers} - {()}
    meant = [item for item in owed if number_keys(item.number)[:1] in keys] or owed
    found = {item.invoice_id: item.number for item in meant}
    if len(found) != 1 or disputes.listed(tx, invoice=next(iter(found))):
        return None
    (number,) = found.values()
    return Step(
        f"sollecito dispute {quote(number)} --reason WHY", "reply.dispute", number
    )


def _plan(desk: Desk, tx: Tx, customer: Customer, said: Said) -> Step | None:
    """Propose the parts he names, or as many as his monthly sum makes."""
    today = desk.clock.today()
    known = plans.of_customer(tx, customer.id)
    owed = ease.owed(desk, tx, customer.id)
    is_late = any(item.days_overdue(today) > 0 for item in owed)
    if not is_late or any(plan.state in _STANDING for plan in known):
        return None
    first = next_working_day(
        today + timedelta(days=_DAYS_AHEAD), desk.rules.is_closed_for(customer)
    )
    parts = said.parts or _parts_of(owed, said.monthly) or _PARTS
    command = f"sollecito plan {customer.no} --parts {parts} --first {first}"
    return Step(command, "reply.instalments")


def _parts_of(owed: Sequence[OpenItem], monthly: int) -> int:
    """Give in how many months such sums pay all; 0 where that is no plan."""
    cents = sum(item.open.cents for item in owed if item.open.cents > 0)
    parts = ceil(cents / (100 * monthly)) if monthly else 0
    return parts if 1 < parts <= _MOST_PARTS else 0
