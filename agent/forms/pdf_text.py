"""The text of a PDF, page by page: of small files, and never more than a little."""

from __future__ import annotations

import io

MAX_BYTES = 1024 * 1024
_MOST_PAGES = 5
_MOST_TEXT = 50_000


def pdf_text(data: bytes) -> str:
    """Give what a PDF says; empty where it cannot be read or is too big."""
    if len(data) > MAX_BYTES or b"%PDF-" not in data[:1024]:
        return ""
    from pypdf import PdfReader  # heavy, and needed in the bounded child alone

    try:
        pages = PdfReader(io.BytesIO(data)).pages[:_MOST_PAGES]
        return "\n".join(page.extract_text() for page in pages)[:_MOST_TEXT]
    except Exception:  # noqa: BLE001 - the one edge: a broken file says nothing
        return ""
