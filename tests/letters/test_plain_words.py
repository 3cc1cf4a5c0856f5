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


def said(words: str, language: Language = "it", subject: str = "Fattura 1") -> str:
    greeting, close = Block("words", ("Buongiorno,",)), Block("words", ("Saluti",))
    body = Block("words", (words,))
    return " ".join(faults(Draft(subject, (greeting, body, close)), language))


@pytest.mark.parametrize(("language", "given"), ALL)
def test_every_letter_of_ours_is_plain(language: Language, given: Facts) -> None:
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


@pytest.mark.parametrize(
    ("language", "words", "fault"),
    [
        ("it", "La fattura è scaduta.", "'scaduta' at the beginning"),
        ("en", "It is overdue.", "'overdue' at the beginning"),
        ("de", "Dies ist eine Zahlungserinnerung.", "'Zahlungserinnerung' at the"),
        ("fr", "La facture est en retard.", "'retard' at the beginning"),
        ("es", "La factura está vencida.", "'vencida' at the beginning"),
    ],
)
def test_a_debt_word_on_a_locked_phone_is_seen(
    language: Language, words: str, fault: str
) -> None:
    assert fault in said(words, language)


@pytest.mark.parametrize(
    ("language", "words", "fault"),
    [
        ("de", "Bitte zahlen Sie!", "exclamation mark"),
        (
            "de",
            "Wir übergeben die Sache einem Inkassobüro.",
            "'Inkassobüro' sounds like",
        ),
        ("de", "Sie sind in Verzug.", "'Verzug' sounds like a threat"),
        ("de", "Schon wieder fehlt die Zahlung.", "'Schon wieder' can be heard as"),
        ("de", "Bitte zahlen Sie. Wir bitten um Antwort.", "more than one thing"),
        ("de", "Die Zahlung ist DRINGEND.", "'DRINGEND' is in capitals"),
        ("de", "Am 3. Dezember 2026 oder am 9. Dezember 2026.", "names 2 dates"),
        ("de", "Haftungsbeschränkungserklärung unterzeichnungsbedürftig.", "ease"),
        ("fr", "Nous saisirons un huissier.", "'huissier' sounds like a threat"),
        ("fr", "Une fois de plus, rien.", "'Une fois de plus' can be heard as irony"),
        ("fr", "Veuillez payer. Nous vous prions d’écrire.", "more than one thing"),
        ("fr", "Le 1er décembre 2026 ou le 9 décembre 2026.", "names 2 dates"),
        ("fr", "Il faut 1\u202f220,00\u00a0€ ou 20,00\u00a0€.", "names 2 amounts"),
        ("fr", "Anticonstitutionnellement, l’irresponsabilité prédomine.", "ease"),
        ("es", "Enviaremos un burofax.", "'burofax' sounds like a threat"),
        ("es", "Una vez más esperamos.", "'Una vez más' can be heard as irony"),
        ("es", "Le pedimos el pago. Por favor, escriba.", "more than one thing"),
        ("es", "El 3 de diciembre de 2026 o el 9 de diciembre de 2026.", "2 dates"),
        ("es", "Responsabilidades extraordinariamente desproporcionadas.", "ease"),
    ],
)
def test_the_gate_bites_in_every_language(
    language: Language, words: str, fault: str
) -> None:
    assert fault in said(words, language)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "Wir haben den 11. Dezember 2026 notiert. Vielen Dank."),
        ("fr", "Nous avons noté le 1er décembre 2026. Merci."),
        ("es", "Hemos anotado el 11 de diciembre de 2026. Gracias."),
    ],
)
def test_plain_words_of_every_language_pass(language: Language, words: str) -> None:
    assert said(words, language) == ""


def test_the_point_of_a_german_day_ends_no_sentence() -> None:
    long = "Wir danken " + "sehr " * 14 + "am 11. Dezember " + "gern " * 10 + "dafür."

    assert "has 30 words: split it" in said(long, "de")
