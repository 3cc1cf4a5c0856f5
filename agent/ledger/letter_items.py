"""What letters list, and the stages they fulfil: each once for every item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from agent.errors import Refused
from agent.ledger import tables
from agent.ledger.book import Tx
from agent.ledger.statements import given, given_any, is_one_of
from agent.model.invoice import OpenItem
from agent.model.procedure import Stage

_items, _deliveries = tables.letter_items, tables.deliveries

# States in which a letter no longer counts as written to the customer.
VOID = ("withdrawn", "refused", "bounced")
_IS_VOID = is_one_of(_deliveries.c.state, *VOID)
_STEPS = (
    sa.select(_items.c.instalment, _items.c.stage)
    .join(
        _deliveries,
        sa.and_(
            _deliveries.c.firm == _items.c.firm,
            _deliveries.c.letter == _items.c.letter,
        ),
    )
    .where(given(_items.c.firm), given_any(_items.c.instalment), _items.c.is_step)
)
_VOID_STEPS = _STEPS.where(_IS_VOID)
_DONE = _STEPS.where(sa.not_(_IS_VOID))


def enclose(
    tx: Tx,
    letter_id: str,
    items: Sequence[OpenItem],
    steps: Sequence[tuple[OpenItem, Stage]],
) -> None:
    """Note what a letter lists, and which stages it fulfils.

    Raises:
        Refused: An item has a letter of this stage that left or may yet leave.
    """
    stages = {item.id: stage.name for item, stage in steps}
    void = _void_steps(tx, stages)
    try:
        tx.insert_all(
            _items,
            [
                {
                    "letter": letter_id,
                    "instalment": item.id,
                    "stage": stages.get(item.id, ""),
                    "attempt": void[item.id, stages.get(item.id, "")],
                    "is_step": item.id in stages,
                    "open_cents": item.open.cents,
                }
                for item in items
            ],
        )
    except sa.exc.IntegrityError as error:
        said = ", ".join(sorted(set(stages.values())))
        raise Refused(
            f"a letter about these invoices stands already: {said}"
        ) from error


def _void_steps(tx: Tx, item_ids: Iterable[str]) -> Counter[tuple[str, str]]:
    """Count the letters that count no longer, by item and stage.

    Were those that stand counted too, a stage could be written twice: the
    number of the attempt is part of what makes it unique.
    """
    rows = tx.rows(_VOID_STEPS, firm=tx.firm, instalment=item_ids)
    return Counter((row["instalment"], row["stage"]) for row in rows)


def done(tx: Tx, item_ids: Iterable[str]) -> Sequence[tuple[str, str]]:
    """Give the stages that letters fulfilled: (item, stage)."""
    rows = tx.rows(_DONE, firm=tx.firm, instalment=item_ids)
    return [(row["instalment"], row["stage"]) for row in rows]
