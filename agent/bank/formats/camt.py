"""CAMT: statements, reports and notifications of ISO 20022, all versions.

Source: ISO 20022 camt.052, camt.053 and camt.054, message definition reports;
read by local names, because the versions differ mostly in their namespace.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from agent.bank.camt_details import (
    amount_of,
    day_at,
    described,
    direction_of,
    party_of,
)
from agent.bank.references import reference
from agent.bank.statement import StatementFormat, balance_doubt
from agent.errors import Unreadable
from agent.forms.xml import Node, has_element, read_xml
from agent.model.money import Money
from agent.model.payment import BankLine, LineStatus, Statement

_ROOTS = ("BkToCstmrStmt", "BkToCstmrAcctRpt", "BkToCstmrDbtCdtNtfctn")
_REPORTS = ("Stmt", "Rpt", "Ntfctn")
_STATUS: dict[str, LineStatus] = {
    "BOOK": "booked",
    "PDNG": "pending",
    "INFO": "info",
    "FUTR": "info",
}
_OPENING = ("OPBD", "PRCD")
_CLOSING = ("CLBD",)


@dataclass(frozen=True, slots=True)
class _Balance:
    amount: Money
    on: date | None


def _claims(data: bytes, _name: str) -> bool:
    return has_element(data, *_ROOTS)


def _read(data: bytes, name: str) -> tuple[Statement, ...]:
    try:
        root = read_xml(data)
    except Unreadable as error:
        raise Unreadable(f"{name} {error}") from error
    known: dict[tuple[str, str], list[tuple[str, Statement]]] = {}
    for report in (node for node in root.walk() if node.name in _REPORTS):
        said = (report.says("Id"), _statement(report, name))
        pages = known.setdefault(_account_of(report), [])
        if not any(_is_same(said, page) for page in pages):
            pages.append(said)
    return tuple(_joined([page for _, page in pages]) for pages in known.values())


def _is_same(one: tuple[str, Statement], other: tuple[str, Statement]) -> bool:
    """Recognise a report that stands twice in one file, whatever its lines."""
    return one[0] == other[0] and replace(one[1], doubts=()) == replace(
        other[1], doubts=()
    )


def _account_of(report: Node) -> tuple[str, str]:
    account = report.says("Acct/Id/IBAN", "Acct/Id/Othr/Id", "Acct/Id/PrtryAcct/Id")
    return account.replace(" ", ""), report.says("Acct/Ccy")


def _joined(pages: Sequence[Statement]) -> Statement:
    """Put the pages or days of one account together."""
    return replace(
        pages[0],
        lines=tuple(line for page in pages for line in page.lines),
        since=min((p.since for p in pages if p.since), default=None),
        through=max((p.through for p in pages if p.through), default=None),
        closing=pages[-1].closing,
        doubts=tuple(doubt for page in pages for doubt in page.doubts),
    )


def _statement(report: Node, name: str) -> Statement:
    doubts: list[str] = []
    opening = _balance(report, _OPENING, name, doubts)
    closing = _balance(report, _CLOSING, name, doubts)
    account, _ = _account_of(report)
    lines: list[BankLine] = []
    for entry in report.every("Ntry"):
        try:
            lines += _lines(entry, account, _default_day(entry, report, closing))
        except Unreadable as error:
            doubts.append(f"{name} line {entry.line}: {error}; it is not counted")
    unproven = _unproven(report, opening, lines, closing)
    since, through = _covered(report, closing, lines)
    return Statement(
        account=account,
        lines=tuple(lines),
        since=since,
        through=through,
        opening=opening.amount if opening else None,
        closing=closing.amount if closing else None,
        doubts=(*doubts, *(f"{name} {doubt}" for doubt in unproven)),
    )


def _unproven(
    report: Node,
    opening: _Balance | None,
    lines: Sequence[BankLine],
    closing: _Balance | None,
) -> Iterator[str]:
    """Check the balances; they alone prove entries that state no status."""
    is_complete = opening is not None and closing is not None
    unequal = (
        balance_doubt(opening.amount, lines, closing.amount)
        if opening and closing
        else ""
    )
    if unequal:
        yield f"line {report.line}: {unequal}"
    silent = [n for n in report.every("Ntry") if not n.says("Sts", "Sts/Cd")]
    if silent and (unequal or not is_complete):
        yield f"line {silent[0].line}: nothing says whether the entry is booked"


def _default_day(entry: Node, report: Node, closing: _Balance | None) -> date | None:
    """Give the day of an entry that states none."""
    if _status(entry) == "booked":
        return closing.on if closing else None
    return _day(report, "CreDtTm")


def _day(report: Node, *paths: str) -> date | None:
    try:
        return day_at(report, *paths)
    except Unreadable:
        return None


def _balance(
    report: Node, kinds: tuple[str, ...], name: str, doubts: list[str]
) -> _Balance | None:
    """Take the first opening and the last closing balance: pages have their own."""
    found = [
        node
        for kind in kinds
        for node in report.every("Bal")
        if node.says("Tp/CdOrPrtry/Cd", "Tp/Cd") == kind
    ]
    if not found:
        return None
    node = found[0] if kinds is _OPENING else found[-1]
    try:
        amount = amount_of(node.first("Amt"), node)
        is_credit = direction_of(node, unsaid="CRDT")
        return _Balance(amount if is_credit else -amount, day_at(node, "Dt"))
    except Unreadable as error:
        doubts.append(f"{name} line {node.line}: balance: {error}")
        return None


def _covered(
    report: Node, closing: _Balance | None, lines: list[BankLine]
) -> tuple[date | None, date | None]:
    """Tell the days covered; only a statement of booked entries covers a day."""
    if report.name != "Stmt":
        return None, None
    days = [line.booked_on for line in lines if line.status == "booked"]
    since = _day(report, "FrToDt/FrDtTm", "FrToDt/FrDt") or min(days, default=None)
    through = (closing.on if closing else None) or _day(
        report, "FrToDt/ToDtTm", "FrToDt/ToDt"
    )
    return since, through or max(days, default=None)


def _lines(entry: Node, account: str, default_on: date | None) -> Iterator[BankLine]:
    """Read an entry: one line, or one for each payment of a batch that adds up."""
    whole = _whole(entry, default_on)
    details = entry.every("NtryDtls/TxDtls")
    if len(details) == 1 and not _has_more(entry):
        yield _with_details(whole, entry, details[0], account)
        return
    parts = _parts(whole, details)
    if not parts:
        yield replace(whole, remittance=described(entry, details))
        return
    for detail, amount in parts:
        line = _with_details(whole, entry, detail, account)
        yield replace(line, amount=amount)


def _has_more(entry: Node) -> bool:
    """Tell whether a batch has more payments than the entry gives details of."""
    counts = entry.every("NtryDtls/Btch/NbOfTxs")
    return any(count.text.lstrip("0") not in ("", "1") for count in counts)


def _whole(entry: Node, default_on: date | None) -> BankLine:
    value_on = day_at(entry, "ValDt")
    booked_on = day_at(entry, "BookgDt") or value_on or default_on
    if booked_on is None:
        raise Unreadable("it has no date")
    return BankLine(
        booked_on=booked_on,
        value_on=value_on,
        amount=amount_of(entry.first("Amt"), entry),
        is_credit=direction_of(entry),
        bank_reference=reference(entry.says("AcctSvcrRef")),
        status=_status(entry),
        is_reversal=entry.says("RvslInd").lower() in ("true", "1"),
    )


def _status(entry: Node) -> LineStatus:
    written = entry.says("Sts", "Sts/Cd") or "BOOK"
    if written not in _STATUS:
        raise Unreadable(f"its status {written!r} is unknown")
    return _STATUS[written]


def _parts(
    whole: BankLine, details: tuple[Node, ...]
) -> list[tuple[Node, Money]] | None:
    """Take a batch apart only where its payments make up the entry exactly."""
    parts = []
    direction = "CRDT" if whole.is_credit else "DBIT"
    for detail in details:
        stated = detail.first("Amt") or detail.first("AmtDtls/TxAmt/Amt")
        try:
            parts.append((detail, amount_of(stated, detail)))
            is_same = direction_of(detail, unsaid=direction) == whole.is_credit
        except Unreadable:
            return None
        if not is_same:
            return None
    currencies = {amount.currency for _, amount in parts}
    total = sum(amount.cents for _, amount in parts)
    if currencies != {whole.amount.currency} or total != whole.amount.cents:
        return None
    return parts


def _with_details(whole: BankLine, entry: Node, detail: Node, account: str) -> BankLine:
    # A return names the parties of the payment it takes back.
    name, iban = party_of(
        detail, is_from_debtor=whole.is_credit != whole.is_reversal, ours=account
    )
    return replace(
        whole,
        counterparty=name,
        iban=iban,
        end_to_end_id=reference(detail.says("Refs/EndToEndId")),
        remittance=described(entry, (detail,)),
        bank_reference=reference(detail.says("Refs/AcctSvcrRef"))
        or whole.bank_reference,
    )


FORMAT = StatementFormat("CAMT", _claims, _read)
