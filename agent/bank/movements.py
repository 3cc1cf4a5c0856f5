"""Movements: the rows of a bank's table as lines, each row read or named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from agent.bank.descriptions import Told, told_in
from agent.bank.edges import EdgeRow, day_of, edge_of
from agent.bank.references import reference
from agent.bank.running import Step
from agent.bank.signs import Signed, signed_amounts
from agent.errors import Unreadable
from agent.forms.cells import Cell, Row, shown
from agent.forms.columns import Columns
from agent.forms.words import fold
from agent.model.money import Money
from agent.model.payment import BankLine, LineStatus

_STATUS: dict[LineStatus, re.Pattern[str]] = {
    "booked": re.compile(
        r"|contabilizzat[oa]|contabile|eseguit[oa]|registrat[oa]|regolat[oa]|booked"
        r"|completed|executed|settled|posted|cleared|(?:umsatz )?gebucht|comptabilisee?"
    ),
    "pending": re.compile(
        r"autorizzat[oa]|non contabilizzat[oa]|prenotat[oa]|in attesa|in corso"
        r"|in sospeso|da contabilizzare|pending|processing|(?:umsatz )?vorgemerkt"
        r"|en attente|pendiente"
    ),
    "info": re.compile(
        r"annullat[oa]|rifiutat[oa]|stornat[oa]|cancell?ed|declined|failed|reverted"
        r"|rejected"
    ),
}
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{8,30}")
_FEW = 2
_UNTOLD = Told()


@dataclass(slots=True)
class Movements:
    """What the rows of one table said, gathered row by row.

    Args:
        ours: Our own account, where the rows above the table name it.
        lines: Each with our account, where a column names it.
        edges: Rows that state a balance or a total.
        doubts: Sentences that name a row.
    """

    ours: str = ""
    lines: list[tuple[str, BankLine]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    edges: list[EdgeRow] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def read_movements(
    columns: Columns, currency: str, ours: str, place: Callable[[int], str]
) -> Movements:
    """Read every row below the header.

    Args:
        currency: Of rows that name none.
        ours: Our own account; empty if the rows above do not name it.
        place: Names a row for people, by its number.

    Raises:
        Unreadable: The titles allow no certain reading of any row.
    """
    fields = _fields(columns, currency, ours)
    found = Movements(ours)
    for row in columns.header.rows:
        if edge := edge_of(columns, row):
            found.edges.append(edge)
            continue
        try:
            _take_line(found, columns, row, fields)
        except Unreadable as error:
            found.doubts.append(f"{place(row.number)}: {error}; it is not counted")
    return found


@dataclass(frozen=True, slots=True)
class _Fields:
    """What takes each thing out of a row, chosen once for the whole table.

    Args:
        currency: Of rows that name none.
        came_from, went_to, other: The other side, by where the money went.
        has_booked: A row without a day of booking is pending.
    """

    currency: str
    signed: Signed
    booked_on: Callable[[Row], date | None]
    dated: Callable[[Row], date | None]
    value_on: Callable[[Row], date | None]
    account: Callable[[Row], Cell]
    currencies: Callable[[Row], Cell]
    iban: Callable[[Row], Cell]
    came_from: Callable[[Row], str]
    went_to: Callable[[Row], str]
    other: Callable[[Row], str]
    remittance: Callable[[Row], str]
    end_to_end: Callable[[Row], str]
    bank_id: Callable[[Row], str]
    status: Callable[[Row], str]
    balance: Callable[[Row], Decimal | None]
    has_booked: bool
    has_balance: bool


def _fields(columns: Columns, currency: str, ours: str) -> _Fields:
    return _Fields(
        currency=currency,
        signed=signed_amounts(columns),
        booked_on=columns.days("booked"),
        dated=columns.days("date"),
        value_on=columns.days("value"),
        account=columns.cells("account"),
        currencies=columns.cells("currency"),
        iban=columns.cells(_iban_role(columns, ours)),
        came_from=columns.texts("party", "payer"),
        went_to=columns.texts("party", "payee"),
        other=columns.texts("payer", "payee"),
        remittance=_remittances(columns),
        end_to_end=columns.texts("end_to_end"),
        bank_id=columns.texts("bank_id"),
        status=columns.texts("status"),
        balance=columns.amounts("balance"),
        has_booked=columns.has("booked"),
        has_balance=columns.has("balance"),
    )


def _take_line(found: Movements, columns: Columns, row: Row, fields: _Fields) -> None:
    value = fields.signed(row)
    if value is None:
        if day_of(columns, row):
            raise Unreadable("it has a date but no amount")
        return  # a note below the table, or the second line of a text
    booked_on = fields.booked_on(row) or fields.dated(row)
    if booked_on is None:
        raise Unreadable("it has an amount but no date")
    if value == 0:
        return
    account = shown(fields.account(row)).replace(" ", "")
    line = _line(row, value, booked_on, fields)
    if line.iban and line.iban in (account, found.ours):
        line = replace(line, iban="")
    found.lines.append((account, line))
    if fields.has_balance and line.status == "booked":
        found.steps.append(Step(row.number, value, _balance(row, fields)))


def _line(row: Row, value: Decimal, booked_on: date, fields: _Fields) -> BankLine:
    is_credit = value > 0
    iban = shown(fields.iban(row)).replace(" ", "")
    party = fields.came_from(row) if is_credit else fields.went_to(row)
    remittance = fields.remittance(row)
    told = told_in(remittance) if is_credit else _UNTOLD
    return BankLine(
        booked_on=booked_on,
        value_on=fields.value_on(row),
        amount=Money.of(
            abs(value), shown(fields.currencies(row)).upper() or fields.currency
        ),
        is_credit=is_credit,
        counterparty=party or fields.other(row) or told.name,
        iban=iban if _IBAN.fullmatch(iban) else told.iban,
        remittance=remittance,
        end_to_end_id=reference(fields.end_to_end(row)) or told.end_to_end_id,
        bank_reference=reference(fields.bank_id(row)),
        status=_status(row, fields),
    )


def _balance(row: Row, fields: _Fields) -> Decimal | None:
    """Give the balance beside a movement; one that cannot be read proves nothing."""
    try:
        return fields.balance(row)
    except Unreadable:
        return None


def _remittances(columns: Columns) -> Callable[[Row], str]:
    """Give the texts; where no title promises any, whatever else the row says."""
    if columns.has("text"):
        return columns.texts("text", "reference")
    references = columns.texts("reference")
    return lambda row: " ".join(filter(None, (references(row), columns.unnamed(row))))


def _status(row: Row, fields: _Fields) -> LineStatus:
    if fields.has_booked and fields.booked_on(row) is None:
        return "pending"  # the bank has not written it into the account yet
    if not (written := fields.status(row)):
        return "booked"
    word = fold(written)
    for status, words in _STATUS.items():
        if words.fullmatch(word):
            return status
    raise Unreadable(f"its status {written!r} is unknown")


def _iban_role(columns: Columns, ours: str) -> str:
    """Choose the column of the other side's accounts.

    A plain "IBAN" or "Account" that hardly varies is our own, told on every row,
    unless ours is known to be another.
    """
    if columns.has("party_iban"):
        return "party_iban"
    seen = set(_ibans(columns)) - {"", ours}
    return "some_iban" if len(seen) > _FEW or (ours and seen) else ""


def _ibans(columns: Columns) -> Iterator[str]:
    for row in columns.header.rows if columns.has("some_iban") else ():
        yield shown(columns.cell(row, "some_iban")).replace(" ", "")
