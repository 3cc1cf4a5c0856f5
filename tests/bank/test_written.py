from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from agent.bank.notices.lines import lines_of, plain, sentences
from agent.bank.written import bare_sum, days, sums

NEAR = date(2026, 10, 9)


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("€ 10.350,75", "10350.75", "EUR"),
        ("73 200,40 €", "73200.40", "EUR"),
        ("73\u202f200,40\u00a0€", "73200.40", "EUR"),
        ("chf 1'234.50", "1234.50", "CHF"),
        ("1.500 €", "1500", "EUR"),
        ("$1,234", "1234", "USD"),
        ("1.250,- eur", "1250", "EUR"),
        ("eur1.000.000,00", "1000000.00", "EUR"),
        ("18 668, 63 euro", "18668.63", "EUR"),
        ("conto 4896 150,00 €", "150.00", "EUR"),
    ],
)
def test_sums_are_read_as_they_are_written(
    text: str, value: str, currency: str
) -> None:
    (found,) = sums(" ".join(plain(text).split()))
    assert (found.value, found.currency) == (Decimal(value), currency)


@pytest.mark.parametrize(
    "text", ["0.500 eur", "12 euroline", "€uro", "1.2.3 €", "ft 12"]
)
def test_what_is_no_sum_is_none(text: str) -> None:
    assert not [one for one in sums(text) if one.value == Decimal("500")]


@pytest.mark.parametrize("text", ["inv 3 €20.00", "inv 3 eur 20.00", "3 €20"])
def test_a_currency_before_a_number_is_not_that_of_the_one_before(text: str) -> None:
    assert [one.value for one in sums(text)] == [Decimal(20)]


def test_a_minus_is_told() -> None:
    assert [one.is_negative for one in sums("-1,00 € 2,00 €")] == [True, False]


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("il 6 ottobre 2026", "2026-10-06"),
        ("october 3, 2026", "2026-10-03"),
        ("3 de octubre de 2026", "2026-10-03"),
        ("1er octobre 2026", "2026-10-01"),
        ("3. oktober 2026", "2026-10-03"),
        ("13.10.26", "2026-10-13"),
        ("03/10/2026", "2026-10-03"),
        ("10/03/2026", "2026-10-03"),
        ("il 5 ottobre", "2026-10-05"),
    ],
)
def test_days_are_read_near_the_day_of_writing(text: str, on: str) -> None:
    assert [one.on for one in days(plain(text), NEAR)] == [date.fromisoformat(on)]


def test_numbers_of_documents_are_no_days() -> None:
    assert not list(days("ft 99/2025 e 103", NEAR))


def test_a_bare_number_is_read() -> None:
    assert bare_sum("1.250,00") == Decimal("1250.00")
    assert bare_sum("12 rossi") is None


def test_plain_letters_stay_in_their_places() -> None:
    text = "Émetteur “Größe” n° 1"
    assert len(plain(text)) == len(text)
    assert plain("È’") == "e'"


def test_a_sentence_goes_on_behind_an_abbreviation() -> None:
    text = "Edil & C. S.n.c. ti ha pagato. La somma c'è."
    assert sentences(text) == ["Edil & C. S.n.c. ti ha pagato.", "La somma c'è."]


def test_the_imprint_is_left_out() -> None:
    assert lines_of("Importo 5 €\nCap. Soc. € 10.000.000") == ("Importo 5 €",)
