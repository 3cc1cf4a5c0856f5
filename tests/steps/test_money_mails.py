"""Mails nobody fetches that speak of money: whose they are is asked once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from agent.steps import rounds
from agent.steps.act.trusting import trust
from agent.steps.day import gather
from agent.steps.desk import Desk
from agent.steps.doctor import doctor
from agent.steps.each import picture
from tests.steps import given


@pytest.fixture
def checked(desk: Desk) -> Desk:
    """A desk whose server says what it found of a sender."""
    trusted = {"office": frozenset({"mx.firm.test"})}
    known = frozenset({"knownbank.test"})
    return replace(
        desk, intake=replace(desk.intake, trusted=trusted, notice_domains=known)
    )


def mail(
    subject: str = "Bonifico ricevuto",
    sender: str = "avvisi@bank.example",
    dmarc: str = "pass",
    more: str = "",
    number: int = 1,
) -> bytes:
    domain = sender.rpartition("@")[2]
    return (
        f"Authentication-Results: mx.firm.test; dmarc={dmarc} header.from={domain}\n"
        f"From: {sender}\nTo: office@firm.test\nSubject: {subject}\n{more}"
        f"Message-ID: <{number}@{domain}>\nDate: Mon, 7 Sep 2026 08:00:00 +0200\n\n"
        "Le abbiamo accreditato 100,00 EUR.\n"
    ).encode()


def asked(desk: Desk, *, days: int = 1) -> list[str]:
    with picture(desk) as tx:
        day = gather(desk, tx, tx.now - timedelta(days=days))
    return [one.title for one in day.do_today if one.said == "sender.of_money"]


def warned(desk: Desk) -> list[str]:
    return [one.cure for one in doctor(desk) if "speak of money" in one.meaning]


@pytest.mark.parametrize(
    "subject",
    [
        "Bonifico ricevuto",
        "Notifica di accredito",
        "Hai ricevuto un pagamento di 100 EUR",
        "Payment received",
        "You've received a payment",
        "Zahlungseingang auf Ihrem Konto",
        "Virement recu",
        "Transferencia recibida",
    ],
)
def test_whose_mails_speak_of_money_is_asked(checked: Desk, subject: str) -> None:
    given.arrives(checked, mail(subject))

    assert asked(checked) == ["bank.example"]
    assert warned(checked) == [
        "`sollecito bank trust bank.example` if it is your bank or payment service"
    ]


def test_it_is_asked_once_a_domain(checked: Desk) -> None:
    given.arrives(checked, mail())
    given.pass_time(checked, days=2)
    given.arrives(checked, mail(number=2))

    assert asked(checked) == []
    assert len(warned(checked)) == 1


def test_once_trusted_nothing_is_asked(checked: Desk) -> None:
    given.arrives(checked, mail())

    trust(checked, "carla", "bank.example")

    assert (asked(checked), warned(checked)) == ([], [])


@pytest.mark.parametrize(
    "raw",
    [
        mail(dmarc="fail"),
        mail(dmarc="none"),
        mail(sender="someone@gmail.com"),
        mail("La sua newsletter di settembre"),
        mail(more="In-Reply-To: <1@x.test>\n"),
        mail(
            sender="avvisi@knownbank.example.test", more="Reply-To: a@b.test\n"
        ).replace(b"mx.firm.test;", b"mx.other.test;"),
    ],
    ids=[
        "forged",
        "unproven",
        "anybody's",
        "other words",
        "an answer",
        "another server",
    ],
)
def test_what_proves_nothing_is_not_asked_about(checked: Desk, raw: bytes) -> None:
    given.arrives(checked, raw)

    assert (asked(checked), warned(checked)) == ([], [])


def test_what_dresses_up_as_a_known_bank_is_not_proposed(checked: Desk) -> None:
    given.arrives(checked, mail(sender="avvisi@knownbank-alerts.test"))

    assert warned(checked) == []


def test_the_mail_itself_is_not_fetched(checked: Desk) -> None:
    given.arrives(checked, mail())
    rounds.run_round(checked)

    with picture(checked) as tx:
        day = gather(checked, tx, tx.now - timedelta(days=1))
    assert day.money_in == ()
