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
from agent.forms.cells import Row, shown
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
    signed = signed_amounts(columns)
    iban_role = _iban_role(columns, ours)
    found = Movements(ours)
    for row in columns.header.rows:
        if edge := edge_of(columns, row):
            found.edges.append(edge)
            continue
        try:
            _take_line(found, columns, row, signed, currency, iban_role)
        except Unreadable as error:
            found.doubts.append(f"{place(row.number)}: {error}; it is not counted")
    return found


def _take_line(
    found: Movements,
    columns: Columns,
    row: Row,
    signed: Signed,
    currency: str,
    iban_role: str,
) -> None:
    value = signed(row)
    if value is None:
        if day_of(columns, row):
            raise Unreadable("it has a date but no amount")
        return  # a note below the table, or the second line of a text
    booked_on = columns.day(row, "booked") or columns.day(row, "date")
    if booked_on is None:
        raise Unreadable("it has an amount but no date")
    if value == 0:
        return
    account = _account(columns, row)
    line = _line(columns, row, value, booked_on, currency, iban_role)
    if line.iban and line.iban in (account, found.ours):
        line = replace(line, iban="")
    found.lines.append((account, line))
    if line.status == "booked":
        found.steps.append(Step(row.number, value, _balance(columns, row)))


def _line(
    columns: Columns,
    row: Row,
    value: Decimal,
    booked_on: date,
    currency: str,
    iban_role: str,
) -> BankLine:
    written = shown(columns.cell(row, "currency")).upper() or currency
    sides = ("party", "payer") if value > 0 else ("party", "payee")
    iban = shown(columns.cell(row, iban_role)).replace(" ", "") if iban_role else ""
    party = columns.text(row, *sides) or columns.text(row, "payer", "payee")
    remittance = _remittance(columns, row)
    told = told_in(remittance) if value > 0 else _UNTOLD
    return BankLine(
        booked_on=booked_on,
        value_on=columns.day(row, "value"),
        amount=Money.of(abs(value), written),
        is_credit=value > 0,
        counterparty=party or told.name,
        iban=iban if _IBAN.fullmatch(iban) else told.iban,
        remittance=remittance,
        end_to_end_id=reference(columns.text(row, "end_to_end")) or told.end_to_end_id,
        bank_reference=reference(columns.text(row, "bank_id")),
        status=_status(columns, row),
    )


def _balance(columns: Columns, row: Row) -> Decimal | None:
    """Give the balance beside a movement; one that cannot be read proves nothing."""
    try:
        return columns.amount(row, "balance") if columns.has("balance") else None
    except Unreadable:
        return None


def _remittance(columns: Columns, row: Row) -> str:
    """Give the texts; where no title promises any, whatever else the row says."""
    if columns.has("text"):
        return columns.text(row, "text", "reference")
    return " ".join(
        filter(None, (columns.text(row, "reference"), columns.unnamed(row)))
    )


def _status(columns: Columns, row: Row) -> LineStatus:
    if columns.has("booked") and columns.day(row, "booked") is None:
        return "pending"  # the bank has not written it into the account yet
    if not (written := columns.text(row, "status")):
        return "booked"
    word = fold(written)
    for status, words in _STATUS.items():
        if words.fullmatch(word):
            return status
    raise Unreadable(f"its status {written!r} is unknown")


def _account(columns: Columns, row: Row) -> str:
    written = columns.cell(row, "account")
    return "" if written == "" else shown(written).replace(" ", "")


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
