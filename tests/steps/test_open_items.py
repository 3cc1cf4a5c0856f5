"""What the invoicing program lists as open stops letters here, and never books."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given as given_that
from hypothesis import settings
from hypothesis import strategies as st

from agent.ledger import holds, invoices, listed, payments
from agent.ledger.book import Tx
from agent.model.case import Hold
from agent.steps import intake, rounds
from agent.steps.act import cases as by_hand
from agent.steps.act import invoicing
from agent.steps.act import quarantine as aside
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.look.lists import invoice_rows, set_aside
from agent.steps.look.status import status
from agent.steps.look.to_mark import rows_to_mark
from agent.steps.look.why import why
from agent.steps.summarise import show
from agent.steps.taken import Taken
from tests.desks import open_desk
from tests.forms.workbooks import sheet_xml, xlsx
from tests.steps import given

TITLES = "Numero;Data;Scadenza;Totale;Residuo;Stato;Cliente"
ALFA, BETA = "1/2026", "2/2026"
DUE = date(2026, 9, 1)


def row(
    number: str = ALFA,
    left: str = "100,00",
    *,
    total: str = "100,00",
    due: str = "01/09/2026",
    state: str = "aperta",
    name: str = "Alfa Srl",
    issued: str = "02/08/2026",
) -> str:
    return f"{number};{issued};{due};{total};{left};{state};{name}"


BETAS = row(BETA, name="Beta Srl")


def listing(
    desk: Desk, *rows: str, as_of: date | None = None, name: str = "open.csv"
) -> Taken:
    data = "\n".join((TITLES, *rows)).encode()
    return intake.take_file(desk, name, data, only="open_items", as_of=as_of)


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """A desk with two invoices overdue, of two customers."""
    return owing(desk)


def owing(desk: Desk) -> Desk:
    given.invoice(desk, ALFA, DUE)
    given.invoice(desk, BETA, DUE, name="Beta Srl", email="bea@beta.test")
    return desk


def held(desk: Desk) -> list[str]:
    with picture(desk) as tx:
        return [hold.because for hold in _list_holds(tx)]


def _list_holds(tx: Tx) -> Sequence[Hold]:
    return [hold for hold in holds.standing(tx) if hold.reason == "list"]


def writes_to(desk: Desk) -> list[str]:
    rounds.run_round(desk)
    given.send_all(desk)
    return sorted(given.recipients(desk))


def money(desk: Desk) -> list[tuple[str, int, str]]:
    """All that a booking would change."""
    return [(each.number, each.open.cents, each.state) for each in invoice_rows(desk)]


def test_a_list_that_agrees_stops_nothing(desk: Desk) -> None:
    told = listing(desk, row(), BETAS)
    assert (told.invoices, told.known, told.problems, told.remarks) == (0, 2, [], [])
    assert held(desk) == []
    assert writes_to(desk) == ["anna@client.test", "bea@beta.test"]


@pytest.mark.parametrize(
    ("rows", "because"),
    [
        ([], "no longer lists it"),
        ([row(left="0,00")], "says that it is paid"),
        ([row(state="pagata")], "says that it is paid"),
        ([row(state="annullata")], "says that it is cancelled"),
        ([row(left="60,00")], "lists 60.00 EUR as open, here it is 100.00 EUR"),
        ([row(left="150,00", total="150,00")], "lists 150.00 EUR as open"),
        ([row(due="01/12/2026")], "due on 2026-12-01, here on 2026-09-01"),
    ],
)
def test_what_is_paid_credited_changed_or_gone_there_is_not_asked_for(
    desk: Desk, rows: list[str], because: str
) -> None:
    before = money(desk)
    told = listing(desk, *rows, BETAS)
    assert "paid, changed or not at all: 1; `sollecito summary`" in told.remarks[-1]
    (said,) = held(desk)
    assert because in said
    assert writes_to(desk) == ["bea@beta.test"]
    assert money(desk) == before
    assert rows_to_mark(desk) == ()


def test_a_letter_approved_before_the_list_came_does_not_leave(desk: Desk) -> None:
    rounds.run_round(desk)
    listing(desk, BETAS)
    assert given.happened(desk).count("letter.withdrawn") == 1
    given.send_all(desk)
    assert given.recipients(desk) == ["bea@beta.test"]


def test_a_list_that_agrees_again_lets_the_letter_leave(desk: Desk) -> None:
    listing(desk, BETAS)
    told = listing(desk, row(), BETAS)
    assert "asked for again, for the list agrees: 1" in told.remarks[0]
    assert held(desk) == []
    assert writes_to(desk) == ["anna@client.test", "bea@beta.test"]


def test_what_is_said_anew_is_held_again(desk: Desk) -> None:
    for rows in ([BETAS], [row(), BETAS], [BETAS]):
        listing(desk, *rows)
    assert len(held(desk)) == 1
    listing(desk, row(left="60,00"), BETAS)
    assert [said.partition(" EUR")[0][-5:] for said in held(desk)] == ["60.00"]


def test_what_a_person_decided_holds_until_the_list_says_something_else(
    desk: Desk,
) -> None:
    listing(desk, BETAS)
    by_hand.release(desk, "carla", "it is owed", customer="Alfa")
    listing(desk, BETAS)
    assert held(desk) == []
    listing(desk, row(left="60,00"), BETAS)
    assert len(held(desk)) == 1


def test_an_invoice_issued_since_the_list_is_not_missing_in_it(desk: Desk) -> None:
    listing(desk, BETAS, as_of=date(2026, 8, 2))
    assert held(desk) == []
    listing(desk, BETAS, as_of=date(2026, 8, 3))
    assert len(held(desk)) == 1


def test_an_older_list_says_nothing_new(desk: Desk) -> None:
    listing(desk, row(), BETAS)
    told = listing(desk, BETAS, as_of=date(2026, 9, 4))
    assert (
        "it is of 2026-09-04, and the list of 2026-09-07 was read" in told.problems[0]
    )
    assert held(desk) == []
    assert set_aside(desk) == ()


def test_what_is_listed_and_not_here_is_recorded_as_an_invoice(desk: Desk) -> None:
    told = listing(desk, row(), BETAS, row("3/2026", "40,00", name="Gamma Srl"))
    assert (told.invoices, told.known) == (1, 2)
    assert ("3/2026", 4_000, "open") in money(desk)
    assert held(desk) == []


def test_a_customer_written_otherwise_is_no_second_invoice(desk: Desk) -> None:
    told = listing(desk, row(name="ALFA di Rossi A."), BETAS)
    assert (told.invoices, told.known) == (0, 2)
    assert held(desk) == []


def test_a_number_written_otherwise_is_no_second_invoice_of_that_customer(
    desk: Desk,
) -> None:
    told = listing(desk, row("FPR 1/26"), BETAS)
    assert (told.invoices, held(desk)) == (0, [])
    listing(desk, row("FPR 1/26", name="Omega Spa"), BETAS)
    assert len(invoice_rows(desk)) == 3
    assert len(held(desk)) == 1


def test_instalments_in_rows_of_their_own_are_one_invoice(desk: Desk) -> None:
    listing(desk, row(left="50,00"), row(left="50,00", due="01/10/2026"), BETAS)
    assert held(desk) == []


def test_of_one_instalment_paid_there_the_other_is_still_open(desk: Desk) -> None:
    paid = row(left="50,00", state="pagata")
    listing(desk, paid, row(left="50,00", due="01/10/2026"), BETAS)
    assert ["lists 50.00 EUR as open" in said for said in held(desk)] == [True]


def test_payments_found_here_are_listed_to_be_marked_there(desk: Desk) -> None:
    given.money(desk, 10_000, f"fattura {ALFA}", "Alfa Srl")
    rounds.run_round(desk)
    invoicing.write_off(desk, "carla", BETA, "too little")
    told = listing(desk, row(), BETAS)
    assert "settled here that the list has open: 2" in told.remarks[-1]
    alfa, beta = rows_to_mark(desk)
    assert (alfa.number, alfa.there.cents, alfa.here.cents) == (ALFA, 10_000, 0)
    assert alfa.because == ("payment 1 of 2026-09-07: 100.00 EUR",)
    assert beta.because == ("given up: 100.00 EUR",)
    assert status(desk).to_mark == 2
    assert "sollecito invoices to-mark" in show(desk).text
    listing(desk, row("9/2026", "5,00"))
    assert rows_to_mark(desk) == ()
    assert held(desk) == []


def test_a_payment_that_comes_after_the_list_is_to_be_marked_too(desk: Desk) -> None:
    listing(desk, row(), BETAS)
    given.money(desk, 4_000, f"acconto fattura {ALFA}", "Alfa Srl")
    rounds.run_round(desk)
    assert [(one.there.cents, one.here.cents) for one in rows_to_mark(desk)] == [
        (10_000, 6_000)
    ]
    listing(desk, row(), BETAS)
    assert held(desk) == []


def test_a_cancelled_invoice_still_listed_stays_cancelled(desk: Desk) -> None:
    invoicing.cancel(desk, "carla", ALFA, "issued in error")
    assert listing(desk, row(left="60,00"), BETAS).invoices == 0
    (one,) = rows_to_mark(desk)
    assert (one.here.cents, one.because) == (0, ("cancelled here",))
    listing(desk, BETAS)
    assert held(desk) == []


def test_a_credit_note_used_there_is_no_reason_to_hold_it(desk: Desk) -> None:
    given.invoice(desk, "NC1", DUE, 3_000, kind="credit_note")
    listing(desk, row(), BETAS)
    assert held(desk) == []


def test_why_and_the_summary_tell_of_it(desk: Desk) -> None:
    listing(desk, BETAS)
    assert "no longer lists it as open" in why(desk, ALFA).paragraph
    text = " ".join(show(desk).text.split())
    assert f"fatturazione dice altro per la fattura {ALFA}: pagato, stornato" in text


@pytest.mark.parametrize(
    ("data", "why_not"),
    [
        (f"{TITLES}\n{row(state='pagata')}\n".encode(), "nothing is open in this list"),
        (b"<a/>", "it is no list of what is open that we read"),
        (given.statement(DUE, 100, "x"), "it is no list of what is open that we read"),
    ],
)
def test_what_is_no_such_list_is_refused_and_compared_with_nothing(
    desk: Desk, data: bytes, why_not: str
) -> None:
    told = intake.take_file(desk, "open.csv", data, only="open_items")
    assert why_not in told.problems[0]
    assert held(desk) == []
    (item,) = set_aside(desk)
    assert item.kind == "open_items"
    assert why_not in aside.retry(desk, "carla", item.no)[0]


def test_a_row_that_cannot_be_read_is_told_and_its_invoice_held(desk: Desk) -> None:
    told = listing(desk, row(left="cento"), BETAS)
    assert "cento" in told.problems[0]
    assert len(held(desk)) == 1
    assert [item.kind for item in set_aside(desk)] == ["open_items"]


def test_a_workbook_is_compared_as_well(desk: Desk) -> None:
    rows: list[list[object]] = [list(TITLES.split(";")), list(BETAS.split(";"))]
    data = xlsx(Scadenzario=sheet_xml(rows))
    told = intake.take_file(desk, "open.xlsx", data, only="open_items")
    assert (told.known, told.problems, len(held(desk))) == (1, [], 1)


def test_an_ordinary_table_is_never_taken_for_such_a_list(desk: Desk) -> None:
    intake.take_file(desk, "open.csv", f"{TITLES}\n{BETAS}\n".encode())
    assert held(desk) == []
    with picture(desk) as tx:
        assert listed.read_on(tx) is None


def test_a_file_of_the_configured_name_is_one_also_from_the_drop_folder(
    desk: Desk, tmp_path: Path
) -> None:
    asked = replace(
        desk.intake, folder=tmp_path, settle_seconds=0.0, open_items="scad*.csv"
    )
    desk = replace(desk, intake=asked)
    (tmp_path / "Scadenzario settembre.csv").write_text(f"{TITLES}\n{BETAS}\n")
    rounds.run_round(desk)
    assert len(held(desk)) == 1
    assert (tmp_path / "done" / "Scadenzario settembre.csv").is_file()


LINES = st.sampled_from(
    [
        row(),
        row(left="60,00"),
        row(left="150,00"),
        row(state="pagata"),
        row(due="01/12/2026"),
        BETAS,
        row(BETA, "30,00", name="Beta Srl"),
        row("3/2026", "40,00", name="Gamma Srl"),
    ]
)
LISTS = st.lists(LINES, max_size=4)


def _facts(desk: Desk) -> tuple[object, ...]:
    with picture(desk) as tx:
        documents = [(one.number, one.open, one.listed) for one in listed.documents(tx)]
        marked = listed.read_on(tx)
        booked = payments.latest(tx, 10)
    return sorted(map(str, documents)), sorted(held(desk)), marked, booked


@settings(max_examples=25, deadline=None)
@given_that(LISTS)
def test_a_list_read_twice_is_read_once(rows: list[str]) -> None:
    desk = owing(given.live(open_desk()))
    listing(desk, *rows)
    once, log = _facts(desk), given.happened(desk)
    assert listing(desk, *rows).invoices == 0
    assert (_facts(desk), given.happened(desk)) == (once, log)


@settings(max_examples=25, deadline=None)
@given_that(LISTS, LISTS)
def test_no_list_books_anything(first: list[str], second: list[str]) -> None:
    desk = owing(given.live(open_desk()))
    before = money(desk)
    listing(desk, *first)
    listing(desk, *second)
    assert {*before} <= {*money(desk)}
    with picture(desk) as tx:
        items = [
            one.id
            for each in invoices.entries(tx)
            for one in invoices.items_of(tx, each.id)
        ]
        assert [payments.allocations(tx, item=item) for item in items] == [()] * len(
            items
        )


@settings(max_examples=25, deadline=None)
@given_that(LISTS)
def test_the_newest_list_counts_whichever_comes_first(older: list[str]) -> None:
    last = (row(left="60,00"), row("3/2026", "40,00", name="Gamma Srl"))
    ordered, mixed = (owing(given.live(open_desk())) for _ in range(2))
    listing(ordered, *older, as_of=date(2026, 9, 4))
    for desk in (ordered, mixed):
        listing(desk, *last)
    listing(mixed, *older, as_of=date(2026, 9, 4))
    assert _facts(ordered) == _facts(mixed)
