"""Document numbers as people write them: "FT 12/2026", "n. 0012-26", "12/2026"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from agent.forms.words import fold

_GROUP = re.compile(r"[a-z]+|\d+")
# Words around a number that are no part of it.
_NOISE = frozenset(
    (
        "bill",
        "credito",
        "de",
        "debito",
        "del",
        "der",
        "doc",
        "documento",
        "factura",
        "facture",
        "fatt",
        "fattura",
        "fatture",
        "ft",
        "fra",
        "inv",
        "invoice",
        "invoices",
        "n",
        "nb",
        "nota",
        "nr",
        "nro",
        "ns",
        "num",
        "numero",
        "number",
        "no",
        "of",
        "parcella",
        "proforma",
        "rechnung",
        "rechnungen",
        "rechnungs",
        "re",
        "rg",
        "rgn",
        "vs",
    )
)
_MOST_GROUPS = 5
_SHORT = 3


def normal(number: str) -> str:
    """Reduce a document number to what tells it apart: "FT 0012/2026" is "12/2026".

    Returns:
        Groups of letters or digits joined by "/"; empty if nothing is left.
    """
    groups = _groups(number)
    kept = [one for one in groups if one not in _NOISE] or groups
    return "/".join(kept)


def named_in(text: str, numbers: Iterable[str]) -> tuple[str, ...]:
    """Find which known numbers a text names, in the order of the text.

    A short number, such as "12", counts only beside a word for a document.

    Args:
        numbers: In normal form.
    """
    known = numbers if isinstance(numbers, Set) else frozenset(numbers)
    groups = _groups(text) if known else []
    found: dict[str, None] = {}
    for at in range(len(groups)):
        for length in range(min(_MOST_GROUPS, len(groups) - at), 0, -1):
            name = "/".join(groups[at : at + length])
            if name in known and (len(name) >= _SHORT or _is_announced(groups, at)):
                found[name] = None
                break
    return tuple(found)


def _groups(text: str) -> list[str]:
    return [one.lstrip("0") or "0" for one in _GROUP.findall(fold(text[:20_000]))]


def _is_announced(groups: list[str], at: int) -> bool:
    return any(one in _NOISE and len(one) > 1 for one in groups[max(0, at - 2) : at])
