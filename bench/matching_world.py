"""A second world for the matching bench: other numbers, banks and habits.

A firm's customers each keep to one habit: how they name what they pay, how many
invoices at once, through which bank, under which name. Everything is invented, by
chance and a seed; rows look as those of any data set of the bench.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

Row = dict[str, str]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_START, _DAYS = date(2026, 9, 1), 61
_FIRST = _words(
    "ACERO BETULLA CIPRESSO DAINO EDERA FAGGIO GINEPRO IBIS LARICE "
    "MELOGRANO NOCCIOLO ORTICA PLATANO ROVERE SAMBUCO TIGLIO VERBENA "
    "ZAFFIRO"
)
_TRADE = _words(
    "ARREDI CARPENTERIA CONSULENZE DOLCIARIA EDITORIA FERRAMENTA "
    "GRANITI IDRAULICA LOGISTICA MOBILI NAUTICA OROLOGERIA PANIFICI "
    "RICAMBI SERRAMENTI TESSUTI VIVAI"
)
_FORMS = ("S.r.l.", "S.p.A.", "S.n.c.", "di Riva Paolo", "GmbH", "SARL")
_SURNAMES = _words(
    "RIVA COSTA MONTI FABBRI SERRA LONGO VALLI BRUNI SALA GALLI NERI DONATI"
)
_GIVEN = _words("PAOLO ELENA GIULIO IRENE UGO PIA ADELE BRUNO CARLA DARIO EMMA FLAVIO")
_NOTED, _PAYS_TODAY, _NOT_OURS_TODAY, _TWICE = 0.4, 0.09, 0.5, 0.02
_GLUED, _NO_IBAN, _NO_VAT, _SATURDAY, _SISTER = 2, 3, 4, 5, 9
_CUT, _WRONG_YEAR, _LONGEST = 0.05, 0.02, 35
_HABITS = {
    "one": 34,
    "batch": 12,
    "month": 7,
    "oldest": 14,
    "all": 5,
    "part": 6,
    "fee": 5,
    "withheld": 4,
    "rounded": 3,
    "netted": 4,
    "order": 3,
    "dated": 3,
}
_NOT_OURS = (
    ("AGENZIA DELLE ENTRATE", "RIMBORSO IVA II TRIM"),
    ("BANCA DELLA VALLE", "INTERESSI CREDITORI 3 TRIM"),
    ("BANCA DELLA VALLE", "EROGAZIONE FINANZIAMENTO 88-1204"),
    ("ASSICURAZIONI DEL LAGO", "LIQUIDAZIONE SINISTRO 2026/4471"),
    ("RIVA PAOLO", "REGALO DI NOZZE"),
    ("ENEL PRO SPA", "RESTITUZIONE DEPOSITO CAUZIONALE"),
    ("GROSSI ADA", "AFFITTO SETTEMBRE"),
)
_MONTHS = _words(
    "gennaio febbraio marzo aprile maggio giugno luglio agosto "
    "settembre ottobre novembre dicembre"
)


@dataclass
class _Bill:
    id: str
    number: str
    issued: date
    due: date
    taxable: int
    vat: int
    order: str = ""
    note: bool = False
    left: int = 0

    @property
    def total(self) -> int:
        return self.taxable + self.vat


@dataclass
class _Buyer:
    id: str
    name: str
    iban: str
    habit: str
    bank: Callable[[str, str], str] | None
    payer: str
    style: int
    bills: list[_Bill] = field(default_factory=list)

    def open(self, day: date) -> list[_Bill]:
        now = [one for one in self.bills if one.left > 0 and one.issued < day]
        return sorted(now, key=lambda one: (one.due, one.issued, one.id))


_BANKS: tuple[Callable[[str, str], str] | None, ...] = (
    None,  # the bank has fields for both
    None,
    lambda name, words: f"/ORDP/{name}/REMI/{words}",
    lambda name, words: f"BONIFICO SEPA DA {name} PER {words} CRO 0011223344556",
    lambda name, words: f"VIR SEPA RECU /DE {name} /MOTIF {words}",
    lambda name, words: f"ORD: {name} NOTE: {words}",
)


class World:
    """One firm: rows as the bench takes them in, and what each payment truly pays."""

    def __init__(self, seed: int, customers: int = 180):
        self._chance = random.Random(seed)
        self._no = self._payments = 0
        self._style = seed % 4
        self.buyers: list[_Buyer] = []
        for no in range(customers):
            self.buyers.append(self._buyer(no))
        for buyer in self.buyers:
            self._bills(buyer)
        self._number()
        self.history: list[Row] = []
        self.truth: dict[str, dict[str, int]] = {}
        self.owner: dict[str, str] = {}
        self.residues: dict[str, int] = {}
        before = _START - timedelta(days=_DAYS)
        for day in (before + timedelta(days=n) for n in range(_DAYS)):
            self.history += [self._past(row) for row in self._day(day)]
        self.truth.clear()
        self.opened = [(b, one, one.left) for b in self.buyers for one in b.bills]
        days = (_START + timedelta(days=n) for n in range(_DAYS))
        self.payments = [row for day in days for row in self._day(day)]

    # Who there is

    def _buyer(self, no: int) -> _Buyer:
        pick = self._chance.choice
        known = {one.name for one in self.buyers}
        names = (f"{pick(_FIRST)} {pick(_TRADE)} {pick(_FORMS)}" for _ in range(99))
        name = next(each for each in names if each not in known)
        habit = self._chance.choices(tuple(_HABITS), tuple(_HABITS.values()))[0]
        person = f"{pick(_SURNAMES)} {pick(_GIVEN)}"
        payer = self._chance.choices(
            (name, name.upper(), name.upper()[:27], person), (5, 3, 2, 1)
        )[0]
        # Every tenth pays through its sister's account, every thirtieth in her name.
        is_sister = no % 10 == _SISTER
        iban = f"IT{no % 90 + 10 - is_sister}Q{no - is_sister:022}"
        if no % 30 == _SISTER:
            payer = self.buyers[-1].payer
        return _Buyer(f"K{no}", name, iban, habit, pick(_BANKS), payer, no % 5)

    def _bills(self, buyer: _Buyer) -> None:
        issued = _START - timedelta(days=self._chance.randrange(120, 220))
        fee = self._chance.choice((0, 0, 24_000, 61_000, 90_000))
        while issued < _START + timedelta(days=_DAYS - 10):
            taxable = fee or int(self._chance.lognormvariate(11.3, 0.9)) + 2_000
            vat = 0 if buyer.style == _NO_VAT else taxable * 22 // 100
            due = issued + timedelta(days=self._chance.choice((15, 30, 60)))
            bill = _Bill("", "", issued, due, taxable, vat)
            bill.left = bill.total
            if buyer.habit == "order":
                bill.order = f"OV{self._chance.randrange(10**6, 10**7)}"
            buyer.bills.append(bill)
            if buyer.habit == "netted" and self._chance.random() < _NOTED:
                taken = taxable // self._chance.choice((3, 4, 7))
                note = _Bill("", "", issued, due, taken, taken * 22 // 100, note=True)
                note.left = note.total
                buyer.bills.append(note)
            issued += timedelta(days=self._chance.randrange(12, 45))

    def _number(self) -> None:
        every = sorted(
            (one for buyer in self.buyers for one in buyer.bills),
            key=lambda one: one.issued,
        )
        for no, bill in enumerate(every, 1):
            year = bill.issued.year
            bill.id = f"B{no}"
            bill.number = (
                f"{year}-{no:04}",
                f"FV-{year % 100}/{no:05}",
                f"{no}/VE",
                f"{year}/2/{no}",
            )[self._style]

    # What they pay

    def _day(self, day: date) -> list[Row]:
        if day.weekday() >= _SATURDAY:
            return []
        rows = [
            row
            for buyer in self.buyers
            if self._chance.random() < _PAYS_TODAY
            for row in self._pays(buyer, day)
        ]
        if self._chance.random() < _NOT_OURS_TODAY:
            name, words = self._chance.choice(_NOT_OURS)
            cents = self._chance.randrange(2_000, 400_000)
            rows.append(self._row(day, cents, name, "", words, {}, ""))
        return rows

    def _pays(self, buyer: _Buyer, day: date) -> list[Row]:
        due = buyer.open(day)
        debts = [one for one in due if not one.note]
        if not debts:
            return []
        chosen, paid, words, closes = self._chosen(buyer, debts, due)
        taken = {one.id: -one.left if one.note else one.left for one in chosen}
        if (len(chosen) == 1 and not closes) or len(chosen) == 1:
            taken = {chosen[0].id: paid}
        left = chosen[0].left - paid if closes and len(chosen) == 1 else 0
        for one in chosen:
            one.left = 0 if closes else one.left - paid
        if self._chance.random() < _CUT:
            words = words[:_LONGEST]
        if self._chance.random() < _WRONG_YEAR:
            words = words.replace("2026", "2025")
        row = self._paid(buyer, day, paid, words, taken)
        self.residues[row["payment_id"]] = left
        if self._chance.random() < _TWICE and buyer.habit == "one":
            return [row, self._paid(buyer, day, paid, words, {})]
        return [row]

    def _chosen(
        self, buyer: _Buyer, debts: list[_Bill], due: list[_Bill]
    ) -> tuple[list[_Bill], int, str, bool]:
        """Give what is paid, how much, in which words, and whether that closes it."""
        several = self._several(buyer, debts, due)
        if several:
            some, words = several
            paid = sum(-one.left if one.note else one.left for one in some)
            return some, paid, words, True
        one = debts[0] if buyer.habit == "part" else self._chance.choice(debts[:3])
        written = self._written(one, buyer.style)
        if buyer.habit == "part" and one.left == one.total:
            paid = one.left * self._chance.randrange(3, 8) // 10
            return [one], paid, f"ACCONTO {written}", False
        short = self._short(buyer.habit, one)
        return [one], one.left - short, _in_words(buyer.habit, one) or written, True

    def _several(
        self, buyer: _Buyer, debts: list[_Bill], due: list[_Bill]
    ) -> tuple[list[_Bill], str] | None:
        first = debts[0]
        match buyer.habit:
            case "batch":
                some = debts[: self._chance.randrange(1, 6)]
                said = ", ".join(self._written(each, 0) for each in some)
                return some, f"SALDO FATTURE {said}"
            case "month":
                month = (first.issued.year, first.issued.month)
                some = [d for d in debts if (d.issued.year, d.issued.month) == month]
                return some, f"fatture di {_MONTHS[month[1] - 1]} {month[0]}"
            case "oldest":
                return [first], self._chance.choice(("BONIFICO", "SALDO", "-"))
            case "all":
                return debts, "SALDO ESTRATTO CONTO"
            case "netted":
                notes = [each for each in due if each.note and each.left < first.left]
                said = "".join(f" MENO NC {note.number}" for note in notes[:1])
                return [first, *notes[:1]], f"{self._written(first, 0)}{said}"
            case _:
                return None

    def _short(self, habit: str, one: _Bill) -> int:
        """Give what the payer leaves out, or others take."""
        match habit:
            case "fee":
                return min(self._chance.randrange(150, 1500), one.left // 20)
            case "withheld" if one.left == one.total and one.vat:
                return one.taxable * 20 // 100
            case "rounded":
                return one.left % 100
            case _:
                return 0

    def _written(self, bill: _Bill, style: int) -> str:
        number, sequence = bill.number, bill.number.split("/")[-1].split("-")[-1]
        if self._style == _GLUED:
            sequence = number.split("/")[0]
        return (
            f"FT {number}",
            f"fattura n. {number} del {bill.issued:%d/%m/%Y}",
            f"INV {number.replace('/', ' ').replace('-', ' ')}",
            f"Fatt. {int(sequence)} del {bill.issued:%d/%m/%y}",
            f"RE {sequence}",
        )[style]

    def _paid(
        self, buyer: _Buyer, day: date, cents: int, words: str, taken: dict[str, int]
    ) -> Row:
        iban = "" if buyer.style == _NO_IBAN else buyer.iban
        name, said = buyer.payer, words
        if buyer.bank is not None:
            name, said = "", buyer.bank(buyer.payer, words)
        return self._row(day, cents, name, iban, said, taken, buyer.id)

    def _row(
        self,
        day: date,
        cents: int,
        name: str,
        iban: str,
        words: str,
        taken: dict[str, int],
        owner: str,
    ) -> Row:
        self._payments += 1
        key = f"Z{self._payments}"
        self.truth[key], self.owner[key] = taken, owner
        return {
            "payment_id": key,
            "ledger": "W",
            "booking_date": day.isoformat(),
            "value_date": day.isoformat(),
            "amount": money(cents),
            "payer_name": name,
            "payer_iban": iban,
            "remittance": words,
            "structured_ref": "",
            "bank_ref": f"{self._payments:012}",
        }

    def _past(self, row: Row) -> Row:
        past = {"date": row["booking_date"], "customer_id": ""}
        return {**row, **past, "customer_id": self.owner[row["payment_id"]]}

    # Rows of the start

    def customers(self) -> list[Row]:
        """Give the customers; a third of them stated an account."""
        return [
            {
                "customer_id": one.id,
                "name": one.name,
                "vat_id": f"IT{no + 1:011}",
                "email": f"{one.id.lower()}@example.test",
                "code": f"CL{no:05}",
                "iban": one.iban if no % 3 == 0 else "",
                "country": "IT",
            }
            for no, one in enumerate(self.buyers)
        ]

    def invoices(self) -> list[Row]:
        """Give what is or will be issued, as it stands at the start."""
        return [
            {
                "invoice_id": bill.id,
                "customer_id": buyer.id,
                "type": "TD04" if bill.note else "TD01",
                "number": bill.number,
                "date": bill.issued.isoformat(),
                "due": bill.due.isoformat(),
                "taxable": money(bill.taxable),
                "vat": money(bill.vat),
                "total": money(bill.total),
                "withholding": "",
                "split_payment": "0",
                "open_amount": money(-left if bill.note else left),
                "status": "open" if left else "closed",
                "po_number": bill.order,
                "cig": "",
                "rf_ref": "",
                "schedule": "",
                "method": "BON",
            }
            for buyer, bill, left in self.opened
        ]


def money(cents: int) -> str:
    """Write cents as a data set does."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02}"


def _in_words(habit: str, one: _Bill) -> str:
    if habit == "order" and one.order:
        return f"VS ORDINE {one.order}"
    return f"FATTURA DEL {one.issued:%d.%m.%Y}" if habit == "dated" else ""
