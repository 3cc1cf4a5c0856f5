"""What else than its number names a document or a customer: orders, CIG, RF, codes."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"[^A-Z0-9]+")
_TOKEN = re.compile(r"[A-Z0-9]+(?:[-/._][A-Z0-9]+)*")
_CREDITOR = re.compile(r"\bRF\d\d(?:\s?[A-Z0-9]{1,4})+")
_CUSTOMER = re.compile(
    r"\b(?:COD\w*\.?\s?(?:CLI\w*)?|CLIENTE|KUNDENN\w+|CUSTOMER(?:\sNO)?|N\.?\s?CLIENTE)"
    r"[\s.:#]*([A-Z]{0,4}[-\s]?\d{2,10})\b"
)
_SHORTEST = 5
_LONGEST = 40
_CREDITOR_LENGTHS = range(5, 26)


def reference_key(written: str) -> str:
    """Give a reference without blanks and signs; empty if it says too little."""
    bare = _SIGNS.sub("", written.upper())
    says_enough = _SHORTEST <= len(bare) <= _LONGEST and any(map(str.isdigit, bare))
    return bare if says_enough else ""


def reference_keys(words: str) -> tuple[str, ...]:
    """Give all in a payer's folded words that may be a reference, each once."""
    found = dict.fromkeys(reference_key(token) for token in _TOKEN.findall(words))
    for creditor in _CREDITOR.finditer(words):
        groups = creditor.group().split()
        # Where it ends is not said: words may follow in groups of four letters.
        for size in range(1, len(groups) + 1):
            bare = "".join(groups[:size])
            if len(bare) in _CREDITOR_LENGTHS and is_creditor_reference(bare):
                found[bare] = None
    return tuple(key for key in found if key)


def is_creditor_reference(bare: str) -> bool:
    """Tell whether a structured reference checks out (ISO 11649, modulo 97)."""
    if not bare.startswith("RF"):
        return False
    turned = bare[4:] + bare[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def plain_code(written: str) -> str:
    """Give a customer number without blanks and signs."""
    return _SIGNS.sub("", written.upper())


def customer_codes(words: str) -> tuple[str, ...]:
    """Give the customer numbers that a payer says are his."""
    found = (plain_code(each[1]) for each in _CUSTOMER.finditer(words))
    return tuple(dict.fromkeys(found))
