"""Calls: asked for once a cause, and what came of them."""

from __future__ import annotations

import pytest

from agent.ledger import calls
from agent.ledger.book import Ledger, Tx
from tests.ledger.builders import DAY, FIRM, FIRST, NOW, TODAY, an_item

_ALFA, _BETA = "A" * 26, "B" * 26
_CAUSE = "C" * 26


def _ask(tx: Tx, customer: str = _ALFA, cause: str = "") -> str:
    return calls.ask(tx, customer, "bounced", "it came back", TODAY, cause=cause)


def test_a_call_comes_back_as_it_was_asked_for(tx: Tx) -> None:
    item = an_item(tx, _ALFA)
    call_id = calls.ask(tx, _ALFA, "stage", "last", TODAY, steps=[(item, FIRST)])
    assert calls.find(tx, 1) == calls.CallTask(
        *(call_id, 1, _ALFA, "stage", "last", TODAY, "open", "", "", "", None)
    )


def test_no_call_has_a_number_nobody_gave(tx: Tx) -> None:
    assert calls.find(tx, 1) is None


def test_a_cause_asks_for_one_call(tx: Tx) -> None:
    assert _ask(tx, cause=_CAUSE)
    assert _ask(tx, cause=_CAUSE) == ""
    assert len(calls.listed(tx)) == 1


def test_a_cause_asks_for_one_call_even_when_it_was_made(tx: Tx) -> None:
    calls.done(tx, _ask(tx, cause=_CAUSE), "reached", "he pays")
    assert _ask(tx, cause=_CAUSE) == ""


def test_two_reasons_of_one_cause_are_two_calls(tx: Tx) -> None:
    assert _ask(tx, cause=_CAUSE)
    assert calls.ask(tx, _ALFA, "unconfirmed", "silent", TODAY, cause=_CAUSE)


def test_calls_without_a_cause_are_calls_of_their_own(tx: Tx) -> None:
    assert _ask(tx)
    assert _ask(tx)


def test_calls_are_listed_by_state_and_customer(tx: Tx) -> None:
    calls.done(tx, _ask(tx), "reached", "")
    _ask(tx, _BETA)
    _ask(tx)
    assert [each.no for each in calls.listed(tx)] == [2, 3]
    assert [each.no for each in calls.listed(tx, state="", customer=_ALFA)] == [1, 3]
    assert [each.no for each in calls.listed(tx, state="done")] == [1]
    assert calls.customers_with_open_calls(tx) == {_ALFA, _BETA}


def test_what_came_of_a_call_is_kept_with_who_and_when(ledger: Ledger) -> None:
    with ledger.begin(FIRM, NOW, "Carla") as tx:
        calls.done(tx, _ask(tx), "promise", "venerdì")
        found = calls.find(tx, 1)
    assert found is not None
    assert (found.state, found.outcome, found.note) == ("done", "promise", "venerdì")
    assert (found.by, found.done_at) == ("Carla", NOW)


@pytest.mark.parametrize("outcome", ["reached", "promise", "dispute", "call_back"])
def test_a_talk_counts_as_reached(ledger: Ledger, outcome: str) -> None:
    with ledger.begin(FIRM, NOW) as tx:
        first = _ask(tx)
        calls.done(tx, _ask(tx), outcome, "")
    with ledger.begin(FIRM, NOW - DAY) as tx:
        calls.done(tx, first, outcome, "")
        calls.done(tx, _ask(tx, _BETA), outcome, "")
        _ask(tx)
        assert calls.reached(tx, [_ALFA]) == ((_ALFA, NOW - DAY), (_ALFA, NOW))
        assert calls.reached(tx, []) == ()


@pytest.mark.parametrize("outcome", ["not_reached", "wrong_number"])
def test_a_call_that_nobody_took_is_no_pressure(tx: Tx, outcome: str) -> None:
    calls.done(tx, _ask(tx), outcome, "")
    assert calls.reached(tx, [_ALFA]) == ()
