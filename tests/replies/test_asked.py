"""A wish to be phoned, and the parts he can pay, are read in five languages."""

from datetime import date

import pytest

from agent.replies.asked import call_in, monthly_in, parts_in
from agent.replies.language import language
from agent.replies.said import read

TUESDAY = date(2026, 5, 12)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("Chiamatemi per favore.", None),
        ("Buongiorno, mi richiami domani mattina, grazie.", date(2026, 5, 13)),
        ("Mi può telefonare giovedì dopo le 15?", date(2026, 5, 14)),
        ("Preferirei parlarne a voce, mi chiami lei.", None),
        ("Please call me back on Friday.", date(2026, 5, 15)),
        ("Could somebody ring me about this?", None),
        ("Give us a ring when you can", None),
        ("Rufen Sie mich bitte morgen früh an.", date(2026, 5, 13)),
        ("Bitte um Rückruf.", None),
        ("Pouvez-vous m'appeler demain ?", date(2026, 5, 13)),
        ("Rappelez-moi s'il vous plaît.", None),
        ("Llámeme mañana por la mañana.", date(2026, 5, 13)),
        ("¿Me puede llamar el jueves?", date(2026, 5, 14)),
    ],
)
def test_a_wish_to_be_phoned_is_heard_with_its_day(text: str, on: date | None) -> None:
    found = call_in(read(text, language(text)), TUESDAY)

    assert found is not None
    assert found.words in text
    assert found.on == on


@pytest.mark.parametrize(
    "text",
    [
        "Non chiamatemi più.",
        "Mi chiamo Rossi e pago domani.",
        "La chiamo io domani.",
        "Smettetela di telefonarmi!",
        "Stop calling me.",
        "I will call you tomorrow.",
        "Rufen Sie mich nie wieder an!",
        "Ne m'appelez plus.",
        "Je vous rappelle demain.",
        "No me llamen más.",
        "Le llamo yo mañana.",
        "Abbiamo pagato ieri.",
    ],
)
def test_what_is_no_wish_to_be_phoned_makes_no_call(text: str) -> None:
    assert call_in(read(text, language(text)), TUESDAY) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Possiamo pagare in tre rate?", 3),
        ("in 4 comode rate mensili", 4),
        ("could we pay in six instalments", 6),
        ("three equal payments over the summer", 3),
        ("in zwei Raten", 2),
        ("en quatre fois", 4),
        ("en tres plazos", 3),
        ("a rate, per favore", 0),
        ("in 99 rate", 0),
        ("3 fatture", 0),
    ],
)
def test_the_number_of_parts_is_read(text: str, parts: int) -> None:
    assert parts_in(text) == parts


@pytest.mark.parametrize(
    ("text", "monthly"),
    [
        ("posso dare 150 euro al mese", 150),
        ("£75 a month is what I can manage", 75),
        ("100 € monatlich", 100),
        ("80 euros par mois", 80),
        ("70 euros al mes", 70),
        ("due volte al mese", 0),
    ],
)
def test_what_he_can_pay_a_month_is_read(text: str, monthly: int) -> None:
    assert monthly_in(text) == monthly
