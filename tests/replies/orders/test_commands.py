"""Commands: how owners really write, and how many of them are read rightly."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from agent.replies.orders.order import Order, orders

SENT = date(2026, 5, 12)
CUSTOMERS = ("Rossi Srl", "Officine Blu Spa", "Verdi Anna", "Bianchi & Figli Snc")
NUMBERS = ("12/2026", "14/2026", "FT 7")
FILE = Path(__file__).parents[2] / "data" / "replies" / "orders.txt"
TABLE = [
    tuple(line.split(" => "))
    for line in FILE.read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def written(order: Order) -> str:
    """Write an order as the table does."""
    named = {
        "customer": order.customer,
        "invoice": order.invoice,
        "outcome": order.outcome,
        "until": order.until.isoformat() if order.until else "",
        "amount": order.amount,
        "target": order.target,
    }
    if order.action == "not_understood":
        named = {}
    said = [f"{key}={value}" for key, value in named.items() if value]
    item = [] if order.item is None else [str(order.item)]
    return " ".join([*item, order.action, *said])


def read(line: str) -> str:
    found = orders(line, SENT, CUSTOMERS, NUMBERS)
    return "; ".join(map(written, found))


def settled(meaning: str) -> list[str]:
    """Give a meaning's words in one order."""
    return sorted(meaning.split())


WRONG = [
    (line, meant, got)
    for line, meant in TABLE
    if settled(got := read(line)) != settled(meant)
]


def test_nearly_all_commands_are_read_rightly() -> None:
    assert len(TABLE) >= 200
    assert len(WRONG) <= len(TABLE) * 0.02, WRONG


def test_no_command_is_taken_for_another() -> None:
    assert [each for each in WRONG if "not_understood" not in each[2]] == []
