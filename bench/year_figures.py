"""The figures of a year, and why a letter of hers did not leave."""

from __future__ import annotations

import base64
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import mean, median, quantiles

import sqlalchemy as sa

from agent.ledger import calls, cases, tables
from agent.model.case import Held, Wait
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.remind import next_action
from agent.steps.waiting import why_all_wait
from bench import year_paid
from bench.year_firm import YearFirm
from bench.year_hers import Hers, Wanted
from bench.year_person import MOST_MINUTES, Person
from bench.year_post import Letter

# Those the customer did not ask for himself.
_OURS = ("payment", "reply", "colleague", "uncertain", "list", "backlog", "retry")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SHARE, _MOST_CALLS, _MOST_WAIT = 0.95, 3, 2
_NEAR_DAYS, _LATELY = 40, 200


def why_not(firm: YearFirm, hers: Hers) -> None:
    """Tie letters to hers; note why those of hers that are left out have not left."""
    tied = {one.letter.token for one in hers.letters[-_LATELY:] if one.letter}
    free = [one for one in firm.letters[-_LATELY:] if one.token not in tied]
    for wanted in hers.letters[-_LATELY:]:
        if wanted.letter is None:
            _tie(firm, wanted, free)
        is_young = firm.world.between(wanted.day, firm.today) <= 1
        if wanted.letter is None and is_young:
            wanted.because.append(_why(firm, wanted.customer))


def _tie(firm: YearFirm, wanted: Wanted, free: list[Letter]) -> None:
    for letter in free:
        if (
            letter.customer != wanted.customer
            or not wanted.steps.keys() & letter.listed
        ):
            continue
        is_early = firm.world.after(letter.day, 1) < wanted.day
        if not is_early:
            wanted.letter, wanted.done_on = letter, letter.day
            free.remove(letter)
            return


def _why(firm: YearFirm, who: int) -> str:
    """Ask the program why it has not written to a customer, as it is now."""
    desk = firm.desk
    (customer_id,) = [one for one, no in firm.who.items() if no == who]
    with picture(desk) as tx:
        found = cases.some(tx, [customer_id], desk.terms)
        waits = why_all_wait(desk, tx, "")
        phoning = calls.listed(tx, customer=customer_id)
    if not found or not found[0].standings:
        return "all is paid, as the program believes"
    action = next_action(desk, found[0])
    if found[0].waiting:
        return f"written and not gone: {_plain(waits)}"
    if phoning:
        return f"a call is to be made first: {phoning[0].reason}"
    match action:
        case Held(reason=reason):
            return f"held: {reason}"
        case Wait(because=because):
            return f"waits: {_plain(because)}"
        case _:
            return f"due, not written: {_plain(waits)}"


def _plain(because: str) -> str:
    """Give a reason without its days and numbers."""
    if "held until" in because:
        return "held: " + next(iter(re.findall(r"\((\w+)\)", because)), "?")
    for words in ("last contact", "contacts since", "bank statement", "is closed"):
        if words in because:
            return words
    return re.sub(r"[\d/.,-]+", "N", because)[:70]


@dataclass(frozen=True)
class Hold:
    """A hold as it stood."""

    reason: str
    begun: datetime
    ended: datetime

    @property
    def days(self) -> float:
        return (self.ended - self.begun).total_seconds() / 86_400


@dataclass
class Figures:
    """All figures of a year."""

    firm: YearFirm
    person: Person
    hers: Hers

    @property
    def due(self) -> list[Wanted]:
        """Give her letters whose next working day has passed."""
        until = self.firm.today
        after = self.firm.world.after
        return [one for one in self.hers.letters if after(one.day, 1) < until]

    def is_in_time(self, one: Wanted) -> bool:
        after = self.firm.world.after
        return bool(one.done_on and one.done_on <= after(one.day, 1, one.customer))

    @property
    def share(self) -> float:
        return mean(map(self.is_in_time, self.due))

    @property
    def holds(self) -> list[Hold]:
        return list(_holds(self.firm.desk))

    @property
    def ours(self) -> list[float]:
        return [one.days for one in self.holds if one.reason in _OURS]

    @property
    def calls(self) -> list[float]:
        return [float(day["call"]) for day in self.person.days]

    @property
    def waits(self) -> int:
        """Give for how many working days the call that waited longest did."""
        return max(Counter(no for no, _ in self.person.left).values(), default=0)

    @property
    def are_good(self) -> bool:
        return (
            self.share >= _SHARE
            and not self.firm.asked_wrongly
            and median(self.ours) <= 1
            and max(self.calls) <= _MOST_CALLS
            and max(self.person.minutes) <= MOST_MINUTES
            and self.waits <= _MOST_WAIT
        )

    def report(self, show: int) -> str:
        return "\n".join(self._lines(show))

    def _lines(self, show: int) -> Iterator[str]:
        firm, due = self.firm, self.due
        late = [one for one in due if not self.is_in_time(one)]
        tied = {id(one.letter) for one in self.hers.letters}
        beside = [one for one in firm.letters if id(one) not in tied]
        yield (
            f"her letters that left within one working day: {self.share:.1%} of "
            f"{len(due)} (goal 95 %); {len(firm.letters)} left in all, {len(beside)} "
            "not hers"
        )
        yield f"letters to whom a file had shown as paid: {len(firm.asked_wrongly)}"
        for letter in firm.asked_wrongly:
            yield from (f"  {line}" for line in year_paid.told(firm, letter))
        yield (
            "  paid without a word, as much of what was due was open: "
            f"{len(firm.unsaid)}"
        )
        hers = sum(one.was_paid for one in self.hers.letters)
        yield (
            f"  paid, and no file told of it yet: {len(firm.unseen)}; of hers {hers}"
        )
        yield f"hold of ours, median: {median(self.ours):.2f} days of {len(self.ours)}"
        by_reason = defaultdict(list)
        for hold in self.holds:
            by_reason[hold.reason].append(hold.days)
        for reason, days in sorted(by_reason.items()):
            yield f"  {reason:<10} {len(days):>4}, median {median(days):.2f} days"
        yield _spread("calls a day", self.calls, _MOST_CALLS)
        yield f"  for: {_counted(self.person.called_for)}"
        left = {day for _, day in self.person.left}
        yield f"  left for another day: on {len(left)}, at most {self.waits} times"
        yield _spread("minutes a day", self.person.minutes, MOST_MINUTES)
        asked = sum((Counter(day) for day in self.person.days), Counter[str]())
        yield f"  for: {_counted(asked)}"
        wanted_calls = Counter(str(one.why) for one in self.hers.calls)
        made = Counter(str(one.why) for one in self.hers.calls if one.done_on)
        yield f"calls she would have made: {_counted(wanted_calls)}"
        yield f"  made in time: {_counted(made)}"
        yield f"days without a bank file known enough: {len(self.hers.no_bank)}"
        yield f"faults: {len(firm.faults)} {firm.faults[:2]}"
        yield f"why {len(late)} of her letters did not leave in time:"
        causes = defaultdict(list)
        for one in late:
            causes[one.because[0] if one.because else "?"].append(one)
        for cause, ones in sorted(causes.items(), key=lambda pair: -len(pair[1])):
            never = sum(one.done_on is None for one in ones)
            yield f"  {len(ones):>4} ({never} never) {cause}"
            for one in ones[:show]:
                yield f"         {_told(self.firm, one)}"


def _told(firm: YearFirm, one: Wanted) -> str:
    left = [
        f"{letter.kind} {letter.day}"
        for letter in firm.letters
        if letter.customer == one.customer
        and abs((letter.day - one.day).days) < _NEAR_DAYS
    ]
    return f"{one.customer} {one.day} {one.steps} done {one.done_on}; left {left}; {one.because}"


def _spread(what: str, figures: list[float], most: float) -> str:
    above = sum(figure > most for figure in figures)
    return (
        f"{what}: mean {mean(figures):.2f}, one day in ten {_tenth(figures):.1f} or more, "
        f"most {max(figures):.1f}; above {most:.0f} on {above} of {len(figures)}"
    )


def _tenth(figures: list[float]) -> float:
    """Give what nine days in ten stay below."""
    return quantiles(figures, n=10)[-1]


def _counted(counter: Counter[str]) -> str:
    return ", ".join(f"{what} {n}" for what, n in counter.most_common())


def _holds(desk: Desk) -> Iterator[Hold]:
    """Give the holds, ended by a person or by themselves, or standing still."""
    table = tables.holds
    with picture(desk) as tx:
        rows = tx.rows(sa.select(table).where(table.c.firm == tx.firm))
    for row in rows:
        ended = row["released_at"] or desk.clock.now()
        yield Hold(row["reason"], _begun(row["id"]), ended)


def _begun(ident: str) -> datetime:
    """Read in an id when it was made."""
    raw = base64.b32hexdecode(f"{ident}======")
    return _EPOCH + timedelta(milliseconds=int.from_bytes(raw[:6], "big"))
