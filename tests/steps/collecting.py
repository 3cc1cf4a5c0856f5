"""Collections as tests begin with them: invoices by RiBa, debits, a list credited."""

from __future__ import annotations

from datetime import date

from agent.ledger import invoices
from agent.model.invoice import Instalment, Invoice, OpenItem, Party
from agent.model.money import Money
from agent.model.payment import BankLine, Statement
from agent.steps import import_invoices, read_bank, rounds
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.look.lists import invoice_rows
from agent.steps.settle import settle
from tests.steps import given

DUE = date(2026, 9, 3)
TODAY = date(2026, 9, 7)


def invoice(
    desk: Desk,
    number: str,
    cents: int = 10_000,
    *,
    name: str = "Alfa Impianti Srl",
    method: str = "MP12",
    due_on: date = DUE,
    more: tuple[date, ...] = (),
) -> None:
    """Record an invoice by RiBa; of several instalments where it has more due dates."""
    amount = Money(cents)
    document = Invoice(
        number=number,
        issued_on=date(2026, 8, 1),
        kind="invoice",
        total=Money(cents * (1 + len(more))),
        instalments=tuple(Instalment(day, amount, method) for day in (due_on, *more)),
        buyer=Party(
            name=name, email=f"{name.split(maxsplit=1)[0].lower()}@client.test"
        ),
    )
    with transaction(desk) as tx:
        import_invoices.record(desk, tx, document, f"{number}.xml", "")


def debit(
    desk: Desk, cents: int, text: str, on: date = TODAY, *, is_reversal: bool = False
) -> None:
    line = BankLine(
        on, Money(cents), is_credit=False, remittance=text, is_reversal=is_reversal
    )
    with transaction(desk) as tx:
        statement = Statement("IT00TEST", (line,), through=desk.clock.today())
        read_bank.record(desk, tx, statement, "statement.xml", "")


def a_list(desk: Desk) -> None:
    """Let the bank credit three RiBa of one due date in one sum."""
    invoice(desk, "1/2026", 10_000)
    invoice(desk, "2/2026", 20_000, name="Beta Arredi Snc")
    invoice(desk, "3/2026", 30_000, name="Gamma Legno Spa")
    given.money(desk, 60_000, "ACCREDITO RIBA S.B.F. DISTINTA 77")
    settle(desk)


def open_cents(desk: Desk) -> dict[str, int]:
    return {row.number: row.open.cents for row in invoice_rows(desk, everything=True)}


def items(desk: Desk) -> list[OpenItem]:
    with picture(desk) as tx:
        return [
            item
            for one in invoices.entries(tx)
            for item in invoices.items_of(tx, one.id)
        ]


def books(desk: Desk) -> list[tuple[str, int, date | None]]:
    found = ((one.number, one.open.cents, one.returned_on) for one in items(desk))
    return sorted(found, key=str)


def letters(desk: Desk) -> list[str]:
    rounds.run_round(desk)
    given.send_all(desk)
    return given.recipients(desk)
