"""Ids: sortable for us, unguessable for strangers."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment_of(now: datetime) -> bytes:
    """Give the six bytes with which an id of an aware moment begins."""
    return ((now - _EPOCH) // timedelta(milliseconds=1)).to_bytes(6, "big")


def sortable_id(moment: bytes, entropy: bytes) -> str:
    """Make a 128-bit id that sorts by its moment.

    Args:
        moment: As `moment_of` gives it.
        entropy: Ten random bytes.

    Returns:
        26 characters, upper-case base32 in the order-keeping alphabet of
        RFC 4648 § 7.
    """
    return base64.b32hexencode(moment + entropy).decode().rstrip("=")


def letter_token(secret: bytes, delivery_id: str) -> str:
    """Make the part of a letter's ids that nobody else can make.

    The same after a restart, so that a letter is never known by two names.

    Returns:
        26 characters of lower-case base32: 128 bits of an HMAC-SHA256.
    """
    digest = hmac.new(secret, delivery_id.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:16]).decode().rstrip("=").lower()
