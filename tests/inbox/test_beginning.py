"""Big mails: what is kept of a beginning that was cut anywhere."""

from __future__ import annotations

import email
from email.message import EmailMessage
from email.policy import SMTP

from hypothesis import given
from hypothesis import strategies as st

from agent.inbox.beginning import without_cut_file


def mail() -> bytes:
    letter = EmailMessage(policy=SMTP)
    letter["Subject"] = "Estratto conto"
    letter.set_content("In allegato l'estratto conto.\n" * 20)
    letter.add_alternative("<p>In allegato</p>", subtype="html")
    rows = "data;importo\n" + "2026-03-02;100,00\n" * 200
    letter.add_attachment(rows, subtype="csv", filename="movimenti.csv")
    letter.add_attachment(
        b"%PDF" * 500, maintype="application", subtype="pdf", filename="a.pdf"
    )
    return letter.as_bytes()


MAIL = mail()
CSV_AT = MAIL.index(b"data;importo")


def files(raw: bytes) -> dict[str, bytes]:
    return {
        str(part.get_filename()): part.get_payload(decode=True)  # type: ignore[misc]
        for part in email.message_from_bytes(raw).walk()
        if part.get_filename()
    }


WHOLE_FILES = files(MAIL)


@given(st.integers(0, len(MAIL)))
def test_no_cut_leaves_half_a_file(length: int) -> None:
    kept = without_cut_file(MAIL[:length])
    assert MAIL.startswith(kept.removesuffix(b"\r\n\r\n"))
    assert files(kept).items() <= WHOLE_FILES.items()


def test_the_words_before_a_big_file_stay() -> None:
    kept = without_cut_file(MAIL[: CSV_AT + 50])
    assert kept.count(b"In allegato l'estratto conto.") == 20
    assert b"data;importo" not in kept


def test_a_whole_file_before_the_cut_one_stays() -> None:
    kept = without_cut_file(MAIL[:-500])
    assert set(files(kept)) == {"movimenti.csv"}


def test_a_long_text_is_cut_where_it_is_cut() -> None:
    long_text = b"Subject: x\r\n\r\n" + b"parole " * 100
    assert without_cut_file(long_text[:50]) == long_text[:50]


def test_of_a_mail_that_is_one_file_only_the_headers_stay() -> None:
    scan = (
        b"Subject: x\r\nContent-Type: application/pdf;\r\n name=a.pdf\r\n\r\nJVBERi0x"
    )
    assert without_cut_file(scan).endswith(b"name=a.pdf\r\n\r\n")


def test_a_statement_sent_as_plain_text_file_is_not_read_by_half() -> None:
    csv = b'Subject: x\r\nContent-Type: text/plain;\r\n\tname="m.csv"\r\n\r\ndata;importo\r\n1'
    assert b"importo" not in without_cut_file(csv)
