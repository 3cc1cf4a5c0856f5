"""Understand a stored mail: tie it to a letter, tell its kind, apply its effects."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from agent.channels import protocol
from agent.dunning.working_days import add_working_days
from agent.ledger import (
    blobs,
    customers,
    events,
    firms,
    holds,
    invoices,
    messages,
    outbox,
    promises,
    signs,
)
from agent.ledger.book import Tx
from agent.ledger.messages import Stored
from agent.mail.kind import kind
from agent.mail.parse import parse
from agent.mail.thread import marks
from agent.matching.keys import number_keys
from agent.model.case import HoldReason
from agent.model.letter import Delivery
from agent.model.message import (
    AutoReply,
    Bounce,
    Bulk,
    Complaint,
    Delay,
    Human,
    MessageKind,
    Parts,
    Receipt,
    SdiReceipt,
)
from agent.model.reply import Reading
from agent.replies.decision import hold_for
from agent.replies.understand import understand
from agent.steps import failures
from agent.steps.deliver import proven
from agent.steps.desk import Desk
from agent.steps.ease import take_back
from agent.steps.fate import let


def take_effect(desk: Desk, tx: Tx, stored: Stored) -> None:
    """Read one message and apply what it changes, in the caller's transaction."""
    parts = parse(blobs.get(tx, stored.sha256))
    messages.finish(
        tx,
        stored.id,
        sender=parts.sender,
        subject=parts.subject,
        sent_at=parts.sent_at,
    )
    found = marks(parts, desk.sending.message_id_domain, desk.own_addresses)
    ours = outbox.by_message_id(tx, [parts.message_id])
    if ours is not None and parts.sender == desk.sender.email:
        _own_copy(tx, stored, ours)
        return
    delivery = outbox.by_token(tx, [mark.token for mark in found.tokens])
    if parts.sender in desk.own_addresses and _colleague(desk, tx, stored, parts):
        return
    _by_kind(desk, tx, stored, parts, kind(parts), delivery)


def _own_copy(tx: Tx, stored: Stored, delivery: Delivery) -> None:
    """Our own copy came back: proof that the mail server took the letter."""
    messages.finish(
        tx,
        stored.id,
        state="ours",
        kind="own_copy",
        because=f"our letter {delivery.letter_no}",
        delivery=delivery.id,
    )
    proven(tx, delivery, protocol.EvidenceFound(), "our own copy of it arrived")
    holds.release_for(tx, delivery.id, "the letter did leave: our copy arrived")
    if stored.role == "sent" and not outbox.is_filed(tx, delivery.id):
        # We filed none: the provider does, and a copy of ours would be a second.
        firms.set_switch(tx, "provider_files_sent", "yes", "its own copy was seen")
        outbox.change(tx, delivery.id, filed_at=tx.now)


def _colleague(desk: Desk, tx: Tx, stored: Stored, parts: Parts) -> bool:
    """Notice a colleague writing to a customer: the machine keeps quiet."""
    reached = customers.by_email(tx, [*parts.to, *parts.cc])
    for customer in reached:
        until = add_working_days(desk.clock.today(), 5, desk.rules.is_closed)
        holds.put(
            tx,
            customer.id,
            "colleague",
            "a colleague wrote to this customer",
            since=desk.clock.today(),
            until=until,
            cause=stored.id,
        )
        take_back(desk, tx, customer.id)
        _note(tx, stored, "message.colleague", "a colleague wrote", customer.id)
    if reached:
        messages.finish(
            tx,
            stored.id,
            kind="colleague",
            because="sent by one of ours to a customer",
            customer=reached[0].id,
        )
    return bool(reached)


def _by_kind(  # noqa: C901, PLR0912 - one branch a kind, checked by assert_never
    desk: Desk,
    tx: Tx,
    stored: Stored,
    parts: Parts,
    what: MessageKind,
    delivery: Delivery | None,
) -> None:
    match what:
        case Bounce(failure=failure):
            _tie(tx, stored, "bounce", what.because, delivery)
            if delivery is not None:
                failures.bounced(desk, tx, delivery, failure, stored)
        case Delay():
            _tie(tx, stored, "delay", what.because, delivery)
            if delivery is not None:
                let(tx, delivery, protocol.Delayed(), what.because)
        case Receipt():
            _tie(tx, stored, what.what, what.because, delivery)
            if delivery is not None:
                _receipt(tx, stored, what, delivery)
        case AutoReply():
            _tie(tx, stored, "auto_reply", what.because, delivery)
            _robot(tx, stored, parts, delivery)
        case Complaint():
            _tie(tx, stored, "complaint", what.because, delivery)
            if delivery is not None and delivery.customer_id:
                _hold(
                    desk, tx, stored, delivery.customer_id, "he reported our mail", None
                )
        case SdiReceipt() | Bulk():
            _tie(tx, stored, "other", what.because, None)
        case Human():
            _human(desk, tx, stored, parts, delivery)
        case _:
            assert_never(what)


def _tie(
    tx: Tx, stored: Stored, word: str, because: str, delivery: Delivery | None
) -> None:
    """Note the kind, and the letter it is about if there is one."""
    messages.finish(
        tx,
        stored.id,
        kind=word,
        because=because,
        delivery=delivery.id if delivery else None,
        customer=(delivery.customer_id or None) if delivery else None,
    )


def _receipt(tx: Tx, stored: Stored, receipt: Receipt, delivery: Delivery) -> None:
    """Note good news of a letter; what is no proof of arrival is no sign of life."""
    happened: protocol.Read | protocol.Delivered
    match receipt.what:
        case "read":
            word, happened = "read", protocol.Read()
        case "delivered" | "pec_delivered" if receipt.is_final:
            word, happened = "delivered", protocol.Delivered()
        case _:
            return
    sent_at = delivery.sent_at or stored.arrived_at
    let(tx, delivery, happened, receipt.because, sent_at=sent_at)
    if delivery.customer_id:
        signs.add(
            tx,
            delivery.customer_id,
            word,
            stored.arrived_at,
            delivery_id=delivery.id,
            message=stored.id,
        )
        _note(tx, stored, f"letter.{word}", "a receipt says so", delivery.customer_id)


def _robot(tx: Tx, stored: Stored, parts: Parts, delivery: Delivery | None) -> None:
    """Note that the address lives; a robot never holds and is never answered."""
    customer_id = delivery.customer_id if delivery else ""
    if not customer_id:
        owners = customers.by_email(tx, [parts.sender]) if parts.sender else ()
        customer_id = owners[0].id if len(owners) == 1 else ""
    if customer_id:
        customers.mark_alive(tx, parts.sender, stored.arrived_at)
        signs.add(tx, customer_id, "robot", stored.arrived_at, message=stored.id)
        _note(tx, stored, "message.robot", "a robot answered", customer_id)


def _human(
    desk: Desk, tx: Tx, stored: Stored, parts: Parts, delivery: Delivery | None
) -> None:
    owners = _owners(tx, parts, delivery)
    our_words = outbox.words(tx, delivery.letter_id).text if delivery else ""
    day = (parts.sent_at or stored.arrived_at).astimezone(desk.clock.zone).date()
    reading = understand(
        parts,
        day,
        our_letter=our_words,
        open_numbers=invoices.open_numbers(tx),
        answers_us=delivery is not None,
    )
    owners = owners or _named(tx, reading)
    messages.finish(
        tx,
        stored.id,
        kind="reply" if owners and reading.about_money else "other",
        because="a person wrote",
        words=reading.text,
        customer=owners[0] if owners else None,
        delivery=delivery.id if delivery else None,
        reading={
            "intents": list(reading.intents),
            "needs_person": reading.needs_person,
        },
    )
    for customer_id in owners:
        customers.mark_alive(tx, parts.sender, stored.arrived_at)
        signs.add(tx, customer_id, "reply", stored.arrived_at, message=stored.id)
        if reading.about_money:
            _reply(desk, tx, stored, reading, customer_id, day)
        else:
            _note(tx, stored, "message.mail", "a mail, not about money", customer_id)


def _owners(tx: Tx, parts: Parts, delivery: Delivery | None) -> tuple[str, ...]:
    """Give the customers a mail comes from: by the letter it answers, by address."""
    if delivery is not None:
        return (delivery.customer_id,) if delivery.customer_id else ()
    if not parts.sender:
        return ()
    return tuple(customer.id for customer in customers.by_email(tx, [parts.sender]))


def _named(tx: Tx, reading: Reading) -> tuple[str, ...]:
    """Give the customer whose open invoice a stranger names; none if unclear."""
    keys = [number_keys(number)[0] for number in reading.invoice_references if number]
    owners = {
        item.customer_id for item in invoices.by_keys(tx, keys) if item.open.cents
    }
    return tuple(owners) if len(owners) == 1 else ()


def _reply(
    desk: Desk, tx: Tx, stored: Stored, reading: Reading, customer_id: str, day: date
) -> None:
    """Hold all the customer's cases at once; a sure reading ends by itself."""
    reason, days = hold_for(reading, day)
    closed = desk.rules.is_closed
    today = desk.clock.today()
    until = None if days is None else add_working_days(today, days, closed)
    if reading.promise is not None and reason == "promise":
        until = add_working_days(reading.promise.until, days or 2, closed)
        promise_id = promises.make(
            tx, customer_id, reading.promise.since, reading.promise.until, reading.text
        )
        _note(tx, stored, "promise.made", "he named a day", customer_id, promise_id)
    _hold(desk, tx, stored, customer_id, "he wrote to us", until, reason)


def _hold(
    desk: Desk,
    tx: Tx,
    stored: Stored,
    customer_id: str,
    because: str,
    until: date | None,
    reason: HoldReason = "reply",
) -> None:
    holds.put(
        tx,
        customer_id,
        reason,
        because,
        since=desk.clock.today(),
        until=until,
        cause=stored.id,
    )
    take_back(desk, tx, customer_id)
    end = f"until {until.isoformat()}" if until else "until a person decides"
    _note(tx, stored, "reply.held", f"{because}: held {end}", customer_id)


def _note(
    tx: Tx, stored: Stored, what: str, because: str, customer_id: str, *others: str
) -> None:
    links = [f"promise:{other}" for other in others]
    events.write(
        tx, what, f"message:{stored.id}", because, f"customer:{customer_id}", *links
    )
