"""What customers write must be understood as it is meant, or the story is another."""

from __future__ import annotations

from datetime import datetime
from random import Random

import pytest

from agent.demo import mails, phrases
from agent.demo.firm import MAILBOX, make_sample
from agent.demo.mails import Letter
from agent.mail.parse import parse
from agent.model.reply import Reading
from agent.replies.decision import hold_for
from agent.replies.understand import understand
from tests.demo.conftest import ROME

_AT = datetime(2026, 9, 29, 9, 15, tzinfo=ROME)
_LETTER = Letter(f"<x@{MAILBOX}>", "Fattura 12/2026", "le scriviamo\n", "", _AT)
_NUMBERS = frozenset({"12/2026"})
_WAYS = [(kind, way) for kind, ways in phrases.PHRASES.items() for way in ways]
_MEANT = {
    "promises": "promise",
    "breaks_promise": "promise",
    "disputes": "dispute",
    "part": "reply",
    "says_paid": "claim",
    "asks_copy": "reply",
}


def understood(way: str, *, answers: bool) -> Reading:
    customer = make_sample(Random(1), 1, 1).customers[0]  # noqa: S311  repeats
    words = way.format(number="12/2026", day="giovedì 8 ottobre")
    raw = (
        mails.answer(customer, _LETTER, words, _AT)
        if answers
        else mails.note(customer, "Locandine", words, _AT)
    )
    return understand(
        parse(raw), _AT.date(), _LETTER.text, _NUMBERS, answers_us=answers
    )


@pytest.mark.parametrize(("kind", "way"), [one for one in _WAYS if one[0] in _MEANT])
def test_each_phrase_holds_for_the_reason_it_is_meant_for(kind: str, way: str) -> None:
    reading = understood(way, answers=True)
    assert hold_for(reading, _AT.date()).reason == _MEANT[kind]


@pytest.mark.parametrize("way", phrases.PHRASES["other_things"])
def test_mail_about_the_work_is_not_about_money(way: str) -> None:
    assert not understood(way, answers=False).about_money


@pytest.mark.parametrize(
    "way", [way for kind, way in _WAYS if kind in ("promises", "breaks_promise")]
)
def test_each_promise_names_its_day(way: str) -> None:
    promise = understood(way, answers=True).promise
    assert promise is not None
    assert promise.until.isoformat() == "2026-10-08"
