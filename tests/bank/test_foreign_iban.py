from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agent.bank.foreign_iban import foreign_ibans

OURS = "IT60X0542811101000000123456"
FOREIGN = "DE89370400440532013000"


def test_another_account_for_our_invoices_is_found() -> None:
    text = "Per la fattura 12 usate il nuovo IBAN DE89 3704 0044 0532 0130 00, grazie."
    assert foreign_ibans(text, [OURS]) == (FOREIGN,)


def test_our_own_account_is_none_however_it_is_written() -> None:
    text = "Pagate la fattura su it60 x054 2811 1010 0000 0123 456."
    assert foreign_ibans(text, [OURS]) == ()


def test_the_account_somebody_paid_from_is_none() -> None:
    text = f"Abbiamo pagato la fattura 12 dal nostro conto {FOREIGN}."
    assert foreign_ibans(text, [OURS]) == ()


def test_wrong_check_digits_are_no_iban() -> None:
    assert foreign_ibans("fattura: DE88370400440532013000", [OURS]) == ()


def test_a_mail_about_something_else_raises_no_alarm() -> None:
    assert foreign_ibans(f"Mein Konto: {FOREIGN}", [OURS]) == ()


def test_an_iban_is_found_though_a_word_follows_without_a_mark() -> None:
    text = f"invoice: pay to {FOREIGN} today"
    assert foreign_ibans(text, []) == (FOREIGN,)


@given(st.text(max_size=300))
def test_looking_for_ibans_never_fails(text: str) -> None:
    foreign_ibans(f"fattura {text}", [OURS])
