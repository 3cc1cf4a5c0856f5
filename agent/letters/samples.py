"""Samples: invented facts by which every template is tried before a customer sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from agent.model.customer import Address, Customer, Language, Register
from agent.model.invoice import OpenItem
from agent.model.letter import PROMISE_BROKEN, Charges, Facts, Sender
from agent.model.money import Money, total
from agent.model.procedure import Stage

TODAY = date(2026, 12, 4)
# Letters about what is not yet late, that ask for nothing, that chase nothing.
BEFORE = ("courtesy", "due", "plan")
SILENT = ("thank_you", "dispute_acknowledged", "contact_asked")
ABOUT = (
    *SILENT,
    "promise_confirmed",
    "copy_sent",
    "plan_proposed",
    "account_statement",
    "pay_details",
    "question_answered",
)
PROFORMAS = ("proforma", "proforma_again")

FIRM = Sender(
    name="Studio Larice",
    email="amministrazione@studiolarice.example",
    contact="Anna Verdi",
    phone="02 5550 1234",
    iban="IT60X0542811101000000123456",
    bank="Banca di Prova",
    vat_id="IT00000000000",
    street="Via dei Platani 7",
    postcode="20100",
    city="Milano",
)
CUSTOMER = Customer(
    id="c1",
    no=1,
    name="Edil Rovere",
    addresses=(Address("ufficio@edilrovere.example"),),
    phone="011 555 0199",
)


def item(
    number: str, due_on: date, cents: int, open_cents: int | None = None
) -> OpenItem:
    """Invent an open item issued on the first of November."""
    return OpenItem(
        id=f"{number}/{due_on}",
        invoice_id=number,
        customer_id="c1",
        number=number,
        issued_on=date(2026, 11, 1),
        due_on=due_on,
        amount=Money(cents),
        open=Money(cents if open_cents is None else open_cents),
    )


def facts(
    stage: str, language: Language, register: Register, items: tuple[OpenItem, ...] = ()
) -> Facts:
    """Invent what a letter of this stage would be told."""
    due_on = date(2026, 12, 7) if stage in BEFORE else date(2026, 12, 1)
    if stage == "plan" and not items:
        return _plan(language, register)
    if stage == "plan_proposed" and not items:
        items = _parts()
    items = items or (item("12/2026", due_on, 122000),)
    if stage in PROFORMAS:
        items = tuple(replace(each, kind="proforma") for each in items)
    if stage == "thank_you":
        items = tuple(
            replace(each, open=Money(0, each.open.currency)) for each in items
        )
    is_late = stage not in (*BEFORE, *ABOUT)
    return Facts(
        firm=FIRM,
        customer=replace(CUSTOMER, language=language, register=register),
        stage=Stage(stage, 0),
        today=TODAY,
        overdue=items if is_late else (),
        upcoming=items if stage in BEFORE else (),
        about=items if stage in ABOUT else (),
        totals=() if stage in SILENT else total([each.open for each in items]),
        last_letter_on=date(2026, 11, 24),
        letter_no=42,
        promised_on=_promised_on(stage),
        promised=items if stage == PROMISE_BROKEN else (),
    )


def _promised_on(stage: str) -> date | None:
    """Invent the day promised: to come, or past where the promise was broken."""
    if stage == PROMISE_BROKEN:
        return date(2026, 12, 2)
    return date(2026, 12, 18) if stage in ABOUT else None


def variations(
    stage: str, language: Language, register: Register
) -> tuple[tuple[str, Facts], ...]:
    """Give the sample letters of a stage, each with the name of what is special."""
    plain = facts(stage, language, register)
    due_on = date(2026, 12, 7) if stage in BEFORE else date(2026, 12, 1)
    rates = replace(
        item("9/2026", due_on, 80000, 30000), instalment_no=2, instalments=3
    )
    some = (item("12/2026", due_on, 122000), rates)
    many = tuple(item(f"{n}/2026", due_on, 1000 * n) for n in range(10, 16))
    credit = item("4/2026", due_on, -20000)
    poor = replace(
        plain,
        firm=Sender(FIRM.name, FIRM.email),
        customer=replace(plain.customer, phone="", is_consumer=True),
        last_letter_on=None,
        letter_no=0,
    )
    foreign = replace(
        item("15/2026", due_on, 5000),
        amount=Money(5000, "CHF"),
        open=Money(5000, "CHF"),
    )
    told = Charges(TODAY, Money(102), Money(4000))
    chasing = stage not in (*BEFORE, *ABOUT, *PROFORMAS)
    late = (
        ("interest told of", replace(plain, charges=told)),
        ("interest asked for", replace(plain, charges=replace(told, is_claimed=True))),
    )
    return (
        ("one invoice", plain),
        ("two invoices, one by instalments", facts(stage, language, register, some)),
        ("six invoices", facts(stage, language, register, many)),
        ("two currencies", facts(stage, language, register, (some[0], foreign))),
        ("a credit note", _with_credit(plain, credit)),
        ("only the facts that must be", poor),
        ("not delivered, with a copy", _unheard(plain, some[:1], has_copies=True)),
        ("not delivered, without one", _unheard(plain, some[:1], has_copies=False)),
        ("two not delivered", _unheard(facts(stage, language, register, some), some)),
        *((*late, ("a part contested", _contested(plain))) if chasing else ()),
        *(_kept_in_part(stage, some, plain) if stage == PROMISE_BROKEN else ()),
    )


def _kept_in_part(
    stage: str, some: tuple[OpenItem, ...], plain: Facts
) -> tuple[tuple[str, Facts], ...]:
    """Invent a promise about one of two invoices, of which a part came."""
    language, register = plain.customer.language, plain.customer.register
    two = facts(stage, language, register, some)
    kept = replace(two, promised=some[1:], came_in_part=True)
    return (("one of two promised, a part came", kept),)


def _plan(language: Language, register: Register) -> Facts:
    """Invent a plan of three instalments, of which the first is asked for."""
    first, *rest = _parts()
    asked = facts("plan", language, register, (first,))
    return replace(asked, overdue=(first,), upcoming=tuple(rest))


def _parts() -> tuple[OpenItem, ...]:
    due = (date(2026, 12, 7), date(2027, 1, 7), date(2027, 2, 8))
    return tuple(
        replace(item("12/2026", day, 40000), instalment_no=no, instalments=len(due))
        for no, day in enumerate(due, 1)
    )


def _contested(plain: Facts) -> Facts:
    """Let a part be contested: the letter asks for the rest alone."""
    (one,) = plain.overdue
    rest = replace(one, open=Money(102000), contested=Money(20000))
    return replace(plain, overdue=(rest,), totals=(rest.open,))


def _unheard(
    facts: Facts, items: tuple[OpenItem, ...], *, has_copies: bool = True
) -> Facts:
    return replace(facts, undelivered=items, has_copies=has_copies)


def _with_credit(plain: Facts, credit: OpenItem) -> Facts:
    items = (*plain.overdue, *plain.upcoming, *plain.about, credit)
    totals = total([each.open for each in items]) if plain.totals else ()
    return replace(plain, credits=(credit,), totals=totals)
