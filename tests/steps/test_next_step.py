from __future__ import annotations

from datetime import timedelta

import pytest

from agent.ledger import outbox
from agent.model.day import Line
from agent.steps.act import cases
from agent.steps.day import gather
from agent.steps.desk import Desk
from agent.steps.each import picture
from tests.desks import MONDAY
from tests.steps import given

DUE = MONDAY.date() - timedelta(days=5)


def told(desk: Desk) -> Line:
    """Give the summary's line on the one mail that came."""
    with picture(desk) as tx:
        (line,) = gather(desk, tx, tx.now - timedelta(days=1)).replies
    return line


def answers(desk: Desk, text: str) -> None:
    raw = given.one_letter(desk)
    subject = "Re: Fattura 1/2026"
    given.arrives(desk, given.mail("anna@client.test", subject, text, answers=raw))


@pytest.mark.parametrize(
    ("text", "command", "said"),
    [
        (
            "La fattura 1/2026 è sbagliata, la contestiamo.",
            "sollecito dispute 1/2026 --reason WHY",
            "reply.dispute",
        ),
        (
            "Possiamo pagare in tre rate?",
            "sollecito plan 1 --parts 3 --first 2026-09-21",
            "reply.instalments",
        ),
        (
            "Vorremmo pagare in cinque rate.",
            "sollecito plan 1 --parts 5 --first 2026-09-21",
            "reply.instalments",
        ),
        (
            "Possiamo pagare a rate, 20 euro al mese?",
            "sollecito plan 1 --parts 5 --first 2026-09-21",
            "reply.instalments",
        ),
        (
            "Non me ne occupo io: scrivete a conti@client.test, grazie.",
            "sollecito customers edit 1 --email conti@client.test",
            "reply.contact",
        ),
        ("Buongiorno, cosa comprende?", "sollecito release 1", "reply.taken"),
    ],
)
def test_the_summary_proposes_what_to_type_once_a_mail_is_read(
    desk: Desk, text: str, command: str, said: str
) -> None:
    answers(desk, text)

    line = told(desk)
    assert (line.command, line.said) == (command, said)


def test_no_address_is_proposed_where_an_account_is_changed(desk: Desk) -> None:
    answers(
        desk,
        "Abbiamo un nuovo IBAN IT61X0542811101000000123457: scrivete a x@other.test.",
    )

    assert told(desk).command == "sollecito release 1"


def test_an_objection_to_one_of_several_invoices_names_none(desk: Desk) -> None:
    given.invoice(desk, "2/2026", DUE)
    answers(desk, "Contestiamo la vostra richiesta, è sbagliata.")

    assert "sollecito dispute" not in told(desk).command


def test_an_objection_recorded_by_a_person_is_answered_once(desk: Desk) -> None:
    answers(desk, "La fattura 1/2026 è sbagliata, la contestiamo.")
    with picture(desk) as tx:
        (letter,) = outbox.in_state(tx, "proposed")

    assert cases.dispute(desk, "carla", "1/2026", "lo dice", "") == letter.letter_no
    with picture(desk) as tx:
        assert [one.id for one in outbox.in_state(tx, "proposed")] == [letter.id]
