"""Calling: put a call on the list, and say so in the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agent.dunning.asked import asked
from agent.dunning.working_days import next_working_day
from agent.ledger import calls, events, holds, invoices, promises
from agent.ledger.book import Tx
from agent.ledger.calls import CallReason, CallTask
from agent.model.invoice import OpenItem
from agent.model.money import Money
from agent.model.procedure import Stage
from agent.steps import ease
from agent.steps.desk import Desk

# A day further off is misread as often as meant.
_NEAR = timedelta(days=60)
_ABOUT_LETTERS = ("bounced", "left")


@dataclass(frozen=True, slots=True)
class Demand:
    """What to ask a customer for on the phone: the same as a letter of that day.

    Args:
        debts: Oldest first.
        credits: Credit notes not yet used.
        totals: The debts less the credit notes, where something is left to ask.
        apart: What he owes too, in no sum: not yet due, or held.
    """

    debts: tuple[OpenItem, ...]
    credits: tuple[OpenItem, ...]
    totals: tuple[Money, ...]
    apart: tuple[OpenItem, ...] = ()


def demand(desk: Desk, tx: Tx, customer_id: str) -> Demand:
    """Say what a customer is to be asked for today."""
    return _demand(desk, tx, customer_id, ease.owed(desk, tx, customer_id))


def promised(desk: Desk, tx: Tx, call: CallTask, everything: Demand) -> Demand:
    """Give what a call is about: of a broken promise only what was promised."""
    if call.reason != "promise_broken":
        return everything
    broken = promises.in_state(tx, "broken", call.customer_id)
    if not broken:
        return everything
    left = ease.still_owed(desk, tx, broken[-1])
    return _demand(desk, tx, call.customer_id, left)


def _demand(desk: Desk, tx: Tx, customer_id: str, owed: Sequence[OpenItem]) -> Demand:
    today = desk.clock.today()
    held = {
        hold.invoice_id
        for hold in holds.standing(tx, [customer_id])
        if hold.covers(today)
    }
    free = [item for item in owed if item.invoice_id not in held]
    credited = [
        item for item in invoices.open_items(tx, [customer_id]) if item.open.cents < 0
    ]
    found = asked((*free, *credited), today)
    return Demand(
        debts=found.debts,
        credits=found.credits,
        totals=tuple(money for money in found.totals if money.cents > 0),
        apart=tuple(item for item in owed if item not in found.debts),
    )


def ask_call(
    tx: Tx,
    customer_id: str,
    reason: CallReason,
    because: str,
    day: date,
    *,
    cause: str = "",
    steps: Sequence[tuple[OpenItem, Stage]] = (),
) -> bool:
    """Ask a person to phone; False where this cause asked already.

    Nobody is phoned about a letter or an address while he owes nothing.

    Args:
        because: One sentence without names or addresses.
        day: From when on it stands on the list.
        cause: The letter, promise or call behind it.
        steps: Items whose stage the call fulfils.
    """
    if reason in _ABOUT_LETTERS and not _owes(tx, customer_id):
        return False
    call_id = calls.ask(tx, customer_id, reason, because, day, cause=cause, steps=steps)
    if call_id:
        events.write(
            tx,
            "call.asked",
            f"call:{call_id}",
            because,
            f"customer:{customer_id}",
            *{f"invoice:{item.invoice_id}" for item, _ in steps},
            reason=reason,
        )
    return bool(call_id)


def postpone_call(tx: Tx, call: CallTask, day: date, because: str = "") -> None:
    """Let a call stand on the list from another day on, and say so in the log."""
    calls.postpone(tx, call.id, day)
    said = f"call {call.no} waits until {day.isoformat()}"
    said = f"{said}: {because}" if because else said
    events.write(tx, "call.postponed", f"customer:{call.customer_id}", said)


def phone_as_asked(
    desk: Desk, tx: Tx, customer_id: str, wished: date | None, message: str
) -> bool:
    """Put who asks to be phoned on the list: at once, or on the day he names if near.

    Args:
        message: Id of his mail; it asks once.
    """
    today = desk.clock.today()
    day = wished if wished and today <= wished <= today + _NEAR else today
    day = next_working_day(day, desk.rules.is_closed)
    because = "he asks to be phoned"
    return ask_call(tx, customer_id, "asked", because, day, cause=message)


def _owes(tx: Tx, customer_id: str) -> bool:
    return any(item.open.cents > 0 for item in invoices.open_items(tx, [customer_id]))
