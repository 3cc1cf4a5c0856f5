"""Pictures: named by their bytes, so that a page and its store agree on them."""

from __future__ import annotations

import base64
import hashlib

_END = ".png"


def name_of(data: bytes) -> str:
    """Name a picture by its SHA-256.

    In base32, because a line of a mail's head with 64 signs would be folded, and a
    folded Content-ID is not found by every mail program.
    """
    digest = hashlib.sha256(data).digest()
    return base64.b32encode(digest).decode().rstrip("=").lower() + _END


def sha256_of(name: str) -> str:
    """Give the SHA-256, in hex, of the picture that has this name."""
    return base64.b32decode(name.removesuffix(_END).upper() + "====").hex()
