"""Statements: which format a file has, and whether its balances add up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from agent.errors import Unreadable
from agent.model.money import Money
from agent.model.payment import BankLine, Statement


@dataclass(frozen=True, slots=True)
class StatementFormat:
    """One way in which banks write statements.

    Args:
        claims: Tells from content (the name is a hint at most) whether a file
            is of this format.
        read: Gives one statement an account; raises Unreadable. Both take the
            bytes and the file's name.
    """

    name: str
    claims: Callable[[bytes, str], bool]
    read: Callable[[bytes, str], tuple[Statement, ...]]


def read_statement(
    data: bytes, name: str, formats: Sequence[StatementFormat]
) -> tuple[Statement, ...]:
    """Read a statement file: one statement an account, none for an empty report.

    Args:
        name: As people know the file; stands in every doubt.
        formats: The first that claims the file reads it.

    Raises:
        Unreadable: No format knows the file, or nothing in it can be trusted.
    """
    if not data.strip():
        raise Unreadable(f"{name}: the file is empty; fetch it from the bank again")
    for format_ in formats:
        if format_.claims(data, name):
            return format_.read(data, name)
    known = ", ".join(format_.name for format_ in formats)
    raise Unreadable(
        f"{name}: not a bank statement of a kind we read ({known}); a table needs "
        "a row of titles such as Data, Importo, Descrizione"
    )


def balance_doubt(
    opening: Money | None, lines: Iterable[BankLine], closing: Money | None
) -> str:
    """Check opening + booked lines = closing.

    Returns:
        Empty where they agree, where a balance is missing, or where lines in
        other currencies make the sum meaningless.
    """
    if not opening or not closing or opening.currency != closing.currency:
        return ""
    booked = [line for line in lines if line.status == "booked"]
    if any(line.amount.currency != opening.currency for line in booked):
        return ""
    reached = opening
    for line in booked:
        reached += line.amount if line.is_credit else -line.amount
    if reached == closing:
        return ""
    return (
        f"opening {opening} and the booked lines make {reached}, but the closing "
        f"balance says {closing}: lines may be missing"
    )
