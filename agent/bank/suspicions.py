"""Suspicions: why a bank's table, though read, may not mean what it seems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from agent.bank.movements import Movements
from agent.bank.running import prove
from agent.bank.signs import sign_doubts, sign_role
from agent.errors import Unreadable
from agent.forms.cells import Row, shown
from agent.forms.columns import Columns
from agent.model.payment import BankLine

_BROKEN = (
    "the running balance does not follow from the amounts: rows may be missing, or a "
    "sign be wrong"
)


def suspicions(
    columns: Columns,
    found: Movements,
    lines: Sequence[BankLine],
    *,
    is_balanced: bool,
) -> Iterator[tuple[int, str]]:
    """Give the row and a sentence for each reason to ask a person first.

    Args:
        lines: The lines of one account.
        is_balanced: Opening and closing balance were there and agreed.

    Returns:
        Row 0 where the whole table is meant.
    """
    for doubt in columns.doubts + kinds(columns, lines):
        yield 0, doubt
    if len(lines) == len(found.lines):
        yield from _sums(columns, found, lines, is_balanced=is_balanced)


def kinds(columns: Columns, lines: Sequence[BankLine]) -> tuple[str, ...]:
    """Say why a table is none of an account, but of a card or a wallet."""
    return tuple(_kinds(columns, lines))


def _kinds(columns: Columns, lines: Sequence[BankLine]) -> Iterator[str]:
    if columns.has("card"):
        yield "a list of card payments, not the statement of an account"
    if len({line.amount.currency for line in lines}) > 1:
        yield "amounts in several currencies: a wallet, not the statement of an account"
    if _converts(columns, lines):
        yield "it converts currencies: a card or a wallet, not an account"
    if any(fee != 0 for fee in _filled(columns, "fee")):
        yield "fees beside the amounts: a wallet, not the statement of an account"


def _sums(
    columns: Columns, found: Movements, lines: Sequence[BankLine], *, is_balanced: bool
) -> Iterator[tuple[int, str]]:
    proof = prove(found.steps)
    if proof.broken_at:
        yield proof.broken_at, _BROKEN
    if not (proof.is_proven or is_balanced):
        for doubt in sign_doubts(lines, columns):
            yield 0, doubt
    for edge in found.edges:
        if edge.kind == "total":
            for doubt in _totals(columns, edge.row, lines):
                yield edge.row.number, doubt
        elif not (edge.is_sure or is_balanced):
            words = columns.text(edge.row, "text")
            yield edge.row.number, f"{words!r} is taken for a balance: is it one?"


def _totals(columns: Columns, row: Row, lines: Sequence[BankLine]) -> Iterator[str]:
    """Compare the sums below the columns, where they can be read."""
    came = sum((n.amount.decimal for n in lines if n.is_credit), Decimal(0))
    went = sum((n.amount.decimal for n in lines if not n.is_credit), Decimal(0))
    sums = {"credit": came, "debit": went}
    if not sign_role(columns):
        sums["amount"] = came - went
    for role, reached in sums.items():
        try:
            said = columns.amount(row, role) if columns.has(role) else None
        except Unreadable:
            continue
        if said is not None and abs(said) != abs(reached):
            yield f"the total says {said}, but the rows make {reached}"


def _converts(columns: Columns, lines: Sequence[BankLine]) -> bool:
    ours = {"", *(line.amount.currency for line in lines)}
    rows = columns.header.rows if columns.has("original") else ()
    written = {shown(columns.cell(row, "original")) for row in rows}
    rates = _filled(columns, "rate")
    return bool(written - ours) or any(rate not in (0, 1) for rate in rates)


def _filled(columns: Columns, role: str) -> Iterator[Decimal | None]:
    """Give the amounts of a column; None for a cell that is none."""
    for row in columns.header.rows if columns.has(role) else ():
        try:
            value = columns.amount(row, role)
        except Unreadable:
            yield None
        else:
            yield value or Decimal(0)
