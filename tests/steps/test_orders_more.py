"""Orders that send a copy, contest a part, and are undone by one tap."""

from __future__ import annotations

from datetime import date

import pytest

from agent.ledger import blobs, invoice_files, invoices, outbox
from agent.model.money import Money
from agent.steps import rounds
from agent.steps.calling import demand
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from tests.steps import given, owner

DUE = date(2026, 9, 1)


@pytest.fixture
def desk() -> Desk:
    return owner.open_office()


def with_letter(desk: Desk, *, copy: bool) -> tuple[bytes, int]:
    """Let a letter wait for approval; give the summary and the letter's number there."""
    given.invoice(desk, "1/2026", DUE)
    with transaction(desk) as tx:
        (entry,) = invoices.listed(tx)
        digest = blobs.keep(tx, b"%PDF-1.4", "invoice")
        if copy:
            invoice_files.attach(tx, entry.id, digest, "f.pdf", "application/pdf")
    rounds.run_round(desk)
    told = owner.summary(desk)
    return told, owner.number_of(told, "Primo sollecito")


def kinds(desk: Desk, *states: str) -> list[tuple[str, str]]:
    with picture(desk) as tx:
        found = outbox.in_state(tx, *states)
    return [(one.kind, one.recipient) for one in found if one.customer_id]


def test_a_copy_that_is_ordered_leaves_to_the_customers_address(desk: Desk) -> None:
    told, no = with_letter(desk, copy=True)

    said = owner.answer(desk, told, f"{no} manda la copia")

    assert "La copia a Alfa Srl parte tra 10 minuti" in said
    assert kinds(desk, "approved") == [("copy_sent", "anna@client.test")]
    given.send_all(desk)
    assert b"f.pdf" in given.channel(desk).taken[-1][1]


def test_a_copy_that_is_not_there_is_said_to_be_missing(desk: Desk) -> None:
    told, no = with_letter(desk, copy=False)

    said = owner.answer(desk, told, f"{no} manda la copia")

    assert "non parte: qui il file della fattura non c’è" in said
    assert kinds(desk, "approved") == []


def test_one_tap_on_the_answer_takes_the_copy_back(desk: Desk) -> None:
    told, no = with_letter(desk, copy=True)
    owner.answer(desk, told, f"{no} manda la copia")

    buttons = owner.offers(owner.mails(desk)[-1])
    said = owner.sends(desk, buttons["annulla 1"])

    assert "Annullato" in said
    assert kinds(desk, "approved") == []


def test_a_part_that_is_contested_by_mail_leaves_the_rest_asked_for(desk: Desk) -> None:
    told, _ = with_letter(desk, copy=False)

    said = owner.answer(desk, told, "1/2026 contesta 30 euro")

    assert "30,00\u00a0€ in sospeso" in said or "30,00 € in sospeso" in said
    customer = given.the_customer(desk)
    with picture(desk) as tx:
        assert demand(desk, tx, customer.id).totals == (Money(7_000),)


def test_a_stop_over_christmas_is_answered_with_its_last_day() -> None:
    desk = owner.open_office()
    given.pass_time(desk, days=85)  # the first of December
    told = owner.summary(desk)

    said = owner.answer(desk, told, "ferma tutto per le feste di Natale")

    assert "fino al 6 gennaio 2027 compreso" in " ".join(said.split())
