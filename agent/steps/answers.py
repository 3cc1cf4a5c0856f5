"""Answers: what a person of the other side wrote, and the hold that follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import chain

from agent.dunning.working_days import add_working_days
from agent.ledger import customers, events, holds, invoices, messages, outbox, signs
from agent.ledger import promises as promised
from agent.ledger.book import Tx
from agent.ledger.messages import Stored
from agent.mail.thread import marks
from agent.matching.keys import number_keys
from agent.model.case import HoldReason
from agent.model.letter import Delivery
from agent.model.message import Parts
from agent.model.reply import Reading
from agent.replies.decision import hold_for
from agent.replies.references import documents
from agent.replies.understand import understand
from agent.steps.desk import Desk
from agent.steps.ease import take_back

Numbers = Callable[[], frozenset[str]]  # of all open documents

# What the log calls the mails that a person should read.
TO_READ = ("reply.held", "message.unassigned")
# A hold that would end later than this needs a person: a date so far off is
# misread as often as meant.
_FAR = timedelta(days=60)
_LEAST_DAYS = 2  # working days; however old a mail is when it is read
_MOST_NAMED = 3  # more customers than these are named by chance
# A Date header is the writer's own word: past these it is not believed.
_OLDEST, _NEWEST = timedelta(days=31), timedelta(days=1)


def numbers_in(tx: Tx) -> Numbers:
    """Ask for the numbers of all open documents when they are needed, and once."""
    return cache(lambda: invoices.open_numbers(tx))


def wrote(
    desk: Desk,
    tx: Tx,
    stored: Stored,
    parts: Parts,
    delivery: Delivery | None,
    numbers: Numbers,
) -> None:
    """Take in a mail written by a person who is not one of us.

    Args:
        parts: The person's mail; where a colleague forwarded it, the inner one.
        delivery: The letter it answers.
    """
    if delivery is not None and not delivery.customer_id:
        because = "it answers a mail of ours to ourselves"
        messages.finish(tx, stored.id, kind="other", because=because)
        return
    day = _day(desk, stored, parts)
    reading = understand(
        parts,
        day,
        our_letter=outbox.words(tx, delivery.letter_id).text if delivery else "",
        open_numbers=numbers(),
        answers_us=delivery is not None,
        model=desk.readers.model(),
    )
    owners = _owners(desk, tx, parts, delivery)
    named = () if owners else _owners_of(tx, reading.invoice_references)
    if len(named) > 1:  # whose it is cannot be told: a doubt about each
        reading = replace(reading, intents=("other",), is_doubtful=True)
    concerned = owners or named
    _note_reading(tx, stored, reading, concerned, delivery)
    if concerned and not messages.has_copy(tx, stored, concerned[0], reading.text):
        for customer_id in concerned:
            _apply(desk, tx, stored, parts, reading, customer_id, day)
    if reading.about_money and not concerned:
        events.write(
            tx, "message.unassigned", f"message:{stored.id}", "nobody we know wrote it"
        )


def named_in(tx: Tx, parts: Parts) -> tuple[str, ...]:
    """Give the customers whose open invoices a program's mail names."""
    text = f"{parts.subject}\n{parts.text}"
    return _owners_of(tx, documents(text, invoices.open_numbers(tx)))


def letter_named(desk: Desk, tx: Tx, parts: Parts) -> Delivery | None:
    """Give the letter of ours that a mail is about, by our marks in it."""
    found = marks(parts, desk.sending.message_id_domain, desk.own_addresses)
    tokens = [mark.token for mark in found.tokens]
    return outbox.by_token(tx, tokens) if tokens else None


def could_not_be_read(desk: Desk, tx: Tx, stored: Stored, headers: Parts) -> None:
    """Hold whoever wrote a mail that was set aside: it may be an answer."""
    if stored.role == "sent" or headers.sender in desk.own_addresses:
        return
    letter = letter_named(desk, tx, headers)
    for customer_id in _owners(desk, tx, headers, letter):
        because = "a mail of his could not be read"
        hold(desk, tx, stored, customer_id, because, None)


def hold(
    desk: Desk,
    tx: Tx,
    stored: Stored,
    customer_id: str,
    because: str,
    until: date | None,
    reason: HoldReason = "reply",
    cause: str = "",
) -> None:
    """Hold all of a customer's cases, and take back what has not left.

    Args:
        because: One sentence without names or his words.
        until: Last day; None = until a person decides.
        cause: What is behind it; empty = the message.
    """
    holds.put(
        tx,
        customer_id,
        reason,
        because,
        since=desk.clock.today(),
        until=until,
        cause=cause or stored.id,
    )
    take_back(desk, tx, customer_id)
    end = f"until {until.isoformat()}" if until else "until a person decides"
    note(tx, stored, "reply.held", f"{because}: held {end}", customer_id)


def note(
    tx: Tx, stored: Stored, what: str, because: str, customer_id: str, *others: str
) -> None:
    """Write into the log what a message brought about."""
    links = [f"promise:{other}" for other in others]
    events.write(
        tx, what, f"message:{stored.id}", because, f"customer:{customer_id}", *links
    )


def _day(desk: Desk, stored: Stored, parts: Parts) -> date:
    """Give the day from which the dates of a mail count."""
    at = stored.arrived_at
    if parts.sent_at and at - _OLDEST < parts.sent_at < at + _NEWEST:
        at = parts.sent_at
    return at.astimezone(desk.clock.zone).date()


def _owners(
    desk: Desk, tx: Tx, parts: Parts, delivery: Delivery | None
) -> tuple[str, ...]:
    """Give the customers a mail comes from: by letter, by address, by domain."""
    if delivery is not None:
        return (delivery.customer_id,) if delivery.customer_id else ()
    found = customers.writers(tx, [parts.sender])
    domain = parts.sender.rpartition("@")[2]
    if not found and domain in desk.intake.customer_domains:
        theirs = [each for each in customers.emails(tx) if each.endswith(f"@{domain}")]
        found = customers.writers(tx, theirs)
    return found


def _owners_of(tx: Tx, numbers: Sequence[str]) -> tuple[str, ...]:
    """Give the customers whose open invoices bear these numbers; none if too many."""
    keys = chain.from_iterable(number_keys(number)[:1] for number in numbers)
    items = [item for item in invoices.by_keys(tx, keys) if item.open.cents > 0]
    owners = tuple(dict.fromkeys(item.customer_id for item in items))
    return owners if len(owners) <= _MOST_NAMED else ()


def _note_reading(
    tx: Tx,
    stored: Stored,
    reading: Reading,
    owners: Sequence[str],
    delivery: Delivery | None,
) -> None:
    messages.finish(
        tx,
        stored.id,
        kind="reply" if reading.about_money else "other",
        because="a person wrote",
        words=reading.text,
        customer=owners[0] if owners else None,
        delivery=delivery.id if delivery else None,
        reading={
            "intents": list(reading.intents),
            "needs_person": reading.needs_person,
        },
    )


def _apply(
    desk: Desk,
    tx: Tx,
    stored: Stored,
    parts: Parts,
    reading: Reading,
    customer_id: str,
    day: date,
) -> None:
    customers.mark_alive(tx, parts.sender, stored.arrived_at)
    signs.add(tx, customer_id, "reply", stored.arrived_at, message=stored.id)
    if not reading.about_money:
        note(tx, stored, "message.mail", "a mail, not about money", customer_id)
        return
    reason, until = _how_long(desk, reading, day)
    promise_id = ""
    if reason == "promise" and reading.promise is not None:
        since, by = reading.promise.since, reading.promise.until
        promise_id = promised.make(tx, customer_id, since, by, reading.text)
        note(tx, stored, "promise.made", "he named a day", customer_id, promise_id)
    because = "he wrote to us"
    hold(desk, tx, stored, customer_id, because, until, reason, promise_id)


def _how_long(
    desk: Desk, reading: Reading, day: date
) -> tuple[HoldReason, date | None]:
    """Give reason and last day of the hold; a sure reading ends by itself."""
    reason, days = hold_for(reading, day)
    today, closed = desk.clock.today(), desk.rules.is_closed
    begins = today
    if reason == "promise" and reading.promise is not None:
        begins = max(today, reading.promise.until)
    if days is None:
        return reason, None
    if begins > today + _FAR:
        return "reply", None
    until = add_working_days(begins, days, closed)
    if until > today + _FAR:
        return "reply", None
    return reason, max(until, add_working_days(today, _LEAST_DAYS, closed))
