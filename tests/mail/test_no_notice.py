"""What only looks like news of a delivery."""

from __future__ import annotations

import pytest

from agent.mail.kind import kind
from agent.mail.parse import parse
from agent.model.message import AutoReply, Bounce, Delay, Human, MessageKind


def of(headers: str, text: str) -> MessageKind:
    head = f"{headers}\nTo: conti@studio.test\nContent-Type: text/plain; charset=utf-8"
    return kind(parse(f"{head}\n\n{text}\n".encode()))


@pytest.mark.parametrize(
    ("headers", "text"),
    [
        (
            (
                "Return-Path: <b+1@mail.corriere.test>\nFrom: no-reply@corriere.test\n"
                "Subject: Delivery failed"
            ),
            "Your parcel could not be delivered to: Via Roma 1\nHelp: a@corriere.test",
        ),
        (
            (
                "Return-Path: <b+1@mail.corriere.test>\nFrom: info@corriere.test\n"
                "Subject: Mancata consegna"
            ),
            "Il pacco non è stato consegnato. Scriva a aiuto@corriere.test",
        ),
        (
            (
                "Return-Path: <anna@cliente.test>\nFrom: anna@cliente.test\n"
                "Subject: Delivery problem"
            ),
            "The goods could not be delivered to ugo@cliente.test, please resend.",
        ),
        (
            (
                "Return-Path: <anna@cliente.test>\nFrom: anna@cliente.test\n"
                "Subject: Re: Undelivered Mail Returned to Sender"
            ),
            (
                "Abbiamo cambiato casella: scrivete a ugo@cliente.test.\n\n"
                "> <anna@cliente.test>: 550 5.1.1 user unknown"
            ),
        ),
        (
            (
                "Return-Path: <postmaster@cliente.test>\nFrom: postmaster@cliente.test\n"
                "Subject: Fattura 12"
            ),
            "La fattura è stata pagata ieri; ugo@cliente.test vi manda la contabile.",
        ),
    ],
)
def test_goods_and_people_do_not_bounce(headers: str, text: str) -> None:
    assert not isinstance(of(headers, text), Bounce | Delay)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (
            "Risposta automatica: Fattura 12",
            (
                "Non lavoro più qui: il messaggio non è stato consegnato a nessuno. "
                "Scrivere a ugo@cliente.test."
            ),
        ),
        (
            "Automatic reply: Invoice 12",
            (
                "Anna has left. Your message was not delivered to anyone else; "
                "please write to ugo@cliente.test."
            ),
        ),
        (
            "Automatische Antwort: Rechnung 12",
            "Ihre Nachricht wird nicht zugestellt. Bitte an ugo@cliente.test.",
        ),
        (
            "Réponse automatique : facture 12",
            "Votre message n'a pas été distribué. Écrivez à ugo@cliente.test.",
        ),
        (
            "Respuesta automática: factura 12",
            "Su mensaje no se entregó a nadie. Escriba a ugo@cliente.test.",
        ),
    ],
)
def test_a_robot_that_forwards_nothing_is_no_bounce(subject: str, text: str) -> None:
    head = f"Return-Path: <>\nFrom: anna@cliente.test\nSubject: {subject}"

    assert isinstance(of(head, text), AutoReply)


def test_a_person_who_forwards_a_notice_is_a_person() -> None:
    head = (
        "Return-Path: <anna@cliente.test>\nFrom: anna@cliente.test\n"
        "Subject: Fwd: Undelivered Mail Returned to Sender"
    )

    assert isinstance(of(head, "Guardi qui:\n\nuser unknown ugo@x.test"), Human)
