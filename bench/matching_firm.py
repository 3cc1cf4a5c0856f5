"""One firm of the matching bench: its own ledger, filled and settled by the real steps."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from agent.bank.fingerprint import fingerprints
from agent.clock import FixedClock
from agent.ledger import (
    customers,
    invoices,
    payers,
    payments,
    proposals,
    recording,
    tables,
)
from agent.ledger.book import Tx
from agent.matching.keys import payment_keys
from agent.matching.names import legal_form, payer_key
from agent.model.money import Money
from agent.model.payment import (
    Allocation,
    BankLine,
    Candidate,
    Payment,
    Residue,
    Statement,
)
from agent.steps import import_customers, import_invoices, read_bank
from agent.steps.booking import post
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.settle import settle
from bench.matching_rows import (
    Row,
    customer,
    invoice,
    line,
    money,
    party,
    payment,
    within,
)
from tests.desks import ROME, open_desk, open_ledger

_ACCOUNT = "IT60X0542811101000000123456"
_AT_ONCE = 500
_PERSON = "bench"
_POSTED = 0.999
_CLOSED = ("withholding", "split_payment", "discount", "bank_fee", "rounding")


class Firm:
    """A ledger of the data set, played through the program.

    Args:
        folder: Where its database is made.
        start: The first day of the feed.
    """

    def __init__(self, folder: Path, name: str, start: date):
        ledger = open_ledger(f"sqlite:///{folder / f'{name}.sqlite'}")
        clock = FixedClock(datetime.combine(start, time(9), ROME), ROME)
        desk = open_desk(ledger)
        intake = replace(desk.intake, accounts=(_ACCOUNT,))
        rules = replace(desk.rules, look_back_days=100_000)
        log = logging.getLogger("bench")
        self._clock = clock
        self.desk: Desk = replace(
            desk, clock=clock, intake=intake, rules=rules, log=log
        )
        self._customers: dict[str, str] = {}  # by the data set's id
        self._invoices: dict[str, str] = {}
        self._named: dict[str, str] = {}  # the data set's invoice by the ledger's
        self._to_come: list[Row] = []
        self._advances: list[Mapping[str, Any]] = []
        self._buyers: Mapping[str, Row] = {}
        self._payments: dict[str, str] = {}

    # What is known at the start

    def take_customers(self, rows: Sequence[Row]) -> None:
        """Record the customers' file."""
        with transaction(self.desk) as tx:
            for line, row in enumerate(rows, 1):
                import_customers.record_customer(self.desk, tx, customer(line, row))
                self._customers[row["customer_id"]] = customers.recognise(
                    tx, party(row), payer_key(row["name"]), legal_form
                )

    def take_invoices(self, rows: Sequence[Row], buyers: Mapping[str, Row]) -> None:
        """Record invoices, and settle by hand those paid before."""
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            documents = [invoice(row, buyers[row["customer_id"]]) for row in some]
            with transaction(self.desk) as tx:
                told = import_invoices.record_all(
                    self.desk, tx, documents, "invoices", ""
                )
                for row, one in zip(some, told, strict=True):
                    if not one.is_fresh:
                        raise ValueError(f"{row['invoice_id']}: {one.problem}")
                    self._invoices[row["invoice_id"]] = one.invoice_id
                    self._named[one.invoice_id] = row["invoice_id"]
        closed = [row for row in rows if row["status"] == "closed"]
        for method, kind in (("BON", "hand"), ("SDD", "collected")):
            self._close([row for row in closed if row["method"] == method], kind)

    def take_all(self, rows: Sequence[Row], buyers: Mapping[str, Row]) -> None:
        """Record what is issued by now; the rest on its day."""
        today = self.desk.clock.today().isoformat()
        self._buyers = buyers
        self._to_come = [row for row in rows if row["date"] > today]
        self.take_invoices([row for row in rows if row["date"] <= today], buyers)

    def issue(self, today: date) -> None:
        """Record what is issued by a day, and what was paid ahead for it."""
        self._clock.set(datetime.combine(today, time(9), ROME))
        day = today.isoformat()
        fresh = [row for row in self._to_come if row["date"] <= day]
        self._to_come = [row for row in self._to_come if row["date"] > day]
        self.take_invoices(fresh, self._buyers)
        waiting, self._advances = self._advances, []
        self.confirm(waiting)

    def _close(self, rows: Sequence[Row], kind: Any) -> None:
        """Pay invoices with one entry by hand of earlier days."""
        if not rows:
            return
        with transaction(self.desk) as tx:
            items = [
                item
                for row in rows
                for item in invoices.items_of(tx, self._invoices[row["invoice_id"]])
            ]
            total = Money(sum(item.open.cents for item in items))
            line = BankLine(self._yesterday(), total, is_credit=True)
            mark = f"before {kind}"
            paid = recording.record(tx, line, _ACCOUNT, mark, "hand", "", how="cash")
            for item in items:
                part = Allocation(item.id, item.open, kind)
                payments.allocate(tx, paid, part, ("paid before",), _PERSON)
            payments.decide(tx, paid, "by_hand", "paid before")

    def _yesterday(self) -> date:
        return self.desk.clock.today() - timedelta(days=1)

    def take_history(self, rows: Sequence[Row]) -> None:
        """Teach what confirmed payments of earlier days said of their payers."""
        with transaction(self.desk) as tx:
            for row in rows:
                customer = self._customers.get(row["customer_id"])
                keys = payment_keys(payment(row))
                for mark in (f"iban:{keys.iban}", f"name:{keys.payer_key}"):
                    if customer:
                        payers.teach(
                            tx, mark, customer, date.fromisoformat(row["date"])
                        )

    # A day

    def at(self, moment: datetime) -> None:
        """Let it be that moment."""
        self._clock.set(moment)

    def statement(self, today: date, rows: Sequence[Row]) -> Statement:
        """Let the day's movements be a statement, and the day be here."""
        self._clock.set(datetime.combine(today, time(9), ROME))
        lines = tuple(line(row) for row in rows)
        return Statement(_ACCOUNT, lines, since=today, through=today)

    def play(self, statement: Statement) -> None:
        """Record a day's movements and settle."""
        with transaction(self.desk) as tx:
            source = f"{statement.through}.xml"
            read_bank.record(self.desk, tx, statement, source, "")
        settle(self.desk)

    def day(self, today: date, rows: Sequence[Row]) -> list[dict[str, Any]]:
        """Record the day's movements, settle, and say what the ledger holds then."""
        self.issue(today)
        statement = self.statement(today, rows)
        self.play(statement)
        with picture(self.desk) as tx:
            table = tables.payments
            found = tx.rows(
                sa.select(table.c.id, table.c.fingerprint).where(
                    tx.among(table.c.fingerprint, fingerprints(statement))
                )
            )
            ids = {row["fingerprint"]: row["id"] for row in found}
            answers = []
            for row, mark in zip(rows, fingerprints(statement), strict=True):
                self._payments[row["payment_id"]] = ids.get(mark, "")
                answers.append(self._answer(tx, row["payment_id"], ids.get(mark, "")))
        return answers

    def _answer(self, tx: Tx, name: str, payment_id: str) -> dict[str, Any]:
        answer: dict[str, Any] = {"payment_id": name, "decision": "none"}
        if not payment_id:
            return answer
        payment = payments.get(tx, payment_id)
        answer["reason"] = payment.because
        if payment.decision == "settled":
            done = payments.allocations(tx, payment=payment_id)
            parts = [(one.item_id, one.amount.cents) for one in done]
            answer |= {"decision": "auto", "allocations": self._told(tx, parts)}
            answer["confidences"] = [_POSTED]
        elif payment.decision == "proposed":
            found = proposals.candidates(tx, payment_id)
            found = tuple(one for one in found if one.allocations)
            told = [
                self._told(
                    tx, [(part.item_id, part.amount.cents) for part in one.allocations]
                )
                for one in found
            ]
            if told:
                answer["confidences"] = [one.confidence for one in found]
                answer |= {"allocations": told[0], "candidates": told}
                answer["decision"] = "suggest"
        return answer

    def _told(self, tx: Tx, parts: Sequence[tuple[str, int]]) -> list[dict[str, str]]:
        items = {one.id: one for one in invoices.items(tx, [each for each, _ in parts])}
        sums: dict[str, int] = defaultdict(int)
        for item_id, cents in parts:
            sums[self._named[items[item_id].invoice_id]] += cents
        return [
            {"invoice": invoice, "amount": str(Decimal(cents) / 100)}
            for invoice, cents in sums.items()
        ]

    # The evening

    def put_aside(self) -> None:
        """Let a person say of all that is asked that it pays no invoice."""
        with transaction(self.desk, _PERSON) as tx:
            for one in payments.with_decision(tx, "new", "proposed", "unknown"):
                payments.decide(tx, one.id, "not_ours", "put aside")
                proposals.drop_proposals(tx, one.id)

    def confirm(self, items: Sequence[Mapping[str, Any]]) -> None:
        """Let a person settle what was left open."""
        for item in items:
            payment_id = self._payments[item["payment_id"]]
            if not payment_id:
                continue
            with transaction(self.desk, _PERSON) as tx:
                payment = payments.get(tx, payment_id)
                self._confirm(tx, payment, item)

    def _confirm(self, tx: Tx, payment: Payment, item: Mapping[str, Any]) -> None:
        reasons = ("a person allocated it",)
        named = {one["invoice"] for one in item["allocations"]}
        if named - self._invoices.keys():
            # An advance: the person waits for its invoice.
            self._advances.append(item)
        elif item["allocations"] and payment.amount.cents > 0:
            parts = [
                part for one in item["allocations"] for part in self._parts(tx, one)
            ]
            customer = self._customers[item["customers"][0]]
            chosen = Candidate(
                customer, tuple(parts), 1.0, reasons, self._left(tx, item)
            )
            post(self.desk, tx, payment, chosen, by=_PERSON)
        else:
            because = item["unallocated_reason"] or "it pays nothing open"
            payments.decide(tx, payment.id, "not_ours", because)
            proposals.drop_proposals(tx, payment.id)

    def _left(self, tx: Tx, item: Mapping[str, Any]) -> tuple[Residue, ...]:
        return tuple(
            Residue(part.id, money(one["residual"]), one["residual_reason"])
            for one in item["allocations"]
            if one.get("residual_reason") in _CLOSED
            for part in invoices.items_of(tx, self._invoices[one["invoice"]])[:1]
            if part.open.cents
            >= money(one["residual"]).cents + money(one["amount"]).cents
        )

    def _parts(self, tx: Tx, one: Mapping[str, str]) -> list[Allocation]:
        left = money(one["amount"]).cents
        parts = []
        for item in invoices.items_of(tx, self._invoices[one["invoice"]]):
            take = within(item, left)
            if take:
                parts.append(Allocation(item.id, Money(take), "hand"))
            left -= take
        return parts
