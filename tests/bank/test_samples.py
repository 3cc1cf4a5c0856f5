"""Every sample statement is read as the file beside it says."""

import json
from pathlib import Path
from typing import Any

import pytest

from agent import plugins
from agent.bank import formats
from agent.bank.fingerprint import fingerprints
from agent.bank.statement import StatementFormat, read_statement
from agent.errors import Unreadable
from tests.as_json import as_json

FORMATS = plugins.find(formats, "FORMAT", StatementFormat)
FOLDER = Path(__file__).parent.parent / "data" / "bank"
EXPECTED = sorted(FOLDER.glob("*.expected.json"))


def read(name: str) -> Any:
    try:
        return as_json(read_statement((FOLDER / name).read_bytes(), name, FORMATS))
    except Unreadable as error:
        return {"unreadable": str(error)}


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.name)
def test_a_sample_is_read_as_expected(expected: Path) -> None:
    name = expected.name.removesuffix(".expected.json")

    assert read(name) == json.loads(expected.read_text())


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.name)
def test_no_two_lines_of_a_sample_are_taken_for_one(expected: Path) -> None:
    name = expected.name.removesuffix(".expected.json")
    read_twice = [
        read_statement((FOLDER / name).read_bytes(), name, FORMATS) for _ in range(2)
    ]
    first, second = (
        [print_ for statement in said for print_ in fingerprints(statement)]
        for said in read_twice
    )

    assert first == second
    assert len(set(first)) == len(first)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b" \n", "the file is empty"),
        (b"hello", "not a bank statement of a kind we read"),
        (b"Numero;Data;Scadenza;Importo\n1;1.3.2026;2.3.2026;5\n", "not a bank"),
        (b"<Document><BkToCstmrStmt><Stmt></BkToCstmrStmt>", "line 1: not well-formed"),
        (b"<!DOCTYPE a><Document><BkToCstmrStmt/></Document>", "DOCTYPE"),
        (
            b"ElencoEntrateUsciteAndamento\nData;Importo\n1.3.2026;5\n",
            "leaves the signs",
        ),
        (b"Data;Importo\n1.3.2026;1,50\n2.3.2026;1.50\n", "stand in one column"),
        (b"Data;Importo;Avere\n1.3.2026;1,50;\n", "which counts"),
        (b"PK\x03\x04 broken", "not a bank statement"),
    ],
)
def test_what_cannot_be_trusted_is_refused_with_its_name(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=f"x.csv.*{why}"):
        read_statement(data, "x.csv", FORMATS)


def test_an_empty_report_is_no_statement() -> None:
    empty = b"<Document><BkToCstmrAcctRpt></BkToCstmrAcctRpt></Document>"

    assert read_statement(empty, "x.xml", FORMATS) == ()
