"""Proposals: the readings of a payment that a person may choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Tx
from agent.ledger.statements import given, given_any
from agent.model.money import Money
from agent.model.payment import Allocation, Candidate, Residue

SHOWN = 3  # more of them nobody reads; the others are only not written to
_RESIDUE = "residue"
_proposals = tables.proposals
_OF_PAYMENT = (
    sa.select(_proposals)
    .where(given(_proposals.c.firm), given(_proposals.c.payment))
    .order_by(_proposals.c.rank)
)
_ASKED = sa.select(_proposals.c.payment, _proposals.c.customer).where(
    given(_proposals.c.firm), given_any(_proposals.c.payment)
)
_FORGET = _proposals.delete().where(
    given(_proposals.c.firm), given_any(_proposals.c.payment)
)


def propose(tx: Tx, found: Mapping[str, Sequence[Candidate]]) -> None:
    """Keep candidates of payments for a person to choose from; they replace earlier ones.

    Args:
        found: By the payment's id; none of a payment = no question is left of it.
    """
    tx.run(_FORGET, {"firm": tx.firm, "payment": list(found)})
    tx.insert_all(
        _proposals,
        [
            {
                "payment": payment_id,
                "rank": rank,
                "customer": each.customer_id,
                "confidence": round(each.confidence * 1000),
                "reasons": list(each.reasons),
                "allocations": _written(each),
            }
            for payment_id, some in found.items()
            for rank, each in enumerate(some, 1)
        ],
    )


def candidates(tx: Tx, payment_id: str) -> tuple[Candidate, ...]:
    """Give the candidates a person may choose from, best first."""
    return tuple(
        Candidate(
            customer_id=row["customer"],
            allocations=tuple(
                Allocation(item_id, Money(cents, currency), kind)
                for item_id, cents, currency, kind, *_ in row["allocations"]
                if kind != _RESIDUE
            ),
            confidence=row["confidence"] / 1000,
            reasons=tuple(row["reasons"]),
            residues=tuple(
                Residue(item_id, Money(cents, currency), because[0])
                for item_id, cents, currency, kind, *because in row["allocations"]
                if kind == _RESIDUE
            ),
        )
        for row in tx.rows(_OF_PAYMENT, firm=tx.firm, payment=payment_id)
    )


def asked_about(tx: Tx, payment_ids: Iterable[str]) -> dict[str, set[str]]:
    """Give the customers each of these payments is a question about, if any."""
    found: dict[str, set[str]] = {}
    for row in tx.rows(_ASKED, firm=tx.firm, payment=payment_ids):
        found.setdefault(row["payment"], set()).add(row["customer"])
    return found


def drop_proposals(tx: Tx, payment_id: str) -> None:
    """Forget the candidates: the question was answered."""
    tx.run(_FORGET, {"firm": tx.firm, "payment": [payment_id]})


def _written(one: Candidate) -> list[list[str | int]]:
    parts: list[list[str | int]] = [
        [part.item_id, part.amount.cents, part.amount.currency, part.kind]
        for part in one.allocations
    ]
    left: list[list[str | int]] = [
        [each.item_id, each.amount.cents, each.amount.currency, _RESIDUE, each.because]
        for each in one.residues
    ]
    return [*parts, *left]
