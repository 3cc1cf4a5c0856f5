"""What `read` makes of the owner's answer to a summary."""

from __future__ import annotations

from agent.steps.examine import Firm, examine
from agent.steps.readers import readers
from tests.steps import given

FIRM = Firm(
    addresses=frozenset({"boss@firm.test", "office@firm.test"}),
    message_id_domain="firm.test",
)
OURS = b"Message-ID: <abcdefghijklmnopqrstuvwxyz@firm.test>\r\n\r\n"
SENT = "Tue, 12 May 2026 08:30:00 +0200"


def told(sender: str, words: str) -> dict[str, object]:
    raw = given.mail(sender, "Re: Sollecito", words, answers=OURS, Date=SENT)
    return examine(raw, "order.eml", readers(), FIRM)


def test_an_answer_of_ours_to_a_mail_of_ours_is_an_order() -> None:
    row = told("boss@firm.test", "1 ok\n2 aspetta 10\n\nInviato da iPhone\n")

    assert row["kind"] == "order"
    assert row["orders"] == [
        {
            "line": "1 ok",
            "item": 1,
            "customer": None,
            "invoice": None,
            "action": "approve",
            "until": None,
            "amount": None,
            "target": None,
            "outcome": None,
        },
        {
            "line": "2 aspetta 10",
            "item": 2,
            "customer": None,
            "invoice": None,
            "action": "wait",
            "until": "2026-05-22",
            "amount": None,
            "target": None,
            "outcome": None,
        },
    ]


def test_a_customers_answer_is_a_reply_and_no_order() -> None:
    assert told("anna@client.test", "1 ok")["kind"] == "reply"
