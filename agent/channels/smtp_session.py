"""A connection to a mail server: encrypted, logged in, and alive when given."""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import cast

import aiosmtplib

from agent.channels.smtp_login import Capabilities, SmtpLogin, tls_context
from agent.channels.smtp_words import Answer
from agent.errors import TryLater

# What the library raises when a connection or its far end fails.
LOST = (aiosmtplib.SMTPException, OSError, EOFError)

# Providers count mails a session, and a long session is what hangs unnoticed.
_MOST_IN_A_SESSION = 50
_GOODBYE_SECONDS = 5


class _Client(aiosmtplib.SMTP):
    """Leaves at once: the library's TLS goodbye waits for a peer that is gone."""

    def close(self) -> None:
        if self.transport:
            cast(asyncio.Transport, self.transport).abort()
        super().close()


class SmtpSession:
    """Holds at most one connection.

    Args:
        login: The server and who we are there.

    Raises:
        ConfigError: The authority's file cannot be read.
    """

    def __init__(self, login: SmtpLogin) -> None:
        self.fault = ""
        self.sent = 0
        self._login = login
        self._tls = tls_context(login.ca_file)
        self._client: aiosmtplib.SMTP | None = None
        self._rest_until = 0.0

    def raise_while_resting(self) -> None:
        """Leave the server alone for a while after a fault of ours.

        Raises:
            TryLater: The rest is not over.
        """
        if time.monotonic() < self._rest_until:
            raise TryLater(self.fault)

    def our_fault(self, what: str) -> TryLater:
        """Begin a rest, for what trying again at once would only make worse."""
        self._rest_until = time.monotonic() + self._login.timeouts.rest
        self.fault = f"{self._login.server} {what}"
        return TryLater(self.fault)

    def forgive(self) -> bool:
        """End a rest at once, for who only asked; False where there was none."""
        was_resting = time.monotonic() < self._rest_until
        if was_resting:
            self._rest_until, self.fault = 0.0, ""
        return was_resting

    async def client(self) -> aiosmtplib.SMTP:
        """Give a connection that is alive and in no transaction."""
        if self._client and self.sent < _MOST_IN_A_SESSION:
            with suppress(*LOST):
                async with asyncio.timeout(self._login.timeouts.command):
                    await self._client.rset()
                return self._client
        await self.part()
        self._client = await self._new_client()
        self.sent = 0
        return self._client

    @property
    def offered(self) -> aiosmtplib.SMTP:
        """Give the connection on which a letter stands offered."""
        assert self._client, "a letter is offered before it is handed over"
        return self._client

    async def capabilities(self) -> Capabilities:
        """Say what the server offers."""
        client = await self.client()
        size = client.esmtp_extensions.get("size", "")
        until = (client.get_transport_info("peercert") or {}).get("notAfter")
        return Capabilities(
            dsn=client.supports_extension("dsn"),
            size=int(size) if size.isdecimal() else 0,
            starttls=self._login.tls == "starttls",
            logins=tuple(client.server_auth_methods),
            certificate_until=_utc(until) if until else None,
        )

    async def part(self) -> None:
        """Say goodbye; that it is not answered is no failure."""
        if self._client and self._client.is_connected:
            with suppress(*LOST):
                async with asyncio.timeout(_GOODBYE_SECONDS):
                    await self._client.quit()
        self.drop()
        for _ in range(3):  # the loop still has to close what was dropped
            await asyncio.sleep(0)

    def drop(self) -> None:
        """Leave without a word: nothing more may arrive on this connection."""
        client, self._client = self._client, None
        if client:
            client.close()

    async def _new_client(self) -> aiosmtplib.SMTP:
        login = self._login
        client = _Client(
            hostname=login.host,
            port=login.port,
            use_tls=login.tls == "implicit",
            start_tls=False,  # asked for below: the library's own choice is lenient
            tls_context=self._tls,
            local_hostname=login.helo,
            timeout=None,
        )
        try:
            async with asyncio.timeout(login.timeouts.connect):
                await self._connect(client)
            async with asyncio.timeout(login.timeouts.command):
                await self._log_in(client)
        except BaseException:
            client.close()
            raise
        return client

    async def _connect(self, client: aiosmtplib.SMTP) -> None:
        await client.connect()
        tcp = cast(socket.socket, client.get_transport_info("socket"))
        tcp.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        await client.ehlo()
        if self._login.tls == "starttls":
            if not client.supports_extension("starttls"):
                raise self.our_fault("offers no encryption; no password was sent")
            await client.starttls()
            await client.ehlo()
        assert client.get_transport_info("sslcontext"), "never in clear"

    async def _log_in(self, client: aiosmtplib.SMTP) -> None:
        if not self._login.user:
            return
        ways = {"plain": client.auth_plain, "login": client.auth_login}
        offered = [name for name in ways if name in client.server_auth_methods]
        if not offered:
            raise self.our_fault("offers no login by user and password")
        try:
            await ways[offered[0]](self._login.user, self._login.password())
        except aiosmtplib.SMTPAuthenticationError as error:
            answer = Answer.of(error)
            if answer.says_never:
                raise self.our_fault(f"refuses user or password: {answer}") from None
            raise TryLater(f"{self._login.server} puts us off: {answer}") from None


def _utc(not_after: str) -> datetime:
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(not_after), UTC)
