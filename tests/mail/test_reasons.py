"""What servers answer, as they publish it, and what it means for us."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.mail.failure import is_permanent, reason_for, status_in
from agent.mail.said import command

ANSWERS = [
    # Google, "SMTP error reference"
    ("421-4.7.0 This message is suspicious due to the nature of the content", "spam"),
    ("450 4.2.1 The user you are trying to contact is receiving mail too quickly", "rate"),
    ("452 4.2.2 The email account that you tried to reach is over quota", "mailbox_full"),
    ("452 4.5.3 Your message has too many recipients", "rate"),
    ("550 5.1.1 The email account that you tried to reach does not exist", "user_unknown"),
    ("550 5.2.1 The email account that you tried to reach is disabled", "suspended"),
    ("550 5.4.5 Daily sending quota exceeded", "rate"),
    ("550 5.7.1 The IP you're using to send email is not authorized", "policy"),
    ("550 5.7.26 Unauthenticated email is not accepted due to DMARC policy", "policy"),
    ("552 5.2.2 The recipient's inbox is out of storage space", "mailbox_full"),
    ("552 5.3.4 Your message exceeded Google's message size limits", "too_big"),
    ("552 5.7.0 This message was blocked because its content presents a potential", "policy"),
    ("421 4.7.28 Our system has detected an unusual rate of unsolicited mail", "rate"),
    # Microsoft, "NDR error codes in Exchange Online"
    ("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP", "user_unknown"),
    ("550 5.4.1 Recipient address rejected: Access denied. AS(201806281)", "user_unknown"),
    ("550 5.4.310 DNS domain x.test does not exist", "host_unknown"),
    ("550 5.4.312 Message expired, DNS query failed", "network"),
    ("550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy", "policy"),
    ("550 5.7.129 RESOLVER.RST.RestrictedToRecipientsPermission; not authorized", "policy"),
    ("550 5.7.606 Access denied, banned sending IP [192.0.2.1]", "policy"),
    ("554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException", "mailbox_full"),
    ("550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient", "too_big"),
    ("550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. part of their network is on our block list (S3150)", "policy"),
    # Postfix, Exim, qmail, Sendmail
    ("550 5.1.1 <a@x.test>: Recipient address rejected: User unknown in virtual mailbox table", "user_unknown"),
    ("554 5.7.1 <a@x.test>: Relay access denied", "policy"),
    ("550 5.1.8 <a@x.test>: Sender address rejected: Domain not found", "policy"),
    ("450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.1]", "policy"),
    ("454 4.7.1 <a@x.test>: Recipient address rejected: Greylisted, see postgrey", "rate"),
    ("Host or domain name not found. Name service error for name=x.test type=AAAA: Host not found", "host_unknown"),
    ("Domain x.test does not accept mail (nullMX)", "not_accept"),
    ("connect to x.test[192.0.2.1]:25: Connection timed out", "expired"),
    ("connect to x.test[192.0.2.1]:25: Connection refused", "network"),
    ("connect to x.test[192.0.2.1]:25: No route to host", "network"),
    ("mail for x.test loops back to myself", "network"),
    ("Unrouteable address", "host_unknown"),
    ("all relevant MX records point to non-existent hosts", "host_unknown"),
    ("retry timeout exceeded", "expired"),
    ("Sorry, no mailbox here by that name. (#5.1.1)", "user_unknown"),
    ("Sorry, I couldn't find any host named x.test. (#5.1.2)", "host_unknown"),
    ("CNAME lookup failed temporarily. (#4.4.3)", "network"),
    ("sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", "policy"),
    ("550 Requested action not taken: mailbox unavailable", "user_unknown"),
    ("552 Requested mail action aborted: exceeded storage allocation", "mailbox_full"),
    ("554 5.4.6 Too many hops 26 (25 max)", "network"),
    ("550 5.1.1 User unknown; rejecting", "user_unknown"),
    ("maildir delivery failed: The user's maildir is over quota", "mailbox_full"),
    # Yahoo, AOL, Apple, GMX and others
    ("554 delivery error: dd This user doesn't have a yahoo.com account (a@yahoo.com) [0]", "user_unknown"),
    ("554 delivery error: dd Not a valid recipient - mta1.mail.test", "user_unknown"),
    ("552 1 Requested mail action aborted, mailbox not found", "user_unknown"),
    ("421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to user complaints", "policy"),
    ("554 5.7.9 Message not accepted for policy reasons. See https://x.test", "policy"),
    ("550 Requested action not taken: mailbox unavailable. Reject due to SPF policy.", "policy"),
    ("554 Transaction failed. Reject due to policy restrictions.", "policy"),
    ("554 5.7.1 [CS01] Message rejected due to local policy", "policy"),
    ("550 5.7.0 Message Size Violation", "too_big"),
    ("550 5.1.0 Envelope blocked - User Entry", "filtered"),
    ("554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org", "policy"),
    ("554 Your email is considered spam (5.10 spam-hits)", "spam"),
    ("552 5.7.0 virus Eicar-Test-Signature detected by ClamAV", "virus"),
    ("550 This message contains malware (Sanesecurity.Foo)", "virus"),
    ("550 5.2.0 Mail rejete. Mail rejected. ofr_506 [506]", "spam"),
    ("550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR204_416", "user_unknown"),
    ("552 5.1.1 Boite du destinataire pleine. Recipient overquota. OFR204_417", "mailbox_full"),
    # Italian, German, Spanish, French, Dutch, Portuguese, Polish, Japanese
    ("550 5.1.1 Utente sconosciuto / user unknown", "user_unknown"),
    ("la casella di posta del destinatario è piena", "mailbox_full"),
    ("Impossibile trovare il dominio: dominio inesistente", "host_unknown"),
    ("l'account del destinatario è disattivato", "suspended"),
    ("il messaggio supera la dimensione massima", "too_big"),
    ("Das Postfach des Empfängers ist voll", "mailbox_full"),
    ("Die E-Mail-Adresse wurde nicht gefunden", "user_unknown"),
    ("El buzón del destinatario está lleno", "mailbox_full"),
    ("La dirección de correo no existe", "user_unknown"),
    ("La boîte aux lettres du destinataire est pleine", "mailbox_full"),
    ("L'adresse du destinataire est introuvable", "user_unknown"),
    ("Het e-mailadres van de ontvanger bestaat niet", "user_unknown"),
    ("O endereço de e-mail não existe", "user_unknown"),
    ("A caixa de correio do destinatário está cheia", "mailbox_full"),
    ("Skrzynka pocztowa odbiorcy jest przepełniona", "mailbox_full"),
    ("Użytkownik nie istnieje", "user_unknown"),
    ("宛先のメールアドレスが存在しません", "user_unknown"),
    ("メールボックスの容量を超えています", "mailbox_full"),
    # What people and relays word freely
    ("550 No Such User Here", "user_unknown"),
    ("550 sorry, no such mailbox here", "user_unknown"),
    ("550 Account has been suspended", "suspended"),
    ("525 5.7.13 Disabled recipient address", "suspended"),
    ("551 5.1.6 address has moved, please use b@x.test", "moved"),
    ("556 5.1.10 Recipient address has null MX", "not_accept"),
    ("550 Administrative prohibition", "policy"),
    ("550 refused due to recipient preferences", "filtered"),
    ("The message could not be delivered within 5 days, giving up", "expired"),
    ("451 4.3.0 Mail server temporarily rejected message, internal error", "system"),
    ("550-5.7.1 the message is not RFC 5322\n550-5.7.1 compliant: multiple From\n550 5.7.1 headers", "policy"),
    # Refusals of senders, hosts and lists
    ("550 5.7.1 Access denied, sending domain b.test does not pass DMARC", "policy"),
    ("554 Denied [a1b2c3.000] (Mode: normal)", "policy"),
    ("550 Mail is rejected by recipients", "filtered"),
    ("553 5.1.8 Domain of sender address a@b.test does not exist", "policy"),
    ("553 sorry, your envelope sender domain must exist (#5.7.1)", "policy"),
    ("550 Sender verify failed", "policy"),
    ("501 5.1.7 Bad sender address syntax", "policy"),
    ("554 You have no reverse DNS entry", "policy"),
    ("554 Your IP address is blacklisted", "policy"),
    ("550 Access from ip address 192.0.2.1 blocked", "policy"),
    ("550 Connections from this host are no longer accepted", "policy"),
    ("571 5.7.1 Email is refused: your host is in a block list", "policy"),
    ("550 Rejected: 192.0.2.1 is listed at rbl.x.test", "policy"),
    ("553 sorry, we do not accept mail from your host", "policy"),
    ("550 5.7.1 You are not allowed to send to this list", "policy"),
    ("530 5.7.0 Authentication required", "policy"),
    ("530 5.7.0 Must issue a STARTTLS command first", "policy"),
    ("550 5.7.1 Message rejected by the organization's policy", "policy"),
    # Addresses and mailboxes
    ("550 MAILBOX NOT FOUND", "user_unknown"),
    ("550 5.1.1 unknown or illegal alias: ugo@x.test", "user_unknown"),
    ("550 Mailbox unknown. Either there is no mailbox of this name", "user_unknown"),
    ("550 no such user - psmtp", "user_unknown"),
    ("550 We have no mailboxes for your message", "user_unknown"),
    ("550 Invalid Recipient - https://x.test", "user_unknown"),
    ("550 5.1.0 Address rejected.", "user_unknown"),
    ("511 5.1.1 unknown address or alias: ugo@x.test", "user_unknown"),
    ("550 5.1.1 The account is disabled", "suspended"),
    ("550 5.2.1 Mailbox disabled for this recipient", "suspended"),
    ("550 Domain x.test has been suspended", "suspended"),
    ("450 4.2.2 user over quota; cannot receive new mail", "mailbox_full"),
    ("552 5.2.2 Over quota", "mailbox_full"),
    # Ways and systems
    ("554 5.4.14 Hop count exceeded - possible mail loop ATTR34", "network"),
    ("554 5.4.0 Error: too many hops", "network"),
    ("421 4.4.2 Connection dropped", "network"),
    ("550 4.4.7 QUEUE.Expired; message expired", "expired"),
    ("Message expired: unable to deliver in 840 minutes. <421 4.4.0 cannot resolve>", "expired"),
    ("452 4.3.1 Insufficient system storage", "system"),
    ("554 5.3.5 Local configuration error", "system"),
    ("552 5.3.4 Message size exceeds fixed maximum message size", "too_big"),
    ("552 5.2.3 Message length exceeds administrative limit", "too_big"),
    ("421 4.3.2 Service not available, system shutting down", "system"),
    ("451 Temporary local problem - please try later", "system"),
    ("450 4.1.1 <ugo@x.test>: Recipient address rejected: unverified address", "user_unknown"),
    ("450 4.1.2 <ugo@x.test>: Recipient address rejected: Domain not found", "network"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "reason"), ANSWERS)
def test_a_servers_answer_is_understood(words: str, reason: str) -> None:
    assert reason_for(status_in(words), words) == reason


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        ("host x.test said: 550 no (in reply to RCPT TO command)", "rcpt"),
        ("host x.test said: 550 no (in reply to end of DATA command)", "data"),
        ("host x.test refused to talk to me: 554 no", "connect"),
        ("error from x.test after MAIL FROM:<a@b.test> SIZE=1: 550 no", "mail"),
        ("error from x.test after RCPT TO:<a@b.test>: 550 no", "rcpt"),
        ("error from x.test after end of data: 550 no", "data"),
        (">>> DATA\n<<< 550 no", "data"),
        (">>> RCPT To:<a@b.test>\n<<< 550 no\n>>> DATA\n<<< 503 Need RCPT", "rcpt"),
        ("Connected to 192.0.2.1 but my name was rejected.", "connect"),
        ("Connected to 192.0.2.1 but sender was rejected.", "mail"),
        ("nothing of the kind", ""),
    ],
)
def test_the_refused_command_is_known(words: str, refused: str) -> None:
    assert command(words) == refused


def test_a_mailbox_taken_and_then_unknown_was_filtered() -> None:
    words = "550 Unknown user a@x.test"

    assert reason_for("", words, "rcpt") == "user_unknown"
    assert reason_for("", words, "data") == "filtered"
    assert reason_for("5.1.1", words, "data") == "user_unknown"
    assert reason_for("5.2.1", words) == "filtered"


def test_what_is_refused_before_an_address_is_named_is_about_us() -> None:
    assert reason_for("5.1.0", "b.test does not exist", "mail") == "policy"
    assert reason_for("", "501 invalid domain name", "connect") == "policy"
    assert reason_for("", "452 mailbox full", "mail") == "mailbox_full"


def test_names_in_the_words_are_no_words() -> None:
    assert reason_for("", "host spam.x.test said: 550 user unknown") == "user_unknown"
    assert reason_for("", "virus@x.test: user unknown") == "user_unknown"


@given(st.text(max_size=3000), st.text(max_size=20))
def test_whatever_is_said_gives_a_value(words: str, status: str) -> None:
    reason = reason_for(status_in(status), words, command(words))

    assert reason is None or reason
    assert is_permanent(status_in(status), words, reason) in {True, False}
