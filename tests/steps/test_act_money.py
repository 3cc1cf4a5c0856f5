"""A person's word on money changes balances by exactly that, and can be undone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from agent.errors import Refused
from agent.ledger import (
    disputes,
    holds,
    invoices,
    payers,
    payments,
    promises,
    proposals,
)
from agent.model.invoice import Instalment, Invoice, Party
from agent.model.money import Money
from agent.model.payment import BankLine, Statement
from agent.steps import import_invoices, read_bank, rounds
from agent.steps import settle as settling
from agent.steps.act import cases, invoicing, letters, money
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.look.lists import invoice_rows
from agent.steps.look.review import owed_beside, review
from agent.steps.settle import settle
from agent.steps.summarise import show
from tests.desks import with_mode
from tests.steps import given

DUE = date(2026, 9, 1)
DAY = date(2026, 9, 7)
IBAN = "IT60X0542811101000000123456"


def open_cents(desk: Desk) -> dict[str, int]:
    return {row.number: row.open.cents for row in invoice_rows(desk, everything=True)}


def two_alike(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE)


def reversal(desk: Desk, iban: str = IBAN, cents: int = 10_000) -> tuple[str, ...]:
    line = BankLine(DAY, Money(cents), is_credit=False, iban=iban, is_reversal=True)
    with transaction(desk) as tx:
        found = read_bank.record(desk, tx, Statement("IT00", (line,)), "s.xml", "")
    return found.problems


def test_an_undone_payment_is_a_question_and_holds_until_it_is_answered(
    desk: Desk,
) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.money(desk, 10_000, "fattura 1/2026", "Alfa Srl")
    settle(desk)
    money.undo(desk, "carla", 1)
    assert given.standing_holds(desk) == [("payment", None)]
    assert [each.payment.no for each in review(desk).payments] == [1]
    assert "sollecito review payment 1" in show(desk).text
    rounds.run_round(desk)
    given.send_all(desk)
    assert given.recipients(desk) == []
    money.not_ours(desk, "carla", 1, "a gift")
    assert given.standing_holds(desk) == []
    assert review(desk).payments == ()


def test_money_of_his_that_names_no_invoice_pays_what_was_due_first(
    desk: Desk,
) -> None:
    given.invoice(desk, "2/2026", DUE + timedelta(days=3))
    given.invoice(desk, "1/2026", DUE)
    given.money(desk, 12_345, "per saldo Alfa Srl, grazie")
    settle(desk)
    with picture(desk) as tx:
        payment = payments.find(tx, 1)
        assert payment
        (found,) = proposals.candidates(tx, payment.id)
    assert found.allocations == ()
    money.accept(desk, "carla", 1)
    assert open_cents(desk) == {"1/2026": 0, "2/2026": 7_655}
    money.undo(desk, "carla", 1)
    assert open_cents(desk) == {"1/2026": 10_000, "2/2026": 10_000}


def test_a_persons_word_comes_before_what_the_law_chose(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE + timedelta(days=1))
    given.money(desk, 10_000, "bonifico", "Alfa Srl")
    settle(desk)
    assert open_cents(desk) == {"1/2026": 0, "2/2026": 10_000}
    given.money(desk, 10_000, "saldo fattura 1/2026", "Alfa Srl")
    settle(desk)
    money.allocate(desk, "carla", 2, ["1/2026"])
    assert open_cents(desk) == {"1/2026": 0, "2/2026": 0}


def test_a_persons_word_takes_nothing_from_money_that_said_what_it_pays(
    desk: Desk,
) -> None:
    two_alike(desk)
    given.money(desk, 10_000, "saldo fattura 1/2026", "Alfa Srl")
    given.money(desk, 10_000, "fattura 1/2026 ancora", "Alfa Srl")
    settle(desk)
    with pytest.raises(Refused, match="nothing of payment 2 fits"):
        money.allocate(desk, "carla", 2, ["1/2026"])
    assert open_cents(desk) == {"1/2026": 0, "2/2026": 10_000}


def test_an_undone_payment_may_be_put_back(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.money(desk, 10_000, "fattura 1/2026", "Alfa Srl")
    settle(desk)
    money.undo(desk, "carla", 1)
    money.accept(desk, "carla", 1)
    assert (open_cents(desk), given.free_cents(desk)) == ({"1/2026": 0}, [0])
    money.undo(desk, "carla", 1)  # and a second time it holds again
    assert given.standing_holds(desk) == [("payment", None)]


def test_whoever_else_it_may_be_of_is_asked_about_again(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE, name="Beta Srl", email="bea@client.test")
    given.money(desk, 10_000, "saldo", "Carla Verdi")
    settle(desk)
    money.allocate(desk, "carla", 1, ["1/2026"])
    money.undo(desk, "carla", 1)

    (asked,) = review(desk).payments
    assert [owner for owner, *_ in asked.choices] == ["Beta Srl", "Alfa Srl"]
    rounds.run_round(desk)
    given.send_all(desk)
    assert given.recipients(desk) == []


def test_one_answer_settles_the_other_question(desk: Desk) -> None:
    two_alike(desk)
    given.money(desk, 10_000, "fattura 1/2026", "Qualcuno")
    given.money(desk, 10_000, "fattura 1/2026", "Un Altro")
    settle(desk)
    assert len(review(desk).payments) == 2
    money.allocate(desk, "carla", 1, ["2/2026"])
    assert open_cents(desk) == {"1/2026": 0, "2/2026": 0}
    assert given.standing_holds(desk) == []


def test_a_candidate_that_fits_no_more_frees_its_customer(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, name="Alfa Srl")
    given.invoice(desk, "2/2026", DUE, name="Beta Spa", email="b@beta.test")
    given.money(desk, 10_000, "bonifico", "Qualcuno")
    settle(desk)
    assert given.standing_holds(desk) == [("payment", None)] * 2
    invoicing.cancel(desk, "carla", "2/2026", "error")
    with picture(desk) as tx:
        held = {hold.customer_id for hold in holds.standing(tx)}
    assert given.the_customer(desk, "Beta Spa").id not in held


def test_a_reversed_question_is_none_and_holds_nobody(desk: Desk) -> None:
    two_alike(desk)
    given.money(desk, 10_000, "bonifico", "Qualcuno", IBAN)
    settle(desk)
    assert given.standing_holds(desk) == [("payment", None)]
    assert reversal(desk) == ()
    assert given.standing_holds(desk) == []
    assert review(desk).payments == ()
    assert reversal(desk) == ()  # the same line again
    with pytest.raises(Refused, match="payment 1 was taken back"):
        money.allocate(desk, "carla", 1, ["1/2026"])


def test_a_reversal_of_nothing_known_is_told(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    assert "no payments fit" in reversal(desk)[0]


def test_a_credit_note_never_becomes_money(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, 1_000)
    given.invoice(desk, "NC 1", DUE, 3_000, kind="credit_note")
    given.money(desk, 7_000, "pagamento", "Qualcuno")
    settle(desk)
    money.allocate(desk, "carla", 1, ["NC 1", "1/2026"])
    assert open_cents(desk) == {"1/2026": 0, "NC 1": -2_000}
    assert given.free_cents(desk) == [7_000]


def test_an_allocated_payment_is_not_disowned(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.money(desk, 10_000, "fattura 1/2026", "Alfa Srl")
    settle(desk)
    with pytest.raises(Refused, match="take that back first"):
        money.not_ours(desk, "carla", 1, "x")


def test_money_that_is_used_up_says_how_it_is_freed(desk: Desk) -> None:
    two_alike(desk)
    given.money(desk, 10_000, "fattura 1/2026", "Alfa Srl")
    settle(desk)
    with pytest.raises(Refused, match=r"used up .* --undo"):
        money.allocate(desk, "carla", 1, ["2/2026"])


@pytest.mark.parametrize(
    ("numbers", "match"),
    [(["1/2026", "8/2026"], "one customer at a time"), (["3/2026"], "nothing of")],
)
def test_money_goes_to_open_invoices_of_one_customer(
    desk: Desk, numbers: list[str], match: str
) -> None:
    two_alike(desk)
    given.invoice(desk, "8/2026", DUE, name="Beta Spa", email="b@beta.test")
    given.invoice(desk, "3/2026", DUE, 500)
    money.pay(desk, "carla", "3/2026", Money(500), DAY, "cash")
    given.money(desk, 123, "pagamento", "Qualcuno")
    settle(desk)
    with pytest.raises(Refused, match=match):
        money.allocate(desk, "carla", 2, numbers)
    with pytest.raises(Refused, match="nothing was decided"):
        money.undo(desk, "carla", 2)
    with pytest.raises(Refused, match="there are 0"):
        money.accept(desk, "carla", 2)


def test_the_same_cash_twice_is_refused(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    money.pay(desk, "carla", "1/2026", Money(4_000), DAY, "cash")
    with pytest.raises(Refused, match="stands already"):
        money.pay(desk, "carla", "1/2026", Money(4_000), DAY, "cash")
    assert open_cents(desk) == {"1/2026": 6_000}


def test_an_advance_stays_free(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    payment = money.pay(desk, "carla", "Alfa", Money(5_000), DAY, "advance")
    assert payment.free == Money(5_000)
    assert open_cents(desk) == {"1/2026": 10_000}


def test_cash_for_what_is_paid_is_refused_whole(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    money.pay(desk, "carla", "1/2026", Money(10_000), DAY, "cash")
    with pytest.raises(Refused, match="nothing open"):
        money.pay(desk, "carla", "1/2026", Money(100), DAY, "cheque")
    assert given.free_cents(desk) == [0]


def test_more_than_is_open_is_entered_only_if_it_is_meant(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    money_in = Money(12_500)
    assert money.beyond(desk, "1/2026", money_in, "cash") == Money(2_500)
    assert money.beyond(desk, "Alfa", money_in, "advance") == Money(0)
    with pytest.raises(Refused, match=r"is 25\.00 EUR more than 1/2026 has"):
        money.pay(desk, "carla", "1/2026", money_in, DAY, "cash")
    assert given.free_cents(desk) == []
    money.pay(desk, "carla", "1/2026", money_in, DAY, "cash", may_exceed=True)
    assert (open_cents(desk), given.free_cents(desk)) == ({"1/2026": 0}, [2_500])


def test_cash_for_an_invoice_in_doubt_waits_until_that_is_settled(desk: Desk) -> None:
    doubtful(desk, "1/2026", DUE)
    with pytest.raises(Refused, match="`sollecito review invoice 1/2026`"):
        money.pay(desk, "carla", "1/2026", Money(100), DAY, "cash")


def test_money_of_a_cancelled_invoice_is_a_question(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.money(desk, 10_000, "fattura 1/2026", "Alfa Srl")
    settle(desk)
    invoicing.cancel(desk, "carla", "1/2026", "issued in error")
    assert given.free_cents(desk) == [10_000]
    assert len(review(desk).payments) == 1


def test_a_cancelled_invoice_ends_its_promise_and_its_call(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, email="")
    rounds.run_round(desk)
    day = date(2026, 9, 11)
    cases.promise(desk, "carla", day, day, "x", invoice="1/2026")
    invoicing.cancel(desk, "carla", "1/2026", "issued in error")
    with picture(desk) as tx:
        assert [each.state for each in promises.in_state(tx, "")] == ["undone"]
        assert holds.standing(tx) == ()
        assert disputes.listed(tx) == ()
    assert "call.closed" in given.happened(desk)


def doubtful(desk: Desk, number: str, due_on: date | None) -> None:
    amount = Money(10_000)
    document = Invoice(
        number,
        date(2026, 8, 1),
        "invoice",
        amount,
        (Instalment(due_on, amount),),
        buyer=Party(name="Alfa Srl", email="anna@client.test"),
        remarks=("the total is not the sum of its lines",),
        needs_review=True,
    )
    with transaction(desk) as tx:
        import_invoices.record(desk, tx, document, f"{number}.xml", "")


def test_a_doubtful_invoice_is_asked_for_once_confirmed_and_its_money_found(
    desk: Desk,
) -> None:
    doubtful(desk, "1/2026", DUE)
    given.money(desk, 10_000, "fattura 1/2026", "Alfa Srl")
    settle(desk)
    assert [row.number for row in review(desk).invoices] == ["1/2026"]
    invoicing.confirm(desk, "carla", "1/2026", None)
    assert open_cents(desk) == {"1/2026": 0}
    with pytest.raises(Refused, match="not in review"):
        invoicing.confirm(desk, "carla", "1/2026", None)


def test_a_document_without_a_due_date_gets_thirty_days(desk: Desk) -> None:
    doubtful(desk, "2/2026", None)
    with picture(desk) as tx:
        (entry,) = invoices.listed(tx)
    assert entry.due_on == date(2026, 8, 31)
    assert "names no due date" in entry.remarks


def test_what_was_overdue_before_us_waits_for_a_person_once(desk: Desk) -> None:
    given.invoice(desk, "1/2020", date(2020, 1, 1))
    rounds.run_round(desk)
    assert given.standing_holds(desk) == [("backlog", None)]
    assert "1/2020" in review(desk).backlog[0]
    cases.release(desk, "carla", "chase it", invoice="1/2020")
    rounds.run_round(desk)
    given.send_all(desk)
    assert given.recipients(desk) == ["anna@client.test"]


def test_a_payment_that_cannot_be_decided_stops_letters_but_no_other_money(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_alike(desk)
    given.invoice(desk, "8/2026", DUE, 900, name="Beta Spa", email="b@beta.test")
    given.money(desk, 666, "poison", "Qualcuno")
    given.money(desk, 900, "fattura 8/2026", "Beta Spa")
    real = settling.decide_all

    def picky(tx: object, waiting: object, *others: object) -> object:
        assert not any(each.amount.cents == 666 for each in waiting)  # type: ignore[attr-defined]
        return real(tx, waiting, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(settling, "decide_all", picky)
    assert settle(desk).settled == 1
    assert open_cents(desk)["8/2026"] == 0
    rounds.run_round(desk)
    done = given.send_all(desk)
    assert done.waits == "money that came in is still to be settled"
    assert "settling" in given.still(desk)
    monkeypatch.undo()
    settle(desk)
    assert "settling" not in given.still(desk)
    with picture(desk) as tx:
        assert payments.with_decision(tx, "new") == ()


def test_no_sentence_of_the_log_names_who_decided(desk: Desk) -> None:
    desk = given.live(with_mode(desk, "approve"))
    given.invoice(desk, "1/2026", date(2026, 9, 1))
    given.money(desk, 100, payer="Zeta Srl")
    rounds.run_round(desk)
    by = "Rosalba"
    money.allocate(desk, by, 1, ["1/2026"])
    money.undo(desk, by, 1)
    money.not_ours(desk, by, 1, "a gift")
    money.undo(desk, by, 1)
    money.not_ours(desk, by, 1, "a gift")
    money.pay(desk, by, "1/2026", Money(500), date(2026, 9, 7), "cash")
    rounds.run_round(desk)
    letters.approve_all(desk, by)
    told = given.history(desk)
    assert {"letter.approved", "payment.undone"} <= {each.what for each in told}
    assert not [each.because for each in told if by in each.because]


def test_undo_forgets_just_what_the_payment_taught(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE, name="Beta Srl", email="b@client.test")
    given.invoice(desk, "3/2026", DUE, name="Beta Srl", email="b@client.test")
    for words, cents in (
        ("FT 1/2026 E FT 2/2026", 20_000),  # of two customers: it says of none whose
        ("FT 3/2026", 10_000),
    ):
        given.money(desk, cents, words, "Beta Srl", IBAN)
    settle(desk)
    before = taught(desk)

    money.undo(desk, "carla", 1)

    assert set(open_cents(desk).values()) == {0, 10_000}
    assert sorted(before.values()) == [1]
    assert taught(desk) == before


def test_what_is_put_in_two_steps_is_taught_and_forgotten_once(desk: Desk) -> None:
    two_alike(desk)
    given.money(desk, 20_000, "bonifico", "Qualcuno", IBAN)
    settle(desk)
    money.allocate(desk, "carla", 1, ["1/2026"])
    money.allocate(desk, "carla", 1, ["2/2026"])
    assert sorted(taught(desk).values()) == [1]

    money.undo(desk, "carla", 1)

    assert taught(desk) == {}
    assert open_cents(desk) == {"1/2026": 10_000, "2/2026": 10_000}


def taught(desk: Desk) -> dict[str, int]:
    with picture(desk) as tx:
        return payers.known(tx, [f"iban:{IBAN}"]).get(f"iban:{IBAN}", {})


def test_what_he_still_owes_is_named_while_some_of_his_money_is_free(
    desk: Desk,
) -> None:
    given.invoice(desk, "91/2026", DUE, 4_000)
    given.invoice(desk, "92/2026", DUE, 3_000)
    given.money(desk, 20_000, "saldo di tutto", "Carla Verdi")
    settle(desk)
    (row,) = review(desk).payments
    assert owed_beside(desk, row.payment.no) == ()
    money.allocate(desk, "carla", row.payment.no, ["91/2026"])
    assert owed_beside(desk, row.payment.no) == ("92/2026",)
    money.allocate(desk, "carla", row.payment.no, ["92/2026"])
    assert owed_beside(desk, row.payment.no) == ()
