"""Samples: invented facts by which every template is tried before a customer sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from agent.model.customer import Address, Customer, Language, Register
from agent.model.day import Bucket, Day, Line
from agent.model.invoice import OpenItem
from agent.model.letter import Facts, Sender
from agent.model.money import Money, total
from agent.model.procedure import Stage

TODAY = date(2026, 12, 4)
# Letters about what is not yet late, that ask for nothing, that chase nothing.
BEFORE = ("courtesy", "due")
SILENT = ("thank_you", "dispute_acknowledged")
ABOUT = (*SILENT, "promise_confirmed")

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
    items = items or (item("12/2026", due_on, 122000),)
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
        promised_on=date(2026, 12, 18) if stage in ABOUT else None,
    )


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
    return (
        ("one invoice", plain),
        ("two invoices, one by instalments", facts(stage, language, register, some)),
        ("six invoices", facts(stage, language, register, many)),
        ("two currencies", facts(stage, language, register, (some[0], foreign))),
        ("a credit note", _with_credit(plain, credit)),
        ("only the facts that must be", poor),
    )


def _with_credit(plain: Facts, credit: OpenItem) -> Facts:
    items = (*plain.overdue, *plain.upcoming, *plain.about, credit)
    totals = total([each.open for each in items]) if plain.totals else ()
    return replace(plain, credits=(credit,), totals=totals)


def day() -> Day:
    """Invent a day on which something happened of everything."""
    return Day(
        firm=FIRM.name,
        today=TODAY,
        sending="approve",
        stood_still=(
            Line(
                "Banca di Prova",
                "Il conto è letto fino al 25 novembre: manca l’estratto conto. "
                "Sei lettere aspettano.",
                command="sollecito import estratto.xml",
            ),
        ),
        do_today=(
            Line(
                "Chiamare Edil Rovere",
                "La mail del 2 dicembre è tornata indietro: indirizzo sconosciuto. "
                "Telefono 011 555 0199.",
                Money(122000),
                no=1,
                command="sollecito call 1",
            ),
            Line(
                "Scegliere la fattura pagata",
                "Bonifico di Falegnameria Olmo del 3 dicembre: 12/2026 o 15/2026.",
                Money(48800),
                no=2,
                command="sollecito review 2",
            ),
        ),
        more_to_do=2,
        money_in=(
            Line("Officina Frassino", "salda la 8/2026", Money(300000), no=3),
            Line("Libreria Tiglio", "acconto sulla 11/2026", Money(121000), no=4),
        ),
        letters_out=(
            Line("Bar Betulla", "promemoria di cortesia, 14/2026", Money(9900)),
        ),
        to_approve=(
            Line(
                "Edil Rovere",
                "secondo promemoria, 12/2026",
                Money(122000),
                no=5,
                command="sollecito approve 5",
            ),
        ),
        held=(Line("Studio Acero", "ha promesso di pagare entro il 10 dicembre"),),
        bounced=(
            Line("Edil Rovere", "ufficio@edilrovere.example: utente sconosciuto"),
        ),
        unconfirmed=(Line("Vivaio Salice", "lettera del 27 novembre, nessun segno"),),
        replies=(
            Line(
                "Falegnameria Olmo",
                "risponde alla lettera 38",
                no=6,
                quote="Buongiorno, il bonifico è partito ieri. Ci manda copia della "
                "12/2026? Grazie.",
                command="sollecito review 6",
            ),
        ),
        quarantined=(Line("conto.pdf", "non è un estratto conto leggibile"),),
        next_days=(
            Line("lunedì 7", "3 promemoria di cortesia", Money(240000)),
            Line("giovedì 10", "scade la promessa di Studio Acero", Money(61000)),
        ),
        ageing=(
            Bucket("current", Money(1240000), 8),
            Bucket("1-30", Money(321000), 3),
            Bucket("31-60", Money(88000), 2),
            Bucket("61-90", Money(0), 0),
            Bucket("90+", Money(12200), 1),
        ),
        owed=(Money(1661200),),
        overdue=(Money(421200),),
        chain_head="3f9a6c21d0b47e85",
    )
