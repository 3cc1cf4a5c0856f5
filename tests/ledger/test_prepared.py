"""Prepared statements: run by the driver as SQLAlchemy would have run them."""

import pytest
import sqlalchemy as sa

from agent.ledger import payers, prepared, tables
from agent.ledger.book import Tx
from agent.ledger.statements import given, update_by_id
from tests.ledger.builders import NOW
from tests.ledger.firm_wall import FirmForgotten

_signs, _payers = tables.signs, tables.payers
_HELD = sa.select(_signs.c.id, _signs.c.what, _signs.c.at)


def test_each_row_is_held_as_its_columns_hold_it(tx: Tx) -> None:
    rows = [
        {"id": one, "customer": "c", "what": f"pay\x00ment {one}", "at": NOW}
        for one in ("A" * 26, "B" * 26)
    ]
    tx.insert_all(_signs, rows)
    found = tx.rows(_HELD.where(_signs.c.firm == tx.firm).order_by(_signs.c.id))
    assert [(row["what"], row["at"]) for row in found] == [
        (f"payment {one}", NOW) for one in ("A" * 26, "B" * 26)
    ]


def test_what_the_statement_says_itself_holds_for_every_row(tx: Tx) -> None:
    seen = [("iban:X", "c", NOW.date()), ("iban:X", "d", NOW.date())]
    payers.teach_all(tx, [*seen, *seen[:1]])
    assert payers.known(tx, ["iban:X"]) == {"iban:X": {"c": 2, "d": 1}}


def test_no_rows_are_no_statement(tx: Tx) -> None:
    tx.insert_all(_payers, [])
    assert payers.known(tx, ["iban:X"]) == {}


def test_a_question_gives_each_column_as_the_program_takes_it(tx: Tx) -> None:
    tx.add(_signs, id="A" * 26, customer="c", what="reply", at=NOW)
    asked = sa.select(_signs.c.at, _signs.c.id).where(given(_signs.c.firm))
    for _ in range(2):  # the second time it is known what the columns are
        assert [*tx.rows(asked, firm=tx.firm)] == [{"at": NOW, "id": "A" * 26}]
        assert tx.tuples(asked, firm=tx.firm) == [(NOW, "A" * 26)]
        assert tx.row(asked, firm=tx.firm) == {"at": NOW, "id": "A" * 26}
        assert tx.value(asked, firm=tx.firm) == NOW
        assert (tx.row(asked, firm="x"), tx.value(asked, firm="x")) == (None, None)


def test_what_the_database_refuses_is_told_without_what_the_row_holds(tx: Tx) -> None:
    row = {"id": "A" * 26, "customer": "secret", "what": "reply", "at": NOW}
    tx.insert(_signs, **row)
    with pytest.raises(sa.exc.IntegrityError) as refused:
        tx.insert(_signs, **row)
    assert "secret" not in str(refused.value)


def test_what_postgresql_says_of_a_row_is_not_told(tx: Tx) -> None:
    with pytest.raises(sa.exc.IntegrityError) as refused:
        tx.insert(_signs, id="A" * 26, customer="secret", what=None, at=NOW)
    assert "secret" not in str(refused.value)


def test_a_value_that_was_forgotten_is_not_null(tx: Tx) -> None:
    mine = (given(_signs.c.firm), given(_signs.c.customer))
    with pytest.raises(sa.exc.InvalidRequestError, match="customer"):
        tx.rows(sa.select(_signs.c.id).where(*mine), firm=tx.firm)
    with pytest.raises(sa.exc.InvalidRequestError, match="of_id"):
        tx.run(update_by_id(_signs), {"of_firm": tx.firm, "what": "x"})


def test_a_list_that_sqlalchemy_writes_anew_each_time_is_refused(tx: Tx) -> None:
    mine = (given(_signs.c.firm), _signs.c.what.in_(["a"]))
    with pytest.raises(sa.exc.InvalidRequestError, match="given_any"):
        tx.rows(sa.select(_signs.c.id).where(*mine), firm=tx.firm)


def test_a_question_that_forgets_the_firm_is_heard_by_the_wall(tx: Tx) -> None:
    asked = sa.select(_signs.c.id).where(given(_signs.c.what))
    with pytest.raises(FirmForgotten, match="signs"):
        tx.rows(asked, what="reply")


def test_a_connection_that_is_gone_is_told_as_any_other_error() -> None:
    connection = sa.create_engine("sqlite://").connect()
    connection.connection.driver_connection.close()  # type: ignore[union-attr]

    with pytest.raises(sa.exc.DBAPIError, match="closed database"):
        prepared.say(connection, "SELECT 1")

    connection.invalidate()
    connection.close()
