"""What a person decides about an invoice can be taken back."""

from __future__ import annotations

from datetime import date

import pytest

from agent.errors import Refused
from agent.model.invoice import Instalment, Invoice, Party
from agent.model.money import Money
from agent.steps import import_invoices, rounds
from agent.steps.act import invoicing
from agent.steps.desk import Desk
from agent.steps.each import transaction
from agent.steps.look.lists import invoice_rows
from agent.steps.look.why import why
from tests.steps import given

DUE = date(2026, 9, 1)
DOUBTFUL = Invoice(
    number="5/2026",
    issued_on=date(2026, 8, 1),
    kind="invoice",
    total=Money(10_000),
    instalments=(Instalment(DUE, Money(10_000)),),
    buyer=Party(name="Alfa Srl", email="anna@client.test"),
    needs_review=True,
    remarks=("the sums differ",),
)


def test_an_invoice_may_be_chased_by_a_procedure_of_its_own(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    invoicing.set_procedure(desk, "carla", "1/2026", "gentle")
    assert "the letter 'note on the due date', today" in why(desk, "1/2026").paragraph
    invoicing.set_procedure(desk, "carla", "1/2026", "")
    assert "'first reminder', today" in why(desk, "1/2026").paragraph
    assert given.happened(desk)[-2:] == ["invoice.changed"] * 2
    with pytest.raises(Refused, match="no procedure 'harsh'; there are gentle"):
        invoicing.set_procedure(desk, "carla", "1/2026", "harsh")


def test_a_letter_not_yet_gone_is_written_anew_by_the_new_procedure(
    desk: Desk,
) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    invoicing.set_procedure(desk, "carla", "1/2026", "gentle")
    rounds.run_round(desk)
    given.send_all(desk)
    written = [
        (each.data["no"], each.data["stage"])
        for each in given.history(desk)
        if each.what == "letter.proposed"
    ]
    assert written == [(1, "first"), (2, "due")]
    assert given.recipients(desk) == ["anna@client.test"]


def test_a_cancelled_invoice_may_be_restored_with_its_money(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    invoicing.cancel(desk, "carla", "1/2026", "issued in error")
    with pytest.raises(Refused, match="cancelled already"):
        invoicing.cancel(desk, "carla", "1/2026", "again")
    given.money(desk, 10_000, "fattura 1/2026", "Alfa Srl")
    rounds.run_round(desk)
    invoicing.restore(desk, "carla", "1/2026")
    (row,) = invoice_rows(desk, everything=True)
    assert (row.state, row.open.cents) == ("open", 0)
    with pytest.raises(Refused, match="not cancelled"):
        invoicing.restore(desk, "carla", "1/2026")


def test_a_doubt_outlasts_cancelling_and_restoring(desk: Desk) -> None:
    with transaction(desk) as tx:
        import_invoices.record(desk, tx, DOUBTFUL, "5.xml", "")
    invoicing.cancel(desk, "carla", "5/2026", "issued in error")
    assert invoicing.restore(desk, "carla", "5/2026").state == "review"
    rounds.run_round(desk)
    given.send_all(desk)
    assert given.recipients(desk) == []
    (row,) = invoice_rows(desk, everything=True)
    assert (row.state, row.remarks) == ("review", "the sums differ")
