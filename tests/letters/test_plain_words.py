from __future__ import annotations

import pytest

from agent.letters import samples, templates
from agent.letters.compose import draft
from agent.letters.page import Block, Draft
from agent.letters.plain_words import faults
from agent.model.customer import Language, Register
from agent.model.letter import Facts
from tests.letters import golden

OURS = templates.load()
ALL = [
    pytest.param(language, given, id=f"{language}.{stage}.{register}.{name}")
    for language in golden.LANGUAGES
    for stage in golden.STAGES
    for register in golden.REGISTERS
    for name, given in samples.variations(stage, language, register)
]


def said(words: str, language: str = "it", subject: str = "Fattura 1") -> str:
    greeting, close = Block("words", ("Buongiorno,",)), Block("words", ("Saluti",))
    body = Block("words", (words,))
    return " ".join(faults(Draft(subject, (greeting, body, close)), language))


@pytest.mark.parametrize(("language", "given"), ALL)
def test_every_letter_of_ours_is_plain(language: str, given: Facts) -> None:
    assert faults(draft(given, OURS), language) == ()


@pytest.mark.parametrize("language", golden.LANGUAGES)
@pytest.mark.parametrize("register", golden.REGISTERS)
def test_the_second_letter_asks_one_open_question(
    language: Language, register: Register
) -> None:
    words = draft(samples.facts("second", language, register), OURS)

    assert sum(line.count("?") for b in words.blocks for line in b.lines) == 1


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("Paghi subito!", "exclamation mark"),
        ("Come sta? Ha pagato?", "asks 2 questions"),
        ("Il pagamento è SCADUTO.", "'SCADUTO' is in capitals"),
        ("Passeremo la pratica al nostro avvocato.", "'avvocato' sounds like a threat"),
        ("Saremo costretti ad agire.", "'costretti' sounds like a threat"),
        ("Ancora una volta non vediamo il bonifico.", "heard as irony"),
        ("Le chiediamo il bonifico. La preghiamo di scriverci.", "more than one thing"),
        ("Il 3 dicembre 2026 o il 9 dicembre 2026.", "names 2 dates"),
        ("Sono 10,00\u00a0€ oppure 20,00\u00a0€.", "names 2 amounts"),
        ("Una frase " + "lunga " * 30 + "così.", "has 33 words: split it"),
        ("parola " * 20 + ". " + "parola " * 20, "over 16 words on average"),
        (
            "Comunichiamo l’improcrastinabilità dell’adempimento contrattuale.",
            "ease of reading",
        ),
    ],
)
def test_the_gate_bites(words: str, fault: str) -> None:
    assert fault in said(words)


def test_the_gate_bites_in_english() -> None:
    assert "threat" in said("Our lawyers will write to you.", "en")
    assert "irony" in said("As usual we wait.", "en")
    assert "more than one thing" in said("Please pay. Please write.", "en")
    assert "ease of reading" in said(
        "Notwithstanding contractual obligations, immediate remuneration necessitates "
        "reconsideration.",
        "en",
    )


def test_one_amount_in_each_currency_is_plain() -> None:
    assert said("Sono 10,00\u00a0€ e 20,00\u00a0CHF.") == ""


def test_a_debt_word_in_the_subject_is_seen() -> None:
    assert "'Sollecito' in the subject" in said("Ciao.", subject="Sollecito fattura 1")
    assert "asks or exclaims" in said("Ciao.", subject="Fattura 1?")


def test_a_debt_word_on_a_locked_phone_is_seen() -> None:
    assert "'scaduta' at the beginning" in said("La fattura è scaduta.")
    assert "'overdue' at the beginning" in said("It is overdue.", "en")


def test_a_language_without_rules_of_its_own_gets_the_general_ones() -> None:
    assert said("Bitte zahlen Sie.", "de") == ""
    assert "exclamation" in said("Bitte zahlen Sie!", "de")
