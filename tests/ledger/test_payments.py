"""Payments: recorded once, allocated to the cent, taken back without a trace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.ledger import invoices, payments, proposals, recording, reversals, write_offs
from agent.ledger.book import Ledger, Tx
from agent.model.money import Money
from agent.model.payment import Allocation, BankLine, Candidate, Payment
from tests.ledger.builders import (
    DAY,
    FIRM,
    HOUR,
    NOW,
    TODAY,
    a_customer,
    a_line,
    a_payment,
    an_item,
    document,
)

_MARK = "f" * 64


def _record(tx: Tx, line: BankLine, mark: str = _MARK) -> str:
    return recording.record(tx, line, "IT00TEST", mark, "statement", "1" * 64)


# -- recording ------------------------------------------------------------------------


def test_a_payment_comes_back_as_the_bank_told_it(tx: Tx) -> None:
    line = a_line(12_345, iban="IT00PAYER", end_to_end_id="E2E", remittance="fatt. 12")
    payment_id = _record(tx, line)
    assert payments.get(tx, payment_id) == Payment(
        id=payment_id,
        no=1,
        booked_on=TODAY,
        amount=Money(12_345),
        free=Money(12_345),
        payer="ALFA SRL",
        iban="IT00PAYER",
        remittance="fatt. 12",
        end_to_end_id="E2E",
        account="IT00TEST",
        state="booked",
        source="statement",
    )
    assert payments.find(tx, 1) == payments.get(tx, payment_id)
    assert payments.find(tx, 2) is None


def test_the_same_line_twice_is_one_payment(tx: Tx) -> None:
    assert _record(tx, a_line())
    assert _record(tx, a_line()) == ""
    assert len(payments.latest(tx, 10)) == 1


def test_the_same_payment_with_another_mark_is_another(tx: Tx) -> None:
    assert _record(tx, a_line())
    assert _record(tx, a_line(), "e" * 64)
    assert [each.no for each in payments.latest(tx, 10)] == [2, 1]
    assert [each.no for each in payments.latest(tx, 1)] == [2]


def test_payments_are_listed_by_decision_oldest_booking_first(tx: Tx) -> None:
    late = a_payment(tx)
    early = a_payment(tx, line=replace(a_line(), booked_on=TODAY - DAY))
    asked = a_payment(tx)
    payments.decide(tx, asked, "proposed", "two fit")
    assert [each.id for each in payments.with_decision(tx, "new")] == [early, late]
    both = payments.with_decision(tx, "new", "proposed")
    assert [each.id for each in both] == [early, late, asked]
    assert (both[2].decision, both[2].because) == ("proposed", "two fit")


def test_payments_recorded_after_a_moment_are_news(ledger: Ledger) -> None:
    with ledger.begin(FIRM, NOW) as tx:
        a_payment(tx)
    with ledger.begin(FIRM, NOW + HOUR) as tx:
        fresh = a_payment(tx)
        assert [each.id for each in payments.recorded_since(tx, NOW)] == [fresh]


def test_a_payment_that_is_not_there_is_a_fault(tx: Tx) -> None:
    with pytest.raises(AssertionError, match="no payment"):
        payments.get(tx, "x")


def test_a_state_is_set(tx: Tx) -> None:
    payment_id = a_payment(tx)
    payments.set_state(tx, payment_id, "announced")
    assert payments.get(tx, payment_id).state == "announced"


# -- what the bank takes back -------------------------------------------------------------


def test_a_reference_decides_which_payment_is_taken_back(tx: Tx) -> None:
    a_payment(tx, line=a_line(iban="IT00PAYER", end_to_end_id="E1"))
    meant = a_payment(tx, line=a_line(iban="IT00PAYER", end_to_end_id="E2"))
    back = a_line(iban="IT00PAYER", end_to_end_id="E2")
    assert [each.id for each in reversals.reversible(tx, back)] == [meant]


def test_the_payers_own_reference_decides_before_the_banks(tx: Tx) -> None:
    meant = a_payment(tx, line=a_line(end_to_end_id="E1", bank_reference="B1"))
    a_payment(tx, line=a_line(end_to_end_id="E2", bank_reference="B2"))
    back = a_line(end_to_end_id="E1", bank_reference="B2")
    assert [each.id for each in reversals.reversible(tx, back)] == [meant]


def test_the_banks_reference_decides_where_the_payers_fits_nothing(tx: Tx) -> None:
    meant = a_payment(tx, line=a_line(bank_reference="B1"))
    a_payment(tx, line=a_line(bank_reference="B2"))
    back = a_line(end_to_end_id="unheard of", bank_reference="B1")
    assert [each.id for each in reversals.reversible(tx, back)] == [meant]


def test_without_a_reference_the_payers_account_decides(tx: Tx) -> None:
    meant = [a_payment(tx, line=a_line(iban="IT00PAYER")) for _ in range(2)]
    a_payment(tx, line=a_line(iban="IT00OTHER"))
    back = a_line(iban="IT00PAYER", end_to_end_id="E9")
    assert [each.id for each in reversals.reversible(tx, back)] == meant


def test_without_an_account_the_payers_name_decides(tx: Tx) -> None:
    meant = a_payment(tx, line=a_line(counterparty="ALFA"))
    a_payment(tx, line=a_line(counterparty="BETA"))
    found = reversals.reversible(tx, a_line(counterparty="ALFA"))
    assert [each.id for each in found] == [meant]


def test_a_reversal_that_names_nobody_fits_nothing(tx: Tx) -> None:
    a_payment(tx, line=a_line(counterparty=""))
    assert reversals.reversible(tx, a_line(counterparty="")) == ()


@pytest.mark.parametrize("back", [a_line(9_999), a_line(10_000, "CHF")])
def test_another_amount_or_currency_is_not_taken_back(tx: Tx, back: BankLine) -> None:
    a_payment(tx, 10_000)
    assert reversals.reversible(tx, back) == ()


def test_a_payment_taken_back_is_gone_once(tx: Tx) -> None:
    payment_id = a_payment(tx)
    assert reversals.reversed_by(tx, _MARK) is False
    reversals.take_back(tx, payment_id, _MARK)
    found = payments.get(tx, payment_id)
    assert (found.state, found.free) == ("undone", Money(0))
    assert reversals.reversed_by(tx, _MARK) is True
    assert reversals.reversible(tx, a_line()) == ()
    assert payments.with_decision(tx, "reversed") == ()


def test_a_payment_still_allocated_is_not_taken_back(tx: Tx) -> None:
    item = an_item(tx, a_customer(tx).id)
    payment_id = a_payment(tx)
    _allocate(tx, payment_id, item.id, 1)
    with pytest.raises(AssertionError, match="still allocated"):
        reversals.take_back(tx, payment_id, _MARK)


# -- allocations ---------------------------------------------------------------------------


def _allocate(tx: Tx, payment_id: str, item_id: str, cents: int) -> None:
    part = Allocation(item_id, Money(cents), "part")
    payments.allocate(tx, payment_id, part, ["its number"], "agent")


def test_an_allocation_keeps_its_reasons(tx: Tx) -> None:
    alfa = a_customer(tx).id
    item, payment_id = an_item(tx, alfa), a_payment(tx)
    part = Allocation(item.id, Money(4_000), "part")
    payments.allocate(tx, payment_id, part, ["its number", "its amount"], "Carla")
    (found,) = payments.allocations(tx, payment=payment_id)
    assert (found.payment_id, found.item_id) == (payment_id, item.id)
    assert (found.customer_id, found.amount, found.kind) == (alfa, Money(4_000), "part")
    assert found.reasons == ("its number", "its amount")
    assert (found.by, found.at) == ("Carla", NOW)


def test_allocations_are_given_by_payment_item_customer_and_time(
    ledger: Ledger,
) -> None:
    with ledger.begin(FIRM, NOW) as tx:
        alfa, beta = a_customer(tx).id, a_customer(tx, "Beta").id
        ours, theirs, payment_id = an_item(tx, alfa), an_item(tx, beta), a_payment(tx)
        _allocate(tx, payment_id, ours.id, 1)
        _allocate(tx, payment_id, theirs.id, 2)
    with ledger.begin(FIRM, NOW + HOUR) as tx:
        other = a_payment(tx)
        _allocate(tx, other, ours.id, 3)
        assert _cents(payments.allocations(tx)) == [1, 2, 3]
        assert _cents(payments.allocations(tx, payment=payment_id)) == [1, 2]
        assert _cents(payments.allocations(tx, item=ours.id)) == [1, 3]
        assert _cents(payments.allocations(tx, customer=beta)) == [2]
        assert _cents(payments.allocations(tx, payment=other, customer=beta)) == []


def _cents(found: Sequence[payments.Booked]) -> list[int]:
    return [each.amount.cents for each in found]


def test_an_allocation_undone_twice_is_undone_once(tx: Tx) -> None:
    item, payment_id = an_item(tx, a_customer(tx).id, 700), a_payment(tx, 500)
    _allocate(tx, payment_id, item.id, 500)
    (allocation,) = payments.allocations(tx)
    payments.undo(tx, allocation)
    payments.undo(tx, allocation)
    assert payments.allocations(tx) == ()
    assert payments.get(tx, payment_id).free == Money(500)
    assert invoices.items(tx, [item.id])[0].open == Money(700)


def test_money_is_put_against_the_same_currency_alone(tx: Tx) -> None:
    item = an_item(tx, a_customer(tx).id)
    francs = a_payment(tx, line=a_line(100, "CHF"))
    with pytest.raises(AssertionError, match="currencies differ"):
        _allocate(tx, francs, item.id, 100)
    with pytest.raises(AssertionError, match="currencies differ"):
        payments.allocate(
            tx, francs, Allocation(item.id, Money(100, "CHF")), [], "agent"
        )


@dataclass(frozen=True)
class _Act:
    """One thing a book-keeper may do: put cents, take back, give up, ask again."""

    what: str
    payment: int
    item: int
    cents: int


_ACTS = st.lists(
    st.builds(
        _Act,
        st.sampled_from(["allocate", "allocate", "undo", "write off", "ask again"]),
        st.integers(0, 2),
        st.integers(0, 2),
        st.integers(-10_000, 10_000),
    ),
    max_size=12,
)


def _act(tx: Tx, act: _Act, paid: Sequence[str], owed: Sequence[str]) -> None:
    (item,) = invoices.items(tx, [owed[act.item]])
    match act.what:
        case "allocate":
            _allocate(tx, paid[act.payment], item.id, act.cents)
        case "undo":
            found = payments.allocations(tx, payment=paid[act.payment], item=item.id)
            for allocation in found[:1]:
                payments.undo(tx, allocation)
        case "write off" if item.open.cents > 0:
            write_offs.give_up(tx, item, "too small")
        case "ask again":
            for write_off in write_offs.standing(tx, item.invoice_id):
                write_offs.undo(tx, write_off)
        case _:
            pass


def _all_act(
    tx: Tx, acts: Sequence[_Act], paid: Sequence[str], owed: Sequence[str]
) -> None:
    for act in acts:
        _act(tx, act, paid, owed)


_LAW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@_LAW
@given(_ACTS)
def test_open_is_amount_less_allocations_and_write_offs(
    ledger: Ledger, acts: list[_Act]
) -> None:
    with ledger.begin(FIRM, NOW) as tx:
        alfa = a_customer(tx).id
        items = [an_item(tx, alfa, cents) for cents in (700, 20_000, -300)]
        paid = [a_payment(tx, cents) for cents in (500, 10_000, 99)]
        _all_act(tx, acts, paid, [item.id for item in items])
        expected = [item.amount.cents - _against(tx, item.id) for item in items]
        found = {item.id: item for item in invoices.items(tx, [i.id for i in items])}
        assert [found[item.id].open.cents for item in items] == expected
        assert [payments.get(tx, each).free.cents for each in paid] == [
            payments.get(tx, each).amount.cents
            - sum(_cents(payments.allocations(tx, payment=each)))
            for each in paid
        ]


def _against(tx: Tx, item_id: str) -> int:
    (item,) = invoices.items(tx, [item_id])
    given_up = write_offs.standing(tx, item.invoice_id)
    return sum(_cents(payments.allocations(tx, item=item_id))) + sum(
        each.amount.cents for each in given_up
    )


@_LAW
@given(st.lists(st.integers(-10_000, 10_000), min_size=1, max_size=6), st.randoms())
def test_undoing_all_in_any_order_restores_all_to_the_cent(
    ledger: Ledger, parts: list[int], order: object
) -> None:
    with ledger.begin(FIRM, NOW) as tx:
        item, payment_id = an_item(tx, a_customer(tx).id, 700), a_payment(tx, 500)
        _allocate_all(tx, payment_id, item.id, parts)
        booked = list(payments.allocations(tx, payment=payment_id))
        order.shuffle(booked)  # type: ignore[attr-defined]
        _undo_all(tx, booked)
        assert invoices.items(tx, [item.id]) == (item,)
        assert payments.get(tx, payment_id).free == Money(500)
        assert payments.allocations(tx, payment=payment_id) == ()


def _allocate_all(tx: Tx, payment_id: str, item_id: str, parts: list[int]) -> None:
    for cents in parts:
        _allocate(tx, payment_id, item_id, cents)


def _undo_all(tx: Tx, booked: list[payments.Booked]) -> None:
    for allocation in booked:
        payments.undo(tx, allocation)


# -- proposals and coverage -------------------------------------------------------------


def test_candidates_come_back_best_first(tx: Tx) -> None:
    payment_id = a_payment(tx)
    parts = (Allocation("I" * 26, Money(700, "CHF"), "credit_note"),)
    one = Candidate("A" * 26, parts, 0.875, ("its number", "its amount"))
    other = Candidate("B" * 26, (), 0.25, ())
    proposals.propose(tx, {payment_id: [one, other]})
    assert proposals.candidates(tx, payment_id) == (one, other)


def test_new_candidates_replace_the_old(tx: Tx) -> None:
    payment_id = a_payment(tx)
    old = Candidate("A" * 26, (), 0.5, ())
    new = Candidate("B" * 26, (), 0.5, ())
    proposals.propose(tx, {payment_id: [old, old]})
    proposals.propose(tx, {payment_id: [new]})
    assert proposals.candidates(tx, payment_id) == (new,)
    proposals.drop_proposals(tx, payment_id)
    assert proposals.candidates(tx, payment_id) == ()


def test_a_document_may_hold_the_largest_sum(tx: Tx) -> None:
    most = 2**62
    item = an_item(tx, a_customer(tx).id, most)
    payment_id = a_payment(tx, most)
    _allocate(tx, payment_id, item.id, most)
    assert invoices.items(tx, [item.id])[0].open == Money(0)
    assert document(most).amount_due == Money(most)
