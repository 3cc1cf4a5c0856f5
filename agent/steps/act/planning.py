"""What a person agrees with a customer: that he pays in parts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from agent.dunning.instalments import cut, parts_of
from agent.dunning.working_days import add_working_days
from agent.errors import Refused
from agent.ledger import calls, customers, events, holds, invoices, plans, promises
from agent.ledger.book import Tx
from agent.ledger.calls import CallTask
from agent.model.invoice import OpenItem
from agent.model.money import total
from agent.model.plan import Plan, PlanState
from agent.steps import acknowledge, ease
from agent.steps.act.cases import must_come
from agent.steps.act.named import the_customer, the_invoice
from agent.steps.calling import postpone_call
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.plans import end_plan, let_go
from agent.steps.repair import ADDRESS_CALLS

_MOST_PARTS = 36
_DAYS_TO_ANSWER = 10
_STANDING = ("proposed", "running", "broken")
_PAID_IN_PARTS = "he agreed to a plan"
_NOT_OF_MONEY = (*ADDRESS_CALLS, "asked")


def propose(
    desk: Desk,
    by: str,
    count: int,
    first: date,
    *,
    customer: str = "",
    invoice: str = "",
) -> tuple[Plan, int]:
    """Propose that a customer pays in monthly parts: all overdue, or one invoice.

    Nothing else is written about it until he has answered, or ten working days
    have passed. The letter that proposes it is put up for approval.

    Returns:
        The plan, and the number of that letter; 0 = none.

    Raises:
        Refused: The day has passed, nothing is to be paid, or a plan stands.
    """
    must_come(desk, first)
    if not 1 < count <= _MOST_PARTS:
        raise Refused(f"a plan has 2 to {_MOST_PARTS} parts, not {count}")
    with transaction(desk, by) as tx:
        customer_id, items = _items(desk, tx, customer, invoice)
        closed = desk.rules.is_closed_for(customers.get(tx, customer_id))
        (owed,) = total([item.open for item in items])
        if owed.cents < count:
            raise Refused(f"{owed} cannot be cut into {count} parts")
        plan = plans.propose(
            tx,
            customer_id,
            sorted({item.invoice_id for item in items}),
            parts_of(owed, count, first, closed),
            add_working_days(desk.clock.today(), _DAYS_TO_ANSWER, desk.rules.is_closed),
        )
        for invoice_id in plan.invoice_ids:
            holds.put(
                tx,
                customer_id,
                "plan",
                "a plan is proposed to him",
                since=desk.clock.today(),
                until=plan.answer_by,
                invoice_id=invoice_id,
            )
        ease.take_back(desk, tx, customer_id)
        _let_calls_wait(desk, tx, plan)
        _log(tx, plan, "plan.proposed", f"{count} parts of {owed}")
        answer = acknowledge.plan(desk, tx, plan, items)
        return plan, answer.letter_no if answer else 0


def accept(desk: Desk, by: str, customer: str) -> Plan:
    """Note that a customer agrees: his invoices are due by the plan's parts.

    Raises:
        Refused: Nothing is proposed to him, or other sums are open by now.
    """
    with transaction(desk, by) as tx:
        plan = _standing(tx, customer, "proposed")
        plans.recut(tx, cut(_as_proposed(desk, tx, plan), plan.parts))
        plans.set_state(tx, plan.id, "running")
        let_go(tx, plan, "he agreed to the plan")
        ease.take_back(desk, tx, plan.customer_id)
        _end_calls(desk, tx, plan)
        if not _is_all_overdue(desk, tx, plan):
            _wake_calls(desk, tx, plan, "he agreed to a plan of other invoices")
        _log(tx, plan, "plan.accepted", "the customer agreed")
        return plan


def end(desk: Desk, by: str, customer: str) -> Plan:
    """End a customer's plan: what is open is due as before, by his procedure.

    Who does not keep to the parts has no claim to their days (art. 1186 c.c.). The
    calls that agreeing ended are to be made again, where their cause stands.

    Raises:
        Refused: He has none.
    """
    with transaction(desk, by) as tx:
        plan = _standing(tx, customer, *_STANDING)
        state: PlanState = "lapsed" if plan.state == "proposed" else "ended"
        end_plan(tx, plan, state, "plan.ended", "a person ended it")
        if state == "ended":
            plans.put_back(tx, plan)
            _reopen_calls(desk, tx, plan)
            _wake_calls(desk, tx, plan, "his plan was ended")
        else:
            _wake_calls(desk, tx, plan, "the plan proposed to him was ended")
        ease.take_back(desk, tx, plan.customer_id)
        return plan


def standing(desk: Desk, customer: str) -> Plan:
    """Give the plan that a customer was proposed or pays by.

    Raises:
        Refused: He has none.
    """
    with picture(desk) as tx:
        return _standing(tx, customer, *_STANDING)


def about(desk: Desk, plan: Plan) -> tuple[int, tuple[str, ...]]:
    """Give the number of a plan's customer, and of its invoices."""
    with picture(desk) as tx:
        items = [
            item for one in plan.invoice_ids for item in invoices.items_of(tx, one)
        ]
        return (
            customers.get(tx, plan.customer_id).no,
            tuple(sorted({item.number for item in items})),
        )


def _is_all_overdue(desk: Desk, tx: Tx, plan: Plan) -> bool:
    """Tell whether nothing is overdue but what a plan is about."""
    today = desk.clock.today()
    owed = ease.owed(desk, tx, plan.customer_id)
    late = {item.invoice_id for item in owed if item.days_overdue(today) > 0}
    return late <= set(plan.invoice_ids)


def _let_calls_wait(desk: Desk, tx: Tx, plan: Plan) -> None:
    """Ask nobody to phone about the debt before the answer."""
    if not _is_all_overdue(desk, tx, plan):
        return
    day = _unanswered_on(plan)
    for call in calls.listed(tx, customer=plan.customer_id):
        if _first_reason(tx, call) not in _NOT_OF_MONEY and call.asked_on < day:
            postpone_call(tx, call, day, "a plan is proposed to him")


def _end_calls(desk: Desk, tx: Tx, plan: Plan) -> None:
    """End the calls that agreeing answered: about this money, or his silence.

    An address is still sought, and who asks to be phoned is phoned.
    """
    ease.heard_from(tx, plan.customer_id, "he has been heard from: he agreed")
    for call in calls.listed(tx, customer=plan.customer_id):
        is_of_money = _first_reason(tx, call) not in _NOT_OF_MONEY
        if is_of_money and not _is_still_due(desk, tx, call):
            ease.close_call(tx, call, "settled", _PAID_IN_PARTS)


def _first_reason(tx: Tx, call: CallTask) -> str:
    """Give what a call is about: a second try is about what the first one was."""
    known = {
        one.id: one for one in calls.listed(tx, state="", customer=call.customer_id)
    }
    while call.cause in known:
        call = known[call.cause]
    return call.reason


def _wake_calls(desk: Desk, tx: Tx, plan: Plan, because: str) -> None:
    """Ask again for the calls that waited for the answer to a proposal."""
    for call in calls.listed(tx, customer=plan.customer_id):
        if call.asked_on == _unanswered_on(plan):
            postpone_call(tx, call, desk.clock.today(), because)


def _reopen_calls(desk: Desk, tx: Tx, plan: Plan) -> None:
    """Put the calls that agreeing to a plan ended back on the list."""
    for call in calls.listed(tx, state="done", customer=plan.customer_id):
        ended_by_it = (
            call.note == _PAID_IN_PARTS and (call.done_at or plan.at) >= plan.at
        )
        if ended_by_it and _is_still_due(desk, tx, call):
            calls.reopen(tx, call.id)
            said = f"call {call.no} is to be made after all: the plan was ended"
            events.write(tx, "call.reopened", f"customer:{call.customer_id}", said)


def _is_still_due(desk: Desk, tx: Tx, call: CallTask) -> bool:
    """Tell whether money that a call is about is due and not paid in parts."""
    if call.reason == "promise_broken":
        broken = promises.in_state(tx, "broken", call.customer_id)
        mine = [one for one in broken if call.cause in ("", one.id)]
        return any(ease.still_owed(desk, tx, one) for one in mine)
    today = desk.clock.today()
    owed = ease.owed(desk, tx, call.customer_id)
    return any(item.days_overdue(today) > 0 for item in owed)


def _unanswered_on(plan: Plan) -> date:
    return plan.answer_by + timedelta(days=1)


def _items(
    desk: Desk, tx: Tx, customer: str, invoice: str
) -> tuple[str, tuple[OpenItem, ...]]:
    if invoice:
        entry = the_invoice(tx, invoice)
        customer_id, concerned = entry.customer_id, {entry.id}
        found = ease.owed(desk, tx, customer_id)
    else:
        customer_id = the_customer(tx, customer).id
        today = desk.clock.today()
        found = ease.owed(desk, tx, customer_id)
        found = tuple(item for item in found if item.days_overdue(today) > 0)
        concerned = {item.invoice_id for item in found}
    items = tuple(item for item in found if item.invoice_id in concerned)
    _must_be_plannable(tx, customer_id, items)
    return customer_id, items


def _must_be_plannable(tx: Tx, customer_id: str, items: Sequence[OpenItem]) -> None:
    if not items:
        raise Refused("nothing is overdue that a plan could be about")
    if any(item.contested.cents for item in items):
        raise Refused("a part is contested; resolve that first")
    if len({item.open.currency for item in items}) > 1:
        raise Refused("he owes in several currencies; name one invoice")
    if any(plan.state in _STANDING for plan in plans.of_customer(tx, customer_id)):
        no = customers.get(tx, customer_id).no
        raise Refused(f"he has a plan already; `sollecito plan {no} --end` ends it")


def _as_proposed(desk: Desk, tx: Tx, plan: Plan) -> tuple[OpenItem, ...]:
    """Give what a plan cuts: all of its invoices, or what of them was overdue then.

    Raises:
        Refused: Neither adds up to its parts any more.
    """
    proposed_on = plan.at.astimezone(desk.clock.zone).date()
    owed = ease.owed(desk, tx, plan.customer_id)
    whole = tuple(item for item in owed if item.invoice_id in plan.invoice_ids)
    overdue = tuple(item for item in whole if item.days_overdue(proposed_on) > 0)
    for items in (whole, overdue):
        if total([item.open for item in items]) == total(
            [part.amount for part in plan.parts]
        ):
            return items
    raise Refused(
        "other sums are open than when the plan was proposed; end it and propose another"
    )


def _standing(tx: Tx, customer: str, *states: str) -> Plan:
    found = the_customer(tx, customer)
    for plan in reversed(plans.of_customer(tx, found.id)):
        if plan.state in states:
            return plan
    if states == ("proposed",):
        raise Refused(f"{found.name} has no plan that waits for his answer")
    raise Refused(
        f"{found.name} has no plan; `sollecito plan {found.no} --parts 3 --first DAY` "
        "proposes one"
    )


def _log(tx: Tx, plan: Plan, what: str, because: str) -> None:
    links = [f"invoice:{each}" for each in plan.invoice_ids]
    events.write(tx, what, f"customer:{plan.customer_id}", because, *links)
