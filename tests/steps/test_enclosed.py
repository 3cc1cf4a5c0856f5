"""The first letter about an invoice that did not arrive says so, with a copy."""

from __future__ import annotations

import email
from datetime import date
from email.policy import SMTP

import pytest

from agent.ledger import outbox
from agent.steps import intake, rounds
from agent.steps.act.editing import edit
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.look.preview import preview
from tests.desks import open_desk, with_mode
from tests.invoices import made
from tests.steps import given

NAME = "IT99999999990_a1.xml"
LOST, REACHED = "RicevutaImpossibilitaRecapito", "RicevutaConsegna"
SAID = "Il Sistema di Interscambio non è riuscito a consegnarle la fattura 12/2026"
XML = (
    made.fatturapa()
    .replace(b"2026-03-01", b"2026-08-05")
    .replace(b"2026-03-31", b"2026-09-04")
)


@pytest.fixture
def desk() -> Desk:
    return given.live(open_desk())


def take(desk: Desk, data: bytes, name: str) -> None:
    assert intake.take_file(desk, name, data).problems == []


def owed(desk: Desk, *, signed: bool = False) -> None:
    """Take in an e-invoice whose customer can be written to."""
    take(desk, made.signed(XML) if signed else XML, NAME + ".p7m" * signed)
    edit(desk, "carla", "Officina Esempio", {}, add_email="anna@officina.test")


def hears(desk: Desk, root: str) -> None:
    """Let the exchange system tell what became of the file."""
    take(desk, made.receipt(root, "", NAME), f"{root}.xml")


def words(raw: bytes) -> str:
    body = email.message_from_bytes(raw, policy=SMTP).get_body(("plain",))
    assert body is not None
    return " ".join(body.get_content().split())


def files(raw: bytes) -> list[tuple[str | None, bytes]]:
    parts = email.message_from_bytes(raw, policy=SMTP).iter_attachments()
    return [(part.get_filename(), part.get_content()) for part in parts]


def letters(desk: Desk) -> list[bytes]:
    return [raw for _, raw in given.channel(desk).taken]


def written(desk: Desk) -> list[bytes]:
    """Let what is due leave; give all letters so far."""
    rounds.run_round(desk)
    given.send_all(desk)
    return letters(desk)


@pytest.mark.parametrize("signed", [False, True])
def test_it_says_so_and_brings_the_invoice_as_it_was_sent(
    desk: Desk, *, signed: bool
) -> None:
    owed(desk, signed=signed)
    hears(desk, LOST)
    (raw,) = written(desk)
    assert f"{SAID}: gliene alleghiamo una copia." in words(raw)
    assert files(raw) == [(NAME, XML)]


def test_a_copy_to_look_at_goes_rather_than_the_data(desk: Desk) -> None:
    owed(desk)
    take(desk, b"%PDF-1.4 copia", "12-2026.pdf")
    hears(desk, LOST)
    (raw,) = written(desk)
    assert [name for name, _ in files(raw)] == ["12-2026.pdf"]


def test_without_any_copy_it_says_where_the_invoice_is(desk: Desk) -> None:
    given.invoice(desk, NAME.removesuffix(".xml"), date(2026, 9, 4))
    hears(desk, LOST)
    (raw,) = written(desk)
    assert "nella sua area riservata sul sito dell’Agenzia delle Entrate" in words(raw)
    assert files(raw) == []


def test_only_the_first_letter_says_so(desk: Desk) -> None:
    owed(desk)
    hears(desk, LOST)
    written(desk)
    given.sign_of_life(desk, "Officina Esempio")
    given.pass_time(desk, days=10)
    first, second = written(desk)
    assert SAID in words(first)
    assert "Interscambio" not in words(second)


@pytest.mark.parametrize("root", ["", REACHED])
def test_of_one_that_arrived_nothing_is_said(desk: Desk, root: str) -> None:
    owed(desk)
    hears(desk, root or "MetadatiInvioFile")
    (raw,) = written(desk)
    assert "Interscambio" not in words(raw)
    assert files(raw) == []


def test_what_is_heard_before_a_letter_leaves_changes_it_once(desk: Desk) -> None:
    owed(desk)
    rounds.run_round(desk)
    hears(desk, LOST)
    rounds.run_round(desk)
    hears(desk, REACHED)
    (raw,) = written(desk)
    assert "Interscambio" not in words(raw)
    with picture(desk) as tx:
        states = [outbox.of_letter(tx, no)[0].state for no in (1, 2, 3)]
    assert states == ["withdrawn", "withdrawn", "sent"]


def test_a_forged_notice_cannot_keep_letters_from_leaving(desk: Desk) -> None:
    owed(desk)
    hears(desk, LOST)
    rounds.run_round(desk)
    hears(desk, "AttestazioneTrasmissioneFattura")
    given.send_all(desk)
    assert len(letters(desk)) == 1


def test_the_preview_shows_the_words_that_would_leave(desk: Desk) -> None:
    quiet = with_mode(desk, "off")
    owed(quiet)
    hears(quiet, LOST)
    shown = [
        plan.letter.text
        for plan in preview(quiet, date(2026, 9, 20))
        if plan.letter is not None
    ]
    assert [SAID in " ".join(text.split()) for text in shown] == [True, False]
