"""The wall itself, and what two firms in one ledger see of each other."""

import pytest
import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Ledger
from tests.ledger.builders import FIRM, NOW, OTHER
from tests.ledger.everything import change_everything, fill, read_everything
from tests.ledger.firm_wall import FirmForgotten, unguarded

_JOINED = (
    "SELECT letters.no FROM deliveries JOIN letters "
    "ON letters.firm = deliveries.firm AND letters.id = deliveries.letter"
)
_GUARDED = (
    "SELECT holds.id FROM holds WHERE holds.firm = ? AND holds.id = ?",
    "SELECT holds.id FROM holds WHERE holds.firm = %(firm_1)s::VARCHAR",
    "UPDATE holds SET until=? WHERE holds.firm = ?",
    "DELETE FROM blobs WHERE blobs.firm = ? AND blobs.delete_after < ?",
    "INSERT INTO due (firm, job) VALUES (?, ?) ON CONFLICT DO NOTHING",
    f"{_JOINED} WHERE deliveries.firm = ?",
    "PRAGMA query_only=ON",
    "SELECT pg_advisory_xact_lock(?, hashtext(?))",
)
_FORGETFUL = (
    ("SELECT holds.id FROM holds WHERE holds.id = ?", {"holds"}),
    ("UPDATE holds SET until=?", {"holds"}),
    ("DELETE FROM blobs WHERE blobs.delete_after < ?", {"blobs"}),
    ("INSERT INTO due (job) VALUES (?)", {"due"}),
    (_JOINED, {"deliveries", "letters"}),
    (
        "SELECT 1 FROM deliveries JOIN letters ON true WHERE deliveries.firm = ?",
        {"letters"},
    ),
    (
        "SELECT 1 FROM holds WHERE holds.firm = ? AND 1 IN (SELECT 1 FROM holds)",
        {"holds"},
    ),
    ("SELECT a FROM calls, holds WHERE calls.firm = ?", {"holds"}),
)


@pytest.mark.parametrize("statement", _GUARDED)
def test_a_statement_that_names_the_firm_passes(statement: str) -> None:
    assert unguarded(statement) == set()


@pytest.mark.parametrize(("statement", "tables_"), _FORGETFUL)
def test_a_statement_that_forgets_the_firm_is_caught(
    statement: str, tables_: set[str]
) -> None:
    assert unguarded(statement) == tables_


def test_a_query_that_forgets_the_firm_fails_its_test(ledger: Ledger) -> None:
    with ledger.look(FIRM, NOW) as tx, pytest.raises(FirmForgotten, match="holds"):
        tx.rows(sa.select(tables.holds))


def _rows(ledger: Ledger, firm: str) -> dict[str, list[tuple[object, ...]]]:
    with ledger.look(firm, NOW) as tx:
        return {
            name: sorted(
                (
                    tuple(row.values())
                    for row in tx.rows(sa.select(table).where(table.c.firm == firm))
                ),
                key=repr,
            )
            for name, table in tables.metadata.tables.items()
        }


def test_the_filled_ledger_has_a_row_in_every_table(ledger: Ledger) -> None:
    fill(ledger, FIRM)
    assert [name for name, rows in _rows(ledger, FIRM).items() if not rows] == []


def test_a_firm_sees_nothing_of_another(ledger: Ledger) -> None:
    empty = read_everything(ledger, OTHER)
    full = fill(ledger, FIRM)
    assert read_everything(ledger, OTHER, full) == empty
    assert read_everything(ledger, FIRM, full) != empty


def test_a_firm_changes_nothing_of_another(ledger: Ledger) -> None:
    theirs = fill(ledger, OTHER)
    before = _rows(ledger, OTHER)
    fill(ledger, FIRM)
    change_everything(ledger, FIRM, theirs)
    assert _rows(ledger, OTHER) == before
