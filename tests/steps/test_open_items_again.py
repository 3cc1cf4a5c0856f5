"""What a list names otherwise is the same debt; what is paid since waits no more."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from agent.ledger import holds, listed
from agent.steps import intake, rounds
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.look.lists import invoice_rows
from agent.steps.taken import Taken
from tests.steps import given

TITLES = "Numero;Data;Scadenza;Totale;Residuo;Stato;Cliente"
ALFA = "1/2026"
DUE = date(2026, 9, 1)


def row(
    number: str = ALFA,
    left: str = "100,00",
    *,
    issued: str = "02/08/2026",
    name: str = "Alfa Srl",
) -> str:
    return f"{number};{issued};01/09/2026;100,00;{left};aperta;{name}"


def text(*rows: str) -> str:
    return "\n".join((TITLES, *rows)) + "\n"


def listing(desk: Desk, *rows: str, as_of: date | None = None) -> Taken:
    data = text(*rows).encode()
    return intake.take_file(desk, "open.csv", data, only="open_items", as_of=as_of)


def held(desk: Desk) -> list[str]:
    with picture(desk) as tx:
        return [hold.because for hold in holds.standing(tx) if hold.reason == "list"]


@pytest.fixture
def desk(desk: Desk) -> Desk:
    given.invoice(desk, ALFA, DUE)
    return desk


def test_a_document_of_another_date_is_no_second_debt(desk: Desk) -> None:
    told = listing(desk, row(issued="05/08/2026"))
    assert (told.invoices, told.known) == (0, 1)
    assert len(invoice_rows(desk)) == 1
    assert held(desk) == []


def test_the_same_number_of_another_year_is_another_document(desk: Desk) -> None:
    given.invoice(desk, "7", date(2025, 12, 1))
    assert listing(desk, row("7")).invoices == 1


def test_what_is_paid_since_is_held_no_more(desk: Desk) -> None:
    listing(desk, row(left="0,00"), row("9/2026", name="Beta Srl"))
    assert len(held(desk)) == 1
    given.money(desk, 10_000, f"fattura {ALFA}", "Alfa Srl")
    rounds.run_round(desk)
    assert held(desk) == []
    assert ("list", None) not in given.standing_holds(desk)


def test_what_was_missing_and_came_is_held_no_more(desk: Desk) -> None:
    listing(desk, row(left="60,00"))
    given.money(desk, 3_000, f"acconto fattura {ALFA}", "Alfa Srl")
    rounds.run_round(desk)
    assert len(held(desk)) == 1
    given.money(desk, 1_000, f"secondo acconto fattura {ALFA}", "Alfa Srl")
    rounds.run_round(desk)
    assert held(desk) == []
    listing(desk, row(left="50,00"))
    assert len(held(desk)) == 1


def test_a_file_is_of_the_day_it_was_written(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "open.csv"
    file.write_text(text(row()))
    written = datetime(2026, 9, 3, 12, tzinfo=desk.clock.zone).timestamp()
    os.utime(file, (written, written))
    intake.take_paths(desk, [file], only="open_items")
    with picture(desk) as tx:
        assert listed.read_on(tx) == date(2026, 9, 3)


def test_a_dropped_file_is_of_the_day_it_was_written(
    desk: Desk, tmp_path: Path
) -> None:
    asked = replace(
        desk.intake, folder=tmp_path, settle_seconds=0.0, open_items="open*"
    )
    desk = replace(desk, intake=asked)
    file = tmp_path / "open.csv"
    file.write_text(text(row()))
    written = datetime(2026, 9, 3, 12, tzinfo=desk.clock.zone).timestamp()
    os.utime(file, (written, written))
    rounds.run_round(desk)
    with picture(desk) as tx:
        assert listed.read_on(tx) == date(2026, 9, 3)


def test_a_file_of_tomorrow_is_of_today(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "open.csv"
    file.write_text(text(row()))
    os.utime(file, (4_000_000_000, 4_000_000_000))
    intake.take_paths(desk, [file], only="open_items")
    with picture(desk) as tx:
        assert listed.read_on(tx) == desk.clock.today()


def test_a_credit_note_of_the_list_is_taken_off_what_is_asked(desk: Desk) -> None:
    given.live(desk)
    listing(
        desk, row(), "NC 2/2026;05/08/2026;05/08/2026;-30,00;-30,00;aperta;Alfa Srl"
    )
    rounds.run_round(desk)
    given.send_all(desk)
    ((_, raw),) = given.channel(desk).taken
    assert b"70,00" in raw


def test_a_list_in_another_currency_says_otherwise(desk: Desk) -> None:
    titles = "Number;Date;Due date;Currency;Total;Amount due;Customer"
    data = f"{titles}\n{ALFA};2026-08-02;2026-09-01;USD;100.00;100.00;Alfa Srl\n"
    intake.take_file(desk, "open.csv", data.encode(), only="open_items")
    assert len(held(desk)) == 1
