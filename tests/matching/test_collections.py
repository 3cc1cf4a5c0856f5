"""A credit of a list of collections is its due date's; a return names its debt."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.matching.collections import came_back, is_returned, lists, ways
from agent.model.invoice import OpenItem
from agent.model.money import Money
from agent.model.payment import Payment

DUE = date(2026, 8, 31)
NAMES = {"rossi": "Rossi Impianti Srl", "verdi": "Verdi & C. Snc"}


def item(
    number: str = "12/2026",
    cents: int = 122_000,
    due_on: date = DUE,
    customer: str = "rossi",
    method: str = "MP12",
) -> OpenItem:
    return OpenItem(
        id=f"{number} {due_on}",
        invoice_id=number,
        customer_id=customer,
        number=number,
        issued_on=date(2026, 7, 1),
        due_on=due_on,
        amount=Money(cents),
        open=Money(cents),
        method=method,
    )


def payment(cents: int, text: str, on: date = DUE) -> Payment:
    return Payment("p", 1, on, Money(cents), Money(cents), remittance=text)


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("ACCREDITO RIBA DISTINTA 77", "MP12"),
        ("ACCR. RI.BA. S.B.F.", "MP12"),
        ("Effetti salvo buon fine", "MP12"),
        ("RICEVUTE BANCARIE PRESENTATE", "MP12"),
        ("INCASSO SDD CORE", "MP19"),
        ("SEPA Direct Debit collection", "MP20"),
        ("Gutschrift Lastschrifteinzug", "MP21"),
        ("Incasso R.I.D.", "MP09"),
    ],
)
def test_a_credit_says_how_it_was_collected(text: str, method: str) -> None:
    assert method in ways(payment(1, text))


@pytest.mark.parametrize(
    "text", ["BONIFICO DA ROSSI SRL", "saldo fattura 12", "RIBASSO PREZZI", "ARIDO SRL"]
)
def test_an_ordinary_credit_is_no_collection(text: str) -> None:
    assert not ways(payment(1, text))


@pytest.mark.parametrize(
    "text",
    [
        "INSOLUTO RIBA N. 000123 ROSSI IMPIANTI",
        "Effetti impagati",
        "RITORNO SDD",
        "STORNO ADDEBITO DIRETTO ROSSI",
        "Rücklastschrift Rossi",
        "SDD RETURN MS03",
        "PRELEVEMENT IMPAYE",
        "DEVOLUCION RECIBO",
    ],
)
def test_a_debit_says_that_a_collection_came_back(text: str) -> None:
    assert is_returned(text)


@pytest.mark.parametrize(
    "text",
    [
        "SPESE INSOLUTO RIBA 000123",
        "COMMISSIONI SU EFFETTI INSOLUTI",
        "PAGAMENTO RIBA FORNITORE",
        "ADDEBITO DIRETTO LUCE E GAS",
        "BONIFICO A FAVORE DI VERDI",
    ],
)
def test_charges_and_our_own_debts_came_not_back(text: str) -> None:
    assert not is_returned(text)


def test_a_credit_is_the_list_of_its_due_date() -> None:
    other = item("15/2026", 50_000, DUE + timedelta(days=30))
    (found,) = lists(payment(202_000, "RIBA"), [item(), item("13/2026", 80_000), other])
    assert [part.item_id for part in found.allocations] == [
        f"12/2026 {DUE}",
        f"13/2026 {DUE}",
    ]
    assert {part.kind for part in found.allocations} == {"collected"}


def test_due_dates_over_a_weekend_are_one_list() -> None:
    items = [item(), item("13/2026", 80_000, DUE + timedelta(days=2))]
    assert len(lists(payment(202_000, "RIBA", DUE + timedelta(days=3)), items)) == 1


def test_direct_debits_are_not_in_a_list_of_riba() -> None:
    items = [item(), item("13/2026", 80_000, method="MP19")]
    assert lists(payment(202_000, "ACCREDITO RIBA"), items) == ()
    assert len(lists(payment(80_000, "ACCREDITO SDD"), items)) == 1


def test_a_due_date_long_past_is_in_no_list() -> None:
    late = payment(122_000, "RIBA", DUE + timedelta(days=16))
    assert lists(late, [item()]) == ()


def test_two_lists_of_one_sum_are_two_readings() -> None:
    items = [item(), item("13/2026", due_on=DUE + timedelta(days=30))]
    assert len(lists(payment(122_000, "RIBA"), items)) == 2


@given(
    st.lists(
        st.tuples(st.integers(1, 10_000), st.integers(0, 40)), min_size=1, max_size=12
    ),
    st.integers(1, 60_000),
)
def test_a_list_adds_up_to_its_credit_and_takes_each_item_whole(
    rows: list[tuple[int, int]], cents: int
) -> None:
    items = [
        item(f"{n}/2026", amount, DUE + timedelta(days=days))
        for n, (amount, days) in enumerate(rows, 1)
    ]
    open_cents = {one.id: one.open.cents for one in items}
    for found in lists(payment(cents, "RIBA"), items):
        assert sum(part.amount.cents for part in found.allocations) == cents
        assert all(
            part.amount.cents == open_cents[part.item_id] for part in found.allocations
        )


def test_a_return_is_known_by_number_or_by_name_with_its_amount() -> None:
    by_number = payment(-122_000, "INSOLUTO RIBA FATT 12/2026")
    by_name = payment(-122_000, "INSOLUTO RIBA ROSSI IMPIANTI SRL")
    both = [item(), item("13/2026", customer="verdi")]
    assert came_back(by_number, both, NAMES) == (both[0],)
    assert came_back(by_name, both, NAMES) == (both[0],)


def test_a_return_of_a_number_with_its_date_is_known() -> None:
    text = "INSOLUTO RIBA FATT 12 DEL 01/07/2026"
    assert came_back(payment(-122_000, text), [item("12")], NAMES) == (item("12"),)


def test_an_amount_alone_says_nothing() -> None:
    assert came_back(payment(-122_000, "INSOLUTO RIBA"), [item()], NAMES) == ()


def test_the_banks_charges_may_be_in_what_it_takes_back() -> None:
    text = "INSOLUTO RIBA FATT 12/2026"
    assert came_back(payment(-122_500, text), [item()], NAMES) == (item(),)
    assert came_back(payment(-125_000, text), [item()], NAMES) == ()
    assert came_back(payment(-121_000, text), [item()], NAMES) == ()


def test_of_equal_instalments_the_last_due_came_back() -> None:
    early = item(due_on=DUE - timedelta(days=60))
    on = DUE + timedelta(days=5)
    debit = payment(-122_000, "INSOLUTO RIBA FATT 12/2026", on)
    to_come = item(due_on=DUE + timedelta(days=30))
    assert came_back(debit, [early, item(), to_come], NAMES) == (item(),)


def test_two_equal_debts_of_one_debtor_are_a_question() -> None:
    debit = payment(-122_000, "INSOLUTO ROSSI IMPIANTI SRL")
    assert len(came_back(debit, [item(), item("13/2026")], NAMES)) == 2
