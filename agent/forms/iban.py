"""IBANs in prose: account numbers however they are grouped, broken or capitalised."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from stdnum import iban as check

_GAP = r"[ .\-\u00a0\u2007\u2009\u202f]?\n?"
# Looked for at every word: what only looks like one may stand before one.
_IBAN = re.compile(
    rf"(?<![a-z0-9])(?=([a-z]{{2}}{_GAP}\d{{2}}(?:{_GAP}[a-z0-9]){{11,30}}(?![a-z0-9])))",
    re.I,
)
_NOT_OF_IT = re.compile(r"[^A-Z0-9]")
_LABEL = re.compile(r"\biban\b[^\w\n]{0,4}\n?\s{0,4}$", re.I)
_LABEL_WITHIN = 16
_SHORTEST = 15


def accounts_in(text: str) -> Iterator[tuple[int, str]]:
    """Give each IBAN with right check digits: where it stands, and its characters."""
    for place, written in _written(text):
        if number := _valid(written):
            yield place, number


def other_accounts(text: str, ours: Collection[str]) -> dict[str, int]:
    """Give the accounts a text of ours names that are not ours.

    What the text itself calls an IBAN is one, even if a digit of it is wrong.

    Args:
        ours: Without blanks, in capitals.

    Returns:
        Each with the place where it stands first, in order.
    """
    found: dict[str, int] = {}
    for place, written in _written(text):
        if any(written.startswith(one) for one in ours):
            continue
        before = text[max(0, place - _LABEL_WITHIN) : place]
        if number := _valid(written) or (_LABEL.search(before) and written):
            found.setdefault(number, place)
    return found


def _written(text: str) -> Iterator[tuple[int, str]]:
    for found in _IBAN.finditer(text):
        yield found.start(), _NOT_OF_IT.sub("", found[1].upper())


def _valid(written: str) -> str:
    """Give the beginning that is a valid IBAN: words may follow it without a mark."""
    for end in range(len(written), _SHORTEST - 1, -1):
        if check.is_valid(written[:end]):
            return written[:end]
    return ""
