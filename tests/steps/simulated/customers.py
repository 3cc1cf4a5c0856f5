"""What customers, their servers and the bank do, and what it means in truth."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from email.message import EmailMessage

from agent.model.invoice import Instalment, Invoice, Party
from agent.model.money import Money
from agent.steps import import_invoices, intake
from agent.steps.each import transaction
from tests.steps import given
from tests.steps.simulated import world as facts
from tests.steps.simulated.firm import BANK, CUSTOMERS, SERVER, Firm, name
from tests.steps.simulated.world import Debt, Transfer, Word, Words

SAID = (  # what a customer writes, and whether only one of us may end the silence
    ("Buongiorno, il bonifico è già partito.", False),
    ("Ricevuto, grazie.", False),
    ("La fattura è sbagliata, la contestiamo.", True),
    ("Possiamo pagare a rate?", True),
    ("Mandate copia della fattura, per favore.", True),
)


def is_invoiced(firm: Firm, *, overdue: bool = False) -> None:
    """Write an invoice; its file may come twice."""
    count, who = firm.number(), firm.chance.randrange(CUSTOMERS)
    number, cents = f"{len(firm.world.debts) + 1}/2026", 10_000 + 137 * count
    ahead = firm.chance.randrange(-25, 5) if overdue else firm.chance.randrange(16)
    due_on = firm.today + timedelta(days=ahead)
    firm.world.debts[number] = Debt(number, who, cents, due_on)
    invoice = Invoice(
        number=number,
        issued_on=due_on - timedelta(days=30),
        kind="invoice",
        total=Money(cents),
        instalments=(Instalment(due_on, Money(cents)),),
        buyer=Party(
            name=name(who), email=f"c{who}@client.test", country=facts.country(who)
        ),
    )
    for _time in range(firm.chance.choice((1, 1, 2))):
        with transaction(firm.desk) as tx:
            import_invoices.record(firm.desk, tx, invoice, f"{number}.xml", "")


def pays(firm: Firm) -> None:
    """Pay one or two invoices, whole or in part."""
    who = firm.chance.randrange(CUSTOMERS)
    parts = _owed(firm, who, firm.chance.choice((1, 1, 2)))
    if len(parts) == 1 and sum(parts.values()) > 5_000 and firm.chance.random() < 0.3:
        parts = dict.fromkeys(parts, 2_500 + firm.number())
    if parts:
        is_part = any(cents < firm.world.meant(n) for n, cents in parts.items())
        text = f"saldo fatture {' '.join(parts)}"
        _transfer(firm, who, parts, text, is_odd=is_part)


def pays_at_once(firm: Firm, who: int) -> None:
    """Pay all there is, and let the bank tell of it the same minute."""
    parts = _owed(firm, who, len(firm.world.debts))
    if parts:
        _transfer(firm, who, parts, f"saldo fatture {' '.join(parts)}")
        tell(firm, firm.world.transfers[-1:], by_mail=False)


def pays_oddly(firm: Firm) -> None:
    """Pay under a wrong number, without a word, without a name; or a stranger pays."""
    who = firm.chance.randrange(CUSTOMERS)
    parts = _owed(firm, who, 1)
    match firm.chance.randrange(4):
        case 0 if parts:
            text = f"saldo fattura 9{firm.number()}/2025"
            _transfer(firm, who, parts, text, is_odd=True)
        case 1 if parts:
            _transfer(firm, who, parts, "bonifico", is_odd=True)
        case 2 if parts:
            _transfer(firm, who, parts, "bonifico", payer="", is_clear=False)
        case _:
            cents = 33_300 + firm.number()
            _transfer(
                firm, -1, {}, "affitto", payer="Gamma Spa", cents=cents, is_odd=True
            )


def pays_twice(firm: Firm) -> None:
    """Pay once more what was paid."""
    done = [one for one in firm.world.transfers if one.shown_at and one.parts]
    done = [one for one in done if one.booked_on < firm.today]
    if done:
        first = firm.chance.choice(done)
        _transfer(firm, first.customer, {}, first.text, cents=first.cents, is_odd=True)


def _owed(firm: Firm, who: int, most: int) -> dict[str, int]:
    """Give what a customer still means to pay, oldest first.

    Nobody pays an invoice while money for it is still on its way or asked about.
    """
    world = firm.world
    asked = {n for one in world.transfers if not one.is_put for n in one.parts}
    left = {debt.number: world.meant(debt.number) for debt in world.of(who)}
    open_ = [pair for pair in left.items() if pair[1] > 0 and pair[0] not in asked]
    return dict(open_[:most])


def _transfer(
    firm: Firm,
    who: int,
    parts: dict[str, int],
    text: str,
    *,
    payer: str | None = None,
    cents: int = 0,
    is_clear: bool = True,
    is_odd: bool = False,
) -> None:
    cents = cents or sum(parts.values())
    payer = name(who) if payer is None else payer
    firm.world.transfers.append(
        Transfer(cents, text, payer, who, firm.today, parts, is_clear, is_odd)
    )


def statement_comes(firm: Firm) -> None:
    """Tell of all that no statement told yet, and of some days told before."""
    since = firm.today - timedelta(days=firm.chance.randrange(3, 9))
    new = [one.booked_on for one in firm.world.transfers if not one.shown_at]
    told = [one for one in firm.world.transfers if one.booked_on >= min([since, *new])]
    if told:
        tell(firm, told)


def tell(firm: Firm, told: list[Transfer], *, by_mail: bool | None = None) -> None:
    """Give a statement in by hand, or in a mail of the bank; maybe twice."""
    by_mail = firm.chance.random() < 0.5 if by_mail is None else by_mail
    rows = [
        f"{one.booked_on:%d/%m/%Y};{one.text};{one.payer};"
        f"{one.cents // 100},{one.cents % 100:02d};"
        for one in told
    ]
    titles = "Data;Descrizione;Ordinante;Entrate;Uscite"
    data = "\n".join([titles, *rows, ""]).encode()
    file = f"m{firm.number()}.csv"

    def known() -> None:
        for one in told:
            one.shown_at = one.shown_at or firm.now

    if by_mail:
        firm.arrives(_bank_mail(file, data), known)
        return
    known()
    for _time in range(firm.chance.choice((1, 2))):
        firm.wrongs += intake.take_file(firm.desk, file, data).problems


def _bank_mail(file: str, data: bytes) -> bytes:
    mail = EmailMessage()
    mail["Authentication-Results"] = f"{SERVER}; dmarc=pass header.from=bank.test"
    mail["From"], mail["To"], mail["Subject"] = BANK, "office@firm.test", "Movimenti"
    mail["Message-ID"] = f"<{file}@bank.test>"
    mail.set_content("In allegato.")
    mail.add_attachment(data, maintype="text", subtype="csv", filename=file)
    return mail.as_bytes()


def answers(firm: Firm) -> None:
    """Answer a letter, as a person."""
    text, needs_person = firm.chance.choice(SAID)
    _answer(firm, text, needs_person=needs_person)


def promises(firm: Firm) -> None:
    """Promise to pay; keep the word, or break it."""
    day = firm.today + timedelta(days=firm.chance.randrange(3, 9))
    _answer(firm, f"Pagheremo entro il {day:%d/%m/%Y}.", by=day)
    if firm.chance.random() < 0.5:
        firm.plans.append((day, lambda: pays(firm)))


def objects(firm: Firm, who: int) -> None:
    """Write of one's own accord that an invoice is wrong."""
    number = firm.world.of(who)[-1].number
    sender = f"Anna {firm.number()} <c{who}@client.test>"
    text = f"La fattura {number} è sbagliata, la contestiamo."
    firm.arrives(
        given.mail(sender, f"Fattura {number}", text),
        once(lambda: _is_known(firm, who, needs_person=True)),
    )


def _is_known(firm: Firm, who: int, *, needs_person: bool) -> None:
    firm.world.words.append(Words(who, firm.now, needs_person))
    firm.world.signs[who].append(firm.now)


def _answer(
    firm: Firm, text: str, *, needs_person: bool = False, by: date | None = None
) -> None:
    found = firm.a_letter()
    if found is None:
        return
    letter, raw = found
    who, world = letter.customer, firm.world

    def known() -> None:
        _is_known(firm, who, needs_person=needs_person)
        world.dead.pop(letter.recipient, None)
        if by is not None:
            owed = tuple(d.number for d in world.of(who) if d.due_on <= by)
            world.word[who] = Word(who, firm.now, by, owed)

    sender = f"Anna {firm.number()} <{letter.recipient}>"
    firm.arrives(given.mail(sender, "Re: Fattura", text, answers=raw), once(known))


def once(known: Callable[[], None]) -> Callable[[], None]:
    """Let something be known the first time only: mails come twice."""
    left = [known]
    return lambda: left.pop()() if left else None


def robot_answers(firm: Firm) -> None:
    """Answer a letter, as a machine."""
    found = firm.a_letter()
    if found is None:
        return
    letter, raw = found
    mail = given.mail(
        f"Robot {firm.number()} <{letter.recipient}>",
        "Fuori sede",
        "Sono assente fino a lunedì. Pagheremo la fattura al rientro.",
        answers=raw,
        Auto_Submitted="auto-replied",
    )

    back_on = firm.today + timedelta(days=8 - firm.today.weekday())
    until = facts.after(back_on, 2, letter.customer)

    def known() -> None:
        firm.world.dead.pop(letter.recipient, None)
        firm.world.away[letter.customer].add(until)

    firm.arrives(mail, known)


def comes_back(firm: Firm) -> None:
    """Return a letter: for good, as the box is full, or only late."""
    found = firm.a_letter()
    if found is None or found[0].token in firm.world.failed:
        return
    letter, raw = found
    happens = firm.chance.random()
    if happens < 0.3:
        firm.arrives(firm.notice(letter, raw, "delayed", "4.4.1"))
        return
    status = "5.2.2" if happens < 0.5 else "5.1.1"

    def known() -> None:
        if letter.token in firm.world.failed:
            return
        firm.world.failed[letter.token] = firm.now
        if not firm.world.owes(letter.customer):
            firm.world.moot.add(letter.token)
        if status == "5.2.2":
            firm.world.full.add(letter.token)
        if status == "5.1.1":
            firm.world.dead[letter.recipient] = letter.day

    firm.arrives(firm.notice(letter, raw, "failed", status), known)
