"""Settle: put recorded payments against open items, or ask a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from agent.ledger import due, invoices, payments, questions, rests
from agent.ledger.book import AGENT, Tx
from agent.matching.amounts import Tolerance
from agent.matching.assign import assign
from agent.model.payment import Decision, Payment, Proposed, Settled
from agent.steps import asking, collected, ease, returned
from agent.steps.advances import decide as use
from agent.steps.advances import is_rest, owners_of
from agent.steps.booking import chosen_of, open_booking
from agent.steps.desk import Desk
from agent.steps.each import Fault, each, in_slices, nothing, picture, transaction
from agent.steps.gather import concerned_by, gather
from agent.steps.standing import goes_on

_USUAL = Tolerance()
_SETTLING = "settling"  # what stands still while a payment fails
_NEW, _UNDONE = "new", "undone"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many payments were left how."""

    settled: int = 0
    proposed: int = 0
    unknown: int = 0


def settle(desk: Desk, beat: Callable[[], None] = nothing) -> Tally:
    """Decide on payments together, apply what is sure, ask about the rest.

    A payment at which that fails stays undecided, is named in the summary, and
    holds all letters: nobody can tell whose it is. The others are decided.
    Those asked about, unknown ones, advances and what is left over are looked at
    again where something to look at anew was noted since: an invoice, or a person's
    answer. What a person took back is then asked about others, and never settled.

    What came back unpaid is reopened after that; money in question is then looked
    at once more, for it may be just what was owed.

    Args:
        beat: Called between two slices of the work.

    Raises:
        TryLater: The ledger cannot be written now.
    """
    work = _look(desk)
    tally, faults = _settle(desk, work, beat)
    is_said = work.is_said or bool(faults)
    reopened, failed = returned.settle(desk, work.came_back)
    if failed:
        with transaction(desk) as tx:
            _stands_still(tx, failed)
    if reopened:
        more, faults = _settle(desk, _look(desk), beat)
        tally = Tally(
            tally.settled + more.settled,
            tally.proposed + more.proposed,
            tally.unknown + more.unknown,
        )
    if is_said and not (faults or failed):
        with transaction(desk) as tx:
            goes_on(tx, _SETTLING)
    return tally


@dataclass(frozen=True, slots=True)
class _Work:
    """What there is to decide.

    Args:
        waiting: New payments, and those to be looked at anew.
        taken_back: What a person took back, where others may be asked about it.
        came_back: What we collected and the bank gave back unpaid.
        owners: The customers whose advances or rests some are, by the payments' ids.
        anew: The note to look anew; empty = none stands.
        is_said: It was said that settling stands still.
    """

    waiting: tuple[Payment, ...]
    taken_back: tuple[Payment, ...]
    came_back: tuple[Payment, ...]
    owners: Mapping[str, str]
    anew: str
    is_said: bool


def _look(desk: Desk) -> _Work:
    with picture(desk) as tx:
        return _work(tx)


def _settle(
    desk: Desk, work: _Work, beat: Callable[[], None]
) -> tuple[Tally, tuple[Fault, ...]]:
    waiting, anew = work.waiting, work.anew
    if not (waiting or anew):
        return Tally(), ()
    thought: list[tuple[Payment, Decision]] = []
    done: Counter[str] = Counter()
    is_noted = False

    tolerance = desk.rules.tolerance

    def think(some: Sequence[Payment]) -> None:
        with picture(desk) as tx:
            found = decide_all(tx, some, tolerance, work.owners)
            decided = collected.decide(desk, tx, some, found)
            thought.extend(zip(some, decided, strict=True))

    def act(some: Sequence[tuple[Payment, Decision]]) -> None:
        nonlocal is_noted
        with transaction(desk) as tx:
            kinds = _act(desk, tx, some)
            # Done all at once, which is usual, it is noted at once.
            is_all = len(kinds) == len(waiting) and not work.taken_back
            if is_all:
                questions.looked_anew(tx, anew)
        done.update(kinds)
        is_noted = is_all

    def ask_others(payment: Payment) -> None:
        with transaction(desk) as tx:
            if payments.get(tx, payment.id).decision == _UNDONE:
                (decision,) = decide_all(tx, [payment], tolerance)
                asking.ask_others(desk, tx, payment, decision)

    beat()
    faults = in_slices(desk, waiting, think, _name, at_once=len(waiting) or 1)
    faults += in_slices(desk, thought, act, lambda one: _name(one[0]), beat)
    faults += each(desk, work.taken_back, ask_others, _name, beat)
    is_whole = not faults and sum(done.values()) == len(waiting)
    left = anew if is_whole and not is_noted else ""
    if faults or left:
        with transaction(desk) as tx:
            questions.looked_anew(tx, left)
            if faults:
                _stands_still(tx, faults)
    return Tally(done["Settled"], done["Proposed"], done["Unknown"]), faults


def _act(desk: Desk, tx: Tx, some: Sequence[tuple[Payment, Decision]]) -> list[str]:
    """Do as decided where nothing came between; give the kinds of what was done.

    What is sure goes first: the rest is asked about what is open then.
    """
    booking = open_booking(tx, [payment for payment, _ in some], chosen_of(some))
    answered: set[str] = set()
    taken: list[tuple[Payment, Settled]] = []
    for payment, decision in some:
        if isinstance(decision, Settled) and booking.may(payment, decision):
            answered |= booking.asked.get(payment.id, set())
            answered |= booking.take(desk, tx, payment, decision.chosen, by=AGENT)
            taken.append((payment, decision))
    booking.finish(desk, tx, AGENT)
    unsure = [
        (payment, decision)
        for payment, decision in some
        if not isinstance(decision, Settled) and booking.may(payment, decision)
    ]
    answered |= asking.ask(desk, tx, unsure, booking)
    _ask_rests(desk, tx, taken)
    ease.answered(tx, answered)
    names = (type(decision).__name__ for _, decision in unsure)
    return [*(Settled.__name__ for _ in taken), *names]


def _ask_rests(desk: Desk, tx: Tx, taken: Sequence[tuple[Payment, Settled]]) -> None:
    """Ask what the rest is for of what was just settled, where its payer owes more.

    At once: no letter to him may leave between the two.
    """
    ids = [one.id for one, how in taken if _used(how) < one.free.cents]
    left = payments.some(tx, ids).values() if ids else ()
    owners = owners_of(tx, left)
    owned = [one for one in left if is_rest(one) and one.id in owners]
    if not owned:
        return
    decided = use(tx, owned, owners, desk.rules.tolerance)
    found = [(one, decided[one.id]) for one in owned]
    unsure = [(one, how) for one, how in found if isinstance(how, Proposed)]
    if unsure:
        booking = open_booking(tx, [payment for payment, _ in unsure], ())
        asking.ask(desk, tx, unsure, booking)


def _used(decision: Settled) -> int:
    return sum(part.amount.cents for part in decision.chosen.allocations)


def _work(tx: Tx) -> _Work:
    """Look up what is new, and what to look at anew."""
    anew = questions.anew(tx)
    is_said = any(one.what == _SETTLING and one.since for one in due.standings(tx))
    back = payments.came_back(tx)
    found = _free(tx, _NEW, *((*questions.STANDING, _UNDONE) if anew else ()))
    new = [one for one in found if one.decision == _NEW]
    if not anew:
        return _Work(tuple(new), (), back, owners_of(tx, new), anew, is_said)
    his = rests.free(tx)
    owners = owners_of(tx, {one.id: one for one in (*found, *his)}.values())
    left = {one.id: one for one in found if one.decision != _NEW}
    left |= {one.id: one for one in his if one.id in owners}
    again = tuple(left.values())
    if changed := questions.changed(anew):
        again = concerned_by(tx, again, owners, invoices.items(tx, changed))
    undone = tuple(one for one in again if one.decision == _UNDONE)
    asked = (one for one in again if one.decision != _UNDONE)
    return _Work((*new, *asked), undone, back, owners, anew, is_said)


def _free(tx: Tx, *wanted: str) -> tuple[Payment, ...]:
    found = payments.with_decision(tx, *wanted)
    return tuple(payment for payment in found if payment.free.cents > 0)


def _name(payment: Payment) -> str:
    return f"payment {payment.no}"


def _stands_still(tx: Tx, faults: Sequence[Fault]) -> None:
    due.stands_still(tx, _SETTLING, f"{faults[0].item}: {faults[0].error}")


def decide_all(
    tx: Tx,
    waiting: Sequence[Payment],
    tolerance: Tolerance = _USUAL,
    owners: Mapping[str, str] | None = None,
) -> tuple[Decision, ...]:
    """Gather candidates by index and let matching decide; changes nothing.

    Args:
        owners: The customers whose advances or rests some are, by the payments' ids;
            None = they are looked up.
    """
    if owners is None:
        owners = owners_of(tx, waiting)
    owned = [one for one in waiting if one.id in owners]
    others = [one for one in waiting if one.id not in owners]
    decided = use(tx, owned, owners, tolerance) if owned else {}
    matched = _match(tx, others, tolerance)
    decided |= zip((one.id for one in others), matched, strict=True)
    return tuple(decided[payment.id] for payment in waiting)


def _match(
    tx: Tx, waiting: Sequence[Payment], tolerance: Tolerance
) -> tuple[Decision, ...]:
    found = gather(tx, waiting)
    return assign(
        waiting, found.items, found.senders, found.closed, tolerance, found.claims
    )
