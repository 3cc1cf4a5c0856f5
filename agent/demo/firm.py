"""The sample firm: who it is, whom it invoices, and what for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Literal

from agent.demo import invented
from agent.model.customer import Language, Register
from agent.model.money import Money

START = date(2026, 9, 28)  # a Monday; Rimini keeps its patron saint on 14 October

NAME = "Tipografia Quattrovele S.r.l."
DOMAIN = "quattrovele.test"
MAILBOX = f"amministrazione@{DOMAIN}"
OWNER = f"marta@{DOMAIN}"
CONTACT = "Marta Ornavelli"
PHONE = "+39 0541 000 100"
STREET, POSTCODE, CITY = "Via delle Quattro Vele 4", "47921", "Rimini"
BANK = "Banca dei Tre Porti"
VAT_ID, IBAN = invented.vat_id(1), invented.iban(1)

Role = Literal[
    "on_time",
    "late",
    "part",
    "together",
    "bounces",
    "silent",
    "promises",
    "breaks_promise",
    "disputes",
    "away",
    "says_paid",
    "unclear",
    "public_body",
    "no_mail",
]
_STORY: tuple[Role, ...] = (
    *("promises", "bounces", "late", "on_time", "unclear", "part", "silent"),
    *("disputes", "together", "breaks_promise", "away", "says_paid", "public_body"),
    *("late", "on_time", "on_time", "late", "no_mail", "silent", "on_time"),
)
_REST: tuple[Role, ...] = (
    *("on_time", "breaks_promise", "late", "together", "on_time", "bounces"),
    *("unclear", "away", "on_time", "late", "part", "on_time", "promises"),
    *("disputes", "late", "on_time", "says_paid", "on_time", "late", "on_time"),
)
_AT_ONCE = 8  # so many have their story in the first week, the others later
_NUMBER = re.compile(r"\b\d{1,6}/20\d\d\b")
_ENGLISH = 13  # the customer abroad; in `_STORY` he pays late
_TERM = timedelta(days=30)
VAT_PERCENT = 22


@dataclass(frozen=True, slots=True)
class SampleCustomer:
    """One who is invoiced, and what he is like.

    Args:
        contact: Who reads his mail.
        email: Empty where nobody wrote it down.
        role: How he behaves with what he owes.
    """

    no: int
    name: str
    contact: str
    email: str
    phone: str
    vat_id: str
    iban: str
    street: str
    city: str
    role: Role
    postcode: str = "47999"
    country: str = "IT"
    language: Language = "it"
    register: Register = "formal"
    group: str = ""

    @property
    def splits_vat(self) -> bool:
        """Tell whether he pays the VAT to the state himself (DPR 633/72 art. 17-ter)."""
        return self.role == "public_body"


@dataclass(frozen=True, slots=True)
class SampleInvoice:
    """One invoice of the sample.

    Args:
        nth: Which of this customer's it is, from 1.
        net: Before VAT.
        due: What is to be transferred.
    """

    number: str
    nth: int
    customer: SampleCustomer
    issued_on: date
    due_on: date
    goods: str
    net: Money
    vat: Money
    due: Money

    @property
    def total(self) -> Money:
        """Give the document's total, VAT included."""
        return self.net + self.vat


@dataclass(frozen=True, slots=True)
class Sample:
    """Customers, and their invoices by number."""

    customers: tuple[SampleCustomer, ...]
    invoices: tuple[SampleInvoice, ...]


def make_sample(randomness: Random, customers: int, days: int) -> Sample:
    """Invent a firm's customers and what it invoices them in a stretch of days."""
    known = tuple(_customers(randomness, customers))
    drafts = [
        draft for customer in known for draft in _drafts(randomness, customer, days)
    ]
    return Sample(known, _numbered(drafts))


def _customers(randomness: Random, number: int) -> Iterator[SampleCustomer]:
    names = list(invented.NAMES)
    randomness.shuffle(names)
    for no in range(1, number + 1):
        place = no - 1
        lap, trade = divmod(place, len(invented.TRADES))
        surname = names[(place + lap * 7) % len(names)]
        name = invented.TRADES[trade].format(surname)
        customer = SampleCustomer(
            no=no,
            name=name if lap < len(names) else f"{name} {lap}",
            contact=_person(randomness),
            email=f"amministrazione@{domain(name)}.test",
            phone=f"+39 0541 000 {100 + no}",
            vat_id=invented.vat_id(100 + no),
            iban=invented.iban(100 + no),
            street=f"{randomness.choice(invented.STREETS)} {randomness.randint(1, 90)}",
            city=randomness.choice(invented.TOWNS),
            role=_role(place),
            register="familiar" if no % 6 == 0 else "formal",
        )
        yield _special(customer, is_first_lap=lap == 0)


def _role(place: int) -> Role:
    pattern = _STORY + _REST
    return pattern[place % len(pattern)]


def _special(customer: SampleCustomer, *, is_first_lap: bool) -> SampleCustomer:
    """Make the few who are no firms of the country what they are."""
    if customer.role == "public_body":
        name = f"Comune di {customer.city}"
        return replace(
            customer,
            name=name if is_first_lap else f"{name} {customer.no}",
            email=f"ragioneria{customer.no}@comune-{domain(customer.city)}.test",
            group="enti",
        )
    if customer.role == "no_mail":
        return replace(customer, email="")
    if customer.no == _ENGLISH + 1:
        return replace(
            customer,
            name="Harbour & Finch Ltd",
            contact="Nora Finchley",
            email="accounts@harbour-finch.test",
            phone="+353 1 000 0113",
            vat_id="IE0000113XX",
            street="4 Lantern Quay",
            city="Dublin",
            postcode="D00 X000",
            country="IE",
            language="en",
        )
    return customer


def _person(randomness: Random) -> str:
    first = randomness.choice(invented.FIRST_NAMES)
    return f"{first} {randomness.choice(invented.SURNAMES)}"


def numbers_in(text: str) -> tuple[str, ...]:
    """Give the numbers of invoices a text names, each once."""
    return tuple(dict.fromkeys(_NUMBER.findall(text)))


def domain(name: str) -> str:
    """Make of a name what may stand in a domain."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z]{3,}", plain.lower().replace(".", ""))
    forms = {"snc", "srl", "sas", "spa", "ssd", "soc", "agr", "coop", "comune"}
    return "-".join(word for word in words if word not in forms)


def _drafts(
    randomness: Random, customer: SampleCustomer, days: int
) -> Iterator[SampleInvoice]:
    """Give his invoices without a number: one a month, the first due about now."""
    due_in = _first_due(randomness, customer)
    for nth in count(1):
        if due_in - _TERM.days > days:
            return
        due_on = START + timedelta(days=due_in)
        net = Money(randomness.randrange(14_000, 290_000, 500))
        vat = Money(net.cents * VAT_PERCENT // 100)
        yield SampleInvoice(
            number="",
            nth=nth,
            customer=customer,
            issued_on=due_on - _TERM,
            due_on=due_on,
            goods=randomness.choice(invented.GOODS),
            net=net,
            vat=vat,
            due=net if customer.splits_vat else net + vat,
        )
        is_pair = customer.role == "together" and nth == 1
        due_in += 5 if is_pair else randomness.randint(22, 33)


def _first_due(randomness: Random, customer: SampleCustomer) -> int:
    """Choose when his first invoice is due, in days from the start."""
    if customer.role == "on_time":
        return randomness.randint(3, 24)
    if customer.no <= _AT_ONCE:
        return randomness.randint(-9, -1)
    if customer.role == "silent":
        return randomness.randint(-79, -71)  # before the program came: for a person
    if customer.role == "unclear":
        return randomness.randint(31, 33)  # so that a question is left at the end
    return randomness.randint(-9, 24)


def _numbered(drafts: Sequence[SampleInvoice]) -> tuple[SampleInvoice, ...]:
    """Number invoices by their day, anew each year."""
    last: dict[int, int] = {START.year: 117}
    numbered = []
    for draft in sorted(drafts, key=lambda one: (one.issued_on, one.customer.no)):
        year = draft.issued_on.year
        last[year] = last.get(year, 0) + 1
        numbered.append(replace(draft, number=f"{last[year]}/{year}"))
    return tuple(numbered)
