"""A connection to an IMAP server: encrypted and timed."""

from __future__ import annotations

import imaplib
import re
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal, cast

from imapclient import IMAPClient
from imapclient.exceptions import LoginError

from agent.errors import ConfigError, Refused, TryLater
from agent.inbox.imap_client import Client
from agent.inbox.source import Role

# RFC 5530 and the words of Gmail and Microsoft 365: not our password's fault.
_BUSY = re.compile(
    r"\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG|THROTTLED|OVERQUOTA)\]|too many", re.I
)
_BYTES = re.compile(r"""b(['"])(.*)\1""")  # as the library repeats what it was told
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class ImapLogin:
    """Where a mailbox is and who we are there; never in clear.

    Args:
        password: Gives the secret when it is needed; nothing keeps it.
        ca_file: Trust this authority alone; empty = those of the system.
        folders: Names the owner gave, by role, where the server does not tell.
        timeout_seconds: For every answer; without one a dead link blocks for
            ever.
    """

    host: str
    user: str
    password: Callable[[], str] = field(repr=False)
    port: int = 993
    tls: Literal["implicit", "starttls"] = "implicit"
    ca_file: str = ""
    timeout_seconds: float = 30
    folders: Mapping[Role, str] = field(default_factory=dict)

    @property
    def server(self) -> str:
        """Give host and port, as sentences name it."""
        return f"{self.host}:{self.port}"


def connect(login: ImapLogin) -> Client:
    """Connect and log in.

    Raises:
        ConfigError: The authority's file cannot be read.
        TryLater: The server is away or busy.
        Refused: User, password, certificate or encryption.
    """
    context = _tls_context(login.ca_file)
    with talking(login.server):
        client = _connect(login, context)
        try:
            _log_in(client, login, context)
        except BaseException:
            part(client)
            raise
    return client


@contextmanager
def talking(server: str) -> Iterator[None]:
    """Turn what fails on the wire into one of our errors, with a sentence."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise Refused(
            f"{server} shows a certificate that cannot be trusted"
            f" ({error.verify_message}); if the server is your own, name its"
            " authority's file in ca_file"
        ) from error
    except (OSError, EOFError, imaplib.IMAP4.error) as error:
        raise TryLater(f"{server} {_why(error)}") from error


def part(client: Client) -> None:
    """Leave without a word; a link that is dead would not answer anyway."""
    with suppress(OSError, imaplib.IMAP4.error):
        client.shutdown()


def _tls_context(ca_file: str) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca_file or None)
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(
            f"ca_file {ca_file} cannot be used: {error.strerror or error}"
        ) from error


def _connect(login: ImapLogin, context: ssl.SSLContext) -> Client:
    is_implicit = login.tls == "implicit"
    client = cast(
        Client,
        IMAPClient(
            login.host,
            login.port,
            ssl=is_implicit,
            ssl_context=context if is_implicit else None,
            timeout=login.timeout_seconds,
        ),
    )
    client.normalise_times = False
    client.socket().setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    # The library writes a SEARCH in pieces: held back, the second one waits 45 ms
    # for the server's delayed acknowledgement (measured on loopback).
    client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return client


def _log_in(client: Client, login: ImapLogin, context: ssl.SSLContext) -> None:
    if login.tls == "starttls":
        _encrypt(client, login, context)
    try:
        client.login(login.user, login.password())
    except LoginError as error:
        # The library wraps a lost connection in the same error.
        if isinstance(error.__context__, imaplib.IMAP4.abort):
            raise error.__context__ from None
        if _BUSY.search(str(error)):
            raise
        raise Refused(
            f"{login.server} refuses user or password: {_quote(error)}"
        ) from None


def _encrypt(client: Client, login: ImapLogin, context: ssl.SSLContext) -> None:
    """Begin TLS; also where the server claims to know us already (PREAUTH)."""
    try:
        client.starttls(context)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise Refused(
            f"{login.server} offers no encryption; no password was sent"
        ) from error


def _why(error: Exception) -> str:
    match error:
        case TimeoutError():
            return "does not answer (time-out)"
        case ConnectionRefusedError():
            return "refuses connections: wrong port, or the server is down"
        case ssl.SSLEOFError() | ssl.SSLZeroReturnError():
            return "cut the connection"
        case ssl.SSLError():
            return "does not speak TLS as expected; check the port and the encryption"
        case imaplib.IMAP4.abort() | ConnectionError() | EOFError():
            return "cut the connection"
        case OSError():
            return f"cannot be reached ({error.strerror or 'network failure'})"
        case _:
            return f"says: {_quote(error)}"


def _quote(error: Exception) -> str:
    said = " ".join(str(error).split())
    in_bytes = _BYTES.fullmatch(said)
    return (in_bytes[2] if in_bytes else said)[:_LONGEST]
