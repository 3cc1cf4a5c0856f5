"""Mails that break other parsers, or take them minutes, give a value."""

import pytest

from agent.mail.kind import kind
from agent.mail.parse import parse
from agent.mail.thread import marks

MANY = ", ".join(f"a{i}@x.test" for i in range(20_000)).encode()
PARAMETERS = b"; ".join(b"p%d=v" % i for i in range(20_000))
REFERENCES = b" ".join(b"<%d@x.test>" % i for i in range(40_000))
NESTED = b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i)
    for i in range(2000)
)

HOSTILE = {
    "20,000 addresses": b"To: " + MANY + b"\n\nx",
    "20,000 addresses in From": b"From: " + MANY + b"\n\nx",
    "20,000 parameters": b"Content-Type: text/plain; " + PARAMETERS + b"\n\nx",
    "500 kB of references": b"References: " + REFERENCES + b"\n\nx",
    "2,000 nested parts": NESTED + b"\nx",
    "5,000 flat parts": b"Content-Type: multipart/mixed; boundary=b\n\n"
    + b"--b\n\nx\n" * 5000,
    "unknown charset": b"Content-Type: text/plain; charset=no-such\n\nx",
    "bracketed message id": b"Message-ID: [abc]@[1.2.3.4]\n\nx",
    "carriage return in From": b"From: =?utf-8?q?a=0Db?= <a@x.test>\n\nx",
    "deep comments": b"From: " + b"(" * 30_000 + b" a@x.test\n\nx",
    "open quotes": b'From: "' + b'\\"' * 30_000 + b"\n\nx",
    "open angles": b"From: " + b"<" * 60_000 + b"\n\nx",
    "blanks in an id": b"References: <a" + b" " * 60_000 + b"\n\nx",
    "one long word": b"Subject: =?utf-8?q?" + b"=" * 60_000 + b"?=\n\nx",
    "words without end": b"Subject: " + b"=?a?q?" * 10_000 + b"\n\nx",
    "a header of 5 MB": b"X: " + b"a" * 5_000_000 + b"\n\nx",
    "20,000 headers": b"X: y\n" * 20_000 + b"\nx",
    "names in pieces": b"Content-Type: a/b; "
    + b"; ".join(b"name*%d*=%%41" % i for i in range(20_000))
    + b"\n\nx",
    "a year before all": b"Date: Tue, 12 May 0001 10:00:00 +9999\n\nx",
    "a name that climbs": b"Content-Type: a/b; name=../../etc/passwd\n\nx",
    "NUL bytes": b"\0" * 100_000,
    "newlines": b"Return-Path: <>\n\n" + b"\n" * 200_000,
    "blank lines": b"Return-Path: <>\n\n" + b" \n" * 100_000,
    "dashes": b"Return-Path: <>\n\n" + b"-" * 200_000,
    "signs and dashes": b"Return-Path: <>\n\n" + b"> - " * 60_000,
    "a word without end": b"Return-Path: <>\n\n" + b"fail" * 60_000,
    "addresses without end": b"Return-Path: <>\n\nfailed " + b"a@" * 60_000,
    "recipients without end": b"Return-Path: <>\n\n" + b"recipient " * 20_000,
    "fields without end": b"Content-Type: message/delivery-status\n\n"
    + b"Final-Recipient: rfc822; a@x.test\nAction: failed\n" * 5000,
    "deep html": b"Content-Type: text/html\n\n" + b"<div>" * 50_000,
    "wide html": b"Content-Type: text/html\n\n" + b"<p>x</p>" * 50_000,
    "a daticert bomb": b"X-Ricevuta: avvenuta-consegna\n"
    b"Content-Type: application/xml; name=daticert.xml\n\n"
    b'<!DOCTYPE a [<!ENTITY b "c">]><postacert ' + b"<consegna>" * 6000,
}


@pytest.mark.timeout(10)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_mail_gives_a_value(name: str) -> None:
    parts = parse(HOSTILE[name])

    assert kind(parts).because
    assert marks(parts, "studio.test", frozenset({"conti@studio.test"})).tokens == ()


def test_what_was_cut_is_said() -> None:
    assert parse(HOSTILE["2,000 nested parts"]).defects
    assert parse(HOSTILE["20,000 headers"]).defects
    assert parse(HOSTILE["a header of 5 MB"]).defects


def test_an_attachment_keeps_its_name_as_data() -> None:
    (attachment,) = parse(HOSTILE["a name that climbs"]).attachments

    assert attachment.name == "../../etc/passwd"
