"""Cases: everything that decides what comes next with a customer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from agent.ledger import (
    calls,
    customers,
    holds,
    invoices,
    letter_items,
    outbox,
    plans,
)
from agent.ledger.book import Tx
from agent.ledger.broken import broken
from agent.ledger.contested import less_contested
from agent.ledger.paid import days_paid
from agent.model.case import Case, Hold, Standing
from agent.model.invoice import OpenItem
from agent.model.letter import NOT_DUNNING, Delivery
from agent.model.procedure import Procedure

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Terms:
    """What of the firm's rules a case needs to be read.

    Args:
        zone: The firm's own, in which days are counted.
        self_collected: Payment methods collected by us: such items get no letter.
        procedures: By name, for invoices with one of their own.
        returned: The procedure of what came back unpaid; None = the customer's.
        proforma: The procedure of pro-formas; None = the customer's.
        plan: The procedure of what a plan's parts pay, before any other.
        later_days: Tells from the days on which a customer paid by how many days the
            stages after a due date come later; None = habits shift nothing.
    """

    zone: ZoneInfo
    self_collected: Sequence[str] = ()
    procedures: Mapping[str, Procedure] = field(default_factory=dict)
    returned: Procedure | None = None
    proforma: Procedure | None = None
    plan: Procedure | None = None
    later_days: Callable[[Collection[date], date], int] | None = None


def every(tx: Tx, terms: Terms) -> Iterator[Case]:
    """Give the case of each customer with something open, in order of id."""
    ids = invoices.customers_with_open_items(tx)
    for start in range(0, len(ids), _AT_ONCE):
        yield from some(tx, ids[start : start + _AT_ONCE], terms)


def some(tx: Tx, ids: Iterable[str], terms: Terms) -> tuple[Case, ...]:
    """Give cases of customers, in the order of their numbers."""
    wanted = sorted(set(ids))
    zone = terms.zone
    open_items: defaultdict[str, list[OpenItem]] = defaultdict(list)
    owed = invoices.open_items(tx, wanted, terms.self_collected)
    for item in less_contested(tx, owed):
        open_items[item.customer_id].append(item)
    held: defaultdict[str, list[Hold]] = defaultdict(list)
    for hold in holds.standing(tx, wanted):
        held[hold.customer_id].append(hold)
    written: defaultdict[str, list[Delivery]] = defaultdict(list)
    for delivery in _written(tx, wanted):
        written[delivery.customer_id].append(delivery)
    done = _done(tx, [item.id for items in open_items.values() for item in items])
    own = {
        invoice_id: terms.procedures[name]
        for invoice_id, name in invoices.own_procedures(tx, wanted).items()
        if name in terms.procedures
    }
    if terms.plan is not None:
        own |= dict.fromkeys(plans.followed(tx, wanted), terms.plan)
    unkept = broken(tx, open_items, zone)
    paid = days_paid(tx, wanted) if terms.later_days else {}
    calling = calls.customers_with_open_calls(tx)
    reached: defaultdict[str, list[datetime]] = defaultdict(list)
    for customer_id, at in calls.reached(tx, wanted):
        reached[customer_id].append(at)
    return tuple(
        Case(
            customer=customer,
            standings=tuple(
                replace(
                    _standing(item, done[item.id], _own(item, own, terms), paid, terms),
                    broken=unkept.get(item.id),
                )
                for item in open_items[customer.id]
            ),
            holds=tuple(held[customer.id]),
            letters_on=_days(written[customer.id], zone),
            waiting=any(each.state in outbox.OPEN for each in written[customer.id]),
            call_open=customer.id in calling,
            calls_on=_days_reached(reached[customer.id], zone),
        )
        for customer in customers.some(tx, wanted)
    )


def _standing(
    item: OpenItem,
    done: Iterable[str],
    own: Procedure | None,
    paid: Mapping[str, Collection[date]],
    terms: Terms,
) -> Standing:
    """Give where an item stands; what has a procedure of its own knows no habit."""
    days = paid.get(item.customer_id, ()) if own is None else ()
    later = terms.later_days(days, item.due_on) if terms.later_days and days else 0
    return Standing(item, frozenset(done), own, later)


def _own(
    item: OpenItem, own: Mapping[str, Procedure], terms: Terms
) -> Procedure | None:
    """Give the procedure of an item that does not follow its customer's."""
    returned = terms.returned if item.returned_on else None
    proforma = terms.proforma if item.is_proforma else None
    return own.get(item.invoice_id) or returned or proforma


def _written(tx: Tx, ids: Sequence[str]) -> tuple[Delivery, ...]:
    """Give letters to these customers that count as written."""
    return tuple(
        each
        for each in outbox.of_customers(tx, ids)
        if each.state not in letter_items.VOID and each.kind not in NOT_DUNNING
    )


def _days(deliveries: Sequence[Delivery], zone: ZoneInfo) -> tuple[date, ...]:
    moments = [each.sent_at or each.created_at for each in deliveries]
    return tuple(sorted(at.astimezone(zone).date() for at in moments if at))


def _days_reached(moments: Sequence[datetime], zone: ZoneInfo) -> tuple[date, ...]:
    return tuple(sorted(at.astimezone(zone).date() for at in moments))


def _done(tx: Tx, item_ids: Sequence[str]) -> defaultdict[str, set[str]]:
    """Give the stages that letters or calls fulfilled, by item."""
    done: defaultdict[str, set[str]] = defaultdict(set)
    for item_id, stage in (
        *letter_items.done(tx, item_ids),
        *calls.done_steps(tx, item_ids),
    ):
        done[item_id].add(stage)
    return done
