"""Rows of the matching bench's data set as the program's own values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from agent.model.customer import CustomerRow
from agent.model.invoice import Basis, Instalment, Invoice, OpenItem, Party
from agent.model.money import Money
from agent.model.payment import BankLine, Payment

Row = Mapping[str, str]
_METHODS = {"BON": "MP05", "SDD": "MP19"}


def money(text: str) -> Money:
    """Read an amount as the data set writes it."""
    return Money(int((Decimal(text or "0") * 100).to_integral_value()))


def within(item: OpenItem, left: int) -> int:
    if item.open.cents < 0:
        return max(left, item.open.cents) if left < 0 else 0
    return max(0, min(left, item.open.cents))


def customer(line: int, row: Row) -> CustomerRow:
    return CustomerRow(
        line=line,
        name=row["name"],
        vat_id=row["vat_id"],
        emails=(row["email"],),
        codes=(row["code"],),
        ibans=(row["iban"],) if row["iban"] else (),
        country={"EN": "GB"}.get(row["country"], row["country"]),
    )


def party(row: Row) -> Party:
    return Party(name=row["name"], vat_id=row["vat_id"])


def invoice(row: Row, customer: Row) -> Invoice:
    is_note = row["type"] == "TD04"
    sign = -1 if is_note else 1
    total = Money(sign * money(row["total"]).cents)
    return Invoice(
        number=row["number"],
        issued_on=date.fromisoformat(row["date"]),
        kind="credit_note" if is_note else "invoice",
        total=total,
        instalments=tuple(instalments(row)),
        buyer=party(customer),
        basis=basis(row),
        references=tuple(
            row[name] for name in ("po_number", "cig", "rf_ref") if row[name]
        ),
    )


def basis(row: Row) -> Basis:
    if row["type"] == "TD04":
        return Basis()
    is_split = row["split_payment"] == "1"
    return Basis(
        taxable=money(row["taxable"]).cents,
        vat=0 if is_split else money(row["vat"]).cents,
        withheld=money(row["withholding"]).cents,
    )


def instalments(row: Row) -> list[Instalment]:
    method = _METHODS[row["method"]]
    if row["schedule"]:
        pairs = (each.split(":") for each in row["schedule"].split("|"))
        return [
            Instalment(date.fromisoformat(due), money(sum_), method)
            for due, sum_ in pairs
        ]
    owed = money(row["open_amount"]).cents
    if row["status"] == "closed":
        owed = money(row["total"]).cents - money(row["withholding"]).cents
        owed -= money(row["vat"]).cents if row["split_payment"] == "1" else 0
        owed = -owed if row["type"] == "TD04" else owed
    return [Instalment(date.fromisoformat(row["due"]), Money(owed), method)]


def line(row: Row) -> BankLine:
    amount = money(row["amount"])
    return BankLine(
        booked_on=date.fromisoformat(row["booking_date"]),
        value_on=date.fromisoformat(row["value_date"]),
        amount=Money(abs(amount.cents)),
        is_credit=amount.cents > 0,
        counterparty=row["payer_name"],
        iban=row["payer_iban"],
        remittance=f"{row['remittance']} {row['structured_ref']}".strip(),
        bank_reference=row["bank_ref"],
    )


def payment(row: Row) -> Payment:
    """Give a confirmed payment of the history, as the keys are made of it."""
    nothing = Money(0)
    return Payment(
        "",
        0,
        date.fromisoformat(row["date"]),
        nothing,
        nothing,
        payer=row["payer_name"],
        iban=row["payer_iban"],
        remittance=row["remittance"],
    )
