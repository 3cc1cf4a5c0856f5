"""Suspicions: why a bank's table, though read, may not mean what it seems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from agent.bank.movements import Movements
from agent.bank.running import prove
from agent.bank.signs import sign_doubts
from agent.errors import Unreadable
from agent.forms.cells import Row, shown
from agent.forms.columns import Columns
from agent.model.payment import BankLine


def suspicions(
    columns: Columns, found: Movements, lines: Sequence[BankLine]
) -> Iterator[str]:
    """Give a sentence for each reason to ask a person first.

    Args:
        lines: The lines of one account.
    """
    yield from columns.doubts
    if columns.has("card"):
        yield "a list of card payments, not the statement of an account"
    if len({line.amount.currency for line in lines}) > 1:
        yield "amounts in several currencies: a wallet, not the statement of an account"
    if _converts(columns):
        yield "it converts currencies: a card or a wallet, not an account"
    if any(fee != 0 for fee in _filled(columns, "fee")):
        yield "fees beside the amounts: a wallet, not the statement of an account"
    if len(lines) == len(found.lines):
        yield from _sums(columns, found, lines)


def _sums(
    columns: Columns, found: Movements, lines: Sequence[BankLine]
) -> Iterator[str]:
    proof = prove(found.steps)
    if proof.broken_at:
        yield (
            f"row {proof.broken_at}: the running balance does not follow from the "
            "amounts: rows may be missing, or a sign be wrong"
        )
    if not proof.is_proven:
        yield from sign_doubts(lines, columns)
    for edge, row, _ in found.edges:
        if edge == "total":
            yield from _total(columns, row, lines)


def _total(columns: Columns, row: Row, lines: Sequence[BankLine]) -> Iterator[str]:
    """Compare the sums below the columns, where they can be read."""
    came = sum((n.amount.decimal for n in lines if n.is_credit), Decimal(0))
    went = sum((n.amount.decimal for n in lines if not n.is_credit), Decimal(0))
    sums = {"credit": came, "debit": went}
    if not columns.has("sign"):
        sums["amount"] = came - went
    for role, reached in sums.items():
        try:
            said = columns.amount(row, role) if columns.has(role) else None
        except Unreadable:
            continue
        if said is not None and abs(said) != abs(reached):
            yield f"row {row.number}: the total says {said}, the rows make {reached}"


def _converts(columns: Columns) -> bool:
    foreign = any(
        shown(columns.cell(row, "original"))
        not in ("", shown(columns.cell(row, "currency")))
        for row in columns.header.rows
    )
    return foreign or any(rate not in (0, 1) for rate in _filled(columns, "rate"))


def _filled(columns: Columns, role: str) -> Iterator[Decimal | None]:
    """Give the amounts of a column; None for a cell that is none."""
    for row in columns.header.rows if columns.has(role) else ():
        try:
            value = columns.amount(row, role)
        except Unreadable:
            yield None
        else:
            yield value or Decimal(0)
