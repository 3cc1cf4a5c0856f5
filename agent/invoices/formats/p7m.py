"""p7m: invoices in a signed envelope, as the Italian exchange system takes them."""

from __future__ import annotations

from agent.errors import Unreadable
from agent.invoices.document import Documents, InvoiceFormat, read_document
from agent.invoices.formats import cii, fatturapa, ubl
from agent.invoices.signed import NOTE, is_signed, opened

_INSIDE = (fatturapa.FORMAT, ubl.FORMAT, cii.FORMAT)


def _claims(data: bytes, _name: str) -> bool:
    return is_signed(data)


def _read(data: bytes, name: str) -> Documents:
    try:
        content = opened(data)
    except Unreadable as error:
        raise Unreadable(f"{name}: {error}") from error
    found = read_document(content, name, _INSIDE)
    return Documents(found.invoices, found.problems, (*found.notes, f"{name}: {NOTE}"))


FORMAT = InvoiceFormat("p7m", _claims, _read)
