"""Invoices: recorded once, found by number and amount, open until paid."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.ledger import candidates, invoice_files, invoices, tables
from agent.ledger.book import Tx
from agent.model.invoice import Invoice
from agent.model.money import Money
from tests.ledger.builders import (
    DAY,
    TODAY,
    a_customer,
    an_invoice,
    an_item,
    document,
)


@pytest.fixture
def alfa(tx: Tx) -> str:
    return a_customer(tx, "Alfa srl").id


# -- recording --------------------------------------------------------------------


def test_a_document_recorded_twice_is_one(tx: Tx, alfa: str) -> None:
    told = document(10_000, number="12/2026")
    assert an_invoice(tx, alfa, told)
    assert an_invoice(tx, alfa, told) == ""
    assert len(invoices.items_of(tx, invoices.listed(tx)[0].id)) == 1


@pytest.mark.parametrize("number", ["12 / 2026", "12/2026 ", " 12/2026"])
def test_blanks_in_a_number_make_no_other_document(
    tx: Tx, alfa: str, number: str
) -> None:
    an_invoice(tx, alfa, document(10_000, number="12/2026"))
    assert an_invoice(tx, alfa, document(10_000, number=number)) == ""


def test_a_numbers_case_makes_no_other_document(tx: Tx, alfa: str) -> None:
    an_invoice(tx, alfa, document(10_000, number="12/a"))
    assert an_invoice(tx, alfa, document(10_000, number="12/A")) == ""


def test_another_customer_kind_or_day_is_another_document(tx: Tx, alfa: str) -> None:
    told = document(10_000, number="12/2026")
    an_invoice(tx, alfa, told)
    assert an_invoice(tx, a_customer(tx, "Beta").id, told)
    assert an_invoice(tx, alfa, replace(told, kind="credit_note"))
    assert an_invoice(tx, alfa, replace(told, issued_on=TODAY))


def test_instalments_come_back_as_the_document_says(tx: Tx, alfa: str) -> None:
    told = document(10_000, 20_050, number="12/2026", currency="CHF")
    invoice_id = an_invoice(tx, alfa, told)
    first, second = invoices.items_of(tx, invoice_id)
    assert (first.amount, second.amount) == (Money(10_000, "CHF"), Money(20_050, "CHF"))
    assert (first.open, second.open) == (first.amount, second.amount)
    assert (first.instalment_no, second.instalment_no) == (1, 2)
    assert (first.instalments, first.number) == (2, "12/2026")
    assert (first.invoice_id, first.customer_id) == (invoice_id, alfa)
    assert (first.issued_on, first.due_on) == (TODAY - 60 * DAY, TODAY - 30 * DAY)


def test_an_item_without_a_due_date_is_due_when_issued(tx: Tx, alfa: str) -> None:
    invoice_id = an_invoice(tx, alfa, document(10_000, due_on=None))
    assert invoices.items_of(tx, invoice_id)[0].due_on == TODAY - 60 * DAY
    invoices.set_due(tx, invoice_id, TODAY)
    invoices.set_due(tx, invoice_id, TODAY + DAY)
    assert invoices.items_of(tx, invoice_id)[0].due_on == TODAY


def test_a_file_is_kept_with_its_invoice_once(tx: Tx, alfa: str) -> None:
    one, other = an_invoice(tx, alfa), an_invoice(tx, alfa)
    invoice_files.attach(tx, one, "1" * 64, "b.pdf", "application/pdf")
    invoice_files.attach(tx, one, "1" * 64, "b.pdf", "application/pdf")
    invoice_files.attach(tx, one, "2" * 64, "a.pdf", "application/pdf")
    invoice_files.attach(tx, other, "3" * 64, "c.pdf", "application/pdf")
    assert [row["name"] for row in invoice_files.files(tx, [one])] == ["a.pdf", "b.pdf"]
    assert invoice_files.files(tx, []) == ()


# -- what is open ------------------------------------------------------------------


def test_open_items_come_oldest_due_date_first(tx: Tx, alfa: str) -> None:
    late = an_invoice(tx, alfa, document(1_000, number="2", due_on=TODAY))
    early = an_invoice(tx, alfa, document(1_000, number="9", due_on=TODAY - DAY))
    credit = an_invoice(
        tx, alfa, document(-500, number="1", kind="credit_note", due_on=TODAY)
    )
    found = invoices.open_items(tx, [alfa])
    assert [item.invoice_id for item in found] == [early, credit, late]


def test_what_is_paid_doubted_cancelled_or_anothers_is_not_open(
    tx: Tx, alfa: str
) -> None:
    paid = an_item(tx, alfa, 700)
    invoices.change_open(tx, paid.id, -700)
    an_invoice(tx, alfa, document(1_000, needs_review=True))
    invoices.cancel(tx, an_invoice(tx, alfa), "issued in error")
    beta = a_customer(tx, "Beta").id
    theirs = an_item(tx, beta)
    assert invoices.open_items(tx, [alfa]) == ()
    assert invoices.open_items(tx, [alfa, beta]) == (theirs,)
    assert invoices.customers_with_open_items(tx) == (beta,)


def test_items_collected_by_us_are_left_out_when_asked(tx: Tx, alfa: str) -> None:
    an_invoice(tx, alfa, document(1_000, method="MP12"))
    asked = an_invoice(tx, alfa, document(1_000, method="MP05"))
    found = invoices.open_items(tx, [alfa], ["MP12"])
    assert [item.invoice_id for item in found] == [asked]
    assert len(invoices.open_items(tx, [alfa])) == 2


def test_items_are_given_paid_or_not_but_none_of_a_cancelled_invoice(
    tx: Tx, alfa: str
) -> None:
    paid, gone = an_item(tx, alfa, 700), an_item(tx, alfa)
    invoices.change_open(tx, paid.id, -700)
    invoices.cancel(tx, gone.invoice_id, "issued in error")
    assert [item.id for item in invoices.items(tx, [paid.id, gone.id])] == [paid.id]
    assert invoices.items_of(tx, gone.invoice_id) == ()
    assert invoices.items(tx, []) == ()


def test_what_is_open_moves_by_cents(tx: Tx, alfa: str) -> None:
    item = an_item(tx, alfa, 700)
    invoices.change_open(tx, item.id, -301)
    invoices.change_open(tx, item.id, 1)
    assert invoices.items(tx, [item.id])[0].open == Money(400)


def test_an_item_that_is_not_there_cannot_be_paid(tx: Tx) -> None:
    with pytest.raises(AssertionError, match="no instalment"):
        invoices.change_open(tx, "x", -1)


def test_numbers_with_something_open_are_known_by_their_spelling(
    tx: Tx, alfa: str
) -> None:
    an_invoice(tx, alfa, document(1_000, 2_000, number="FT 12/a"))
    an_invoice(tx, alfa, document(1_000, number="13", needs_review=True))
    invoices.cancel(
        tx, an_invoice(tx, alfa, document(1_000, number="14")), "issued in error"
    )
    paid = an_item(tx, alfa, 700)
    invoices.change_open(tx, paid.id, -700)
    assert invoices.open_numbers(tx) == {"FT 12/a", "13"}


# -- candidates by index --------------------------------------------------------------


def test_items_are_found_by_a_key_of_their_number(tx: Tx, alfa: str) -> None:
    one = an_invoice(tx, alfa, document(1_000, 2_000, number="12"))
    other = an_invoice(tx, alfa, document(1_000, number="13"))
    an_invoice(tx, alfa, document(1_000, number="14"))
    found = candidates.by_keys(tx, ["12", "~13", "99", "12"])
    assert {item.invoice_id for item in found} == {one, other}
    assert len(found) == 3
    assert candidates.by_keys(tx, []) == ()
    assert candidates.by_keys(tx, ["99"]) == ()


def test_a_key_that_too_many_share_is_no_evidence(tx: Tx, alfa: str) -> None:
    many = [an_invoice(tx, alfa, _keyed("A", number)) for number in range(3)]
    rare = an_invoice(tx, alfa, _keyed("B", 9))
    tx.insert_all(
        tables.invoice_keys, [{"key": "~1", "invoice": each} for each in many]
    )
    tx.insert(tables.invoice_keys, key="~1b", invoice=rare)
    found = candidates.by_keys(tx, ["~1", "~1b"], cap=2)
    assert [item.invoice_id for item in found] == [rare]
    assert len(candidates.by_keys(tx, ["~1", "~1b"], cap=3)) == 4


def _keyed(series: str, number: int) -> Invoice:
    return document(1_000, number=f"{series}{number}")


def test_items_are_found_by_what_is_open(tx: Tx, alfa: str) -> None:
    item = an_item(tx, alfa, 700)
    an_item(tx, alfa, 800)
    invoices.change_open(tx, item.id, -100)
    found = candidates.by_amounts(tx, [600, 0])
    assert found == {Money(600): {item.id: alfa}}
    assert candidates.by_amounts(tx, [700]) == {}
    assert candidates.by_amounts(tx, []) == {}


def test_nothing_is_found_by_an_amount_of_nothing(tx: Tx, alfa: str) -> None:
    item = an_item(tx, alfa, 700)
    invoices.change_open(tx, item.id, -700)
    assert candidates.by_amounts(tx, [0]) == {}


def test_of_an_amount_that_too_many_share_a_few_are_given(tx: Tx, alfa: str) -> None:
    many = [an_item(tx, alfa, 700) for _ in range(8)]
    rare = an_item(tx, alfa, 800)
    found = candidates.by_amounts(tx, [700, 800], cap=7)
    assert found[Money(800)] == {rare.id: alfa}
    assert len(found[Money(700)]) == 5
    assert len(candidates.by_amounts(tx, [700], cap=8)[Money(700)]) == len(many)


# -- lists for people --------------------------------------------------------------------


def test_an_invoice_is_listed_with_what_is_open_of_all_its_instalments(
    tx: Tx, alfa: str
) -> None:
    told = document(1_000, 2_000, number="12/2026", needs_review=True)
    invoice_id = an_invoice(tx, alfa, told)
    (found,) = invoices.listed(tx)
    assert found == invoices.Entry(
        id=invoice_id,
        customer_id=alfa,
        number="12/2026",
        kind="invoice",
        issued_on=TODAY - 60 * DAY,
        total=Money(3_000),
        open=Money(3_000),
        due_on=TODAY - 30 * DAY,
        state="review",
        remarks="no due date",
        source="12.xml",
    )


def test_invoices_are_listed_newest_first(tx: Tx, alfa: str) -> None:
    old = an_invoice(tx, alfa, replace(document(), issued_on=TODAY - 90 * DAY))
    new = an_invoice(tx, alfa, replace(document(), issued_on=TODAY))
    assert [each.id for each in invoices.listed(tx)] == [new, old]


def test_only_what_waits_for_somebody_is_listed_unless_all_is_asked_for(
    tx: Tx, alfa: str
) -> None:
    paid = an_item(tx, alfa, 700)
    invoices.change_open(tx, paid.id, -700)
    gone = an_invoice(tx, alfa)
    invoices.cancel(tx, gone, "issued in error")
    doubtful = an_invoice(tx, alfa, document(needs_review=True))
    open_ = an_invoice(tx, alfa)
    assert {each.id for each in invoices.listed(tx)} == {doubtful, open_}
    assert len(invoices.listed(tx, only_open=False)) == 4
    assert invoices.listed(tx, customer=a_customer(tx, "Beta").id) == ()
    assert len(invoices.listed(tx, customer=alfa)) == 2


def test_no_open_invoice_is_lost_behind_many_paid_ones(tx: Tx, alfa: str) -> None:
    old = an_invoice(tx, alfa, replace(document(), issued_on=TODAY - 900 * DAY))
    tx.insert_all(
        tables.invoices,
        [
            {
                "id": f"{number:026}",
                "customer": alfa,
                "number": str(number),
                "number_key": str(number),
                "kind": "invoice",
                "issued_on": TODAY,
                "total_cents": 1,
            }
            for number in range(10_500)
        ],
    )
    assert [each.id for each in invoices.listed(tx)] == [old]


def test_an_invoice_is_found_by_its_number_its_id_or_a_key(tx: Tx, alfa: str) -> None:
    one = an_invoice(tx, alfa, document(number="12/2026"))
    an_invoice(tx, alfa, document(number="13/2026"))
    assert [each.id for each in invoices.find(tx, ["?"], " 12/2026 ")] == [one]
    assert [each.id for each in invoices.find(tx, ["?"], one)] == [one]
    assert [each.id for each in invoices.find(tx, ["~12/2026"], "dodici")] == [one]
    assert invoices.find(tx, [], "dodici") == ()


def test_a_number_as_written_decides_before_a_key(tx: Tx, alfa: str) -> None:
    one = an_invoice(tx, alfa, document(number="12"))
    other = an_invoice(tx, alfa, document(number="12/2026"))
    tx.insert(tables.invoice_keys, key="12", invoice=other)
    assert [each.id for each in invoices.find(tx, ["12"], "12")] == [one]


def test_a_state_is_set_and_its_remark_kept(tx: Tx, alfa: str) -> None:
    invoice_id = an_invoice(tx, alfa, document(needs_review=True))
    invoices.confirm(tx, invoice_id)
    (found,) = invoices.listed(tx)
    assert (found.state, found.remarks) == ("open", "no due date")


def test_an_invoice_may_have_a_procedure_of_its_own(tx: Tx, alfa: str) -> None:
    one = an_invoice(tx, alfa)
    an_invoice(tx, alfa)
    invoices.set_procedure(tx, one, "gentle")
    assert invoices.own_procedures(tx, [alfa]) == {one: "gentle"}
    invoices.set_procedure(tx, one, "")
    assert invoices.own_procedures(tx, [alfa]) == {}


def test_an_invoice_without_instalments_has_nothing_open(tx: Tx, alfa: str) -> None:
    invoice_id = an_invoice(tx, alfa)
    tx.delete(tables.instalments)
    (found,) = invoices.listed(tx, only_open=False)
    assert (found.id, found.open, found.due_on) == (invoice_id, Money(0), None)
