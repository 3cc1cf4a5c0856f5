"""Readers of invoices, ours and others': each tells numbers, days and amounts."""

from __future__ import annotations

import logging
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from agent.steps.contents import here
from agent.steps.examine import Firm, examine
from agent.wiring import readers
from bench.reader import Answer, Reader

_READERS = replace(readers(), apart=here)  # a child's time would not be counted
_NAMES = {"p7m": "file.xml.p7m", "pdfx": "file.pdf"}
_TOLD = ("number", "issue_date", "amount_due", "amount_total")


def _ours(data: bytes, format_: str) -> Answer:
    found = examine(data, _NAMES.get(format_, "file.xml"), _READERS, Firm())
    return _invoices(found["invoices"])


def _invoices(found: Any) -> Answer:
    """Tell of each invoice what the reader says of it."""
    told = [{key: one[key] for key in _TOLD if one.get(key)} for one in found]
    return Answer({"invoices": told})


def _a38(data: bytes, format_: str) -> Answer:
    from a38.codec import P7M
    from a38.fattura import auto_from_etree

    if format_ == "p7m":
        with tempfile.NamedTemporaryFile(suffix=".p7m") as file:
            Path(file.name).write_bytes(data)
            document = P7M().load(file.name)
    else:
        document = auto_from_etree(ET.fromstring(data))
    bodies = document.fattura_elettronica_body
    return _invoices([_of_body(body) for body in _each(bodies)])


def _each(bodies: Any) -> Iterable[Any]:
    return bodies if isinstance(bodies, list) else [bodies]


def _of_body(body: Any) -> dict[str, object]:
    general = body.dati_generali.dati_generali_documento
    parts = [
        part.importo_pagamento
        for group in body.dati_pagamento or ()
        for part in group.dettaglio_pagamento
    ]
    return {
        "number": general.numero,
        "issue_date": general.data,
        "amount_total": general.importo_totale_documento,
        "amount_due": sum(parts) if parts else None,
    }


def _factur_x(data: bytes, format_: str) -> Answer:
    from facturx import get_xml_from_pdf, parse_ubl_cii_xml

    logging.disable(logging.CRITICAL)
    if format_ == "pdfx":
        _, data = get_xml_from_pdf(data)
    told = parse_ubl_cii_xml(data)
    # The terms of EN 16931: number, day, amount due, total with VAT.
    terms = {"number": "BT-1", "issue_date": "BT-2"}
    terms |= {"amount_due": "BT-115", "amount_total": "BT-112"}
    return _invoices([{key: told.get(term) for key, term in terms.items()}])


READERS = [
    Reader(
        "sollecito", "", frozenset({"fatturapa", "p7m", "ubl", "cii", "pdfx"}), _ours
    ),
    Reader("a38", "a38", frozenset({"fatturapa", "p7m"}), _a38),
    Reader("factur-x", "facturx", frozenset({"ubl", "cii", "pdfx"}), _factur_x),
]
