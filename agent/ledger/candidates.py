"""Candidates: items and customers that a payment may mean, found by index alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Tx
from agent.ledger.items import IS_OPEN, ITEMS, items_by
from agent.ledger.statements import (
    begins,
    given,
    given_any,
    is_given,
    sharing,
)
from agent.model.invoice import OpenItem
from agent.model.money import Money

_instalments, _keys, _words = (
    tables.instalments,
    tables.invoice_keys,
    tables.customer_words,
)
_DIALECTS = ("postgresql", "sqlite")


def _sharing(
    column: sa.Column[Any],
    wanted: sa.ColumnElement[str],
    *where: sa.ColumnElement[bool],
) -> dict[str, sa.Select[Any]]:
    mine = given(column.table.c.firm)
    return {each: sharing(each, column, wanted, mine, *where) for each in _DIALECTS}


_INVOICES = _sharing(_keys.c.key, _keys.c.invoice, is_given(_keys.c.key))
_OPEN = _sharing(
    _instalments.c.open_cents,
    _instalments.c.id + " " + _instalments.c.customer + " " + _instalments.c.currency,
    is_given(_instalments.c.open_cents),
    IS_OPEN,
)
_NAMED = _sharing(_words.c.word, _words.c.customer, is_given(_words.c.word))
_STARTED = _sharing(_words.c.word, _words.c.customer, begins(_words.c.word))
_OF_INVOICES = ITEMS.where(given_any(_instalments.c.invoice))
_EXAMPLES = 5  # of what very many share


def by_keys(tx: Tx, keys: Iterable[str], *, cap: int = 50) -> tuple[OpenItem, ...]:
    """Give instalments whose document has one of these keys.

    Args:
        cap: A key shared by more documents than this is no evidence: left out.
    """
    return named_by(tx, keys, cap=cap)[0]


def named_by(
    tx: Tx, keys: Iterable[str], *, cap: int = 50
) -> tuple[tuple[OpenItem, ...], frozenset[str]]:
    """Give the same, and the keys that were left out."""
    found = _shared(tx, _INVOICES, cap, key=keys)
    crowded = frozenset(key for key, some in found.items() if len(some) > cap)
    owners = {one for key, some in found.items() if key not in crowded for one in some}
    return items_by(tx, _OF_INVOICES, invoice=owners) if owners else (), crowded


def _shared(
    tx: Tx,
    asked: dict[str, sa.Select[Any]],
    cap: int,
    **values: Iterable[str] | Iterable[int],
) -> dict[Any, list[str]]:
    """Give who shares each value; of very many one more than a cap."""
    wanted = {name: set(some) for name, some in values.items()}
    if not any(wanted.values()):
        return {}
    statement = asked[tx.connection.dialect.name]
    rows = tx.tuples(statement, firm=tx.firm, enough=cap + 1, **wanted)
    return {value: ids.split(",") for value, ids in rows if ids}


def by_amounts(
    tx: Tx, amounts: Iterable[int], *, cap: int = 50
) -> dict[Money, dict[str, str]]:
    """Give the items of which just so many cents are open, cancelled ones among them.

    Args:
        cap: An amount shared by more items than this is no evidence: a few of them
            are given, so that none looks unique.

    Returns:
        By amount, the ids of items, each with its customer's.
    """
    found: dict[Money, dict[str, str]] = {}
    for cents, some in _shared(tx, _OPEN, cap, open_cents=amounts).items():
        for one in some if len(some) <= cap else some[:_EXAMPLES]:
            item_id, customer_id, currency = one.split()
            found.setdefault(Money(cents, currency), {})[item_id] = customer_id
    return found


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
    for asked, said in ((_NAMED, words), (_STARTED, beginnings)):
        for word, some in _shared(tx, asked, cap, word=said).items():
            if len(some) <= cap:
                found.setdefault(word, set()).update(some)
    return {word: frozenset(some) for word, some in found.items()}
