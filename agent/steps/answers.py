"""Answers: what a person of the other side wrote, and the hold that follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain

from agent.bank.foreign_iban import foreign_ibans
from agent.dunning.working_days import add_working_days
from agent.ledger import (
    candidates,
    customers,
    events,
    holds,
    invoices,
    letter_book,
    messages,
    outbox,
    questions,
    signs,
    writers,
)
from agent.ledger import promises as promised
from agent.ledger.book import Tx
from agent.ledger.messages import Stored
from agent.matching.keys import number_keys
from agent.model.case import HoldReason
from agent.model.letter import Delivery
from agent.model.message import Parts
from agent.model.reply import Reading
from agent.replies.decision import hold_for
from agent.replies.references import documents
from agent.replies.understand import understand
from agent.steps import acknowledge, drafts
from agent.steps.asked import Asked
from agent.steps.calling import phone_as_asked
from agent.steps.desk import Desk
from agent.steps.ease import heard_from, take_back
from agent.steps.noted import note_reading
from agent.steps.own_account import ours

# What the log calls the mails that a person should read.
FOREIGN_IBAN = "iban.foreign"
TO_READ = ("reply.held", "message.unassigned", FOREIGN_IBAN)
# A hold that would end later than this needs a person: a date so far off is
# misread as often as meant.
_FAR = timedelta(days=60)
_LEAST_DAYS = 2  # working days; however old a mail is when it is read
_MOST_NAMED = 3  # more customers than these are named by chance
# A Date header is the writer's own word: past these it is not believed.
_OLDEST, _NEWEST = timedelta(days=31), timedelta(days=1)


def wrote(
    desk: Desk,
    tx: Tx,
    stored: Stored,
    parts: Parts,
    delivery: Delivery | None,
    asked: Asked,
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
    day = day_of(desk, stored.arrived_at, parts.sent_at)
    reading = understand(
        parts,
        day,
        our_letter=letter_book.words(tx, delivery.letter_id).text if delivery else "",
        open_numbers=asked.numbers(),
        answers_us=delivery is not None,
        model=asked.model(),
        words_of=desk.readers.words_of,
    )
    owners = _owners(asked, parts, delivery)
    numbers = reading.invoice_references or documents(parts.subject, asked.numbers())
    named = () if owners else owners_of(tx, numbers)
    if len(named) > 1:  # whose it is cannot be told: a doubt about each
        reading = replace(reading, intents=("other",), is_doubtful=True)
    concerned = owners or named
    note_reading(tx, stored, reading, concerned, delivery)
    if concerned and not _was_read(asked, stored, concerned[0], reading):
        for customer_id in concerned:
            if owners or len(named) == 1:  # else a sign of life of nobody
                _is_alive(asked, stored, parts, customer_id)
            _apply(desk, tx, stored, reading, customer_id, day)
        if len(concerned) == 1 and reading.about_money:
            drafts.answer(desk, tx, reading, concerned[0], parts.sender, delivery)
    if concerned:
        _alarm(desk, tx, stored, parts, concerned)
    if concerned or (reading.is_doubtful and _is_beside(tx, parts)):
        return
    if reading.about_money:
        events.write(
            tx, "message.unassigned", f"message:{stored.id}", "nobody we know wrote it"
        )


def _alarm(
    desk: Desk, tx: Tx, stored: Stored, parts: Parts, concerned: tuple[str, ...]
) -> None:
    """Note an account beside our invoices that is not ours: whoever put it there."""
    known = ours(desk)
    found = foreign_ibans(f"{parts.subject}\n{parts.text}", known)
    if found and known:
        events.write(
            tx,
            FOREIGN_IBAN,
            f"message:{stored.id}",
            "a mail about our invoices names an account that is not ours",
            *(f"customer:{one}" for one in concerned),
            ending=found[0][-4:],
        )


def _is_beside(tx: Tx, parts: Parts) -> bool:
    """Tell a mail that only its writer's domain brings near to a customer."""
    domain = parts.sender.rpartition("@")[2]
    is_copied = bool(writers.of(tx, (*parts.to, *parts.cc)))
    return not is_copied and writers.has_domain(tx, domain)


def named_in(tx: Tx, parts: Parts) -> tuple[str, ...]:
    """Give the customers whose open invoices a program's mail names."""
    text = f"{parts.subject}\n{parts.text}"
    return owners_of(tx, documents(text, invoices.open_numbers(tx)))


def letter_named(asked: Asked, parts: Parts) -> Delivery | None:
    """Give the letter of ours that a mail is about, by our marks in it."""
    tokens = [mark.token for mark in asked.marks(parts).tokens]
    return outbox.by_token(asked.tx, tokens) if tokens else None


def could_not_be_read(desk: Desk, tx: Tx, stored: Stored, headers: Parts) -> None:
    """Hold whoever wrote a mail that was set aside: it may be an answer."""
    if stored.role == "sent" or headers.sender in desk.own_addresses:
        return
    asked = Asked(desk, tx)
    for customer_id in _owners(asked, headers, letter_named(asked, headers)):
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


def day_of(desk: Desk, arrived_at: datetime, sent_at: datetime | None) -> date:
    """Give the day from which the dates of a mail count."""
    at = arrived_at
    if sent_at and at - _OLDEST < sent_at < at + _NEWEST:
        at = sent_at
    return at.astimezone(desk.clock.zone).date()


def _owners(asked: Asked, parts: Parts, delivery: Delivery | None) -> tuple[str, ...]:
    """Give the customers a mail comes from: by letter, by address, by domain."""
    if delivery is not None:
        return (delivery.customer_id,) if delivery.customer_id else ()
    found = asked.writers(parts.sender)
    domain = parts.sender.rpartition("@")[2]
    if not found and domain in asked.desk.intake.customer_domains:
        known = writers.emails(asked.tx)
        theirs = [each for each in known if each.endswith(f"@{domain}")]
        found = writers.of(asked.tx, theirs)
    return found


def owners_of(tx: Tx, numbers: Sequence[str]) -> tuple[str, ...]:
    """Give the customers whose open invoices bear these numbers; none if too many."""
    keys = chain.from_iterable(number_keys(number)[:1] for number in numbers)
    items = [item for item in candidates.by_keys(tx, keys) if item.open.cents > 0]
    owners = tuple(dict.fromkeys(item.customer_id for item in items))
    return owners if len(owners) <= _MOST_NAMED else ()


def _was_read(asked: Asked, stored: Stored, customer_id: str, reading: Reading) -> bool:
    """Tell whether this mail was read before, in another mailbox of ours."""
    if not asked.has_twin(stored):
        return False
    return messages.has_copy(asked.tx, stored, customer_id, reading.text)


def _is_alive(asked: Asked, stored: Stored, parts: Parts, customer_id: str) -> None:
    tx, sender, at = asked.tx, parts.sender, stored.arrived_at
    customers.mark_alive(tx, sender, at, is_certified=asked.is_certified(sender))
    signs.add(tx, customer_id, "reply", stored.arrived_at, message=stored.id)
    heard_from(tx, customer_id, "he wrote to us")


def _apply(
    desk: Desk,
    tx: Tx,
    stored: Stored,
    reading: Reading,
    customer_id: str,
    day: date,
) -> None:
    if not reading.about_money:
        note(tx, stored, "message.mail", "a mail, not about money", customer_id)
        return
    if "says_paid" in reading.intents:
        questions.look_anew(tx)  # he may say what money in question is for
    reason, until = how_long(desk, reading, day)
    promise_id = ""
    if reason == "promise" and reading.promise is not None:
        since, by = reading.promise.since, reading.promise.until
        promise_id = promised.make(tx, customer_id, since, by, reading.text)
        note(tx, stored, "promise.made", "he named a day", customer_id, promise_id)
    because = "he wrote to us"
    hold(desk, tx, stored, customer_id, because, until, reason, promise_id)
    if reading.call_words:
        phone_as_asked(desk, tx, customer_id, reading.call_on, stored.id)
    if promise_id:
        acknowledge.promise(desk, tx, customer_id)
    if reason == "dispute":
        acknowledge.objection(desk, tx, customer_id, reading.invoice_references)


def how_long(desk: Desk, reading: Reading, day: date) -> tuple[HoldReason, date | None]:
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
