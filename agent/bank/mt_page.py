"""Pages: one SWIFT message read into lines, balances and doubts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from agent.bank.descriptions import Told, told_in
from agent.bank.ibans import is_iban
from agent.bank.mt_details import Details, read_bank_fields, read_details
from agent.bank.mt_line import MtBalance, MtLine, decimal, read_balance, read_line
from agent.bank.references import reference
from agent.bank.statement import balance_doubt
from agent.bank.swift import Field
from agent.errors import Unreadable
from agent.model.money import Money
from agent.model.payment import BankLine

_FLOOR = re.compile(r"([A-Z]{3})[DC ]?([\d.,]+)")
_SUM = re.compile(r"(\d{1,9})([A-Z]{3})([\d.,]+)")
_CODED = re.compile(r"^\d{3}(?=[A-Z])")  # the kind of operation before the prose
_TYPE_CODE = re.compile(r"/TRCD/\d+/?")  # ING: of the transaction, not of the payer
# Words of the first reference that only say where the true one stands.
_POINTERS = {"EREF", "KREF", "MREF", "MARF", "PREF"}
_UNSAID = "EUR"


@dataclass(frozen=True, slots=True)
class Page:
    """One message.

    Args:
        seen: Every `:61:` that could be read, with the number of its row.
        found: How many there are.
        opening, closing: None where missing or not to be read.
        begins_within, ends_within: Other pages of the statement stand around it.
        is_open: It has an opening balance and no closing one.
    """

    account: str
    lines: tuple[BankLine, ...]
    seen: tuple[tuple[int, MtLine], ...]
    found: int
    opening: MtBalance | None
    closing: MtBalance | None
    begins_within: bool
    ends_within: bool
    is_open: bool
    doubts: tuple[str, ...]
    fields: tuple[Field, ...]

    @property
    def number(self) -> int:
        """Give the row on which it begins."""
        return self.fields[0].number

    @property
    def is_proven(self) -> bool:
        """Tell whether it has no line, or its balances prove the lines."""
        return not self.found or bool(self.opening and self.closing and not self.doubts)


@dataclass(slots=True)
class _Gathered:
    seen: list[tuple[int, MtLine]] = field(default_factory=list)
    lines: list[BankLine] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def read_page(message: tuple[Field, ...]) -> Page:
    """Read one message; what cannot be read is a doubt."""
    gathered = _Gathered()
    opening = _balance(message, "60", gathered.doubts)
    closing = _balance(message, "62", gathered.doubts)
    account, currency = _account(message)
    balance = opening or closing
    currency = balance.amount.currency if balance else _stated(message) or currency
    for at, one in enumerate(message):
        if one.tag == "61":
            near = next((b.on for b in (closing, opening) if b and b.on), None)
            _take_line(gathered, message, at, account, currency, near)
    tags = [one.tag for one in message]
    gathered.doubts += _sum_doubts(message, gathered.seen)
    gathered.doubts += _balance_doubts(message, opening, gathered.lines, closing)
    return Page(
        account=account,
        lines=tuple(gathered.lines),
        seen=tuple(gathered.seen),
        found=tags.count("61"),
        opening=opening,
        closing=closing,
        begins_within="60M" in tags and "60F" not in tags,
        ends_within="62M" in tags and "62F" not in tags,
        is_open=_is_open(tags),
        doubts=tuple(gathered.doubts),
        fields=message,
    )


def _is_open(tags: Sequence[str]) -> bool:
    kinds = {tag[:2] for tag in tags}
    return "60" in kinds and "62" not in kinds


def _account(message: Sequence[Field]) -> tuple[str, str]:
    """Give our account and the currency that ING and others write behind it."""
    written = next((one.lines[0] for one in message if one.tag[:2] == "25"), "")
    plain = "".join(written.split())
    account, currency = plain[:-3], plain[-3:]
    if is_iban(account) and currency.isalpha():
        return account, currency
    return plain, _UNSAID


def _stated(message: Sequence[Field]) -> str:
    for one in message:
        if one.tag in ("34F", "90C", "90D"):
            found = re.match(r"\d*([A-Z]{3})", one.text)
            if found:
                return found[1]
    return ""


def _balance(message: Sequence[Field], tag: str, doubts: list[str]) -> MtBalance | None:
    """Take the first opening and the last closing balance of a message."""
    stated = [one for one in message if one.tag[:2] == tag]
    if not stated:
        return None
    one = stated[0] if tag == "60" else stated[-1]
    try:
        return read_balance(one)
    except Unreadable as error:
        doubts.append(f"line {one.number}: {error}")
        return None


def _take_line(
    gathered: _Gathered,
    message: Sequence[Field],
    at: int,
    account: str,
    currency: str,
    near: date | None,
) -> None:
    stated = message[at]
    try:
        line = read_line(stated, near)
        booked = _bank_line(line, _details(message, at, account), currency)
    except Unreadable as error:
        gathered.doubts.append(f"line {stated.number}: {error}; it is not counted")
        return
    gathered.seen.append((stated.number, line))
    if booked.amount.cents:
        gathered.lines.append(booked)


def _details(message: Sequence[Field], at: int, ours: str) -> Details:
    """Read what stands below a line, up to the next field of another kind."""
    texts: list[str] = []
    bank_fields: list[str] = []
    for one in message[at + 1 :]:
        if one.tag not in ("86", "NS"):
            break
        (texts if one.tag == "86" else bank_fields).extend(one.lines)
    told = read_details(texts, ours)
    if not bank_fields:
        return told
    theirs = read_bank_fields(bank_fields)
    text = " ".join(filter(None, (told.text, theirs.text)))
    return Details(told.name or theirs.name, told.account, told.end_to_end_id, text)


def _bank_line(line: MtLine, told: Details, currency: str) -> BankLine:
    more = " ".join(_TYPE_CODE.sub("", line.more).split())
    named = line.reference.replace(" ", "").rstrip("+")
    is_account = is_iban(named)  # ASN and SNS: account, then name below
    below = more if is_iban(more) else ""  # Rabobank: the account below
    also = [more if more and not is_account else ""]
    if not is_account and named not in _POINTERS:
        also.append(reference(line.reference))
    text = told.text
    for words in also:
        if words and words not in text:
            text = f"{text} {words}".strip()
    # Whom money went to stands under no label of his; nobody asks.
    prose = (
        told_in(_CODED.sub("", told.text))
        if line.is_credit and not told.name
        else Told()
    )
    return BankLine(
        booked_on=line.booked_on,
        value_on=line.value_on,
        amount=Money.of(line.amount, currency),
        is_credit=line.is_credit,
        counterparty=told.name or (more if is_account else "") or prose.name,
        iban=told.account or (named if is_account else below),
        end_to_end_id=told.end_to_end_id,
        remittance=text,
        bank_reference=reference(line.bank_reference),
        status="pending" if line.is_expected else "booked",
        is_reversal=line.is_reversal,
    )


def _balance_doubts(
    message: Sequence[Field],
    opening: MtBalance | None,
    lines: Sequence[BankLine],
    closing: MtBalance | None,
) -> Iterator[str]:
    tags = {one.tag[:2] for one in message}
    place = f"line {message[0].number}"
    if "62" in tags and "60" not in tags:
        yield f"{place}: no opening balance: lines may be missing"
    if not opening or not closing:
        return
    if opening.amount.currency != closing.amount.currency:
        yield f"{place}: its balances are in two currencies"
    unequal = balance_doubt(opening.amount, lines, closing.amount)
    if unequal:
        yield f"{place}: {unequal}"


def _sum_doubts(
    message: Sequence[Field], seen: Sequence[tuple[int, MtLine]]
) -> Iterator[str]:
    """Compare the sums of an interim report.

    Nothing is compared where it leaves small lines out, or where lines are taken
    back: banks count those on either side.
    """
    is_partial = any(_is_above_nothing(one) for one in message if one.tag == "34F")
    if is_partial or any(line.is_reversal for _, line in seen):
        return
    for one in message:
        if one.tag in ("90C", "90D"):
            sums = [
                line.amount for _, line in seen if line.is_credit == (one.tag == "90C")
            ]
            yield from _sum_doubt(one, sums)


def _sum_doubt(stated_in: Field, amounts: Sequence[Decimal]) -> Iterator[str]:
    stated = _SUM.match(stated_in.text)
    reached = sum(amounts, Decimal())
    try:
        total = decimal(stated[3]) if stated else None
    except Unreadable:
        total = None
    if not stated or total is None:
        yield f"line {stated_in.number}: the sum of the lines cannot be read"
    elif total != reached or int(stated[1]) != len(amounts):
        yield (
            f"line {stated_in.number}: the bank counts {stated[1]} lines of {stated[3]}, "
            f"the report has {len(amounts)} of {reached}"
        )


def _is_above_nothing(floor: Field) -> bool:
    found = _FLOOR.match(floor.text)
    return bool(found) and any(digit in "123456789" for digit in floor.text[3:])


def days_of(pages: Sequence[Page]) -> tuple[date | None, date | None]:
    """Tell the days covered: neither interim reports nor open pages cover any."""
    if not all(page.closing for page in pages):
        return None, None
    booked = [line.booked_on for page in pages for line in page.lines]
    first = [page.opening.on for page in pages if page.opening and page.opening.on]
    last = [page.closing.on for page in pages if page.closing and page.closing.on]
    return min(booked + first, default=None), max(last or booked, default=None)
