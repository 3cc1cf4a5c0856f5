"""Plans: whether customers who pay in parts keep to what was agreed."""

from __future__ import annotations

from agent.dunning.promises import is_broken
from agent.ledger import customers, events, holds, invoices, plans
from agent.ledger.book import Tx
from agent.model.plan import Plan, PlanState
from agent.steps.desk import Desk


def follow(desk: Desk, tx: Tx, plan: Plan) -> bool:
    """Note that a plan was kept or broken, or never answered; True if broken.

    Args:
        plan: As it stood: a person may have decided meanwhile.
    """
    known = {each.id: each for each in plans.of_customer(tx, plan.customer_id)}
    if known[plan.id] != plan:
        return False
    today = desk.clock.today()
    if plan.state == "proposed":
        if today > plan.answer_by:
            end_plan(tx, plan, "lapsed", "plan.ended", "it was never answered")
        return False
    owed = [
        item
        for item in invoices.open_items(tx, [plan.customer_id])
        if item.invoice_id in plan.invoice_ids and item.open.cents > 0
    ]
    if not owed:
        end_plan(tx, plan, "kept", "plan.kept", "all parts are paid")
        return False
    closed = desk.rules.is_closed_for(customers.get(tx, plan.customer_id))
    first = min(owed, key=lambda item: item.due_on)
    late = is_broken(first.due_on, first.open, today, closed)
    if plan.state == "running" and late:
        plans.set_state(tx, plan.id, "broken")
        because = f"the part due on {first.due_on.isoformat()} did not come"
        _log(tx, plan, "plan.broken", because)
        return True
    if plan.state == "broken" and not late:
        plans.set_state(tx, plan.id, "running")
        _log(tx, plan, "plan.mended", "what was late is paid")
    return False


def end_plan(tx: Tx, plan: Plan, state: PlanState, what: str, because: str) -> None:
    """Close a plan: its invoices follow their own or their customer's procedure."""
    plans.set_state(tx, plan.id, state)
    let_go(tx, plan, because)
    _log(tx, plan, what, because)


def let_go(tx: Tx, plan: Plan, because: str) -> None:
    """End the holds of a proposal, one an invoice: a customer has one plan at a time."""
    for hold in holds.standing(tx, [plan.customer_id]):
        if hold.reason == "plan":
            holds.release(tx, hold.id, because)


def _log(tx: Tx, plan: Plan, what: str, because: str) -> None:
    links = [f"invoice:{each}" for each in plan.invoice_ids]
    events.write(tx, what, f"customer:{plan.customer_id}", because, *links)
