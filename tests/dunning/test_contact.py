from __future__ import annotations

from datetime import date, timedelta

from agent.dunning.contact import Silence, fallen_silent, to_ask

TODAY = date(2026, 9, 30)
MONTHS = [date(2026, month, 1) for month in (5, 6, 7)]


def after(days: int, letters: list[date]) -> list[date]:
    return [day + timedelta(days=days) for day in letters]


def test_who_always_answered_and_does_not_is_silent() -> None:
    letters = [*MONTHS, date(2026, 9, 10)]

    assert fallen_silent(letters, after(3, MONTHS), TODAY) == Silence(3, 20)


def test_who_takes_his_time_is_not_silent_yet() -> None:
    letters = [*MONTHS, date(2026, 9, 10)]

    assert fallen_silent(letters, after(9, MONTHS), TODAY) is None


def test_who_never_answered_has_no_habit_to_break() -> None:
    assert fallen_silent([*MONTHS, date(2026, 8, 1)], [], TODAY) is None


def test_an_answer_to_a_later_letter_ends_the_silence_about_an_earlier_one() -> None:
    letters = [*MONTHS, date(2026, 8, 1), date(2026, 9, 10)]
    signs = [*after(3, MONTHS), date(2026, 9, 12)]

    assert fallen_silent(letters, signs, TODAY) is None


def test_the_biggest_good_customers_who_say_nothing_are_asked_in_turn() -> None:
    long_ago, lately = date(2026, 5, 1), date(2026, 9, 1)
    known = [
        ("a", 900, long_ago),
        ("b", 800, None),
        ("c", 700, lately),
        ("d", 600, long_ago),
    ]

    weeks = [to_ask(known, TODAY + timedelta(weeks=nth)) for nth in range(3)]

    assert {who for week in weeks for who in week} == {"a", "b", "d"}
    assert all(len(set(week)) == 2 for week in weeks)
    assert to_ask([("c", 700, lately)], TODAY) == ()
