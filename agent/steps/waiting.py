"""Waiting: why no letter to any customer may leave now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from agent.dunning.office_hours import is_open
from agent.errors import TryLater
from agent.inbox.drop_folder import DropFolder
from agent.ledger import (
    customers,
    due,
    messages,
    outbox,
    payments,
    quarantine,
    questions,
)
from agent.ledger.book import Tx
from agent.ledger.quarantine import SetAside
from agent.model.customer import Customer
from agent.model.letter import Delivery
from agent.steps.bank_days import bank_is_late
from agent.steps.bank_gaps import why_gap
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.fit import mode, why_off
from agent.steps.intake import FOLDER, MAY_HOLD_MONEY
from agent.steps.list_days import list_is_late

_AT_ONCE = 20  # letters looked at together
_STALE = timedelta(minutes=30)  # a mailbox or folder nobody looked into so long
_STUCK = timedelta(hours=1)  # mail unread so long is not read by itself
UNREAD = "mail that came in is still to be read"
_UNREADABLE = "a bank statement could not be read; look at `sollecito quarantine list`"


def why_all_wait(desk: Desk, tx: Tx, lying: str) -> str:
    """Say why no letter to any customer may leave now; empty if they may.

    Args:
        lying: What `lying_there` said just before the transaction.
    """
    return (
        ("sending is off" if mode(desk, tx) == "off" else "")
        or undecided(tx)
        or _not_looked_into(desk, tx)
        or lying
        or bank_is_late(desk, tx)
        or why_gap(desk, tx)
        or list_is_late(desk, tx)
        or _not_now(desk, tx)
    )


def why_none_leaves(desk: Desk, tx: Tx) -> str:
    """Say why no letter leaves until somebody acts; empty if they leave by themselves.

    What passes within the hour is no news to a person: the closed office, a
    mailbox not looked into yet, money and mail that a round is about to take.
    """
    return why_off(desk, tx) or why_kept_back(desk, tx)


def why_kept_back(desk: Desk, tx: Tx) -> str:
    """Say what, with sending on, keeps every letter back until somebody acts."""
    if may_hold_money(tx):
        return _UNREADABLE
    if late := bank_is_late(desk, tx) or list_is_late(desk, tx):
        return f"{late}; letters wait until a newer one is read"
    if gap := why_gap(desk, tx):
        return f"{gap}; letters wait until those days are read"
    if any(mail.arrived_at < tx.now - _STUCK for mail in messages.new(tx, 1)):
        return UNREAD
    for standing in due.standings(tx):
        seen_at = standing.worked_at
        is_old = seen_at is None or seen_at < tx.now - _STALE
        if standing.since and is_old and standing.what in _looked_into(desk):
            return f"{standing.what} cannot be read: {standing.because}"
    return ""


def may_hold_money(tx: Tx) -> Sequence[SetAside]:
    """Give what was set aside and may hold payments: it keeps every letter back."""
    return [item for item in quarantine.listed(tx) if item.kind in MAY_HOLD_MONEY]


def undecided(tx: Tx) -> str:
    """Name what came in and nobody has read or settled yet; empty if nothing."""
    if payments.is_any_new(tx):
        return "money that came in is still to be settled"
    if questions.anew(tx):
        return "money in question is still to be looked at anew"
    if messages.is_any_new(tx):
        return UNREAD
    return _UNREADABLE if may_hold_money(tx) else ""


def _not_looked_into(desk: Desk, tx: Tx) -> str:
    """Name what was not looked into lately: an answer or a payment may lie there."""
    found = {standing.what: standing for standing in due.standings(tx)}
    for what in _looked_into(desk):
        standing = found.get(what)
        seen_at = standing.worked_at if standing else None
        if seen_at is None:
            return f"{what} was not looked into yet"
        if seen_at < tx.now - _STALE:
            return f"{what} cannot be read since {seen_at:%Y-%m-%d %H:%M} UTC"
    return ""


def _looked_into(desk: Desk) -> Sequence[str]:
    mailboxes = [f"mailbox:{source.name}" for source in desk.sources]
    return [*mailboxes, FOLDER] if desk.intake.folder is not None else mailboxes


def lying_there(desk: Desk) -> str:
    """Name a file that was dropped a moment ago: it may be a statement.

    Asked before a transaction, never in it: the folder may be on a share that
    hangs. What was taken from it by then is in the ledger.
    """
    if desk.intake.folder is None:
        return ""
    try:
        names = DropFolder(desk.intake.folder).lying()
    except TryLater as error:
        return str(error)
    return f"{names[0]} lies in the drop folder, still to be read" if names else ""


def _not_now(desk: Desk, tx: Tx) -> str:
    a_minute_ago = tx.now - timedelta(minutes=1)
    if outbox.count_sent_since(tx, a_minute_ago) >= desk.sending.per_minute:
        return "the most letters a minute have left"
    if not is_open(tx.now, desk.rules.hours, desk.rules.is_closed):
        return "the office is closed"
    return ""


def is_shut(desk: Desk, customer: Customer, now: datetime) -> bool:
    """Tell whether it is no time to write to a customer."""
    return not is_open(now, desk.rules.hours, desk.rules.is_closed_for(customer))


def for_now(desk: Desk, waits: str) -> Iterator[Sequence[Delivery]]:
    """Give the letters that may leave now, a few at a time: seldom all are sent.

    Mails to the firm itself wait for nothing.

    Args:
        waits: Why those to customers wait; empty if they do not.
    """
    seen = 0
    while True:
        with picture(desk) as tx:
            page = outbox.sendable(tx, only_ours=bool(waits), skip=seen, limit=_AT_ONCE)
            ids = {each.customer_id for each in page if each.customer_id}
            shut = {
                customer.id
                for customer in customers.some(tx, ids)
                if is_shut(desk, customer, tx.now)
            }
        yield [each for each in page if each.customer_id not in shut]
        seen += len(page)
        if len(page) < _AT_ONCE:
            return
