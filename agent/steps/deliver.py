"""Deliver: claim, check again, hand over, note the result. Never twice, never lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from agent.channels import protocol
from agent.channels.channel import Channel, Envelope
from agent.channels.mime import Head, build
from agent.dunning.office_hours import is_open
from agent.errors import Refused, TryLater, Uncertain
from agent.ledger import (
    customers,
    due,
    events,
    firms,
    messages,
    outbox,
    payments,
    quarantine,
)
from agent.ledger.book import Tx
from agent.model.letter import Delivery
from agent.steps import failures
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.ease import mode, why_unfit, withdraw
from agent.steps.fate import let
from agent.steps.remind import with_copies
from agent.steps.self_test import with_detail

_RETRY = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 30, 60, 120))
_STALE_MAILBOX = timedelta(minutes=30)

Outcome = Literal["sent", "refused", "put_off", "unknown", "withdrawn", "waits"]


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of the letter that was next.

    Args:
        because: Why letters wait; empty where nothing is to be sent.
    """

    outcome: Outcome
    because: str = ""


@dataclass(frozen=True, slots=True)
class _Claimed:
    delivery: Delivery
    raw: bytes


def recover(desk: Desk) -> int:
    """Take back the claims of a process that died: it handed nothing over.

    To be called once, by the only sender.
    """
    with transaction(desk) as tx:
        dead = outbox.in_state(tx, "claimed")
        return sum(let(tx, each, protocol.Restarted()) is not None for each in dead)


def deliver(desk: Desk) -> Delivered:
    """Send the letter that has waited longest; "waits" where none may leave now."""
    channel = desk.channel
    if channel is None:
        return Delivered("waits", "no way out is configured")
    with transaction(desk) as tx:
        claimed = _claim(desk, tx)
    if isinstance(claimed, Delivered):
        return claimed
    return Delivered(_hand_over(desk, channel, claimed))


def _claim(desk: Desk, tx: Tx) -> _Claimed | Delivered:
    """Choose, check again and claim in one transaction."""
    waits = _why_all_wait(desk, tx)
    for delivery in outbox.sendable(tx):
        if delivery.customer_id:
            if waits or _is_shut(desk, tx, delivery):
                continue
            unfit = why_unfit(desk, tx, delivery)
            if unfit:
                withdraw(tx, delivery, unfit)
                return Delivered("withdrawn", unfit)
        let(tx, delivery, protocol.UndoOver())
        claimed = let(
            tx,
            delivery,
            protocol.Claimed(),
            claimed_by=desk.worker,
            claimed_at=tx.now,
        )
        if claimed is not None:
            return _Claimed(claimed, _seal(desk, tx, claimed))
    return Delivered("waits", waits)


def _why_all_wait(desk: Desk, tx: Tx) -> str:
    """Say why no letter to any customer may leave now; empty if they may."""
    if mode(desk, tx) == "off":
        return "sending is off"
    if payments.with_decision(tx, "new"):
        return "money that came in is still to be settled"
    if messages.new(tx, limit=1):
        return "mail that came in is still to be read"
    if any(item.kind == "statement" for item in quarantine.listed(tx)):
        return "a bank statement could not be read; look at `sollecito quarantine list`"
    for standing in due.standings(tx):
        stale = standing.since and standing.since < tx.now - _STALE_MAILBOX
        if stale and standing.what.startswith("mailbox:"):
            return f"{standing.what} cannot be read since {standing.since}"
    a_minute_ago = tx.now - timedelta(minutes=1)
    if len(outbox.sent_since(tx, a_minute_ago)) >= desk.sending.per_minute:
        return "the most letters a minute have left"
    return ""


def _is_shut(desk: Desk, tx: Tx, delivery: Delivery) -> bool:
    customer = customers.get(tx, delivery.customer_id)
    closed = desk.rules.is_closed_for(customer)
    return not is_open(tx.now, desk.rules.hours, closed)


def _seal(desk: Desk, tx: Tx, delivery: Delivery) -> bytes:
    """Finish the bytes, dated now, in the thread of the letters before."""
    to_customer = bool(delivery.customer_id)
    thread = outbox.last_thread(tx, delivery.customer_id) if to_customer else ()
    ask_read = to_customer and desk.sending.receipts
    head = Head(
        from_name=desk.sender.name,
        from_address=desk.sender.email,
        to=delivery.recipient,
        message_id=delivery.message_id,
        date=tx.now.astimezone(desk.clock.zone),
        in_reply_to=thread[-1] if thread else "",
        references=thread,
        disposition_notification_to=desk.sender.email if ask_read else "",
    )
    raw = build(with_copies(tx, delivery.letter_id), head)
    outbox.seal(tx, delivery.id, raw, thread)
    return raw


def _envelope(desk: Desk, delivery: Delivery, size: int) -> Envelope:
    """Address a letter: bounces come back to its own address, and so does a copy."""
    with picture(desk) as tx:
        has_detail = firms.switch(tx, "plus_detail") != "no"
        files_itself = bool(firms.switch(tx, "provider_files_sent"))
    own = desk.sender.email
    if desk.sending.plus_detail and has_detail:
        own = with_detail(own, delivery.token)
    return Envelope(
        token=delivery.token,
        sender=own,
        recipient=delivery.recipient,
        size=size,
        own_copy=own if delivery.customer_id and not files_itself else "",
        wants_delivered=desk.sending.wants_delivered and bool(delivery.customer_id),
    )


def _hand_over(desk: Desk, channel: Channel, claimed: _Claimed) -> Outcome:
    """Intent, then send, then result: each in a transaction of its own."""
    delivery = claimed.delivery
    attempt = delivery.attempts
    try:
        channel.offer(_envelope(desk, delivery, len(claimed.raw)))
    except TryLater as error:
        return _put_off(desk, delivery, protocol.NotOffered(attempt), error)
    except Refused as error:
        return _refuse(desk, delivery, error)
    with transaction(desk) as tx:
        intent = protocol.HandingOver(attempt)
        if let(tx, delivery, intent, handed_at=tx.now, unknown_seconds=0) is None:
            return "put_off"  # another sender has it, or it was withdrawn
    try:
        answer = channel.hand_over(claimed.raw)
    except TryLater as error:
        return _put_off(desk, delivery, protocol.PutOff(attempt), error)
    except Refused as error:
        return _refuse(desk, delivery, error)
    except Uncertain as error:
        with transaction(desk) as tx:
            outbox.change(tx, delivery.id, answer=str(error))
            _event(tx, delivery, "letter.unknown", "no answer after the last byte")
        return "unknown"
    with transaction(desk) as tx:
        proven(tx, delivery, protocol.Accepted(), "the mail server took it", answer)
    return "sent"


def proven(
    tx: Tx,
    delivery: Delivery,
    proof: protocol.Accepted | protocol.EvidenceFound | protocol.PersonSaysSent,
    because: str,
    answer: str = "",
) -> None:
    """Note that a letter left: by the server's word, evidence or a person's."""
    if let(tx, delivery, proof, because, sent_at=tx.now, answer=answer) is not None:
        due.works(tx, "sending")
        _event(tx, delivery, "letter.sent", because)


def _put_off(
    desk: Desk,
    delivery: Delivery,
    happened: protocol.NotOffered | protocol.PutOff,
    error: TryLater,
) -> Outcome:
    """Leave a letter for later: the other side did not take it, nor refuse it."""
    wait = _RETRY[min(delivery.attempts, len(_RETRY)) - 1]
    with transaction(desk) as tx:
        let(tx, delivery, happened, next_try_at=tx.now + wait, answer=str(error))
        _event(tx, delivery, "letter.put_off", "the mail server asked to come back")
        due.stands_still(tx, "sending", str(error))
    return "put_off"


def _refuse(desk: Desk, delivery: Delivery, error: Refused) -> Outcome:
    """Note the first bounce of all: the answer at the door (RFC 5321 § 4.2)."""
    said = f"the mail server refused it ({error.status or error.code})"
    status = error.status or ""
    with transaction(desk) as tx:
        happened = protocol.Refused(delivery.attempts)
        if let(tx, delivery, happened, said, answer=str(error), status=status):
            _event(tx, delivery, "letter.refused", said, status=status)
            failures.refused_at_the_door(desk, tx, delivery, error)
    return "refused"


def _event(
    tx: Tx, delivery: Delivery, what: str, because: str, status: str = ""
) -> None:
    links = [f"customer:{delivery.customer_id}"] if delivery.customer_id else []
    number = {"no": delivery.letter_no} | ({"status": status} if status else {})
    events.write(tx, what, f"letter:{delivery.letter_id}", because, *links, **number)
