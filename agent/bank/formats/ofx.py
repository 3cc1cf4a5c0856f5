"""OFX and QFX: account statements, as SGML (1.x) or XML (2.x).

Source: Open Financial Exchange 1.6 and 2.2, chapters 3 and 11. Elements are found
by name wherever they stand: banks change their order and case.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from agent.bank.descriptions import Told, is_only_a_kind, told_in
from agent.bank.ofx_tree import read_ofx
from agent.bank.references import reference
from agent.bank.statement import StatementFormat
from agent.errors import Unreadable
from agent.forms.amount import DecimalMark, amount, decimal_mark
from agent.forms.day import day
from agent.forms.xml import Node
from agent.model.money import Money
from agent.model.payment import BankLine, LineStatus, Statement

_CLAIMED = re.compile(rb"OFXHEADER|<\s*OFX\s*>|<OFX\s", re.I)
_HEAD = 4_096
_REPORTS = ("STMTRS", "CCSTMTRS", "INVSTMTRS")
_ANSWERS = ("STMTTRNRS", "CCSTMTTRNRS", "INVSTMTTRNRS")
_CARD = "CCSTMTRS"
_MOVEMENTS: dict[str, LineStatus] = {"STMTTRN": "booked", "STMTTRNP": "pending"}
_MOMENT = re.compile(r"(\d{8})(?:\d{4}(?:\d\d)?)?(?:[.,]\d*)?\s*(?:\[.*\])?")
_CURRENCY = re.compile(r"[A-Z]{3}")
_A_CARD = "a list of card payments, not the statement of an account"


@dataclass(frozen=True, slots=True)
class _Report:
    """One account's part of a file.

    Args:
        mark: Decimal mark of all its amounts; None = each tells by itself.
    """

    node: Node
    name: str
    currency: str
    mark: DecimalMark | None


def _claims(data: bytes, _name: str) -> bool:
    return bool(_CLAIMED.search(data[:_HEAD].replace(b"\0", b"")))


def _read(data: bytes, name: str) -> tuple[Statement, ...]:
    try:
        root, is_cut = read_ofx(data)
    except Unreadable as error:
        raise Unreadable(f"{name}: {error}") from error
    reports = [node for node in root.walk() if node.name in _REPORTS]
    doubts = [f"{name}: the file breaks off; fetch it anew"] if is_cut else []
    doubts += [f"{name} {error}" for error in _errors(root)]
    owned = {id(node) for report in reports for node in report.walk()}
    doubts += [
        f"{name} line {node.line}: a movement of no account; it is not counted"
        for node in root.walk()
        if node.name in _MOVEMENTS and id(node) not in owned
    ]
    if doubts and not reports:
        raise Unreadable("; ".join(doubts))
    is_alone = all(report.name == _CARD for report in reports)
    return tuple(
        _statement(report, name, doubts, is_alone=is_alone) for report in reports
    )


def _errors(root: Node) -> Iterator[str]:
    """Give what the bank says went wrong with an account's statement."""
    for answer in root.walk():
        if (
            answer.name in _ANSWERS
            and answer.says("STATUS/SEVERITY").upper() == "ERROR"
        ):
            words = (
                answer.says("STATUS/MESSAGE") or f"code {answer.says('STATUS/CODE')}"
            )
            yield f"line {answer.line}: the bank says it is an error: {words}"


def _statement(
    node: Node, name: str, doubts: Sequence[str], *, is_alone: bool
) -> Statement:
    found = list(doubts)
    report = _Report(node, name, *_conventions(node, name, found))
    lines: list[BankLine] = []
    for movement in _movements(node):
        try:
            line = _line(movement, report)
        except Unreadable as error:
            found.append(f"{name} line {movement.line}: {error}; it is not counted")
            continue
        if line.amount.cents:
            lines.append(line)
    found += [f"{name} {doubt}" for doubt in _odd(node, lines)]
    is_card = node.name == _CARD
    # Beside an account, a card on which no money came in can do no harm.
    if is_card and (is_alone or any(line.is_credit for line in lines)):
        found.append(f"{name} line {node.line}: {_A_CARD}")
    since, through = (None, None) if is_card else _covered(node, lines)
    return Statement(
        account=_account(node),
        lines=tuple(lines),
        since=since,
        through=through,
        closing=_closing(report),
        doubts=tuple(found),
    )


def _conventions(
    node: Node, name: str, doubts: list[str]
) -> tuple[str, DecimalMark | None]:
    """Give what holds for all amounts: their currency and decimal mark."""
    currency = node.says("CURDEF").upper()
    if currency and not _CURRENCY.fullmatch(currency):
        doubts.append(f"{name} line {node.line}: {currency!r} is no currency")
    try:
        mark = decimal_mark(each.says("TRNAMT") for each in _movements(node))
    except Unreadable as error:
        doubts.append(f"{name} line {node.line}: {error}")
        mark = None
    return currency or "EUR", mark


def _movements(node: Node) -> Iterator[Node]:
    return (each for each in node.walk() if each.name in _MOVEMENTS)


def _line(node: Node, report: _Report) -> BankLine:
    # CURRENCY: the amounts are in it. ORIGCURRENCY: they were converted already.
    currency = node.says("CURRENCY/CURSYM").upper() or report.currency
    value = amount(_said(node, "TRNAMT", "an amount"), report.mark)
    if value > 0 and node.says("TRNTYPE").upper() == "DEBIT":
        raise Unreadable(f"{value} without a minus is called a debit")
    status = _MOVEMENTS[node.name]
    booked = "DTPOSTED" if status == "booked" else "DTTRAN"
    available = node.says("DTAVAIL")
    name = node.says("NAME", "PAYEE/NAME", "EXTDNAME")
    texts = _texts(node)
    told = told_in(" ".join(texts), _account(report.node)) if value > 0 else Told()
    party = told.name or ("" if is_only_a_kind(name) else name)
    return BankLine(
        booked_on=_day(_said(node, booked, "a date")),
        value_on=_day(available) if available else None,
        amount=Money.of(abs(value), currency),
        is_credit=value > 0,
        counterparty=party,
        iban=_other_account(node) or told.iban,
        end_to_end_id=told.end_to_end_id,
        remittance=" ".join(text for text in texts if text != party),
        bank_reference=reference(node.says("FITID")),
        status=status,
    )


def _said(node: Node, name: str, what: str) -> str:
    written = node.says(name)
    if not written:
        raise Unreadable(f"it has no {name}, so not {what}")
    return written


def _day(written: str) -> date:
    """Read a date, its time of day and zone passed over: the bank's own day counts.

    Raises:
        Unreadable: It is another form, as "260301": which of the numbers is the year?
    """
    found = _MOMENT.fullmatch(written)
    if not found and not re.match(r"\d{4}-\d\d-\d\d", written):
        raise Unreadable(f"{written[:40]!r} is not a date")
    return day(found[1] if found else written)


def _other_account(node: Node) -> str:
    written = node.says("BANKACCTTO/IBAN", "BANKACCTTO/ACCTID").replace(" ", "")
    return written if re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{8,30}", written) else ""


def _texts(node: Node) -> list[str]:
    """Give all texts, each once."""
    kept: list[str] = []
    for name in ("NAME", "PAYEE/NAME", "EXTDNAME", "MEMO", "CHECKNUM", "REFNUM"):
        text = node.says(name)
        if text.strip("0") and not any(text in other for other in kept):
            kept.append(text)
    return kept


def _odd(node: Node, lines: Sequence[BankLine]) -> Iterator[str]:
    """Say what else a person should look at."""
    if any(each.says("CORRECTFITID") for each in _movements(node)):
        yield f"line {node.line}: it corrects lines of an earlier file"
    twins = Counter(line for line in lines if line.bank_reference)
    for line, times in twins.items():
        if times > 1:
            yield (
                f"line {node.line}: {line.amount} of {line.booked_on} stands there "
                f"{times} times with the same number {line.bank_reference!r}"
            )


def _account(node: Node) -> str:
    return node.says(
        "BANKACCTFROM/IBAN",
        "BANKACCTFROM/ACCTID",
        "CCACCTFROM/ACCTID",
        "INVACCTFROM/ACCTID",
    ).replace(" ", "")


def _closing(report: _Report) -> Money | None:
    written = report.node.says("LEDGERBAL/BALAMT")
    try:
        value = amount(written, report.mark) if written else None
        return None if value is None else Money.of(value, report.currency)
    except Unreadable:  # it has no opening balance to be checked against
        return None


def _covered(node: Node, lines: Sequence[BankLine]) -> tuple[date | None, date | None]:
    """Tell the days covered; a period that ends after its balance is not over.

    Without the end of a period nothing says that no movement is left out.
    """
    days = [line.booked_on for line in lines if line.status == "booked"]
    lists = ("BANKTRANLIST", "INVTRANLIST")
    since = _stated(node, *(f"{each}/DTSTART" for each in lists))
    ends = _stated(node, *(f"{each}/DTEND" for each in lists))
    balance = _stated(node, "LEDGERBAL/DTASOF")
    through = min(ends, balance or ends) if ends else None
    return since or min(days, default=None), through


def _stated(node: Node, *paths: str) -> date | None:
    written = node.says(*paths)
    try:
        return _day(written) if written else None
    except Unreadable:
        return None


FORMAT = StatementFormat("OFX", _claims, _read)
