"""What came since the last summary: money, letters out and back, replies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from agent.ledger import calls, events, messages, outbox, payments
from agent.ledger.book import Tx
from agent.ledger.messages import Stored
from agent.ledger.payments import Booked
from agent.model.day import Fact, Line
from agent.model.event import Event
from agent.model.letter import Delivery
from agent.model.payment import Payment
from agent.steps import answers, day_facts, returned
from agent.steps.day_to_do import Names
from agent.steps.desk import Desk
from agent.steps.in_question import in_question
from agent.steps.next_step import Step, next_step

_BACK = ("letter.bounced", "letter.doubted", "letter.refused", "letter.copy_returned")
# What led to which call; all else to one of "bounced".
_BEHIND = {"letter.unconfirmed": "unconfirmed", "letter.copy_returned": ""}


def money_in(tx: Tx, names: Names, since: datetime) -> tuple[Line, ...]:
    """Give the money recorded since, and what became of it."""
    lines = []
    asked = {payment.id for payment in in_question(tx)}
    for payment in payments.recorded_since(tx, since):
        found = payments.allocations(tx, payment=payment.id)
        is_open = payment.id in asked
        is_sure = payment.decision in ("settled", "by_hand")
        lines.append(
            Line(
                names.of(found[0].customer_id)
                if found and not _is_ours(found)
                else day_facts.payer(tx, payment),
                payment.because,
                payment.amount,
                command=f"sollecito review payment {payment.no}" if is_open else "",
                about=f"payment:{payment.no}" if payment.source != "notice" else "",
                offers="booked" if is_sure and not is_open else "",
                said=_became(payment, found),
                facts=day_facts.of_payment(tx, payment),
                day=payment.booked_on,
            )
        )
    return tuple(lines)


def _became(payment: Payment, parts: Sequence[Booked]) -> str:
    """Give the code of what became of money; some of it went, or may go again."""
    if _is_ours(parts):
        return "money.collected"
    if payment.how == returned.HOW and payment.decision in ("settled", "by_hand"):
        return "money.returned"
    if parts and payment.decision in ("proposed", "not_ours"):
        return "money.by_hand"  # what is said of the rest is told elsewhere
    return f"money.{payment.decision}"


def _is_ours(parts: Sequence[Booked]) -> bool:
    """Tell whether it is our bank's credit of a list, of whichever customers."""
    return any(one.kind == "collected" for one in parts)


def letters_out(desk: Desk, tx: Tx, names: Names, since: datetime) -> tuple[Line, ...]:
    """Give the letters to customers that left since."""
    return tuple(letter(desk, tx, names, one) for one in outbox.sent_since(tx, since))


def letter(desk: Desk, tx: Tx, names: Names, delivery: Delivery) -> Line:
    """Tell of one letter: to whom, its stage and invoices, what it asks for."""
    facts, amount = day_facts.of_letter(desk, tx, delivery)
    return Line(
        names.of(delivery.customer_id),
        amount=amount,
        said="letter.stage",
        facts=facts,
        about=f"letter:{delivery.letter_no}",
        offers="left",
    )


def came_back(desk: Desk, tx: Tx, names: Names, since: datetime) -> tuple[Line, ...]:
    """Give the letters that bounced or were refused, and notices of no letter."""
    back = events.since(tx, since, *_BACK)
    lost = events.since(tx, since, "notice.unmatched")
    return (
        *(_failed(desk, tx, names, event) for event in back),
        *(_unmatched(desk, tx, event) for event in lost),
    )


def unconfirmed(desk: Desk, tx: Tx, names: Names, since: datetime) -> tuple[Line, ...]:
    """Give the letters that lay too long without a sign of life, or a receipt."""
    silent = events.since(tx, since, "letter.unconfirmed", "letter.unreceipted")
    return tuple(_failed(desk, tx, names, event) for event in silent)


def _failed(desk: Desk, tx: Tx, names: Names, event: Event) -> Line:
    """Tell of a letter that may not have been read, and of the call it led to."""
    owner = next((link for link in event.links if link.startswith("customer:")), "")
    customer_id = owner.partition(":")[2]
    reason = _BEHIND.get(event.what, "bounced")
    behind = [
        call.no
        for call in calls.listed(tx, customer=customer_id)
        if customer_id and call.reason == reason
    ]
    return Line(
        names.of(customer_id),
        event.because,
        command=f"sollecito call {behind[-1]}" if behind else "",
        about=_concerns(customer_id, behind),
        offers="call" if behind else "",
        said=event.what,
        facts=day_facts.of_event(desk, tx, event),
        day=event.at.astimezone(desk.clock.zone).date(),
    )


def _concerns(customer_id: str, behind: Sequence[int]) -> str:
    if behind:
        return f"call:{behind[-1]}"
    return f"customer:{customer_id}" if customer_id else ""


def _unmatched(desk: Desk, tx: Tx, event: Event) -> Line:
    message = messages.get(tx, event.subject.partition(":")[2])
    return Line(
        message.words or message.sender,
        message.subject,
        said="notice.unmatched",
        facts=day_facts.of_event(desk, tx, event),
        day=message.arrived_at.astimezone(desk.clock.zone).date(),
    )


def unverified(desk: Desk, tx: Tx, since: datetime) -> tuple[Line, ...]:
    """Give the orders since that nobody of us may have given; none was obeyed."""
    told = events.since(tx, since, "order.unverified")
    ids = [event.subject.partition(":")[2] for event in told]
    return tuple(
        Line(
            message.sender,
            message.subject,
            quote=message.words,
            said="order.unverified",
            day=message.arrived_at.astimezone(desk.clock.zone).date(),
        )
        for message in (messages.get(tx, each) for each in dict.fromkeys(ids))
    )


def replies(desk: Desk, tx: Tx, names: Names, since: datetime) -> tuple[Line, ...]:
    """Give what was read since, however long it lay unread in a mailbox."""
    told = events.since(tx, since, *answers.TO_READ)
    read = [event.subject.partition(":")[2] for event in told]
    alarms = {
        event.subject.partition(":")[2]: str(event.data["ending"])
        for event in told
        if event.what == answers.FOREIGN_IBAN
    }
    found = [messages.get(tx, message_id) for message_id in dict.fromkeys(read)]
    return tuple(
        _reply(desk, tx, names, message, alarms.get(message.id, ""))
        for message in found
    )


def _reply(desk: Desk, tx: Tx, names: Names, message: Stored, ending: str) -> Line:
    """Tell of a mail to be read, and of what may be typed then.

    Args:
        ending: Of the account that is not ours and that it names; mostly empty.
    """
    step = next_step(desk, tx, message, is_alarming=bool(ending))
    taken_for = sorted(messages.reading_of(tx, message.id).intents)
    facts: dict[str, Fact] = {"ending": ending} if ending else {}
    facts |= {"words": tuple(taken_for), "subject": message.subject}
    if step.about:
        facts["address" if step.said == "reply.contact" else "numbers"] = (
            step.about if step.said == "reply.contact" else (step.about,)
        )
    return Line(
        names.of(message.customer_id) or message.sender,
        message.subject,
        quote=message.words,
        command=step.command,
        about=f"reply:{message.id}" if message.customer_id else "",
        offers="held" if step.command and not step.said else "",
        said=_said(step, taken_for, ending),
        facts=facts,
        day=message.arrived_at.astimezone(desk.clock.zone).date(),
    )


def _said(step: Step, taken_for: Sequence[str], ending: str) -> str:
    """Choose what is said of a mail: an alarm, what to type, or how it was read."""
    if ending:
        return "reply.iban"
    return step.said or ("reply.taken" if taken_for else "")
