"""Where one pair of mail servers lives and how its provider behaves."""

import string
from dataclasses import dataclass
from pathlib import Path

from tests.servers.machine import Account, PortLease

USERS = (
    "incassi@firm.test",
    "summary@firm.test",
    "boss@firm.test",
    "pec@firm.test",
    "ok@client.test",
    "anna@client.test",
    "bruno@client.test",
    "away@client.test",
    "full@client.test",
)
PASSWORD = "bench-secret"


@dataclass(frozen=True, slots=True)
class Profile:
    """What the mail provider allows, announces and adds.

    Attributes:
        plus_detail: name+anything@firm.test reaches name@firm.test.
        dsn: EHLO offers DSN (RFC 3461).
        any_sender: a login may send under every address; else MAIL FROM is the login.
        special_use: the folders are announced by RFC 6154.
        authentication_results: mail on the SMTP port is judged, see `postfix.py`.
        files_sent: what is submitted is filed in Sent by the server itself.
        queue_lifetime_seconds: after so long without delivery a mail is returned.
        delay_warning_seconds: after so long the sender is told of the delay.
        retry_seconds: between two attempts.
        size_limit: bytes a mail may have.
        fsync: Dovecot's mail_fsync.
    """

    plus_detail: bool = True
    dsn: bool = True
    any_sender: bool = True
    special_use: bool = True
    authentication_results: bool = True
    files_sent: bool = False
    queue_lifetime_seconds: int = 10
    delay_warning_seconds: int = 3
    retry_seconds: int = 1
    size_limit: int = 60_000_000
    fsync: str = "optimized"

    @property
    def delimiter(self) -> str:
        return "+" if self.plus_detail else ""


ORDINARY = Profile()
STRICT = Profile(
    plus_detail=False,
    dsn=False,
    any_sender=False,
    special_use=False,
    authentication_results=False,
)


@dataclass(frozen=True, slots=True)
class Ports:
    """The loopback ports of one pair; nobody ever listens on `closed`."""

    imap: int
    imaps: int
    lmtp: int
    smtp: int
    submission: int
    smtps: int
    fakeroot: int
    closed: int


def take_ports(lease: PortLease) -> Ports:
    """Reserve all the ports of one pair."""
    return Ports(*(lease.take() for _ in Ports.__slots__))


@dataclass(frozen=True, slots=True)
class Place:
    """The folder, account, ports and users of one pair, and its provider's manners."""

    directory: Path
    home: Path
    account: Account
    ports: Ports
    profile: Profile
    users: tuple[str, ...]

    def user_home(self, user: str) -> Path:
        """Return the folder of a user's mail."""
        local, _, domain = user.partition("@")
        return self.directory / "mail" / domain / local

    def fill_in(self, template: str, **values: object) -> str:
        """Return a file of `conf/` with the names in it replaced."""
        text = (Path(__file__).parent / "conf" / template).read_text()
        ports = {name: getattr(self.ports, name) for name in Ports.__slots__}
        return string.Template(text).substitute(
            ports,
            dir=self.directory,
            unpacked=self.home,
            delimiter=self.profile.delimiter,
            **values,
        )
