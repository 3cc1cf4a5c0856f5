"""Whose money came: what a person says of a question about it."""

from __future__ import annotations

from agent.errors import Refused
from agent.ledger import customers, events, payments, proposals
from agent.steps import ease
from agent.steps.act.named import the_booked
from agent.steps.advances import is_his_rest
from agent.steps.desk import Desk
from agent.steps.each import transaction
from agent.steps.in_question import is_asked

NOT_HIS = "a person said of a customer that it is not his"


def not_his(desk: Desk, by: str, payment_no: int, rank: int) -> str:
    """Say that the customer of a candidate did not pay: he is held for it no more.

    The payment stays a question, of the others; matching asks of him no second time,
    unless `money.undo` takes the answer back.

    Returns:
        The customer's name.

    Raises:
        Refused: There is no such payment or candidate, or it is no question.
    """
    with transaction(desk, by) as tx:
        payment = the_booked(tx, payment_no)
        if not is_asked(tx, payment):
            raise Refused(f"nothing is asked about payment {payment_no}")
        if is_his_rest(tx, payment):
            raise Refused(
                f"payment {payment_no} is his: say what the rest of it is for, or "
                f"`sollecito review payment {payment_no} --not-ours WHY`"
            )
        found = proposals.candidates(tx, payment.id)
        if not 1 <= rank <= len(found):
            raise Refused(
                f"candidate {rank} of payment {payment_no}: there are {len(found)}"
            )
        customer_id = found[rank - 1].customer_id
        others = [one for one in found if one.customer_id != customer_id]
        proposals.propose(tx, {payment.id: others})
        payments.decide(tx, payment.id, "undone", NOT_HIS)
        ease.answered(tx, {customer_id})
        about = f"payment:{payment.id}"
        events.write(tx, "payment.not_his", about, NOT_HIS, f"customer:{customer_id}")
        return customers.get(tx, customer_id).name
