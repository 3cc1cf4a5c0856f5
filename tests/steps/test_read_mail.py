"""Mail is kept first, tied to its letter, and changes only what it may."""

from __future__ import annotations

from datetime import date

from agent.ledger import holds, messages, outbox, quarantine
from agent.steps import read_mail, rounds
from agent.steps.desk import Desk
from agent.steps.each import picture
from tests.steps import given

DUE = date(2026, 9, 1)


def one_letter(desk: Desk) -> bytes:
    """Let one letter leave; give its bytes."""
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.send_all(desk)
    ((_, raw),) = given.channel(desk).taken
    return raw


def arrives(desk: Desk, raw: bytes, folder: str = "INBOX") -> None:
    given.mailbox(desk).deliver(raw, folder)
    rounds.run_round(desk)


def reasons(desk: Desk) -> list[str]:
    with picture(desk) as tx:
        return [hold.reason for hold in holds.standing(tx)]


def letter_state(desk: Desk) -> str:
    with picture(desk) as tx:
        return outbox.of_letter(tx, 1)[0].state


def bounce_of(raw: bytes, recipient: str = "anna@client.test") -> bytes:
    about = given.message_id(raw)
    return f"""Return-Path: <>
From: MAILER-DAEMON@client.test
To: office@firm.test
Subject: Undelivered Mail Returned to Sender
Message-ID: <dsn-1@client.test>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

The mail could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; client.test

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b
Content-Type: text/rfc822-headers

Message-ID: {about}
To: {recipient}
Subject: Fattura

--b--
""".encode()


def test_an_answer_holds_all_cases_of_the_customer(desk: Desk) -> None:
    raw = one_letter(desk)
    arrives(
        desk, given.mail("anna@client.test", "Re: Fattura", "Le rispondo.", answers=raw)
    )
    assert reasons(desk) == ["reply"]


def test_a_stranger_who_names_an_open_invoice_holds_its_customer(desk: Desk) -> None:
    one_letter(desk)
    arrives(
        desk,
        given.mail(
            "contabile@other.test", "Fattura 1/2026", "La fattura 1/2026 non torna."
        ),
    )
    assert len(reasons(desk)) == 1


def test_a_mail_about_the_work_is_only_a_sign_of_life(desk: Desk) -> None:
    one_letter(desk)
    arrives(
        desk,
        given.mail(
            "anna@client.test",
            "Cantiere di via Roma",
            "Buongiorno, domani alle nove siamo in cantiere con i tecnici.",
        ),
    )
    assert reasons(desk) == []


def test_a_robot_never_holds(desk: Desk) -> None:
    raw = one_letter(desk)
    arrives(
        desk,
        given.mail(
            "anna@client.test",
            "Fuori sede Re: Fattura",
            "Sono assente fino al 20 settembre. La fattura 1/2026 verrà vista poi.",
            answers=raw,
            Auto_Submitted="auto-replied",
        ),
    )
    assert reasons(desk) == []


def test_a_promise_with_a_day_ends_by_itself(desk: Desk) -> None:
    raw = one_letter(desk)
    arrives(
        desk,
        given.mail(
            "anna@client.test",
            "Re: Fattura",
            "Buongiorno, paghiamo il 18 settembre.",
            answers=raw,
            Date="Mon, 07 Sep 2026 09:50:00 +0200",
        ),
    )
    with picture(desk) as tx:
        (hold,) = holds.standing(tx)
    assert hold.reason == "promise"
    assert hold.until == date(2026, 9, 22)


def test_a_bounce_becomes_a_call_the_same_round(desk: Desk) -> None:
    raw = one_letter(desk)
    arrives(desk, bounce_of(raw))
    assert letter_state(desk) == "bounced"
    assert "call.asked" in given.happened(desk)
    assert given.the_customer(desk).write_to == ""


def test_the_same_bounce_twice_is_one_call(desk: Desk) -> None:
    raw = one_letter(desk)
    arrives(desk, bounce_of(raw))
    arrives(desk, bounce_of(raw).replace(b"dsn-1", b"dsn-2"))
    assert given.happened(desk).count("call.asked") == 1


def test_a_forged_bounce_changes_nothing(desk: Desk) -> None:
    one_letter(desk)
    forged = bounce_of(b"Message-ID: <aaaaaaaaaaaaaaaaaaaaaaaaaa@firm.test>\n")
    arrives(desk, forged)
    assert letter_state(desk) == "sent"
    assert "call.asked" not in given.happened(desk)


def test_a_reply_after_a_bounce_revives_the_address(desk: Desk) -> None:
    raw = one_letter(desk)
    arrives(desk, bounce_of(raw))
    given.pass_time(desk, minutes=5)
    arrives(desk, given.mail("anna@client.test", "Fattura 1/2026", "Eccomi."))
    assert given.the_customer(desk).write_to == "anna@client.test"


def test_a_colleagues_mail_to_the_customer_holds(desk: Desk) -> None:
    one_letter(desk)
    arrives(
        desk,
        given.mail("boss@firm.test", "Il tuo ordine", "Ciao!", to="anna@client.test"),
        "Sent",
    )
    assert reasons(desk) == ["colleague"]


def test_the_mailbox_rebuilt_fetches_and_applies_nothing_again(desk: Desk) -> None:
    raw = one_letter(desk)
    arrives(
        desk, given.mail("anna@client.test", "Re: Fattura", "Le rispondo.", answers=raw)
    )
    before = given.happened(desk)
    given.mailbox(desk).uidvalidity = 2
    rounds.run_round(desk)
    assert given.happened(desk) == before


def test_our_own_mails_are_never_replies(desk: Desk) -> None:
    raw = one_letter(desk)
    arrives(desk, raw)
    assert reasons(desk) == []
    with picture(desk) as tx:
        assert messages.count(tx) == {"ours": 1}


def test_one_poison_mail_costs_only_itself(desk: Desk) -> None:
    raw = one_letter(desk)
    box = given.mailbox(desk)
    box.deliver(b"From: anna@client.test\nSubject: \xff\xfe\n" + b"(" * 5000)
    arrives(
        desk, given.mail("anna@client.test", "Re: Fattura", "Le rispondo.", answers=raw)
    )
    assert "reply" in reasons(desk)
    with picture(desk) as tx:
        assert not quarantine.listed(tx)


def test_reading_twice_changes_nothing(desk: Desk) -> None:
    raw = one_letter(desk)
    arrives(
        desk, given.mail("anna@client.test", "Re: Fattura", "Le rispondo.", answers=raw)
    )
    before = given.happened(desk)
    read_mail.read(desk)
    rounds.run_round(desk)
    assert given.happened(desk) == before
