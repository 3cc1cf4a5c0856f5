"""The decision table, row by row."""

from datetime import date

import pytest

from agent.model.reply import DateRange, Reading
from agent.replies.decision import HoldFor, hold_for

TODAY = date(2026, 5, 12)


FRIDAY = DateRange(date(2026, 5, 13), date(2026, 5, 15))


def clear(*intents: str, promise: DateRange | None = None) -> Reading:
    return Reading(
        text="",
        intents=intents,
        promise=promise,
        needs_person=False,
        evidence=borne_out(*intents),
    )


def open_to(*intents: str) -> Reading:
    found = borne_out(*intents)
    return Reading(text="", intents=intents, needs_person=True, evidence=found)


def borne_out(*intents: str) -> tuple[tuple[str, str], ...]:
    return tuple((word, "his words") for word in intents)


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (clear("says_paid"), HoldFor("claim", 5)),
        (clear("acknowledges"), HoldFor("reply", 2)),
        (clear("promises_payment", promise=FRIDAY), HoldFor("promise", 2)),
        (clear("promises_payment"), HoldFor("reply", 3)),
        (clear("asks_documents"), HoldFor("reply", 5)),
        (clear("asks_documents", "says_paid"), HoldFor("reply", 5)),
        (open_to("says_paid"), HoldFor("reply", None)),
        (open_to("promises_payment"), HoldFor("reply", None)),
        (open_to("acknowledges"), HoldFor("reply", None)),
        (open_to("other"), HoldFor("reply", None)),
        (open_to("disputes"), HoldFor("dispute", None)),
        (open_to("disputes", "legal"), HoldFor("reply", None)),
        (open_to("legal"), HoldFor("reply", None)),
        (open_to("hardship"), HoldFor("reply", None)),
        (open_to("bank_details_change"), HoldFor("reply", None)),
        (open_to("asks_to_stop"), HoldFor("reply", None)),
        (open_to("asks_instalments"), HoldFor("reply", None)),
        (open_to("pays_on_condition"), HoldFor("reply", None)),
        (open_to("names_other_contact"), HoldFor("reply", None)),
        (open_to("person_left"), HoldFor("reply", None)),
        (open_to("asks_documents"), HoldFor("reply", None)),
        (open_to("asks_question"), HoldFor("reply", None)),
        (clear("says_paid", "disputes"), HoldFor("dispute", None)),
        (clear("automatic"), HoldFor("parked", 2)),
        (open_to("out_of_office", "disputes"), HoldFor("dispute", None)),
    ],
)
def test_a_reading_holds_for(reading: Reading, expected: HoldFor) -> None:
    assert hold_for(reading, TODAY) == expected


def test_what_only_seems_to_be_an_objection_is_read_before_it_is_one() -> None:
    guessed = Reading(text="", intents=("disputes",), needs_person=True)

    assert hold_for(guessed, TODAY) == HoldFor("reply", None)


def test_a_doubt_holds_two_working_days() -> None:
    doubt = Reading(text="", intents=("other",), is_doubtful=True)

    assert hold_for(doubt, TODAY) == HoldFor("reply", 2)


def test_a_doubt_never_shortens_a_hard_stop() -> None:
    doubt = Reading(text="", intents=("legal",), is_doubtful=True)

    assert hold_for(doubt, TODAY).working_days is None


def test_a_promise_holds_from_its_last_day() -> None:
    promise = Reading(
        text="",
        intents=("promises_payment",),
        promise=DateRange(date(2026, 5, 13), date(2026, 5, 15)),
        needs_person=False,
    )

    assert hold_for(promise, TODAY) == HoldFor("promise", 2)


def test_who_is_away_is_parked_until_two_working_days_after_his_return() -> None:
    away = Reading(
        text="",
        intents=("out_of_office",),
        return_on=date(2026, 5, 18),
        needs_person=False,
    )

    assert hold_for(away, TODAY) == HoldFor("parked", 6)


def test_the_answer_is_a_pair() -> None:
    reason, days = hold_for(clear("says_paid"), TODAY)

    assert (reason, days) == ("claim", 5)
