"""Details of CBI movements: what the records 63 say of payer, references and text.

Source: CBI, Rendicontazione saldi e movimenti di conto corrente (RH), record 63.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from agent.bank.references import reference

_FREE_WIDTH = 107
_RECONCILIATION_WIDTH = 104
_KNOWN = ("KKK", "YYY", "YY2", "ZZ1", "ZZ2", "ZZ3", "ID1", "RI1", "RI2")


@dataclass(frozen=True, slots=True)
class CbiDetails:
    """What the records 63 of one movement say.

    Args:
        payer, iban: Who ordered it, and his account.
        text: What is paid, then what else is written.
    """

    payer: str = ""
    payee: str = ""
    iban: str = ""
    end_to_end_id: str = ""
    text: str = ""


def read_details(records: Iterable[str]) -> CbiDetails:
    """Read the records 63 of one movement.

    Args:
        records: Of 120 characters, filled up with blanks.
    """
    by_kind: dict[str, list[str]] = {}
    for record in records:
        kind = record[13:16] if record[13:16] in _KNOWN else ""
        by_kind.setdefault(kind, []).append(record)
    told = {kind: found[0] for kind, found in by_kind.items()}
    reconciliation = [
        record[16:120] for kind in ("RI1", "RI2") for record in by_kind.get(kind, [])
    ]
    free = [record[13:120] for record in by_kind.get("", [])]
    texts = (
        _flow(reconciliation, _RECONCILIATION_WIDTH),
        told.get("ZZ3", "")[66:120],
        _flow(free, _FREE_WIDTH),
    )
    return CbiDetails(
        payer=_plain(told.get("YYY", "")[40:80]) or _plain(told.get("ZZ2", "")[16:120]),
        payee=_plain(told.get("ZZ3", "")[16:66]),
        iban="".join(told.get("YY2", "")[66:100].split()),
        end_to_end_id=reference(_plain(told.get("ID1", "")[51:86])),
        text=_plain(" ".join(texts)),
    )


def _flow(parts: Iterable[str], width: int) -> str:
    """Put a text together that goes on where a record is full."""
    text = ""
    for part in parts:
        whole = part.rstrip()
        text += whole if len(whole) == width else f"{whole} "
    return text


def _plain(text: str) -> str:
    return " ".join(text.split())
