"""What a person decides about how a bank's tables are read."""

from __future__ import annotations

from agent.errors import Refused
from agent.ledger import events, layouts
from agent.model.layout import Layout
from agent.steps.desk import Desk
from agent.steps.each import transaction


def teach(desk: Desk, by: str, layout: Layout) -> None:
    """Remember a layout: from now on tables of it are read by themselves."""
    with transaction(desk, by) as tx:
        layouts.teach(tx, layout)
        events.write(
            tx,
            "layout.taught",
            f"layout:{layout.mark}",
            "a person said what its columns are",
            columns=" ".join(
                f"{role}={','.join(str(place + 1) for place in places)}"
                for role, places in sorted(layout.columns.items())
            ),
        )


def forget(desk: Desk, by: str, layout: Layout) -> None:
    """Forget a layout; what was read by it stays.

    Raises:
        Refused: It was never taught.
    """
    with transaction(desk, by) as tx:
        if all(each.mark != layout.mark for each in layouts.known(tx)):
            raise Refused("this layout was never taught")
        layouts.forget(tx, layout.mark)
        events.write(
            tx, "layout.forgotten", f"layout:{layout.mark}", "a person took it back"
        )
