"""Watch: let letters age. Silence becomes a call, a broken promise is noticed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from agent.channels.protocol import EvidenceTimeout
from agent.dunning.promises import is_broken
from agent.dunning.silence import is_unconfirmed
from agent.ledger import (
    announced,
    broken,
    calls,
    customers,
    events,
    holds,
    invoices,
    letter_book,
    letter_items,
    outbox,
    plans,
    promises,
    signs,
    unknown,
)
from agent.ledger.book import Tx
from agent.model.case import Hold
from agent.model.letter import ANSWERS, Delivery
from agent.model.plan import Plan
from agent.steps import announced as notices
from agent.steps import ease, stopping
from agent.steps.calling import ask_call
from agent.steps.desk import Desk
from agent.steps.each import Fault, each, nothing, picture, transaction
from agent.steps.fate import let
from agent.steps.plans import follow

# An answer is dated by the mail server, to the second and by its own clock.
_CLOCKS_DIFFER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Watched:
    """What time alone brought about."""

    unconfirmed: int = 0
    uncertain: int = 0
    broken: int = 0
    faults: tuple[Fault, ...] = ()


def watch(desk: Desk, beat: Callable[[], None] = nothing) -> Watched:
    """Age letters of unknown fate, unread letters, promises, plans, holds and stops.

    Args:
        beat: Called before each of them.
    """
    with picture(desk) as tx:
        lost = unknown.waited(tx)
        silent = _silent(desk, tx, outbox.in_state(tx, "sent", "delayed"))
        silent = _most_at_stake(desk, tx, silent)
        open_promises = promises.in_state(tx, "open")
        today = desk.clock.today()
        agreed = plans.in_state(tx, "proposed", "running", "broken")
        late = [one for one in announced.standing(tx) if notices.is_late(desk, one)]
        stop_over = stopping.ended(desk, tx)
        ended = [hold for hold in holds.standing(tx) if not hold.covers(today)]
    done: Counter[str] = Counter()

    def give_up(waited: tuple[Delivery, timedelta]) -> None:
        with transaction(desk) as tx:
            done["uncertain"] += _give_up_evidence(desk, tx, *waited)

    def one_letter(delivery: Delivery) -> None:
        with transaction(desk) as tx:
            done["unconfirmed"] += _age(desk, tx, delivery)

    def one_promise(promise: promises.Promise) -> None:
        with transaction(desk) as tx:
            done["broken"] += _check(desk, tx, promise)

    def one_plan(plan: Plan) -> None:
        with transaction(desk) as tx:
            done["broken"] += follow(desk, tx, plan)

    def one_notice(one: announced.Announced) -> None:
        with transaction(desk) as tx:
            notices.give_up(tx, one)

    def one_hold(hold: Hold) -> None:
        with transaction(desk) as tx:
            _end(tx, hold)

    def one_stop(_last: date) -> None:
        with transaction(desk) as tx:
            stopping.end(desk, tx)

    faults = (
        *each(desk, stop_over, one_stop, lambda last: f"stop until {last}", beat),
        *each(desk, lost, give_up, lambda it: f"letter {it[0].letter_no}", beat),
        *each(desk, silent, one_letter, lambda it: f"letter {it.letter_no}", beat),
        *each(desk, open_promises, one_promise, lambda it: f"promise {it.id}", beat),
        *each(desk, agreed, one_plan, lambda it: f"plan {it.id}", beat),
        *each(desk, late, one_notice, lambda it: f"payment {it.payment.no}", beat),
        *each(desk, ended, one_hold, lambda hold: f"hold {hold.id}", beat),
    )
    return Watched(done["unconfirmed"], done["uncertain"], done["broken"], faults)


def _silent(desk: Desk, tx: Tx, letters: Sequence[Delivery]) -> list[Delivery]:
    """Give each customer's first letter that nothing answered for too long.

    Not his last one: letters may follow each other faster than silence is told.
    """
    chasing: dict[str, list[Delivery]] = {}
    for one in letters:
        if one.customer_id and one.kind not in ANSWERS:
            chasing.setdefault(one.customer_id, []).append(one)
    found = []
    for customer_id, sent in chasing.items():
        last = signs.latest(tx, customer_id)
        unanswered = [one for one in sent if not _was_answered(one, last)]
        found += [one for one in unanswered if _is_silent(desk, tx, one)][:1]
    return found


def _was_answered(letter: Delivery, sign_at: datetime | None) -> bool:
    if letter.sent_at is None or sign_at is None:
        return False
    return sign_at > letter.sent_at - _CLOCKS_DIFFER


def _give_up_evidence(
    desk: Desk, tx: Tx, delivery: Delivery, waited: timedelta
) -> bool:
    """Ask a person about a letter whose fate no evidence told. Never sent again."""
    minutes = desk.sending.evidence_minutes
    limit = timedelta(minutes=minutes)
    because = (
        f"letter {delivery.letter_no} may or may not have left: the "
        f"connection broke and no copy was seen in {minutes} minutes"
    )
    if let(tx, delivery, EvidenceTimeout(waited, limit), because) is None:
        return False
    links = []
    if delivery.customer_id:
        links.append(f"customer:{delivery.customer_id}")
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
        *links,
        no=delivery.letter_no,
    )
    return True


def _is_silent(desk: Desk, tx: Tx, delivery: Delivery) -> bool:
    """Tell a letter without any sign of life for too long, about something overdue.

    Nobody is phoned about what is not yet late: such a letter is looked at again.
    """
    letter = outbox.get(tx, delivery.id)
    if letter.sent_at is None or letter.state not in ("sent", "delayed"):
        return False
    if outbox.is_unconfirmed(tx, letter.id):
        return False
    today, zone = desk.clock.today(), desk.clock.zone
    customer = customers.get(tx, letter.customer_id)
    first_at = _first_to_address(tx, letter) or letter.sent_at
    since = first_at - _CLOCKS_DIFFER
    seen = signs.moments_since(tx, customer.id, since, letter.recipient)
    sent_on = letter.sent_at.astimezone(zone).date()
    back_by = holds.last_day(tx, customer.id, "parked")  # he was away before
    return is_unconfirmed(
        max(sent_on, back_by or sent_on),
        [at.astimezone(zone).date() for at in seen],
        today,
        desk.rules.procedure_of(customer).unconfirmed_days,
        desk.rules.is_closed_for(customer),
        first_at.astimezone(zone).date(),
    ) and any(
        item.open.cents > 0 and item.days_overdue(today) > 0
        for item in invoices.items(tx, letter_book.enclosed(tx, letter.letter_id))
    )


def _first_to_address(tx: Tx, letter: Delivery) -> datetime | None:
    """Give when the first letter went to an address since one last came back."""
    first_at = None
    for other in outbox.of_customer(tx, letter.customer_id):
        if other.recipient == letter.recipient and other.sent_at is not None:
            has_failed = other.state in letter_items.VOID
            first_at = None if has_failed else first_at or other.sent_at
    return first_at


def _most_at_stake(desk: Desk, tx: Tx, silent: Sequence[Delivery]) -> list[Delivery]:
    """Give the silent letters to phone about today, by money: a person has two ears."""
    today = desk.clock.today()
    asked = calls.count_asked(tx, "unconfirmed", today)
    left = max(0, desk.rules.calls_a_day - asked)
    owed = Counter[str]()
    owners = [letter.customer_id for letter in silent]
    for item in invoices.open_items(tx, owners, desk.rules.self_collected):
        if item.days_overdue(today) > 0:
            owed[item.customer_id] += item.open.cents
    return sorted(silent, key=lambda one: -owed[one.customer_id])[:left]


def _age(desk: Desk, tx: Tx, delivery: Delivery) -> bool:
    """Turn a letter without any sign of life into a call, once for all that left."""
    if not _is_silent(desk, tx, delivery):
        return False
    customer = customers.get(tx, delivery.customer_id)
    days = desk.rules.procedure_of(customer).unconfirmed_days
    because = f"letter {delivery.letter_no}: no sign of life for {days} working days"
    for letter in outbox.of_customer(tx, customer.id):
        if letter.state in ("sent", "delayed") and letter.kind not in ANSWERS:
            outbox.change(tx, letter.id, unconfirmed_at=tx.now)
    today = desk.clock.today()
    ask_call(tx, customer.id, "unconfirmed", because, today, cause=delivery.id)
    events.write(
        tx,
        "letter.unconfirmed",
        f"letter:{delivery.letter_id}",
        because,
        f"customer:{customer.id}",
        no=delivery.letter_no,
    )
    ease.take_back(desk, tx, customer.id)  # a call instead of the next letter
    return True


def _check(desk: Desk, tx: Tx, promise: promises.Promise) -> bool:
    """Notice a promise whose day passed with something still open."""
    left = ease.still_owed(desk, tx, promise)
    if not left:
        if desk.clock.today() > promise.until:  # before, he may yet pay early
            ease.keep(tx, promise)
        return False
    customer = customers.get(tx, promise.customer_id)
    closed = desk.rules.is_closed_for(customer)
    if not is_broken(promise.until, left[0].open, desk.clock.today(), closed):
        return False
    if broken.was_none(tx, promise):
        promises.end(tx, promise.id, "undone")
        holds.release_for(tx, promise.id, "a person says that it was no promise")
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


def _end(tx: Tx, hold: Hold) -> None:
    """Note that a hold ended by itself: the case goes on."""
    if holds.release(tx, hold.id, "its last day has passed"):
        links = [f"invoice:{hold.invoice_id}"] if hold.invoice_id else []
        events.write(
            tx,
            "hold.ended",
            f"customer:{hold.customer_id}",
            f"the hold ({hold.reason}) ended on {hold.until}",
            *links,
        )
