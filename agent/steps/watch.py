"""Watch: let letters age. Silence becomes a call, a broken promise is noticed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from agent.channels.protocol import EvidenceTimeout
from agent.dunning.promises import is_broken
from agent.dunning.silence import is_unconfirmed
from agent.ledger import (
    customers,
    events,
    holds,
    invoices,
    outbox,
    promises,
    signs,
)
from agent.ledger.book import Tx
from agent.model.letter import Delivery
from agent.steps.calling import ask_call
from agent.steps.desk import Desk
from agent.steps.each import Fault, each, picture, transaction
from agent.steps.fate import let


@dataclass(frozen=True, slots=True)
class Watched:
    """What time alone brought about."""

    unconfirmed: int = 0
    uncertain: int = 0
    broken: int = 0
    faults: tuple[Fault, ...] = ()


def watch(desk: Desk) -> Watched:
    """Age letters of unknown fate, unread letters and promises."""
    uncertain = _give_up_evidence(desk)
    with picture(desk) as tx:
        silent = [
            each_
            for each_ in outbox.in_state(tx, "sent", "delayed")
            if each_.customer_id
        ]
        due_promises = promises.in_state(tx, "open")
    unconfirmed: list[str] = []
    broken: list[str] = []

    def one_letter(delivery: Delivery) -> None:
        with transaction(desk) as tx:
            if _age(desk, tx, delivery):
                unconfirmed.append(delivery.id)

    def one_promise(promise: promises.Promise) -> None:
        with transaction(desk) as tx:
            if _check(desk, tx, promise):
                broken.append(promise.id)

    faults = each(desk, silent, one_letter, lambda letter: f"letter {letter.letter_no}")
    faults += each(desk, due_promises, one_promise, lambda promise: promise.id)
    return Watched(len(unconfirmed), uncertain, len(broken), faults)


def _give_up_evidence(desk: Desk) -> int:
    """Ask a person about letters whose fate no evidence told. Never sent again."""
    minutes = desk.sending.evidence_minutes
    limit = timedelta(minutes=minutes)
    asked = 0
    with transaction(desk) as tx:
        for delivery, waited in outbox.unknown(tx):
            because = (
                f"letter {delivery.letter_no} may or may not have left: the "
                f"connection broke and no copy was seen in {minutes} minutes"
            )
            if let(tx, delivery, EvidenceTimeout(waited, limit), because) is None:
                continue
            asked += 1
            if delivery.customer_id:
                holds.put(
                    tx,
                    delivery.customer_id,
                    "uncertain",
                    because,
                    since=desk.clock.today(),
                    until=None,
                    cause=delivery.id,
                )
            events.write(
                tx,
                "letter.uncertain",
                f"letter:{delivery.letter_id}",
                because,
                f"customer:{delivery.customer_id}",
                no=delivery.letter_no,
            )
    return asked


def _age(desk: Desk, tx: Tx, delivery: Delivery) -> bool:
    """Turn a letter without any sign of life into a call, once."""
    fresh = outbox.get(tx, delivery.id)
    if fresh.sent_at is None or fresh.state not in ("sent", "delayed"):
        return False
    if outbox.is_unconfirmed(tx, fresh.id):
        return False
    customer = customers.get(tx, fresh.customer_id)
    days = desk.rules.procedure_of(customer).unconfirmed_days
    zone = desk.clock.zone
    seen = signs.moments_since(tx, customer.id, fresh.sent_at)
    if not is_unconfirmed(
        fresh.sent_at.astimezone(zone).date(),
        [at.astimezone(zone).date() for at in seen],
        desk.clock.today(),
        days,
        desk.rules.is_closed_for(customer),
    ):
        return False
    because = f"letter {fresh.letter_no}: no sign of life for {days} working days"
    outbox.change(tx, fresh.id, unconfirmed_at=tx.now)
    if invoices.open_items(tx, [customer.id]):
        ask_call(
            tx, customer.id, "unconfirmed", because, desk.clock.today(), cause=fresh.id
        )
    events.write(
        tx,
        "letter.unconfirmed",
        f"letter:{fresh.letter_id}",
        because,
        f"customer:{customer.id}",
        no=fresh.letter_no,
    )
    return True


def _check(desk: Desk, tx: Tx, promise: promises.Promise) -> bool:
    """Notice a promise whose day passed with something still open."""
    left = [
        item
        for item in invoices.open_items(tx, [promise.customer_id])
        if item.open.cents > 0
        and item.due_on <= promise.until
        and promise.invoice_id in ("", item.invoice_id)
    ]
    customer = customers.get(tx, promise.customer_id)
    if not left:
        promises.end(tx, promise.id, "kept")
        holds.release_for(tx, promise.id, "the promise was kept")
        return False
    closed = desk.rules.is_closed_for(customer)
    if not is_broken(promise.until, left[0].open, desk.clock.today(), closed):
        return False
    promises.end(tx, promise.id, "broken")
    holds.release_for(tx, promise.id, "the promise was broken")
    because = f"promised by {promise.until.isoformat()}, still open on {left[0].number}"
    ask_call(
        tx,
        customer.id,
        "promise_broken",
        because,
        desk.clock.today(),
        cause=promise.id,
    )
    events.write(
        tx,
        "promise.broken",
        f"promise:{promise.id}",
        because,
        f"customer:{customer.id}",
        *{f"invoice:{item.invoice_id}" for item in left},
    )
    return True
