"""A ledger of very many open invoices, and payments into it: what one costs.

Made of its own world: names of two or three words, a fifth of the invoices at one of
sixteen fees, numbers that begin anew every year. Rows go in as the program writes
them, through its tables and a slice at a time; the payments by its steps.
"""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from itertools import count, islice
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from agent.ledger import candidates, tables
from agent.ledger.book import Tx
from agent.matching.keys import number_keys
from agent.matching.names import payer_key
from agent.model.money import Money
from agent.model.payment import BankLine, Statement
from agent.steps import read_bank
from agent.steps.desk import Desk
from agent.steps.each import transaction
from agent.steps.settle import settle
from bench.durable import Commits
from bench.matching_firm import Firm
from tests.desks import ROME

_Row = TypeVar("_Row")
_EACH = 28  # open invoices of a customer
_AT_ONCE = 20_000
_A_DAY = 160
_ALONE = 200
_A_FEE = 5  # one invoice of so many is a fee
_WORDS = {
    "number": "SALDO FT {}",
    "part": "ACCONTO FATTURA {}",
    "nothing": "BONIFICO",
    "fee": "BONIFICO",
}
_KINDS, _SHARES = tuple(_WORDS), (7, 1, 1, 1)
_FEES = tuple(range(18_300, 98_000, 4_981))
_FIRST = "ALBA BORA CEDRO DELTA ERICA FARO GELSO IRIS LAGO MIRTO NORD OLMO PINO QUERCIA"
_TRADES = "IMPIANTI COSTRUZIONI STUDIO TRASPORTI OFFICINA SERVIZI EDILIZIA GRAFICA"
_FORMS = ("Srl", "Spa", "Snc", "Sas")
_TODAY = date(2026, 9, 1)
_SYLLABLES = [
    "BA",
    "CO",
    "DU",
    "FE",
    "GI",
    "LO",
    "MA",
    "NE",
    "PI",
    "RO",
    "SA",
    "TE",
    "VI",
    "ZU",
]


class World:
    """Customers, their invoices and what they pay, all by chance and a seed."""

    def __init__(self, invoices: int, seed: int = 1):
        self._chance = random.Random(seed)
        self._count = invoices
        self.names = [self._name(no) for no in range(max(1, invoices // _EACH))]
        self.ibans = [f"IT60X{no:022}" for no in range(len(self.names))]
        self.open: list[tuple[str, int, int]] = []  # number, cents, customer

    def _name(self, no: int) -> str:
        own = "".join(self._chance.choice(_SYLLABLES) for _ in range(4))
        first, trade = (self._chance.choice(one.split()) for one in (_FIRST, _TRADES))
        return f"{first} {trade} {own} {_FORMS[no % len(_FORMS)]}"

    def fill(self, desk: Desk) -> None:
        """Write customers and invoices as the program would have, a slice at a time."""
        ids: list[str] = []
        for some in _slices(zip(count(1), self.names, self.ibans, strict=False)):
            with transaction(desk) as tx:
                ids += self._customers(tx, some)
        for invoices in _slices(self._invoices(ids)):
            with transaction(desk) as tx:
                self._write(tx, invoices)

    @staticmethod
    def _customers(tx: Tx, some: Sequence[tuple[int, str, str]]) -> list[str]:
        rows = [(tx.new_id(), payer_key(one[1]), *one) for one in some]
        tx.insert_all(
            tables.customers,
            [
                {"id": key, "no": no, "name": name, "name_key": name_key}
                for key, name_key, no, name, _ in rows
            ],
        )
        candidates.add_words(tx, [(key, name_key) for key, name_key, *_ in rows])
        tx.insert_all(
            tables.payers,
            [
                {"key": f"iban:{iban}", "customer": key, "seen": 2, "last_on": _TODAY}
                for key, *_, iban in rows
            ],
        )
        return [key for key, *_ in rows]

    def _invoices(self, ids: Sequence[str]) -> Iterator[dict[str, object]]:
        for no in range(self._count):
            owner = self._chance.randrange(len(ids))
            is_fee = no % _A_FEE == 0
            cents = (
                self._chance.choice(_FEES)
                if is_fee
                else int(self._chance.lognormvariate(11, 1)) + 100
            )
            year = 2026 - (no % 3 == 0)
            number = f"{no + 1}/{year}"
            self.open.append((number, cents, owner))
            issued = date(year, 1, 1) + timedelta(days=no % 240)
            yield {
                "customer": ids[owner],
                "number": number,
                "on": issued,
                "cents": cents,
            }

    @staticmethod
    def _write(tx: Tx, some: Sequence[dict[str, object]]) -> None:
        rows = [(tx.new_id(), tx.new_id(), one) for one in some]
        tx.insert_all(
            tables.invoices,
            [
                {
                    "id": key,
                    "customer": one["customer"],
                    "number": one["number"],
                    "number_key": one["number"],
                    "kind": "invoice",
                    "issued_on": one["on"],
                    "total_cents": one["cents"],
                    "currency": "EUR",
                    "file_key": "",
                    "sha256": "",
                    "recorded_at": tx.now,
                }
                for key, _, one in rows
            ],
        )
        tx.insert_all(
            tables.invoice_keys,
            [
                {"key": each, "invoice": key}
                for key, _, one in rows
                for each in number_keys(str(one["number"]))
            ],
        )
        tx.insert_all(
            tables.instalments,
            [
                {
                    "id": part,
                    "invoice": key,
                    "customer": one["customer"],
                    "n": 1,
                    "of": 1,
                    "due_on": one["on"],
                    "amount_cents": one["cents"],
                    "open_cents": one["cents"],
                    "currency": "EUR",
                    "method": "MP05",
                }
                for key, part, one in rows
            ],
        )

    def lines(self, count: int) -> Iterator[BankLine]:
        """Give payments: with a number, by name and amount alone, of a fee, of parts."""
        for no in range(count):
            number, cents, owner = self._chance.choice(self.open)
            kind = self._chance.choices(_KINDS, _SHARES)[0]
            words = _WORDS[kind].format(number)
            if kind == "part":
                cents //= 2
            if kind == "fee":
                cents = self._chance.choice(_FEES)
            yield BankLine(
                booked_on=_TODAY,
                amount=Money(cents),
                is_credit=True,
                counterparty=self.names[owner].upper(),
                iban=self.ibans[owner] if no % 2 else "",
                remittance=f"{words} RIF {no}X",
            )


def scale(made_in: Path, invoices: int, payments: int) -> None:
    """Tell what a payment costs in a ledger of so many open invoices."""
    began = time.monotonic()
    with ProcessPoolExecutor(1, get_context("spawn")) as maker:
        lines = maker.submit(_make, made_in, invoices, payments + _ALONE).result()
    took = time.monotonic() - began
    firm = Firm(made_in, "scale", _TODAY)
    commits = Commits()
    commits.watch(firm.desk.ledger.engine)
    print(f"{invoices} open invoices made in {took:.0f} s; {_peak_mb():.0f} MB")
    costs = [
        _settled(firm, commits, lines[at : min(at + _A_DAY, payments)], at)
        for at in range(0, payments, _A_DAY)
    ]
    spent, durable = (sum(each) for each in zip(*costs, strict=True))
    print(
        f"{payments} payments in {spent:.1f} s: {1000 * spent / payments:.2f} ms",
        end="",
    )
    print(f" each; and {durable:.1f} s in durable commits")
    alone = sorted(
        1000 * sum(_settled(firm, commits, [line], payments + no))
        for no, line in enumerate(lines[payments:])
    )
    middle, late = alone[len(alone) // 2], alone[len(alone) * 99 // 100]
    print(f"one alone: {middle:.2f} ms, p99 {late:.2f} ms; peak {_peak_mb():.0f} MB")


def _make(made_in: Path, invoices: int, payments: int) -> list[BankLine]:
    """Make a ledger, in a process of its own: its memory is not the program's."""
    world = World(invoices)
    firm = Firm(made_in, "scale", _TODAY)
    world.fill(firm.desk)
    firm.desk.ledger.close()
    return list(world.lines(payments))


def _settled(
    firm: Firm, commits: Commits, lines: Sequence[BankLine], at: int
) -> tuple[float, float]:
    """Record and settle lines as one statement; give processor seconds, commits apart."""
    desk = firm.desk
    firm.at(datetime.combine(_TODAY, clock_time(9), ROME))
    statement = Statement(f"IT{at:020}", tuple(lines), since=_TODAY, through=_TODAY)
    began, before = time.process_time(), commits.seconds
    with transaction(desk) as tx:
        read_bank.record(desk, tx, statement, f"{at}.xml", "")
    settle(desk)
    spent, durable = time.process_time() - began, commits.seconds - before
    firm.put_aside()
    return spent - durable, durable


def _slices(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        yield some


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
