"""QR: the transfer that a letter asks for, as a picture for the bank's own app.

Source: EPC069-12 v3.0, Quick Response Code: Guidelines to enable the data capture for
the initiation of a SEPA credit transfer.
"""

from __future__ import annotations

import io
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


@dataclass(frozen=True, slots=True)
class PayCode:
    """A code as a page shows it.

    Args:
        width: Of the square, in points of the screen.
    """

    picture: File
    width: int


@lru_cache(maxsize=256)  # eight milliseconds each, and `doctor` draws few many times
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
    code = segno.make_qr(written, error="m", boost_error=False, encoding="utf-8")
    drawn = io.BytesIO()
    code.save(drawn, kind="png", scale=_PIXELS)
    data = drawn.getvalue()
    width, _ = code.symbol_size(scale=_POINTS)
    return PayCode(File(name_of(data), "image/png", data), int(width))


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
