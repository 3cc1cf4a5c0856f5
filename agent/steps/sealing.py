"""Sealing: a letter's finished bytes, and what stands on its envelope."""

from __future__ import annotations

from dataclasses import replace

from agent.channels.channel import Envelope
from agent.channels.mime import Head, build
from agent.errors import Unreadable
from agent.ledger import firms, letter_book, orders, outbox
from agent.ledger.book import Tx
from agent.model.letter import ANSWERS, COPY, Composed, Delivery
from agent.steps.acknowledge import thread_of
from agent.steps.desk import Desk
from agent.steps.own_account import why_misdirects
from agent.steps.remind import with_copies
from agent.steps.self_test import with_detail


def seal(desk: Desk, tx: Tx, delivery: Delivery) -> bytes:
    """Finish the bytes, dated now, in the thread of the letters before.

    Raises:
        Unreadable: It would have the customer pay to an account that is not ours.
    """
    to_customer = bool(delivery.customer_id)
    thread = thread_of(tx, delivery) if to_customer else _ordered_in(tx, delivery)
    by_pec = delivery.channel == "pec"
    manner = letter_book.manner(tx, delivery.letter_id)
    wants_read = desk.sending.receipts or manner.asks_read
    ask_read = to_customer and wants_read and not by_pec
    head = Head(
        from_name=desk.sender.from_name or desk.sender.name,
        from_address=desk.address_of(delivery.channel),
        to=delivery.recipient,
        cc=manner.copy_to,
        message_id=delivery.message_id,
        date=tx.now.astimezone(desk.clock.zone),
        in_reply_to=thread[-1] if thread else "",
        references=thread,
        disposition_notification_to=desk.sender.email if ask_read else "",
    )
    has_copies = delivery.kind == COPY or delivery.kind not in ANSWERS
    finished = with_copies if has_copies else letter_book.words
    letter = finished(tx, delivery.letter_id)
    if to_customer and (said := why_misdirects(desk, letter)):
        raise Unreadable(f"{said}: withdraw it, and it is written anew")
    raw = build(_plain(letter) if by_pec else letter, head)
    outbox.seal(tx, delivery.id, raw, thread)
    return raw


def _ordered_in(tx: Tx, delivery: Delivery) -> tuple[str, ...]:
    """Give the owner's mail that a mail of ours to him answers."""
    mail = orders.mail_answered_by(tx, delivery.id)
    return (mail.mark,) if mail and "@" in mail.mark else ()


def _plain(letter: Composed) -> Composed:
    """Leave text and files alone: certified mail is filed and read by programs."""
    return replace(letter, html="", inline=())


def address(desk: Desk, tx: Tx, delivery: Delivery, size: int) -> Envelope:
    """Address a letter: bounces come back to its own address, and so does a copy.

    Not so certified mail: its envelope must say what its head says, and its receipts
    are the better evidence.
    """
    if delivery.channel == "pec":
        own, to = desk.address_of("pec"), delivery.recipient
        return Envelope(delivery.token, own, to, size=size)
    on = firms.switches(tx)
    own = desk.sender.email
    if desk.sending.plus_detail and on.get("plus_detail") != "no":
        own = with_detail(own, delivery.token)
    return Envelope(
        token=delivery.token,
        sender=own,
        recipient=delivery.recipient,
        size=size,
        own_copy=own
        if delivery.customer_id and "provider_files_sent" not in on
        else "",
        wants_delivered=desk.sending.wants_delivered and bool(delivery.customer_id),
        copy_to=letter_book.manner(tx, delivery.letter_id).copy_to,
    )
