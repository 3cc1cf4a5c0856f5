"""Broken: promises that were not kept, and of which no letter has spoken since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from agent.ledger import corrections, invoices, letter_items, outbox, promises
from agent.ledger.book import AGENT, Tx
from agent.ledger.promises import Promise
from agent.model.case import Broken
from agent.model.invoice import OpenItem
from agent.model.letter import NOT_DUNNING


def broken(
    tx: Tx, owed: Mapping[str, Sequence[OpenItem]], zone: ZoneInfo
) -> dict[str, Broken]:
    """Give the broken promise about each item of which no letter has spoken.

    Any letter that chases an item and was written after the day promised has: a
    promise is held against nobody twice.

    Args:
        owed: Open items by customer.
        zone: The firm's own.
    """
    said: dict[str, list[Promise]] = {}
    for promise in promises.of_customers(tx, owed):
        said.setdefault(promise.customer_id, []).append(promise)
    found: dict[str, Broken] = {}
    for customer_id, made in said.items():
        if all(one.state != "broken" for one in made):
            continue
        for item in owed[customer_id]:
            last = _last_about(item, made, zone)
            if last is None or was_none(tx, last):
                continue
            if not _was_written_of(tx, item, last, zone):
                made_on = last.at.astimezone(zone).date()
                found[item.id] = Broken(last.until, made_on)
    return found


def stands(tx: Tx, customer_id: str, items: Iterable[OpenItem], zone: ZoneInfo) -> bool:
    """Tell whether a promise about any of a customer's items was broken."""
    made = promises.of_customers(tx, [customer_id])
    lasts = (_last_about(item, made, zone) for item in items)
    return any(last is not None and not was_none(tx, last) for last in lasts)


def _last_about(
    item: OpenItem, made: Iterable[Promise], zone: ZoneInfo
) -> Promise | None:
    """Give the promise that counts for an item, if that one was broken.

    Nobody promised to pay what was invoiced only later.
    """
    about = [
        one
        for one in made
        if one.invoice_id in ("", item.invoice_id)
        and item.issued_on <= one.at.astimezone(zone).date()
        and item.due_on <= one.until
    ]
    if item.open.cents <= 0 or not about or about[-1].state != "broken":
        return None
    return about[-1]


def was_none(tx: Tx, promise: Promise) -> bool:
    """Tell what a person says was no promise: a mail was only taken for one."""
    said = promise.customer_id, promise.words
    return promise.by == AGENT and corrections.is_no_promise(tx, *said)


def _was_written_of(tx: Tx, item: OpenItem, promise: Promise, zone: ZoneInfo) -> bool:
    # A plan may since have put other instalments in the place of those it listed.
    parts = [one.id for one in invoices.items_of(tx, item.invoice_id)]
    return any(
        letter.created_at
        and letter.created_at.astimezone(zone).date() > promise.until
        and letter.state not in letter_items.VOID
        and letter.kind not in NOT_DUNNING
        for letter in outbox.letters_about(tx, parts)
    )
