"""Summaries: the mails that the owner may answer with orders, and their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from agent.ledger import firms, tables
from agent.ledger.book import Row, Tx
from agent.ledger.ids import letter_token

_summaries, _lines = tables.summaries, tables.summary_lines
_letters, _deliveries = tables.letters, tables.deliveries

SummaryKind = Literal["summary", "answer", "question"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A mail of ours that the owner may answer.

    Args:
        kind: "summary"; "answer": what became of orders; "question": is it you?
        token: Stands in every order of one tap.
        asks: Something in it waits for him.
    """

    id: str
    kind: SummaryKind
    token: str
    asks: bool
    at: datetime


def begin(tx: Tx) -> tuple[str, str]:
    """Make the id and the token of a mail that is about to be written."""
    summary_id = tx.new_id()
    return summary_id, letter_token(firms.secret(tx), f"summary {summary_id}")


def keep(
    tx: Tx,
    summary_id: str,
    kind: SummaryKind,
    abouts: Mapping[int, str],
    *,
    asks: bool = False,
) -> None:
    """Keep what each number of a mail means."""
    token = letter_token(firms.secret(tx), f"summary {summary_id}")
    tx.insert(_summaries, id=summary_id, kind=kind, token=token, asks=asks, at=tx.now)
    rows = [
        {"summary": summary_id, "no": no, "about": about}
        for no, about in abouts.items()
    ]
    tx.insert_all(_lines, rows)


def about(tx: Tx, summary_id: str, no: int) -> str:
    """Give what a number means, "kind:id"; empty where the mail has none such."""
    return str(
        tx.value(
            sa.select(_lines.c.about).where(
                _lines.c.firm == tx.firm,
                _lines.c.summary == summary_id,
                _lines.c.no == no,
            )
        )
        or ""
    )


def get(tx: Tx, summary_id: str) -> Asked:
    """Give one of them."""
    row = tx.row(_of_firm(tx).where(_summaries.c.id == summary_id))
    assert row is not None, f"no summary {summary_id}"
    return _asked(row)


def last(tx: Tx) -> Asked | None:
    """Give the last mail that told of a day; None if there was none."""
    query = _of_firm(tx).where(_summaries.c.kind == "summary")
    row = tx.row(query.order_by(_summaries.c.id.desc()).limit(1))
    return None if row is None else _asked(row)


def numbers(tx: Tx, summary_id: str) -> dict[str, int]:
    """Give the numbers of a mail by what they mean, "kind:id"; the first of several."""
    query = sa.select(_lines.c.about, _lines.c.no).where(
        _lines.c.firm == tx.firm, _lines.c.summary == summary_id
    )
    rows = tx.rows(query.order_by(_lines.c.no.desc()))
    return {row["about"]: row["no"] for row in rows}


def by_token(tx: Tx, tokens: Iterable[str]) -> Asked | None:
    """Give the newest whose own token, or whose letter's, is among these."""
    wanted = list(tokens)
    if not wanted:
        return None
    of_letters = (
        sa.select(_letters.c.summary)
        .join(
            _deliveries,
            sa.and_(
                _letters.c.firm == _deliveries.c.firm,
                _letters.c.id == _deliveries.c.letter,
            ),
        )
        .where(_deliveries.c.firm == tx.firm, tx.among(_deliveries.c.token, wanted))
    )
    ids = [row["summary"] for row in tx.rows(of_letters) if row["summary"]]
    found = _of_firm(tx).where(
        sa.or_(tx.among(_summaries.c.token, wanted), tx.among(_summaries.c.id, ids))
    )
    row = tx.row(found.order_by(_summaries.c.id.desc()).limit(1))
    return None if row is None else _asked(row)


def first_asking(tx: Tx, after: datetime | None) -> datetime | None:
    """Give when a summary first asked for something since a moment; None = never.

    Args:
        after: None = since ever.
    """
    query = sa.select(sa.func.min(_summaries.c.at)).where(
        _summaries.c.firm == tx.firm,
        _summaries.c.kind == "summary",
        _summaries.c.asks.is_(True),
    )
    found = tx.value(query if after is None else query.where(_summaries.c.at > after))
    assert found is None or isinstance(found, datetime)
    return found


def words(tx: Tx, summary_id: str) -> str:
    """Give the text of the mail itself: whoever answers may quote it."""
    query = sa.select(_letters.c.words).where(
        _letters.c.firm == tx.firm, _letters.c.summary == summary_id
    )
    return str(tx.value(query) or "")


def _of_firm(tx: Tx) -> sa.Select[tuple[object, ...]]:
    return sa.select(_summaries).where(_summaries.c.firm == tx.firm)


def _asked(row: Row) -> Asked:
    return Asked(row["id"], row["kind"], row["token"], row["asks"], row["at"])
