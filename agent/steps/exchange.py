"""Exchange: what the Italian exchange system says of our invoices, and its effects.

A rejected invoice counts as never issued: it is put in front of a person and never
asked for. One that could not be delivered may be unknown to the customer.
"""

from __future__ import annotations

from collections.abc import Sequence

from agent.errors import Unreadable
from agent.invoices.sdi import is_notice, read_notice
from agent.ledger import (
    blobs,
    events,
    exchange_notices,
    invoices,
    outbox,
    quarantine,
    questions,
    twins,
)
from agent.ledger.book import Tx
from agent.ledger.exchange_notices import Noted
from agent.ledger.invoices import Entry
from agent.ledger.twins import Twin
from agent.model.exchange import ExchangeNotice
from agent.model.letter import NOT_DUNNING
from agent.model.message import Parts
from agent.steps import ease
from agent.steps.desk import Desk

KIND = "sdi_receipt"
_STOPS = ("rejected", "refused")
_MOST_BYTES = 1024 * 1024
_BY_MAIL = "a mail says so whose sender nobody vouches for"
UNDELIVERED = "the exchange system could not deliver it: the customer may not have it"
_SAID = {
    "delivered": "the exchange system delivered it",
    "undelivered": UNDELIVERED,
    "accepted": "the customer accepted it, or let the term for refusing it pass",
    "rejected": "the exchange system rejected it: it counts as never issued",
    "refused": "the customer refused it through the exchange system",
}


def said(noted: Noted) -> str:
    """Say in one sentence what the exchange system told."""
    words = f" ({noted.words})" if noted.words and noted.fate in _STOPS else ""
    return f"{_SAID[noted.fate]}{words}"


def take(
    desk: Desk,
    tx: Tx,
    notice: ExchangeNotice,
    source: str,
    sha256: str,
    doubt: str = "",
) -> str:
    """Note what a file of the exchange system says and apply it; once.

    Args:
        doubt: Why a person should look twice; empty = a person gave us the file.

    Returns:
        What a person must know where no invoice stands of which it speaks.
    """
    is_fresh = exchange_notices.note(tx, notice, source, sha256, doubt)
    found = exchange_notices.invoices_of(tx, notice)
    is_news = is_fresh and notice.fate != "other"
    for invoice_id in found if is_news else ():
        _apply(desk, tx, invoice_id, exchange_notices.about(tx, invoice_id)[-1:])
    if found or notice.fate not in _STOPS:
        return ""
    faults = "; ".join(" ".join(error) for error in notice.errors) or notice.note
    told = (
        f"{source}: the exchange system says that {notice.file_name or 'a file'} was "
        f"{notice.fate} ({faults or notice.type}), and no invoice came in that file; "
        "if it stands here from a list, cancel it"
    )
    return f"{told}; {doubt}" if doubt else told


def recorded(desk: Desk, tx: Tx, invoice_id: str) -> None:
    """Apply what was said of an invoice before it came."""
    waiting = exchange_notices.about(tx, invoice_id)
    _apply(desk, tx, invoice_id, waiting)
    for noted in waiting:
        quarantine.clear(tx, KIND, noted.source, noted.sha256)


def makes_way(tx: Tx, twin: Twin, source: str) -> bool:
    """Free the place of a cancelled invoice, rejected once, for one issued anew."""
    if twin.state != "cancelled":
        return False
    if not exchange_notices.was_rejected(tx, twin.id, source):
        return False
    twins.make_way(tx, twin.id)
    because = "it was rejected, and is issued anew"
    events.write(tx, "invoice.replaced", f"invoice:{twin.id}", because)
    return True


def doubt_anew(tx: Tx, invoice_id: str) -> None:
    """Ask a person whether the exchange system took what was issued anew."""
    because = "an earlier file of it was rejected; accept it if this one was taken"
    twins.doubt(tx, invoice_id, because)


def take_mail(desk: Desk, tx: Tx, parts: Parts, *, is_proven: bool) -> str:
    """Apply what is attached to a mail of the exchange system.

    Returns:
        What it says in one sentence; empty if nothing that we read.
    """
    told = []
    for file in parts.attachments:
        if len(file.data) > _MOST_BYTES or not is_notice(file.data):
            continue
        name = file.name or "a receipt"
        try:
            notice = read_notice(file.data, name)
        except Unreadable:
            continue
        sha256 = blobs.keep(tx, file.data, KIND)
        told.append(f"{notice.type} about {notice.file_name or notice.sdi_id}")
        doubt = "" if is_proven else _BY_MAIL
        if problem := take(desk, tx, notice, name, sha256, doubt):
            quarantine.set_aside(tx, KIND, name, sha256, problem)
    return "; ".join(told)


def _apply(desk: Desk, tx: Tx, invoice_id: str, told: Sequence[Noted]) -> None:
    for noted in told:
        (entry,) = invoices.find(tx, (), invoice_id)
        _log(tx, entry, noted)
        if noted.fate in _STOPS and entry.state != "cancelled":
            _stop(desk, tx, entry, noted)
        _rewrite(tx, entry, noted)


def _stop(desk: Desk, tx: Tx, entry: Entry, noted: Noted) -> None:
    """Ask a person about an invoice that counts as not issued; no letter asks."""
    cure = f"{said(noted)}; issue it anew, then accept or cancel it here"
    twins.doubt(tx, entry.id, "; ".join(filter(None, (entry.remarks, cure))))
    questions.look_anew(tx)
    ease.take_back(desk, tx, entry.customer_id)


def _rewrite(tx: Tx, entry: Entry, noted: Noted) -> None:
    """Take letters back that say, or do not say, that it did not arrive.

    Once a fate: whoever forges a notice cannot keep letters from leaving.
    """
    fates = [one.fate for one in exchange_notices.about(tx, entry.id)]
    is_told = noted.fate in ("delivered", "undelivered") and "undelivered" in fates
    if not is_told or fates.count(noted.fate) > 1:
        return
    parts = [item.id for item in invoices.items_of(tx, entry.id)]
    for letter in outbox.letters_about(tx, parts) if parts else ():
        if letter.state in outbox.NOT_GONE and letter.kind not in NOT_DUNNING:
            ease.withdraw(tx, letter, f"{_SAID[noted.fate]}; it is written anew")


def _log(tx: Tx, entry: Entry, noted: Noted) -> None:
    events.write(
        tx,
        f"invoice.{noted.fate}",
        f"invoice:{entry.id}",
        _SAID[noted.fate],
        f"customer:{entry.customer_id}",
        receipt=noted.type,
    )
