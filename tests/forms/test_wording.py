"""Wordings are found whatever the case of the text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.bank.notices.words import IS_MONEY_IN
from agent.forms.wording import Wording, any_of, lowered
from agent.mail.failure import reason_for
from agent.mail.phrases import FAILED
from agent.mail.reasons import REASONS, SURE
from agent.replies.words import CONDITION, FUTURE, MONEY

ALL = [FAILED, *(said for _, said in (*SURE, *REASONS))]
ALL += [IS_MONEY_IN, CONDITION, FUTURE, MONEY]


def test_capitals_change_nothing() -> None:
    said = any_of("user unknown", "casella piena")
    assert said.search("550 User UNKNOWN here")
    assert said.search("La CASELLA Piena")
    assert not said.search("a known user")
    assert [found[0] for found in said.finditer("USER unknown, Casella piena")] == [
        "user unknown",
        "casella piena",
    ]


@pytest.mark.parametrize("wording", [FAILED, *(said for _, said in (*SURE, *REASONS))])
def test_what_is_looked_for_is_written_in_lower_case(wording: Wording) -> None:
    written = re.sub(r"\\[SWDB]", "", wording.pattern.pattern)
    assert written == written.lower()


def test_a_clear_status_needs_no_words() -> None:
    assert reason_for("5.1.1", "delivery has expired") == "user_unknown"
    assert reason_for("5.0.0", "the MAILBOX is full") == "mailbox_full"


def test_places_stay_places_though_a_letter_grows() -> None:
    text = "\u0130\u0130 Pagato"
    found = any_of("pagato").search(text)

    assert found
    assert text[found.start() : found.end()] == "Pagato"


@pytest.mark.parametrize("wording", ALL)
@given(data=st.data())
def test_no_text_that_fits_is_passed_over(
    wording: Wording, data: st.DataObject
) -> None:
    text = data.draw(st.from_regex(wording.pattern))

    found, wanted = wording.search(text), wording.pattern.search(lowered(text))

    assert wanted is None or (found and found.span() == wanted.span())


def test_what_may_stand_in_a_text_is_found_in_its_parts() -> None:
    said = any_of("user unknown", "casella piena", r"\bno\b")
    within = said.within("User UNKNOWN\nor so")

    assert within.search("user unknown")
    assert within.search("no")
    assert not within.search("casella piena")
    assert not any_of("user unknown").within("casella piena")


def test_a_lead_stands_before_every_phrase() -> None:
    said = any_of("pagat|saldat", lead=r"(?<!\w)")

    assert [found[0] for found in said.finditer("Impagata? Saldata, pagata")] == [
        "saldat",
        "pagat",
    ]
    assert not said.search("impagata")
