"""Candidates: items and customers that a payment may mean, found by index alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Tx
from agent.ledger.items import IS_OPEN, ITEMS, in_order, items_by
from agent.ledger.statements import frequencies, given, given_any
from agent.model.invoice import OpenItem

_Value = TypeVar("_Value", str, int)

_instalments, _keys, _words = (
    tables.instalments,
    tables.invoice_keys,
    tables.customer_words,
)
_BY_AMOUNTS = ITEMS.where(given_any(_instalments.c.open_cents), IS_OPEN)
_BY_AMOUNTS_FEW = _BY_AMOUNTS.limit(5)
_COUNTED = {
    (column, dialect): frequencies(dialect, column, given(column.table.c.firm), *where)
    for column, where in (
        (_keys.c.key, ()),
        (_words.c.word, ()),
        (_instalments.c.open_cents, (IS_OPEN,)),
    )
    for dialect in ("postgresql", "sqlite")
}
_OWNERS = sa.select(_keys.c.invoice).where(given(_keys.c.firm), given_any(_keys.c.key))
_NAMED = sa.select(_words.c.word, _words.c.customer).where(
    given(_words.c.firm), given_any(_words.c.word)
)
_OF_INVOICES = ITEMS.where(given_any(_instalments.c.invoice))
_ALIKE = (
    sa.select(_words.c.customer)
    .where(
        given(_words.c.firm),
        _words.c.word >= sa.bindparam("since", type_=_words.c.word.type),
        _words.c.word <= sa.bindparam("until", type_=_words.c.word.type),
    )
    .limit(sa.bindparam("most", type_=sa.Integer()))
)
_BEYOND = "ZZZZZZZZ"  # after every word that begins alike, in any collation


def by_keys(tx: Tx, keys: Iterable[str], *, cap: int = 50) -> tuple[OpenItem, ...]:
    """Give instalments whose document has one of these keys.

    Args:
        cap: A key shared by more documents than this is no evidence: left out.
    """
    telling, _ = _by_frequency(tx, _keys.c.key, keys, cap)
    if not telling:
        return ()
    owners = {one for (one,) in tx.tuples(_OWNERS, firm=tx.firm, key=telling)}
    return items_by(tx, _OF_INVOICES, invoice=owners)


def _by_frequency(
    tx: Tx, column: sa.Column[_Value], values: Iterable[_Value], cap: int
) -> tuple[list[_Value], list[_Value]]:
    """Tell values that stand in few rows from those that stand in more than a cap."""
    asked = {"firm": tx.firm, column.name: values, "enough": cap + 1}
    rows = tx.tuples(_COUNTED[column, tx.connection.dialect.name], **asked)
    few = [value for value, many in rows if 0 < many <= cap]
    return few, [value for value, many in rows if many > cap]


def by_amounts(
    tx: Tx, amounts: Iterable[int], *, cap: int = 50
) -> tuple[OpenItem, ...]:
    """Give open items whose open amount is one of these, in cents.

    Args:
        cap: An amount shared by more items than this is no evidence: a few of them
            are given, so that none looks unique.
    """
    telling, fat = _by_frequency(tx, _instalments.c.open_cents, amounts, cap)
    found = [*items_by(tx, _BY_AMOUNTS, open_cents=telling)]
    for cents in fat:
        found += items_by(tx, _BY_AMOUNTS_FEW, open_cents=[cents])
    return in_order(found)


def put_words(tx: Tx, customer_id: str, name_key: str) -> None:
    """Let a customer be found by the words of his name, and by no others.

    Args:
        name_key: His name in its normal form: words with blanks between.
    """
    tx.delete(_words, _words.c.customer == customer_id)
    add_words(tx, [(customer_id, name_key)])


def add_words(tx: Tx, names: Iterable[tuple[str, str]]) -> None:
    """Let new customers be found by the words of their names, as for `put_words`."""
    tx.insert_all(
        _words,
        [
            {"word": word, "customer": customer_id}
            for customer_id, name_key in names
            for word in set(name_key.split())
        ],
    )


def by_words(
    tx: Tx, words: Iterable[str], beginnings: Iterable[str] = (), *, cap: int = 50
) -> dict[str, frozenset[str]]:
    """Give the customers in whose names each word stands.

    Args:
        beginnings: Of words that a bank may have cut.
        cap: A word in more names than this is no evidence: left out.
    """
    found: dict[str, set[str]] = {}
    telling, _ = _by_frequency(tx, _words.c.word, words, cap)
    for word, owner in tx.tuples(_NAMED, firm=tx.firm, word=telling) if telling else ():
        found.setdefault(word, set()).add(owner)
    for start in set(beginnings):
        said = {"firm": tx.firm, "since": start, "until": start + _BEYOND}
        some = {owner for (owner,) in tx.tuples(_ALIKE, **said, most=cap + 1)}
        if len(some) <= cap:
            found.setdefault(start, set()).update(some)
    return {word: frozenset(some) for word, some in found.items()}
