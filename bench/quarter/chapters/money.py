"""Money in: statements by every way, each line once; who paid is never reminded."""

from __future__ import annotations

from collections.abc import Callable

from bench.quarter.firm import Debtor, Firm, day, require
from bench.quarter.papers import bank_csv
from bench.quarter.program import soon
from bench.quarter.story import Chapter, Telling, seen
from tests.camt import Entry

STORIES = Chapter()


def _pays(who: Debtor, number: str, cents: int) -> Entry:
    return Entry(cents, f"saldo fattura {number}", who.name, reference=f"B{number}")


@STORIES.story(8, says="CAMT.053: the line is booked once, whatever way it comes")
def camt_once(firm: Firm) -> Telling:
    yield "09-26 17:00"
    who = firm.person("Dolciaria Dumortierite Srl")
    number, cents = firm.owed(who, "10-20")
    yield "09-27 11:00"
    entry = _pays(who, number, cents)
    firm.books(entry)  # by the folder
    yield "09-27 16:00"
    seen(firm.open_of(number) == 0, firm.open_of(number))
    again = firm.statement(entry, name="EC-altro")
    taken = firm.ask("import", firm.file("ancora.xml", again))["taken"]
    seen((taken["payments"], taken["known"]) == (0, 1), taken)
    old = firm.statement(entry, name="EC-vecchio", version=2)
    taken = firm.ask("import", firm.file("versione-2.xml", old))["taken"]
    seen((taken["payments"], taken["known"]) == (0, 1), taken)
    firm.bank_mails(firm.statement(entry, name="EC-mail"))
    firm.round()
    row = firm.payment(cents)
    require(firm.why(number), "nothing is open", f"payment {row['no']}")
    return f"payment {row['no']}: folder, import (.08, .02), mail: booked once"


@STORIES.story(8, says="CAMT.053 .02 with a batch: each part is a payment")
def a_batch(firm: Firm) -> Telling:
    yield "10-01 17:00"
    one, two = (
        firm.person("Enoteca Eliodoro Srl"),
        firm.person("Ferramenta Fenacite Snc"),
    )
    first, cents = firm.owed(one, "10-22")
    second, more = firm.owed(two, "10-22")
    yield "10-02 11:00"
    words = f"fattura {first} fattura {second}"
    entry = Entry(cents + more, words, "", parts=(cents, more))
    taken = firm.ask(
        "import", firm.file("lotto.xml", firm.statement(entry, version=2))
    )["taken"]
    seen(taken["payments"] == len(entry.parts), taken)
    return f"one line of two parts: {taken['payments']} payments"


@STORIES.story(8, says="A bank's CSV, by folder and by import: twice is once")
def csv_once(firm: Firm) -> Telling:
    yield "09-30 17:00"
    who = firm.person("Giardini Granato Srl")
    number, cents = firm.owed(who, "10-21")
    yield "10-01 11:00"
    words = f"BONIFICO A VOSTRO FAVORE DA {who.name} FT {number}"
    rows = [(day("10-01"), words, cents), (day("10-01"), "ADDEBITO SDD LUCE", -8_015)]
    firm.drop("movimenti.csv", bank_csv(rows))
    yield "10-01 16:00"
    seen(firm.open_of(number) == 0, f"{firm.open_of(number)} {firm.why(number)}")
    taken = firm.ask("import", firm.file("movimenti-2.csv", bank_csv(rows)))["taken"]
    seen((taken["payments"], taken["known"]) == (0, 1), taken)
    return f"{number} closed; again: {taken['known']} known, 0 new"


def _just_before(
    firm: Firm, name: str, due: str, on: str, pay: Callable[[Debtor, str, int], None]
) -> Telling:
    who = firm.person(name)
    number, cents = firm.owed(who, due)
    yield f"{on} 10:04"  # written at 9:20, to leave at 10:05
    require(firm.why(number), "first")
    pay(who, number, cents)
    yield f"{on} 16:00"
    firm.has(who, 0)
    require(firm.why(number), "nothing is open", "withdrawn")
    return f"{number} paid at 10:04, its letter withdrawn"


@STORIES.story(1, says="Paid a moment before: by a statement in the folder")
def paid_by_folder(firm: Firm) -> Telling:
    yield "09-30 08:30"
    return (
        yield from _just_before(
            firm, "Idraulica Indicolite Srl", "09-27", "09-30",
            lambda who, number, cents: firm.books(_pays(who, number, cents)),
        )
    )  # fmt: skip


@STORIES.story(1, says="Paid a moment before: by the bank's mail")
def paid_by_mail(firm: Firm) -> Telling:
    yield "10-07 08:30"
    return (
        yield from _just_before(
            firm, "Legatoria Larimar Snc", "10-04", "10-07",
            lambda who, number, cents: firm.bank_mails(
                firm.statement(_pays(who, number, cents))
            ),
        )
    )  # fmt: skip


@STORIES.story(1, says="Paid a moment before: by `import`")
def paid_by_import(firm: Firm) -> Telling:
    yield "10-14 08:30"

    def pay(who: Debtor, number: str, cents: int) -> None:
        data = firm.statement(_pays(who, number, cents))
        firm.do("import", firm.file("ora.xml", data))

    return (
        yield from _just_before(
            firm, "Mobilificio Malachite Srl", "10-11", "10-14", pay
        )
    )


@STORIES.story(1, says="Paid a moment before: cash, by `pay`")
def paid_in_cash(firm: Firm) -> Telling:
    yield "10-21 08:30"

    def pay(_who: Debtor, number: str, cents: int) -> None:
        firm.do("pay", number, f"{cents / 100:.2f}", "--how", "cash")

    return (
        yield from _just_before(firm, "Oreficeria Opale Snc", "10-18", "10-21", pay)
    )


@STORIES.story(
    1, 18, says="The daemon, a second before the slot: folder and mail still count"
)
def a_second_before(firm: Firm) -> Telling:
    yield "11-06 17:00"
    filed, mailed = (
        firm.person("Pelletteria Prehnite Srl"),
        firm.person("Ricami Rodonite Snc"),
    )
    other = firm.person("Stamperia Sodalite Srl")
    owed = [firm.owed(who, "11-04") for who in (filed, mailed, other)]
    yield "11-07 08:25"
    firm.round()
    yield "11-07 08:59:50"
    told = [_pays(who, *one) for who, one in zip((filed, mailed), owed, strict=False)]
    with firm.service():
        firm.books(told[0])
        firm.bank_mails(firm.statement(told[1]))
        left = soon(lambda: firm.letters(other), 40)
    firm.later(3)
    seen(left, "no letter left at all")
    firm.has(filed, 0)
    firm.has(mailed, 0)
    at = firm.letters(other)[0].at
    return f"dropped 8:59:5x, sending from 9:00: 0 to both, the third at {at:%H:%M:%S}"


@STORIES.story(
    10, says="A part payment: the next letter asks for the rest, to the cent"
)
def part_payment(firm: Firm) -> Telling:
    yield "10-07 08:30"
    who = firm.person("Tappezzeria Tanzanite Srl")
    number, cents = firm.owed(who, "10-04")
    yield "10-08 11:00"
    firm.books(Entry(50_000, f"acconto fattura {number}", who.name))
    yield "10-08 16:00"
    rest = cents - 50_000
    seen(firm.open_of(number) == rest, f"{firm.open_of(number)}: {firm.why(number)}")
    yield "10-15 16:00"
    letter = firm.letters(who)[-1]
    seen(letter.at.date() >= day("10-14"), letter.at)
    told = f"{rest / 100:,.2f}".translate(str.maketrans(",.", ".,"))
    require(letter.text, told, "resto di")
    yield "10-16 11:00"
    firm.books(Entry(rest, f"saldo fattura {number}", who.name))
    yield "10-16 16:00"
    seen(firm.open_of(number) == 0, firm.open_of(number))
    return f"{number}: 500.00, then {letter.at:%m-%d} asks {told}, then closed"


@STORIES.story(10, says="One payment for several invoices closes each")
def one_to_many(firm: Firm) -> Telling:
    yield "10-09 17:00"
    who = firm.person("Vivaio Variscite Srl")
    owed = [firm.owed(who, due) for due in ("10-25", "10-26", "10-27")]
    yield "10-10 11:00"
    names = ", ".join(number for number, _ in owed)
    total = sum(cents for _, cents in owed)
    firm.books(Entry(total, f"saldo fatture {names}", who.name))
    yield "10-10 16:00"
    left = [firm.open_of(number) for number, _ in owed]
    seen(left == [0, 0, 0], f"{left}: {firm.why(owed[0][0])}")
    return f"payment {firm.payment(total)['no']} of {total / 100:.2f}: {names}"


@STORIES.story(10, says="Paid too much: closed, the rest stays free and is shown")
def overpayment(firm: Firm) -> Telling:
    yield "10-10 17:00"
    who = firm.person("Arredi Apatite Srl")
    number, cents = firm.owed(who, "10-28")
    yield "10-11 11:00"
    firm.books(Entry(cents + 5_000, f"saldo fattura {number}", who.name))
    yield "10-11 16:00"
    row = firm.payment(cents + 5_000)
    if row["decision"] == "proposed":  # a person is asked
        firm.do("review", "payment", str(row["no"]), "--accept", "1")
        row = firm.payment(cents + 5_000)
    seen(firm.open_of(number) == 0, firm.open_of(number))
    seen(row["free"]["amount"] == "50.00", row)
    return f"payment {row['no']}: {row['because'][:70]}; free {row['free']['amount']}"


@STORIES.story(10, says="A credit note lowers what is asked")
def credit_note(firm: Firm) -> Telling:
    yield "10-14 08:30"
    who = firm.person("Biscotti Barite Srl")
    _, cents = firm.owed(who, "10-11")
    firm.owed(who, "10-11", -20_000, number="NC1/2024")
    yield "10-14 16:00"
    (letter,) = firm.has(who, 1)
    told = f"{(cents - 20_000) / 100:,.2f}".translate(str.maketrans(",.", ".,"))
    require(letter.text, told, "NC1/2024")
    return f"{letter.at:%m-%d}: asks {told} with NC1/2024 taken off"


@STORIES.story(8, 10, says="A reversal opens the invoice again")
def reversal(firm: Firm) -> Telling:
    yield "10-16 17:00"
    who = firm.person("Carpenteria Calcite Srl")
    number, cents = firm.owed(who, "10-29")
    yield "10-17 11:00"
    firm.books(_pays(who, number, cents))
    yield "10-17 16:00"
    seen(firm.open_of(number) == 0, firm.open_of(number))
    back = Entry(-cents, "storno", who.name, reference=f"B{number}", is_reversal=True)
    firm.now = firm.now.replace(hour=16, minute=5)
    firm.books(back)
    yield "10-18 10:30"
    seen(firm.open_of(number) == cents, firm.open_of(number))
    row = firm.payment(cents)
    return f"{number}: closed 10-17, payment {row['no']} {row['decision']}, open again"
