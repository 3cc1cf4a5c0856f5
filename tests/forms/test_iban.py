"""IBANs are found however they are written; chance is not taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.forms.iban import accounts_in, other_accounts

OURS = "IT60X0542811101000000123456"
OTHER = "DE89370400440532013000"


@pytest.mark.parametrize(
    "written",
    [
        "DE89370400440532013000",
        "de89 3704 0044 0532 0130 00",
        "DE89-3704-0044-0532-0130-00",
        "DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000",
        "DE89 3704 0044\n0532 0130 00",
        "DE 89 3704 0044 0532 0130 00",
        "DE89370400440532013000 a favore di Studio Prova",
    ],
)
def test_an_account_is_found_however_it_is_grouped(written: str) -> None:
    text = f"Paghi su {written}, grazie."
    assert list(accounts_in(text)) == [(9, OTHER)]
    assert other_accounts(text, [OURS]) == {OTHER: 9}
    assert other_accounts(text, [OURS, OTHER]) == {}


def test_one_is_found_behind_what_only_looks_like_one() -> None:
    assert list(accounts_in(f"il 12 giugno 2026 su {OTHER}")) == [(21, OTHER)]


def test_what_a_text_calls_an_iban_is_one_even_with_a_wrong_digit() -> None:
    wrong = "DE88 3704 0044 0532 0130 00"
    assert list(other_accounts(f"IBAN: {wrong}", [OURS])) == ["DE88370400440532013000"]
    assert other_accounts(f"Pratica {wrong}", [OURS]) == {}


def test_our_own_account_is_none_whatever_follows_it() -> None:
    assert other_accounts(f"IBAN: {OURS} Banca di Prova", [OURS]) == {}


@given(st.text(max_size=200), st.text(max_size=200))
def test_an_account_between_blanks_is_always_found(before: str, after: str) -> None:
    text = f"{before}\n\n{OTHER}\n\n{after}"
    assert OTHER in [number for _, number in accounts_in(text)]
