"""What a stage says of its letter: copies, a receipt, a senior person, a person's word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest

from agent.ledger import blobs, calls, invoice_files, invoices, outbox
from agent.model.procedure import Manner
from agent.steps import rounds
from agent.steps.act.editing import edit
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.look.preview import preview
from agent.steps.look.why import why
from tests.desks import open_desk, with_mode
from tests.steps import given


def desk_with(**said: Any) -> Desk:
    """Give a desk where every letter's stage says so."""
    desk = given.live(with_mode(open_desk(), "auto"))
    own = desk.rules.procedures["standard"]
    stages = tuple(replace(stage, **said) for stage in own.stages)
    rules = replace(desk.rules, procedures={"standard": replace(own, stages=stages)})
    return replace(desk, rules=rules)


def mail(desk: Desk) -> EmailMessage:
    found = message_from_bytes(given.one_letter(desk), policy=SMTP)
    assert isinstance(found, EmailMessage)
    return found


def with_senior(desk: Desk) -> Desk:
    given.invoice(desk, "1/2026", date(2026, 9, 1))
    edit(desk, "carla", "Alfa", {"senior": "head@client.test"})
    return desk


def test_a_stage_may_ask_for_a_read_receipt() -> None:
    desk = desk_with(manner=Manner(asks_read=True))

    assert mail(desk)["Disposition-Notification-To"] == desk.sender.email


def test_a_senior_person_gets_a_copy_for_all_to_see() -> None:
    desk = with_senior(desk_with(manner=Manner(copy_to=("senior",))))

    assert mail(desk)["Cc"] == "head@client.test"
    assert given.channel(desk).taken[0][0].copy_to == ("head@client.test",)


def test_the_firms_own_senior_person_may_get_a_copy_too() -> None:
    both = Manner(copy_to=("senior", "boss@firm.test"))
    desk = with_senior(desk_with(manner=both))

    assert mail(desk)["Cc"] == "head@client.test, boss@firm.test"


def test_a_private_person_is_not_asked_for_a_receipt() -> None:
    desk = with_senior(desk_with(manner=Manner(asks_read=True)))
    edit(desk, "carla", "Alfa", {"is_consumer": True})

    assert mail(desk)["Disposition-Notification-To"] is None


@pytest.mark.parametrize("encloses", [True, False])
def test_a_stage_says_whether_copies_go_along(*, encloses: bool) -> None:
    desk = desk_with(manner=Manner(encloses=encloses))
    given.invoice(desk, "1/2026", date(2026, 9, 1))
    with transaction(desk) as tx:
        digest = blobs.keep(tx, b"%PDF-1.4", "invoice_copy")
        (entry,) = invoices.listed(tx)
        invoice_files.attach(tx, entry.id, digest, "fattura.pdf", "application/pdf")

    files = list(mail(desk).iter_attachments())

    assert bool(files) is encloses


def test_a_copy_that_came_back_is_told_and_costs_the_letter_nothing() -> None:
    desk = with_senior(desk_with(manner=Manner(copy_to=("senior",))))
    raw = given.one_letter(desk)

    given.arrives(desk, given.bounce_of(raw, "head@client.test"))

    assert "letter.copy_returned" in given.happened(desk)
    with picture(desk) as tx:
        assert not calls.listed(tx)
        assert outbox.in_state(tx, "sent")


@pytest.mark.parametrize(
    "words",
    [
        "Sono assente, torno in ufficio il 14 settembre 2026.",
        "Carlo Capo non lavora più in azienda.",
    ],
)
def test_a_senior_persons_robot_neither_parks_nor_asks_for_a_call(words: str) -> None:
    desk = with_senior(desk_with(manner=Manner(copy_to=("senior",))))
    raw = given.one_letter(desk)

    given.arrives(
        desk,
        given.mail(
            "head@client.test",
            "Risposta automatica: Fattura",
            words,
            answers=raw,
            Auto_Submitted="auto-replied",
        ),
    )

    assert "message.robot" in given.happened(desk)
    assert given.standing_holds(desk) == []
    with picture(desk) as tx:
        assert not calls.listed(tx)


def test_preview_and_why_say_how_a_letter_will_go() -> None:
    said = {"manner": Manner(asks_read=True, copy_to=("senior",)), "is_formal": True}
    desk = with_senior(desk_with(**said))

    (plan, *_) = preview(desk, desk.clock.today())

    assert plan.manner == (
        "asks for a read receipt",
        "copy to head@client.test",
        "leaves only once you approve it",
    )
    assert ", asks for a read receipt, copy to head@client.test" in (
        why(desk, "1/2026").paragraph
    )


def test_nobody_is_copied_where_no_senior_person_is_known() -> None:
    assert mail(desk_with(manner=Manner(copy_to=("senior",))))["Cc"] is None


def test_a_private_persons_debt_is_told_to_nobody_else() -> None:
    desk = with_senior(desk_with(manner=Manner(copy_to=("senior",))))
    edit(desk, "carla", "Alfa", {"is_consumer": True})

    assert mail(desk)["Cc"] is None


def test_whom_the_letter_is_written_to_gets_no_copy_and_his_bounce_counts() -> None:
    desk = desk_with(manner=Manner(copy_to=("senior",)))
    given.invoice(desk, "1/2026", date(2026, 9, 1))
    edit(desk, "carla", "Alfa", {"senior": "Anna@Client.test"})
    raw = given.one_letter(desk)

    given.arrives(desk, given.bounce_of(raw))

    assert message_from_bytes(raw)["Cc"] is None
    assert "letter.bounced" in given.happened(desk)


@pytest.mark.parametrize("is_formal", [True, False])
def test_a_formal_letter_waits_for_a_person_though_sending_is_automatic(
    *, is_formal: bool
) -> None:
    desk = desk_with(is_formal=is_formal)
    given.invoice(desk, "1/2026", date(2026, 9, 1))

    rounds.run_round(desk)

    with picture(desk) as tx:
        waiting = outbox.in_state(tx, "proposed")
    assert bool(waiting) is is_formal
