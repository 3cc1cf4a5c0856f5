"""Bytes are kept once, for as long as anything needs them."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from agent.ledger import blobs, messages
from agent.ledger.book import Tx
from tests.ledger.builders import DAY, TODAY

_LATER = TODAY + 10 * DAY


def test_bytes_come_back_as_they_were(tx: Tx) -> None:
    data = bytes(range(256)) * 100
    sha256 = blobs.keep(tx, data, "copy")
    assert sha256 == hashlib.sha256(data).hexdigest()
    assert blobs.get(tx, sha256) == data


def test_several_bytes_come_back_by_their_hash(tx: Tx) -> None:
    one, two = blobs.keep(tx, b"\x00one", "copy"), blobs.keep(tx, b"two!!", "copy")
    wanted = [one, two, "0" * 64]
    assert blobs.several(tx, wanted) == {one: b"\x00one", two: b"two!!"}
    assert blobs.sizes(tx, wanted) == {one: 4, two: 5}


def test_unknown_bytes_are_empty(tx: Tx) -> None:
    assert blobs.get(tx, "0" * 64) == b""


@pytest.mark.parametrize(
    ("first", "second", "is_kept"),
    [
        (TODAY, None, True),
        (None, TODAY, True),
        (TODAY, _LATER, True),
        (_LATER, TODAY, True),
        (TODAY, TODAY, False),
    ],
)
def test_bytes_are_kept_for_the_longest_need(
    tx: Tx, first: date | None, second: date | None, *, is_kept: bool
) -> None:
    blobs.keep(tx, b"mail", "message", first)
    sha256 = blobs.keep(tx, b"mail", "copy", second)
    messages.expire(tx, TODAY + DAY)
    assert bool(blobs.get(tx, sha256)) is is_kept


def test_bytes_are_there_on_their_last_day(tx: Tx) -> None:
    sha256 = blobs.keep(tx, b"mail", "message", TODAY)
    assert messages.expire(tx, TODAY) == 0
    assert blobs.get(tx, sha256) == b"mail"
    assert messages.expire(tx, TODAY + DAY) == 1
    assert blobs.get(tx, sha256) == b""
