"""Bulk writes: what one by one would have been written, in one statement."""

import sqlalchemy as sa

from agent.ledger import payers, tables
from agent.ledger.book import Tx
from tests.ledger.builders import NOW

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
