"""What a customer writes of his payment says which invoices it pays, and no more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from agent.steps import rounds
from agent.steps.desk import Desk
from agent.steps.look.lists import invoice_rows
from agent.steps.look.review import question
from tests.steps import given

DUE = date(2026, 8, 20)
PAID = "Buongiorno, abbiamo pagato € 1.220,00 il 4/9 per le fatture 12/2026 e 14/2026."


@pytest.fixture
def owed(desk: Desk) -> Desk:
    """Let three invoices stand, two of them equal: no sum tells which were paid."""
    given.invoice(desk, "13/2026", DUE, 72_000)
    given.invoice(desk, "14/2026", DUE, 72_000)
    given.invoice(desk, "12/2026", DUE + timedelta(days=5), 50_000)
    return desk


def _writes(desk: Desk, text: str, sender: str = "anna@client.test") -> None:
    given.arrives(desk, given.mail(sender, "Pagamento", text))


def _pays(desk: Desk, words: str = "bonifico", payer: str = "Alfa Srl") -> None:
    given.money(desk, 122_000, words, payer)
    rounds.run_round(desk)


def _paid(desk: Desk) -> list[str]:
    rows = invoice_rows(desk, everything=True)
    return sorted(row.number for row in rows if not row.open.cents)


@pytest.mark.parametrize(
    "text",
    [
        PAID,
        "We have paid 1,220.00 for 12/2026 and 14/2026 on 3 September.",
        "Pagate le fatture 12/2026 di 500,00 e 14/2026 di 720,00 euro in data odierna.",
        "Abbiamo pagato EUR 1220 per le fatture 12/2026 e 14/2026.",
    ],
)
def test_a_mail_makes_clear_which_invoices_a_payment_pays(
    owed: Desk, text: str
) -> None:
    _writes(owed, text)
    _pays(owed)
    assert _paid(owed) == ["12/2026", "14/2026"]
    assert question(owed, 1).payment.because.startswith(
        "His mail of 2026-09-07 names 12/2026, 14/2026 and this sum."
    )


def test_a_mail_that_comes_after_the_money_makes_it_clear_too(owed: Desk) -> None:
    _pays(owed)
    assert _paid(owed) == []
    _writes(owed, PAID)
    rounds.run_round(owed)
    assert _paid(owed) == ["12/2026", "14/2026"]


def test_a_mail_never_says_whose_money_it_is(owed: Desk) -> None:
    _writes(owed, PAID)
    _pays(owed, payer="Qualcuno")
    assert _paid(owed) == []


def test_the_words_at_the_bank_come_before_a_mail(owed: Desk) -> None:
    _writes(owed, PAID)
    _pays(owed, "saldo fatture 12/2026 e 13/2026")
    assert _paid(owed) == ["12/2026", "13/2026"]


def test_a_mail_of_another_sum_says_nothing(owed: Desk) -> None:
    _writes(owed, PAID.replace("1.220", "1.200"))
    _pays(owed)
    assert _paid(owed) == []


def test_a_mail_of_somebody_else_says_nothing(owed: Desk) -> None:
    given.invoice(owed, "9/2026", DUE, 100, name="Beta Spa", email="b@beta.test")
    _writes(owed, PAID, "b@beta.test")
    _pays(owed)
    assert _paid(owed) == []


def test_a_mail_that_asks_says_nothing_of_a_payment(owed: Desk) -> None:
    _writes(owed, "Mi manda copia delle fatture 12/2026 e 14/2026, € 1.220,00?")
    _pays(owed)
    assert _paid(owed) == []
