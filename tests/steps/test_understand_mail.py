"""What a mail is decides what it changes: bounces, receipts, robots, people."""

from __future__ import annotations

from datetime import date

import pytest

from agent.errors import Uncertain
from agent.ledger import blobs, due, holds, messages, outbox
from agent.steps import rounds
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.summarise import show, summarise
from tests.steps import given

DUE = date(2026, 9, 1)


def reasons(desk: Desk) -> list[str]:
    with picture(desk) as tx:
        return [hold.reason for hold in holds.standing(tx)]


def letter_state(desk: Desk) -> str:
    with picture(desk) as tx:
        return outbox.of_letter(tx, 1)[0].state


def test_a_mail_about_the_work_is_only_a_sign_of_life(desk: Desk) -> None:
    given.one_letter(desk)
    given.arrives(
        desk,
        given.mail(
            "anna@client.test",
            "Cantiere di via Roma",
            "Buongiorno, domani alle nove siamo in cantiere con i tecnici.",
        ),
    )
    assert reasons(desk) == []


def test_a_bounce_becomes_a_call_the_same_round(desk: Desk) -> None:
    raw = given.one_letter(desk)
    given.arrives(desk, given.bounce_of(raw))
    assert letter_state(desk) == "bounced"
    assert "call.asked" in given.happened(desk)
    assert given.the_customer(desk).write_to == ""


def test_the_same_bounce_twice_is_one_call(desk: Desk) -> None:
    raw = given.one_letter(desk)
    given.arrives(desk, given.bounce_of(raw))
    given.arrives(desk, given.bounce_of(raw).replace(b"dsn-1", b"dsn-2"))
    assert given.happened(desk).count("call.asked") == 1


def test_a_forged_bounce_changes_nothing(desk: Desk) -> None:
    given.one_letter(desk)
    forged = given.bounce_of(b"Message-ID: <aaaaaaaaaaaaaaaaaaaaaaaaaa@firm.test>\n")
    given.arrives(desk, forged)
    assert letter_state(desk) == "sent"
    assert "call.asked" not in given.happened(desk)


def test_a_reply_after_a_bounce_revives_the_address(desk: Desk) -> None:
    raw = given.one_letter(desk)
    given.arrives(desk, given.bounce_of(raw))
    given.pass_time(desk, minutes=5)
    given.arrives(desk, given.mail("anna@client.test", "Fattura 1/2026", "Eccomi."))
    assert given.the_customer(desk).write_to == "anna@client.test"


def test_our_own_mails_are_never_replies(desk: Desk) -> None:
    raw = given.one_letter(desk)
    given.arrives(desk, raw)
    assert reasons(desk) == []
    with picture(desk) as tx:
        assert messages.count(tx) == {"ours": 1}


@pytest.mark.parametrize(
    ("kind", "state"),
    [("delayed", "delayed"), ("delivered", "delivered"), ("relayed", "sent")],
)
def test_a_report_says_how_far_a_letter_came(desk: Desk, kind: str, state: str) -> None:
    report = given.bounce_of(given.one_letter(desk)).replace(b"failed", kind.encode())
    good = report.replace(b"5.1.1", b"4.4.1" if kind == "delayed" else b"2.0.0")
    given.arrives(desk, good.replace(b"Undelivered", b"Report"))
    assert letter_state(desk) == state


def test_a_read_receipt_is_a_sign_of_life(desk: Desk) -> None:
    about = given.message_id(given.one_letter(desk))
    receipt = f"""From: anna@client.test
To: office@firm.test
Subject: Letto: Fattura
Message-ID: <mdn-1@client.test>
Content-Type: multipart/report; report-type=disposition-notification; boundary="b"

--b
Content-Type: text/plain

Il messaggio e' stato letto.

--b
Content-Type: message/disposition-notification

Final-Recipient: rfc822; anna@client.test
Original-Message-ID: {about}
Disposition: manual-action/MDN-sent-manually; displayed

--b--
"""
    given.arrives(desk, receipt.encode())
    assert letter_state(desk) == "read"
    assert "letter.read" in given.happened(desk)


def test_whoever_reports_our_mail_is_left_alone(desk: Desk) -> None:
    about = given.message_id(given.one_letter(desk))
    complaint = f"""From: abuse@client.test
To: office@firm.test
Subject: FW: Fattura
Message-ID: <arf-1@client.test>
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

This is an abuse report.

--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: test/1
Version: 1
Original-Rcpt-To: anna@client.test

--b
Content-Type: text/rfc822-headers

Message-ID: {about}

--b--
"""
    given.arrives(desk, complaint.encode())
    assert given.standing_holds(desk) == [("reply", None)]


def test_a_newsletter_of_a_customer_is_nothing(desk: Desk) -> None:
    given.one_letter(desk)
    news = given.mail(
        "anna@client.test",
        "Offerte",
        "Sconto 10,00 euro!",
        List_Id="<news.client.test>",
    )
    given.arrives(desk, news)
    assert reasons(desk) == []


def test_a_robot_of_an_unknown_address_says_nothing(desk: Desk) -> None:
    given.one_letter(desk)
    robot = given.mail(
        "who@other.test",
        "Fuori sede",
        "Torno.",
        to="anna@client.test",
        Auto_Submitted="auto-replied",
    )
    given.arrives(desk, robot)
    assert "message.robot" not in given.happened(desk)


def test_the_summary_that_comes_back_is_told(desk: Desk) -> None:
    summarise(desk)
    rounds.run_round(desk)
    ((_, raw),) = given.channel(desk).taken
    given.arrives(desk, given.bounce_of(raw, "boss@firm.test"))
    with picture(desk) as tx:
        still = [each.what for each in due.standings(tx) if each.since]
    assert still == ["summary"]
    given.pass_time(desk, days=1)
    summarise(desk)
    rounds.run_round(desk)
    with picture(desk) as tx:
        assert not [each.what for each in due.standings(tx) if each.since]


def test_a_notice_about_no_letter_of_ours_stands_in_the_summary(desk: Desk) -> None:
    given.one_letter(desk)
    lost = given.bounce_of(b"Message-ID: <aaaaaaaaaaaaaaaaaaaaaaaaaa@firm.test>\n")
    given.arrives(desk, lost)
    text = " ".join(show(desk).text.split())
    assert "anna@client.test È tornata una mail, non una nostra lettera" in text
    assert "(codice 5.1.1)" in text


def carried(inner: bytes) -> bytes:
    """Wrap a mail as the certified-mail system does."""
    return (
        b"From: Per conto di: anna@pec.client.test <posta-certificata@pec.test>\n"
        b"To: office@firm.test\nSubject: POSTA CERTIFICATA: Fattura\n"
        b"Message-ID: <envelope-1@pec.test>\nX-Trasporto: posta-certificata\n"
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=pec\n\n"
        b"--pec\nContent-Type: text/plain\n\n"
        b"Il giorno 07/09/2026 il messaggio e' stato inviato da anna@pec.client.test.\n"
        b"--pec\nContent-Type: message/rfc822; name=postacert.eml\n"
        b"Content-Disposition: attachment; filename=postacert.eml\n\n"
        + inner
        + b"\n--pec--\n"
    )


def test_a_certified_mail_is_read_as_the_mail_it_carries(desk: Desk) -> None:
    given.one_letter(desk)
    inner = given.mail("anna@client.test", "Fattura 1/2026", "Abbiamo pagato ieri.")
    given.arrives(desk, carried(inner))
    assert reasons(desk) == ["claim"]
    anna = given.the_customer(desk).id
    with picture(desk) as tx:
        (reply,) = messages.of_customer(tx, anna)
    assert (reply.sender, reply.words) == ("anna@client.test", "Abbiamo pagato ieri.")


def test_a_promise_is_kept_ten_years(desk: Desk) -> None:
    raw = given.one_letter(desk)
    mail = given.mail("anna@client.test", "Re:", "Pago il 18 settembre.", answers=raw)
    given.arrives(desk, mail)
    anna = given.the_customer(desk).id
    with transaction(desk) as tx:
        messages.expire(tx, tx.now.replace(year=2036).date())
        (reply,) = messages.of_customer(tx, anna)
        assert blobs.get(tx, reply.sha256)


def notice_of(raw: bytes, action: str) -> bytes:
    """Write what another server reports about a letter of ours."""
    said = given.bounce_of(raw).decode()
    status = {"failed": "5.1.1", "delayed": "4.4.1", "delivered": "2.0.0"}[action]
    said = said.replace("Action: failed", f"Action: {action}")
    said = said.replace("Status: 5.1.1", f"Status: {status}")
    return said.replace("smtp; 550 5.1.1 no such user", "smtp; as it says").encode()


def letter_of_unknown_fate(desk: Desk) -> bytes:
    """Let the answer to a letter be lost; give the bytes that may have left."""
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.channel(desk).at_hand_over.append(Uncertain("cut after the last byte"))
    given.send_all(desk)
    with picture(desk) as tx:
        (letter,) = outbox.in_state(tx, "handing_over")
        return outbox.sealed(tx, letter.id)


@pytest.mark.parametrize(
    ("action", "state"),
    [("delayed", "delayed"), ("failed", "bounced"), ("delivered", "delivered")],
)
def test_a_notice_about_a_letter_of_unknown_fate_says_when_it_left(
    desk: Desk, action: str, state: str
) -> None:
    raw = letter_of_unknown_fate(desk)
    at = desk.clock.now()
    given.arrives(desk, notice_of(raw, action))
    with picture(desk) as tx:
        (letter,) = outbox.of_letter(tx, 1)
    assert (letter.state, letter.sent_at) == (state, at)


def test_a_later_notice_changes_nothing_about_when_a_letter_left(desk: Desk) -> None:
    raw = given.one_letter(desk)
    at = desk.clock.now()
    given.pass_time(desk, hours=1)
    given.arrives(desk, notice_of(raw, "delayed"))
    with picture(desk) as tx:
        (letter,) = outbox.of_letter(tx, 1)
    assert (letter.state, letter.sent_at) == ("delayed", at)


def given_up(desk: Desk) -> bytes:
    """Let a person be asked about a letter of unknown fate; give its bytes."""
    raw = letter_of_unknown_fate(desk)
    for _ in range(6):
        given.pass_time(desk, minutes=9)
        rounds.run_round(desk)
    assert given.standing_holds(desk) == [("uncertain", None)]
    return raw


@pytest.mark.parametrize("action", ["delayed", "failed", "delivered"])
def test_once_a_notice_tells_its_fate_a_letter_holds_nobody(
    desk: Desk, action: str
) -> None:
    given.arrives(desk, notice_of(given_up(desk), action))
    assert given.standing_holds(desk) == []


@pytest.mark.parametrize("robot", [{}, {"Auto_Submitted": "auto-replied"}])
def test_what_was_answered_did_leave(desk: Desk, robot: dict[str, str]) -> None:
    raw = given_up(desk)
    given.arrives(
        desk, given.mail("anna@client.test", "Re", "Grazie.", answers=raw, **robot)
    )
    with picture(desk) as tx:
        (letter,) = outbox.of_letter(tx, 1)
    assert letter.state == "sent"
    assert ("uncertain", None) not in given.standing_holds(desk)
