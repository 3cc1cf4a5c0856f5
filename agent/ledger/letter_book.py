"""Letter book: letters as they were written, with their manner and what they list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from agent.ledger import firms, letter_items, outbox, pictures, tables
from agent.ledger.book import Tx
from agent.ledger.ids import letter_token
from agent.ledger.statements import given
from agent.model.customer import ChannelName
from agent.model.invoice import OpenItem
from agent.model.letter import Composed, Delivery
from agent.model.procedure import Manner, Stage

_letters, _items, _deliveries = tables.letters, tables.letter_items, tables.deliveries
_WORDS = sa.select(_letters).where(given(_letters.c.firm), given(_letters.c.id))
_ENCLOSED = sa.select(_items).where(given(_items.c.firm), given(_items.c.letter))


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter about to be written down.

    Args:
        kind: Stage name, or "summary", "self_test".
        customer_id: Empty for mails to the firm itself.
        day: Of a mail that exists once a local day; else None.
        steps: Items whose stage this letter fulfils.
        items: All items it lists.
        channel: The way it leaves.
        summary: What its numbers mean, where the owner may answer it with orders.
        manner: What goes with it, and to whom else.
    """

    kind: str
    composed: Composed
    recipient: str
    because: str
    customer_id: str = ""
    language: str = ""
    day: date | None = None
    steps: tuple[tuple[OpenItem, Stage], ...] = ()
    items: tuple[OpenItem, ...] = ()
    channel: ChannelName = "email"
    summary: str = ""
    manner: Manner = Manner()


def write(tx: Tx, draft: Draft, message_id_domain: str) -> Delivery | None:
    """Write a letter down, as proposed.

    Returns:
        Its delivery; None where the day's mail of this kind stands already.

    Raises:
        Refused: An item has a letter of this stage that left or may yet leave.
    """
    letter_id = tx.new_id()
    pictures.keep(tx, draft.composed.inline)
    fresh = tx.add(
        _letters,
        id=letter_id,
        no=tx.next_no(_letters),
        customer=draft.customer_id or None,
        kind=draft.kind,
        language=draft.language,
        subject=draft.composed.subject,
        words=draft.composed.text,
        html=draft.composed.html,
        because=draft.because,
        created_at=tx.now,
        day=draft.day,
        summary=draft.summary or None,
        encloses=draft.manner.encloses,
        asks_read=draft.manner.asks_read,
        copy_to=" ".join(draft.manner.copy_to),
    )
    if not fresh:
        return None
    letter_items.enclose(tx, letter_id, draft.items, draft.steps)
    delivery_id = tx.new_id()
    token = letter_token(firms.secret(tx), delivery_id)
    tx.insert(
        _deliveries,
        id=delivery_id,
        letter=letter_id,
        customer=draft.customer_id or None,
        recipient=draft.recipient,
        channel=draft.channel,
        token=token,
        message_id=f"{token}@{message_id_domain}",
        state="proposed",
    )
    return outbox.get(tx, delivery_id)


def words(tx: Tx, letter_id: str) -> Composed:
    """Give a letter's words again."""
    row = tx.row(_WORDS, firm=tx.firm, id=letter_id)
    assert row is not None, f"no letter {letter_id}"
    html = row["html"]
    return Composed(row["subject"], row["words"], html, inline=pictures.shown(tx, html))


def manner(tx: Tx, letter_id: str) -> Manner:
    """Give what goes with a letter, and to whom else."""
    row = tx.row(_WORDS, firm=tx.firm, id=letter_id)
    assert row is not None, f"no letter {letter_id}"
    return Manner(row["encloses"], row["asks_read"], tuple(row["copy_to"].split()))


def enclosed(tx: Tx, letter_id: str) -> dict[str, int]:
    """Give what a letter lists: item ids with the cents open when it was written."""
    rows = tx.rows(_ENCLOSED, firm=tx.firm, letter=letter_id)
    return {row["instalment"]: row["open_cents"] for row in rows}
