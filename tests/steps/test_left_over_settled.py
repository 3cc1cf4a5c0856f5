"""What matching itself leaves over is a question while its customer owes more."""

from __future__ import annotations

import pytest

from agent.errors import Refused
from agent.ledger import payments
from agent.model.money import Money
from agent.model.payment import BankLine, Statement
from agent.steps import read_bank, rounds
from agent.steps.act import money, whose
from agent.steps.act.invoicing import cancel
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.look.review import owed_beside, question, review
from agent.steps.look.status import status
from agent.steps.money_orders import accept
from agent.steps.settle import Tally, settle
from agent.steps.summarise import show
from tests.desks import open_desk
from tests.steps import given
from tests.steps.test_left_over import DUE, asked_of, open_cents

HELD = [("payment", None)]


@pytest.fixture
def desk() -> Desk:
    """Give a desk with 130.00 that names 1/2026 of 100.00, and 2/2026 open."""
    desk = given.live(open_desk())
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE, 12_000)
    given.money(desk, 13_000, "fattura 1/2026", "Alfa Srl")
    assert settle(desk) == Tally(settled=1)
    return desk


def left(desk: Desk, no: int = 1) -> tuple[str, list[int]]:
    """Give how a payment was left, and the cents of its allocations."""
    with picture(desk) as tx:
        payment = payments.find(tx, no)
        assert payment is not None
        done = payments.allocations(tx, payment=payment.id)
        return payment.decision, [one.amount.cents for one in done]


def test_it_stays_settled_and_nobody_is_reminded_of_another(desk: Desk) -> None:
    assert left(desk) == ("settled", [10_000])
    assert open_cents(desk) == {"1/2026": 0, "2/2026": 12_000}
    assert given.standing_holds(desk) == HELD
    assert asked_of(desk) == []


def test_a_letter_that_waits_is_taken_back() -> None:
    desk = given.live(open_desk())
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE, 12_000)
    settle(desk)
    rounds.run_round(desk)
    given.money(desk, 13_000, "fattura 1/2026", "Alfa Srl")

    assert asked_of(desk) == []
    assert "letter.withdrawn" in given.happened(desk)


def test_it_is_asked_about_by_review_and_in_the_summary(desk: Desk) -> None:
    (row,) = review(desk).payments
    words = " ".join(show(desk).text.replace("\u00a0", " ").split())

    assert row.is_open
    assert row.payment.free == Money(3_000)
    assert row.payment.because == "a part of it is left over, and he still owes"
    assert [parts for _, parts, _ in row.choices] == [("2/2026: 30.00 EUR",)]
    assert question(desk, 1) == row
    assert owed_beside(desk, 1) == ("2/2026",)
    assert status(desk).questions == 1
    assert "È quanto resta di un pagamento: può andare su 2/2026." in words
    assert "Finché non dici per che cos'è, non gli scriviamo." in words


def test_another_settling_changes_nothing(desk: Desk) -> None:
    before, asked = given.happened(desk), review(desk)

    settle(desk)
    given.invoice(desk, "9/2026", DUE, name="Beta Srl", email="b@client.test")
    settle(desk)
    given.money(desk, 10_000, "fattura 9/2026", "Beta Srl")
    settle(desk)

    assert (left(desk), review(desk)) == (("settled", [10_000]), asked)
    assert given.standing_holds(desk) == HELD
    proposed = "payment.proposed"
    assert given.happened(desk).count(proposed) == before.count(proposed) == 1


def test_a_second_settling_writes_no_line(desk: Desk) -> None:
    before = given.happened(desk)

    assert settle(desk) == Tally()

    assert given.happened(desk) == before


def test_an_invoice_she_names_takes_it(desk: Desk) -> None:
    money.allocate(desk, "carla", 1, ["2/2026"])

    assert open_cents(desk) == {"1/2026": 0, "2/2026": 9_000}
    assert (given.standing_holds(desk), review(desk).payments) == ([], ())
    assert asked_of(desk) == [{"2/2026"}]


def test_one_ok_puts_it_on_what_is_due_first(desk: Desk) -> None:
    assert accept(desk, "carla", 1).code == "done.allocated"

    assert open_cents(desk) == {"1/2026": 0, "2/2026": 9_000}
    assert (given.standing_holds(desk), review(desk).payments) == ([], ())


def test_said_to_pay_no_invoice_it_is_asked_no_more(desk: Desk) -> None:
    money.not_ours(desk, "carla", 1, "a gift")

    assert given.free_cents(desk) == [3_000]
    assert open_cents(desk)["1/2026"] == 0
    given.invoice(desk, "3/2026", DUE)
    assert asked_of(desk) == [{"2/2026", "3/2026"}]
    assert review(desk).payments == ()


def test_undone_all_of_it_is_asked_about(desk: Desk) -> None:
    money.undo(desk, "carla", 1)

    assert left(desk) == ("undone", [])
    assert given.free_cents(desk) == [13_000]
    assert given.standing_holds(desk) == HELD * 2
    assert asked_of(desk) == []
    money.allocate(desk, "carla", 1, ["1/2026", "2/2026"])
    assert open_cents(desk) == {"1/2026": 0, "2/2026": 9_000}
    assert given.standing_holds(desk) == []


def test_it_ends_when_he_owes_nothing_else(desk: Desk) -> None:
    given.money(desk, 12_000, "fattura 2/2026", "Alfa Srl")
    settle(desk)
    settle(desk)

    assert (given.standing_holds(desk), review(desk).payments) == ([], ())
    assert left(desk) == ("settled", [10_000])
    assert given.free_cents(desk) == [3_000, 0]


def test_it_ends_when_the_other_is_asked_for_no_more(desk: Desk) -> None:
    cancel(desk, "carla", "2/2026", "by mistake")
    settle(desk)

    assert (given.standing_holds(desk), review(desk).payments) == ([], ())


def test_it_waits_for_an_invoice_where_he_owes_nothing_else() -> None:
    desk = given.live(open_desk())
    given.invoice(desk, "1/2026", DUE)
    given.money(desk, 13_000, "fattura 1/2026", "Alfa Srl")
    settle(desk)
    assert (given.standing_holds(desk), review(desk).payments) == ([], ())
    assert left(desk) == ("settled", [10_000])

    given.invoice(desk, "2/2026", DUE, 3_000)

    assert asked_of(desk) == []
    assert given.standing_holds(desk) == HELD
    assert open_cents(desk)["2/2026"] == 3_000
    assert left(desk) == ("settled", [10_000])


def test_what_was_settled_together_leaves_no_question() -> None:
    desk = given.live(open_desk())
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE, 12_000)
    given.money(desk, 13_000, "fattura 1/2026", "Alfa Srl")
    given.money(desk, 12_000, "fattura 2/2026", "Alfa Srl")
    settle(desk)

    assert (given.standing_holds(desk), review(desk).payments) == ([], ())


def test_a_few_cents_left_over_are_no_question() -> None:
    desk = given.live(open_desk())
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE, 12_000)
    given.money(desk, 10_050, "fattura 1/2026", "Alfa Srl")
    settle(desk)

    assert left(desk) == ("settled", [10_000])
    assert (given.standing_holds(desk), review(desk).payments) == ([], ())


def test_the_bank_takes_it_back_and_the_question_with_it(desk: Desk) -> None:
    back = BankLine(
        desk.clock.today(),
        Money(13_000),
        is_credit=False,
        counterparty="Alfa Srl",
        is_reversal=True,
    )
    with transaction(desk) as tx:
        read_bank.record(desk, tx, Statement("IT00TEST", (back,)), "s.xml", "")

    assert open_cents(desk) == {"1/2026": 10_000, "2/2026": 12_000}
    assert (given.standing_holds(desk), review(desk).payments) == ([], ())


def test_it_is_his_whatever_is_said_of_the_rest(desk: Desk) -> None:
    with pytest.raises(Refused, match="is his: say what the rest of it is for"):
        whose.not_his(desk, "carla", 1, 1)


def test_the_summary_tells_of_the_money_and_where_to_answer(desk: Desk) -> None:
    words = " ".join(show(desk).text.replace("\u00a0", " ").split())

    said = "Alfa Srl – 130,00 € Salda la fattura 1/2026 → sollecito review payment 1"
    assert said in words


def test_undone_what_she_put_of_it_frees_that_alone(desk: Desk) -> None:
    money.accept(desk, "carla", 1)

    assert money.undo(desk, "carla", 1) == money.REST_UNDONE

    assert left(desk) == ("settled", [10_000])
    assert open_cents(desk) == {"1/2026": 0, "2/2026": 12_000}
    assert given.standing_holds(desk) == HELD
    (row,) = review(desk).payments
    assert [parts for _, parts, _ in row.choices] == [("2/2026: 30.00 EUR",)]
    assert asked_of(desk) == []


def test_undone_a_second_time_all_of_it_is_free(desk: Desk) -> None:
    money.accept(desk, "carla", 1)
    money.undo(desk, "carla", 1)

    assert money.undo(desk, "carla", 1) == money.ALL_UNDONE

    assert left(desk) == ("undone", [])
    (row,) = review(desk).payments
    stood = [parts for _, parts, why in row.choices if "So it stood before." in why]
    assert stood == [("1/2026: 100.00 EUR",)]
    assert asked_of(desk) == []


def test_what_she_put_of_it_and_then_said_of_it_are_undone_one_by_one(
    desk: Desk,
) -> None:
    given.invoice(desk, "3/2026", DUE, 1_000)
    money.allocate(desk, "carla", 1, ["3/2026"])
    money.not_ours(desk, "carla", 1, "a gift")

    money.undo(desk, "carla", 1)
    assert left(desk)[1] == [10_000, 1_000]
    money.undo(desk, "carla", 1)
    assert left(desk) == ("settled", [10_000])


def test_settled_again_it_says_again_why(desk: Desk) -> None:
    with picture(desk) as tx:
        before = [(one.decision, one.because) for one in payments.latest(tx, 1)]
    money.not_ours(desk, "carla", 1, "a gift")

    money.undo(desk, "carla", 1)

    with picture(desk) as tx:
        after = [(one.decision, one.because) for one in payments.latest(tx, 1)]
    assert after == before
