"""Open items: what the invoicing program lists as open stops letters, and never books.

What is paid, credited, changed or gone there and not here is held, with its reason,
until a list agrees again or a person decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatch

from agent.errors import Unreadable
from agent.invoices.agreement import Ours, Theirs, objection
from agent.invoices.document import Documents
from agent.ledger import (
    events,
    holds,
    listed,
    outbox,
    payments,
    write_offs,
)
from agent.ledger.book import Tx
from agent.ledger.listed import LIST, Document
from agent.model.case import Hold
from agent.model.invoice import Invoice
from agent.model.money import Money
from agent.steps import ease
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.shelf import Shelf

_BY_ITSELF = (listed.AGREES, listed.SETTLED)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What came of a list.

    Args:
        held: Invoices that letters no longer ask for since this list.
        released: Those that they ask for again.
        to_mark: Documents that the list has open, and that are not so open here.
    """

    held: int
    released: int
    to_mark: int

    @property
    def remarks(self) -> tuple[str, ...]:
        """Say it in sentences; what did not happen is not said."""
        told = (
            (
                self.held,
                "invoices held, for the list has them paid, changed or not at all",
                "`sollecito summary` names them",
            ),
            (
                self.released,
                "invoices asked for again, for the list agrees",
                "`sollecito preview` shows their letters",
            ),
            (
                self.to_mark,
                "documents settled here that the list has open",
                "`sollecito invoices to-mark` names them",
            ),
        )
        return tuple(f"{what}: {count}; {cure}" for count, what, cure in told if count)


def is_one(desk: Desk, name: str) -> bool:
    """Tell by its name whether a file is what the configuration calls such a list."""
    pattern = desk.intake.open_items.lower()
    return bool(pattern) and fnmatch(name.lower(), pattern)


def why_old(desk: Desk, name: str, day: date) -> str:
    """Say that a newer list was read; empty if a list of that day says something new."""
    with picture(desk) as tx:
        before = listed.read_on(tx)
    if before is None or day >= before:
        return ""
    return (
        f"{name}: it is of {day}, and the list of {before} was read: it is left out; "
        "`--as-of DAY` says otherwise"
    )


def unknown(desk: Desk, documents: Documents, name: str) -> Documents:
    """Give what of a list does not stand here yet: to be recorded as invoices.

    Raises:
        Unreadable: It is no such list, or an empty one.
    """
    if not documents.is_table:
        raise Unreadable(f"{name}: a list of what is open is a table; this is none")
    if not documents.invoices:
        raise Unreadable(
            f"{name}: nothing is open in this list; it is taken for a failed export"
        )
    with picture(desk) as tx:
        shelf = Shelf(tx)
        fresh = tuple(one for one in documents.invoices if not shelf.find(one))
    return replace(documents, invoices=fresh)


def reconcile(desk: Desk, tx: Tx, documents: Documents, day: date) -> Reconciled:
    """Compare a list with what stands here; harmless the second time.

    Args:
        documents: All of the list, each recorded if it was not known.
        day: Of what day the list is; what was issued since is not missing in it.
    """
    shelf = Shelf(tx)
    said = _said(documents, shelf)
    judged = [one for one in shelf.documents if one.id in said or _covers(one, day)]
    words = {one.id: said.get(one.id) or _absent(one) for one in judged}
    listed.set_listed(
        tx,
        {
            one.id: words[one.id].open.cents
            for one in judged
            if one.listed is None or one.listed.cents != words[one.id].open.cents
        },
    )
    listed.note_read(tx, day)
    standing = {one.invoice_id: one for one in holds.standing(tx) if one.reason == LIST}
    held, released = set[str](), set[str]()
    for one in judged:
        if one.state == "cancelled" or one.open.cents <= 0:
            continue
        because = objection(words[one.id], _ours(tx, one))
        hold = standing.get(one.id)
        if hold and hold.because != because:
            _release(tx, hold, one)
        if not because:
            released |= {one.id} if hold else set()
        elif (not hold or hold.because != because) and _put(desk, tx, one, because):
            held.add(one.id)
    waiting = outbox.customers_waiting(tx)
    for customer_id in {one.customer_id for one in judged if one.id in held} & waiting:
        ease.take_back(desk, tx, customer_id)
    return Reconciled(len(held), len(released), len(to_mark(tx)))


def to_mark(tx: Tx) -> tuple[Document, ...]:
    """Give what the list says is open, and is less so here: to be marked there."""
    return tuple(one for one in listed.listed(tx) if _is_less_here(one))


def open_here(document: Document) -> Money:
    """Give what of a document is asked for here; nothing where it is cancelled."""
    is_cancelled = document.state == "cancelled"
    return Money(0, document.total.currency) if is_cancelled else document.open


def _is_less_here(one: Document) -> bool:
    here = open_here(one)
    is_less = one.listed is not None and abs(here.cents) < abs(one.listed.cents)
    return is_less and here != one.amount  # else the document was changed there


def _covers(one: Document, day: date) -> bool:
    """Tell whether a list of that day would name a document that is open there."""
    if one.listed is not None:
        return True
    if one.kind == "proforma":  # accounts know of none: most lists leave them out
        return False
    return one.open.cents != 0 and one.issued_on < day


def _absent(one: Document) -> Theirs:
    return Theirs("absent", Money(0, one.total.currency))


def _said(documents: Documents, shelf: Shelf) -> dict[str, Theirs]:
    """Give what a list says of each document known here."""
    rows: dict[str, list[Invoice]] = defaultdict(list)
    for invoice in documents.invoices:
        if known := shelf.find(invoice):
            rows[known.id].append(invoice)
    said = {each: _theirs(found) for each, found in rows.items()}
    for closed in documents.closed:
        known = shelf.find(closed)
        if known and known.id not in said:
            nothing = Money(0, known.total.currency)
            said[known.id] = Theirs(closed.state, nothing)
    return said


def _theirs(rows: Sequence[Invoice]) -> Theirs:
    """Join what the list says of one document, in one row or several."""
    first, parts = rows[0], [part for row in rows for part in row.instalments]
    dues = [part.due_on for part in parts if part.due_on]
    is_open = sum(row.amount_due.cents for row in rows)
    doubts = [remark for row in rows if row.needs_review for remark in row.remarks]
    return Theirs(
        "open",
        Money(is_open, first.total.currency),
        first.total if len(rows) == 1 else None,
        tuple(dues) if len(dues) == len(parts) else (),
        "; ".join(dict.fromkeys(doubts)),
    )


def _ours(tx: Tx, one: Document) -> Ours:
    found: list[Money] = []
    if one.open != one.amount:
        put = (
            each for item in one.items for each in payments.allocations(tx, item=item)
        )
        found = [each.amount for each in put]
        found += [each.amount for each in write_offs.standing(tx, one.id)]
    return Ours(one.total, one.amount, one.open, tuple(found), one.dues)


def _release(tx: Tx, hold: Hold, one: Document) -> None:
    holds.release(tx, hold.id, listed.AGREES)
    _log(tx, "invoice.agreed", one, "what the invoicing program said changed")


def _put(desk: Desk, tx: Tx, one: Document, because: str) -> bool:
    """Hold an invoice, unless a person decided about just that before."""
    last = listed.last_hold(tx, one.id, one.customer_id)
    if (
        last is not None
        and last["because"] == because
        and last["released_because"] not in _BY_ITSELF
    ):
        return False
    today = desk.clock.today()
    holds.put(
        tx,
        one.customer_id,
        LIST,
        because,
        since=today,
        until=None,
        invoice_id=one.id,
    )
    _log(tx, "invoice.held", one, because)
    return True


def _log(tx: Tx, what: str, one: Document, because: str) -> None:
    events.write(tx, what, f"invoice:{one.id}", because, f"customer:{one.customer_id}")
