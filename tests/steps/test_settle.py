"""Money finds its invoice, or a person is asked and the reminders wait."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from agent.ledger import holds, invoices, payers, payments, questions
from agent.matching import explain
from agent.model.invoice import Instalment, Invoice, Party
from agent.model.money import Money
from agent.model.payment import BankLine, Statement
from agent.steps import import_invoices, read_bank, rounds
from agent.steps.act import cases, invoicing, money
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.look.lists import invoice_rows
from agent.steps.look.review import review
from agent.steps.remind import remind
from agent.steps.settle import settle
from tests.desks import open_desk
from tests.statements import heard
from tests.steps import given

DUE = date(2026, 9, 1)


def open_cents(desk: Desk) -> dict[str, int]:
    return {row.number: row.open.cents for row in invoice_rows(desk, everything=True)}


def test_money_that_names_its_invoice_settles_it(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.money(desk, 10_000, "saldo fattura 1/2026", "Alfa Srl")
    assert settle(desk).settled == 1
    assert open_cents(desk) == {"1/2026": 0}
    assert given.free_cents(desk) == [0]


def test_the_same_statement_twice_is_one_payment(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.money(desk, 10_000, "saldo fattura 1/2026", "Alfa Srl")
    given.money(desk, 10_000, "saldo fattura 1/2026", "Alfa Srl")
    assert len(given.free_cents(desk)) == 1


def test_doubtful_money_holds_the_customer_and_asks(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE)
    given.money(desk, 10_000, "bonifico", "Qualcuno")
    settle(desk)
    assert len(review(desk).payments) == 1
    with picture(desk) as tx:
        assert [hold.reason for hold in holds.standing(tx)] == ["payment"]
    rounds.run_round(desk)
    given.send_all(desk)
    assert given.recipients(desk) == []


def test_an_accepted_proposal_settles_teaches_and_releases(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE)
    given.money(desk, 10_000, "bonifico", "Qualcuno", "IT60X0542811101000000123456")
    settle(desk)
    money.accept(desk, "carla", 1)
    assert sorted(open_cents(desk).values()) == [0, 10_000]
    with picture(desk) as tx:
        assert not holds.standing(tx)
        assert payers.known(tx, ["iban:IT60X0542811101000000123456"])


def test_undo_restores_every_balance_and_what_was_learned(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.money(
        desk, 10_000, "fattura 1/2026", "Alfa Srl", "IT60X0542811101000000123456"
    )
    settle(desk)
    money.undo(desk, "carla", 1)
    assert open_cents(desk) == {"1/2026": 10_000}
    assert given.free_cents(desk) == [10_000]
    with picture(desk) as tx:
        assert not payers.known(tx, ["iban:IT60X0542811101000000123456"])


def test_what_a_person_undid_the_machine_does_not_do_again(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.money(desk, 10_000, "fattura 1/2026", "Alfa Srl")
    settle(desk)
    money.undo(desk, "carla", 1)
    settle(desk)
    assert open_cents(desk) == {"1/2026": 10_000}


def test_an_invoice_that_comes_after_its_money_is_settled(desk: Desk) -> None:
    given.money(desk, 10_000, "fattura 1/2026", "Alfa Srl")
    settle(desk)
    given.invoice(desk, "1/2026", DUE)
    settle(desk)
    assert open_cents(desk) == {"1/2026": 0}


def test_cash_by_hand_settles_and_its_rest_stays_free(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)

    today = desk.clock.today()
    money.pay(desk, "carla", "1/2026", Money(12_000), today, "cash", may_exceed=True)
    assert open_cents(desk) == {"1/2026": 0}
    assert given.free_cents(desk) == [2_000]


def test_a_credit_note_used_by_hand_closes_both_to_the_cent(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, 10_000)
    given.invoice(desk, "NC 1", DUE, 3_000, kind="credit_note")
    given.money(desk, 7_000, "pagamento", "Qualcuno")
    settle(desk)
    money.allocate(desk, "carla", 1, ["NC 1", "1/2026"])
    assert set(open_cents(desk).values()) == {0}


def test_reversed_money_opens_the_invoice_again(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.money(
        desk, 10_000, "fattura 1/2026", "Alfa Srl", "IT60X0542811101000000123456"
    )
    settle(desk)
    back = BankLine(
        desk.clock.today(),
        Money(10_000),
        is_credit=False,
        iban="IT60X0542811101000000123456",
        is_reversal=True,
    )
    with transaction(desk) as tx:
        read_bank.record(desk, tx, Statement("IT00TEST", (back,)), "s.xml", "")
    assert open_cents(desk) == {"1/2026": 10_000}
    with picture(desk) as tx:
        assert invoices.customers_with_open_items(tx)


def test_what_a_reversal_opens_is_paid_by_money_that_waited(desk: Desk) -> None:
    iban = "IT60X0542811101000000123456"
    given.invoice(desk, "1/2026", DUE)
    given.money(desk, 10_000, "fattura 1/2026", "Alfa Srl", iban)
    settle(desk)
    given.pass_time(desk, days=1)
    given.money(desk, 10_000, "di nuovo fattura 1/2026", "Alfa Srl")
    settle(desk)
    back = BankLine(
        desk.clock.today(), Money(10_000), is_credit=False, iban=iban, is_reversal=True
    )
    with transaction(desk) as tx:
        read_bank.record(desk, tx, Statement("IT00TEST", (back,)), "s.xml", "")
    settle(desk)
    assert open_cents(desk) == {"1/2026": 0}


def test_cash_taken_back_leaves_no_trace_of_money(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    money.pay(desk, "carla", "1/2026", Money(4_000), desk.clock.today(), "cash")
    money.undo(desk, "carla", 1)
    assert open_cents(desk) == {"1/2026": 10_000}
    assert given.free_cents(desk) == [0]


def test_pays_no_invoice_can_be_taken_back(desk: Desk) -> None:
    given.money(desk, 4_321, "canone", "Qualcuno")
    settle(desk)
    money.not_ours(desk, "carla", 1, "rent")
    money.undo(desk, "carla", 1)
    assert len(review(desk).payments) == 1


def test_a_release_of_the_customer_leaves_a_contested_invoice_alone(
    desk: Desk,
) -> None:
    given.invoice(desk, "1/2026", DUE)
    cases.dispute(desk, "carla", "1/2026", "rotto", "")
    cases.release(desk, "carla", "again", customer="Alfa")
    rounds.run_round(desk)
    given.send_all(desk)
    assert given.recipients(desk) == []


def test_money_asked_about_again_holds_again(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE)
    given.money(desk, 10_000, "bonifico", "Qualcuno")
    settle(desk)
    money.not_ours(desk, "carla", 1, "an error")
    assert given.standing_holds(desk) == []
    money.undo(desk, "carla", 1)
    assert given.standing_holds(desk) == [("payment", None)]


def test_a_hold_a_person_released_is_not_put_again_by_the_same_question(
    desk: Desk,
) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE)
    given.money(desk, 10_000, "bonifico", "Qualcuno")
    settle(desk)
    cases.release(desk, "carla", "Qualcuno")
    with transaction(desk) as tx:
        questions.look_anew(tx)
    settle(desk)
    assert given.standing_holds(desk) == []


def test_unclear_money_that_names_a_customer_holds_him(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, name="Idraulica Verdi Srl")
    given.invoice(desk, "2/2026", DUE, name="Beta Spa", email="b@beta.test")
    rounds.run_round(desk)
    given.money(desk, 777, "bonifico per conto di Verdi idraulica", "Mario Neri")
    rounds.run_round(desk)
    assert given.standing_holds(desk) == [("payment", None)]
    given.send_all(desk)
    assert given.recipients(desk) == ["b@beta.test"]
    money.not_ours(desk, "carla", 1, "a gift")
    assert given.standing_holds(desk) == []


def test_unclear_money_of_whose_name_is_part_of_a_customers_holds_him(
    desk: Desk,
) -> None:
    name = "Alfa Costruzioni Generali Srl"
    given.invoice(desk, "1/2026", date(2026, 9, 1), 11_110, name=name)
    given.invoice(desk, "2/2026", date(2026, 9, 2), 12_220, name=name)
    given.money(desk, 7_777, "bonifico", payer="ALFA COSTRUZIONI")

    settle(desk)

    assert given.standing_holds(desk) == [("payment", None)]


def test_an_advance_pays_the_invoice_of_just_its_amount(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.money(desk, 10_000, "fattura 1/2026", "Alfa Srl")
    settle(desk)
    money.pay(desk, "carla", "Alfa", Money(5_000), desk.clock.today(), "advance")
    assert given.standing_holds(desk) == []
    given.invoice(desk, "2/2026", DUE, 5_000)
    settle(desk)
    assert open_cents(desk) == {"1/2026": 0, "2/2026": 0}


def test_an_advance_that_fits_nothing_exactly_holds_and_asks(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    money.pay(desk, "carla", "Alfa", Money(4_000), desk.clock.today(), "advance")
    assert given.standing_holds(desk) == [("payment", None)]
    given.invoice(desk, "9/2026", DUE, name="Beta Spa", email="b@beta.test")
    settle(desk)
    money.accept(desk, "carla", 1)
    assert open_cents(desk) == {"1/2026": 6_000, "9/2026": 10_000}
    assert given.standing_holds(desk) == []


def test_money_is_decided_on_in_slices_with_a_beat_between(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.money(desk, 10_000, "saldo fattura 1/2026", "Alfa Srl")
    beats: list[int] = []
    settle(desk, beat=lambda: beats.append(1))
    assert len(beats) == 2


def _queries_of_asking_anew(count: int) -> int:
    desk = open_desk()
    owed = [
        Invoice(
            number=f"{n}/2026",
            issued_on=DUE,
            kind="invoice",
            total=Money(10_000),
            instalments=(Instalment(DUE, Money(10_000)),),
            buyer=Party(name=f"Cliente{n} Srl"),
        )
        for n in range(count)
    ]
    lines = tuple(
        BankLine(DUE, Money(777 + n), is_credit=True, remittance=f"da Cliente{n}")
        for n in range(count)
    )
    with transaction(desk) as tx:
        import_invoices.record_all(desk, tx, owed, "invoices.csv", "")
        read_bank.record(desk, tx, Statement("IT00TEST", lines), "s.xml", "")
    settle(desk)
    with transaction(desk) as tx:
        questions.look_anew(tx)
    with heard() as asked:
        tally = settle(desk)
    assert tally.proposed + tally.unknown == count
    return len(asked)


def test_twice_the_questions_cost_no_more_than_twice_the_queries() -> None:
    assert _queries_of_asking_anew(40) <= 2 * _queries_of_asking_anew(20)


def test_what_a_person_decides_while_we_think_stands(desk: Desk) -> None:
    given.money(desk, 10_000, "fattura 1/2026", "Alfa Srl")
    settle(desk)
    given.invoice(desk, "1/2026", DUE)
    settle(desk, beat=lambda: money.not_ours(desk, "carla", 1, "a loan"))
    assert open_cents(desk) == {"1/2026": 10_000}
    with picture(desk) as tx:
        (loan,) = payments.with_decision(tx, "not_ours")
    assert loan.free == loan.amount


def test_settling_goes_on_once_a_person_allocated_what_failed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.money(desk, 10_000, "saldo fattura 1/2026", "Alfa Srl")
    with monkeypatch.context() as broken:
        broken.delattr("agent.steps.settle.assign")
        settle(desk)
    assert set(given.still(desk)) == {"settling"}
    money.allocate(desk, "carla", 1, ["1/2026"])
    settle(desk)
    assert given.still(desk) == {}


def test_a_death_before_settling_does_not_lose_the_invoice_of_known_money(
    desk: Desk,
) -> None:
    given.money(desk, 10_000, "fattura 1/2026", "Alfa Srl")
    settle(desk)
    given.invoice(desk, "1/2026", DUE)
    remind(desk)
    with picture(desk) as tx:
        assert questions.anew(tx)
    given.send_all(desk)
    given.send_all(desk)
    assert open_cents(desk) == {"1/2026": 0}
    assert given.recipients(desk) == []


def test_a_settling_that_fails_is_made_up_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    given.invoice(desk, "1/2026", DUE)
    invoicing.cancel(desk, "carla", "1/2026", "an error")
    given.money(desk, 10_000, "saldo", "Alfa Srl")
    settle(desk)
    with monkeypatch.context() as broken:
        broken.delattr("agent.steps.settle.assign")
        invoicing.restore(desk, "carla", "1/2026")
    settle(desk)
    assert open_cents(desk) == {"1/2026": 0}
    with picture(desk) as tx:
        assert not questions.anew(tx)


def test_what_is_noted_while_we_settle_is_not_lost(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.money(desk, 10_000, "saldo fattura 1/2026", "Alfa Srl")
    settle(desk, lambda: given.invoice(desk, "2/2026", DUE))
    with picture(desk) as tx:
        assert questions.anew(tx)
    settle(desk)
    with picture(desk) as tx:
        assert not questions.anew(tx)


def test_a_bank_fee_is_closed_with_its_reason_and_open_again_when_undone(
    desk: Desk,
) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.money(desk, 9_250, "saldo fattura 1/2026", "Alfa Srl")
    assert settle(desk).settled == 1
    assert open_cents(desk) == {"1/2026": 0}
    money.undo(desk, "carla", 1)
    assert open_cents(desk) == {"1/2026": 10_000}
    assert given.free_cents(desk) == [9_250]


def test_a_part_payment_leaves_the_rest_open(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.money(desk, 4_000, "acconto fattura 1/2026", "Alfa Srl")
    assert settle(desk).settled == 1
    assert open_cents(desk) == {"1/2026": 6_000}


def test_money_that_names_nothing_does_not_pay_a_contested_invoice(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE + timedelta(days=9))
    cases.dispute(desk, "carla", "1/2026", "the goods were broken", "")
    given.money(desk, 10_000, "bonifico", "Alfa Srl")

    assert settle(desk).proposed == 1

    assert set(open_cents(desk).values()) == {10_000}
    (asked,) = review(desk).payments
    _, parts, _ = asked.choices[0]
    assert parts == ("2/2026: 100.00 EUR",)


def test_whom_money_is_paid_for_is_found_though_many_share_his_name(
    desk: Desk,
) -> None:
    for no, name in enumerate(("Mazza Srl", *(f"Mazza Uno{no} Srl" for no in "abcd"))):
        email = f"c{no}@client.test"
        given.invoice(desk, f"{no}/2026", DUE, 51_000 + no, name=name, email=email)
    given.money(desk, 51_000, "SALDO VS. COMPETENZE per Mazza S.r.l.", "Verdi Luigi")

    assert settle(desk).settled == 1
    assert open_cents(desk)["0/2026"] == 0


def test_a_number_like_it_of_who_owes_as_much_is_found_among_many(desk: Desk) -> None:
    numbers = ["1258", *(str(4000 + 7 * no) for no in range(8)), "1285"]
    for no, number in enumerate(numbers):
        email, name = f"c{no}@client.test", f"{'ABCDEFGHIJ'[no]}eta Srl"
        given.invoice(desk, number, DUE, 51_000, name=name, email=email)
    given.money(desk, 51_000, "FT 1258", "Verdi Luigi")
    given.money(desk, 51_000, "FT 4007", "Neri Anna")

    assert settle(desk).settled == 1
    assert open_cents(desk)["4007"] == 0


def test_a_sister_who_owes_as_much_is_found_among_many(desk: Desk) -> None:
    names = [
        "Luna Marmi Srl",
        *(f"{one}eta Srl" for one in "BCDEFGHI"),
        "Luna Vini Srl",
    ]
    for no, name in enumerate(names):
        given.invoice(desk, f"{no}/2026", DUE, 51_000, name=name, email=f"{no}@a.test")
    iban = "IT60X0542811101000000123456"
    given.invoice(desk, "77/2026", DUE, 9_900, name=names[0], email="0@a.test")
    given.money(desk, 9_900, "fattura 77/2026", "Tutti Holding Spa", iban)
    settle(desk)
    given.money(desk, 51_000, "saldo", "Tutti Holding Spa", iban)

    assert settle(desk).settled == 0


@pytest.mark.parametrize("text", ["saldo", "acconto"])
@pytest.mark.parametrize(("cents", "count"), [(10_000, 1), (12_345, 1), (20_000, 2)])
@pytest.mark.parametrize(
    ("payer", "customer"),
    [("MARTA ROSSI", "Marita Rossi"), ("ROSSI MARITA", "Dott.ssa Marta Rossi")],
)
def test_who_differs_from_a_customer_by_a_letter_pays_nothing_by_his_name_alone(
    desk: Desk, payer: str, customer: str, cents: int, count: int, text: str
) -> None:
    for no in range(1, count + 1):
        given.invoice(desk, f"{no}/2026", DUE, cents // count, name=customer)
    given.invoice(desk, "77/2026", DUE, 33_300, name="Zeta Srl")
    given.money(desk, cents, text, payer)

    settle(desk)

    assert open_cents(desk)["1/2026"] == cents // count
    with picture(desk) as tx:
        assert [hold.reason for hold in holds.standing(tx)] == ["payment"]


@pytest.mark.parametrize(
    ("payer", "customer"),
    [
        ("Ferri Marta", "Ferri Marita Srl"),
        ("BASSANI IMPIANTI SRL", "Cassani Impianti S.r.l."),
        ("Castelli Marmi Snc", "Caselli Marmi Snc"),
        ("Capelli Nora", "Cappelli Nora"),
    ],
)
def test_a_name_but_alike_and_the_sum_settle_nothing(
    desk: Desk, payer: str, customer: str
) -> None:
    given.invoice(desk, "1/2026", DUE, 15_000, name=customer)
    given.invoice(desk, "2/2026", DUE, 7_700, name="Beta Srl", email="b@client.test")
    given.money(desk, 15_000, "saldo", payer)

    settle(desk)

    assert open_cents(desk) == {"1/2026": 15_000, "2/2026": 7_700}
    with picture(desk) as tx:
        payment = payments.find(tx, 1)
        assert payment is not None
        assert payment.decision == "proposed"
        assert payment.because == explain.ONLY_ALIKE


def test_who_differs_by_a_letter_pays_the_invoice_that_he_names(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, name="Marita Rossi")
    given.money(desk, 10_000, "saldo fattura 1/2026", "MARTA ROSSI")

    assert settle(desk).settled == 1


def test_a_slip_in_a_long_name_is_overlooked(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, name="Francesco Bianchi")
    given.money(desk, 10_000, "saldo", "BIANCHI FRANCSECO")

    assert settle(desk).settled == 1
