"""Files are taken in once, by what they are; a bad one costs only itself."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from agent.bank.statement import StatementFormat
from agent.errors import TryLater
from agent.ledger import customers, due, payers, payments, quarantine
from agent.ledger.book import Tx
from agent.matching.names import legal_form
from agent.model.customer import CustomerRow
from agent.model.invoice import Instalment, Invoice, Party
from agent.model.money import Money
from agent.model.payment import Statement
from agent.steps import import_customers, import_invoices, intake, rounds
from agent.steps.act import quarantine as aside
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.look.lists import invoice_rows, set_aside
from tests.desks import open_desk
from tests.steps import given

ITEMS = b"Numero;Data;Scadenza;Cliente;Email;Totale\n1/2026;01/08/2026;01/09/2026;Alfa Srl;anna@client.test;100,00\n"
PEOPLE = b"Cliente;Email;Telefono\nAlfa Srl;anna@client.test;02 555\n"
DOUBTFUL = b"Data;Descrizione;Importo\n01/03/2026;Bonifico;71,00\n02/03/2026;Addebito luce;50,00\n"
DAY = date(2026, 9, 7)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def desk(folder: Path) -> Desk:
    desk = given.live(open_desk())
    return replace(desk, intake=replace(desk.intake, folder=folder, settle_seconds=0.0))


def drop(desk: Desk, name: str, data: bytes) -> rounds.Round:
    assert desk.intake.folder is not None
    (desk.intake.folder / name).write_bytes(data)
    done = rounds.Round()
    rounds.take_files(desk, done)
    return done


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if each.is_file())


def stands_still(desk: Desk) -> dict[str, str]:
    with picture(desk) as tx:
        return {each.what: each.because for each in due.standings(tx) if each.since}


def test_an_invoice_and_its_money_dropped_together_are_settled(
    desk: Desk, folder: Path
) -> None:
    (folder / "2.csv").write_bytes(given.statement(DAY, 10_000, "fattura 1/2026"))
    done = drop(desk, "1.csv", ITEMS)
    assert (done.files, done.settled, done.faults) == (2, 1, [])
    assert names(folder / "done") == ["1.csv", "2.csv"]
    assert [row.open.cents for row in invoice_rows(desk, everything=True)] == [0]


def test_money_that_came_before_its_invoice_is_settled_with_it(desk: Desk) -> None:
    drop(desk, "2.csv", given.statement(DAY, 10_000, "fattura 1/2026"))
    assert drop(desk, "1.csv", ITEMS).settled == 1


def test_the_same_file_twice_brings_nothing_new(desk: Desk, folder: Path) -> None:
    drop(desk, "1.csv", ITEMS)
    taken = intake.take_paths(desk, [folder / "done" / "1.csv"])
    assert (taken.invoices, taken.known) == (0, 1)


def test_a_file_too_big_costs_only_itself(desk: Desk, folder: Path) -> None:
    with (folder / "a-film.mov").open("wb") as film:
        film.truncate(60_000_000)
    done = drop(desk, "b.csv", ITEMS)
    assert names(folder / "done") == ["b.csv"]
    assert names(folder / "aside") == ["a-film.mov"]
    assert "50 MB" in done.faults[0]
    assert [item.name for item in set_aside(desk)] == ["a-film.mov"]


def test_a_file_that_cannot_be_put_away_costs_only_itself(
    desk: Desk, folder: Path
) -> None:
    (folder / "aside").write_text("not a folder")
    (folder / "a.csv").write_bytes(b"a;b\n1;2\n")
    done = drop(desk, "b.csv", ITEMS)
    assert names(folder / "done") == ["b.csv"]
    assert "cannot be moved" in done.faults[0]
    assert "cannot be moved" in stands_still(desk)[intake.FOLDER]


def test_a_missing_folder_is_told_once_and_stops_nothing(
    desk: Desk, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.rmtree(folder)
    rounds.take_files(desk)
    rounds.take_files(desk)
    assert len([r for r in caplog.records if "looked into" in r.getMessage()]) == 1
    assert "looked into" in stands_still(desk)[intake.FOLDER]
    folder.mkdir()
    rounds.take_files(desk)
    assert stands_still(desk) == {}


def test_without_a_folder_there_is_nothing_to_take() -> None:
    assert intake.drop_folder(open_desk()).files == 0


def test_a_doubtful_statement_holds_every_letter_until_a_person_looks(
    desk: Desk, folder: Path
) -> None:
    given.invoice(desk, "1/2026", date(2026, 9, 1))
    drop(desk, "bank.csv", DOUBTFUL)
    assert names(folder / "aside") == ["bank.csv"]
    rounds.run_round(desk)
    assert "statement could not be read" in given.send_all(desk).waits
    assert aside.retry(desk, "carla", 1) != ()
    assert aside.retry(desk, "carla", 1, despite_doubts=True) == ()
    assert set_aside(desk) == ()
    given.send_all(desk)
    assert given.recipients(desk) == ["anna@client.test"]


def test_an_item_given_up_holds_nothing_any_more(desk: Desk) -> None:
    drop(desk, "bank.csv", DOUBTFUL)
    aside.drop(desk, "carla", 1, "an old one")
    assert set_aside(desk) == ()
    assert "quarantine.dropped" in given.happened(desk)


def test_a_file_nobody_understands_is_set_aside_with_a_sentence(desk: Desk) -> None:
    done = drop(desk, "notes.txt", b"remember the milk")
    assert "neither an invoice" in done.faults[0]
    assert [item.kind for item in set_aside(desk)] == ["unknown"]


def test_a_file_nobody_could_open_may_be_a_statement(desk: Desk, folder: Path) -> None:
    given.invoice(desk, "1/2026", date(2026, 9, 1))
    rounds.run_round(desk)
    (folder / "bank.csv").touch()
    os.truncate(folder / "bank.csv", 2**31)
    rounds.run_round(desk)
    assert "statement could not be read" in given.send_all(desk).waits
    assert given.recipients(desk) == []
    assert [item.kind for item in set_aside(desk)] == ["file"]


def test_a_file_whose_kind_could_not_be_told_may_be_a_statement(desk: Desk) -> None:
    broken = StatementFormat("broken", claims=fails_to_tell, read=lambda *_: ())
    odd = replace(desk, readers=replace(desk.readers, statements=(broken,)))
    intake.take_file(odd, "x.csv", b"x")
    assert [item.kind for item in set_aside(desk)] == ["file"]


def fails_to_tell(_data: bytes, _name: str) -> bool:
    raise ZeroDivisionError


def test_a_file_that_stops_the_program_is_not_opened_a_third_time(desk: Desk) -> None:
    kills = StatementFormat("kills", claims=dies, read=lambda *_: ())
    deadly = replace(desk, readers=replace(desk.readers, statements=(kills,)))
    for _start in range(2):
        with pytest.raises(KeyboardInterrupt):
            intake.take_file(deadly, "bomb.csv", b"boom")
    taken = intake.take_file(deadly, "bomb.csv", b"boom")
    assert taken.problems == ["bomb.csv: reading it stopped the program 2 times"]
    rounds.run_round(desk)
    assert "statement could not be read" in given.send_all(desk).waits


def dies(_data: bytes, _name: str) -> bool:
    raise KeyboardInterrupt


def test_a_format_that_fails_unexpectedly_sets_the_file_aside(desk: Desk) -> None:
    def fails(_data: bytes, _name: str) -> tuple[Statement, ...]:
        raise ZeroDivisionError

    broken = StatementFormat("broken", claims=lambda *_: True, read=fails)
    odd = replace(
        desk, readers=replace(desk.readers, statements=(broken,), invoices=())
    )
    taken = intake.take_file(odd, "x.csv", b"x")
    assert "unexpected fault (ZeroDivisionError)" in taken.problems[0]
    assert [item.kind for item in set_aside(desk)] == ["statement"]


def test_a_busy_ledger_leaves_a_file_for_the_next_look(
    desk: Desk, folder: Path
) -> None:
    def busy(_data: bytes, _name: str) -> tuple[Statement, ...]:
        raise TryLater("the ledger cannot be written now")

    slow = StatementFormat("slow", claims=lambda *_: True, read=busy)
    odd = replace(desk, readers=replace(desk.readers, statements=(slow,), invoices=()))
    done = drop(odd, "x.csv", b"x")
    assert done.faults == ["the ledger cannot be written now"]
    assert names(folder) == ["x.csv"]
    assert set_aside(desk) == ()


def test_a_path_that_is_not_there_is_a_sentence(desk: Desk, folder: Path) -> None:
    taken = intake.take_paths(desk, [folder / "none.csv"])
    assert "cannot be read: No such file" in taken.problems[0]


def test_a_customers_list_completes_those_known(desk: Desk) -> None:
    drop(desk, "1.csv", ITEMS)
    drop(desk, "people.csv", PEOPLE)
    assert given.the_customer(desk).phone == "02 555"


def test_the_same_list_twice_is_no_news(desk: Desk) -> None:
    drop(desk, "people.csv", PEOPLE)
    before = given.happened(desk)
    drop(desk, "people.csv", PEOPLE)
    assert given.happened(desk) == before


def test_a_list_does_not_revive_an_address_that_bounced(desk: Desk) -> None:
    drop(desk, "people.csv", PEOPLE)
    customer = given.the_customer(desk)
    with transaction(desk) as tx:
        customers.mark_dead(tx, customer.id, "anna@client.test", "no such user")
    drop(desk, "people.csv", PEOPLE)
    assert given.the_customer(desk).write_to == ""


def test_a_copy_goes_with_the_letter_about_its_invoice(desk: Desk) -> None:
    drop(desk, "1.csv", ITEMS)
    drop(desk, "1-2026.pdf", b"%PDF-1.4 a copy")
    rounds.run_round(desk)
    given.send_all(desk)
    ((_, raw),) = given.channel(desk).taken
    assert b'filename="1-2026.pdf"' in raw


def test_copies_too_big_for_a_mail_stay_here(desk: Desk) -> None:
    drop(desk, "1.csv", ITEMS)
    drop(desk, "1-2026.pdf", b"%PDF-" + bytes(5_000_001))
    rounds.run_round(desk)
    given.send_all(desk)
    ((_, raw),) = given.channel(desk).taken
    assert b"application/pdf" not in raw


def test_a_copy_of_no_known_invoice_is_set_aside(desk: Desk) -> None:
    done = drop(desk, "holiday.pdf", b"%PDF-1.4")
    assert "a copy of which invoice?" in done.faults[0]


def test_a_suppliers_invoice_is_no_claim_of_ours(desk: Desk) -> None:
    theirs = Path(__file__).parents[1] / "data" / "invoices" / "split_payment.xml"
    ours = replace(desk, intake=replace(desk.intake, own_vat_id="IT00000000000"))
    taken = intake.take_paths(ours, [theirs])
    assert "it is a supplier's" in taken.problems[0]


def test_a_line_of_nothing_is_no_payment(desk: Desk) -> None:
    drop(desk, "b.csv", given.statement(DAY, 0, "storno competenze"))
    with picture(desk) as tx:
        assert payments.with_decision(tx, "new") == ()
        assert quarantine.listed(tx) == ()


TITLES = "Numero;Data;Scadenza;Importo;Cliente;Partita IVA\n"


def table(*rows: str) -> bytes:
    return (TITLES + "\n".join(rows) + "\n").encode()


def test_a_long_file_is_taken_in_slices_with_a_beat_between(desk: Desk) -> None:
    rows = [f"{no};01/09/2026;30/09/2026;10,00;Alfa Srl;" for no in range(1, 402)]
    beats: list[int] = []
    taken = intake.take_file(desk, "f.csv", table(*rows), beat=lambda: beats.append(1))
    assert (taken.invoices, taken.problems) == (401, [])
    assert len(beats) == 3


def test_a_document_that_fails_costs_only_itself(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = import_invoices._customer_of

    def fails(desk: Desk, tx: Tx, party: Party) -> tuple[str, bool]:
        assert party.name != "Beta Srl"
        return real(desk, tx, party)

    monkeypatch.setattr(import_invoices, "_customer_of", fails)
    rows = (
        "1;01/09/2026;30/09/2026;10,00;Alfa Srl;",
        "2;01/09/2026;30/09/2026;10,00;Beta Srl;",
        "3;01/09/2026;30/09/2026;10,00;Gamma Srl;",
    )
    taken = intake.take_file(desk, "f.csv", table(*rows))
    assert taken.invoices == 2
    assert "f.csv: invoice 2" in taken.problems[0]
    assert [item.name for item in set_aside(desk)] == ["f.csv"]


def test_a_number_with_and_without_its_country_is_one_customer(desk: Desk) -> None:
    intake.take_file(
        desk, "a.csv", table("1;01/09/2026;30/09/2026;10,00;Alfa Srl;IT01234567897")
    )
    with transaction(desk) as tx:
        (alfa,) = customers.every(tx)
        customers.change(tx, alfa.id, vat_id="01234567897")
    intake.take_file(
        desk, "b.csv", table("2;01/09/2026;30/09/2026;10,00;Alfa & C.;IT01234567897")
    )
    with picture(desk) as tx:
        assert len(customers.every(tx)) == 1


def nameless(number: str) -> Invoice:
    amount = Money(1_000)
    day = date(2026, 9, 30)
    return Invoice(number, day, "invoice", amount, (Instalment(day, amount),))


def test_a_document_that_names_nobody_is_known_the_second_time(desk: Desk) -> None:
    with transaction(desk) as tx:
        first = import_invoices.record(desk, tx, nameless("1"), "a.xml", "")
    with transaction(desk) as tx:
        again = import_invoices.record(desk, tx, nameless("1"), "a.xml", "")
    assert (first.is_fresh, again.is_fresh) == (True, False)


def test_an_invoice_addressed_to_us_is_a_suppliers_without_our_number(
    desk: Desk,
) -> None:
    to_us = replace(
        nameless("77"), seller=Party(name="Carta Srl"), buyer=Party(name="STUDIO PROVA")
    )
    with transaction(desk) as tx:
        told = import_invoices.record(desk, tx, to_us, "77.xml", "")
    assert "issued by Carta Srl (" in told.problem
    assert "not by us (" in told.problem


def test_a_customers_list_says_from_which_account_he_pays(desk: Desk) -> None:
    row = CustomerRow(2, "Alfa Srl", codes=("CL 77",), ibans=("IT00X1",))
    with transaction(desk) as tx:
        import_customers.record_customer(desk, tx, row)
        owner = customers.recognise(tx, Party("Alfa Srl"), "ALFA", legal_form)
        import_customers.record_customer(desk, tx, row)
        assert payers.known(tx, ["iban:IT00X1", "code:CL77"]) == {
            "iban:IT00X1": {owner: 2},
            "code:CL77": {owner: 2},
        }


def test_customers_first_seen_on_invoices_are_counted(desk: Desk) -> None:
    rows = (
        "1;01/09/2026;30/09/2026;10,00;Alfa Srl;",
        "2;01/09/2026;30/09/2026;10,00;Beta Srl;",
        "3;01/09/2026;30/09/2026;10,00;Alfa Srl;",
    )
    taken = intake.take_file(desk, "f.csv", table(*rows))
    assert (taken.invoices, taken.customers, taken.known) == (3, 2, 0)
    again = intake.take_file(desk, "g.csv", table(*rows))
    assert (again.invoices, again.customers, again.known) == (0, 0, 3)


def test_a_row_without_a_customer_costs_only_itself(desk: Desk) -> None:
    rows = (
        "1;01/09/2026;30/09/2026;10,00;;",
        "2;01/09/2026;30/09/2026;10,00;Beta Srl;",
    )
    taken = intake.take_file(desk, "f.csv", table(*rows))
    assert (taken.invoices, taken.customers) == (1, 1)
    assert taken.problems == ["f.csv line 2: it names no customer; fill it in"]


def test_a_table_without_a_column_for_customers_makes_none(desk: Desk) -> None:
    data = b"Numero;Data;Scadenza;Importo\n1;01/09/2026;30/09/2026;10,00\n"
    taken = intake.take_file(desk, "f.csv", data)
    assert (taken.invoices, taken.customers) == (0, 0)
    assert "no column names the customers of 1 document" in taken.problems[0]
