"""Notices of mail programs, where the samples leave a corner."""

import pytest

from agent.mail import gate
from agent.mail.failure import best_status, is_permanent, reason_for, status_in
from agent.mail.kind import kind
from agent.mail.parse import parse
from agent.model.message import Bounce, Bulk, Complaint, Delay, Human, Parts, Receipt
from tests.mail.notices import Notice


def report(fields: str, kind_of_report: str = "delivery-status") -> Parts:
    head = (
        "Return-Path: <>\nFrom: MAILER-DAEMON@x.test\nTo: conti@studio.test\n"
        "Subject: x\nContent-Type: multipart/report; boundary=b\n\n"
        f"--b\n\n\n--b\nContent-Type: message/{kind_of_report}\n\n"
    )
    return parse(f"{head}{fields}\n--b--".encode())


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("Final-Recipient: rfc822; a@x.test\nStatus: 5.1.1", Bounce),
        ("Final-Recipient: rfc822; a@x.test\nStatus: 4.2.2", Bounce),
        ("Final-Recipient: rfc822; a@x.test\nStatus: 2.0.0", Receipt),
        ("Final-Recipient: rfc822; a@x.test\nAction: delayed", Delay),
        ("Final-Recipient: rfc822; a@x.test\nAction: expanded", Receipt),
        ("Final-Recipient: a@x.test\nAction: failed", Bounce),
        ("Action: failed\nFinal-Recipient: rfc822; a@x.test", Bounce),
        ("  Final-Recipient: rfc822; a@x.test\n  Action: failed", Bounce),
    ],
)
def test_fields_are_read_with_their_misuses(fields: str, expected: type) -> None:
    assert isinstance(kind(report(fields)), expected)


def test_a_delay_without_class_is_temporary() -> None:
    found = kind(report("Final-Recipient: rfc822; a@x.test\nAction: delayed"))

    assert isinstance(found, Delay)
    assert found.failure.is_permanent is False


def test_a_missing_action_beside_a_warning_is_a_delay() -> None:
    raw = (
        "Return-Path: <>\nFrom: MAILER-DAEMON@x.test\nSubject: Delayed mail\n"
        "Content-Type: multipart/report; boundary=b\n\n--b\n\nStill trying.\n--b\n"
        "Content-Type: message/delivery-status\n\n"
        "Final-Recipient: rfc822; a@x.test\nStatus: 4.4.1\n--b--"
    )

    assert isinstance(kind(parse(raw.encode())), Delay)


def test_the_original_recipient_is_the_one_we_know() -> None:
    found = kind(
        report(
            "Original-Recipient: rfc822; alias@x.test\n"
            "Final-Recipient: rfc822; real@y.test\nAction: failed\nStatus: 5.1.1"
        )
    )

    assert isinstance(found, Bounce)
    assert found.failure.recipients == ("alias@x.test",)


def test_reports_of_other_kinds_are_told_apart() -> None:
    abuse = report("Feedback-Type: abuse\n", "feedback-report")
    failure = report("Feedback-Type: auth-failure\n", "feedback-report")

    assert isinstance(kind(abuse), Complaint)
    assert not isinstance(kind(failure), Complaint)


def test_a_notice_is_answered_by_nobody_so_its_sender_is_no_gate() -> None:
    person = Parts(
        headers=(("return-path", "<postmaster@x.test>"),), sender="postmaster@x.test"
    )

    assert gate.sign(person) == ""
    assert gate.sign(Parts(sender="postmaster@x.test"))
    assert gate.sign(Parts(subject="Mancato recapito"))
    assert gate.sign(Parts(subject="Undeliverable: x"))
    assert gate.sign(Parts(subject="Re: Undeliverable: x")) == ""
    assert gate.sign(Parts(headers=(("return-path", "<>"),)))
    assert gate.sign(Parts()) == ""


def test_an_absence_with_an_empty_sender_is_no_bounce() -> None:
    raw = (
        "Return-Path: <>\nFrom: anna@x.test\nTo: conti@studio.test\n"
        "Auto-Submitted: auto-replied\nSubject: assente\n\n"
        "Il messaggio non può essere recapitato a me: scrivete a ugo@x.test."
    )

    assert not isinstance(kind(parse(raw.encode())), Bounce)


def test_a_campaign_and_a_closed_list_are_bulk() -> None:
    assert isinstance(kind(Parts(headers=(("x-campaign", "1"),))), Bulk)
    assert isinstance(kind(Parts(headers=(("precedence", "list"),))), Bulk)
    assert isinstance(
        kind(Parts(headers=(("list-id", "<a.b>"), ("list-post", "<mailto:a@b>")))),
        Human,
    )


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("550 5.1.1 no", "5.1.1"),
        ("5.0.0 then 5.2.2", "5.2.2"),
        ("2.0.0 ok", "2.0.0"),
        ("host 10.5.1.1.2", ""),
        ("", ""),
    ],
)
def test_the_clearest_status_is_taken(text: str, status: str) -> None:
    assert status_in(text) == status


def test_the_other_servers_own_code_says_more() -> None:
    assert best_status("5.0.0", "550 5.1.1 no") == "5.1.1"
    assert best_status("5.1.1", "552 5.2.2 full") == "5.2.2"
    assert best_status("5.1.1", "550 5.7.1 no") == "5.7.1"
    assert best_status("5.1.1", "550 5.0.0 no") == "5.1.1"
    assert best_status("4.4.7", "no") == "4.4.7"


@pytest.mark.parametrize(
    ("status", "words", "expected"),
    [
        ("5.1.1", "", ("user_unknown", True)),
        ("5.1.2", "", ("host_unknown", True)),
        ("4.2.2", "", ("mailbox_full", False)),
        ("5.2.2", "", ("mailbox_full", True)),
        ("5.3.4", "", ("too_big", True)),
        ("5.7.1", "", ("policy", True)),
        ("5.7.1", "looks like spam", ("spam", True)),
        ("5.7.1", "listed by spamhaus", ("policy", True)),
        ("5.0.0", "user unknown", ("user_unknown", True)),
        ("4.4.7", "", ("expired", False)),
        ("", "550 no such user", ("user_unknown", True)),
        ("", "452 mailbox full", ("mailbox_full", False)),
        ("", "casella piena", ("mailbox_full", True)),
        ("", "casella piena, riprovare: errore temporaneo", ("mailbox_full", False)),
        ("", "This is a permanent error: quota exceeded", ("mailbox_full", True)),
        ("", "utente sconosciuto", ("user_unknown", True)),
        ("", "message too large", ("too_big", True)),
        ("", "virus found", ("virus", True)),
        ("", "account suspended", ("suspended", True)),
        ("", "too many connections", ("rate", False)),
        ("", "connection refused", ("network", False)),
        ("", "qualcosa", (None, True)),
        ("", "call 480-555-1234 for help", (None, True)),
        ("5.1.351", "", ("user_unknown", True)),
        ("5.9.9", "", ("other", True)),
    ],
)
def test_codes_and_words_give_reason_and_class(
    status: str, words: str, expected: tuple[str | None, bool | None]
) -> None:
    reason = reason_for(status, words)

    assert (reason, is_permanent(status, words, reason)) == expected


def test_a_person_who_writes_of_a_delivery_is_no_notice() -> None:
    raw = (
        "From: anna@x.test\nTo: conti@studio.test\nSubject: Delivery problem\n\n"
        "The goods were not delivered, please write to ugo@x.test."
    )

    assert isinstance(kind(parse(raw.encode())), Human)


FIELDS = (
    "Reporting-MTA: dns; mx.test\n\nFinal-Recipient: rfc822; ugo@cliente.test\n"
    "Action: failed\nStatus: 5.1.1\n"
)


@pytest.mark.parametrize(
    "kind_of_part", ["text/plain; name=details.txt", "application/octet-stream"]
)
def test_a_report_sent_as_a_file_is_read(kind_of_part: str) -> None:
    raw = (
        "Return-Path: <>\nFrom: postmaster@mx.test\nTo: conti@studio.test\n"
        "Subject: Undelivered\nContent-Type: multipart/mixed; boundary=b\n\n"
        "--b\nContent-Type: text/plain\n\nSorry.\n"
        f"--b\nContent-Type: {kind_of_part}\nContent-Disposition: attachment\n\n"
        f"{FIELDS}\n--b--\n"
    )
    found = kind(parse(raw.encode()))

    assert isinstance(found, Bounce)
    assert found.failure.recipients == ("ugo@cliente.test",)
    assert found.failure.status == "5.1.1"


def test_our_own_address_is_not_the_one_that_failed() -> None:
    raw = (
        "Return-Path: <>\nFrom: MAILER-DAEMON@mx.test\n"
        "To: conti+mfrggzdfmztwq2lknnwg23tpob@studio.test\nSubject: failure notice\n\n"
        "The message from conti@studio.test could not be delivered to\n"
        "ugo@cliente.test: user unknown\n"
    )
    found = kind(parse(raw.encode()))

    assert isinstance(found, Bounce)
    assert found.failure.recipients == ("ugo@cliente.test",)


def test_an_address_may_stand_some_lines_below_its_word() -> None:
    text = (
        "Write to help@mx.test.\nThe message could not be sent to this recipient:\n"
        "\n\n\n[ugo@cliente.test]\n550 5.1.1 unknown"
    )
    found = kind(parse(Notice("any", "Undelivered mail", text, "").raw))

    assert isinstance(found, Bounce)
    assert found.failure.recipients == ("ugo@cliente.test",)
