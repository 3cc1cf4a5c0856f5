"""Disputes: what is contested, by whom looked after, and how it ended."""

from __future__ import annotations

from agent.ledger import disputes
from agent.ledger.book import Tx
from tests.ledger.builders import NOW

_ALFA, _INVOICE, _OTHER = "A" * 26, "I" * 26, "J" * 26


def test_a_dispute_comes_back_as_it_was_opened(tx: Tx) -> None:
    opened = disputes.open_(tx, _ALFA, _INVOICE, "not as agreed", "Dario")
    assert disputes.listed(tx) == (
        disputes.Dispute(
            *(opened, _ALFA, _INVOICE, "not as agreed", "Dario", "open", "", NOW)
        ),
    )


def test_a_resolved_dispute_is_listed_no_more_but_remembered(tx: Tx) -> None:
    opened = disputes.open_(tx, _ALFA, _INVOICE, "not as agreed", "Dario")
    other = disputes.open_(tx, _ALFA, _OTHER, "never ordered", "")
    disputes.resolve(tx, opened, "credit note")
    assert [each.id for each in disputes.listed(tx)] == [other]
    (found,) = disputes.listed(tx, state="", invoice=_INVOICE)
    assert (found.state, found.outcome) == ("resolved", "credit note")
