"""A row that does not say what it is: a pro-forma that is known stays one."""

from __future__ import annotations

import pytest

from agent.steps import intake
from agent.steps.contents import FileKind
from agent.steps.desk import Desk
from agent.steps.taken import Taken
from tests.steps import given
from tests.steps.test_proformas import document, invoice, standing

TITLES = "Numero;Data;Scadenza;Totale;Cliente"
ROW = "PF1/2026;01/08/2026;31/08/2026;1.000,00;Alfa Srl"
STANDS = [("PF1/2026", "proforma", "open", 100_000)]
BOTH = pytest.mark.parametrize("only", [None, "open_items"])


def listing(
    desk: Desk, row: str = ROW, only: FileKind | None = None, titles: str = TITLES
) -> Taken:
    data = f"{titles}\n{row}\n".encode()
    return intake.take_file(desk, "list.csv", data, only=only)


@BOTH
@pytest.mark.parametrize(
    "row",
    [
        ROW,
        ROW.replace("PF1/", "PF 1/"),
        ROW.replace("PF1/", "pf-01/"),
        ROW.replace("01/08", "03/08"),
    ],
    ids=["the same", "with a blank", "written otherwise", "dated otherwise"],
)
def test_a_row_with_its_number_is_that_proforma_again(
    desk: Desk, row: str, only: FileKind | None
) -> None:
    document(desk, "PF1/2026")

    told = listing(desk, row, only)

    assert (told.invoices, told.known, told.problems) == (0, 1, [])
    assert standing(desk, everything=True) == STANDS


@BOTH
def test_with_another_sum_it_is_in_doubt_and_no_invoice(
    desk: Desk, only: FileKind | None
) -> None:
    document(desk, "PF1/2026")

    listing(desk, ROW.replace("1.000,00", "1.500,00"), only)

    assert [row[:2] for row in standing(desk, everything=True)] == [
        ("PF1/2026", "proforma")
    ]


@BOTH
def test_a_proforma_whose_invoice_came_is_not_asked_for_again(
    desk: Desk, only: FileKind | None
) -> None:
    document(desk, "PF1/2026")
    invoice(desk, "34/2026")

    listing(desk, ROW, only)

    assert [row[0] for row in standing(desk, everything=True)] == ["34/2026"]


def test_a_list_that_has_it_paid_holds_it(desk: Desk) -> None:
    document(desk, "PF1/2026")
    other = ROW.replace("PF1/", "9/").replace("Alfa", "Beta")

    listing(desk, f"{ROW};pagata\n{other};aperta", "open_items", f"{TITLES};Stato")

    assert [hold[0] for hold in given.standing_holds(desk)] == ["list"]


@BOTH
def test_a_row_that_says_it_is_an_invoice_takes_its_place(
    desk: Desk, only: FileKind | None
) -> None:
    document(desk, "PF1/2026")

    listing(desk, f"{ROW};fattura", only, f"{TITLES};Tipo documento")

    assert standing(desk) == [("PF1/2026", "invoice", "open", 100_000)]


@BOTH
def test_a_row_of_another_number_takes_its_place(
    desk: Desk, only: FileKind | None
) -> None:
    document(desk, "PF1/2026")

    listing(desk, ROW.replace("PF1/", "34/"), only)

    assert standing(desk) == [("34/2026", "invoice", "open", 100_000)]
