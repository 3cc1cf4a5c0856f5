"""QR: the transfer that a letter asks for, as a picture for the bank's own app.

Source: EPC069-12 v3.0, Quick Response Code: Guidelines to enable the data capture for
the initiation of a SEPA credit transfer.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from stdnum import iban as ibans

from agent.model.letter import File, Sender
from agent.model.money import Money
from agent.model.picture import name_of

_MOST_CENTS = 99_999_999_999
_LONGEST_NAME, _LONGEST_TEXT = 70, 140
# In characters of several bytes they must still fit into the 331 bytes of a code.
_LARGEST_NAME, _LARGEST_TEXT = 110, 150
_POINTS, _PIXELS = 3, 6  # of a module: sharp on a screen of twice the points
_QUIET = 4  # modules left white around a code, ISO/IEC 18004 § 5.3.8
# Every reader knows all eight masks. Weighing them takes four fifths of the time, and
# by the standard's own score this one is 3 % behind the best on average.
_MASK = 2
_INK = bytes.maketrans(b"\0\1", b"10")  # dark is 1 in a module, 0 in a pixel


@dataclass(frozen=True, slots=True)
class PayCode:
    """A code as a page shows it.

    Args:
        width: Of the square, in points of the screen.
    """

    picture: File
    width: int


@lru_cache(maxsize=256)  # `doctor` draws few of them many times
def pay_code(firm: Sender, totals: tuple[Money, ...], reference: str) -> PayCode | None:
    """Draw the code of a transfer; the picture's name is made of its bytes.

    Args:
        totals: What is to be transferred now; one sum in euro has a code.

    Returns:
        None where there is no such SEPA transfer: another currency, two of
        them, no valid IBAN.
    """
    written = payload(firm, totals, reference)
    if not written:
        return None
    import segno

    # Level M is asked for; a higher one, if it fits, would make the code denser.
    code = segno.make_qr(
        written, error="m", boost_error=False, encoding="utf-8", mask=_MASK
    )
    data = _png(code.matrix)
    width = (len(code.matrix) + 2 * _QUIET) * _POINTS
    return PayCode(File(name_of(data), "image/png", data), width)


def payload(firm: Sender, totals: tuple[Money, ...], reference: str) -> str:
    """Write the lines of a code; empty where there can be none."""
    if len(totals) != 1 or not ibans.is_valid(firm.iban):
        return ""
    (asked,) = totals
    if asked.currency != "EUR" or not 0 < asked.cents <= _MOST_CENTS:
        return ""
    lines = (
        "BCD",
        "002",
        "1",  # UTF-8
        "SCT",
        "",  # the BIC, which version 002 does without
        _cut(firm.name, _LONGEST_NAME, _LARGEST_NAME),
        ibans.compact(firm.iban),
        f"EUR{asked.decimal}",
        "",
        "",  # a structured reference; ours is words, and they stand in the next line
        _cut(reference, _LONGEST_TEXT, _LARGEST_TEXT),
    )
    return "\n".join(lines)


def _cut(text: str, characters: int, size: int) -> str:
    kept = text[:characters].encode()[:size]
    return kept.decode(errors="ignore").strip()


def _png(modules: Sequence[Sequence[int]]) -> bytes:
    """Draw modules in black and white; segno's own writer takes twenty times as long."""
    side = (len(modules) + 2 * _QUIET) * _PIXELS
    white = _line([0] * len(modules)) * _QUIET
    lines = white + b"".join(map(_line, modules)) + white
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(lines)),  # level 9 is no smaller and takes four times
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _line(modules: Sequence[int]) -> bytes:
    """Draw one row of modules: its lines of pixels, each behind its filter (none)."""
    quiet = "1" * _QUIET
    dots = quiet + bytes(modules).translate(_INK).decode() + quiet
    bits = dots.replace("0", "0" * _PIXELS).replace("1", "1" * _PIXELS)
    whole = -(-len(bits) // 8)
    return (b"\0" + int(bits.ljust(whole * 8, "1"), 2).to_bytes(whole)) * _PIXELS


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)
