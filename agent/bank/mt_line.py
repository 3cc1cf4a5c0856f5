"""Statement lines of MT messages: dates, mark, amount and references of `:61:`.

Source: SWIFT Standards MT, category 9, field 61; the banks' dialects as met.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from agent.bank.swift import Field
from agent.errors import Unreadable
from agent.forms.amount import amount
from agent.model.money import Money

_LINE = re.compile(
    r"(?P<value>\d{6})(?P<entry>\d{4}|[ ]{4})?\s?"
    r"(?P<mark>[RE]?[CD])(?P<funds>[A-Z])?\s?"
    r"(?P<amount>[\d.,]+)(?=[ ]?[A-Z/]|\s*$|\n)[ ]?"
    r"(?P<kind>[A-Z][A-Z0-9 ]{3})?(?P<rest>.*)",
    re.I | re.S,
)
_BALANCE = re.compile(
    r"(?P<mark>[CD]) ?(?P<on>\d{6}) ?(?P<currency>[A-Z]{3}) ?(?P<amount>[\d.,]+)"
)
_YEARS_1900 = 80  # SWIFT Standards MT, general information: 80 to 99 are 19YY
_FEBRUARY = 2
_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class MtLine:
    """What one `:61:` says.

    Args:
        amount: Positive, in the currency of the balances.
        is_expected: The bank expects it (EC, ED): it is not booked.
        has_type: The kind of transaction stands behind the amount: it is whole.
        reference: Given by whoever ordered it; words such as EREF stand for none.
        more: What the bank adds on the lines below.
    """

    booked_on: date
    value_on: date
    amount: Decimal
    is_credit: bool
    is_reversal: bool
    is_expected: bool
    has_type: bool
    reference: str
    bank_reference: str
    more: str


@dataclass(frozen=True, slots=True)
class MtBalance:
    """A balance with its day; None where zeros stand for it."""

    amount: Money
    on: date | None


def read_line(field: Field, near: date | None = None) -> MtLine:
    """Read one statement line.

    Args:
        near: A day of the statement, to tell the year of the entry day.

    Raises:
        Unreadable: A date, the mark or the amount is not certain.
    """
    found = _LINE.fullmatch(field.text.lstrip())
    if not found:
        raise Unreadable("dates, mark and amount cannot be told apart")
    value_on = six_digits(found["value"])
    mark = found["mark"].upper()
    first, _, more = found["rest"].partition("\n")
    reference, _, bank_reference = first.partition("//")
    return MtLine(
        booked_on=_entry_day(found["entry"] or "", value_on, near),
        value_on=value_on,
        amount=decimal(found["amount"]),
        # RC takes a credit back, RD gives a debit back.
        is_credit=mark in ("C", "EC", "RD"),
        is_reversal=mark.startswith("R"),
        is_expected=mark.startswith("E"),
        has_type=bool(found["kind"]),
        reference=reference.strip(),
        bank_reference=bank_reference.strip(),
        more=more.strip(),
    )


def read_balance(field: Field) -> MtBalance:
    """Read a balance, `:60F:` to `:65:`.

    Raises:
        Unreadable: It lacks its mark, day, currency or amount.
    """
    found = _BALANCE.fullmatch(field.lines[0].strip())
    if not found:
        raise Unreadable("the balance lacks its mark, day, currency or amount")
    money = Money.of(decimal(found["amount"]), found["currency"])
    on = six_digits(found["on"]) if found["on"].strip("0") else None
    return MtBalance(money if found["mark"] == "C" else -money, on)


def decimal(written: str) -> Decimal:
    """Read an amount: the comma is the decimal mark, a point only beyond doubt.

    Raises:
        Unreadable: It is none.
    """
    plain = f"0{written}" if written.startswith(",") else written
    return amount(plain) if "." in plain else amount(plain, ",")


def six_digits(written: str) -> date:
    """Read YYMMDD; banks that count 30 days a month end February on the 30th.

    Raises:
        Unreadable: It is no date.
    """
    year, month, number = int(written[:2]), int(written[2:4]), int(written[4:])
    year += 1900 if year >= _YEARS_1900 else 2000
    if month == _FEBRUARY and number in (29, 30):
        number = calendar.monthrange(year, month)[1]
    try:
        return date(year, month, number)
    except ValueError as error:
        raise Unreadable(f"{written!r} is not a date") from error


def _entry_day(written: str, value_on: date, near: date | None) -> date:
    """Give the entry day, which has no year: the one nearest to its statement's day.

    A value date may lie months back; a statement's day far from it says nothing.
    """
    if written.strip(" 0") == "":
        return value_on
    anchor = near if near and abs(near - value_on) < _YEAR else value_on
    found = []
    for year in (value_on.year - 1, value_on.year, value_on.year + 1):
        try:
            found.append(six_digits(f"{year % 100:02}{written}"))
        except Unreadable:
            continue
    if not found:
        raise Unreadable(f"{written!r} is not a day")
    return min(found, key=lambda on: abs(on - anchor))
