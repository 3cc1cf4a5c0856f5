"""The judge of a day: what the ledger holds beside what is true in the world."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from agent.ledger import calls, holds, outbox, payments, tables
from agent.ledger.book import Tx
from agent.ledger.calls import CallTask
from agent.ledger.payments import Booked
from agent.model.case import Hold
from agent.model.letter import ANSWERS, Delivery
from agent.model.payment import Payment
from agent.steps.desk import Desk
from agent.steps.each import picture
from tests.desks import ROME
from tests.steps.simulated.judge import of_pressure
from tests.steps.simulated.world import STAGES, Debt, Left, Word, World, after

_REMINDERS = ("courtesy", "first", "second", "third", "last", "promise_broken")
_MOVING = ("proposed", "approved", "ready", "claimed")
_UNDER_WAY = (*_MOVING, "handing_over", "uncertain")
_MOST_LOOKS = 10  # at which a letter may still be waiting, with nothing in its way
_ALL = 100_000
_CALLS_A_DAY = 3


@dataclass(frozen=True)
class Sight:
    """What the ledger holds, with the world's own names.

    Args:
        who: Whose each customer's id is.
        number: Of each instalment and each invoice, by id.
        open: Cents of each invoice.
        by_call: Invoices whose stage a call fulfils, by the call's id.
    """

    today: date
    who: dict[str, int]
    number: dict[str, str]
    open: dict[str, int]
    calls: tuple[CallTask, ...]
    by_call: list[tuple[str, str]]
    holds: tuple[Hold, ...]
    letters: tuple[Delivery, ...]
    payments: tuple[Payment, ...]
    allocations: tuple[Booked, ...]


def see(desk: Desk, who: dict[str, int]) -> Sight:
    """Look at the ledger once."""
    with picture(desk) as tx:
        items = tx.rows(
            sa.select(tables.instalments, tables.invoices.c.number).join(
                tables.invoices,
                tables.invoices.c.id == tables.instalments.c.invoice,
            )
        )
        number = {row["id"]: row["number"] for row in items}
        number |= {row["invoice"]: row["number"] for row in items}
        return Sight(
            today=desk.clock.today(),
            who=who,
            number=number,
            open={row["number"]: row["open_cents"] for row in items},
            calls=calls.listed(tx, state=""),
            by_call=_by_call(tx, number),
            holds=holds.standing(tx),
            letters=outbox.listed(tx),
            payments=payments.latest(tx, _ALL),
            allocations=payments.allocations(tx),
        )


def _by_call(tx: Tx, number: dict[str, str]) -> list[tuple[str, str]]:
    rows = tx.rows(sa.select(tables.call_items))
    return [(row["call"], number[row["instalment"]]) for row in rows]


def of_evening(world: World, sight: Sight, waited: Counter[int]) -> Iterator[str]:
    """Say what is wrong once all that is known was worked on.

    Args:
        waited: Looks at which each customer had a letter written and not gone.
    """
    yield from of_books(world, sight)
    yield from _of_holds(world, sight)
    yield from _of_calls(world, sight)
    yield from _of_work(world, sight, waited)


def of_books(world: World, sight: Sight) -> Iterator[str]:
    """Say where money was made, lost, or put where it does not belong."""
    shown = Counter(one.cents for one in world.transfers if one.shown_at)
    if Counter(one.amount.cents for one in sight.payments) != shown:
        yield "not every transfer shown is one payment"
    put: Counter[str] = Counter()
    on: Counter[str] = Counter()
    for part in sight.allocations:
        put[part.payment_id] += part.amount.cents
        on[sight.number[part.item_id]] += part.amount.cents
    for one in sight.payments:
        if one.free.cents < 0 or one.free.cents + put[one.id] != one.amount.cents:
            yield f"payment {one.no}: {one.free} free, {put[one.id]} cents allocated"
    for number, debt in world.debts.items():
        cents = sight.open[number]
        if cents != debt.cents - on[number]:
            yield f"{number}: {cents} open, {on[number]} of {debt.cents} allocated"
        if cents < world.open(number, all_shown=True):
            yield f"{number} counts as paid by money that was not for it"


def _of_holds(world: World, sight: Sight) -> Iterator[str]:
    """Name holds for which the world gives no cause: a robot's, above all."""
    wrote = {words.customer for words in world.words}
    odd = any(not one.is_clear or one.is_odd for one in world.transfers)
    for hold in sight.holds:
        who = sight.who[hold.customer_id]
        causes = {
            "reply": who in wrote,
            "claim": who in wrote,
            "promise": who in wrote | world.by_person,
            "dispute": who in wrote | world.by_person,
            "hand": who in world.by_person,
            "colleague": who in world.colleagues,
            "parked": hold.until in world.away[who],
            "retry": hold.until in _tries_again(world, who),
            "payment": odd or world.was_undone,
            "uncertain": bool(world.shaken),
        }
        if not causes.get(hold.reason):
            yield f"customer {who} is held ({hold.reason}): {hold.because}"


def _full(world: World) -> list[Left]:
    return [letter for letter in world.left if letter.token in world.full]


def _tries_again(world: World, who: int) -> set[date]:
    """Give the last days of waiting for mailboxes that were full."""
    told_on = {
        world.failed[one.token].astimezone(ROME).date()
        for one in _full(world)
        if one.customer == who
    }
    return {after(day, 3) - timedelta(days=1) for day in told_on}


def _is_first(sight: Sight, world: World, full: Left) -> bool:
    """Tell a letter that is written once more before anybody is phoned."""
    ledger = {one.token: one for one in sight.letters}
    mine = ledger[full.token]
    about = full.asked.keys() | full.to_come.keys()
    failed_before = {
        one.token
        for one in world.left
        if one.token in world.failed
        and world.failed[one.token] < world.failed[full.token]
        and about & (one.asked.keys() | one.to_come.keys())
    }
    return not any(
        ledger[token].kind == mine.kind and ledger[token].recipient == mine.recipient
        for token in failed_before
    )


def _of_calls(world: World, sight: Sight) -> Iterator[str]:
    """Say where a bounce, a silent letter or a broken word brought no call."""
    asked: defaultdict[tuple[int, str], list[date]] = defaultdict(list)
    for call in sight.calls:
        asked[sight.who[call.customer_id], call.reason].append(call.asked_on)
    asked_by = world.failed.keys() - world.moot
    back = Counter(one.customer for one in world.left if one.token in asked_by)
    back += Counter(world.at_the_door)
    back -= Counter(
        one.customer
        for one in _full(world)
        if one.token in asked_by and _is_first(sight, world, one)
    )
    silent_today = sum(
        call.reason == "unconfirmed" and call.asked_on == sight.today
        for call in sight.calls
    )
    for who in sorted(set(sight.who.values())):
        if len(asked[who, "bounced"]) != back[who]:
            days = [str(day) for day in asked[who, "bounced"]]
            yield f"{back[who]} letters to {who} came back; calls of {days}"
        letter = _silent(world, who, sight.today)
        is_asked = letter and any(day > letter.day for day in asked[who, "unconfirmed"])
        if letter and not is_asked and silent_today < _CALLS_A_DAY:
            yield f"customer {who} is silent since {letter.day}: no call"
        for day in asked[who, "unconfirmed"]:
            yield from _was_heard(world, who, day)
    for word in world.word.values():
        calls_then = [
            d for d in asked[word.customer, "promise_broken"] if d > word.until
        ]
        if _is_broken(world, word, sight.today) and not calls_then:
            yield f"customer {word.customer} broke his word of {word.until}: no call"


def _silent(world: World, who: int, today: date) -> Left | None:
    """Give a customer's last letter if it is surely without an answer too long."""
    mine = [letter for letter in world.left if letter.customer == who]
    if not mine or mine[-1].token in (world.failed.keys() | world.shaken):
        return None
    last = mine[-1]
    money = [at for one in world.sent(who) for at in (one.shown_at, one.known_at) if at]
    first = _first_to_address(world, mine)
    heard = any(
        at >= first.at - timedelta(minutes=11) for at in world.signs[who] + money
    )
    since = max({last.day, *world.away[who]})
    is_time = after(since, 4, who) <= today
    late = any(
        debt.due_on < today and world.open(debt.number, all_shown=True) > 0
        for debt in world.of(who)
    )
    return last if late and is_time and not heard else None


def _first_to_address(world: World, mine: list[Left]) -> Left:
    """Give the first letter to the last one's address since one came back."""
    there = [letter for letter in mine if letter.recipient == mine[-1].recipient]
    failed = [n for n, letter in enumerate(there) if letter.token in world.failed]
    return there[failed[-1] + 1 if failed else 0]


def _was_heard(world: World, who: int, day: date) -> Iterator[str]:
    """Name a sign that should have kept a call from being asked for."""
    before = [one for one in world.left if one.customer == who and one.day < day]
    if before and any(
        before[-1].at < at and at.astimezone(ROME).date() < day
        for at in world.signs[who]
    ):
        yield f"customer {who} had shown himself before the call of {day}"


def _is_broken(world: World, word: Word, today: date) -> bool:
    if after(word.until, 2, word.customer) >= today:
        return False
    return any(world.open(number, all_shown=True) > 0 for number in word.numbers)


def _of_work(world: World, sight: Sight, waited: Counter[int]) -> Iterator[str]:
    """Name what is due and has no letter, no hold and no call."""
    standing = [hold for hold in sight.holds if hold.covers(sight.today)]
    phoned = {call.customer_id for call in sight.calls if call.state == "open"}
    letters = [one for one in sight.letters if one.kind in _REMINDERS]
    moving = {one.customer_id for one in letters if one.state in _MOVING}
    pending = {one.customer_id for one in letters if one.state in _UNDER_WAY}
    pending |= {one.customer_id for one in sight.letters if _answers(one, sight.today)}
    done = _done(world, sight)
    for customer_id, who in sight.who.items():
        waited[who] = waited[who] + 1 if customer_id in moving else 0
        if waited[who] > _MOST_LOOKS:
            yield f"the letter to customer {who} does not leave"
        held = {one.invoice_id for one in standing if one.customer_id == customer_id}
        if world.is_paused or "" in held or customer_id in phoned | pending:
            continue
        if any(of_pressure(world, who, sight.today)) or _is_fresh(world, who, sight):
            continue
        numbers = {sight.number[invoice] for invoice in held}
        for debt in world.of(who):
            if debt.number not in numbers and _is_due(world, debt, done, sight.today):
                yield f"{debt.number} of customer {who}, due {debt.due_on}: forgotten"


def _answers(letter: Delivery, today: date) -> bool:
    """Tell an answer of this day: nothing that chases follows on the same."""
    sent_on = letter.sent_at.astimezone(ROME).date() if letter.sent_at else None
    leaves = letter.state in _UNDER_WAY and letter.state != "proposed"
    return letter.kind in ANSWERS and (leaves or sent_on == today)


def _is_fresh(world: World, who: int, sight: Sight) -> bool:
    """Tell a letter that was known to have left only days after it did."""
    since = sight.today - timedelta(days=37)
    mine = [one for one in world.left if one.customer == who and one.day > since]
    return any(one.token in world.shaken for one in mine)


def _is_due(world: World, debt: Debt, done: Counter[str], today: date) -> bool:
    stages = STAGES[done[debt.number] :]
    owed = world.open(debt.number, all_shown=True) > 0
    return owed and bool(stages) and debt.due_on + timedelta(days=stages[0]) <= today


def _done(world: World, sight: Sight) -> Counter[str]:
    """Count the stages after its due date that each invoice has behind it."""
    written = {
        one.token: one.created_at.astimezone(ROME).date()
        for one in sight.letters
        if one.created_at
    }
    asked_on = {call.id: call.asked_on for call in sight.calls}
    moves = [
        (written[one.token], tuple(one.asked))
        for one in world.left
        if one.token not in world.failed
    ]
    moves += [(asked_on[call], (number,)) for call, number in sight.by_call]
    done: Counter[str] = Counter()
    for day, numbers in sorted(moves):
        for number in numbers:
            left = STAGES[done[number] :]
            due_on = world.debts[number].due_on
            done[number] += bool(left) and due_on + timedelta(days=left[0]) <= day
    return done


def everything(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Give every row the ledger holds, by table."""
    with picture(desk) as tx:
        return {
            table.name: [tuple(row.values()) for row in tx.rows(sa.select(table))]
            for table in tables.metadata.sorted_tables
        }
