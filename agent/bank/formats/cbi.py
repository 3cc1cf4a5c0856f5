"""CBI: the Italian banks' statements in records of 120 columns (flow RH).

Source: CBI, Rendicontazione saldi e movimenti di conto corrente, records RH, 61 to
65 and EF. Columns are counted from 1 there, from 0 here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from stdnum import iban

from agent.bank.cbi_details import read_details
from agent.bank.mt_line import six_digits
from agent.bank.references import reference
from agent.bank.statement import StatementFormat, balance_doubt
from agent.errors import Unreadable
from agent.forms.amount import amount
from agent.forms.delimited import decode
from agent.model.money import Money
from agent.model.payment import BankLine, Statement

_WIDTH = 120
_CLAIM = re.compile(r"\s*RH[0-9A-Z ]{10}\d{6}|\s*61\d{7} {5}")
_RECORD = re.compile(r" ?(RH|EF|6\d)(?=[0-9A-Z ])")
_AMOUNT = re.compile(r"\d{1,15},\d{2}")


@dataclass(frozen=True, slots=True)
class _Record:
    kind: str
    number: int
    text: str


@dataclass(slots=True)
class _Day:
    """The records from 61 to 64: one account, one day."""

    opening: _Record
    moves: list[tuple[_Record, list[str]]] = field(default_factory=list)
    closing: _Record | None = None


@dataclass(frozen=True, slots=True)
class _Balance:
    amount: Money
    on: date


def _claims(data: bytes, _name: str) -> bool:
    return bool(_CLAIM.match(decode(data[:1024])))


def _read(data: bytes, name: str) -> tuple[Statement, ...]:
    records, doubts = _records(decode(data))
    doubts += _end_doubts(records)
    days = _days(records, doubts)
    accounts: dict[str, list[Statement]] = {}
    for day in days:
        statement = _statement(day)
        accounts.setdefault(statement.account, []).append(statement)
    if not accounts:
        raise Unreadable(f"{name}: no account in it (record 61); fetch it again")
    named = tuple(f"{name} {doubt}" for doubt in doubts)
    return tuple(_joined(each, name, named) for each in accounts.values())


def _records(text: str) -> tuple[list[_Record], list[str]]:
    """Take the file apart, whether or not lines end, are trimmed or full."""
    lines = re.split(r"\r\n|\n|\r", text.removesuffix("\x1a"))
    if len(lines) == 1:
        lines = [text[at : at + _WIDTH] for at in range(0, len(text), _WIDTH)]
    records, doubts = [], []
    for number, line in enumerate(lines, start=1):
        found = _RECORD.match(line)
        if found:
            whole = line if line.startswith(" ") else f" {line}"
            records.append(_Record(found[1], number, whole.ljust(_WIDTH)))
        elif line.strip():
            doubts.append(f"line {number}: no record of this format; it is not counted")
    return records, doubts


def _end_doubts(records: Sequence[_Record]) -> list[str]:
    """Check that every flow ends, with as many records as it says."""
    doubts = []
    begun = 0
    for at, record in enumerate(records):
        if record.kind == "RH":
            begun = at
        said = record.text[82:89].strip() if record.kind == "EF" else ""
        if said.isdecimal() and int(said) != at - begun + 1:
            doubts.append(
                f"line {record.number}: it says {int(said)} records, "
                f"but {at - begun + 1} are there"
            )
    if not records or records[-1].kind != "EF":
        doubts.append("has no end (record EF): the file may be cut")
    return doubts


def _days(records: Sequence[_Record], doubts: list[str]) -> list[_Day]:
    days: list[_Day] = []
    for record in records:
        if record.kind == "61":
            days.append(_Day(record))
        elif record.kind in ("62", "63", "64") and not _take(days, record):
            doubts.append(
                f"line {record.number}: the record {record.kind} belongs to none "
                "before it; it is not counted"
            )
    return days


def _take(days: Sequence[_Day], record: _Record) -> bool:
    """Put a record into the day that is open; tell whether it belongs there."""
    day = days[-1] if days else None
    if not day or day.closing or day.opening.text[3:10] != record.text[3:10]:
        return False
    if record.kind == "64":
        day.closing = record
    elif record.kind == "62":
        day.moves.append((record, []))
    elif day.moves and day.moves[-1][0].text[10:13] == record.text[10:13]:
        day.moves[-1][1].append(record.text)
    else:
        return False
    return True


def _statement(day: _Day) -> Statement:
    doubts: list[str] = []
    opening = _balance(day.opening, (74, 77), 77, doubts)
    closing = _balance(day.closing, (10, 13), 13, doubts) if day.closing else None
    currency = day.opening.text[74:77].strip() or "EUR"
    lines = []
    for record, details in day.moves:
        try:
            lines.append(_line(record.text, details, currency))
        except Unreadable as error:
            doubts.append(f"line {record.number}: {error}; it is not counted")
    if not day.closing:
        doubts.append(f"line {day.opening.number}: no closing balance (record 64)")
    if opening and closing:
        unequal = balance_doubt(opening.amount, lines, closing.amount)
        if opening.amount.currency != closing.amount.currency:
            unequal = "its balances are in two currencies"
        doubts += [f"line {day.opening.number}: {unequal}"] if unequal else []
    return Statement(
        account=_account(day.opening.text),
        lines=tuple(line for line in lines if line.amount.cents),
        since=opening.on if opening else None,
        through=closing.on if closing else None,
        opening=opening.amount if opening else None,
        closing=closing.amount if closing else None,
        doubts=tuple(doubts),
    )


def _account(record: str) -> str:
    coordinates = "".join(record[51:74].split())
    whole = record[99:103].strip() + coordinates
    return whole if iban.is_valid(whole) else coordinates


def _balance(
    record: _Record, currency: tuple[int, int], at: int, doubts: list[str]
) -> _Balance | None:
    """Read a balance: its day, mark and amount stand at the given column."""
    text = record.text
    try:
        on = _day(text[at : at + 6])
        written = text[at + 7 : at + 22].strip()
        # Some banks write what is owed as credit of a negative amount.
        sign = -1 if written.startswith("-") and text[at + 6] == "C" else 1
        value = sign * amount(_digits(written[1:] if sign < 0 else written), ",")
        money = Money.of(value, text[slice(*currency)].strip() or "EUR")
        return _Balance(money if _is_credit(text[at + 6]) else -money, on)
    except Unreadable as error:
        doubts.append(f"line {record.number}: balance: {error}")
        return None


def _line(record: str, details: Sequence[str], currency: str) -> BankLine:
    told = read_details(details)
    is_credit = _is_credit(record[25])
    # The value date stands before the booking date.
    value_on = _day(record[13:19]) if record[13:19].strip(" 0") else None
    text = told.text
    for words in (" ".join(record[86:120].split()), _cheque(record)):
        text = text if words in text else f"{text} {words}".strip()
    return BankLine(
        booked_on=_day(record[19:25]),
        value_on=value_on,
        amount=Money.of(amount(_digits(record[26:41]), ","), currency),
        is_credit=is_credit,
        counterparty=told.payer if is_credit else told.payee,
        iban=told.iban if is_credit else "",
        end_to_end_id=told.end_to_end_id,
        remittance=text,
        bank_reference=reference(record[61:77].strip()),
    )


def _cheque(record: str) -> str:
    return record[45:61].strip(" 0")


def _day(written: str) -> date:
    if not written.isdecimal():
        raise Unreadable(f"{written!r} is not a date")
    return six_digits(written[4:] + written[2:4] + written[:2])


def _is_credit(mark: str) -> bool:
    if mark not in ("C", "D"):
        raise Unreadable(f"{mark!r} does not say whether money came in")
    return mark == "C"


def _digits(written: str) -> str:
    if not _AMOUNT.fullmatch(written.strip()):
        raise Unreadable(f"{written.strip()!r} is not an amount")
    return written.strip()


def _joined(days: Sequence[Statement], name: str, doubts: tuple[str, ...]) -> Statement:
    """Put the days of one account together; each begins where the last one ended."""
    own = [doubt for day in days for doubt in day.doubts]
    own += [
        f"begins a day with {following.opening}, but the day before ended with "
        f"{day.closing}: a day may be missing"
        for day, following in pairwise(days)
        if day.closing != following.opening
    ]
    return Statement(
        account=days[0].account,
        lines=tuple(line for day in days for line in day.lines),
        since=min((day.since for day in days if day.since), default=None),
        through=max((day.through for day in days if day.through), default=None),
        opening=days[0].opening,
        closing=days[-1].closing,
        doubts=(*(f"{name} {doubt}" for doubt in own), *doubts),
    )


FORMAT = StatementFormat("CBI (RH)", _claims, _read)
