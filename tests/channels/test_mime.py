"""Letters as mails: structure, threads, and nothing smuggled in."""

from __future__ import annotations

import email
import re
from dataclasses import replace
from datetime import datetime
from email import policy
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agent.channels.addresses import wire
from agent.channels.mime import Head, build
from agent.errors import Refused
from agent.model.letter import Composed, File

HEAD = Head(
    from_name="Studio Rossi & C., s.r.l.",
    from_address="incassi@firm.test",
    to="anna@client.test",
    to_name="Anna Verdi",
    message_id="abc234.k7q2@firm.test",
    date=datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Europe/Rome")),
)
LETTER = Composed(
    subject="Fattura 12/2026: perché è scaduta",
    text="Gentile Anna,\n\nla fattura è scaduta.\n.\nFrom here on\n"
    + "x" * 2000
    + "\n",
    html='<p>Gentile Anna,</p><img src="cid:eta.png">',
    attachments=(File("fattura 12-2026 – copia.pdf", "application/pdf", b"%PDF-1.7"),),
    inline=(File("eta.png", "image/png", b"\x89PNG"),),
)


def parsed(raw: bytes) -> EmailMessage:
    mail = email.message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def test_a_letter_has_text_html_with_its_picture_and_the_attachment() -> None:
    mail = parsed(build(LETTER, HEAD))
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "application/pdf",
    ]
    assert mail["From"] == '"Studio Rossi & C., s.r.l." <incassi@firm.test>'
    assert mail["To"] == "Anna Verdi <anna@client.test>"
    assert mail["Subject"] == LETTER.subject
    assert mail["Date"] == "Mon, 02 Mar 2026 09:30:00 +0100"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["MIME-Version"] == "1.0"
    assert mail["X-Auto-Response-Suppress"] is None


def test_the_words_come_back_as_written() -> None:
    mail = parsed(build(LETTER, HEAD))
    text = mail.get_body(("plain",))
    assert text is not None
    assert text.get_content().replace("\r\n", "\n") == LETTER.text
    html = mail.get_body(("html",))
    assert html is not None
    assert html.get_content().strip() == LETTER.html


def test_files_come_back_as_they_were() -> None:
    (pdf,) = parsed(build(LETTER, HEAD)).iter_attachments()
    assert pdf.get_filename() == "fattura 12-2026 – copia.pdf"
    assert pdf.get_payload(decode=True) == b"%PDF-1.7"


def test_the_picture_is_found_by_its_name() -> None:
    (picture,) = [
        part for part in parsed(build(LETTER, HEAD)).walk() if part["Content-ID"]
    ]
    assert picture["Content-ID"] == "<eta.png>"
    assert picture.get_content_disposition() == "inline"


def test_a_letter_of_text_alone_is_one_part() -> None:
    mail = parsed(build(Composed("Oggetto", "Testo\n"), HEAD))
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content() == "Testo\r\n"


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert build(LETTER, HEAD) == build(LETTER, HEAD)


def test_no_letter_carries_what_the_one_before_it_said_of_itself() -> None:
    alone = build(Composed("Oggetto", "Testo\n"), replace(HEAD, auto_submitted=""))
    build(LETTER, HEAD)
    assert (
        build(Composed("Oggetto", "Testo\n"), replace(HEAD, auto_submitted="")) == alone
    )
    assert b"Auto-Submitted" not in alone


def test_another_letter_has_other_boundaries() -> None:
    other = replace(HEAD, message_id="zzz.999@firm.test")
    assert boundaries(build(LETTER, HEAD)).isdisjoint(boundaries(build(LETTER, other)))


def boundaries(raw: bytes) -> set[bytes]:
    return set(re.findall(rb'boundary="([^"]+)"', raw))


def test_every_line_is_short_ascii_and_ends_in_crlf() -> None:
    raw = build(LETTER, HEAD)
    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_the_thread_names_the_first_and_the_latest_letters() -> None:
    older = tuple(f"letter-{no}@firm.test" for no in range(30))
    head = replace(HEAD, in_reply_to=older[-1], references=older)
    mail = parsed(build(LETTER, head))
    assert mail["In-Reply-To"] == "<letter-29@firm.test>"
    assert mail["References"].split() == [
        "<letter-0@firm.test>",
        *(f"<letter-{no}@firm.test>" for no in range(21, 30)),
    ]


def test_a_long_id_of_a_provider_is_left_as_it_is() -> None:
    long_id = f"{'A' * 90}@eur01.prod.provider.test"
    raw = build(LETTER, replace(HEAD, in_reply_to=long_id, references=(long_id,)))
    assert f"In-Reply-To: <{long_id}>\r\n".encode() in raw
    assert f"References: <{long_id}>\r\n".encode() in raw


@pytest.mark.parametrize(
    "bad", ["", "no-at", "a b@c", "a@b>\r\nBcc: x@y.test", "è@client.test", "a<b@c"]
)
def test_what_is_no_id_stays_out_of_the_thread(bad: str) -> None:
    raw = build(LETTER, replace(HEAD, in_reply_to=bad, references=(bad,)))
    assert b"In-Reply-To" not in raw
    assert b"References" not in raw
    assert b"Bcc" not in raw


def test_a_message_id_of_ours_must_be_one() -> None:
    with pytest.raises(Refused, match="Message-ID"):
        build(LETTER, replace(HEAD, message_id="a@b\r\nBcc: x@y.test"))


def test_optional_headers_stand_where_asked_for() -> None:
    head = replace(
        HEAD,
        reply_to="incassi+abc234@firm.test",
        disposition_notification_to="incassi@firm.test",
        auto_submitted="",
        extra=(("X-Sollecito", "3"),),
    )
    mail = parsed(build(LETTER, head))
    assert mail["Reply-To"] == "incassi+abc234@firm.test"
    assert mail["Disposition-Notification-To"] == "incassi@firm.test"
    assert mail["Auto-Submitted"] is None
    assert mail["X-Sollecito"] == "3"


def test_a_header_name_cannot_carry_another_header() -> None:
    with pytest.raises(Refused, match="header"):
        build(LETTER, replace(HEAD, extra=(("X: 1\r\nBcc", "x@y.test"),)))


hostile = st.text(
    st.one_of(st.characters(), st.sampled_from('\r\n\0\u2028\ud800 :;,<>@"\\=?_()é\t')),
    max_size=120,
)


@example(*["a\x85Bcc: x@y.test\x1c\u2028\r\n b"] * 5)
@given(subject=hostile, name=hostile, text=hostile, html=hostile, file=hostile)
def test_no_word_becomes_a_header_or_a_recipient(
    subject: str, name: str, text: str, html: str, file: str
) -> None:
    letter = Composed(
        subject, text, html, attachments=(File(file, "text/weird; x=1", b"data"),)
    )
    head = replace(HEAD, from_name=name, to_name=name, extra=(("X-Note", name),))
    raw = build(letter, head)
    mail = parsed(raw)
    assert mail.keys() == [
        "Message-ID", "From", "To", "Subject", "Date", "Auto-Submitted", "X-Note",
        *mail.keys()[7:],
    ]  # fmt: skip
    assert set(mail.keys()[7:]) <= {"MIME-Version", "Content-Type"}
    assert [address.addr_spec for address in mail["To"].addresses] == [HEAD.to]
    assert raw.isascii()


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "anna",
        "@client.test",
        "anna@",
        "però@client.test",
        "a b@client.test",
        "anna@client.test\r\nBcc: x@y.test",
        "anna@client..test",
        "anna@-client.test",
        '"anna verdi"@client.test',
        "anna@client.test>",
        f"{'a' * 65}@client.test",
        "anna@cli\u2024ent.test",
        "anna@\u0301.test",
        f"anna@{'è' * 60}.test",
    ],
)
def test_what_cannot_be_written_to_is_refused_with_a_sentence(bad: str) -> None:
    with pytest.raises(Refused, match="not an address"):
        build(LETTER, replace(HEAD, to=bad))


def test_a_domain_with_accents_goes_over_the_wire_in_ascii() -> None:
    assert wire("anna@perché.test") == "anna@xn--perch-fsa.test"
    assert wire("anna+x@client.test") == "anna+x@client.test"
