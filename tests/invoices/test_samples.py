"""Every sample invoice file is read as the file beside it says."""

import json
from pathlib import Path
from typing import Any

import pytest

from agent import plugins
from agent.errors import Unreadable
from agent.invoices import formats
from agent.invoices.document import InvoiceFormat, read_document
from tests.as_json import as_json

FORMATS = plugins.find(formats, "FORMAT", InvoiceFormat)
FOLDER = Path(__file__).parent.parent / "data" / "invoices"
EXPECTED = sorted(FOLDER.glob("*.expected.json"))


def read(name: str) -> Any:
    try:
        return as_json(read_document((FOLDER / name).read_bytes(), name, FORMATS))
    except Unreadable as error:
        return {"unreadable": str(error)}


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.name)
def test_a_sample_is_read_as_expected(expected: Path) -> None:
    name = expected.name.removesuffix(".expected.json")

    assert read(name) == json.loads(expected.read_text())


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b" \n", "the file is empty"),
        (b"hello", "not an invoice of a kind we read"),
        (b"Data;Descrizione;Importo\n1.3.2026;x;5\n", "not an invoice"),
        (b"<FatturaElettronica></Fattura>", "line 1: not well-formed"),
        (b"<FatturaElettronica></FatturaElettronica>", "without FatturaElettronicaH"),
        (b"<!DOCTYPE a><p:FatturaElettronica/>", "DOCTYPE"),
        (b"PK\x03\x04 broken", "not an invoice"),
        (
            b"Numero;Data;Importo\n1;1.3.2026;1,50\n2;2.3.2026;1.50\n",
            "stand in one column",
        ),
    ],
)
def test_what_cannot_be_trusted_is_refused_with_its_name(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=f"x.csv.*{why}"):
        read_document(data, "x.csv", FORMATS)
