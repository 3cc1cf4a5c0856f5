"""What payments left open and was closed with them: told once a month, each one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from agent.ledger import write_offs
from agent.ledger.book import Tx
from agent.ledger.write_offs import WriteOff
from agent.model.day import Line
from agent.model.invoice import OpenItem
from agent.model.money import Money, total
from agent.steps import day_facts
from agent.steps.day_to_do import Names
from agent.steps.desk import Desk


def closed(desk: Desk, tx: Tx, names: Names, since: datetime) -> tuple[Line, ...]:
    """Give what was closed in the months that ended since; nothing within one.

    The sum stands first, then each one with what asks for it again.

    Args:
        since: The moment of the last summary.
    """
    zone = desk.clock.zone
    first = since.astimezone(zone).date().replace(day=1)
    after = desk.clock.today().replace(day=1)
    if first >= after:
        return ()
    began, ended = (datetime.combine(day, time(), zone) for day in (first, after))
    found = write_offs.closed_between(tx, began, ended)
    sums = total([each.amount for _, each in found])
    period: day_facts.Facts = {"since": first, "until": after - timedelta(days=1)}
    return (
        *(_sum(amount, [each for _, each in found], period) for amount in sums),
        *(_one(desk, names, item, each) for item, each in found),
    )


def _sum(amount: Money, found: Sequence[WriteOff], period: day_facts.Facts) -> Line:
    count = sum(each.amount.currency == amount.currency for each in found)
    return Line("", amount=amount, said="residue.sum", facts={"count": count, **period})


def _one(desk: Desk, names: Names, item: OpenItem, each: WriteOff) -> Line:
    return Line(
        names.of(item.customer_id),
        each.because,
        each.amount,
        command=f"sollecito write-off {item.number} --undo",
        about=f"given_up:{item.invoice_id}",
        offers="residue",
        said="residue.closed",
        facts={"numbers": (item.number,), "reason": each.because},
        day=each.at.astimezone(desk.clock.zone).date(),
    )
