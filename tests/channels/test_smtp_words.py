"""What is said of a server that could not be talked to."""

from __future__ import annotations

import socket
import ssl

import aiosmtplib
import pytest

from agent.channels.smtp_words import Answer, unreachable


def bad_certificate(code: int, message: str = "") -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "no")
    error.verify_code, error.verify_message = code, message
    return error


def wrapped(cause: Exception) -> Exception:
    error = aiosmtplib.SMTPConnectError("Error connecting")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (TimeoutError(), "does not answer (time-out)"),
        (wrapped(ConnectionRefusedError()), "refuses connections: wrong port, or"),
        (wrapped(socket.gaierror(-2, "Name or service not known")), "cannot be reached (Name or service not known)"),
        (OSError(), "cannot be reached (network failure)"),
        (ssl.SSLEOFError(8, "EOF"), "cut the connection"),
        (ConnectionResetError(), "cut the connection"),
        (aiosmtplib.SMTPServerDisconnected("x"), "cut the connection"),
        (wrapped(ssl.SSLError(1, "WRONG_VERSION_NUMBER")), "does not speak TLS as expected"),
        (wrapped(bad_certificate(10)), "its certificate has expired; nothing was sent"),
        (bad_certificate(62), "its certificate is for another name"),
        (bad_certificate(19), "signed by nobody we know"),
        (bad_certificate(99, "odd"), "its certificate is not valid (odd)"),
        (aiosmtplib.SMTPHeloError(501, "bad name"), "says 501 bad name"),
        (aiosmtplib.SMTPException("what"), "is not understood (SMTPException)"),
    ],
)  # fmt: skip
def test_every_failure_has_its_sentence(error: Exception, words: str) -> None:
    said = unreachable("mail.firm.test:465", error)
    assert said.startswith("mail.firm.test:465")
    assert words in said


def test_an_answer_is_quoted_on_one_line_without_addresses() -> None:
    answer = Answer(
        550, "5.1.1 <anna@client.test>:\n no \x00such\tuser \udcff" + "x" * 999
    )
    quoted = str(answer)
    assert quoted.startswith("550 5.1.1 <...>")
    assert "anna" not in quoted
    assert "\n" not in quoted
    assert len(quoted) == 300
    assert answer.status == "5.1.1"


@pytest.mark.parametrize(
    ("code", "later", "never"),
    [(421, True, False), (451, True, False), (550, False, True), (-1, False, False), (200, False, False), (600, False, False)],
)  # fmt: skip
def test_only_4xx_and_5xx_say_that_nothing_was_taken(
    code: int,
    later: bool,  # noqa: FBT001
    never: bool,  # noqa: FBT001
) -> None:
    assert (Answer(code, "").says_later, Answer(code, "").says_never) == (later, never)
