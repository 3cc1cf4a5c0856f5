"""A careful administrator's calendar: what she would have sent or phoned on which day.

She has the same files and mails and the same procedure, and she sees whose money is
whose. She asks the program nothing: where it is late, she has written all the same.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from bench.year_firm import YearFirm
from bench.year_person import Person
from bench.year_post import GONE, Letter
from bench.year_world import ROME, Debt, Words

# Days from the due date, and whether a person phones then.
STAGES = ((-3, False), (3, False), (10, False), (20, False), (30, False), (40, True))
_WEEK, _MONTH, _MOST = timedelta(days=7), timedelta(days=30), 3
_SILENT, _STALE, _FULL = 4, 5, 3  # working days
_WAITS = {"thanks": 2, "promise": 2, "paid": 5, "copy": 5, "instalments": 2, "away": 2}
_NEAR = timedelta(minutes=11)
_DAY = timedelta(days=1)

Why = Literal["bounced", "promise_broken", "silent", "stage"]


@dataclass
class Wanted:
    """A letter or call of hers.

    Args:
        why: Of a call; empty = a letter.
        because: Why the program had not done it by the evening of a day.
        letter: The letter of the program that is hers, if one left.
        was_paid: The money was under way, and no file told of it yet.
    """

    customer: int
    day: date
    steps: dict[str, int]
    why: Why | Literal[""] = ""
    because: list[str] = field(default_factory=list)
    letter: Letter | None = None
    was_paid: bool = False
    done_on: date | None = None


@dataclass(frozen=True)
class Quiet:
    """Why she waits with a customer, and through which day."""

    until: date
    what: str
    promised: date | None = None
    numbers: tuple[str, ...] = ()


@dataclass
class Hers:
    """Her calendar, and what she knows by heart.

    Args:
        no_bank: Days on which she could not know who paid.
    """

    firm: YearFirm
    person: Person
    letters: list[Wanted] = field(default_factory=list)
    calls: list[Wanted] = field(default_factory=list)
    no_bank: list[date] = field(default_factory=list)
    _stage: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    _wrote: defaultdict[int, list[date]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _quiet: dict[int, Quiet] = field(default_factory=dict)
    _to_phone: dict[int, Wanted] = field(default_factory=dict)
    _heard: int = 0
    _returned: set[str] = field(default_factory=set)

    def morning(self, day: date) -> None:
        """Write down what she would send and phone on a working day."""
        world = self.firm.world
        for words in world.words[self._heard :]:
            self._hears(words)
        self._heard = len(world.words)
        self._came_back(day)
        is_blind = world.between(self.firm.covered, day) > _STALE
        if is_blind:
            self.no_bank.append(day)
        for customer in world.customers:
            if not is_blind and not world.is_off(day, customer.no):
                self._one(customer.no, day)

    def _hears(self, words: Words) -> None:
        days = _WAITS.get(words.what)
        if days is None:  # a question is answered at once, an objection has its day
            return
        world, who = self.firm.world, words.customer
        day = words.at.astimezone(ROME).date()
        by = words.by or day
        if words.what == "instalments":
            by += timedelta(days=7)
        is_dated = words.what in ("promise", "instalments", "away")
        until = world.after(by if is_dated else day, days)
        known = self._quiet.get(who)
        if known is None or known.until <= until:
            has_word = words.what in ("paid", "promise", "instalments")
            asked = world.debts[words.number].due_on if words.number else by
            last = max(by, asked)
            numbers = tuple(
                debt.number
                for debt in world.of(who)
                if has_word and debt.due_on <= last and world.open(debt.number) > 0
            )
            if has_word and not numbers:
                return  # he did as he said before he was heard
            promised = by if has_word and words.what != "paid" else None
            self._quiet[who] = Quiet(until, words.what, promised, numbers)

    def _came_back(self, day: date) -> None:
        """Take back what did not arrive: the address is asked for, or it is tried anew."""
        for letter in self.firm.letters:
            if letter.token not in self.firm.post.came_back.keys() - self._returned:
                continue
            self._returned.add(letter.token)
            who = letter.customer
            for one in self.letters:
                if one.letter is letter:
                    self._wrote[who].remove(one.day)
                    for number, stage in one.steps.items():
                        self._stage[number] = min(self._stage[number], stage)
            if self.firm.post.came_back[letter.token] == GONE:
                self._phones(who, day, "bounced")
            else:
                until = self.firm.world.after(day, _FULL) - _DAY
                self._quiet[who] = Quiet(until, "full")

    def _one(self, who: int, day: date) -> None:
        world, overdue = self.firm.world, self._owed(who, day)
        quiet = self._quiet.get(who)
        if quiet and quiet.numbers and not any(map(world.open, quiet.numbers)):
            del self._quiet[who]  # he did as he said
            quiet = None
        if quiet and quiet.promised and self._is_broken(quiet, day):
            del self._quiet[who]
            quiet = None
            self._phones(who, day, "promise_broken")
        if self._is_silent(who, day) and overdue:
            self._phones(who, day, "silent")
        if not self._is_phoning(who, day) and not (quiet and quiet.until >= day):
            self._next(who, day, overdue)

    def _owed(self, who: int, day: date) -> list[Debt]:
        world = self.firm.world
        return [d for d in world.overdue(who, day) if d.number not in world.contested]

    def _is_broken(self, quiet: Quiet, day: date) -> bool:
        world = self.firm.world
        assert quiet.promised, "asked of promises alone"
        return day >= world.after(quiet.promised, 2) and any(
            world.open(one) > 0 and one not in world.contested for one in quiet.numbers
        )

    def _is_phoning(self, who: int, day: date) -> bool:
        """Tell a customer she must speak to before she writes."""
        call = self._to_phone.get(who)
        if call is None:
            return False
        spoken = [on for on in self.person.spoken[who] if on >= call.day]
        gone = self.firm.world.between(call.day, day) > 1
        if spoken or not self._owed(who, day) or gone:
            call.done_on = min(spoken, default=None)
            del self._to_phone[who]
            return bool(spoken) and spoken[0] == day
        return True

    def _phones(self, who: int, day: date, why: Why) -> None:
        if who not in self._to_phone:
            call = Wanted(who, day, {}, why)
            self._to_phone[who] = call
            self.calls.append(call)

    def _is_silent(self, who: int, day: date) -> bool:
        """Tell that nothing was ever heard from where his letters go."""
        mine = [one for one in self.firm.letters if one.customer == who]
        there = [one for one in mine if one.address == mine[-1].address]
        failed = [n for n, one in enumerate(there) if one.token in self._returned]
        since = there[failed[-1] + 1 if failed else 0 :]
        if not since:
            return False
        first, last = since[0], since[-1]
        heard = [at for at in self.firm.post.signs[who] if at >= first.at - _NEAR]
        paid = any(
            one.shown_at and one.shown_at >= first.at
            for one in self.firm.world.transfers
            if any(self.firm.world.debts[n].customer == who for n in one.parts)
        )
        spoken = any(first.day <= on < day for on in self.person.spoken[who])
        is_time = self.firm.world.after(last.day, _SILENT, who) <= day
        return is_time and not (heard or paid or spoken)

    def _next(self, who: int, day: date, overdue: list[Debt]) -> None:
        world = self.firm.world
        ahead = [
            debt
            for debt in world.of(who)
            if debt.due_on >= day and world.open(debt.number) > 0
        ]
        late = self._reached(overdue, day)
        steps = late | self._reached(ahead, day)
        if not steps or (overdue and not late) or not self._may(who, day):
            return
        if any(STAGES[stage][1] for stage in steps.values()):
            steps = {n: stage for n, stage in steps.items() if STAGES[stage][1]}
            self._phones(who, day, "stage")
        else:
            listed = {*steps, *map(_no, overdue)}
            was_paid = any(world.meant(n) < world.open(n) for n in listed)
            self.letters.append(Wanted(who, day, steps, was_paid=was_paid))
            self._wrote[who].append(day)
        for number, stage in steps.items():
            self._stage[number] = stage + 1

    def _reached(self, debts: list[Debt], day: date) -> dict[str, int]:
        found = {}
        for debt in debts:
            stage = self._stage[debt.number]
            if not stage and day > debt.due_on:
                stage = 1  # it is no longer to come
            if stage < len(STAGES):
                comes_on = debt.due_on + timedelta(days=STAGES[stage][0])
                if comes_on <= day:
                    found[debt.number] = stage
        return found

    def _may(self, who: int, day: date) -> bool:
        """Tell whether he may hear from her: once a week, three times a month."""
        heard = sorted([*self._wrote[who], *self.person.spoken[who]])
        lately = [on for on in heard if day - on < _MONTH]
        return not any(day - on < _WEEK for on in heard) and len(lately) < _MOST


def _no(debt: Debt) -> str:
    return debt.number
