"""Parsing is total, keeps what the mail says, and reads what programs break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.mail.parse import MAX_TEXT, parse
from agent.model.message import Attachment, Parts
from tests.mail.samples import NAMES, sample

PLAIN = b"""From: Anna <anna@cliente.test>
To: conti@studio.test, "Rossi, Ugo" <Ugo@Studio.test>
Cc: =?utf-8?q?Caff=C3=A8=2C_Bar?= <bar@cliente.test>
Subject: =?utf-8?q?Perch=C3=A9?= =?utf-8?q?_no?=
Message-ID: <a1@cliente.test>
In-Reply-To: <b2@studio.test>
References: <b1@studio.test>
 <b2@studio.test>
Date: Tue, 12 May 2026 10:00:00 +0200
Received: one
Received: two

Buongiorno
"""


def test_headers_become_what_a_reader_sees() -> None:
    parts = parse(PLAIN)

    assert (parts.sender, parts.sender_name) == ("anna@cliente.test", "Anna")
    assert parts.to == ("conti@studio.test", "ugo@studio.test")
    assert parts.cc == ("bar@cliente.test",)
    assert parts.subject == "Perché no"
    assert parts.message_id == "a1@cliente.test"
    assert parts.in_reply_to == ("b2@studio.test",)
    assert parts.references == ("b1@studio.test", "b2@studio.test")
    assert parts.sent_at is not None
    assert parts.sent_at.isoformat() == "2026-05-12T10:00:00+02:00"
    assert parts.all("Received") == ("one", "two")
    assert parts.text == "Buongiorno\n"
    assert parts.defects == ()


def test_headers_alone_are_a_mail() -> None:
    assert parse(b"From: a@b.test\r\nSubject: x\r\n\r\n").subject == "x"
    assert parse(b"From: a@b.test\r\nSubject: x").subject == "x"


MIXED = b"""From: a@cliente.test
Content-Type: multipart/mixed; boundary="out"

preamble
--out
Content-Type: multipart/alternative; boundary=in

--in
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

Perch=E9 no=
?
--in
Content-Type: text/html; charset=utf-8

<p>Perch&eacute; no?</p>
--in--
--out
Content-Type: application/pdf; name*0="ri"; name*1="cevuta.pdf"
Content-Disposition: attachment; filename*=utf-8''ricevuta%20%E2%82%AC.pdf
Content-Transfer-Encoding: base64

JVBERi0x
LjQ
--out
Content-Type: message/rfc822

From: b@cliente.test
Subject: inner

inner text
--out--
epilogue
"""


def test_text_html_files_and_attached_mails_are_told_apart() -> None:
    parts = parse(MIXED)

    assert parts.text == "Perché no?"
    assert parts.html == "<p>Perch&eacute; no?</p>"
    assert parts.attachments == (
        Attachment("ricevuta €.pdf", "application/pdf", b"%PDF-1.4"),
        Attachment(
            "",
            "message/rfc822",
            b"From: b@cliente.test\nSubject: inner\n\ninner text",
        ),
    )


def test_html_alone_is_read_as_text() -> None:
    raw = b"Content-Type: text/html\n\n<p>Uno</p><script>x()</script><p>Due</p>"

    assert parse(raw).text == "Uno\nDue"


def test_a_report_gives_its_fields_and_what_it_returns() -> None:
    parts = parse(sample("postfix_unknown_user"))

    assert "Action: failed" in parts.report[0]
    assert parts.returned.startswith("Return-Path: <conti+")
    assert parts.attachments == ()


@pytest.mark.parametrize(
    ("declared", "data", "text"),
    [
        ("utf-8", "perché €".encode(), "perché €"),
        ("us-ascii", "perché".encode(), "perché"),
        ("iso-8859-1", b"\x80 5", "€ 5"),
        ("x-unknown", "perché".encode("cp1252"), "perché"),
        ("utf-8", "perché €".encode("cp1252"), "perché €"),
        ("idna", "perché".encode(), "perché"),
        ("rot13", b"abc", "abc"),
        ("unicode_escape", b"\\q \xe9", "\\q é"),
        ("utf-16", "caro".encode("utf-16"), "caro"),
        ("iso-2022-jp", "日本".encode("iso-2022-jp"), "日本"),
        ("../../etc/passwd", b"abc", "abc"),
        ("", "Straße".encode(), "Straße"),
    ],
)
def test_a_charset_may_be_wrong_unknown_or_no_charset(
    declared: str, data: bytes, text: str
) -> None:
    head = f'Content-Type: text/plain; charset="{declared}"\n\n'.encode()

    assert parse(head + data).text == text


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        (b"\n\n \nSubject: x\n\n", "x"),
        (b"\xef\xbb\xbfSubject: x\n\n", "x"),
        (b"From anna Tue May 12 10:00:00 2026\nSubject: x\n\n", "x"),
        (b"Subject : x\n\n", "x"),
        (b"Subject: =?utf-8?b?cGVyY2g=?=\n =?utf-8?b?w6k=?=\n\n", "perché"),
        (b"Subject: =?utf-8?b?ww==?= =?utf-8?b?qQ==?=\n\n", "é"),
        (b"Subject: perch\xc3\xa9\n\n", "perché"),
        (b"Subject: perch\xe9\n\n", "perché"),
        (b"Subject: =?x-no?q?caff=E8?=\n\n", "caffè"),
        (b"Subject: =?utf-8?q?a=0D=0ABcc:_b@c.test?=\n\n", "a Bcc: b@c.test"),
    ],
)
def test_subjects_are_read_however_they_are_written(raw: bytes, subject: str) -> None:
    assert parse(raw).subject == subject


def test_a_multipart_that_lost_its_boundary_is_still_read() -> None:
    raw = b"""Content-Type: multipart/alternative;
boundary="lost"

--lost
Content-Type: text/plain

found
--lost--
"""

    parts = parse(raw)

    assert parts.text == "found"
    assert "A multipart names no boundary." in parts.defects


def test_a_multipart_without_end_is_read_to_its_end() -> None:
    raw = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nwords"

    parts = parse(raw)

    assert parts.text == "words"
    assert parts.defects == ("A multipart has no end.",)


@given(st.binary(max_size=4000))
def test_any_bytes_are_a_mail(raw: bytes) -> None:
    assert isinstance(parse(raw), Parts)


HEADER = st.sampled_from(
    ["From", "To", "Date", "Subject", "Message-ID", "References", "Content-Type"]
)


@given(st.lists(st.tuples(HEADER, st.text(max_size=200)), max_size=8))
def test_any_header_values_are_read(fields: list[tuple[str, str]]) -> None:
    raw = "".join(f"{name}: {value}\r\n" for name, value in fields)

    assert isinstance(parse(raw.encode("utf-8", "surrogatepass")), Parts)


@given(name=st.sampled_from(NAMES), cut=st.floats(0, 1))
def test_a_mail_cut_short_is_a_mail(name: str, cut: float) -> None:
    raw = sample(name)

    assert isinstance(parse(raw[: int(cut * len(raw))]), Parts)


def test_the_text_is_capped() -> None:
    assert len(parse(b"\n" + b"x " * MAX_TEXT).text) == MAX_TEXT


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Tue, 12 May 2026 10:00:00 +0200", "2026-05-12T10:00:00+02:00"),
        ("12 May 26 10:00 EST", "2026-05-12T10:00:00-05:00"),
        ("Tue, 12 May 1999 10.00.61 GMT", "1999-05-12T10:00:59+00:00"),
        ("12 May 98 10:00:00", "1998-05-12T10:00:00+00:00"),
        ("Tue, 12 May 2026 10:00:00 +9999", "2026-05-12T10:00:00+00:00"),
        ("Tue, 12 May 2026 10:00:00 -0130", "2026-05-12T10:00:00-01:30"),
    ],
)
def test_a_date_is_read_as_programs_write_it(date: str, expected: str) -> None:
    sent_at = parse(f"Date: {date}\n\n".encode()).sent_at

    assert sent_at is not None
    assert sent_at.isoformat() == expected


@pytest.mark.parametrize(
    "date",
    [
        "",
        "yesterday",
        "31 Feb 2026 10:00:00",
        "1 May 0001 10:00:00",
        "1 Foo 2026 10:00",
    ],
)
def test_a_date_that_is_none_is_none(date: str) -> None:
    assert parse(f"Date: {date}\n\n".encode()).sent_at is None


@given(st.binary(max_size=600), st.sampled_from(["utf-7", "utf-16", "utf-8", "big5"]))
def test_every_text_can_be_stored(body: bytes, charset: str) -> None:
    head = f"Content-Type: text/html; charset={charset}\nSubject: ".encode()

    parts = parse(head + body.replace(b"\n", b" ") + b"\n\n" + body)

    assert "\0" not in parts.text + parts.subject + parts.html
    assert (parts.text + parts.subject + parts.html).encode("utf-8") is not None


def test_half_a_pair_of_surrogates_is_replaced() -> None:
    raw = b"Content-Type: text/html; charset=utf-7\n\n<p>a+2AA-b</p>"

    assert parse(raw).text == "a�b"
