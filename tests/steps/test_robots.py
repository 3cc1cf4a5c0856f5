"""A robot's answer is nobody's answer; but it may say when to write, and to whom."""

from __future__ import annotations

from datetime import date

import pytest

from agent.ledger import calls
from agent.steps import rounds
from agent.steps.day import gather
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.look.why import why
from agent.steps.summarise import show
from tests.steps import given

AWAY = "Sono assente, torno in ufficio il 14 settembre 2026."
LEFT = "Anna Prova non lavora più in azienda. Scrivere a bruno@client.test. Grazie."


def robot(text: str, answers: bytes = b"", sender: str = "anna@client.test") -> bytes:
    subject = "Risposta automatica: Fattura"
    return given.mail(
        sender, subject, text, answers=answers, Auto_Submitted="auto-replied"
    )


def asked(desk: Desk) -> list[tuple[str, str]]:
    with picture(desk) as tx:
        return [(call.reason, call.because) for call in calls.listed(tx)]


def test_who_is_away_is_left_alone_until_two_working_days_after(desk: Desk) -> None:
    given.arrives(desk, robot(AWAY, given.one_letter(desk)))
    assert given.standing_holds(desk) == [("parked", date(2026, 9, 16))]
    assert "held until 2026-09-16 (parked): he is back on 2026-09-14" in (
        why(desk, "1/2026").paragraph.lower()
    )
    assert "È fuori ufficio" in show(desk).text


def test_a_robot_without_a_day_holds_nothing(desk: Desk) -> None:
    given.arrives(desk, robot("Sono fuori ufficio.", given.one_letter(desk)))
    assert given.standing_holds(desk) == []


@pytest.mark.parametrize("day", ["20 agosto 2026", "20 dicembre 2026"])
def test_a_day_past_or_far_off_holds_nothing(desk: Desk, day: str) -> None:
    raw = given.one_letter(desk)
    given.arrives(desk, robot(f"Sono assente, torno in ufficio il {day}.", raw))
    assert given.standing_holds(desk) == []


def test_a_robot_we_did_not_write_to_is_known_by_its_address(desk: Desk) -> None:
    given.one_letter(desk)
    given.arrives(desk, robot(AWAY, sender="who@other.test"))
    assert given.standing_holds(desk) == []
    given.arrives(desk, robot(AWAY))
    assert given.standing_holds(desk) == [("parked", date(2026, 9, 16))]


def test_a_robot_is_no_reply_but_silence_counts_from_the_return(desk: Desk) -> None:
    given.arrives(desk, robot(AWAY, given.one_letter(desk)))
    given.pass_time(desk, days=9)
    rounds.run_round(desk)
    assert asked(desk) == []
    given.pass_time(desk, days=6)
    rounds.run_round(desk)
    assert [reason for reason, _ in asked(desk)] == ["unconfirmed"]


def test_who_left_is_a_call_that_names_the_substitute(desk: Desk) -> None:
    given.arrives(desk, robot(LEFT, given.one_letter(desk)))
    because = "whom we write to left the firm; his mail names whom to write to"
    assert asked(desk) == [("left", because)]
    assert given.standing_holds(desk) == []
    with picture(desk) as tx:
        (line,) = gather(desk, tx, tx.now).do_today
    assert (line.said, line.facts["address"]) == ("call.left", "bruno@client.test")
    assert "ora si scrive a bruno@client.test?" in " ".join(show(desk).text.split())
    assert given.the_customer(desk).write_to == "anna@client.test"


def test_the_log_of_who_left_names_no_address(
    desk: Desk,
) -> None:
    given.arrives(desk, robot(LEFT, given.one_letter(desk)))
    said = " ".join(event.because for event in given.history(desk))
    assert "bruno@" not in said
