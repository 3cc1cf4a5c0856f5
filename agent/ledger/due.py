"""When each job of the day is due, and what stands still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Tx
from agent.ledger.statements import given

_due, _standing = tables.due, tables.standing
_STANDINGS = (
    sa.select(_standing).where(given(_standing.c.firm)).order_by(_standing.c.what)
)


@dataclass(frozen=True, slots=True)
class DueTime:
    """One job's clock.

    Args:
        due_at: Next moment; None = never asked for.
        ran_for: The local day it last ran for, for jobs of the day.
    """

    job: str
    due_at: datetime | None
    ran_at: datetime | None
    ran_for: date | None


def of(tx: Tx, job: str) -> DueTime:
    """Give a job's clock."""
    row = tx.row(sa.select(_due).where(_due.c.firm == tx.firm, _due.c.job == job))
    if row is None:
        return DueTime(job, None, None, None)
    return DueTime(job, row["due_at"], row["ran_at"], row["ran_for"])


def note(
    tx: Tx, job: str, due_at: datetime, outcome: str, ran_for: date | None = None
) -> None:
    """Note that a job ran, and when it is due again."""
    values: dict[str, object] = {"due_at": due_at, "ran_at": tx.now, "outcome": outcome}
    if ran_for is not None:
        values["ran_for"] = ran_for
    tx.put(_due, job=job, **values)


def set_due(tx: Tx, job: str, due_at: datetime) -> None:
    """Move a job's next moment without running it."""
    tx.put(_due, job=job, due_at=due_at)


@dataclass(frozen=True, slots=True)
class Standing:
    """Something that should move: a mailbox, the sending, the bank files.

    Args:
        since: Stands still since; None = works.
        worked_at: When it last worked.
    """

    what: str
    since: datetime | None
    worked_at: datetime | None
    because: str


def works(tx: Tx, what: str) -> None:
    """Note that it works now."""
    tx.put(_standing, what=what, since=None, worked_at=tx.now, because="")


def stands_still(tx: Tx, what: str, because: str) -> bool:
    """Note that it stands still; True where this is news."""
    tx.add(_standing, what=what)
    fresh = tx.update(
        _standing,
        _standing.c.what == what,
        _standing.c.since.is_(None),
        since=tx.now,
    )
    tx.update(_standing, _standing.c.what == what, because=because)
    return bool(fresh)


def standings(tx: Tx) -> tuple[Standing, ...]:
    """Give everything watched, by name."""
    return tuple(
        Standing(row["what"], row["since"], row["worked_at"], row["because"])
        for row in tx.rows(_STANDINGS, firm=tx.firm)
    )
