"""Spoken: what is said on the phone is as plain as what is written."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from agent.letters import samples, spoken, templates
from agent.letters.plain_words import spoken_faults
from agent.model.customer import Language, Register

OURS = templates.load()


def said(reason: str, language: Language = "it", register: Register = "formal") -> str:
    facts = samples.facts("third", language, register)
    return " ".join(spoken.to_say(facts, reason, OURS)).replace("\u00a0", " ")


@pytest.mark.parametrize("register", get_args(Register))
@pytest.mark.parametrize("language", get_args(Language))
def test_every_reason_is_said_plainly(language: Language, register: Register) -> None:
    assert list(spoken.problems(OURS, language, register)) == []


def test_who_calls_about_what_then_one_question() -> None:
    assert said("unconfirmed") == (
        "Buongiorno, sono Anna Verdi di Studio Larice; la chiamo a proposito della "
        "fattura 12/2026, 1.220,00 €. Ha ricevuto la nostra e-mail?"
    )


def test_the_form_of_address_is_his() -> None:
    assert said("promise_broken", "de", "familiar").endswith(
        "Hat sich an dem Tag, den du genannt hast, etwas geändert?"
    )


def test_without_a_contact_the_firm_is_named() -> None:
    facts = samples.facts("third", "en", "formal")
    facts = replace(facts, firm=replace(facts.firm, contact=""))

    assert spoken.to_say(facts, "hand", OURS)[0].startswith(
        "Good morning, this is Studio Larice; I am calling about invoice 12/2026"
    )


def test_a_threat_or_a_second_question_is_a_fault() -> None:
    faults = spoken_faults(("Paga? O vado dal giudice?",), "it")

    assert any("2 questions" in each for each in faults)
    assert any("'giudice' sounds like a threat" in each for each in faults)
    assert any("two sentences" in each for each in faults)
