"""The firm's one person: ten minutes each morning, by what is true."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from agent.errors import Refused
from agent.ledger import holds, payments
from agent.ledger.calls import CallTask
from agent.model.payment import Payment
from agent.steps.act import cases as acts
from agent.steps.act import editing, invoicing, money, phoning
from agent.steps.day_to_do import open_calls
from agent.steps.each import picture
from agent.steps.in_question import in_question, is_asked
from bench.year_firm import YearFirm
from bench.year_world import ROME, Transfer, Words, banking

BY = "carla"
_OUTCOMES = ("not_reached", "reached", "promise")
MOST_MINUTES = 10.0  # then her other work begins
ADDRESS = ("bounced", "left", "no_address")
_MINUTES = {  # the stated rule
    "summary": 1.0,
    "payment": 0.5,
    "reply": 1.0,
    "dispute": 1.0,
    "colleague": 0.25,
    "call": 3.0,
    "address": 0.5,
}


@dataclass
class Person:
    """Who works with the program, and how long it took her each day.

    Args:
        spoken: Days on which she spoke to a customer.
        left: Calls that waited on a day: their numbers, each with the day.
    """

    firm: YearFirm
    spoken: defaultdict[int, list[date]] = field(
        default_factory=lambda: defaultdict(list)
    )
    days: list[Counter[str]] = field(default_factory=list)
    called_for: Counter[str] = field(default_factory=Counter)
    left: list[tuple[int, date]] = field(default_factory=list)
    _handled: int = 0
    _unsaid: dict[int, list[Words]] = field(default_factory=dict)

    @property
    def minutes(self) -> list[float]:
        return [sum(_MINUTES[k] * n for k, n in day.items()) for day in self.days]

    def work(self) -> None:
        """Answer all that waits for an answer."""
        self.days.append(Counter(summary=1))
        self._money()
        self._disputes_end()
        self._replies()
        self._phone()

    def _did(self, what: str) -> None:
        self.days[-1][what] += 1

    def _money(self) -> None:
        """Say whose money is, as its payer meant it."""
        desk = self.firm.desk
        with picture(desk) as tx:
            asked = in_question(tx)
        for payment in asked:
            with picture(desk) as tx:
                fresh = payments.get(tx, payment.id)
                is_open = is_asked(tx, fresh)
            if is_open and fresh.free.cents:
                self._did("payment")
                self._name(fresh)

    def _name(self, payment: Payment) -> None:
        desk, numbers = self.firm.desk, list(self._meant_by(payment).parts)
        if numbers:
            self._try(partial(money.allocate, desk, BY, payment.no, numbers))
        else:
            money.not_ours(desk, BY, payment.no, "it is for none of ours")

    def _meant_by(self, payment: Payment) -> Transfer:
        return next(
            one
            for one in self.firm.world.transfers
            if (one.cents, one.booked_on, one.text, one.payer)
            == (
                payment.amount.cents,
                payment.booked_on,
                payment.remittance,
                payment.payer,
            )
        )

    def _disputes_end(self) -> None:
        world, today = self.firm.world, self.firm.today
        for number, until in sorted(world.contested.items()):
            if until <= today:
                self._did("dispute")
                self._try(partial(self._ends, number))

    def _ends(self, number: str) -> None:
        """End a dispute: he was right, or he pays."""
        world = self.firm.world
        debt = world.debts[number]
        del world.contested[number]
        acts.resolve(self.firm.desk, BY, number, "looked into")
        if world.open(number) and world.happens(1 / 2):
            invoicing.write_off(self.firm.desk, BY, number, "he was right")
            debt.is_given_up = True
        else:
            days = world.chance.randint(3, 20)
            debt.pays_on = banking(self.firm.today + timedelta(days=days))

    def _try(self, deed: Callable[[], object]) -> None:
        """Do what a person may do; what is refused is told at the end."""
        try:
            deed()
        except Refused as error:
            self.firm.faults.append(f"{self.firm.today}: {error}")

    def _replies(self) -> None:
        """Read what customers wrote, and decide where the program asks."""
        world, desk = self.firm.world, self.firm.desk
        for words in world.words[self._handled :]:
            self._unsaid.setdefault(words.customer, []).append(words)
        self._handled = len(world.words)
        with picture(desk) as tx:
            standing = holds.standing(tx)
        held = {
            self.firm.who[one.customer_id]: one.reason
            for one in standing
            if not one.invoice_id and self._is_asked(one.reason, one.until)
        }
        for who, reason in sorted(held.items()):
            self._did("colleague" if reason == "colleague" else "reply")
            acts.release(desk, BY, "read and answered", customer=self._name_of(who))
        for who, said in sorted(self._unsaid.items()):
            for words in said:
                self._try(partial(self._decide, words, is_asked=who in held))
        self._unsaid.clear()

    def _is_asked(self, reason: str, until: date | None) -> bool:
        return reason == "colleague" or (
            reason in ("reply", "dispute", "claim") and until is None
        )

    def _name_of(self, who: int) -> str:
        return self.firm.world.customers[who].address

    def _decide(self, words: Words, *, is_asked: bool) -> None:
        """Do what a mail asks for; where the program did not see it too."""
        world, desk, today = self.firm.world, self.firm.desk, self.firm.today
        name, number = self._name_of(words.customer), words.number
        if words.what == "dispute" and world.open(number) > 0:
            if number not in world.contested:
                self._did("dispute")
                acts.dispute(desk, BY, number, "as he writes", "")
                world.contested[number] = world.after(today, world.chance.randint(3, 9))
        elif words.what == "instalments" or (is_asked and words.what == "promise"):
            day = words.by or today
            until = day + timedelta(days=7 if words.what == "instalments" else 0)
            if until >= today:
                acts.promise(desk, BY, today, until, "as agreed", customer=name)
        elif is_asked and words.what in ("paid", "copy", "thanks"):
            days = {"paid": 5, "copy": 5}.get(words.what, 2)
            until = world.after(words.at.astimezone(ROME).date(), days)
            if until >= today:
                acts.hold(desk, BY, "as he writes", until, customer=name)

    def _phone(self) -> None:
        """Make the calls the summary asks for; what ten minutes do not hold waits."""
        desk, today = self.firm.desk, self.firm.today
        with picture(desk) as tx:
            waiting = [call for call, _ in open_calls(desk, tx, today)]
        asked = waiting[: desk.rules.calls_a_day]
        for call in asked:
            if self.minutes[-1] + _MINUTES["call"] <= MOST_MINUTES:
                self._call(call)
                waiting.remove(call)
        self.left += [(call.no, today) for call in waiting]

    def _call(self, call: CallTask) -> None:
        world, desk, today = self.firm.world, self.firm.desk, self.firm.today
        who = self.firm.who[call.customer_id]
        customer = world.customers[who]
        day = banking(today + timedelta(days=world.chance.randint(4, 10)))
        weights = (25, 75, 0) if call.reason in ADDRESS else (25, 35, 40)
        (outcome,) = world.chance.choices(_OUTCOMES, weights=weights)
        until = day if outcome == "promise" else None
        phoning.call_done(desk, BY, call.no, outcome, "", until)
        self._did("call")
        self.called_for[call.reason] += 1
        if outcome == "not_reached":
            return
        self.spoken[who].append(today)
        if outcome == "promise":
            at = self.firm.desk.clock.now()
            world.words.append(Words(who, "promise", at, day))
            self._handled = len(world.words)
        keeps = world.happens(3 / 4)
        for debt in world.overdue(who, today):
            debt.pays_on = banking(day + timedelta(days=0 if keeps else 12))
        if customer.is_dead:
            known, customer.moved = customer.address, customer.moved + 1
            customer.is_dead = False
            customer.address = f"n{customer.moved}.c{who}@client{who}.test"
            editing.edit(desk, BY, known, {}, add_email=customer.address)
            self._did("address")
