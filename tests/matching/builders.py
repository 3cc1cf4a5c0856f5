"""Small worlds for the tests of matching."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from agent.matching.assign import assign
from agent.matching.facts import Payer
from agent.matching.senders import senders_of
from agent.model.invoice import OpenItem
from agent.model.money import Money
from agent.model.payment import (
    Candidate,
    Decision,
    Payment,
    Proposed,
    Settled,
    Unknown,
)

TODAY = date(2026, 9, 15)
ROSSI_IBAN = "IT00X0000000000000000000001"
BLU_IBAN = "IT00X0000000000000000000002"

ROSSI = Payer("rossi", "Rossi Impianti S.r.l.", "IT00000000001")
BLU = Payer("blu", "Studio Blu di Anna Verdi", "IT00000000002")
PAYERS: dict[str, Payer] = {"rossi": ROSSI, "blu": BLU}


def item(
    number: str,
    cents: int,
    customer: str = "rossi",
    issued: str = "2026-08-01",
    *,
    left: int | None = None,
    part: tuple[int, int] = (1, 1),
) -> OpenItem:
    issued_on = date.fromisoformat(issued)
    return OpenItem(
        id=f"{customer}:{number}:{part[0]}",
        invoice_id=f"{customer}:{number}",
        customer_id=customer,
        number=number,
        issued_on=issued_on,
        due_on=issued_on + timedelta(days=30 * part[0]),
        amount=Money(cents),
        open=Money(cents if left is None else left),
        instalment_no=part[0],
        instalments=part[1],
    )


def payment(
    text: str,
    cents: int,
    payer: str = "Rossi Impianti srl",
    iban: str = "",
    key: str = "p1",
) -> Payment:
    money = Money(cents)
    return Payment(key, int(key[1:]), TODAY, money, money, payer, iban, remittance=text)


def known(payer: Payer, iban: str, times: int = 2) -> Payer:
    return replace(payer, ibans={iban: times})


def decide(
    paid: Payment,
    *items: OpenItem,
    payers: Mapping[str, Payer] = PAYERS,
    closed: tuple[OpenItem, ...] = (),
) -> Decision:
    (decision,) = assign([paid], items, senders_of([paid], payers), closed)
    return decision


def settled(decision: Decision) -> dict[str, int]:
    """Give what was put on each item, in cents; fail unless it is sure."""
    assert isinstance(decision, Settled), decision
    return booked(decision.chosen)


def proposed(decision: Decision) -> tuple[str, dict[str, int]]:
    """Give the doubt and the first candidate; fail unless a person is asked."""
    assert isinstance(decision, Proposed), decision
    return decision.because, booked(decision.candidates[0])


def unknown(decision: Decision) -> Unknown:
    assert isinstance(decision, Unknown), decision
    return decision


def booked(candidate: Candidate) -> dict[str, int]:
    return {part.item_id: part.amount.cents for part in candidate.allocations}
