"""SMTP answers and failures as sentences a book-keeper understands."""

from __future__ import annotations

import re
import ssl
from dataclasses import dataclass

import aiosmtplib

_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_ADDRESS = re.compile(r"<?[^\s<>@]+@[^\s<>@]+>?")
_LONGEST = 300
_TOO_BIG = 552
_TOO_BIG_STATUS = ("5.3.4", "5.2.3")  # RFC 3463 § 3.4 and § 3.3


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said; printed, addresses are taken out: it goes into logs."""

    code: int
    text: str

    @classmethod
    def of(cls, error: aiosmtplib.SMTPResponseException) -> Answer:
        """Take the answer out of the library's exception."""
        return cls(error.code, error.message)

    @property
    def status(self) -> str | None:
        """Give the enhanced status code (RFC 3463), "5.1.1"."""
        found = _STATUS.search(self.text)
        return found[1] if found else None

    @property
    def says_later(self) -> bool:
        """Tell a 4xx: nothing was taken, come back."""
        return self.code // 100 == 4  # noqa: PLR2004

    @property
    def says_never(self) -> bool:
        """Tell a 5xx: nothing was taken, and never will be."""
        return self.code // 100 == 5  # noqa: PLR2004

    @property
    def is_about_size(self) -> bool:
        """Tell whether the letter is too big."""
        return self.code == _TOO_BIG or self.status in _TOO_BIG_STATUS

    def __str__(self) -> str:
        """Quote it on one line."""
        text = self.text.encode("utf-8", "replace").decode()
        line = _ADDRESS.sub("<...>", " ".join(text.split()))
        return f"{self.code} {line}".strip()[:_LONGEST]


def unreachable(server: str, error: BaseException) -> str:
    """Say why a server could not be talked to."""
    reason = _root(error)
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"{server}: {_certificate(reason)}"
    if isinstance(reason, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return f"{server} cut the connection"
    if isinstance(reason, ssl.SSLError):
        return (
            f"{server} does not speak TLS as expected; check the port and the kind"
            " of encryption (465 implicit, 587 STARTTLS)"
        )
    return f"{server} {_network(reason)}"


def _network(reason: BaseException) -> str:
    match reason:
        case TimeoutError():
            return "does not answer (time-out)"
        case ConnectionRefusedError():
            return "refuses connections: wrong port, or the server is down"
        case aiosmtplib.SMTPResponseException():
            return f"says {Answer.of(reason)}"
        case ConnectionError() | EOFError():
            return "cut the connection"
        case OSError():
            return f"cannot be reached ({reason.strerror or 'network failure'})"
        case _:
            return f"is not understood ({type(reason).__name__})"


def _certificate(error: ssl.SSLCertVerificationError) -> str:
    # X509_V_ERR_* numbers of OpenSSL.
    match error.verify_code:
        case 10:
            return "its certificate has expired; nothing was sent"
        case 62 | 64:
            return "its certificate is for another name; check the host name"
        case 18 | 19 | 20 | 21:
            return (
                "its certificate is signed by nobody we know; if the server is your"
                " own, name its authority's file in ca_file"
            )
        case _:
            return f"its certificate is not valid ({error.verify_message})"


def _root(error: BaseException) -> BaseException:
    """Find what happened below the library's own wrapping."""
    while isinstance(error, aiosmtplib.SMTPConnectError) and isinstance(
        error.__cause__, OSError
    ):
        error = error.__cause__
    return error
