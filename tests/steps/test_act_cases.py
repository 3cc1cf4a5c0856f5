"""What a person says of a customer holds, ends and is logged as it was said."""

from __future__ import annotations

from datetime import date

import pytest

from agent.errors import Refused
from agent.ledger import calls, disputes, holds
from agent.model.case import Held, Wait
from agent.model.money import Money
from agent.steps import rounds
from agent.steps.act import cases, editing, invoicing, letters, money, phoning
from agent.steps.calling import ask_call
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.look.call_sheets import call_sheets
from agent.steps.look.why import why
from agent.steps.settle import settle
from tests.desks import with_mode
from tests.steps import given

DUE = date(2026, 9, 1)
YESTERDAY, FRIDAY = date(2026, 9, 6), date(2026, 9, 11)


@pytest.fixture
def owing(desk: Desk) -> Desk:
    given.invoice(desk, "1/2026", DUE, email="")
    rounds.run_round(desk)
    return desk


def open_calls(desk: Desk) -> list[tuple[str, str, date]]:
    with picture(desk) as tx:
        return [(one.reason, one.because, one.asked_on) for one in calls.listed(tx)]


def test_a_pause_ends_on_its_day_and_is_shown_before(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    name, _ = cases.hold(desk, "carla", "trade fair", FRIDAY, customer="1")
    assert name == "Alfa Srl"
    rounds.run_round(desk)
    assert "held until 2026-09-11" in why(desk, "1/2026").paragraph.lower()
    given.pass_time(desk, days=7)
    rounds.run_round(desk)
    given.send_all(desk)
    assert given.recipients(desk) == ["anna@client.test"]


def test_a_pause_names_the_letters_that_it_took_back(desk: Desk) -> None:
    asked = with_mode(desk, "approve")
    given.invoice(asked, "1/2026", DUE)
    rounds.run_round(asked)
    letters.approve(asked, "carla", 1)

    _, taken = cases.hold(asked, "carla", "trade fair", FRIDAY, customer="1")

    assert taken == (1,)


def test_a_pause_of_one_invoice_leaves_the_others(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE)
    cases.hold(desk, "carla", "wrong goods", None, invoice="1/2026")
    rounds.run_round(desk)
    given.send_all(desk)
    ((_, raw),) = given.channel(desk).taken
    assert b"2/2026" in raw
    assert b"1/2026" not in raw
    assert cases.release(desk, "carla", "mended", invoice="1/2026") == 1
    assert cases.release(desk, "carla", "again", invoice="1/2026") == 0


@pytest.mark.parametrize(
    "act",
    [
        lambda desk: cases.hold(desk, "carla", "x", YESTERDAY, customer="1"),
        lambda desk: cases.promise(desk, "c", YESTERDAY, YESTERDAY, "x", customer="1"),
        lambda desk: phoning.call_done(desk, "carla", 1, "promise", "", YESTERDAY),
    ],
)
def test_a_day_that_has_passed_is_refused(owing: Desk, act: object) -> None:
    with pytest.raises(Refused, match="has passed"):
        act(owing)  # type: ignore[operator]


def test_a_released_customer_counts_only_holds_that_stood(owing: Desk) -> None:
    cases.hold(owing, "carla", "x", date(2026, 9, 7), customer="1")
    given.pass_time(owing, days=3)
    assert cases.release(owing, "carla", "done", customer="1") == 0


def test_a_promise_of_what_is_not_yet_due_outlives_the_rest_of_it(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", date(2026, 9, 10))
    cases.promise(desk, "carla", YESTERDAY, FRIDAY, "he says so", customer="1")
    given.money(desk, 10_000, "fattura 1/2026", "Alfa Srl")
    settle(desk)
    assert [reason for reason, _ in given.standing_holds(desk)] == ["promise"]
    given.money(desk, 10_000, "fattura 2/2026", "Alfa Srl")
    settle(desk)
    assert given.standing_holds(desk) == []


def test_what_was_promised_stands_while_anything_else_is_released(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    cases.promise(desk, "carla", YESTERDAY, FRIDAY, "he says so", customer="1")
    cases.hold(desk, "carla", "I write to him myself", FRIDAY, customer="1")
    assert cases.release(desk, "carla", "read", customer="1") == 1
    assert [reason for reason, _ in given.standing_holds(desk)] == ["promise"]
    assert cases.release(desk, "carla", "he will not pay", customer="1") == 1
    assert given.standing_holds(desk) == []


def test_a_dispute_stops_its_invoice_until_it_is_resolved(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    cases.dispute(desk, "carla", "1/2026", "wrong goods", "")
    rounds.run_round(desk)
    assert given.standing_holds(desk) == [("dispute", None)]
    cases.resolve(desk, "carla", "1/2026", "goods were right")
    rounds.run_round(desk)
    given.send_all(desk)
    assert given.recipients(desk) == ["anna@client.test"]
    with pytest.raises(Refused, match="not contested"):
        cases.resolve(desk, "carla", "1/2026", "again")


@pytest.mark.parametrize(("number", "how"), [("1/2026", "paid"), ("2/2026", "given")])
def test_what_nobody_asks_for_is_said_to_be_so_and_not_contested(
    desk: Desk, number: str, how: str
) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE)
    money.pay(desk, "carla", "1/2026", Money(10_000), date(2026, 9, 7), "cash")
    invoicing.write_off(desk, "carla", "2/2026", "bankrupt")

    with pytest.raises(Refused, match=f"{number} is {how}"):
        cases.dispute(desk, "carla", number, "wrong goods", "")

    assert given.standing_holds(desk) == []


def test_a_dispute_about_a_cancelled_invoice_is_over(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    cases.dispute(desk, "carla", "1/2026", "wrong goods", "boss")
    invoicing.cancel(desk, "carla", "1/2026", "issued in error")
    with picture(desk) as tx:
        assert disputes.listed(tx) == ()
        assert holds.standing(tx) == ()


@pytest.mark.parametrize(
    ("outcome", "until", "because", "asked_on"),
    [
        ("not_reached", None, "not reached, try again", date(2026, 9, 8)),
        (
            "wrong_number",
            None,
            "the number was wrong, look for another",
            date(2026, 9, 8),
        ),
        ("call_back", FRIDAY, "he is to be called back", FRIDAY),
    ],
)
def test_a_call_that_brought_nothing_comes_again(
    owing: Desk, outcome: str, until: date | None, because: str, asked_on: date
) -> None:
    phoning.call_done(owing, "carla", 1, outcome, "Mario was rude", until)
    assert open_calls(owing) == [("hand", because, asked_on)]


def test_a_customer_reached_is_not_pressed_for_a_week(desk: Desk) -> None:
    raw = given.one_letter(desk)
    given.arrives(desk, given.bounce_of(raw))
    phoning.call_done(desk, "carla", 1, "reached", "", None)
    assert open_calls(desk) == []
    rounds.run_round(desk)
    assert open_calls(desk) == []
    assert "a call on 2026-09-14" in why(desk, "1/2026").paragraph


def test_a_dispute_told_by_phone_holds_until_released(owing: Desk) -> None:
    phoning.call_done(owing, "carla", 1, "dispute", "the goods were wrong", None)
    assert given.standing_holds(owing) == [("dispute", None)]
    assert cases.release(owing, "carla", "mended", customer="1") == 1


@pytest.mark.parametrize(
    ("outcome", "match"),
    [("nonsense", "is no outcome"), ("promise", "needs a day"), ("call_back", "a day")],
)
def test_an_outcome_must_be_whole(owing: Desk, outcome: str, match: str) -> None:
    with pytest.raises(Refused, match=match):
        phoning.call_done(owing, "carla", 1, outcome, "", None)


def test_a_call_is_made_once(owing: Desk) -> None:
    phoning.call_done(owing, "carla", 1, "reached", "", None)
    with pytest.raises(Refused, match="was made already"):
        phoning.call_done(owing, "carla", 1, "reached", "", None)
    with pytest.raises(Refused, match="no call 9"):
        phoning.call_done(owing, "carla", 9, "reached", "", None)


def test_a_call_made_already_is_told_with_the_next_and_the_way_back(
    owing: Desk,
) -> None:
    customer = phoning.call_done(owing, "carla", 1, "wrong_number", "", None)
    then = phoning.next_call(owing, customer)
    assert then is not None
    assert (then.no, then.asked_on) == (2, date(2026, 9, 8))
    told = r"wrong number\); `sollecito call 1 --undo` .*call 2, from 2026-09-08 on"
    with pytest.raises(Refused, match=told):
        phoning.call_done(owing, "carla", 1, "reached", "", None)


def test_what_was_noted_of_a_call_is_taken_back_with_the_calls_it_closed(
    owing: Desk,
) -> None:
    customer = given.the_customer(owing)
    with transaction(owing) as tx:
        ask_call(tx, customer.id, "asked", "he asked", FRIDAY, cause="a mail")
    before = open_calls(owing)
    phoning.call_done(owing, "carla", 1, "reached", "", None)
    assert open_calls(owing) == []
    with pytest.raises(Refused, match="was not made, it was closed: spoken of in call"):
        phoning.not_made(owing, "carla", 2)
    phoning.not_made(owing, "carla", 1)
    assert open_calls(owing) == before


def test_a_new_address_after_a_bounce_sends_the_same_letter_anew(desk: Desk) -> None:
    raw = given.one_letter(desk)
    given.arrives(desk, given.bounce_of(raw))
    assert len(call_sheets(desk)) == 1
    editing.edit(desk, "carla", "1", {}, add_email="nuova@client.test")
    assert call_sheets(desk) == ()
    rounds.run_round(desk)
    given.send_all(desk)
    assert given.recipients(desk) == ["anna@client.test", "nuova@client.test"]
    with picture(desk) as tx:
        from agent.ledger import outbox

        assert [each.kind for each in outbox.listed(tx)] == ["first", "first"]


def test_an_address_found_by_phone_waits_for_the_next_contact(desk: Desk) -> None:
    raw = given.one_letter(desk)
    given.arrives(desk, given.bounce_of(raw))
    phoning.call_done(desk, "carla", 1, "reached", "new address", None)
    editing.edit(desk, "carla", "1", {}, add_email="nuova@client.test")
    rounds.run_round(desk)
    assert len(given.recipients(desk)) == 1
    given.pass_time(desk, days=7)
    rounds.run_round(desk)
    given.send_all(desk)
    assert given.recipients(desk)[1:] == ["nuova@client.test"]


def test_an_address_may_be_dropped_and_words_changed(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    changed = editing.edit(
        desk, "carla", "Alfa", {"phone": "02 1"}, drop_email="anna@client.test"
    )
    assert (changed.phone, changed.write_to) == ("02 1", "")
    with pytest.raises(Refused, match="has no address"):
        editing.edit(desk, "carla", "Alfa", {}, drop_email="anna@client.test")


@pytest.mark.parametrize(
    ("act", "match"),
    [
        (
            lambda desk: cases.hold(desk, "c", "x", None, customer="Nobody"),
            "no customer",
        ),
        (lambda desk: cases.hold(desk, "c", "x", None, customer="Srl"), "several cust"),
        (lambda desk: cases.hold(desk, "c", "x", None, invoice="9/2031"), "no invoice"),
        (
            lambda desk: cases.hold(desk, "c", "x", None, invoice="7/2026"),
            "several inv",
        ),
        (lambda desk: money.accept(desk, "c", 9), "no payment 9"),
        (lambda desk: letters.approve(desk, "c", 9), "no letter 9"),
    ],
)
def test_what_is_named_must_be_one_thing(desk: Desk, act: object, match: str) -> None:
    given.invoice(desk, "7/2026", DUE)
    given.invoice(desk, "7/2026", DUE, name="Beta Srl", email="b@beta.test")
    with pytest.raises(Refused, match=match):
        act(desk)  # type: ignore[operator]


def test_no_case_is_without_a_next_action(owing: Desk) -> None:
    from agent.ledger import cases as every
    from agent.steps.remind import next_action

    with picture(owing) as tx:
        (case,) = every.every(tx, owing.terms)
    assert isinstance(next_action(owing, case), Wait | Held)


def test_what_is_contested_is_not_contested_twice(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    cases.dispute(desk, "carla", "1/2026", "wrong goods", "")
    with pytest.raises(Refused, match="`sollecito dispute 1/2026 --resolve OUTCOME`"):
        cases.dispute(desk, "carla", "1/2026", "wrong goods", "")
    with picture(desk) as tx:
        assert len(disputes.listed(tx)) == 1


def test_a_promise_noted_by_mistake_is_taken_back_with_its_hold(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    cases.promise(desk, "carla", DUE, FRIDAY, "x", invoice="1/2026")
    with pytest.raises(Refused, match="no promise to pay all that is overdue"):
        cases.unpromise(desk, "carla", customer="Alfa")
    assert cases.unpromise(desk, "carla", invoice="1/2026") == FRIDAY
    assert given.standing_holds(desk) == []
    given.pass_time(desk, days=9)
    rounds.run_round(desk)
    assert "promise.broken" not in given.happened(desk)


def test_a_hold_has_a_reason(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    with pytest.raises(Refused, match="has a reason"):
        cases.hold(desk, "carla", " ", None, customer="Alfa")


def test_the_log_never_holds_what_was_said_on_the_phone(owing: Desk) -> None:
    phoning.call_done(owing, "carla", 1, "call_back", "Mario was rude", FRIDAY)
    assert not [each for each in given.history(owing) if "rude" in each.because]
