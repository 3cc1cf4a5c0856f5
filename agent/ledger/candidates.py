"""Candidates: items and customers that a payment may mean, found by index alone."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Tx
from agent.ledger.invoices import IS_OPEN, ITEMS, to_items
from agent.ledger.statements import given_any
from agent.model.invoice import OpenItem

_instalments, _keys, _words = (
    tables.instalments,
    tables.invoice_keys,
    tables.customer_words,
)
_BY_AMOUNTS = ITEMS.where(given_any(_instalments.c.open_cents), IS_OPEN)
_BY_AMOUNTS_FEW = _BY_AMOUNTS.limit(5)
_BEYOND = "ZZZZZZZZ"  # after every word that begins alike, in any collation


def by_keys(tx: Tx, keys: Iterable[str], *, cap: int = 50) -> tuple[OpenItem, ...]:
    """Give instalments whose document has one of these keys.

    Args:
        cap: A key shared by more documents than this is no evidence: left out.
    """
    rare = (
        sa.select(_keys.c.key)
        .where(_keys.c.firm == tx.firm, tx.among(_keys.c.key, keys))
        .group_by(_keys.c.key)
        .having(sa.func.count() <= cap)
    )
    telling = [row["key"] for row in tx.rows(rare)]
    owners = sa.select(_keys.c.invoice).where(
        _keys.c.firm == tx.firm, tx.among(_keys.c.key, telling)
    )
    found = ITEMS.where(_instalments.c.invoice.in_(owners))
    return to_items(tx.rows(found, firm=tx.firm)) if telling else ()


def by_amounts(
    tx: Tx, amounts: Iterable[int], *, cap: int = 50
) -> tuple[OpenItem, ...]:
    """Give open items whose open amount is one of these, in cents.

    Args:
        cap: An amount shared by more items than this is no evidence: a few of them
            are given, so that none looks unique.
    """
    cents = _instalments.c.open_cents
    counted = (
        sa.select(cents, sa.func.count().label("many"))
        .where(_instalments.c.firm == tx.firm, tx.among(cents, amounts), IS_OPEN)
        .group_by(cents)
    )
    rows = tx.rows(counted)
    telling = [row["open_cents"] for row in rows if row["many"] <= cap]
    found = list(tx.rows(_BY_AMOUNTS, firm=tx.firm, open_cents=telling))
    for row in rows:
        if row["many"] > cap:
            fat = [row["open_cents"]]
            found += tx.rows(_BY_AMOUNTS_FEW, firm=tx.firm, open_cents=fat)
    return to_items(found)


def put_words(tx: Tx, customer_id: str, name_key: str) -> None:
    """Let a customer be found by the words of his name, and by no others.

    Args:
        name_key: His name in its normal form: words with blanks between.
    """
    tx.delete(_words, _words.c.customer == customer_id)
    tx.insert_all(
        _words,
        [{"word": word, "customer": customer_id} for word in set(name_key.split())],
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
    rare = (
        sa.select(_words.c.word)
        .where(_words.c.firm == tx.firm, tx.among(_words.c.word, words))
        .group_by(_words.c.word)
        .having(sa.func.count() <= cap)
    )
    telling = [row["word"] for row in tx.rows(rare)]
    owners = sa.select(_words).where(
        _words.c.firm == tx.firm, tx.among(_words.c.word, telling)
    )
    for row in tx.rows(owners) if telling else ():
        found.setdefault(row["word"], set()).add(row["customer"])
    for start in set(beginnings):
        alike = sa.select(_words.c.customer).where(
            _words.c.firm == tx.firm,
            _words.c.word >= start,
            _words.c.word <= start + _BEYOND,
        )
        some = {row["customer"] for row in tx.rows(alike.limit(cap + 1))}
        if len(some) <= cap:
            found.setdefault(start, set()).update(some)
    return {word: frozenset(some) for word, some in found.items()}
