"""What the exchange system (SdI) said of invoice files, and so of their invoices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Row, Tx
from agent.ledger.statements import given, given_any
from agent.model.exchange import ExchangeFate, ExchangeNotice

_notices, _invoices = tables.exchange_notices, tables.invoices
_SIGNED, _XML = ".p7m", ".xml"
_IS_ITS_FILE = sa.or_(
    sa.and_(_notices.c.file_key == _invoices.c.file_key, _notices.c.file_key != ""),
    sa.and_(_notices.c.file_sha256 == _invoices.c.sha256, _notices.c.file_sha256 != ""),
)
_OF_INVOICES = (
    sa.select(_notices, _invoices.c.id.label("of"))
    .where(
        given(_notices.c.firm),
        given(_invoices.c.firm),
        _notices.c.fate != "other",
        _IS_ITS_FILE,
        sa.or_(_notices.c.number == "", _notices.c.number == _invoices.c.number_key),
    )
    .order_by(_notices.c.at, _notices.c.id)
)
_ABOUT = _OF_INVOICES.where(given(_invoices.c.id))
_OF_VALID = _OF_INVOICES.where(_invoices.c.state != "cancelled")
_OF_SOME = _OF_VALID.where(given_any(_invoices.c.id))


@dataclass(frozen=True, slots=True)
class Noted:
    """A notice as the ledger holds it.

    Args:
        type: Name of its root element.
        words: Its faults or reason, in its own words; then why it may be forged.
        source, sha256: The file the notice itself came in.
    """

    type: str
    fate: ExchangeFate
    words: str
    source: str
    sha256: str
    at: datetime


def file_key(name: str) -> str:
    """Give the identity of an invoice file: signed, it is the same file."""
    bare = PurePath(name.replace("\\", "/")).name.lower()
    while bare.endswith((_SIGNED, _XML)):
        bare = bare.removesuffix(_SIGNED).removesuffix(_XML)
    return bare


def note(
    tx: Tx, notice: ExchangeNotice, source: str, sha256: str, doubt: str = ""
) -> bool:
    """Note a notice once; False where it stands already.

    Args:
        doubt: Why it may be forged; empty = a person gave us the file.
    """
    faults = "; ".join(" ".join(error) for error in notice.errors) or notice.note
    return tx.add(
        _notices,
        id=tx.new_id(),
        file_key=file_key(notice.file_name) or _key_by_id(tx, notice.sdi_id),
        file_sha256=notice.file_sha256,
        sdi_id=notice.sdi_id,
        type=notice.type,
        fate=notice.fate,
        number=_plain(notice.number),
        words="; ".join(filter(None, (faults, doubt))),
        source=source,
        sha256=sha256,
        at=tx.now,
    )


def _key_by_id(tx: Tx, sdi_id: str) -> str:
    """Give the file that earlier notices of the same transmission named."""
    query = sa.select(_notices.c.file_key).where(
        _notices.c.firm == tx.firm,
        _notices.c.sdi_id == sdi_id,
        _notices.c.file_key != "",
    )
    return str(tx.value(query.limit(1)) or "") if sdi_id else ""


def invoices_of(tx: Tx, notice: ExchangeNotice) -> tuple[str, ...]:
    """Give the ids of the invoices a notice speaks of, by its file's name or hash."""
    key = file_key(notice.file_name) or _key_by_id(tx, notice.sdi_id)
    wanted = [_invoices.c.file_key == key] if key else []
    if notice.file_sha256:
        wanted.append(_invoices.c.sha256 == notice.file_sha256)
    if not wanted:
        return ()
    query = (
        sa.select(_invoices.c.id)
        .where(_invoices.c.firm == tx.firm, sa.or_(*wanted), *_of(notice.number))
        .order_by(_invoices.c.id)
    )
    return tuple(row["id"] for row in tx.rows(query))


def _of(number: str) -> list[sa.ColumnElement[bool]]:
    return [_invoices.c.number_key == _plain(number)] if number else []


def about(tx: Tx, invoice_id: str) -> tuple[Noted, ...]:
    """Give what was said of an invoice, in the order it came."""
    return tuple(map(_noted, tx.rows(_ABOUT, firm=tx.firm, id=invoice_id)))


def was_rejected(tx: Tx, invoice_id: str, source: str) -> bool:
    """Tell whether an invoice came in a rejected file, and now comes in another."""
    query = sa.select(_invoices.c.file_key).where(
        _invoices.c.firm == tx.firm, _invoices.c.id == invoice_id
    )
    is_other = tx.value(query) != file_key(source)
    return is_other and any(one.fate == "rejected" for one in about(tx, invoice_id))


def undelivered(tx: Tx, among: Iterable[str] | None = None) -> dict[str, datetime]:
    """Give the open invoices that did not reach their customer, and since when.

    What came later counts: a notice of delivery ends it.

    Args:
        among: Only these; None = all.
    """
    rows = (
        tx.rows(_OF_VALID, firm=tx.firm)
        if among is None
        else tx.rows(_OF_SOME, firm=tx.firm, id=among)
    )
    last = {row["of"]: _noted(row) for row in rows}
    return {of: one.at for of, one in last.items() if one.fate == "undelivered"}


def file_of(tx: Tx, invoice_id: str) -> tuple[str, str]:
    """Give the name and hash of the file an invoice came in."""
    query = sa.select(_invoices.c.source, _invoices.c.sha256).where(
        _invoices.c.firm == tx.firm, _invoices.c.id == invoice_id
    )
    row = tx.row(query)
    assert row is not None, f"no invoice {invoice_id}"
    return row["source"], row["sha256"]


def _plain(number: str) -> str:
    return "".join(number.split()).upper()


def _noted(row: Row) -> Noted:
    return Noted(
        type=row["type"],
        fate=row["fate"],
        words=row["words"],
        source=row["source"],
        sha256=row["sha256"],
        at=row["at"],
    )
