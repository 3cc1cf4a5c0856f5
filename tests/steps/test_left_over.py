"""What a person leaves over of a payment is a question while its customer owes more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from agent.errors import Refused
from agent.ledger import invoices, letter_book, outbox, payments
from agent.model.money import Money
from agent.steps import rounds
from agent.steps.act import money, whose
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.look.lists import invoice_rows
from agent.steps.look.review import owed_beside, review
from agent.steps.settle import settle
from agent.steps.summarise import show
from tests.desks import open_desk
from tests.steps import given

DUE = date(2026, 9, 1)


@pytest.fixture
def desk() -> Desk:
    """Give a desk with 200.00 of a stranger that is put against 1/2026 of 150.00."""
    desk = given.live(open_desk())
    given.invoice(desk, "1/2026", DUE, 15_000)
    given.invoice(desk, "2/2026", DUE, 12_000)
    given.money(desk, 20_000, "bonifico", "Carla Verdi")
    settle(desk)
    money.allocate(desk, "carla", 1, ["1/2026"])
    return desk


def open_cents(desk: Desk) -> dict[str, int]:
    return {row.number: row.open.cents for row in invoice_rows(desk, everything=True)}


def asked_of(desk: Desk) -> list[set[str]]:
    """Give the invoices that each letter to a customer asked for."""
    rounds.run_round(desk)
    given.send_all(desk)
    with picture(desk) as tx:
        sent = outbox.sent_since(tx, tx.now - timedelta(days=30))
        return [
            {
                item.number
                for item in invoices.items(tx, letter_book.enclosed(tx, one.letter_id))
            }
            for one in sent
            if one.customer_id
        ]


def test_nobody_is_reminded_of_one_while_money_of_his_lies_free(desk: Desk) -> None:
    assert given.standing_holds(desk) == [("payment", None)]
    assert asked_of(desk) == []
    (row,) = review(desk).payments
    assert row.payment.free == Money(5_000)
    assert row.choices[0][1] == ("2/2026: 50.00 EUR",)


def test_the_summary_asks_what_it_is_for(desk: Desk) -> None:
    words = " ".join(show(desk).text.replace("\u00a0", " ").split())

    assert "Alfa Srl – 50,00 €" in words
    assert "È quanto resta di un pagamento: può andare su 2/2026." in words
    assert "Aspetta che tu dica di chi è" not in words
    assert "Finché non dici per che cos'è, non gli scriviamo." in words


def test_said_to_be_for_another_invoice_it_pays_that(desk: Desk) -> None:
    money.allocate(desk, "carla", 1, ["2/2026"])

    assert open_cents(desk) == {"1/2026": 0, "2/2026": 7_000}
    assert review(desk).payments == ()
    assert asked_of(desk) == [{"2/2026"}]


def test_confirmed_it_pays_what_is_due_first(desk: Desk) -> None:
    money.accept(desk, "carla", 1)

    assert open_cents(desk) == {"1/2026": 0, "2/2026": 7_000}


def test_said_to_pay_no_invoice_it_stays_free_and_is_asked_no_more(desk: Desk) -> None:
    money.not_ours(desk, "carla", 1, "a gift")

    assert given.free_cents(desk) == [5_000]
    assert owed_beside(desk, 1) == ()
    given.invoice(desk, "3/2026", DUE)
    assert review(desk).payments == ()
    assert asked_of(desk) == [{"2/2026", "3/2026"}]
    money.undo(desk, "carla", 1)
    assert open_cents(desk)["1/2026"] == 0
    money.undo(desk, "carla", 1)
    assert open_cents(desk)["1/2026"] == 15_000


def test_it_waits_for_an_invoice_where_he_owes_nothing_else() -> None:
    desk = given.live(open_desk())
    given.invoice(desk, "1/2026", DUE, 15_000)
    given.money(desk, 20_000, "bonifico", "Carla Verdi")
    settle(desk)
    money.allocate(desk, "carla", 1, ["1/2026"])
    assert (given.standing_holds(desk), review(desk).payments) == ([], ())

    given.invoice(desk, "2/2026", DUE, 12_000)

    assert asked_of(desk) == []
    assert given.standing_holds(desk) == [("payment", None)]


def test_of_what_a_person_has_begun_to_put_the_rest_is_hers_to_put() -> None:
    desk = given.live(open_desk())
    given.invoice(desk, "1/2026", DUE, 15_000)
    given.invoice(desk, "2/2026", DUE, 5_000)
    given.money(desk, 20_000, "bonifico", "Carla Verdi")
    settle(desk)

    money.allocate(desk, "carla", 1, ["1/2026"])

    assert open_cents(desk) == {"1/2026": 0, "2/2026": 5_000}
    assert given.standing_holds(desk) == [("payment", None)]
    money.allocate(desk, "carla", 1, ["2/2026"])
    assert open_cents(desk) == {"1/2026": 0, "2/2026": 0}
    assert given.standing_holds(desk) == []


def test_more_cash_than_he_owed_for_one_is_asked_about_likewise() -> None:
    desk = given.live(open_desk())
    given.invoice(desk, "1/2026", DUE, 15_000)
    given.invoice(desk, "2/2026", DUE, 12_000)
    cash = Money(20_000)

    money.pay(desk, "carla", "1/2026", cash, DUE, "cash", may_exceed=True)

    assert given.standing_holds(desk) == [("payment", None)]
    assert len(review(desk).payments) == 1


def test_the_question_is_gone_once_the_other_is_paid_otherwise(desk: Desk) -> None:
    given.money(desk, 12_000, "fattura 2/2026", "Alfa Srl")
    settle(desk)
    settle(desk)

    assert (given.standing_holds(desk), review(desk).payments) == ([], ())
    with picture(desk) as tx:
        payment = payments.find(tx, 1)
        assert payment is not None
        assert payment.decision == "by_hand"


def test_a_few_cents_left_over_are_no_question() -> None:
    desk = given.live(open_desk())
    given.invoice(desk, "1/2026", DUE, 19_950)
    given.invoice(desk, "2/2026", DUE, 12_000)
    given.money(desk, 20_000, "bonifico", "Carla Verdi")
    settle(desk)

    money.allocate(desk, "carla", 1, ["1/2026"])

    assert given.free_cents(desk) == [50]
    assert (given.standing_holds(desk), review(desk).payments) == ([], ())


def test_it_is_his_whatever_is_said_of_the_rest(desk: Desk) -> None:
    with pytest.raises(Refused, match="is his: say what the rest of it is for"):
        whose.not_his(desk, "carla", 1, 1)


def test_it_is_not_offered_to_say_that_it_is_not_his(desk: Desk) -> None:
    (asked,) = review(desk).payments
    assert not asked.may_be_denied


def test_of_a_strangers_money_it_may_be_said() -> None:
    desk = given.live(open_desk())
    given.invoice(desk, "1/2026", DUE, 15_000)
    given.money(desk, 15_000, "bonifico", "Carla Verdi")
    settle(desk)

    (asked,) = review(desk).payments
    assert asked.may_be_denied


def test_undoing_that_the_rest_pays_no_invoice_leaves_what_was_paid(desk: Desk) -> None:
    money.not_ours(desk, "carla", 1, "a gift")
    money.undo(desk, "carla", 1)
    assert open_cents(desk) == {"1/2026": 0, "2/2026": 12_000}
    assert given.standing_holds(desk) == [("payment", None)]


def test_of_an_advance_that_is_used_up_nothing_is_left_to_be_no_invoices() -> None:
    desk = given.live(open_desk())
    given.invoice(desk, "1/2026", DUE, 15_000)
    money.pay(desk, "carla", "Alfa Srl", Money(15_000), date(2026, 9, 3), "advance")
    settle(desk)
    assert open_cents(desk) == {"1/2026": 0}
    with pytest.raises(Refused):
        money.not_ours(desk, "carla", 1, "a gift")


@pytest.mark.parametrize(
    ("rounding", "is_asked"), [(0, True), (99, True), (500, False)]
)
def test_so_little_as_the_firm_rounds_off_is_no_question(
    rounding: int, *, is_asked: bool
) -> None:
    desk = given.live(open_desk())
    mine = replace(desk.rules.tolerance, rounding=rounding)
    desk = replace(desk, rules=replace(desk.rules, tolerance=mine))
    given.invoice(desk, "1/2026", DUE, 15_000)
    given.invoice(desk, "2/2026", DUE, 12_000)
    given.money(desk, 15_300, "bonifico", "Carla Verdi")
    settle(desk)
    money.allocate(desk, "carla", 1, ["1/2026"])
    assert bool(given.standing_holds(desk)) is is_asked
