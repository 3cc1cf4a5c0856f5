"""What is asked for each letter, mail or payment is found by an index.

SQLite alone: it plans without statistics, and takes the first key for a narrow one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from agent.ledger import (
    arrivals,
    calls,
    candidates,
    cases,
    collections,
    copies,
    customers,
    disputes,
    events,
    holds,
    invoice_files,
    invoices,
    letter_book,
    messages,
    outbox,
    payers,
    payments,
    promises,
    rests,
    reversals,
    signs,
    unknown,
    writers,
)
from agent.ledger.arrivals import Arrival
from agent.ledger.book import Ledger, Tx
from agent.matching.names import legal_form
from agent.model.invoice import Party
from tests.ledger.builders import FIRM, NOW, a_mail
from tests.statements import told

_TERMS = cases.Terms(ZoneInfo("Europe/Rome"))
_PARTY = Party("Alfa", "IT01234567890", "01234567890")
_ASKED_OFTEN: tuple[Callable[[Tx], object], ...] = (
    lambda tx: calls.listed(tx, customer="x"),
    lambda tx: calls.reached(tx, ["x"]),
    lambda tx: cases.some(tx, ["x"], _TERMS),
    lambda tx: writers.of(tx, ["x"]),
    lambda tx: customers.recognise(tx, _PARTY, "ALFA", legal_form),
    lambda tx: customers.by_name_keys(tx, ["x"]),
    lambda tx: disputes.listed(tx, invoice="x"),
    lambda tx: events.of(tx, "x"),
    lambda tx: events.since(tx, NOW, "x"),
    lambda tx: holds.standing(tx, ["x"]),
    lambda tx: candidates.by_amounts(tx, [1]),
    lambda tx: candidates.by_keys(tx, ["x"]),
    lambda tx: candidates.by_words(tx, ["x"], ["x"]),
    lambda tx: invoice_files.files(tx, ["x"]),
    lambda tx: invoices.find(tx, ["x"], "x"),
    lambda tx: invoices.items(tx, ["x"]),
    lambda tx: invoices.items_of(tx, "x"),
    lambda tx: invoices.open_items(tx, ["x"], ["MP12"]),
    lambda tx: invoices.own_procedures(tx, ["x"]),
    lambda tx: copies.seen(tx, ["x"], "office"),
    lambda tx: messages.new(tx, 1),
    lambda tx: messages.of_money(tx, ["x"], NOW.date(), ["says_paid"]),
    lambda tx: arrivals.ids_of(tx, [Arrival(a_mail(), "x", "inbox")]),
    lambda tx: arrivals.seen_uids(tx, "office", "INBOX", 7, [1]),
    lambda tx: outbox.by_message_id(tx, ["x"]),
    lambda tx: outbox.by_token(tx, ["x"]),
    lambda tx: letter_book.enclosed(tx, "x"),
    lambda tx: outbox.in_state(tx, "sent", "delayed"),
    lambda tx: outbox.last_thread(tx, "x"),
    lambda tx: outbox.letters_about(tx, ["x"]),
    lambda tx: outbox.of_customer(tx, "x"),
    outbox.sendable,
    lambda tx: outbox.sent_since(tx, NOW),
    outbox.customers_waiting,
    lambda tx: outbox.count_sent_since(tx, NOW),
    messages.is_any_new,
    payments.is_any_new,
    outbox.unfiled,
    outbox.is_any_unfiled,
    unknown.waited,
    lambda tx: payers.known(tx, ["x:y"]),
    lambda tx: customers.identities(tx, ["x"]),
    lambda tx: payments.allocations(tx, customer="x"),
    lambda tx: payments.allocations(tx, item="x"),
    lambda tx: payments.allocations(tx, payment="x"),
    lambda tx: payments.allocations_of(tx, ["x"], ["exact"]),
    lambda tx: collections.of_amounts(tx, [1], ["ALFA"]),
    lambda tx: reversals.reversed_by(tx, "x"),
    payments.advances,
    rests.free,
    payments.came_back,
    rests.asked,
    lambda tx: payments.find(tx, 1),
    lambda tx: invoices.credit_notes(tx, ["x"]),
    lambda tx: payments.with_decision(tx, "new"),
    lambda tx: promises.in_state(tx, "open", "x"),
    lambda tx: signs.moments_since(tx, "x", NOW, "x"),
)


def _plans(ledger: Ledger, ask: Callable[[Tx], object]) -> list[str]:
    asked: list[tuple[str, Any]] = []
    with ledger.look(FIRM, NOW) as tx:
        with told(lambda words, said: asked.append((words, said))):
            ask(tx)
        assert asked
        return [
            row[3]
            for said, with_ in asked
            for row in tx.connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {said}", with_
            )
        ]


# The values a statement is asked with, and the few rows counted of each.
_GIVEN = ("json_each", "SCAN given VIRTUAL TABLE", "SCAN some")


@pytest.mark.parametrize("ask", _ASKED_OFTEN)
def test_no_table_is_read_whole(
    sqlite_ledger: Ledger, ask: Callable[[Tx], object]
) -> None:
    plans = _plans(sqlite_ledger, ask)
    searched = [plan for plan in plans if plan.startswith(("SEARCH", "SCAN"))]
    assert searched
    whole = [plan for plan in searched if plan.endswith("(firm=?)")]
    scanned = [
        plan
        for plan in searched
        if plan.startswith("SCAN") and not any(each in plan for each in _GIVEN)
    ]
    assert whole + scanned == []
