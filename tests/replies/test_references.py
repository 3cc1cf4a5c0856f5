"""Numbers a reply names."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.replies.references import (
    documents,
    emails,
    first_amount,
    ibans,
    payment_reference,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("la vs. fattura n. 12/2026 del 3 marzo", ("12/2026",)),
        ("ft. 45 e 46/2026", ("45", "46/2026")),
        ("fatture 45/2026 e 46/2026", ("45/2026", "46/2026")),
        ("invoice INV-2026-001", ("INV-2026-001",)),
        ("Rechnung Nr. 2026-17", ("2026-17",)),
        ("la 118/2026 è pagata", ("118/2026",)),
        ("saldo FPR 3/26", ("FPR 3/26",)),
        ("la distinta n. 12", ()),
        ("il preventivo 45/2026 e il ddt n. 77", ()),
        ("Angebot Nr. 45/2026, Zimmer Nr. 5", ()),
        ("preventivo 45/2026, fattura 46/2026", ("46/2026",)),
        ("fattura del 2026", ()),
        ("a maggio 5/2026", ()),
        ("", ()),
    ],
)
def test_documents_are_found_as_written(text: str, expected: tuple[str, ...]) -> None:
    assert documents(text, {"FPR 3/26"}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bonifico di € 1.220,00", "1220.00"),
        ("1.220,00 euro", "1220.00"),
        ("€ 1.000 entro venerdì", "1000.00"),
        ("EUR 1,220.50", "1220.50"),
        ("paid £950", "950.00"),
        ("732 euro", "732.00"),
        ("a noi risultano 1.220,00", "1220.00"),
        ("la 12/2026 e il 20.05.2026", ""),
        ("€ 0", ""),
        ("", ""),
    ],
)
def test_the_first_amount_is_read(text: str, expected: str) -> None:
    assert first_amount(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CRO 12345678901", "12345678901"),
        ("cro: 0101012345678901", "0101012345678901"),
        ("TRN n. 1234567890123456IT0000000001AB", "1234567890123456IT0000000001AB"),
        ("1234567890123456IT00000000019X", "1234567890123456IT00000000019X"),
        ("payment reference ABC12345", "ABC12345"),
        ("riferimento contabilità", ""),
        ("il CRO arriva domani", ""),
    ],
)
def test_a_payment_reference_is_found_as_written(text: str, expected: str) -> None:
    assert payment_reference(text) == expected


def test_addresses_and_accounts_are_found() -> None:
    assert emails("scrivete a Conti@Cliente.test.") == ("conti@cliente.test",)
    assert ibans("su IT60 X054 2811 1010 0000 0123 456.") == {
        "IT60X0542811101000000123456"
    }


@given(st.text(alphabet="0123456789/-.,€ nFTfattur€CROIT@", max_size=200))
def test_any_text_is_searched(text: str) -> None:
    assert all(documents(text))
    assert isinstance(first_amount(text), str)
    assert isinstance(payment_reference(text), str)


@pytest.mark.parametrize("piece", ["450 ", "1.111.", "1,", "1' "])
def test_a_long_row_of_numbers_costs_no_more_than_its_length(piece: str) -> None:
    began = process_time()
    assert not first_amount("€x " + piece * (24_000 // len(piece)))
    assert process_time() - began < 5
