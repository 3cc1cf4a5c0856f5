"""Promises: one open promise about a thing, and how it ended."""

from __future__ import annotations

from agent.ledger import holds, promises
from agent.ledger.book import Tx
from tests.ledger.builders import DAY, TODAY

_ALFA, _BETA, _INVOICE = "A" * 26, "B" * 26, "I" * 26


def _make(tx: Tx, customer: str = _ALFA, invoice_id: str = "") -> str:
    return promises.make(tx, customer, TODAY, TODAY + DAY, "domani", invoice_id)


def test_a_promise_comes_back_as_it_was_made(tx: Tx) -> None:
    made = _make(tx, invoice_id=_INVOICE)
    assert promises.in_state(tx, "open") == (
        promises.Promise(
            made,
            _ALFA,
            _INVOICE,
            TODAY,
            TODAY + DAY,
            "open",
            "domani",
            tx.actor,
            tx.now,
        ),
    )


def test_a_new_promise_replaces_the_open_one_about_the_same_thing(tx: Tx) -> None:
    old, other, theirs = _make(tx), _make(tx, invoice_id=_INVOICE), _make(tx, _BETA)
    new = _make(tx)
    assert [each.id for each in promises.in_state(tx, "open")] == [other, theirs, new]
    assert [each.id for each in promises.in_state(tx, "undone")] == [old]


def test_a_replaced_promise_takes_its_hold_along(tx: Tx) -> None:
    old = _make(tx)
    holds.put(tx, _ALFA, "promise", "friday", since=TODAY, until=None, cause=old)
    kept = holds.put(tx, _ALFA, "hand", "he phoned", since=TODAY, until=None)
    _make(tx)
    assert [hold.id for hold in holds.standing(tx)] == [kept]


def test_a_broken_promise_is_not_replaced(tx: Tx) -> None:
    old = _make(tx)
    promises.end(tx, old, "broken")
    _make(tx)
    assert [each.id for each in promises.in_state(tx, "broken")] == [old]


def test_promises_are_listed_by_customer_in_any_state(tx: Tx) -> None:
    first, _, last = _make(tx), _make(tx, _BETA), _make(tx)
    found = promises.in_state(tx, "", _ALFA)
    assert [each.id for each in found] == [first, last]
