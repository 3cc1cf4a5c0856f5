"""A strict provider: what it refuses, and what still holds."""

import email
import imaplib
import smtplib

import pytest

from tests.servers import letters
from tests.servers.letters import large_sample, sample
from tests.servers.mail_pair import MailPair

ME = "incassi@firm.test"


def test_what_is_sent_under_the_login_arrives(strict_pair: MailPair) -> None:
    strict_pair.submit(ME, ["ok@client.test", ME], sample(subject="plain"))
    assert strict_pair.wait_for("ok@client.test", lambda raw: b"plain" in raw)
    assert strict_pair.wait_for(ME, lambda raw: b"plain" in raw)


@pytest.mark.parametrize(
    "sender", ["boss@firm.test", "incassi+token@firm.test", "ghost@firm.test"]
)
def test_the_envelope_sender_must_be_the_login(
    strict_pair: MailPair, sender: str
) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        strict_pair.submit(ME, "ok@client.test", sample(), sender=sender)
    assert refused.value.recipients["ok@client.test"][0] == 553


def test_an_address_with_a_detail_is_unknown(strict_pair: MailPair) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        strict_pair.submit(ME, "incassi+token@firm.test", sample())
    assert refused.value.recipients["incassi+token@firm.test"][0] == 550


def test_dovecot_knows_no_detail_either(strict_pair: MailPair) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        strict_pair.deliver("incassi+token@firm.test", sample())


def test_dsn_is_neither_offered_nor_taken(strict_pair: MailPair) -> None:
    with smtplib.SMTP_SSL(
        strict_pair.host,
        strict_pair.place.ports.smtps,
        context=strict_pair.ssl_context(),
    ) as client:
        client.login(ME, strict_pair.password)
        assert not client.has_extn("dsn")
        client.mail(ME)
        assert client.rcpt("ok@client.test", ["NOTIFY=SUCCESS"])[0] == 501


def test_a_bounce_comes_back_to_the_login(strict_pair: MailPair) -> None:
    strict_pair.submit(ME, "ghost@client.test", sample())
    assert strict_pair.wait_for_report(ME, "ghost@client.test").status == "5.1.1"


def test_nobody_judges_what_arrives_nor_takes_off_a_lie(strict_pair: MailPair) -> None:
    strict_pair.send("x@thief.test", ME, sample())
    lie = "mx.firm.test; dkim=pass header.d=bank.test"
    strict_pair.send(
        "y@thief.test", ME, sample(subject="2", Authentication_Results=lie)
    )
    judged = [
        email.message_from_bytes(strict_pair.wait_for(ME, wanted))[
            "Authentication-Results"
        ]
        for wanted in (lambda raw: b"<x@" in raw, lambda raw: b"<y@" in raw)
    ]
    assert judged == [None, lie]


def test_the_use_of_folders_is_not_announced(strict_pair: MailPair) -> None:
    with strict_pair.imap(ME) as client:
        assert "SPECIAL-USE" not in client.capabilities
        listed = b"\n".join(
            line for line in client.list()[1] if isinstance(line, bytes)
        )
    assert b'"/" Sent' in listed
    assert b"\\Sent" not in listed


def test_idle_move_and_uidplus_remain(strict_pair: MailPair) -> None:
    with strict_pair.imap(ME) as client:
        assert {"IDLE", "MOVE", "UIDPLUS"} <= set(client.capabilities)


def test_what_is_sent_is_not_filed(strict_pair: MailPair) -> None:
    strict_pair.submit(ME, "ok@client.test", sample())
    strict_pair.wait_for("ok@client.test", bool)
    assert strict_pair.messages(ME, "Sent") == []


def test_our_own_copy_does_not_reach_a_full_mailbox(strict_pair: MailPair) -> None:
    strict_pair.set_quota(ME, "1K")
    strict_pair.submit(ME, ["ok@client.test", ME], large_sample(ME, ME, 5))
    strict_pair.wait_for("ok@client.test", bool)
    strict_pair.set_quota(ME, None)
    strict_pair.submit(ME, ME, sample(subject="room again"))
    strict_pair.wait_for(ME, lambda raw: b"room again" in raw)
    assert [raw for raw in strict_pair.messages(ME) if not letters.report(raw)] == [
        raw for raw in strict_pair.messages(ME) if b"room again" in raw
    ]


def test_nothing_can_be_filed_in_a_full_mailbox(strict_pair: MailPair) -> None:
    strict_pair.set_quota(ME, "1K")
    with strict_pair.imap(ME) as client:
        answer = client.append(
            "Sent", "", imaplib.Time2Internaldate(0), large_sample(ME, ME, 5)
        )
    assert answer[0] == "NO"
    assert b"OVERQUOTA" in answer[1][0]
