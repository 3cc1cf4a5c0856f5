"""Identity: VAT ids, tax codes and addresses as people type them into tables."""

from __future__ import annotations

import re

from stdnum.it import iva

_EMAIL = re.compile(r"[^\s;,<>()\"'/|:]+@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,24}")
_DIGITS = len("01234567890")


def vat_id(written: str) -> str:
    """Give country code and number; the zeros a spreadsheet dropped come back."""
    bare = re.sub(r"[^0-9A-Z]", "", written.upper())
    if bare.isdigit():
        full = bare.zfill(_DIGITS)
        return f"IT{full}" if iva.is_valid(full) else bare
    return bare


def tax_code(written: str) -> str:
    """Give an Italian tax code in capitals, of a person or a company."""
    bare = re.sub(r"[^0-9A-Z]", "", written.upper())
    full = bare.zfill(_DIGITS)
    return full if bare.isdigit() and iva.is_valid(full) else bare


def emails(written: str) -> tuple[str, ...]:
    """Give all mail addresses in a text, lower case, each once, in order."""
    found = (address.lower().rstrip(".") for address in _EMAIL.findall(written))
    return tuple(dict.fromkeys(found))
