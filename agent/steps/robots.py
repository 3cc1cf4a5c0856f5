"""Robots: what the answer of a machine changes. It is never an answer of a person."""

from __future__ import annotations

from datetime import date, timedelta

from agent.dunning.working_days import add_working_days
from agent.ledger import customers, holds, messages, signs
from agent.ledger.book import Tx
from agent.ledger.messages import Stored
from agent.model.letter import Delivery
from agent.model.message import AutoReply, Parts
from agent.model.reply import Reading
from agent.replies.understand import understand
from agent.steps import answers
from agent.steps.asked import Asked
from agent.steps.calling import ask_call
from agent.steps.desk import Desk
from agent.steps.ease import take_back
from agent.steps.tying import is_to_copies

_DESK_DAYS = 2  # working days somebody who is back needs for what lay waiting
# A day further off is misread as often as meant, and too far to wait for.
_FARTHEST = timedelta(days=60)


def answered(
    desk: Desk,
    tx: Tx,
    stored: Stored,
    parts: Parts,
    robot: AutoReply,
    delivery: Delivery | None,
    asked: Asked,
) -> None:
    """Note that the address lives; wait for who is away, phone about who left."""
    customer_id = _owner(asked, parts, delivery)
    arrived_on = stored.arrived_at.astimezone(desk.clock.zone).date()
    reading = understand(parts, arrived_on, answers_us=True)
    instead = reading.new_contact or reading.substitute
    messages.finish(
        tx,
        stored.id,
        kind="auto_reply",
        because=robot.because,
        delivery=delivery.id if delivery else None,
        customer=customer_id or None,
        **({"reading": {"instead": instead}} if customer_id else {}),
    )
    if not customer_id:
        return
    sender, at = parts.sender, stored.arrived_at
    customers.mark_alive(tx, sender, at, is_certified=asked.is_certified(sender))
    signs.add(tx, customer_id, "robot", stored.arrived_at, message=stored.id)
    answers.note(tx, stored, "message.robot", "a robot answered", customer_id)
    if delivery is not None and is_to_copies(tx, sender, delivery):
        return  # the letter was not to him
    if "person_left" in reading.intents:
        _left(desk, tx, stored, customer_id, instead)
    else:
        _away(desk, tx, stored, customer_id, _back_on(robot, reading))


def _owner(asked: Asked, parts: Parts, delivery: Delivery | None) -> str:
    if delivery is not None:
        return delivery.customer_id
    owners = asked.writers(parts.sender)
    return owners[0] if len(owners) == 1 else ""


def _back_on(robot: AutoReply, reading: Reading) -> date | None:
    return robot.return_on or reading.return_on


def _left(desk: Desk, tx: Tx, stored: Stored, customer_id: str, instead: str) -> None:
    """Ask for a call: nobody reads what is written to that address."""
    named = "; his mail names whom to write to" if instead else ""
    because = f"whom we write to left the firm{named}"
    today = desk.clock.today()
    if ask_call(tx, customer_id, "left", because, today, cause=stored.id):
        take_back(desk, tx, customer_id)


def _away(
    desk: Desk, tx: Tx, stored: Stored, customer_id: str, back_on: date | None
) -> None:
    """Write nothing to somebody who is away, until shortly after his return."""
    today = desk.clock.today()
    if back_on is None or not today <= back_on <= today + _FARTHEST:
        return
    closed = desk.rules.is_closed_for(customers.get(tx, customer_id))
    until = add_working_days(back_on, _DESK_DAYS, closed)
    because = f"he is back on {back_on}"
    if holds.put(
        tx, customer_id, "parked", because, since=today, until=until, cause=stored.id
    ):
        take_back(desk, tx, customer_id)
        said = f"{because}: held until {until}"
        answers.note(tx, stored, "reply.parked", said, customer_id)
