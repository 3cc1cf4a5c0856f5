"""Unwritten changes: fewer statements, and nobody can tell."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.ledger import book, signs, tables
from agent.ledger.book import Ledger, Tx
from agent.ledger.statements import given as is_given
from agent.ledger.unwritten import _touched
from tests.ledger.builders import FIRM, NOW
from tests.statements import heard

_messages, _signs, _customers = tables.messages, tables.signs, tables.customers
_STATES = sa.select(_messages.c.id, _messages.c.state, _messages.c.kind).where(
    is_given(_messages.c.firm)
)
_NAMES = sa.select(_customers.c.name).where(is_given(_customers.c.firm))
_IDS = ("A" * 26, "B" * 26, "C" * 26)


def _some(tx: Tx) -> None:
    told = {"mailbox": "m", "role": "inbox", "arrived_at": NOW}
    tx.insert_all(
        _messages,
        [{"id": one, "sha256": one, "message_id": one, **told} for one in _IDS],
    )


def _as_read(tx: Tx) -> dict[str, tuple[str, str]]:
    rows = tx.rows(_STATES, firm=FIRM)
    return {row["id"]: (row["state"], row["kind"]) for row in rows}


def test_changes_of_many_rows_are_one_statement(ledger: Ledger) -> None:
    with ledger.begin(FIRM, NOW) as tx:
        _some(tx)
        with heard() as words:
            for one in _IDS:
                tx.change(_messages, one, state="read")
                tx.rows(_NAMES, firm=FIRM)
            tx.write()
    told = [each.split(maxsplit=1)[0] for each in words]
    assert told == ["SELECT"] * 3 + ["UPDATE"]
    with ledger.look(FIRM, NOW) as tx:
        assert _as_read(tx) == dict.fromkeys(_IDS, ("read", ""))


@pytest.mark.parametrize(
    "statement",
    [
        _STATES,
        sa.select(_messages.alias().c.id),
        sa.select(_customers.c.id).where(
            is_given(_customers.c.firm),
            sa.exists().where(_messages.c.customer == _customers.c.id),
        ),
        sa.select(_STATES.subquery().c.id),
        _messages.update().where(is_given(_messages.c.firm)),
        _messages.delete().where(is_given(_messages.c.firm)),
        _messages.insert(),
    ],
)
def test_what_touches_the_table_comes_after_them(statement: sa.Executable) -> None:
    assert _messages in _touched(statement)


def test_no_module_runs_a_statement_past_the_changes_that_wait() -> None:
    agent = Path(book.__file__).parents[1]
    past = [
        path.name
        for path in agent.rglob("*.py")
        if "tx.connection.exec" in path.read_text("utf-8")
    ]
    assert past == []


def test_a_statement_made_for_this_time_comes_after_them(tx: Tx) -> None:
    _some(tx)
    tx.change(_messages, _IDS[0], state="read")
    asked = sa.select(_messages.c.state).where(
        _messages.c.firm == FIRM, _messages.c.id == _IDS[0]
    )
    assert tx.value(asked) == "read"


def test_an_added_row_is_there_when_it_is_looked_for(tx: Tx) -> None:
    signs.add(tx, _IDS[0], "reply", NOW)
    assert signs.latest(tx, _IDS[0]) == NOW


def _fail_after_a_change(ledger: Ledger) -> None:
    with ledger.begin(FIRM, NOW) as tx:
        tx.change(_messages, _IDS[0], state="read")
        raise ZeroDivisionError


def test_what_is_undone_was_never_written(ledger: Ledger) -> None:
    with ledger.begin(FIRM, NOW) as tx:
        _some(tx)
    with pytest.raises(ZeroDivisionError):
        _fail_after_a_change(ledger)
    with ledger.look(FIRM, NOW) as tx:
        assert _as_read(tx) == dict.fromkeys(_IDS, ("new", ""))


def test_a_change_in_a_picture_is_refused_not_lost(ledger: Ledger) -> None:
    with (
        pytest.raises(AssertionError, match="a picture"),
        ledger.look(FIRM, NOW) as tx,
    ):
        tx.change(_messages, _IDS[0], state="read")


_VALUES = st.fixed_dictionaries(
    {}, optional={"state": st.sampled_from("xyz"), "kind": st.sampled_from("uvw")}
).filter(bool)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.lists(st.tuples(st.sampled_from(_IDS), _VALUES), max_size=12),
    looks=st.sets(st.integers(0, 11)),
)
def test_the_last_change_of_a_row_holds(
    tx: Tx, changes: list[tuple[str, dict[str, str]]], looks: set[int]
) -> None:
    tx.delete(_messages)
    _some(tx)
    truth = {one: {"state": "new", "kind": ""} for one in _IDS}
    for place, (row, values) in enumerate(changes):
        tx.change(_messages, row, **values)
        truth[row] |= values
        if place in looks:
            assert _as_read(tx)[row] == tuple(truth[row].values())
    assert _as_read(tx) == {one: tuple(said.values()) for one, said in truth.items()}
