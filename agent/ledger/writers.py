"""Writers: the customers who write from an address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Row, Tx
from agent.ledger.statements import given, given_any

_customers, _addresses = tables.customers, tables.addresses
_WRITERS = (
    sa.select(
        _addresses.c.email,
        _addresses.c.customer,
        _customers.c.no,
        sa.literal(value=False).label("is_certified"),
    )
    .join(
        _customers,
        sa.and_(
            _customers.c.firm == _addresses.c.firm,
            _customers.c.id == _addresses.c.customer,
        ),
    )
    .where(given(_addresses.c.firm), given_any(_addresses.c.email))
)
_CERTIFIED_WRITERS = sa.select(
    _customers.c.pec, _customers.c.id, _customers.c.no, sa.literal(value=True)
).where(given(_customers.c.firm), given_any(_customers.c.pec))
_ALL_WRITERS = sa.union_all(_WRITERS, _CERTIFIED_WRITERS)


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes from an address.

    Args:
        is_certified: It is his address for certified mail.
    """

    customer_id: str
    is_certified: bool


def by_email(tx: Tx, emails: Iterable[str]) -> dict[str, tuple[Writer, ...]]:
    """Find who writes from each of these addresses, in the order of their numbers.

    Returns:
        Them by address in lower case; nobody's are left out.
    """
    found: dict[str, tuple[Writer, ...]] = {}
    for row in _writing_from(tx, emails):
        writer = Writer(row["customer"], bool(row["is_certified"]))
        found[row["email"]] = (*found.get(row["email"], ()), writer)
    return found


def of(tx: Tx, emails: Iterable[str]) -> tuple[str, ...]:
    """Find who writes from any of these addresses; ids, in the order of numbers."""
    found = (row["customer"] for row in _writing_from(tx, emails))
    return tuple(dict.fromkeys(found))


def _writing_from(tx: Tx, emails: Iterable[str]) -> Sequence[Row]:
    wanted = {email.lower() for email in emails if email}
    if not wanted:
        return ()
    rows = tx.rows(_ALL_WRITERS, firm=tx.firm, email=wanted, pec=wanted)
    # Sorted here: for the order's sake SQLite would read every customer.
    return sorted(rows, key=lambda row: int(row["no"]))


def emails(tx: Tx) -> frozenset[str]:
    """Give every address of every customer, certified ones too, confirmed or not."""
    query = sa.select(_addresses.c.email).where(_addresses.c.firm == tx.firm)
    certified = sa.select(_customers.c.pec.label("email")).where(
        _customers.c.firm == tx.firm, _customers.c.pec != ""
    )
    return frozenset(row["email"] for row in tx.rows(query.union(certified)))


def has_domain(tx: Tx, domain: str) -> bool:
    """Tell whether a customer has an address there."""
    query = sa.select(_addresses.c.email).where(
        _addresses.c.firm == tx.firm,
        _addresses.c.email.endswith(f"@{domain}", autoescape=True),
    )
    return tx.value(query.limit(1)) is not None
