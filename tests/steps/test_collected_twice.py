"""What comes back twice, in parts or in one sum, and who paid it himself after all."""

from __future__ import annotations

from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from agent.errors import Refused
from agent.ledger import payers, payments
from agent.model.money import Money
from agent.model.payment import BankLine, Statement
from agent.steps import read_bank, summarise
from agent.steps.act import invoicing, money, returning
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.look.review import review
from agent.steps.look.status import status
from agent.steps.settle import settle
from tests.steps import given
from tests.steps.collecting import (
    DUE,
    TODAY,
    a_list,
    books,
    debit,
    invoice,
    letters,
    open_cents,
)


@pytest.fixture
def live(desk: Desk) -> Desk:
    return given.live(desk)


@pytest.mark.parametrize(
    "text",
    [
        "BONIFICO SALDO RIBA INSOLUTA FATTURA 2/2026",
        "PAGAMENTO RIBA FATTURA 2/2026",
    ],
)
def test_who_pays_his_riba_by_transfer_before_it_comes_back_is_not_asked(
    live: Desk, text: str
) -> None:
    invoice(live, "2/2026", 20_000, name="Beta Arredi Snc")
    given.money(live, 20_000, text, "Beta Arredi Snc")
    settle(live)
    assert open_cents(live) == {"2/2026": 0}
    debit(live, 20_000, "INSOLUTO RIBA 2/2026")
    assert letters(live) == []
    assert open_cents(live) == {"2/2026": 0}


@pytest.mark.parametrize(
    "text",
    [
        "BONIFICO SALDO RIBA INSOLUTA FATTURA 2/2026",
        "PAGAMENTO RIBA FATTURA 2/2026",
    ],
)
def test_who_pays_the_day_it_comes_back_is_not_asked(live: Desk, text: str) -> None:
    a_list(live)
    debit(live, 20_000, "INSOLUTO RIBA 2/2026")
    settle(live)
    given.money(live, 20_000, text, "Beta Arredi Snc")
    assert letters(live) == []
    assert open_cents(live)["2/2026"] == 0


def test_a_customer_of_a_telling_name_is_no_list_of_the_bank(desk: Desk) -> None:
    invoice(desk, "1/2026", 20_000)
    invoice(desk, "9/2026", 20_000, name="Effetto Luce Srl", method="MP05")
    invoice(desk, "8/2026", 20_000, name="Effetto Luce Srl", method="MP05")
    given.money(desk, 20_000, "pagamento", "Effetto Luce Srl")
    settle(desk)
    assert open_cents(desk)["1/2026"] == 20_000


def test_a_riba_presented_again_may_come_back_again(live: Desk) -> None:
    a_list(live)
    debit(live, 20_000, "INSOLUTO RIBA 2/2026")
    settle(live)
    given.pass_time(live, days=20)
    today = live.clock.today()
    given.money(live, 20_000, "ACCREDITO RIBA S.B.F.", "Banca di Prova")
    settle(live)
    money.allocate(live, "carla", 3, ["2/2026"])
    assert open_cents(live)["2/2026"] == 0
    with picture(live) as tx:
        assert payers.known(tx, ["name:BANCA PROVA"]) == {}
    debit(live, 20_000, "INSOLUTO RIBA 2/2026", today)
    settle(live)
    assert review(live).payments == ()
    assert books(live)[1] == ("2/2026", 20_000, today)
    money.undo(live, "carla", 4)
    assert books(live)[1] == ("2/2026", 0, TODAY)


def test_what_was_cut_by_a_credit_note_comes_back_at_what_was_left(desk: Desk) -> None:
    invoice(desk, "1/2026", 10_000)
    given.invoice(
        desk, "NC1/2026", DUE, 2_000, name="Alfa Impianti Srl", kind="credit_note"
    )
    given.money(desk, 8_000, "ACCREDITO RIBA S.B.F.", booked_on=DUE)
    settle(desk)
    money.allocate(desk, "carla", 1, ["1/2026", "NC1/2026"])
    assert open_cents(desk)["1/2026"] == 0
    debit(desk, 8_000, "INSOLUTO RIBA 1/2026")
    settle(desk)
    money.allocate(desk, "carla", 2, ["1/2026"])
    assert open_cents(desk)["1/2026"] == 8_000


def test_several_that_come_back_in_one_sum_are_named_together(desk: Desk) -> None:
    a_list(desk)
    debit(desk, 30_000, "INSOLUTI RIBA N. 2")
    settle(desk)
    money.allocate(desk, "carla", 2, ["1/2026", "2/2026"])
    assert open_cents(desk) == {"1/2026": 10_000, "2/2026": 20_000, "3/2026": 0}
    money.undo(desk, "carla", 2)
    assert set(open_cents(desk).values()) == {0}


def test_a_return_told_by_the_days_report_and_the_statement_is_one(desk: Desk) -> None:
    a_list(desk)
    text = "INSOLUTO RIBA 2/2026"
    for through, reference in ((None, ""), (TODAY, "R1")):
        line = BankLine(
            TODAY,
            Money(20_000),
            is_credit=False,
            remittance=text,
            bank_reference=reference,
        )
        with transaction(desk) as tx:
            told = Statement("IT00TEST", (line,), through=through)
            read_bank.record(desk, tx, told, "statement.xml", "")
        settle(desk)
    assert open_cents(desk)["2/2026"] == 20_000
    assert review(desk).payments == ()
    with picture(desk) as tx:
        assert len(payments.latest(tx, 10)) == 2


def test_a_credit_undone_while_its_invoice_is_in_doubt_is_undone(desk: Desk) -> None:
    a_list(desk)
    debit(desk, 20_000, "INSOLUTO RIBA 2/2026")
    settle(desk)
    invoice(desk, "2/2026", 25_000, name="Beta Arredi Snc")
    money.undo(desk, "carla", 1)
    invoicing.confirm(desk, "carla", "2/2026", None)
    assert open_cents(desk)["2/2026"] == 20_000


def test_the_line_goes_to_the_instalment_that_a_person_named(desk: Desk) -> None:
    invoice(desk, "1/2026", 10_000, due_on=DUE, more=(DUE + timedelta(days=2),))
    returning.enter(desk, "carla", "1/2026", TODAY, 2)
    debit(desk, 10_000, "INSOLUTO RIBA 1/2026")
    settle(desk)
    assert review(desk).payments == ()
    assert [returned for _, _, returned in books(desk)] == [None, TODAY]


def test_of_a_monthly_fee_the_last_one_due_came_back(desk: Desk) -> None:
    invoice(desk, "1/2026", 10_000, due_on=date(2026, 8, 3))
    invoice(desk, "2/2026", 10_000, due_on=DUE)
    debit(desk, 10_000, "INSOLUTO RIBA ALFA IMPIANTI")
    settle(desk)
    assert books(desk) == [("1/2026", 10_000, None), ("2/2026", 10_000, TODAY)]


def test_the_letter_names_as_come_back_only_what_came_back(live: Desk) -> None:
    a_list(live)
    yesterday = TODAY - timedelta(days=1)
    invoice(
        live, "8/2026", 5_000, name="Beta Arredi Snc", method="MP05", due_on=yesterday
    )
    debit(live, 20_000, "INSOLUTO RIBA 2/2026")
    assert letters(live) == ["beta@client.test"]
    mail = message_from_bytes(given.channel(live).taken[0][1], policy=default)
    body = mail.get_body(("plain",))
    assert body is not None
    text = " ".join(body.get_content().split())
    assert "la banca ci ha restituito la RiBa per la fattura 2/2026." in text
    assert "8/2026" in text


def test_the_summary_says_where_nothing_is_left_of_what_came_back(live: Desk) -> None:
    invoice(live, "2/2026", 20_000, name="Beta Arredi Snc")
    given.money(live, 20_000, "saldo fattura 2/2026", "Beta Arredi Snc")
    debit(live, 20_000, "INSOLUTO RIBA 2/2026")
    settle(live)
    text = " ".join(summarise.show(live).text.split())
    assert "la fattura 2/2026, ma non resta nulla da chiedere" in text


def test_what_came_back_is_not_entered_twice(desk: Desk) -> None:
    a_list(desk)
    returning.enter(desk, "carla", "2/2026", TODAY)
    with pytest.raises(Refused, match="came back unpaid on 2026-09-07 already"):
        returning.enter(desk, "carla", "2/2026", TODAY)


def test_more_than_the_bank_took_back_is_not_named(desk: Desk) -> None:
    a_list(desk)
    debit(desk, 25_000, "INSOLUTI RIBA N. 2")
    settle(desk)
    with pytest.raises(Refused, match="is more than the 250"):
        money.allocate(desk, "carla", 2, ["1/2026", "2/2026"])


def test_one_of_several_that_came_back_in_one_sum_is_cancelled_alone(
    desk: Desk,
) -> None:
    a_list(desk)
    debit(desk, 30_000, "INSOLUTI RIBA N. 2")
    settle(desk)
    money.allocate(desk, "carla", 2, ["1/2026", "2/2026"])
    invoicing.cancel(desk, "carla", "1/2026", "wrong")
    assert books(desk)[0] == ("2/2026", 20_000, TODAY)


def test_what_we_collect_stands_beside_what_is_owed(desk: Desk) -> None:
    invoice(desk, "1/2026", 10_000)
    assert status(desk).collected == (Money(10_000),)
    assert status(desk).owed == ()


def a_debit_credited_in_his_name(desk: Desk) -> None:
    invoice(desk, "2/2026", 20_000, name="Beta Arredi Snc", method="MP19")
    given.money(desk, 20_000, "fattura 2/2026", "Beta Arredi Snc", booked_on=DUE)
    debit(desk, 20_000, "INSOLUTO SDD 2/2026")
    settle(desk)


def test_a_direct_debit_credited_in_his_name_is_asked_about_once_it_comes_back(
    live: Desk,
) -> None:
    a_debit_credited_in_his_name(live)
    (question,) = review(live).payments
    assert "2/2026, which payment 1 paid: name it if" in question.payment.because
    assert letters(live) == []
    money.allocate(live, "carla", 2, ["2/2026"])
    assert books(live) == [("2/2026", 20_000, TODAY)]
    assert letters(live) == ["beta@client.test"]


def test_who_paid_his_direct_debit_himself_is_not_asked(live: Desk) -> None:
    a_debit_credited_in_his_name(live)
    money.not_ours(live, "carla", 2, "he paid by transfer")
    assert open_cents(live) == {"2/2026": 0}
    assert letters(live) == []


def test_whoever_may_have_paid_is_held_whatever_words_he_chose(live: Desk) -> None:
    invoice(live, "1/2026", 10_000)
    invoice(live, "2/2026", 20_000, name="Beta Arredi Snc", method="MP05")
    given.money(live, 20_000, "pagamento con effetto immediato", "Beta Mobili")
    assert letters(live) == []
    assert ("payment", None) in given.standing_holds(live)


def test_nothing_comes_back_before_it_was_credited(desk: Desk) -> None:
    invoice(desk, "1/2026", 10_000, due_on=DUE - timedelta(days=2))
    given.money(desk, 10_000, "ACCREDITO RIBA", booked_on=DUE)
    settle(desk)
    with pytest.raises(Refused, match="was credited on 2026-09-03"):
        returning.enter(desk, "carla", "1/2026", DUE - timedelta(days=1))
