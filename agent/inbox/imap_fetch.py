"""Fetching in batches: one mail that cannot be fetched costs only itself."""

from __future__ import annotations

import imaplib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from agent.forms.batches import batches as gathered
from agent.inbox.imap_client import Client

# Headers above this are an attack; honest ones have 4 kB.
HEADER_BYTES = 262_144
BEGINNING_BYTES = 262_144

_BATCH = 200
_WHOLE_BATCH = 50
_WHOLE_BATCH_BYTES = 8_000_000
_BIG_BYTES = 5_000_000
_UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)

Item = Mapping[bytes, Any]


def fetch(
    client: Client, uids: Sequence[int], items: Sequence[str]
) -> Iterator[tuple[int, Item | None]]:
    """Fetch items of mails, in order; those expunged are left out.

    ENVELOPE and BODYSTRUCTURE are never asked for: the library's parser raises
    on what hostile mails make of them.

    Returns:
        The items by UID; None where this one mail cannot be fetched.
    """
    try:
        got = client.fetch(uids, items)
    except (OSError, imaplib.IMAP4.abort):
        raise
    except Exception:  # noqa: BLE001 - the guarded edge of the library's parser
        if len(uids) == 1:
            yield uids[0], None
            return
        middle = len(uids) // 2
        yield from fetch(client, uids[:middle], items)
        yield from fetch(client, uids[middle:], items)
        return
    yield from ((uid, got[uid]) for uid in uids if uid in got)


def batches(uids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Cut a list of UIDs into what is asked for at once."""
    for start in range(0, len(uids), _BATCH):
        yield uids[start : start + _BATCH]


def is_big(size: int) -> bool:
    """Tell whether of a mail only the beginning is fetched."""
    return size > _BIG_BYTES


def whole_batches(
    uids: Sequence[int], sizes: Mapping[int, int]
) -> Iterator[Sequence[int]]:
    """Cut a list of UIDs so that a batch fits into memory; a big one is alone."""

    def weight(uid: int) -> int:
        size = sizes.get(uid, 0)
        return _WHOLE_BATCH_BYTES + 1 if is_big(size) else size

    return gathered(uids, weight, most=_WHOLE_BATCH, most_weight=_WHOLE_BATCH_BYTES)


def body(item: Item) -> bytes | None:
    """Give the text asked for; None where the mail is gone (RFC 2180 § 4.1)."""
    texts = (value for key, value in item.items() if key.startswith(b"BODY["))
    found = next(texts, None)
    # A header of digits alone would come as a number.
    return found if found is None or isinstance(found, bytes) else str(found).encode()


def arrived_at(item: Item) -> datetime:
    """Give the internal date in UTC; 1970 where the server's cannot be read."""
    found = item.get(b"INTERNALDATE")
    return found.astimezone(UTC) if isinstance(found, datetime) else _UNKNOWN


def size(item: Item) -> int:
    """Give the size of the whole mail; 0 where the server does not say."""
    found = item.get(b"RFC822.SIZE")
    return found if isinstance(found, int) else 0
