"""An ordinary provider: what a test may rely on."""

import email
import imaplib
import smtplib

import pytest

from tests.servers import letters
from tests.servers.letters import large_sample, sample
from tests.servers.mail_pair import MailPair

ME = "incassi@firm.test"
EVERYTHING = "SUCCESS,FAILURE,DELAY"


def test_imap_over_tls_offers_what_a_daemon_needs(mail_pair: MailPair) -> None:
    with imaplib.IMAP4_SSL(
        mail_pair.host, mail_pair.place.ports.imaps, ssl_context=mail_pair.ssl_context()
    ) as client:
        client.login(ME, mail_pair.password)
        offered = client.capability()[1][0].decode().split()
    assert {"IDLE", "MOVE", "UIDPLUS", "CONDSTORE", "SPECIAL-USE"} <= set(offered)


def test_folders_are_announced_by_their_use(mail_pair: MailPair) -> None:
    with mail_pair.imap(ME) as client:
        listed = b"\n".join(
            line for line in client.list()[1] if isinstance(line, bytes)
        )
    assert rb'\Sent) "/" Sent' in listed
    assert rb'\Drafts) "/" Drafts' in listed
    assert rb'\Junk) "/" Junk' in listed
    assert rb'\Trash) "/" Trash' in listed


def test_a_mail_submitted_with_starttls_and_login_arrives(mail_pair: MailPair) -> None:
    with smtplib.SMTP(mail_pair.host, mail_pair.place.ports.submission) as client:
        client.starttls(context=mail_pair.ssl_context())
        client.login(ME, mail_pair.password)
        client.sendmail(ME, ["ok@client.test"], sample(subject="by starttls"))
    assert mail_pair.wait_for("ok@client.test", lambda raw: b"by starttls" in raw)


def test_a_mail_submitted_over_tls_arrives(mail_pair: MailPair) -> None:
    mail_pair.submit(ME, "ok@client.test", sample(subject="by tls"))
    assert mail_pair.wait_for("ok@client.test", lambda raw: b"by tls" in raw)


def test_submission_without_login_is_refused(mail_pair: MailPair) -> None:
    with smtplib.SMTP(mail_pair.host, mail_pair.place.ports.submission) as client:
        client.starttls(context=mail_pair.ssl_context())
        client.ehlo()
        client.mail(ME)
        code, _ = client.rcpt("ok@client.test")
    assert code == 554


def test_what_lmtp_delivers_is_there_at_once(mail_pair: MailPair) -> None:
    mail_pair.deliver(ME, sample(subject="at once"))
    assert b"Subject: at once" in mail_pair.messages(ME)[0]


def test_reading_the_mails_does_not_mark_them(mail_pair: MailPair) -> None:
    mail_pair.deliver(ME, sample())
    mail_pair.messages(ME)
    with mail_pair.imap(ME) as client:
        client.select("INBOX", readonly=True)
        assert client.search(None, "UNSEEN")[1] == [b"1"]


def test_an_address_with_a_detail_reaches_the_inbox(mail_pair: MailPair) -> None:
    mail_pair.submit(ME, "incassi+token@firm.test", sample(subject="own copy"))
    copy = mail_pair.wait_for(ME, lambda raw: b"own copy" in raw)
    assert b"Delivered-To: incassi+token@firm.test" in copy


def test_the_envelope_sender_may_carry_a_detail(mail_pair: MailPair) -> None:
    mail_pair.submit(ME, "ghost@client.test", sample(), sender="incassi+vrp@firm.test")
    bounce = mail_pair.wait_for(ME, letters.report)
    assert b"To: incassi+vrp@firm.test" in bounce


@pytest.mark.parametrize(
    ("recipient", "kilobytes", "status"),
    [
        ("ghost@client.test", 1, "5.1.1"),
        ("full@client.test", 25, "5.2.2"),
        ("big@small.test", 25, "5.3.4"),
        ("blocked-1@fault.test", 1, "5.7.1"),
        ("nouser-1@fault.test", 1, "5.1.1"),
    ],
)
def test_what_cannot_be_delivered_comes_back(
    mail_pair: MailPair, recipient: str, kilobytes: int, status: str
) -> None:
    mail_pair.submit(ME, recipient, large_sample(recipient, ME, kilobytes))
    assert mail_pair.wait_for_report(ME, recipient).status == status


@pytest.mark.parametrize("recipient", ["ghost@firm.test", "x@nodomain.test"])
def test_what_our_own_server_knows_to_be_wrong_is_refused_at_once(
    mail_pair: MailPair, recipient: str
) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        mail_pair.submit(ME, recipient, sample())


def test_success_is_reported_when_asked_for(mail_pair: MailPair) -> None:
    mail_pair.send(ME, "anna@client.test", sample(), dsn=EVERYTHING)
    told = mail_pair.wait_for_report(ME, "anna@client.test", "delivered")
    assert told.status == "2.0.0"


def test_a_remote_without_dsn_is_reported_as_relayed(mail_pair: MailPair) -> None:
    mail_pair.send(ME, "ok-1@fault.test", sample(), dsn=EVERYTHING)
    assert mail_pair.wait_for_report(ME, "ok-1@fault.test", "relayed")


@pytest.mark.slow
def test_a_host_that_is_down_gives_a_delay_and_then_a_failure(
    mail_pair: MailPair,
) -> None:
    mail_pair.submit(ME, "x@down.test", sample())
    delayed = mail_pair.wait_for_report(ME, "x@down.test", "delayed")
    failed = mail_pair.wait_for_report(ME, "x@down.test", "failed")
    assert (delayed.status, failed.status) == ("4.4.1", "4.4.1")


def test_what_is_greylisted_is_accepted_later(mail_pair: MailPair) -> None:
    mail_pair.submit(ME, "grey-1@fault.test", sample())
    mail_pair.mx.wait_for("grey-1@fault.test")
    assert mail_pair.mx.attempts["grey-1@fault.test"] == 2


def test_a_lost_250_doubles_the_mail_at_the_remote(mail_pair: MailPair) -> None:
    mail_pair.submit(ME, "drop-1@fault.test", sample())
    first, second = mail_pair.mx.wait_for("drop-1@fault.test", copies=2)
    assert first.data.endswith(second.data[-200:])


def test_who_is_away_answers_as_a_robot(mail_pair: MailPair) -> None:
    mail_pair.submit(ME, "away@client.test", sample(to="away@client.test", sender=ME))
    answer = mail_pair.wait_for(ME, lambda raw: b"Fuori sede" in raw)
    said = email.message_from_bytes(answer)["Auto-Submitted"]
    assert said == "auto-replied (vacation)"


def test_a_reader_returns_the_receipt_that_is_asked_for(mail_pair: MailPair) -> None:
    asking = sample(to="ok@client.test", sender=ME, Disposition_Notification_To=ME)
    mail_pair.submit(ME, "ok@client.test", asking)
    mail_pair.mdn("ok@client.test", mail_pair.wait_for("ok@client.test", bool))
    receipt = email.message_from_bytes(mail_pair.wait_for(ME, bool))
    assert receipt.get_content_type() == "multipart/report"
    assert receipt["In-Reply-To"] == email.message_from_bytes(asking)["Message-ID"]
    assert b"MDN-sent-manually; displayed" in receipt.as_bytes()


def _uidvalidity(pair: MailPair) -> int:
    with pair.imap(ME) as client:
        client.select("INBOX", readonly=True)
        return int(client.response("UIDVALIDITY")[1][0])


def test_a_changed_uidvalidity_keeps_the_mails(mail_pair: MailPair) -> None:
    mail_pair.deliver(ME, sample(subject="before"))
    old = _uidvalidity(mail_pair)
    mail_pair.change_uidvalidity(ME)
    mail_pair.deliver(ME, sample(subject="after"))
    assert _uidvalidity(mail_pair) > old
    assert len(mail_pair.messages(ME)) == 2


def test_a_changed_uidvalidity_ends_the_sessions(mail_pair: MailPair) -> None:
    mail_pair.deliver(ME, sample())
    session = mail_pair.imap(ME)
    session.select("INBOX", readonly=True)
    mail_pair.change_uidvalidity(ME)
    with pytest.raises((imaplib.IMAP4.abort, OSError)):
        session.noop()
    session.shutdown()


def test_a_big_mailbox_is_written_at_once(mail_pair: MailPair) -> None:
    written = mail_pair.deliver_bulk(ME, (sample(subject=f"{n}") for n in range(200)))
    assert (written, len(mail_pair.messages(ME))) == (200, 200)


def test_mails_can_be_written_into_any_folder(mail_pair: MailPair) -> None:
    mail_pair.deliver_bulk(ME, [sample(subject="colleague")], folder="Sent")
    assert b"colleague" in mail_pair.messages(ME, "Sent")[0]


def test_a_mailbox_over_its_quota_takes_nothing_until_it_is_lifted(
    mail_pair: MailPair,
) -> None:
    mail_pair.set_quota(ME, "1K")
    mail_pair.send("ok@client.test", ME, large_sample(ME, "ok@client.test", 5))
    assert mail_pair.wait_for_report("ok@client.test", ME).status == "5.2.2"
    mail_pair.set_quota(ME, None)
    mail_pair.deliver(ME, large_sample(ME, "ok@client.test", 5))
    assert len(mail_pair.messages(ME)) == 1


def _judgement(pair: MailPair, sender: str, raw: bytes) -> list[str]:
    pair.send(sender, ME, raw)
    arrived = email.message_from_bytes(pair.wait_for(ME, bool))
    return [str(value) for value in arrived.get_all("Authentication-Results", [])]


def test_our_server_says_whose_mail_it_is(mail_pair: MailPair) -> None:
    assert _judgement(mail_pair, "info@bank.test", sample()) == [
        "mx.firm.test; spf=pass smtp.mailfrom=bank.test; dkim=pass header.d=bank.test"
    ]


def test_a_forged_sender_fails_the_judgement(mail_pair: MailPair) -> None:
    (said,) = _judgement(mail_pair, "forged-info@bank.test", sample())
    assert "spf=fail" in said
    assert "dmarc=fail header.from=bank.test" in said


def test_a_judgement_in_our_name_is_taken_off(mail_pair: MailPair) -> None:
    lie = sample(Authentication_Results="mx.firm.test; dkim=pass header.d=bank.test")
    (said,) = _judgement(mail_pair, "x@thief.test", lie)
    assert "bank.test" not in said
