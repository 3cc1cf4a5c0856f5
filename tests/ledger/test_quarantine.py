"""Quarantine: starts are counted, numbers mean one thing for ever."""

from __future__ import annotations

import hashlib

from agent.ledger import blobs, quarantine
from agent.ledger.book import Tx
from tests.ledger.builders import NOW

_BAD = b"<broken"
_SHA256 = hashlib.sha256(_BAD).hexdigest()


def _aside(tx: Tx, name: str = "bad.xml", error: str = "no root element") -> int:
    blobs.keep(tx, _BAD, "invoice")
    quarantine.set_aside(tx, "invoice", name, _SHA256, error)
    return max(item.no for item in quarantine.listed(tx))


def test_each_start_is_counted_and_the_bytes_are_kept(tx: Tx) -> None:
    tries = [quarantine.attempt(tx, "invoice", "bad.xml", _BAD) for _ in range(4)]
    assert tries == [1, 2, 3, 4]
    assert blobs.get(tx, _SHA256) == _BAD


def test_starts_are_counted_for_each_item_alone(tx: Tx) -> None:
    quarantine.attempt(tx, "invoice", "bad.xml", _BAD)
    assert quarantine.attempt(tx, "invoice", "other.xml", _BAD) == 1
    assert quarantine.attempt(tx, "statement", "bad.xml", _BAD) == 1
    assert quarantine.attempt(tx, "invoice", "bad.xml", _BAD + b"!") == 1


def test_an_item_being_read_is_not_in_quarantine(tx: Tx) -> None:
    quarantine.attempt(tx, "invoice", "bad.xml", _BAD)
    assert quarantine.listed(tx) == ()
    assert len(quarantine.listed(tx, "trying", "aside")) == 1
    assert quarantine.find(tx, 0) is None


def test_an_item_that_was_read_begins_anew(tx: Tx) -> None:
    quarantine.attempt(tx, "invoice", "bad.xml", _BAD)
    quarantine.attempt(tx, "invoice", "bad.xml", _BAD)
    quarantine.clear(tx, "invoice", "bad.xml", _SHA256)
    assert quarantine.listed(tx, "trying", "aside", "done") == ()
    assert quarantine.attempt(tx, "invoice", "bad.xml", _BAD) == 1


def test_an_item_set_aside_says_why(tx: Tx) -> None:
    quarantine.attempt(tx, "invoice", "bad.xml", _BAD)
    no = _aside(tx)
    (found,) = quarantine.listed(tx)
    assert quarantine.find(tx, no) == found
    assert (found.kind, found.name, found.sha256) == ("invoice", "bad.xml", _SHA256)
    assert (found.error, found.state, found.at) == ("no root element", "aside", NOW)


def test_an_item_set_aside_with_a_reason_was_no_crash(tx: Tx) -> None:
    quarantine.attempt(tx, "invoice", "bad.xml", _BAD)
    _aside(tx)
    assert quarantine.attempt(tx, "invoice", "bad.xml", _BAD) == 1


def test_an_item_set_aside_again_keeps_its_number(tx: Tx) -> None:
    first, second = _aside(tx), _aside(tx, "worse.xml")
    quarantine.clear(tx, "invoice", "bad.xml", _SHA256)
    _aside(tx, error="still no root element")
    assert (first, second) == (1, 2)
    assert [item.no for item in quarantine.listed(tx)] == [1, 2]
    found = quarantine.find(tx, 1)
    assert found is not None
    assert found.error == "still no root element"


def test_a_number_never_means_another_item(tx: Tx) -> None:
    first = _aside(tx)
    quarantine.clear(tx, "invoice", "bad.xml", _SHA256)
    assert _aside(tx, "worse.xml") == first + 1
    done = quarantine.find(tx, first)
    assert done is not None
    assert (done.name, done.state) == ("bad.xml", "done")


def test_an_item_given_up_is_out_of_sight_but_not_gone(tx: Tx) -> None:
    no = _aside(tx)
    (item,) = quarantine.listed(tx)
    quarantine.drop(tx, item.id, "a test of ours")
    assert quarantine.listed(tx) == ()
    found = quarantine.find(tx, no)
    assert found is not None
    assert (found.state, found.error) == ("dropped", "a test of ours")
    assert blobs.get(tx, _SHA256) == _BAD


def test_the_sentence_does_not_repeat_the_items_name(tx: Tx) -> None:
    _aside(tx, error="bad.xml line 2: not well-formed XML")
    (item,) = quarantine.listed(tx)
    assert item.error == "line 2: not well-formed XML"
