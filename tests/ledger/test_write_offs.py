"""Write-offs: given up by a person, with a reason, and asked for again."""

from __future__ import annotations

import pytest

from agent.ledger import invoices, write_offs
from agent.ledger.book import Tx
from agent.model.money import Money
from tests.ledger.builders import NOW, a_customer, an_invoice, an_item, document


def test_a_write_off_says_how_much_why_and_by_whom(tx: Tx) -> None:
    item = an_item(tx, a_customer(tx).id, 700)
    made = write_offs.give_up(tx, item, "bankrupt")
    assert write_offs.standing(tx, item.invoice_id) == (
        write_offs.WriteOff(made, item.id, Money(700), "bankrupt", "Carla", NOW),
    )
    assert invoices.open_items(tx, [item.customer_id]) == ()


def test_what_is_left_is_given_up_not_what_was_paid(tx: Tx) -> None:
    item = an_item(tx, a_customer(tx).id, 700)
    invoices.change_open(tx, item.id, -500)
    write_offs.give_up(tx, invoices.items(tx, [item.id])[0], "bank charges")
    (found,) = write_offs.standing(tx, item.invoice_id)
    assert found.amount == Money(200)


def test_a_write_off_is_undone_once(tx: Tx) -> None:
    item = an_item(tx, a_customer(tx).id, 700)
    write_offs.give_up(tx, item, "bankrupt")
    (found,) = write_offs.standing(tx, item.invoice_id)
    assert write_offs.undo(tx, found) is True
    assert write_offs.undo(tx, found) is False
    assert write_offs.standing(tx, item.invoice_id) == ()
    assert invoices.items(tx, [item.id]) == (item,)


def test_write_offs_of_every_instalment_are_listed_in_order(tx: Tx) -> None:
    invoice_id = an_invoice(tx, a_customer(tx).id, document(100, 200))
    first, second = invoices.items_of(tx, invoice_id)
    made = [
        write_offs.give_up(tx, second, "small"),
        write_offs.give_up(tx, first, "small"),
    ]
    assert [each.id for each in write_offs.standing(tx, invoice_id)] == made


@pytest.mark.parametrize("cents", [0, -700])
def test_what_nobody_owes_is_not_given_up(tx: Tx, cents: int) -> None:
    item = an_item(tx, a_customer(tx).id, cents)
    with pytest.raises(AssertionError, match="nothing is owed"):
        write_offs.give_up(tx, item, "bankrupt")
