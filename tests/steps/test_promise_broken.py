"""A promise that was not kept: a call, and the next letter speaks of it, once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from agent.ledger import calls, letter_book, outbox
from agent.steps import rounds
from agent.steps.act import cases, learning, phoning, planning
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.look.preview import preview
from tests.desks import open_desk, with_mode
from tests.steps import given

DUE = date(2026, 9, 1)
FRIDAY = date(2026, 9, 11)


def promised(*numbers: str) -> Desk:
    """Give a desk whose customer had a letter, promised to pay all, and was phoned.

    The letter left on Monday the 7th; on the 16th the promise is broken.
    """
    desk = given.live(with_mode(open_desk(), "auto"))
    for number in numbers or ("1/2026",):
        given.invoice(desk, number, DUE)
    rounds.run_round(desk)
    given.send_all(desk)
    cases.promise(desk, "carla", FRIDAY, FRIDAY, "venerdì", customer="Alfa")
    return desk


def spoken_to(desk: Desk, days: int = 9) -> Desk:
    """Let the promise break and the call be made, with no new day."""
    given.pass_time(desk, days=days)
    rounds.run_round(desk)
    phoning.call_done(desk, "carla", 1, "reached", "vede", None)
    return desk


def later(desk: Desk, days: int = 7) -> None:
    given.pass_time(desk, days=days)
    rounds.run_round(desk)
    given.send_all(desk)


def kinds(desk: Desk) -> list[str]:
    with picture(desk) as tx:
        sent = outbox.sent_since(tx, tx.now - timedelta(days=90))
    return [letter.kind for letter in sent]


def last_words(desk: Desk) -> str:
    with picture(desk) as tx:
        sent = outbox.sent_since(tx, tx.now - timedelta(days=90))
        return " ".join(letter_book.words(tx, sent[-1].letter_id).text.split())


def test_the_next_letter_speaks_of_it_and_the_one_after_does_not() -> None:
    desk = spoken_to(promised())

    later(desk)
    assert kinds(desk)[1:] == ["promise_broken"]
    assert "della fattura 1/2026 ci aveva indicato una data" in last_words(desk)

    given.sign_of_life(desk)
    later(desk, days=14)
    assert kinds(desk)[1:] == ["promise_broken", "third"]


def test_what_came_in_part_is_thanked_for_and_the_rest_is_asked() -> None:
    desk = promised()
    given.pass_time(desk, days=3)
    given.money(desk, 4_000, "acconto fattura 1/2026", "Alfa Srl")
    rounds.run_round(desk)
    spoken_to(desk, days=6)

    later(desk)

    assert "Una parte è arrivata: grazie." in last_words(desk)
    assert "un bonifico di 60,00 €" in last_words(desk)


def test_what_was_paid_meanwhile_is_not_asked_for() -> None:
    desk = promised("1/2026", "2/2026")
    given.pass_time(desk, days=3)
    given.money(desk, 10_000, "fattura 1/2026", "Alfa Srl")
    spoken_to(desk, days=6)

    later(desk)

    assert "Per il pagamento della fattura 2/2026" in last_words(desk)
    assert "1/2026" not in last_words(desk)


def test_another_promise_takes_its_place() -> None:
    desk = spoken_to(promised())
    later_day = FRIDAY + timedelta(days=14)
    cases.promise(desk, "carla", later_day, later_day, "poi", customer="Alfa")

    later(desk)

    assert kinds(desk)[1:] == []


def test_preview_shows_it_once() -> None:
    desk = spoken_to(promised())

    plans = preview(desk, desk.clock.today() + timedelta(days=30))

    assert [plan.what for plan in plans][:2] == ["promise_broken", "third"]


def test_an_invoice_issued_after_the_promise_is_not_said_to_be_promised() -> None:
    desk = promised()
    given.pass_time(desk, days=1)
    thursday = FRIDAY - timedelta(days=1)
    given.invoice(desk, "2/2026", thursday, issued_on=desk.clock.today())
    spoken_to(desk, days=8)

    later(desk)

    assert "Per il pagamento della fattura 1/2026 ci" in last_words(desk)


def test_a_plan_that_came_to_nothing_makes_it_no_news() -> None:
    desk = spoken_to(promised())
    later(desk)
    given.sign_of_life(desk)
    first = desk.clock.today() + timedelta(days=20)
    planning.propose(desk, "carla", 2, first, customer="Alfa")
    planning.accept(desk, "carla", "Alfa")
    planning.end(desk, "carla", "Alfa")

    later(desk, days=14)

    assert kinds(desk).count("promise_broken") == 1


@pytest.mark.parametrize(
    ("meant", "said"),
    [("asks_question", []), ("promises_payment", ["promise.broken"])],
)
def test_what_a_person_says_was_no_promise_is_never_broken(
    meant: str, said: list[str]
) -> None:
    desk = given.live(with_mode(open_desk(), "auto"))
    words = "Pagheremo entro venerdì 11 settembre."
    letter = given.one_letter(desk)
    given.arrives(desk, given.mail("anna@client.test", "Re:", words, answers=letter))
    (mail,) = learning.replies(desk)
    learning.correct(desk, "carla", mail.message, [meant])

    given.pass_time(desk, days=9)
    rounds.run_round(desk)

    assert [one for one in given.happened(desk) if one == "promise.broken"] == said


def test_a_correction_that_comes_after_the_day_is_in_time_for_the_letter() -> None:
    desk = given.live(with_mode(open_desk(), "auto"))
    words = "Pagheremo entro venerdì 11 settembre."
    letter = given.one_letter(desk)
    given.arrives(desk, given.mail("anna@client.test", "Re:", words, answers=letter))
    spoken_to(desk)
    (mail,) = learning.replies(desk)
    learning.correct(desk, "carla", mail.message, ["asks_question"])

    later(desk)

    assert kinds(desk)[1:] == ["second"]


def waiting(desk: Desk) -> list[str]:
    """Give the letters that wait for a person."""
    with picture(desk) as tx:
        return [one.kind for one in outbox.in_state(tx, "proposed")]


def to_phone(desk: Desk) -> list[str]:
    with picture(desk) as tx:
        return [call.reason for call in calls.listed(tx)]


def by_mail() -> Desk:
    """Give a desk that asks before letters leave, its customer's promise broken."""
    desk = given.live(with_mode(open_desk(), "auto"))
    words = "Pagheremo entro venerdì 11 settembre."
    letter = given.one_letter(desk)
    given.arrives(desk, given.mail("anna@client.test", "Re:", words, answers=letter))
    spoken_to(desk)
    desk = with_mode(desk, "approve")
    given.pass_time(desk, days=7)
    rounds.run_round(desk)
    return desk


def test_its_letter_is_taken_back_once_a_person_says_it_was_no_promise() -> None:
    desk = by_mail()
    assert waiting(desk) == ["promise_broken"]
    (mail,) = learning.replies(desk)

    learning.correct(desk, "carla", mail.message, ["asks_question"])

    assert waiting(desk) == []
    rounds.run_round(desk)
    assert waiting(desk) == ["second"]


def test_its_letter_is_taken_back_once_a_person_takes_the_promise_back() -> None:
    desk = by_mail()

    assert cases.unpromise(desk, "carla", customer="Alfa") == FRIDAY

    assert waiting(desk) == []


def test_a_call_about_a_broken_promise_ends_with_the_promise_taken_back() -> None:
    desk = promised()
    given.pass_time(desk, days=9)
    rounds.run_round(desk)
    assert to_phone(desk) == ["unconfirmed", "promise_broken"]

    cases.unpromise(desk, "carla", customer="Alfa")

    assert to_phone(desk) == ["unconfirmed"]


def test_a_call_about_a_broken_promise_outlives_another_promise_taken_back() -> None:
    desk = given.live(with_mode(open_desk(), "auto"))
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE)
    cases.promise(desk, "carla", FRIDAY, FRIDAY, "venerdì", invoice="1/2026")
    given.pass_time(desk, days=9)
    rounds.run_round(desk)
    monday = date(2026, 9, 21)
    cases.promise(desk, "carla", monday, monday, "lunedì", invoice="2/2026")

    cases.unpromise(desk, "carla", invoice="2/2026")

    assert to_phone(desk) == ["promise_broken"]


def test_a_call_about_it_comes_back_once_the_plan_in_its_place_is_ended() -> None:
    desk = promised()
    given.pass_time(desk, days=9)
    rounds.run_round(desk)
    first = desk.clock.today() + timedelta(days=20)
    planning.propose(desk, "carla", 2, first, customer="Alfa")
    planning.accept(desk, "carla", "Alfa")
    assert to_phone(desk) == []

    planning.end(desk, "carla", "Alfa")

    assert to_phone(desk) == ["promise_broken"]
