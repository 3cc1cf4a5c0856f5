"""How to get into a mail server that sends for us, and what it offers."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from agent.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long each step may take, in seconds.

    Args:
        data: For the last 250; RFC 5321 § 4.5.3.2.6 asks for ten minutes, and
            hanging up earlier leaves a letter in doubt.
        grace: What a running DATA still gets after `stop`.
        rest: After a fault of ours (wrong password, refused sender) the server
            is left alone for so long: providers lock out who hammers.
    """

    connect: float = 30
    command: float = 60
    data: float = 330
    grace: float = 60
    rest: float = 300


@dataclass(frozen=True, slots=True)
class SmtpLogin:
    """Where we send from and who we are there; never in clear.

    Args:
        user: Empty = the server knows us without a login.
        password: Gives the secret when it is needed; nothing keeps it.
        ca_file: Trust this authority alone; empty = those of the system.
        helo: Our name in EHLO.
    """

    host: str
    user: str
    password: Callable[[], str] = field(repr=False)
    port: int = 465
    tls: Literal["implicit", "starttls"] = "implicit"
    ca_file: str = ""
    helo: str = "localhost"
    timeouts: Timeouts = Timeouts()

    @property
    def server(self) -> str:
        """Give host and port, as sentences name it."""
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a server offers, for `doctor`.

    Args:
        size: Most bytes of a mail; 0 = it does not say.
        starttls: It was asked for and given.
        logins: Names of SASL mechanisms, lower case.
        certificate_until: When its certificate ends, UTC.
    """

    dsn: bool
    size: int
    starttls: bool
    logins: tuple[str, ...]
    certificate_until: datetime | None


def tls_context(ca_file: str) -> ssl.SSLContext:
    """Make a context that checks certificate and name: there is no other kind.

    Raises:
        ConfigError: The authority's file cannot be read.
    """
    try:
        return ssl.create_default_context(cafile=ca_file or None)
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(
            f"ca_file {ca_file} cannot be used: {error.strerror or error}"
        ) from error
