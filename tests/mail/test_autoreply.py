"""Robots say so themselves; a person's words make nobody a robot."""

from datetime import date

import pytest

from agent.mail.kind import kind
from agent.mail.parse import parse
from agent.mail.return_date import return_date
from agent.model.message import AutoReply, Bulk, Human, MessageKind, Parts

DATE = "Date: Tue, 12 May 2026 10:00:00 +0200\n"
ANSWER = "In-Reply-To: <a@studio.test>\n"


def of(headers: str, text: str = "Va bene.") -> MessageKind:
    return kind(parse(f"From: anna@cliente.test\n{DATE}{headers}\n\n{text}".encode()))


@pytest.mark.parametrize(
    "headers",
    [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-replied (vacation)",
        "Auto-Submitted: auto-replied; owner-email=a@b.test",
        "Precedence: auto_reply",
        "X-Autoreply: yes",
        "X-Autorespond: x",
        "X-POST-MessageClass: 9; Autoresponder",
        "Delivered-To: Autoresponder",
        "Subject: Abwesenheitsnotiz: Rechnung 12",
        "Subject: Réponse automatique : facture 12",
        "Subject: Fuori ufficio: fattura\nX-Auto-Response-Suppress: All",
    ],
)
def test_a_robot_is_known_by_its_headers(headers: str) -> None:
    assert isinstance(of(headers), AutoReply)


@pytest.mark.parametrize(
    "text",
    [
        "This is an automated response to your message.",
        "Questa è una risposta automatica.",
        "Dies ist eine automatische Antwort.",
        "Esta es una respuesta automática.",
    ],
)
def test_a_robot_is_known_by_what_it_says_of_itself(text: str) -> None:
    assert isinstance(of("Subject: Re: x", text), AutoReply)


@pytest.mark.parametrize(
    ("headers", "text"),
    [
        ("Auto-Submitted: no\nSubject: Automatic reply: x", "Questa è mia."),
        ("Auto-Submitted: NO", "Rispondo io."),
        ("X-Autoreply: no", "Rispondo io."),
        ("Subject: Out of office next week", "I am away next week."),
        ("Subject: Fuori ufficio: cambio orari", "Siamo chiusi lunedì."),
        ("Subject: Re: Automatic reply: x", "Thanks, I will wait."),
        ("Subject: Fwd: Automatic reply: x", "FYI"),
        ("Subject: x\nX-Auto-Response-Suppress: All", "Marco is on vacation."),
        ("Subject: x\nX-MS-Exchange-Inbox-Rules-Loop: a@b.test", "Pago domani."),
        ("Subject: x", "Ho ricevuto una risposta automatica dal collega."),
        ("Subject: x", "Va bene.\n\n> This is an automated response."),
        (f"{ANSWER}Auto-Submitted: auto-generated", "Il bonifico parte domani."),
        (f"{ANSWER}Precedence: bulk\nList-Id: <x.test>", "I am on holiday, but: no."),
    ],
)
def test_a_person_is_never_taken_for_a_robot(headers: str, text: str) -> None:
    assert isinstance(of(headers, text), Human)


def test_a_program_that_answers_nobody_is_no_person() -> None:
    assert isinstance(of("Auto-Submitted: auto-generated", "Job done."), Bulk)
    assert isinstance(of("Precedence: bulk", "Offers."), Bulk)


SENT = parse(DATE.encode()).sent_at


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tornerò il 25/05.", date(2026, 5, 25)),
        ("rientro lunedì 18 maggio", date(2026, 5, 18)),
        ("Sarò assente fino al 20 maggio 2026.", date(2026, 5, 21)),
        ("gli uffici riaprono il 3.6.2026", date(2026, 6, 3)),
        ("I will be back on June 3rd.", date(2026, 6, 3)),
        ("away until 18 May", date(2026, 5, 19)),
        ("returning on 2026-05-26", date(2026, 5, 26)),
        ("Ich bin ab dem 20.05. wieder erreichbar", None),
        ("Ich bin bis 20.05.2026 nicht im Büro", date(2026, 5, 21)),
        ("de retour le 2 juin", date(2026, 6, 2)),
        ("fuera hasta el 20 de mayo", date(2026, 5, 21)),
        ("back on 5 January", date(2027, 1, 5)),
        ("I was back on 3 May", None),
        ("back on 31/02/2027", None),
        ("back in the office soon", None),
        ("back on 1/1/2029", None),
    ],
)
def test_the_day_of_return_is_read(text: str, expected: date | None) -> None:
    assert return_date(text, SENT) == expected


def test_without_a_date_of_the_mail_no_day_is_told() -> None:
    assert return_date("back on 3 June", None) is None
    assert isinstance(kind(Parts(headers=(("x-vacation", "1"),))), AutoReply)
