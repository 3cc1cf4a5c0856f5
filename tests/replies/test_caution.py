"""What the model reads as a whole: who needs nobody, and what no calm reading clears."""

from datetime import date
from functools import cache

import pytest

from agent import resources
from agent.model.message import Parts
from agent.model.reply import Reading
from agent.replies.model import Model, from_bytes
from agent.replies.tenses import tenses
from agent.replies.understand import understand

SENT = date(2026, 5, 12)


@cache
def model() -> Model:
    return from_bytes(resources.weights().read_bytes())


def reading(text: str, *, answers_us: bool = True) -> Reading:
    return understand(Parts(text=text), SENT, answers_us=answers_us, model=model())


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Il bonifico è uscito ieri dalla nostra banca, controllate pure", "says_paid"),
        ("Ve l'ho saldata la settimana scorsa in contanti", "says_paid"),
        ("The money went out last Tuesday by bank transfer", "says_paid"),
        ("Das haben wir letzte Woche schon überwiesen", "says_paid"),
        ("On vous a réglé par virement la semaine dernière", "says_paid"),
        ("Le hicimos la transferencia la semana pasada", "says_paid"),
        ("Domani mattina passo in banca e vi faccio il bonifico", "promises_payment"),
        ("You will have the money by the end of next week", "promises_payment"),
        ("Die Überweisung geht am Freitag raus", "promises_payment"),
        ("Vous serez payés la semaine prochaine", "promises_payment"),
        ("La semana que viene le hago la transferencia", "promises_payment"),
    ],
)
def test_who_plainly_paid_or_will_pay_needs_nobody(text: str, word: str) -> None:
    found = reading(text)

    assert found.intents == (word,)
    assert not found.needs_person


@pytest.mark.parametrize(
    "text",
    [
        "Pago domani, ma prima voglio vedere il contratto firmato",
        "Ho pagato la mia parte, il resto non lo devo",
        "Would it be all right to pay half now and half in June?",
        "We will pay the day our own customer pays us",
        "Wir zahlen, sobald der Mangel behoben ist",
        "On paiera quand le chantier sera terminé",
        "Pagaremos cuando arreglen la avería",
        "We are being wound up, but you will be paid",
    ],
)
def test_no_calm_word_clears_a_condition_or_a_hard_stop(text: str) -> None:
    assert reading(text).needs_person


@pytest.mark.parametrize(
    "text",
    [
        "Sono fuori ufficio, rientro lunedì e vi rispondo",
        "Thank you for your message. Our team will get back to you within two days.",
        "Ich bin bis Montag unterwegs und melde mich dann",
    ],
)
def test_who_will_be_back_promises_no_payment(text: str) -> None:
    assert "promises_payment" not in reading(text).intents


@pytest.mark.parametrize(
    "text",
    [
        "La ringhiera non paga l'occhio, la rifacciamo bianca",
        "Il saldo delle ferie del magazziniere è sbagliato nella busta paga",
        "The bank wants the survey before Friday, can you send the drawings?",
        "Our customers cannot pay by card on the new website, the button is dead",
        "Die Bank möchte den Grundriss für das Gutachten sehen",
        "La factura de la luz la pone usted en la carpeta del trimestre",
    ],
)
def test_words_of_money_in_a_mail_about_the_work_hold_nothing(text: str) -> None:
    assert not reading(text, answers_us=False).about_money


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("pagheremo", ("t.will",)),
        ("pagaremos", ("t.will",)),
        ("paierons", ("t.will",)),
        ("werden", ("t.will",)),
        ("pagato", ("t.did",)),
        ("gezahlt", ("t.did",)),
        ("was", ("t.did",)),
        ("iva", ()),
        ("si", ()),
    ],
)
def test_the_form_of_a_word_tells_the_time(word: str, told: tuple[str, ...]) -> None:
    assert tenses(word) == told
