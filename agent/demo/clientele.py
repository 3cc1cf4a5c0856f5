"""The clientele: all customers together, with their money, mail and telephones."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from agent.demo import invented, mails
from agent.demo.bank import Transfer
from agent.demo.behaviour import (
    Pays,
    Reader,
    Spoken,
    Task,
    Writes,
    react,
    say,
    words_for,
)
from agent.demo.firm import (
    OWNER,
    Role,
    Sample,
    SampleCustomer,
    SampleInvoice,
    domain,
    numbers_in,
)
from agent.demo.mails import Letter, read_letter
from agent.demo.phrases import phrase
from agent.demo.smtp import Posted
from agent.model.money import Money

_MINUTE = timedelta(minutes=1)
_AWAY = timedelta(days=9)
_PROMPT = 0.3
_TALKATIVE = (4, 15)  # write of other things when nothing is overdue
_OFTEN: tuple[Role, ...] = ("late", "part", "promises", "says_paid", "bounces")
_PRIVATE = 5_000  # where the numbers of private accounts begin


@dataclass(frozen=True, slots=True, order=True)
class Mail:
    """A mail on its way to the firm.

    Args:
        name: What it is, for its file; empty = nothing to look at.
        customer: Number of who wrote it; 0 = a server.
    """

    at: datetime
    no: int
    raw: bytes
    name: str = ""
    customer: int = 0
    task: Task = ""
    number: str = ""


class Clientele:
    """Everybody who is invoiced; one seed, one life.

    Args:
        sample: Whom the firm invoices, and what for.
    """

    def __init__(self, sample: Sample, randomness: Random) -> None:
        self.settled_on: dict[str, date] = {}
        self._random = randomness
        self._by_name = {each.name: each for each in sample.customers}
        self._by_no = {each.no: each for each in sample.customers}
        self._invoices = {each.number: each for each in sample.invoices}
        self._left = {each.number: each.due for each in sample.invoices}
        self._mailboxes = {
            each.email: each for each in sample.customers if each.role != "bounces"
        }
        self._mails: list[Mail] = []
        self._payments: list[tuple[date, int, SampleCustomer, Pays]] = []
        self._read: Counter[str] = Counter()
        self._called: Counter[int] = Counter()
        self._away_until: dict[int, date] = {}
        self._count = 0
        for customer in sample.customers:
            self._plan(customer)

    def _plan(self, customer: SampleCustomer) -> None:
        """Let pay by themselves those who do; most others do so now and then."""
        his = [one for one in self._invoices.values() if one.customer.no == customer.no]
        for nth, invoice in enumerate(his):
            now_and_then = nth > 0 and self._random.random() < _PROMPT
            if customer.role == "on_time" or (now_and_then and customer.role in _OFTEN):
                on = invoice.due_on + timedelta(days=self._random.randint(-4, 1))
                words = words_for(self._random, [invoice.number])
                self._pay(customer, Pays(on, {invoice.number: invoice.due}, words))

    def receive(self, posted: Posted, at: datetime) -> None:
        """Let a mail of the firm arrive, or come back."""
        if posted.recipient == OWNER:
            return
        customer = self._mailboxes.get(posted.recipient)
        if customer is None:
            raw = mails.report(posted, at, has_failed=True)
            self._post(Mail(at + _MINUTE, 0, raw, f"returned-{_site(posted)}"))
            return
        if posted.wants_delivered and customer.role != "silent":
            raw = mails.report(posted, at, has_failed=False)
            self._post(Mail(at + _MINUTE, 0, raw))
        self._open(replace(customer, email=posted.recipient), read_letter(posted.raw))

    def _open(self, customer: SampleCustomer, letter: Letter) -> None:
        today = letter.at.date()
        if customer.role == "away" and self._is_away(customer, today):
            until = self._away_until[customer.no]
            moment = letter.at + _MINUTE
            raw = mails.away(customer, letter, until, moment)
            self._post(Mail(moment, 0, raw, f"away-{domain(customer.name)}"))
            today = until + timedelta(days=1)
        owed = tuple(self._overdue(customer, letter, today))
        if owed:
            self._react(customer, letter, owed, today)
        elif customer.no in _TALKATIVE:
            self._talk(customer, letter)

    def _react(
        self,
        customer: SampleCustomer,
        letter: Letter,
        owed: tuple[tuple[SampleInvoice, Money], ...],
        today: date,
    ) -> None:
        oldest = owed[0][0].number
        self._read[oldest] += 1
        reader = Reader(customer, today, self._read[oldest], owed, self._random)
        for deed in react(reader):
            match deed:
                case Pays():
                    self._pay(customer, deed)
                case Writes():
                    self._write(customer, letter, deed)

    def _write(self, customer: SampleCustomer, letter: Letter, deed: Writes) -> None:
        moment = letter.at + self._random.randint(50, 330) * _MINUTE
        raw = mails.answer(customer, letter, deed.words, moment)
        name = f"reply-{domain(customer.name)}"
        self._post(Mail(moment, 0, raw, name, customer.no, deed.task, deed.number))

    def _talk(self, customer: SampleCustomer, letter: Letter) -> None:
        """Write about the work, which has nothing to do with any letter."""
        moment = letter.at + 90 * _MINUTE
        words = phrase("other_things", self._random)
        raw = mails.note(customer, "Locandine", words, moment)
        self._post(Mail(moment, 0, raw, f"mail-{domain(customer.name)}", customer.no))

    def _is_away(self, customer: SampleCustomer, today: date) -> bool:
        until = self._away_until.setdefault(customer.no, today + _AWAY)
        return today <= until

    def _overdue(
        self, customer: SampleCustomer, letter: Letter, today: date
    ) -> Iterator[tuple[SampleInvoice, Money]]:
        for number in numbers_in(letter.text):
            invoice = self._invoices[number]
            is_his = invoice.customer.no == customer.no and invoice.due_on < today
            if is_his and self._left[number].cents > 0:
                yield invoice, self._left[number]

    def phone(self, name: str, today: date) -> Spoken:
        """Ring somebody up."""
        customer = self._by_name[name]
        self._called[customer.no] += 1
        spoken = say(customer, self._called[customer.no], today)
        if spoken.email:
            self._mailboxes[spoken.email] = customer
        if spoken.pays_on is not None:
            self.give_in(name, spoken.pays_on)
        return spoken

    def give_in(self, name: str, on: date) -> None:
        """Let a customer pay on a day all that was due before it."""
        customer = self._by_name[name]
        parts = {
            number: self._left[number]
            for number, invoice in self._invoices.items()
            if invoice.customer.no == customer.no
            and invoice.due_on < on
            and self._left[number].cents > 0
        }
        if parts:
            self._pay(customer, Pays(on, parts, words_for(self._random, [*parts])))

    def mails(self, until: datetime) -> Iterator[Mail]:
        """Give what reached the firm up to a moment, in order."""
        while self._mails and self._mails[0].at <= until:
            yield heapq.heappop(self._mails)

    def booked(self, through: date) -> tuple[Transfer, ...]:
        """Give the money that arrived up to a day and was not told before."""
        due = [each for each in self._payments if each[0] <= through]
        self._payments = [each for each in self._payments if each[0] > through]
        return tuple(
            transfer
            for _, _, customer, deed in sorted(due, key=lambda each: each[:2])
            for transfer in self._transfer(customer, deed, through)
        )

    def _transfer(
        self, customer: SampleCustomer, deed: Pays, on: date
    ) -> Iterator[Transfer]:
        """Move the money, less what was paid another way meanwhile."""
        cents = 0
        for number, amount in deed.parts.items():
            part = min(amount.cents, self._left[number].cents)
            self._left[number] -= Money(part)
            cents += part
            if not self._left[number].cents:
                self.settled_on.setdefault(number, on)
        if cents:
            private = invented.iban(_PRIVATE + customer.no)
            yield Transfer(
                deed.name or customer.name.upper(),
                private if deed.name else customer.iban,
                Money(cents),
                deed.words,
            )

    def customer(self, no: int) -> SampleCustomer:
        """Give a customer by his number."""
        return self._by_no[no]

    def _pay(self, customer: SampleCustomer, deed: Pays) -> None:
        self._count += 1
        self._payments.append((deed.on, self._count, customer, deed))

    def _post(self, mail: Mail) -> None:
        self._count += 1
        heapq.heappush(self._mails, replace(mail, no=self._count))


def _site(posted: Posted) -> str:
    return posted.recipient.partition("@")[2].removesuffix(".test")
