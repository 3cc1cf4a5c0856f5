"""Payers: who pays for whom, learned and unlearned."""

from __future__ import annotations

from agent.ledger import payers
from agent.ledger.book import Tx
from tests.ledger.builders import TODAY

_ALFA, _BETA = "A" * 26, "B" * 26
_IBAN = "iban:IT00PAYER"


def test_each_payment_counts(tx: Tx) -> None:
    payers.teach(tx, _IBAN, _ALFA, TODAY)
    payers.teach(tx, _IBAN, _ALFA, TODAY)
    payers.teach(tx, _IBAN, _BETA, TODAY)
    payers.teach(tx, "name:ALFA", _ALFA, TODAY)
    assert payers.known(tx, [_IBAN, "iban:?"]) == {_IBAN: {_ALFA: 2, _BETA: 1}}
    assert payers.known(tx, ["name:ALFA"]) == {"name:ALFA": {_ALFA: 1}}


def test_nothing_is_learned_from_a_mark_that_says_nothing(tx: Tx) -> None:
    payers.teach(tx, "iban:", _ALFA, TODAY)
    payers.teach(tx, "name:", _ALFA, TODAY)
    assert payers.known(tx, ["iban:", "name:"]) == {}


def test_what_was_taught_is_untaught(tx: Tx) -> None:
    payers.teach(tx, _IBAN, _ALFA, TODAY)
    payers.teach(tx, _IBAN, _ALFA, TODAY)
    payers.unteach(tx, _IBAN, _ALFA)
    assert payers.known(tx, [_IBAN]) == {_IBAN: {_ALFA: 1}}
    payers.unteach(tx, _IBAN, _ALFA)
    assert payers.known(tx, [_IBAN]) == {}
    payers.unteach(tx, _IBAN, _ALFA)
    assert payers.known(tx, [_IBAN]) == {}


def test_a_payers_name_of_any_length_is_learned(tx: Tx) -> None:
    endless = "name:" + "ALFA " * 1_000
    payers.teach(tx, endless, _ALFA, TODAY)
    payers.teach(tx, endless, _ALFA, TODAY)
    (found,) = payers.known(tx, [endless]).values()
    assert found == {_ALFA: 2}
