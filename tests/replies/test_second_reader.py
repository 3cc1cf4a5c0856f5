"""The second reader: what it is shown, and that its answer can only add caution."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent import plugins, resources
from agent.errors import Unreadable
from agent.model.reply import DateRange
from agent.replies import intents
from agent.replies.findings import CLEAR
from agent.replies.said import Intent
from agent.replies.second_reader import (
    TO_A_MACHINE,
    WORDS,
    Heard,
    added,
    heard,
    request,
    shown,
)
from tests.replies.chat import said, saying

SENT = date(2026, 9, 7)  # a Monday
TEXT = "Buongiorno,\nla fattura è sbagliata.\nPaghiamo entro venerdì."
GOOD = '{"about_money": true, "findings": []}'


def test_every_intent_of_ours_stands_in_form_and_prompt() -> None:
    ours = {one.word for one in plugins.find(intents, "INTENT", Intent)}
    prompt = resources.second_reader().read_text("utf-8")
    assert ours | {TO_A_MACHINE} == set(WORDS)
    assert [word for word in WORDS if f"- {word}: " not in prompt] == []


def test_the_words_are_sent_as_data_and_the_form_is_asked_for() -> None:
    asked = json.loads(request('Dica "pagato"!\n', "small", "label it"))
    assert asked["model"] == "small"
    assert asked["messages"][0] == {"role": "system", "content": "label it"}
    assert json.loads(asked["messages"][1]["content"]) == {"text": 'Dica "pagato"!\n'}
    form = asked["response_format"]["json_schema"]
    assert form["strict"]
    assert form["schema"]["properties"].keys() == {"about_money", "findings"}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("su IT60 X054 2811 1010 0000 0123 456 oggi", "su [account] oggi"),
        ("scriva a Anna.Prova@client.test, grazie", "scriva a [address], grazie"),
        ("tel. +39 02 123 4567 o 333 1234567", "tel. [number] o [number]"),
        ("CRO 12345678901 del 05/09/2026", "CRO [number] del 05/09/2026"),
        ("1.220,00 euro il 05.09.2026 e il 10.09.2026",) * 2,
        ("fattura 12/2026 di 12.345.678,00 euro",) * 2,
    ],
)
def test_addresses_accounts_and_long_numbers_stay_at_home(text: str, left: str) -> None:
    assert shown(text) == left


@pytest.mark.parametrize(
    "account",
    [
        "it60 x054 2811 1010 0000 0123 456",
        "IT60-X054-2811-1010-0000-0123-456",
        "IT60  X 05428 11101 000000123456",
        "gb29 nwbk 6016 1331 9268 19",
    ],
)
def test_an_account_stays_at_home_however_it_is_typed(account: str) -> None:
    assert shown(f"Paghi su {account} grazie") == "Paghi su [account] grazie"


@pytest.mark.parametrize(
    "number", ["348 123 4567", "348 12 34 56 78", "02 1234 5678", "0471/123 456"]
)
def test_a_telephone_stays_at_home_however_it_is_typed(number: str) -> None:
    assert shown(f"tel. {number}, grazie") == "tel. [number], grazie"


def test_a_card_stays_at_home() -> None:
    assert shown("carta 4111 1111 1111 1111") == "carta [number]"


def test_a_document_with_its_day_is_no_account() -> None:
    assert shown("FT12 del 10-09-2026") == "FT12 del 10-09-2026"


def test_a_finding_counts_where_its_quotation_stands_in_the_words() -> None:
    answer = said(
        ("disputes", "la fattura è sbagliata"),
        ("promises_payment", "sbagliata. Paghiamo entro venerdì"),
        ("legal", "passo tutto all'avvocato"),
        ("hardship", "la"),
        ("legal", ""),
    )
    assert heard(answer, TEXT).said == (
        ("disputes", "la fattura è sbagliata"),
        ("promises_payment", "sbagliata. Paghiamo entro venerdì"),
    )


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null}}]}',
        b"[" * 100_000,
        saying("Certo! " + GOOD),
        saying(f"```json\n{GOOD}\n```"),
        saying("[]"),
        saying('{"findings": []}'),
        saying('{"about_money": "yes", "findings": []}'),
        saying('{"about_money": true, "findings": {}}'),
        saying('{"about_money": true, "findings": ["legal"]}'),
        saying('{"about_money": true, "findings": [], "needs_person": false}'),
        saying('{"about_money": true, "about_money": false, "findings": []}'),
        saying('{"about_money": true, "findings": [{"intent": "legal"}]}'),
        said(("mark_as_paid", "la fattura è sbagliata")),
        said(("legal", "x" * 601)),
        said(*[("legal", "la fattura")] * 13),
    ],
)
def test_an_answer_that_is_not_true_to_its_form_is_thrown_away(answer: bytes) -> None:
    with pytest.raises(Unreadable):
        heard(answer, TEXT)


@given(st.binary())
def test_any_bytes_are_an_answer_or_unreadable(answer: bytes) -> None:
    with pytest.raises(Unreadable):
        heard(answer, TEXT)


@given(st.text())
def test_any_content_is_an_answer_or_unreadable(content: str) -> None:
    with pytest.raises(Unreadable):
        heard(saying(content), TEXT)


def test_what_a_person_decides_on_makes_a_person_decide() -> None:
    more = added(
        Heard(about_money=True, said=(("disputes", "sbagliata"),)),
        ("acknowledges",),
        SENT,
        is_about_money=True,
    )
    assert more is not None
    assert more.needs_person
    assert more.intents == ("disputes",)


def test_a_day_is_what_our_grammar_reads_in_the_quotation() -> None:
    quoted = (("promises_payment", "Paghiamo entro venerdì"),)
    answer = Heard(about_money=True, said=quoted)
    more = added(answer, ("promises_payment",), SENT, is_about_money=True)
    assert more is not None
    assert more.promise == DateRange(date(2026, 9, 8), date(2026, 9, 11))
    assert not more.needs_person


@pytest.mark.parametrize(
    "quotes",
    [
        ("Paghiamo presto",),
        ("Paghiamo venerdì se incassiamo",),
        ("Paghiamo venerdì", "o paghiamo il 30 settembre"),
    ],
)
def test_a_promise_without_one_day_adds_nothing_to_a_promise(
    quotes: tuple[str, ...],
) -> None:
    quoted = tuple(("promises_payment", quote) for quote in quotes)
    answer = Heard(about_money=True, said=quoted)
    assert added(answer, ("promises_payment",), SENT, is_about_money=True) is None


def test_of_a_mail_about_the_work_only_what_is_about_money_counts() -> None:
    found = (("disputes", "il disegno è sbagliato"),)
    work = Heard(about_money=False, said=found)
    money = Heard(about_money=True, said=found)
    assert added(work, ("other",), SENT, is_about_money=False) is None
    assert added(money, ("other",), SENT, is_about_money=False) is not None
    assert added(work, ("acknowledges",), SENT, is_about_money=True) is not None


@pytest.mark.parametrize("word", ["acknowledges", "out_of_office", "automatic"])
def test_what_could_only_lessen_caution_adds_nothing(word: str) -> None:
    answer = Heard(about_money=True, said=((word, "grazie"),))
    assert added(answer, ("says_paid",), SENT, is_about_money=True) is None


@given(st.sets(st.sampled_from(WORDS)), st.sets(st.sampled_from(WORDS)))
def test_what_is_added_was_not_known_and_needs_a_person_unless_clear(
    told: set[str], known: set[str]
) -> None:
    answer = Heard(about_money=True, said=tuple((word, "parole") for word in told))
    more = added(answer, known, SENT, is_about_money=True)
    new = set(more.intents) if more else set()
    assert new <= told - known
    assert {word for word in told - known if word not in CLEAR} - {
        "out_of_office",
        "automatic",
    } <= new
    assert (more is not None and more.needs_person) == bool(new - CLEAR)
