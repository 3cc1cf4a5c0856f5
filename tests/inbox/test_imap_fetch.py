"""Batches: what one bad mail costs, and what fits into memory."""

from __future__ import annotations

import imaplib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.inbox import imap_fetch
from agent.inbox.imap_client import Client

uid_lists = st.lists(st.integers(1, 999), unique=True, max_size=60).map(sorted)


@dataclass
class Box:
    """A mailbox in which some mails break the library's parser."""

    poison: frozenset[int] = frozenset()
    gone: frozenset[int] = frozenset()
    error: Exception = field(default_factory=lambda: ValueError("not a number"))
    calls: int = 0

    def fetch(
        self, uids: Sequence[int], _items: Sequence[str]
    ) -> dict[int, dict[bytes, Any]]:
        self.calls += 1
        if self.poison & set(uids):
            raise self.error
        return {uid: {b"BODY[]": b"%d" % uid} for uid in uids if uid not in self.gone}


def fetch(box: Box, uids: list[int]) -> list[tuple[int, object]]:
    return list(imap_fetch.fetch(cast(Client, box), uids, ["BODY.PEEK[]"]))


@given(uid_lists, st.frozensets(st.integers(1, 999), max_size=60))
def test_a_mail_that_cannot_be_fetched_costs_only_itself(
    uids: list[int], odd: frozenset[int]
) -> None:
    poison = odd & set(uids[::2])
    gone = (odd & set(uids)) - poison
    got = fetch(Box(poison, gone), uids)
    assert [uid for uid, _ in got] == [uid for uid in uids if uid not in gone]
    assert {uid for uid, item in got if item is None} == poison


def test_one_bad_mail_among_many_is_found_by_halves() -> None:
    box = Box(frozenset({77}))
    fetch(box, list(range(1, 201)))
    assert box.calls < 20


@pytest.mark.parametrize("lost", [imaplib.IMAP4.abort("EOF"), TimeoutError()])
def test_a_lost_connection_is_no_bad_mail(lost: Exception) -> None:
    with pytest.raises(type(lost)):
        fetch(Box(frozenset({1}), error=lost), [1, 2, 3])


@given(st.dictionaries(st.integers(1, 9999), st.integers(0, 9_000_000), max_size=300))
def test_a_batch_of_whole_mails_fits_into_memory(sizes: dict[int, int]) -> None:
    batches = list(imap_fetch.whole_batches(sorted(sizes), sizes))
    assert [uid for batch in batches for uid in batch] == sorted(sizes)
    small = [batch for batch in batches if len(batch) > 1]
    assert all(len(batch) <= 50 for batch in small)
    assert all(sum(sizes[uid] for uid in batch) <= 8_000_000 for batch in small)
    assert all(not imap_fetch.is_big(sizes[uid]) for batch in small for uid in batch)


def test_what_the_library_makes_of_digits_is_bytes_again() -> None:
    assert imap_fetch.body({b"SEQ": 1, b"BODY[]<0>": 12345}) == b"12345"
    assert imap_fetch.body({b"BODY[HEADER]": None}) is None
    assert imap_fetch.body({b"FLAGS": ()}) is None


def test_a_date_the_server_cannot_say_is_long_ago() -> None:
    assert imap_fetch.arrived_at({b"INTERNALDATE": None}).year == 1970
    at = datetime(2026, 3, 2, tzinfo=UTC)
    assert imap_fetch.arrived_at({b"INTERNALDATE": at}) == at
    assert imap_fetch.size({}) == 0
