from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.matching.keys import number_keys, payment_keys
from tests.matching.builders import ROSSI_IBAN, payment


@pytest.mark.parametrize(
    ("number", "keys"),
    [
        ("2026/12", ("12/2026", "~12")),
        ("12/2026", ("12/2026", "~12")),
        ("12/26", ("12/2026", "~12")),
        ("26-0012", ("12/2026", "~12")),
        ("20260012", ("12/2026", "~12")),
        ("FT 12/A", ("12:A", "~12")),
        ("A/12/2026", ("12/2026:A", "12/2026", "~12")),
        ("FPR 12/26", ("12/2026:FPR", "12/2026", "~12")),
        ("FT-000731", ("~731",)),
        ("0012", ("~12",)),
        ("001-000123", ("123:001", "~123")),
        ("BIS", ("~BIS",)),
        ("", ()),
        ("--", ()),
    ],
)
def test_a_number_has_keys_from_the_most_specific_to_the_bare(
    number: str, keys: tuple[str, ...]
) -> None:
    assert number_keys(number) == keys


def test_a_payment_looks_up_numbers_amount_account_and_name() -> None:
    keys = payment_keys(
        payment("FT 12/26 E 13", 50_000, payer="Bruni & Figli Srl", iban=ROSSI_IBAN)
    )

    assert keys.numbers == ("12/2026", "~12", "~13")
    assert keys.amounts == (50_000,)
    assert keys.iban == ROSSI_IBAN
    assert keys.payer_key == "BRUNI FIGLI"
    assert keys.name_tokens == ("BRUNI", "FIGLI")


def test_the_payer_inside_the_bank_text_is_looked_up_too() -> None:
    keys = payment_keys(payment("ORD: ANNA VERDI NOTE: FT 12", 100, payer=""))

    assert keys.payer_key == "ANNA VERDI"


def test_keys_are_bounded_whatever_the_text() -> None:
    text = " ".join(f"FT {no}" for no in range(1, 2_000))

    assert len(payment_keys(payment(text, 100)).numbers) <= 120


@pytest.mark.parametrize("number", ["2026/12", "FT 12/A", "FPR 12/26", "FT-000731"])
def test_the_number_as_it_stands_finds_its_own_keys(number: str) -> None:
    asked = payment_keys(payment(f"SALDO {number}", 100)).numbers

    assert set(asked) & set(number_keys(number))


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_has_keys_and_none_fails(text: str) -> None:
    assert all(number_keys(text))
    assert all(payment_keys(payment(text, 100)).numbers)
