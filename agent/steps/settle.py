"""Settle: put recorded payments against open items, or ask a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agent.errors import TryLater
from agent.ledger import (
    customers,
    due,
    events,
    holds,
    invoices,
    payers,
    payments,
    signs,
)
from agent.ledger.book import Tx
from agent.matching.assign import assign
from agent.matching.facts import Payer
from agent.matching.keys import PaymentKeys, payment_keys
from agent.model.invoice import OpenItem
from agent.model.payment import (
    Candidate,
    Decision,
    Payment,
    Proposed,
    Settled,
    Unknown,
)
from agent.steps import ease
from agent.steps.desk import Desk
from agent.steps.each import Fault, each, picture, transaction


@dataclass(frozen=True, slots=True)
class Tally:
    """How many payments were left how."""

    settled: int = 0
    proposed: int = 0
    unknown: int = 0


def settle(desk: Desk, *, again: bool = False) -> Tally:
    """Decide on payments together, apply what is sure, ask about the rest.

    A payment at which that fails stays undecided, is named in the summary, and
    holds all letters: nobody can tell whose it is. The others are decided.

    Args:
        again: Also those already asked about or unknown: new invoices, or a
            person's answer to another question, may explain them.

    Raises:
        TryLater: The ledger cannot be written now.
    """
    wanted = ("new", "proposed", "unknown") if again else ("new",)
    with picture(desk) as tx:
        waiting = _free(tx, wanted)
    if not waiting:
        return Tally()
    decided: list[Decision] = []

    def some(ids: Sequence[str]) -> None:
        with transaction(desk) as tx:
            fresh = [one for one in _free(tx, wanted) if one.id in ids]
            decisions = decide_all(tx, fresh)
            for payment, decision in zip(fresh, decisions, strict=True):
                _apply(desk, tx, payment, decision)
        decided.extend(decisions)

    faults = each(desk, [[one.id for one in waiting]], some, lambda _: "payments")
    if any(fault.is_for_later for fault in faults):
        raise TryLater(faults[0].error)
    if faults:
        names = {one.id: f"payment {one.no}" for one in waiting}
        alone = [[one.id] for one in waiting]
        faults = each(desk, alone, some, lambda ids: names[ids[0]])
    _say(desk, faults)
    return Tally(
        settled=sum(isinstance(one, Settled) for one in decided),
        proposed=sum(isinstance(one, Proposed) for one in decided),
        unknown=sum(isinstance(one, Unknown) for one in decided),
    )


def _free(tx: Tx, wanted: Sequence[str]) -> list[Payment]:
    found = payments.with_decision(tx, *wanted)
    return [payment for payment in found if payment.free.cents > 0]


def _say(desk: Desk, faults: Sequence[Fault]) -> None:
    with transaction(desk) as tx:
        if faults:
            told = f"{faults[0].item}: {faults[0].error}"
            due.stands_still(tx, "settling", told)
        else:
            due.works(tx, "settling")


def decide_all(tx: Tx, waiting: Sequence[Payment]) -> tuple[Decision, ...]:
    """Gather candidates by index and let matching decide; changes nothing."""
    keys = [payment_keys(payment) for payment in waiting]
    named, known = _candidates(tx, keys)
    concerned = {item.customer_id for item in named} | known
    items = invoices.open_items(tx, concerned)
    closed = [item for item in named if not item.open.cents]
    facts = _facts(tx, concerned)
    return assign(waiting, items, facts, closed)


def _candidates(
    tx: Tx, keys: Sequence[PaymentKeys]
) -> tuple[list[OpenItem], frozenset[str]]:
    """Give the items a payment names or fits, and the customers known to pay so."""
    named = invoices.by_keys(tx, (number for key in keys for number in key.numbers))
    fitting = invoices.by_amounts(tx, (cents for key in keys for cents in key.amounts))
    marks = [
        mark for key in keys for mark in (f"iban:{key.iban}", f"name:{key.payer_key}")
    ]
    learned = payers.known(tx, marks)
    by_name = customers.by_name_keys(tx, (key.payer_key for key in keys))
    known = {one for owners in learned.values() for one in owners} | set(by_name)
    return [*named, *fitting], frozenset(known)


def _facts(tx: Tx, ids: Iterable[str]) -> dict[str, Payer]:
    learned = payers.of_customers(tx, ids)
    return {
        customer.id: Payer(
            customer_id=customer.id,
            name=customer.name,
            vat_id=customer.vat_id,
            tax_code=customer.tax_code,
            ibans=_of_kind(learned.get(customer.id, {}), "iban:"),
            aliases=_of_kind(learned.get(customer.id, {}), "name:"),
        )
        for customer in customers.some(tx, ids)
    }


def _of_kind(marks: dict[str, int], kind: str) -> dict[str, int]:
    return {
        mark.removeprefix(kind): seen
        for mark, seen in marks.items()
        if mark.startswith(kind)
    }


def _apply(desk: Desk, tx: Tx, payment: Payment, decision: Decision) -> None:
    match decision:
        case Settled(chosen=chosen):
            post(desk, tx, payment, chosen, by="agent")
        case Proposed(candidates=found, because=because):
            _ask(desk, tx, payment, found, because)
        case Unknown(because=because, is_ours=is_ours):
            _forget(tx, payment)
            _note(tx, payment, "unknown" if is_ours else "not_ours", because)


def post(desk: Desk, tx: Tx, payment: Payment, chosen: Candidate, *, by: str) -> None:
    """Apply one reading of a payment: allocations, memory, letters taken back."""
    for allocation in chosen.allocations:
        payments.allocate(tx, payment.id, allocation, chosen.reasons, by)
    items = invoices.items(tx, [part.item_id for part in chosen.allocations])
    because = " ".join(chosen.reasons)
    payments.decide(tx, payment.id, "settled" if by == "agent" else "by_hand", because)
    _forget(tx, payment, *(item.customer_id for item in items))
    for mark in marks_of(payment):
        payers.teach(tx, mark, chosen.customer_id, payment.booked_on)
    signs.add(tx, chosen.customer_id, "payment", tx.now)
    events.write(
        tx,
        "payment.settled",
        f"payment:{payment.id}",
        because,
        f"customer:{chosen.customer_id}",
        *{f"invoice:{item.invoice_id}" for item in items},
        amount=str(payment.amount),
        by=by,
    )
    for customer_id in {chosen.customer_id, *(item.customer_id for item in items)}:
        ease.after_payment(desk, tx, customer_id)


def _forget(tx: Tx, payment: Payment, *others: str) -> None:
    """Drop the candidates of a payment, and the holds that stood for it alone."""
    asked = {one.customer_id for one in payments.candidates(tx, payment.id)}
    payments.drop_proposals(tx, payment.id)
    ease.answered(tx, asked | set(others))


def marks_of(payment: Payment) -> tuple[str, str]:
    """Give the marks by which a payer is known again."""
    keys = payment_keys(payment)
    return f"iban:{keys.iban}", f"name:{keys.payer_key}"


def _ask(
    desk: Desk, tx: Tx, payment: Payment, found: Sequence[Candidate], because: str
) -> None:
    before = {one.customer_id for one in payments.candidates(tx, payment.id)}
    payments.propose(tx, payment.id, found)
    for customer_id in {one.customer_id for one in found}:
        holds.put(
            tx,
            customer_id,
            "payment",
            f"payment {payment.no} of {payment.amount} may be his: {because}",
            since=desk.clock.today(),
            until=None,
            cause=payment.id,
        )
        ease.take_back(desk, tx, customer_id)
    _note(tx, payment, "proposed", because)
    ease.answered(tx, before)


def _note(tx: Tx, payment: Payment, decision: str, because: str) -> None:
    """Note a decision; the log hears of it only where it is news."""
    if payments.decision_of(tx, payment.id) == (decision, because):
        return
    payments.decide(tx, payment.id, decision, because)
    events.write(
        tx,
        f"payment.{decision}",
        f"payment:{payment.id}",
        because,
        *{f"customer:{one.customer_id}" for one in payments.candidates(tx, payment.id)},
        amount=str(payment.amount),
    )
