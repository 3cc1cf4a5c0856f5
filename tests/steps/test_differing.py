"""A document that differs from the one of its number is a person's to decide."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from agent.errors import Refused
from agent.ledger import invoices
from agent.steps import intake, rounds
from agent.steps.act import invoicing
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.look.lists import InvoiceRow, invoice_rows, payment_rows
from agent.steps.taken import Taken
from tests.steps import given

TITLES = "Numero;Data;Scadenza;Importo;Cliente;Email"


def take(desk: Desk, amount: str, due: str = "01/09/2026") -> Taken:
    row = f"107/2026;01/08/2026;{due};{amount};Alfa Srl;anna@client.test"
    return intake.take_file(desk, "list.csv", f"{TITLES}\n{row}\n".encode())


def rows(desk: Desk) -> Sequence[InvoiceRow]:
    return invoice_rows(desk, everything=True)


def stands(desk: Desk) -> list[tuple[str, int]]:
    return sorted((row.state, row.open.cents) for row in rows(desk))


@pytest.fixture
def live(desk: Desk) -> Desk:
    take(desk, "77,00")
    return desk


def test_another_amount_is_a_doubt_and_nobody_is_written_to(live: Desk) -> None:
    rounds.run_round(live)
    told = take(live, "70,00")
    assert told.problems == [
        (
            "list.csv: 107/2026 stands with 77.00 EUR, due 2026-09-01; this one says "
            "70.00 EUR, due 2026-09-01: it is in doubt; `sollecito review invoice "
            "107/2026` decides (cancelled, this one takes its place when it is imported "
            "again)"
        )
    ]
    assert (told.invoices, told.known) == (0, 0)
    assert "letter.withdrawn" in given.happened(live)
    given.send_all(live)
    assert given.recipients(live) == []
    assert [row.state for row in rows(live)] == ["review"]


def test_another_due_date_is_a_doubt(live: Desk) -> None:
    assert (
        "due 2026-10-01: it is in doubt"
        in take(live, "77,00", "01/10/2026").problems[0]
    )


def test_a_document_that_names_no_due_date_differs_in_none(live: Desk) -> None:
    assert take(live, "77,00", "").problems == []


def test_an_exact_repetition_is_silent(live: Desk) -> None:
    before = given.happened(live)
    told = take(live, "77,00")
    assert (told.known, told.problems) == (1, [])
    assert given.happened(live) == before


def test_a_list_that_says_what_is_left_is_no_doubt(live: Desk) -> None:
    given.money(live, 3_000, "acconto fattura 107/2026", "Alfa Srl")
    rounds.run_round(live)
    assert stands(live) == [("open", 4_700)]
    assert take(live, "47,00").problems == []


def test_the_same_difference_is_asked_about_until_it_is_decided(live: Desk) -> None:
    take(live, "70,00")
    assert len(take(live, "70,00").problems) == 1
    assert given.happened(live).count("invoice.doubted") == 1
    invoicing.confirm(live, "carla", "107/2026", None)
    assert take(live, "70,00").problems == []
    assert stands(live) == [("open", 7_700)]
    assert len(take(live, "71,00").problems) == 1


def test_a_cancelled_document_gives_way_to_the_one_that_differs(live: Desk) -> None:
    take(live, "70,00")
    invoicing.cancel(live, "carla", "107/2026", "the sum was wrong")
    told = take(live, "70,00")
    assert (told.invoices, told.problems) == (1, [])
    assert stands(live) == [("cancelled", 7_700), ("open", 7_000)]
    assert take(live, "70,00").known == 1
    assert take(live, "77,00").problems == []
    rounds.run_round(live)
    given.send_all(live)
    assert given.recipients(live) == ["anna@client.test"]


def test_a_document_that_gave_way_is_not_restored_beside_the_other(live: Desk) -> None:
    with picture(live) as tx:
        (old,) = invoices.entries(tx)
    invoicing.cancel(live, "carla", "107/2026", "the sum was wrong")
    take(live, "70,00")
    with pytest.raises(Refused, match="another invoice 107/2026 took its place"):
        invoicing.restore(live, "carla", old.id)
    invoicing.cancel(live, "carla", "107/2026", "the first was right")
    assert take(live, "77,00").invoices == 1


def test_a_cancelled_document_read_again_stays_cancelled(live: Desk) -> None:
    invoicing.cancel(live, "carla", "107/2026", "issued in error")
    assert take(live, "77,00").known == 1
    assert stands(live) == [("cancelled", 7_700)]


def test_money_put_against_a_document_in_doubt_is_free_once_cancelled(
    live: Desk,
) -> None:
    given.money(live, 7_700, "fattura 107/2026", "Alfa Srl")
    rounds.run_round(live)
    take(live, "90,00")
    invoicing.cancel(live, "carla", "107/2026", "the sum was wrong")
    assert given.free_cents(live) == [7_700]


def test_a_payment_of_a_document_in_doubt_is_still_listed(live: Desk) -> None:
    given.money(live, 7_700, "fattura 107/2026", "Alfa Srl")
    rounds.run_round(live)
    take(live, "90,00")
    (row,) = payment_rows(live)
    assert row.invoices == ("107/2026: 77.00 EUR",)
    rounds.run_round(live)
