"""PDF: the invoice that a PDF carries as an XML attachment (Factur-X, ZUGFeRD).

Source: Factur-X 1.0 § 6 and ZUGFeRD 1.0 (names of the attachment); ISO 32000-2
§ 7.11.4 (embedded files). The XML is known by its root element, whatever its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Protocol

from agent.errors import Unreadable
from agent.invoices.document import Documents, InvoiceFormat, read_document
from agent.invoices.formats import cii, fatturapa, ubl

_INSIDE = (cii.FORMAT, ubl.FORMAT, fatturapa.FORMAT)
_STANDARD = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml")
_HEAD_BYTES = 1024
_MOST_ATTACHMENTS = 100


class _Attachment(Protocol):
    """What of pypdf's embedded files is used."""

    @property
    def content(self) -> bytes:
        """Its bytes, decoded."""


def is_pdf(data: bytes) -> bool:
    """Tell whether bytes are a PDF (its head may stand behind other bytes)."""
    return b"%PDF-" in data[:_HEAD_BYTES]


def _claims(data: bytes, name: str) -> bool:
    return is_pdf(data) and _invoice_xml(data, name) is not None


def _read(data: bytes, name: str) -> Documents:
    found = _invoice_xml(data, name)
    if found is None:
        raise Unreadable(f"{name}: a PDF without an invoice as data inside")
    return read_document(found, name, _INSIDE)


def _invoice_xml(data: bytes, name: str) -> bytes | None:
    """Give the first attachment with an invoice's root, standard names first."""
    for content in _attachments(data):
        if any(inside.claims(content, name) for inside in _INSIDE):
            return content
    return None


def _attachments(data: bytes) -> Iterator[bytes]:
    """Open the attachments one by one; those that are damaged are passed over."""
    from pypdf import PdfReader

    try:
        files = list(PdfReader(BytesIO(data)).attachment_list)
    except Exception:  # noqa: BLE001 - pypdf raises what it pleases
        return
    files.sort(key=lambda file: file.name.lower() not in _STANDARD)
    for file in files[:_MOST_ATTACHMENTS]:
        if content := _content(file):
            yield content


def _content(file: _Attachment) -> bytes:
    try:
        return file.content
    except Exception:  # noqa: BLE001 - as above
        return b""


FORMAT = InvoiceFormat("PDF with XML inside", _claims, _read)
