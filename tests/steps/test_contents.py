"""What a file is, is told by its bytes; what is risky is looked into elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from agent.errors import Unreadable
from agent.steps.contents import Sight, here
from agent.steps.readers import readers
from tests.invoices import made

READERS = replace(readers(), apart=here)
TABLE = b"Numero;Data;Scadenza;Cliente;Totale\n1;01/08/2026;01/09/2026;Alfa;100,00\n"
STATEMENT = b"Data;Descrizione;Entrate;Uscite\n01/03/2026;Bonifico;71,00;\n"
PEOPLE = b"Cliente;Email;Telefono\nAlfa Srl;anna@client.test;02 555\n"


def look(data: bytes) -> Sight:
    return READERS.look(data, "misleading.pdf")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (made.fatturapa(), "invoice"),
        (made.signed(made.fatturapa()), "invoice"),
        (made.cii(), "invoice"),
        (made.ubl(), "invoice"),
        (made.pdf(("a.xml", made.cii())), "invoice"),
        (TABLE, "invoice"),
        (made.pdf(), "copy"),
        (made.receipt(), "sdi_receipt"),
        (STATEMENT, "statement"),
        (PEOPLE, "customers"),
        (b"hello", "unknown"),
        (b"", "unknown"),
    ],
)
def test_the_kind_is_told_by_the_content(data: bytes, kind: str) -> None:
    assert look(data).kind == kind


def test_each_kind_holds_what_was_read() -> None:
    assert look(made.fatturapa()).read().documents.invoices[0].number == "12/2026"
    assert look(made.receipt()).read().notice
    assert look(STATEMENT).read().statements[0].lines
    assert look(PEOPLE).read().customers.rows[0].name == "Alfa Srl"


def _never(*_: object) -> Any:
    raise Unreadable("reading it takes too long")


@pytest.mark.parametrize(
    ("data", "kind"),
    [(made.pdf(("a.xml", made.cii())), "copy"), (TABLE + b"\n" * 1_100_000, "file")],
    ids=["pdf", "large"],
)
def test_what_cannot_be_looked_into_names_its_reason(data: bytes, kind: str) -> None:
    sight = replace(READERS, apart=_never).look(data, "x")
    assert sight.kind == kind
    with pytest.raises(Unreadable, match=r"^x: reading it takes"):
        sight.read()


def test_a_small_plain_file_is_read_at_once() -> None:
    assert replace(READERS, apart=_never).look(TABLE, "x").read().documents.invoices


def test_a_refusal_keeps_its_kind_wherever_it_was_read() -> None:
    damaged = made.fatturapa()[:-5] + b" " * 1_100_000
    sight = look(damaged)
    assert sight.kind == "invoice"
    with pytest.raises(Unreadable, match="not well-formed"):
        sight.read()


def test_a_child_reads_as_we_do() -> None:
    in_child = readers()
    data = made.pdf(("factur-x.xml", made.cii()))
    assert in_child.look(data, "x").read() == look(data).read()
    in_child.apart.close()  # type: ignore[attr-defined]
