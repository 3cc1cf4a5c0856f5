"""Typos: one letter wrong is mended, where the line says nothing else."""

from datetime import date

import pytest

from agent.replies.orders.order import orders
from agent.replies.orders.typos import mended

SENT = date(2026, 5, 12)


@pytest.mark.parametrize(
    ("line", "action"),
    [
        ("apprve 2", "approve"),
        ("2 apsetta 10 giorni", "wait"),
        ("wiat 2 a week", "wait"),
        ("2 pusa", "pause"),
        ("2 apprve soon", "not_understood"),
        ("2 apsetta che paghi", "not_understood"),
    ],
)
def test_a_mistyped_verb_orders_where_nothing_else_is_said(
    line: str, action: str
) -> None:
    (order,) = orders(line, SENT)

    assert (order.item, order.action) == (2, action)


@pytest.mark.parametrize("line", ["2 manca", "2 want 10 days", "2 told", "2 ship it"])
def test_another_word_is_no_mistyped_one(line: str) -> None:
    assert mended(line) == line
