"""Letters by certified mail: what their receipts and answers bring about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from agent.ledger import blobs, messages, signs
from agent.steps import rounds
from agent.steps.day_news import unconfirmed
from agent.steps.day_to_do import Names
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.look.call_sheets import call_sheets
from agent.steps.look.why import why
from tests import gestore
from tests.steps import given
from tests.steps.certified import (
    HIS,
    OURS,
    box_of,
    comes,
    open_certified,
    read_as,
    sent,
    the_letter,
)


@pytest.fixture
def desk() -> Desk:
    return open_certified()


# -- what its receipts say -------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "error", "state", "word"),
    [
        ("accettazione", "nessuno", "sent", "pec_accepted"),
        ("avvenuta-consegna", "nessuno", "delivered", "pec_delivered"),
        ("preavviso-errore-consegna", "altro", "delayed", "delay"),
        ("errore-consegna", "no-dest", "bounced", "pec_failed"),
        ("non-accettazione", "altro", "bounced", "pec_failed"),
        ("rilevazione-virus", "virus", "bounced", "pec_failed"),
        ("presa-in-carico", "nessuno", "sent", "pec_other"),
    ],
)
def test_each_receipt_is_tied_and_has_its_effect(
    desk: Desk, kind: str, error: str, state: str, word: str
) -> None:
    raw = sent(desk)
    comes(desk, gestore.receipt(kind, raw, error=error))
    assert read_as(desk) == [word]
    assert the_letter(desk).state == state


def test_delivered_counts_as_a_sign_of_life(desk: Desk) -> None:
    raw = sent(desk)
    comes(desk, gestore.receipt("accettazione", raw))
    customer_id = the_letter(desk).customer_id
    with picture(desk) as tx:
        assert signs.latest(tx, customer_id) is None
    comes(desk, gestore.receipt("avvenuta-consegna", raw))
    with picture(desk) as tx:
        assert signs.latest(tx, customer_id) is not None
    given.pass_time(desk, days=6)
    rounds.run_round(desk)
    assert "letter.unconfirmed" not in given.happened(desk)


def test_a_failure_after_acceptance_is_a_call_and_the_address_is_dead(
    desk: Desk,
) -> None:
    raw = sent(desk)
    comes(desk, gestore.receipt("accettazione", raw))
    comes(desk, gestore.receipt("errore-consegna", raw, error="no-dest"))
    (sheet,) = call_sheets(desk)
    assert "the address does not exist" in sheet.because
    assert sheet.customer.certified == ""
    assert sheet.customer.write_to == "anna@client.test"


def test_a_failure_that_names_no_fault_of_the_address_leaves_it_alive(
    desk: Desk,
) -> None:
    comes(desk, gestore.receipt("errore-consegna", sent(desk), error="altro"))
    assert len(call_sheets(desk)) == 1
    assert given.the_customer(desk).certified == HIS


def failed(raw: bytes, **other: str) -> bytes:
    return gestore.receipt("errore-consegna", raw, **other)


def about_two(raw: bytes) -> bytes:
    named = f"X-Riferimento-Message-ID: {given.message_id(raw)}".encode()
    return failed(raw).replace(named, b"X-Riferimento-Message-ID: <x@firm.test>")


def about_another(raw: bytes) -> bytes:
    """Name another mail, and ours only where returned text may stand."""
    told = failed(raw, about="<x@firm.test>")
    return told.replace(b"il messaggio", given.message_id(raw).encode())


@pytest.mark.parametrize(
    ("forge", "box"),
    [
        pytest.param(failed, 0, id="in the ordinary mailbox"),
        pytest.param(about_another, 1, id="about another mail"),
        pytest.param(about_two, 1, id="with two names"),
        pytest.param(
            lambda raw: failed(raw, recipient=OURS), 1, id="about another recipient"
        ),
        pytest.param(
            lambda raw: gestore.carried(failed(raw), kind="errore"),
            1,
            id="ordinary mail in an envelope",
        ),
        pytest.param(
            lambda raw: given.bounce_of(raw, HIS), 0, id="an ordinary bounce outside"
        ),
    ],
)
def test_a_forged_receipt_changes_nothing(
    desk: Desk, forge: Callable[[bytes], bytes], box: int
) -> None:
    comes(desk, forge(sent(desk)), box_of(desk, box))
    assert the_letter(desk).state == "sent"
    assert call_sheets(desk) == ()
    assert read_as(desk) == []


def test_its_bytes_are_kept_whole_as_long_as_the_case_is_open(desk: Desk) -> None:
    raw = gestore.receipt("avvenuta-consegna", sent(desk))
    comes(desk, raw)
    letter = the_letter(desk)
    with transaction(desk) as tx:
        (stored,) = messages.receipts(tx, letter)
        messages.expire(tx, desk.clock.today() + timedelta(days=4100))
        assert blobs.get(tx, stored.sha256) == raw.replace(b"\r\n", b"\n")
    given.money(desk, 10_000, "saldo 1/2026", "Alfa Srl")
    rounds.run_round(desk)
    with transaction(desk) as tx:
        messages.expire(tx, desk.clock.today() + timedelta(days=4100))
        assert blobs.get(tx, stored.sha256) == b""


def test_why_names_its_receipts(desk: Desk) -> None:
    raw = sent(desk)
    comes(desk, gestore.receipt("accettazione", raw))
    comes(desk, gestore.receipt("avvenuta-consegna", raw))
    said = why(desk, "1/2026").paragraph
    assert f"certified mail to {HIS}" in said
    assert "accepted on 2026-09-07, delivered on 2026-09-07" in said


def test_a_day_without_a_delivery_receipt_is_shown_once(desk: Desk) -> None:
    raw = sent(desk)
    comes(desk, gestore.receipt("accettazione", raw))
    given.pass_time(desk, hours=23)
    rounds.run_round(desk)
    assert "letter.unreceipted" not in given.happened(desk)
    given.pass_time(desk, hours=2)
    rounds.run_round(desk)
    rounds.run_round(desk)
    assert given.happened(desk).count("letter.unreceipted") == 1
    with picture(desk) as tx:
        began = desk.clock.now() - timedelta(days=2)
        (line,) = unconfirmed(desk, tx, Names(tx), began)
    assert line.said == "letter.unreceipted"
    said = why(desk, "1/2026").paragraph
    assert "no delivery receipt in 24 hours" in said


# -- answers ---------------------------------------------------------------------------


def test_an_answer_by_certified_mail_is_his(desk: Desk) -> None:
    sent(desk)
    answer = given.mail(HIS, "Sollecito", "Paghiamo entro venerdì.", to=OURS)
    comes(desk, gestore.carried(answer))
    assert [reason for reason, _ in given.standing_holds(desk)] == ["promise"]


def test_an_answer_from_his_certified_address_revives_it(desk: Desk) -> None:
    comes(desk, gestore.receipt("errore-consegna", sent(desk), error="no-dest"))
    assert given.the_customer(desk).certified == ""
    answer = given.mail(HIS, "Sollecito", "Buongiorno, chi parla?", to=OURS)
    comes(desk, gestore.carried(answer))
    assert given.the_customer(desk).certified == HIS
