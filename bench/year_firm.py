"""The firm of the year: its desk and servers, its files, and the hours of its days."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from agent.channels.channel import Envelope
from agent.dunning.holidays import closed_days, either, off_days
from agent.ledger import coverage, customers, invoices, letter_book, outbox, tables
from agent.ledger.book import Ledger
from agent.ledger.engine import open_engine
from agent.model.invoice import Instalment, Invoice, Party
from agent.model.money import Money
from agent.model.procedure import Closure
from agent.steps import import_invoices, intake, rounds
from agent.steps.desk import Desk, Rules
from agent.steps.each import picture, transaction
from bench import year_bank
from bench.year_post import Letter, Post
from bench.year_world import (
    BEGINNING,
    CLOSURES,
    NO_FILES,
    OPEN,
    ROME,
    TERM_DAYS,
    Debt,
    World,
)
from tests.desks import open_desk
from tests.e2e.config import IBAN
from tests.fakes import FakeChannel, FakeMailbox
from tests.steps import given

FILES_AT, NIGHT = time(7, 40), time(20)
HOURS = tuple(time(*at) for at in ((7, 50), (9, 2), (9, 14), (12, 10), (17,)))
_DAY = timedelta(days=1)
_NEW_A_DAY = 4


@dataclass
class YearFirm:
    """The firm, and what is true meanwhile.

    Args:
        letters: Reminders that left, oldest first.
        asked_wrongly: Letters about what a file had shown as paid.
        unsaid: Letters about what was paid without a word, while as much was open:
            by law that money paid what was due first (art. 1193 c.c.).
        unseen: Letters about what was paid, and no file told of it yet.
        faults: What the program could not do.
        covered: The last day of which the bank's files tell.
    """

    world: World
    desk: Desk
    channel: FakeChannel
    mailbox: FakeMailbox
    post: Post
    letters: list[Letter] = field(default_factory=list)
    asked_wrongly: list[Letter] = field(default_factory=list)
    unsaid: list[Letter] = field(default_factory=list)
    unseen: list[Letter] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    who: dict[str, int] = field(default_factory=dict)
    covered: date = BEGINNING - _DAY
    _balance: int = 1_000_000
    _late_until: date = BEGINNING

    @classmethod
    def begin(cls, seed: int) -> YearFirm:
        """Found the firm, with sixty invoices open and live from its first hour."""
        world = World.begin(seed)
        at = datetime.combine(BEGINNING, time(6), ROME)
        desk = given.live(open_desk(_ledger(at), at))
        channel, mailbox = FakeChannel(), FakeMailbox(desk.clock)
        desk = replace(
            desk,
            rules=_with_closures(desk.rules),
            sources=(mailbox,),
            channel=channel,
            intake=replace(desk.intake, accounts=(IBAN,)),
        )
        post = Post(world, [], {}, defaultdict(list))
        firm = cls(world, desk, channel, mailbox, post)
        with transaction(desk) as tx:
            coverage.cover(tx, IBAN, firm.covered)
        for _debt in range(OPEN):
            issued_on = BEGINNING - timedelta(days=world.chance.randint(2, 52))
            firm.invoice(issued_on)
        return firm

    @property
    def today(self) -> date:
        return self.desk.clock.today()

    def invoice(self, issued_on: date) -> None:
        """Write an invoice to anybody, and let the program have it."""
        who = self.world.chance.randrange(len(self.world.customers))
        debt = self.world.owe(who, issued_on)
        debt.pays_on = max(debt.pays_on, self.today + _DAY)
        with transaction(self.desk) as tx:
            document = _document(self.world, debt)
            import_invoices.record(self.desk, tx, document, f"{debt.number}.xml", "")
            if who not in self.who.values():
                address = self.world.customers[who].address
                (found,) = customers.find(tx, address)
                self.who[found.id] = who

    def issue(self) -> None:
        """Keep as many invoices open as there always are."""
        numbers = self.world.debts
        left = OPEN - sum(self.world.open(number) > 0 for number in numbers)
        for _debt in range(min(left, _NEW_A_DAY)):
            self.invoice(self.today)

    def put_clock(self, day: date, at: time) -> None:
        self.desk.clock.set(datetime.combine(day, at, ROME))  # type: ignore[attr-defined]

    def mails_until(self, day: date, at: time) -> None:
        """Let all come that is on its way, each at its moment."""
        moment = datetime.combine(day, at, ROME)
        coming = sorted(self.post.coming, key=lambda one: one.at)
        self.post.coming[:] = [one for one in coming if one.at > moment]
        for one in coming:
            if one.at <= moment:
                self.desk.clock.set(max(one.at, self.desk.clock.now()))  # type: ignore[attr-defined]
                self.mailbox.deliver(one.raw, one.folder)
                one.known(one.at)

    def files_come(self, day: date) -> None:
        """Drop what the bank tells of the days since its last file, if it comes."""
        chance = self.world.chance
        is_shut = any(since <= day <= until for since, until in (*CLOSURES, *NO_FILES))
        if self.world.happens(0.08):
            self._late_until = day + timedelta(days=chance.randint(1, 3))
        if is_shut or self.world.is_off(day) or day < self._late_until:
            return
        through = day - _DAY
        told = [
            one
            for one in self.world.transfers
            if not one.shown_at and one.booked_on <= through
        ]
        since = self.covered + _DAY
        data = year_bank.statement(since, through, told, self._balance)
        self._balance += sum(one.cents for one in told)
        self.covered = through
        taken = intake.take_file(self.desk, f"EC-{through}.xml", data)
        self.faults += taken.problems
        self.world.show(told, self.desk.clock.now())

    def round(self, day: date, at: time) -> rounds.Round:
        """Let the program do everything once, with all that came until then."""
        self.mails_until(day, at)
        self.put_clock(day, at)
        before = len(self.channel.taken)
        done = rounds.run_round(self.desk)
        self.faults += done.faults
        for envelope, raw in self.channel.taken[before:]:
            if envelope.own_copy:
                self._leaves(envelope, raw)
        return done

    def _leaves(self, envelope: Envelope, raw: bytes) -> None:
        """Judge a letter that left, and let come of it what does."""
        self.mailbox.deliver(raw)
        with picture(self.desk) as tx:
            delivery = outbox.by_token(tx, [envelope.token])
            assert delivery is not None, "the ledger knows what left"
            cents = letter_book.enclosed(tx, delivery.letter_id)
            items = invoices.items(tx, cents)
        letter = Letter(
            envelope.token,
            self.who[delivery.customer_id],
            delivery.kind,
            envelope.recipient,
            self.desk.clock.now(),
            {item.number: cents[item.id] for item in items},
        )
        if delivery.kind in ("courtesy", "first", "second", "third", "last"):
            self.letters.append(letter)
        self._judge(letter)
        self.post.letter_left(letter, raw)

    def _judge(self, letter: Letter) -> None:
        world, listed = self.world, letter.listed.items()
        paid = [number for number, cents in listed if world.open(number) < cents]
        if paid:
            last = max(world.debts[number].due_on for number in letter.listed)
            owed = sum(
                world.open(debt.number)
                for debt in world.of(letter.customer)
                if debt.due_on <= last
            )
            is_unsaid = sum(letter.listed.values()) <= owed
            is_unsaid = is_unsaid and not any(map(world.is_named, paid))
            (self.unsaid if is_unsaid else self.asked_wrongly).append(letter)
        elif any(world.meant(number) < cents for number, cents in listed):
            self.unseen.append(letter)


def _ledger(at: datetime) -> Ledger:
    """Open an empty ledger with a firm that begins now; ids repeat each run."""
    counter = itertools.count(1)
    ledger = Ledger(
        open_engine("sqlite://"), lambda size: next(counter).to_bytes(size, "big")
    )
    tables.metadata.create_all(ledger.engine)
    ledger.ensure_firm("firm", at)
    return ledger


def _document(world: World, debt: Debt) -> Invoice:
    customer = world.customers[debt.customer]
    amount = Money(debt.cents)
    return Invoice(
        number=debt.number,
        issued_on=debt.due_on - timedelta(days=TERM_DAYS),
        kind="invoice",
        total=amount,
        instalments=(Instalment(debt.due_on, amount),),
        buyer=Party(
            name=customer.name, email=customer.address, country=customer.country
        ),
    )


def _with_closures(rules: Rules) -> Rules:
    closures = tuple(Closure(since, until) for since, until in CLOSURES)
    ours = either(
        closed_days("IT", "MI", closures=closures), off_days(frozenset(range(5)))
    )
    return replace(
        rules,
        is_closed=ours,
        is_closed_for=lambda customer: either(ours, closed_days(customer.country)),
    )
