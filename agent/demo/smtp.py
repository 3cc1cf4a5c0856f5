"""The demo's mail server for sending: TLS from the first byte, a login, no relay.

What is addressed to the firm's own mailbox lands there, "+detail" or not; all
else is kept for whoever plays the world outside.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

_LOG = logging.getLogger("mail.log")  # aiosmtpd's
_HOST = "127.0.0.1"
_NAME = "mx.demo.test"
_OF_DSN = ("RET", "ENVID", "NOTIFY", "ORCPT")  # RFC 3461: known, though not to aiosmtpd


@dataclass(frozen=True, slots=True)
class Posted:
    """A mail as it was handed over, for one recipient.

    Args:
        sender: The envelope's: where reports go.
        wants_delivered: A report was asked for also where all goes well.
    """

    sender: str
    recipient: str
    raw: bytes
    wants_delivered: bool = False


class _Session(SMTP):
    """Speaks SMTP with the parameters of RFC 3461."""

    def _getparams(self, params: Sequence[str]) -> dict[str, str | bool] | None:
        found = super()._getparams([each for each in params if not _is_dsn(each)])
        return None if found is None else dict(found)


def _is_dsn(param: str) -> bool:
    return param.partition("=")[0] in _OF_DSN


class SmtpServer:
    """Takes mail for whoever logs in with the password.

    Args:
        take: Given each mail as it is handed over; what it raises refuses the mail.
    """

    def __init__(
        self, user: str, password: str, take: Callable[[Posted], Awaitable[None]]
    ) -> None:
        self._login = LoginPassword(user.encode(), password.encode())
        self._take = take
        self._server: asyncio.Server | None = None

    async def start(self, context: ssl.SSLContext) -> int:
        """Listen, and give the port."""
        loop = asyncio.get_running_loop()
        _LOG.setLevel(logging.ERROR)  # it warns of an attribute that it sets itself

        def session() -> _Session:
            return _Session(
                self,
                hostname=_NAME,
                ident="Sollecito demo",
                enable_SMTPUTF8=True,
                auth_require_tls=False,  # aiosmtpd means STARTTLS; here all is TLS
                authenticator=self._authenticate,
                loop=loop,
            )

        self._server = await loop.create_server(session, _HOST, 0, ssl=context)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Take no more connections."""
        if self._server is not None:
            self._server.close()

    def _authenticate(
        self, _smtp: SMTP, _session: Session, _envelope: Envelope, _how: str, said: Any
    ) -> AuthResult:
        return AuthResult(success=said == self._login, handled=False)

    async def handle_EHLO(  # noqa: N802  aiosmtpd's own name
        self,
        _smtp: SMTP,
        session: Session,
        _envelope: Envelope,
        hostname: str,
        answers: list[str],
    ) -> list[str]:
        """Offer reports of delivery (RFC 3461)."""
        session.host_name = hostname
        return [*answers[:-1], "250-DSN", answers[-1]]

    async def handle_RCPT(  # noqa: N802  aiosmtpd's own name
        self,
        _smtp: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Take recipients from whoever has logged in."""
        if not session.authenticated:
            return "530 5.7.0 log in first"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802  aiosmtpd's own name
        self, _smtp: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Take a mail, once for each recipient."""
        wanted = any(
            option.startswith("NOTIFY=") and "SUCCESS" in option
            for option in envelope.rcpt_options
        )
        for recipient in envelope.rcpt_tos:
            raw = bytes(envelope.original_content or b"")
            sender = envelope.mail_from or ""
            await self._take(Posted(sender, recipient, raw, wants_delivered=wanted))
        return "250 2.0.0 taken"
