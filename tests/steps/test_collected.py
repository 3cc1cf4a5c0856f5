"""What we collect gets no letter; what comes back unpaid is asked for at once."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import example, settings
from hypothesis import given as each_of
from hypothesis import strategies as st

from agent.errors import Refused
from agent.invoices.document import read_document
from agent.ledger import due, payers, payments
from agent.ledger.payments import Booked
from agent.matching.collections import came_back
from agent.model.invoice import OpenItem
from agent.model.money import Money
from agent.model.payment import BankLine, Payment, Statement
from agent.steps import read_bank, returned, rounds, summarise
from agent.steps.act import editing, invoicing, money, returning
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.look.lists import invoice_rows, payment_rows
from agent.steps.look.review import review
from agent.steps.look.why import why
from agent.steps.settle import settle
from tests.desks import open_desk
from tests.steps import given
from tests.steps.collecting import (
    DUE,
    TODAY,
    a_list,
    books,
    debit,
    invoice,
    items,
    letters,
    open_cents,
)


@pytest.fixture
def live(desk: Desk) -> Desk:
    return given.live(desk)


def test_a_riba_gets_no_letter_however_late_it_is(live: Desk) -> None:
    invoice(live, "1/2026", due_on=date(2026, 8, 20))
    assert letters(live) == []


def test_a_customer_who_pays_by_riba_gets_no_letter(live: Desk) -> None:
    invoice(live, "1/2026", method="")
    editing.edit(live, "carla", "Alfa", {"method": "riba"})
    assert letters(live) == []
    editing.edit(live, "carla", "Alfa", {"method": ""})
    assert letters(live) == ["alfa@client.test"]


def test_what_the_document_says_goes_before_the_customers_habit(live: Desk) -> None:
    invoice(live, "1/2026", method="MP05")
    editing.edit(live, "carla", "Alfa", {"method": "MP12"})
    assert letters(live) == ["alfa@client.test"]


def test_a_way_to_pay_that_nobody_knows_is_refused(desk: Desk) -> None:
    invoice(desk, "1/2026")
    with pytest.raises(Refused, match="is unknown; write riba"):
        editing.edit(desk, "carla", "Alfa", {"method": "piccioni"})


def test_a_column_of_the_table_says_how_it_is_collected() -> None:
    data = (
        b"Numero;Data;Scadenza;Cliente;Importo;Modalita pagamento\n"
        b"1/2026;01/08/2026;31/08/2026;Alfa Srl;100,00;RiBa 30 gg fm\n"
        b"2/2026;01/08/2026;31/08/2026;Alfa Srl;200,00;Bonifico\n"
        b"3/2026;01/08/2026;31/08/2026;Alfa Srl;300,00;Addebito diretto SDD\n"
    )
    found = read_document(data, "fatture.csv", open_desk().readers.invoices)
    assert [one.instalments[0].method for one in found.invoices] == [
        "MP12",
        "MP05",
        "MP19",
    ]


def test_a_lump_credit_settles_its_list(desk: Desk) -> None:
    a_list(desk)
    assert set(open_cents(desk).values()) == {0}
    assert given.free_cents(desk) == [0]
    assert "subject to collection" in why(desk, "1/2026").paragraph


def test_a_lump_credit_teaches_nothing_of_a_customer(desk: Desk) -> None:
    invoice(desk, "1/2026", 10_000)
    given.money(desk, 10_000, "ACCREDITO RIBA", "Banca di Prova", "IT00BANCA")
    settle(desk)
    assert open_cents(desk) == {"1/2026": 0}
    with picture(desk) as tx:
        assert payers.known(tx, ["iban:IT00BANCA", "name:BANCA PROVA"]) == {}


def test_a_credit_that_no_list_adds_up_to_is_asked_about(desk: Desk) -> None:
    invoice(desk, "1/2026", 10_000)
    given.money(desk, 9_000, "ACCREDITO RIBA S.B.F. DISTINTA 77")
    settle(desk)
    (question,) = review(desk).payments
    assert "no due date's list adds up to it" in question.payment.because
    assert given.standing_holds(desk) == []


def test_a_person_names_the_invoices_of_several_customers(desk: Desk) -> None:
    invoice(desk, "1/2026", 10_000)
    invoice(desk, "2/2026", 20_000, name="Beta Arredi Snc", due_on=date(2026, 9, 30))
    given.money(desk, 30_000, "ACCREDITO RIBA S.B.F. DISTINTA 77")
    settle(desk)
    money.allocate(desk, "carla", 1, ["1/2026", "2/2026"])
    assert set(open_cents(desk).values()) == {0}


def test_an_unpaid_riba_is_asked_for_in_the_same_round(live: Desk) -> None:
    a_list(live)
    assert letters(live) == []
    debit(live, 20_000, "INSOLUTO RIBA 2/2026 BETA ARREDI")
    assert letters(live) == ["beta@client.test"]
    raw = given.channel(live).taken[0][1].decode()
    assert "ha restituito la RiBa" in raw
    assert open_cents(live) == {"1/2026": 0, "2/2026": 20_000, "3/2026": 0}


def test_an_unpaid_riba_of_the_same_statement_is_reopened(desk: Desk) -> None:
    invoice(desk, "1/2026", 10_000)
    debit(desk, 10_000, "INSOLUTO RIBA 1/2026")
    given.money(desk, 10_000, "ACCREDITO RIBA S.B.F.", booked_on=DUE)
    settle(desk)
    assert books(desk) == [("1/2026", 10_000, TODAY)]


def test_a_list_that_comes_after_its_return_leaves_the_debt_open(desk: Desk) -> None:
    invoice(desk, "1/2026", 10_000)
    invoice(desk, "2/2026", 20_000, name="Beta Arredi Snc")
    debit(desk, 20_000, "INSOLUTO RIBA 2/2026")
    settle(desk)
    assert open_cents(desk)["2/2026"] == 20_000
    given.money(desk, 30_000, "ACCREDITO RIBA S.B.F.", booked_on=DUE)
    settle(desk)
    assert books(desk) == [("1/2026", 0, None), ("2/2026", 20_000, TODAY)]


def test_a_statement_read_twice_reopens_once(desk: Desk) -> None:
    a_list(desk)
    debit(desk, 20_000, "INSOLUTO RIBA 2/2026")
    debit(desk, 20_000, "INSOLUTO RIBA 2/2026")
    settle(desk)
    assert open_cents(desk)["2/2026"] == 20_000
    assert len(payment_rows(desk)) == 2


def test_a_return_that_names_nobody_is_a_question(live: Desk) -> None:
    a_list(live)
    debit(live, 20_000, "INSOLUTO RIBA N. 000771")
    assert letters(live) == []
    text = summarise.show(live).text
    assert "Insoluto:" in text
    money.allocate(live, "carla", 2, ["2/2026"])
    assert letters(live) == ["beta@client.test"]


def test_what_a_person_says_of_a_return_while_money_is_settled_stands(
    desk: Desk,
) -> None:
    a_list(desk)
    debit(desk, 20_000, "INSOLUTO RIBA 2/2026")
    given.money(desk, 4_200, "saldo", "Qualcuno")

    settle(desk, lambda: money.not_ours(desk, "carla", 2, "the bank's mistake"))

    assert open_cents(desk)["2/2026"] == 0


def test_a_return_that_cannot_be_decided_stands_still_while_another_is_reopened(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_list(desk)
    debit(desk, 10_000, "INSOLUTO RIBA 1/2026")

    def picky(payment: Payment, *others: object) -> object:
        assert payment.amount.cents != -10_000, "poison"
        return came_back(payment, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(returned, "came_back", picky)
    settle(desk)
    since = desk.clock.now()
    given.pass_time(desk, hours=1)
    debit(desk, 20_000, "INSOLUTO RIBA 2/2026")

    settle(desk)

    assert open_cents(desk)["2/2026"] == 20_000
    with picture(desk) as tx:
        found = {one.what: one.since for one in due.standings(tx)}
    assert found["settling"] == since
    monkeypatch.undo()
    settle(desk)
    assert "settling" not in given.still(desk)


def test_a_return_undone_is_as_it_was(desk: Desk) -> None:
    a_list(desk)
    before, free = books(desk), given.free_cents(desk)
    debit(desk, 20_000, "INSOLUTO RIBA 2/2026")
    settle(desk)
    money.undo(desk, "carla", 2)
    assert books(desk) == before
    assert given.free_cents(desk) == [*free, -20_000]


def test_a_person_enters_a_return_and_takes_it_back(live: Desk) -> None:
    a_list(live)
    before = books(live)
    returning.enter(live, "carla", "2/2026", TODAY)
    assert books(live)[1] == ("2/2026", 20_000, TODAY)
    returning.take_back(live, "carla", "2/2026")
    assert books(live) == before
    assert letters(live) == []


def test_money_in_question_pays_what_comes_back_before_a_letter(live: Desk) -> None:
    a_list(live)
    given.money(live, 20_000, "saldo fattura 2/2026", "Beta Arredi Snc")
    settle(live)
    assert len(review(live).payments) == 1
    debit(live, 20_000, "INSOLUTO RIBA 2/2026")
    settle(live)
    assert open_cents(live)["2/2026"] == 0
    assert review(live).payments == ()
    assert letters(live) == []


def test_money_that_a_return_cannot_concern_is_not_looked_at_again(
    live: Desk,
) -> None:
    a_list(live)
    given.invoice(live, "9/2026", DUE, 7_000, name="Delta Vini Srl")
    given.money(live, 33_000, "saldo", "Delta Vini Srl")
    debit(live, 20_000, "INSOLUTO RIBA 2/2026")
    tally = settle(live)
    assert open_cents(live)["2/2026"] == 20_000
    assert (tally.proposed, tally.unknown) == (1, 0)


def test_a_letter_not_yet_gone_is_taken_back_with_the_return(live: Desk) -> None:
    a_list(live)
    returning.enter(live, "carla", "2/2026", TODAY)
    rounds.run_round(live)
    returning.take_back(live, "carla", "2/2026")
    assert "letter.withdrawn" in given.happened(live)
    given.send_all(live)
    assert given.recipients(live) == []


def test_a_return_never_credited_and_taken_back_is_asked_for_no_more(
    live: Desk,
) -> None:
    invoice(live, "2/2026", 20_000)
    returning.enter(live, "carla", "2/2026", TODAY)
    rounds.run_round(live)
    returning.take_back(live, "carla", "2/2026")
    given.send_all(live)
    assert given.recipients(live) == []


def test_a_document_read_again_says_how_it_is_collected(live: Desk) -> None:
    invoice(live, "1/2026", method="")
    rounds.run_round(live)
    invoice(live, "1/2026", method="MP12")
    assert "letter.withdrawn" in given.happened(live)
    assert letters(live) == []
    invoice(live, "1/2026", method="MP05")
    assert letters(live) == []


def test_the_statements_line_takes_the_place_of_the_entry(desk: Desk) -> None:
    a_list(desk)
    returning.enter(desk, "carla", "2/2026", TODAY)
    debit(desk, 20_000, "INSOLUTO RIBA 2/2026")
    settle(desk)
    assert open_cents(desk)["2/2026"] == 20_000
    assert given.free_cents(desk) == [0, 0, 0]


def test_only_what_we_collect_comes_back(desk: Desk) -> None:
    invoice(desk, "1/2026", method="MP05")
    with pytest.raises(Refused, match="is collected by us"):
        returning.enter(desk, "carla", "1/2026", TODAY)


def test_what_came_back_is_paid_by_transfer(live: Desk) -> None:
    a_list(live)
    debit(live, 20_000, "INSOLUTO RIBA 2/2026")
    settle(live)
    given.money(live, 20_000, "saldo fattura 2/2026", "Beta Arredi Snc")
    assert letters(live) == []
    assert open_cents(live)["2/2026"] == 0


def test_who_had_paid_by_transfer_is_not_asked_for_his_unpaid_riba(live: Desk) -> None:
    invoice(live, "2/2026", 20_000, name="Beta Arredi Snc")
    given.money(live, 20_000, "saldo fattura 2/2026", "Beta Arredi Snc")
    debit(live, 20_000, "INSOLUTO RIBA 2/2026")
    assert letters(live) == []
    assert open_cents(live)["2/2026"] == 0


def test_a_reversal_of_the_credit_reopens_it(desk: Desk) -> None:
    invoice(desk, "1/2026", 10_000, method="MP19")
    given.money(desk, 10_000, "ACCREDITO SDD", "Alfa Impianti Srl", booked_on=DUE)
    settle(desk)
    line = BankLine(
        TODAY,
        Money(10_000),
        is_credit=False,
        counterparty="Alfa Impianti Srl",
        is_reversal=True,
    )
    with transaction(desk) as tx:
        read_bank.record(desk, tx, Statement("IT00TEST", (line,)), "b.xml", "")
    settle(desk)
    assert books(desk) == [("1/2026", 10_000, TODAY)]


def test_undoing_the_list_leaves_no_debt_doubled(desk: Desk) -> None:
    a_list(desk)
    debit(desk, 20_000, "INSOLUTO RIBA 2/2026")
    settle(desk)
    money.undo(desk, "carla", 1)
    assert open_cents(desk) == {"1/2026": 10_000, "2/2026": 20_000, "3/2026": 30_000}


def test_cancelling_what_came_back_frees_its_money(desk: Desk) -> None:
    a_list(desk)
    debit(desk, 20_000, "INSOLUTO RIBA 2/2026")
    settle(desk)
    invoicing.cancel(desk, "carla", "2/2026", "wrong")
    assert given.free_cents(desk) == [20_000, -20_000]


def test_the_lists_and_the_summary_say_who_collects(live: Desk) -> None:
    invoice(live, "1/2026", 10_000, due_on=date(2026, 8, 20))
    invoice(live, "2/2026", 20_000, name="Beta Arredi Snc")
    debit(live, 20_000, "INSOLUTO RIBA 2/2026")
    settle(live)
    found = {row.number: row.collection for row in invoice_rows(live)}
    assert found == {"1/2026": "RiBa", "2/2026": "came back"}
    text = " ".join(summarise.show(live).text.split())
    assert "Lo incassiamo noi (RiBa, SDD): 100,00" in text
    assert "Tornata insoluta la fattura 2/2026" in text
    assert "RiBa e addebiti senza notizie" in text
    assert "we collect it by RiBa" in why(live, "1/2026").paragraph.lower().replace(
        "riba", "RiBa"
    )
    assert "came back unpaid on 2026-09-07" in why(live, "2/2026").paragraph


ACTS = st.lists(
    st.sampled_from(
        [
            "credit",
            "return 1",
            "return 2",
            "undo 1",
            "undo 2",
            "enter 1",
            "back 1",
            "back 2",
            "pay 2",
        ]
    ),
    max_size=8,
)


def act(desk: Desk, what: str) -> None:
    """Do one thing; what cannot be done now changes nothing."""
    with suppress(Refused):
        match what.split():
            case ["credit"]:
                given.money(desk, 30_000, "ACCREDITO RIBA", booked_on=DUE)
            case ["return", number]:
                debit(desk, int(number) * 10_000, f"INSOLUTO {number}/2026")
            case ["undo", no]:
                money.undo(desk, "carla", int(no))
            case ["enter", number]:
                returning.enter(desk, "carla", f"{number}/2026", TODAY)
            case ["back", number]:
                returning.take_back(desk, "carla", f"{number}/2026")
            case ["pay", number]:
                text, payer = f"saldo fattura {number}/2026", "Beta Arredi Snc"
                given.money(desk, 20_000, text, payer)
            case _:
                raise AssertionError(what)
    settle(desk)


def wrong(desk: Desk) -> list[str]:
    """Name what does not add up: an item, or a payment."""
    owed = items(desk)
    with picture(desk) as tx:
        of_items = [
            item.number
            for item in owed
            if not adds_up(item, payments.allocations(tx, item=item.id))
        ]
        of_payments = [
            f"payment {one.no}"
            for one in payments.latest(tx, 100)
            if one.state != "undone"
            and one.free.cents
            != one.amount.cents - cents_of(payments.allocations(tx, payment=one.id))
        ]
    return of_items + of_payments


def cents_of(parts: Sequence[Booked], *but: str) -> int:
    return sum(one.amount.cents for one in parts if one.kind not in but)


def adds_up(item: OpenItem, parts: Sequence[Booked]) -> bool:
    """Tell whether an item owes what it should: all but what its customer paid."""
    has_tie = any(one.kind == "returned" for one in parts)
    owes = item.amount.cents - cents_of(parts)
    unpaid = item.amount.cents - cents_of(parts, "collected", "returned")
    return (
        item.open.cents == owes
        and 0 <= owes <= item.amount.cents
        and (item.returned_on is not None) == has_tie
        and (not has_tie or owes == unpaid)
    )


@settings(max_examples=60, deadline=None)
@each_of(ACTS)
@example(["credit", "return 2", "undo 1", "credit"])
@example(["credit", "return 2", "pay 2", "back 2"])
@example(["credit", "return 2", "pay 2", "undo 2"])
@example(["return 2", "credit", "undo 1", "back 2"])
def test_whatever_comes_in_whatever_order_no_debt_is_doubled_or_lost(
    acts: list[str],
) -> None:
    desk = open_desk()
    invoice(desk, "1/2026", 10_000)
    invoice(desk, "2/2026", 20_000, name="Beta Arredi Snc")
    for one in acts:
        act(desk, one)
        assert wrong(desk) == []


def test_two_months_of_riba_as_a_firm_lives_them(live: Desk) -> None:
    """Credited, come back, asked for, promised nothing, paid by transfer."""
    a_list(live)
    given.pass_time(live, days=2)
    debit(live, 20_000, "INSOLUTO RIBA 2/2026 BETA ARREDI", live.clock.today())
    assert letters(live) == ["beta@client.test"]
    given.sign_of_life(live, "Beta Arredi Snc")
    given.pass_time(live, days=8)
    given.money(live, 20_000, "saldo fattura 2/2026", "Beta Arredi Snc")
    given.send_all(live)
    assert given.recipients(live) == ["beta@client.test"]
    assert set(open_cents(live).values()) == {0}
    told = [each.what for each in given.history(live) if each.what.startswith("coll")]
    assert told == ["collection.returned", "collection.reopened"]
