"""The demo's IMAP server: mailboxes in memory, behind TLS, gone when it ends.

pymap keeps no keywords and knows no SPECIAL-USE: it is good enough to show the
program, never to judge it.
"""

from __future__ import annotations

import asyncio
import ssl
from argparse import Namespace
from datetime import datetime

from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import Config, Identity, Login
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.user import Passwords, UserMetadata
from pysasl.hashing import BuiltinHash

INBOX, SENT = "INBOX", "Sent"
_HOST = "127.0.0.1"
_HASH_ROUNDS = 1  # one password that stands in a file beside the demo


class ImapServer:
    """Serves some mailboxes from the loop it is started in."""

    def __init__(self, password: str) -> None:
        self._password = password
        self._config = Config(
            Namespace(passlib_cfg=None, proxy_protocol="noop"),
            host=_HOST,
            port=0,
            demo_data=False,
            demo_user="",
            demo_password="",
            tls_enabled=False,  # no STARTTLS: the port itself speaks nothing but TLS
            hash_context=BuiltinHash(rounds=_HASH_ROUNDS),
        )
        self._login = Login(self._config)
        self._server: asyncio.Server | None = None

    async def start(self, context: ssl.SSLContext, *users: str) -> int:
        """Open a mailbox for each user, and give the port."""
        self._config.apply_context()
        secret = await Passwords(self._config).hash_password(self._password)
        for user in users:
            await self._identity(user).set(
                UserMetadata(self._config, user, password=secret)
            )
            async with self._identity(user).new_session() as session:
                await session.mailbox_set.add_mailbox(SENT)
        serve = ProxyProtocolReader(self._config.proxy_protocol).get_callback(
            IMAPServer(self._login, self._config)
        )
        self._server = await asyncio.start_server(serve, _HOST, 0, ssl=context)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Take no more connections."""
        if self._server is not None:
            self._server.close()

    async def deliver(self, user: str, raw: bytes, at: datetime) -> None:
        """Let a mail arrive in a user's inbox."""
        async with self._identity(user).new_session() as session:
            inbox = await session.mailbox_set.get_mailbox(INBOX)
            await inbox.append(AppendMessage(raw, at), recent=True)

    def _identity(self, user: str) -> Identity:
        return Identity(user, self._login, None, frozenset())
