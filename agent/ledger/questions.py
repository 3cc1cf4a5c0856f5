"""Questions about money: whose it may be, and whether to look at all anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from agent.ledger import firms, tables
from agent.ledger.book import Tx
from agent.ledger.statements import given, given_any
from agent.model.money import Money

_payments, _proposals = tables.payments, tables.proposals
_ANEW = "settle_anew"
# How matching leaves payments that it looks at again.
STANDING = ("proposed", "unknown")
_FREE = (
    sa.select(_payments.c.free_cents, _payments.c.currency)
    .distinct()
    .where(
        given(_payments.c.firm),
        given_any(_payments.c.decision),
        given_any(_payments.c.free_cents),
        _payments.c.state != "undone",
    )
)
_ASKED = (
    sa.select(_proposals.c.customer)
    .distinct()
    .join(
        _payments,
        sa.and_(
            _payments.c.firm == _proposals.c.firm,
            _payments.c.id == _proposals.c.payment,
        ),
    )
    .where(
        given(_proposals.c.firm),
        given_any(_proposals.c.customer),
        given_any(_payments.c.decision),
        _payments.c.state != "undone",
    )
)


def look_anew(tx: Tx, *item_ids: str) -> None:
    """Note that money in question is to be looked at anew: what it may pay changed.

    Noted where that changes, so that no end of the process loses it.

    Args:
        item_ids: What alone changed; none = look at all.
    """
    before = anew(tx)
    of_all = not item_ids or (before and not changed(before))
    ids = () if of_all else sorted({*changed(before), *item_ids})
    note = " ".join((tx.new_id(), *ids))
    firms.set_switch(tx, _ANEW, note, "what is open changed")


def changed(note: str) -> tuple[str, ...]:
    """Give the items that alone changed, as a note says; empty = it is about all."""
    return tuple(note.split()[1:])


def anew(tx: Tx) -> str:
    """Give the note that stands, for `looked_anew`; empty if none does."""
    return firms.switch(tx, _ANEW)


def looked_anew(tx: Tx, note: str) -> None:
    """Drop the note, unless a newer one came meanwhile."""
    if note:
        firms.drop_switch(tx, _ANEW, note, "all was looked at")


def may_pay(tx: Tx, sums: Iterable[Money]) -> frozenset[Money]:
    """Give those of the sums that are free of money in question."""
    wanted = set(sums)
    rows = tx.tuples(
        _FREE,
        firm=tx.firm,
        decision=STANDING,
        free_cents={each.cents for each in wanted},
    )
    return frozenset(wanted & {Money(cents, currency) for cents, currency in rows})


def asked_about(
    tx: Tx, customer_ids: Iterable[str], wanted: Sequence[str]
) -> frozenset[str]:
    """Give those of the customers who are candidates of a payment so decided on."""
    rows = tx.tuples(_ASKED, firm=tx.firm, customer=customer_ids, decision=wanted)
    return frozenset(customer_id for (customer_id,) in rows)
