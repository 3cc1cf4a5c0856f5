"""Holds: once a cause, until released."""

from __future__ import annotations

from agent.ledger import holds
from agent.ledger.book import Tx
from agent.model.case import Hold
from tests.ledger.builders import DAY, TODAY

_ALFA, _BETA = "A" * 26, "B" * 26
_INVOICE, _CAUSE = "I" * 26, "C" * 26


def _put(tx: Tx, customer: str = _ALFA, cause: str = "", invoice_id: str = "") -> str:
    return holds.put(
        tx,
        customer,
        "reply",
        "he wrote",
        since=TODAY,
        until=TODAY + DAY,
        cause=cause,
        invoice_id=invoice_id,
    )


def test_a_hold_comes_back_as_it_was_put(tx: Tx) -> None:
    hold_id = _put(tx, invoice_id=_INVOICE)
    assert holds.standing(tx, [_ALFA]) == (
        Hold(hold_id, "reply", "he wrote", _ALFA, _INVOICE, TODAY, TODAY + DAY),
    )


def test_a_cause_holds_once(tx: Tx) -> None:
    assert _put(tx, cause=_CAUSE)
    assert _put(tx, cause=_CAUSE) == ""
    assert len(holds.standing(tx)) == 1


def test_a_released_hold_is_not_put_again_by_its_cause(tx: Tx) -> None:
    assert holds.release(tx, _put(tx, cause=_CAUSE), "answered") is True
    assert _put(tx, cause=_CAUSE) == ""
    assert holds.standing(tx) == ()


def test_one_cause_may_hold_several_customers(tx: Tx) -> None:
    assert _put(tx, cause=_CAUSE)
    assert _put(tx, _BETA, cause=_CAUSE)


def test_one_cause_may_hold_for_several_reasons(tx: Tx) -> None:
    assert _put(tx, cause=_CAUSE)
    assert holds.put(
        tx, _ALFA, "promise", "friday", since=TODAY, until=None, cause=_CAUSE
    )


def test_holds_without_a_cause_stand_beside_each_other(tx: Tx) -> None:
    assert [_put(tx), _put(tx)] == [hold.id for hold in holds.standing(tx)]


def test_a_hold_is_released_once(tx: Tx) -> None:
    hold_id = _put(tx)
    assert holds.release(tx, hold_id, "answered") is True
    assert holds.release(tx, hold_id, "answered again") is False


def test_every_hold_of_a_cause_ends_with_it(tx: Tx) -> None:
    _put(tx, cause=_CAUSE)
    _put(tx, _BETA, cause=_CAUSE)
    left = _put(tx)
    assert holds.release_for(tx, _CAUSE, "settled") == 2
    assert holds.release_for(tx, _CAUSE, "settled") == 0
    assert [hold.id for hold in holds.standing(tx)] == [left]


def test_holds_of_nobody_are_none(tx: Tx) -> None:
    _put(tx)
    assert holds.standing(tx, []) == ()
    assert holds.standing(tx, [_BETA]) == ()


def test_a_new_question_holds_again_for_the_same_cause(tx: Tx) -> None:
    hold_id = _put(tx, cause=_CAUSE)
    holds.release(tx, hold_id, "answered")
    again = holds.put(
        tx,
        _ALFA,
        "reply",
        "asked anew",
        since=TODAY + DAY,
        until=None,
        cause=_CAUSE,
        renew=True,
    )
    assert again == hold_id
    assert holds.standing(tx, [_ALFA]) == (
        Hold(hold_id, "reply", "asked anew", _ALFA, "", TODAY + DAY, None),
    )
