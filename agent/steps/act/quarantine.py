"""What a person decides about items that could not be read."""

from __future__ import annotations

from collections.abc import Mapping

from agent.errors import Refused
from agent.ledger import blobs, events, messages, quarantine
from agent.ledger.book import Tx
from agent.ledger.quarantine import SetAside
from agent.mail.parse import parse
from agent.steps import announced, bank_mail, mailed_invoices, read_mail
from agent.steps.contents import FileKind
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.intake import take_file
from agent.steps.settle import settle

_UNPROVEN = (bank_mail.UNPROVEN, mailed_invoices.UNPROVEN)
# What a person says a file is stays said.
_TOLD: Mapping[str, FileKind] = {
    "open_items": "open_items",
    "proforma": "proforma",
    mailed_invoices.UNPROVEN: "invoice",
}


def retry(
    desk: Desk, by: str, number: int, *, despite_doubts: bool = False
) -> tuple[str, ...]:
    """Try to read an item again, also one that was given up.

    Args:
        despite_doubts: Take a doubtful statement as it is, or what came in a mail
            whose sender is not proven.

    Returns:
        What still stands in the way; empty = it was read.

    Raises:
        Refused: There is no such item, or nothing of it is left to read.
    """
    with transaction(desk, by) as tx:
        item = _the_item(tx, number, "dropped")
        if item.kind == "unfetched":
            raise Refused(f"{item.name} lies in the mailbox alone; read it there")
        if item.kind == announced.KIND:
            raise Refused(f"{item.name}: {item.error}")
        data = blobs.get(tx, item.sha256)
        if not data:
            raise Refused(f"{item.name} was not kept; take it in anew, then drop this")
        if item.kind in _UNPROVEN and not despite_doubts:
            return (f"{item.name}: {item.error}",)
        quarantine.clear(tx, item.kind, item.name, item.sha256)
        events.write(
            tx, "quarantine.retried", f"item:{item.id}", "a person tried again"
        )
        if item.kind == "message":
            messages.again(tx, item.name)
    if item.kind == "message":
        return _read_message(desk, item)
    if item.kind == bank_mail.UNPROVEN:
        problems = bank_mail.take_attached(desk, bank_mail.files_of(parse(data)))
        settle(desk)
        return problems
    taken = take_file(
        desk,
        item.name,
        data,
        only=_TOLD.get(item.kind),
        despite_doubts=despite_doubts,
        as_of=item.at.astimezone(desk.clock.zone).date(),
    )
    settle(desk)
    return tuple(taken.problems)


def _read_message(desk: Desk, item: SetAside) -> tuple[str, ...]:
    read_mail.read(desk)
    with picture(desk) as tx:
        left = messages.get(tx, item.name)
    return (left.because,) if left.state == "aside" else ()


def drop(desk: Desk, by: str, number: int, because: str) -> None:
    """Give an item up; its bytes stay.

    Raises:
        Refused: There is no such item.
    """
    with transaction(desk, by) as tx:
        item = _the_item(tx, number)
        quarantine.drop(tx, item.id, because)
        events.write(tx, "quarantine.dropped", f"item:{item.id}", "a person gave it up")


def _the_item(tx: Tx, number: int, *states: str) -> SetAside:
    item = quarantine.find(tx, number)
    if item is None or item.state not in ("aside", *states):
        raise Refused(f"no item {number}; `sollecito quarantine list` lists them")
    return item
