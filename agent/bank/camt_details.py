"""Details of CAMT entries: amounts, dates, parties, references and texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from agent.errors import Unreadable
from agent.forms.amount import number
from agent.forms.day import day
from agent.forms.xml import Node
from agent.model.money import Money

_CURRENCY = re.compile(r"[A-Z]{3}")
_DATES = ("", "/Dt", "/DtTm")


def amount_of(stated: Node | None, owner: Node) -> Money:
    """Read an `Amt` element: always positive, the direction stands apart.

    Raises:
        Unreadable: It is missing, no number, or without a currency.
    """
    if stated is None:
        raise Unreadable("it has no amount")
    currency = stated.attributes.get("Ccy", "")
    if not _CURRENCY.fullmatch(currency):
        raise Unreadable(f"{owner.name} states no currency")
    value = number(stated.text)
    if value < 0:
        raise Unreadable(f"{stated.text} is negative: its direction stands apart")
    return Money.of(value, currency)


def direction_of(node: Node, unsaid: str = "") -> bool:
    """Tell whether money comes in; a reversal states its own direction too.

    Args:
        unsaid: What to take where nothing is said: "CRDT" or "DBIT".

    Raises:
        Unreadable: Nothing says so.
    """
    said = node.says("CdtDbtInd") or unsaid
    if said not in ("CRDT", "DBIT"):
        raise Unreadable(f"{said!r} does not say whether money came in")
    return said == "CRDT"


def day_at(node: Node, *paths: str) -> date | None:
    """Read the first date at one of the paths, plain or as `Dt` or `DtTm`.

    Raises:
        Unreadable: What stands there is no date.
    """
    written = node.says(*(path + kind for path in paths for kind in _DATES))
    return day(written) if written else None


def party_of(detail: Node, *, is_from_debtor: bool, ours: str) -> tuple[str, str]:
    """Give name and account of the other side.

    Args:
        is_from_debtor: The other side is the debtor of the payment.
        ours: Our own account: a side that has it is not the other.
    """
    sides = ("Dbtr", "Cdtr") if is_from_debtor else ("Cdtr", "Dbtr")
    for side in sides:
        name, account = _side(detail, side)
        if (name or account) and (account != ours or not account):
            return name, account
    return "", ""


def _side(detail: Node, side: str) -> tuple[str, str]:
    base = "RltdPties/"
    name = detail.says(
        f"{base}{side}/Nm",
        f"{base}{side}/Pty/Nm",
        f"{base}Ultmt{side}/Nm",
        f"{base}Ultmt{side}/Pty/Nm",
    )
    account = detail.says(f"{base}{side}Acct/Id/IBAN", f"{base}{side}Acct/Id/Othr/Id")
    return name, account.replace(" ", "")


def described(entry: Node, details: Iterable[Node]) -> str:
    """Join all texts and structured references, each once, as written."""
    texts: list[str] = []
    for detail in details:
        texts += _texts(detail)
    texts.append(entry.says("AddtlNtryInf"))
    kept: dict[str, None] = {}
    for text in texts:
        if text and not any(f" {text} " in f" {other} " for other in kept):
            kept[text] = None
    return " ".join(kept)


def _texts(detail: Node) -> Iterator[str]:
    for node in detail.every("RmtInf/Ustrd"):
        yield node.text
    for structured in detail.every("RmtInf/Strd"):
        yield from _structured(structured)
    yield detail.says("AddtlTxInf")


def _structured(structured: Node) -> Iterator[str]:
    for path in (
        "CdtrRefInf/Ref",
        "CdtrRefInf/CdtrRef",
        "RfrdDocInf/Nb",
        "AddtlRmtInf",
    ):
        for node in structured.every(path):
            yield node.text
