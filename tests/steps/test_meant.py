"""What the owner answers that a customer's mail is: kept, told, taken back."""

from __future__ import annotations

from datetime import date

import pytest

from agent.letters import templates
from agent.model.customer import Language
from agent.replies.meanings import _NOUNS
from agent.steps.act import learning
from agent.steps.desk import Desk
from agent.steps.in_words import MEANINGS
from tests.steps import given, owner
from tests.steps.test_obey import proposed

DUE = date(2026, 9, 1)
OBJECTS = "La fattura è sbagliata, la contestiamo."


@pytest.fixture
def desk() -> Desk:
    return owner.open_office()


@pytest.fixture
def told(desk: Desk) -> bytes:
    """The summary that tells of a customer's mail."""
    given.invoice(desk, "1/2026", DUE)
    given.arrives(desk, given.mail("anna@client.test", "Fattura 1/2026", OBJECTS))
    return owner.summary(desk)


def corrected(desk: Desk) -> tuple[str, ...]:
    (mail,) = learning.replies(desk)
    return mail.corrected


def says(desk: Desk, told: bytes, words: str) -> str:
    return owner.answer(desk, told, f"{owner.number_of(told, 'contestiamo')} {words}")


def test_what_it_is_instead_is_kept_and_changes_no_hold(
    desk: Desk, told: bytes
) -> None:
    held = given.standing_holds(desk)
    answer = says(desk, told, "no, è una promessa")
    assert corrected(desk) == ("promises_payment",)
    assert "la mail di Alfa Srl è una promessa" in answer
    assert given.standing_holds(desk) == held
    assert "promise.made" not in given.happened(desk)


def test_what_it_is_not_is_asked_for_where_nothing_else_was_found(
    desk: Desk, told: bytes
) -> None:
    answer = says(desk, told, "non è una contestazione")
    assert "allora che cos’è?" in answer
    assert corrected(desk) == ()
    owner.answer(desk, owner.mails(desk)[-1], "1 è una domanda")
    assert corrected(desk) == ("asks_question",)


def test_a_correction_is_taken_back(desk: Desk, told: bytes) -> None:
    says(desk, told, "no, è solo lavoro")
    assert corrected(desk) == ("work",)
    assert "Annullato" in owner.answer(desk, owner.mails(desk)[-1], "annulla 1")
    assert corrected(desk) == ()


def test_the_correction_before_comes_back(desk: Desk, told: bytes) -> None:
    says(desk, told, "no, è una promessa")
    says(desk, told, "no, è una domanda")
    owner.answer(desk, owner.mails(desk)[-1], "annulla 1")
    assert corrected(desk) == ("promises_payment",)


def test_any_other_order_to_that_line_concerns_who_wrote(
    desk: Desk, told: bytes
) -> None:
    assert given.standing_holds(desk) == [("dispute", None)]
    says(desk, told, "riprendi")
    assert given.standing_holds(desk) == []
    assert corrected(desk) == ()


@pytest.mark.parametrize("word", ["contestazione", "dispute"])
def test_a_single_word_that_orders_is_an_order(desk: Desk, word: str) -> None:
    given.invoice(desk, "1/2026", DUE)
    mail = given.mail("anna@client.test", "Fattura 1/2026", "Perché 100 euro?")
    given.arrives(desk, mail)
    told = owner.summary(desk)
    owner.answer(desk, told, f"{owner.number_of(told, '100 euro')} {word}")
    assert "dispute.opened" in given.happened(desk)
    assert corrected(desk) == ()


def test_a_line_about_anything_else_means_what_it_meant(desk: Desk) -> None:
    told = proposed(desk)
    assert "fino a quando?" in owner.answer(desk, told, "1 no, è una promessa")


def test_the_summary_says_what_a_mail_was_taken_for(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    noted = given.mail("anna@client.test", "Fattura 1/2026", "Ricevuto, grazie.")
    given.arrives(desk, noted)
    told = owner.summary(desk)
    assert "Letta come una conferma di ricezione." in " ".join(
        owner.text_of(told).split()
    )


@pytest.mark.parametrize("language", ["it", "en"])
def test_every_meaning_has_its_words(language: Language) -> None:
    words = templates.load().words(f"meanings/{language}.j2", {}, escape=False)
    known = set(words.meanings)  # type: ignore[attr-defined]
    assert {word for word, _ in _NOUNS} <= known
    assert set(MEANINGS) == known
