"""A real Dovecot and a real Postfix on loopback, in one folder that goes away."""

import imaplib
import shutil
import signal
import smtplib
import ssl
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Literal

from tests.servers import letters, mailbox, packages
from tests.servers.dovecot import Dovecot
from tests.servers.fault_proxy import FaultProxy
from tests.servers.faulty_mx import FaultyMX
from tests.servers.loop_thread import LoopThread
from tests.servers.machine import PortLease, unprivileged_account
from tests.servers.place import ORDINARY, PASSWORD, USERS, Place, Profile, take_ports
from tests.servers.postfix import Postfix
from tests.servers.processes import Processes
from tests.servers.tls import make_certificates

Server = Literal["dovecot", "postfix"]
_PROCESSES: dict[Server, tuple[str, ...]] = {
    "dovecot": ("dovecot",),
    "postfix": ("postfix", "faked"),
}
_QUOTAS = {"full@client.test": "20K"}


class MailPair:
    """The servers, and all that a test may want to do to them.

    Users: incassi@ summary@ boss@ pec@ firm.test; ok@ anna@ bruno@ client.test;
    away@client.test answers by Sieve vacation; full@client.test holds 20 kB.

    ================== ==========================================================
    a mail to          what really happens
    ================== ==========================================================
    ghost@firm.test    550 5.1.1 at RCPT
    x@nodomain.test    550 5.1.2 at RCPT
    ghost@client.test  accepted, then a DSN 5.1.1
    full@client.test   over 20 kB: DSN 5.2.2
    x@small.test       over 20 kB: DSN 5.3.4
    x@down.test        DSN "delayed" 4.4.1, later "failed"
    nouser-1@fault.test and others: see `FaultyMX`
    ================== ==========================================================

    Attributes:
        place: folder, ports (`place.ports.imaps` ...), users and profile.
        mx: takes what is sent to fault.test, with the faults asked for.
        small_mx: takes what is sent to small.test, up to 20 kB.
        dovecot: for `doveadm`.
        postfix: for `command("postqueue", "-p")`.
    """

    host = "127.0.0.1"
    password = PASSWORD

    def __init__(
        self,
        profile: Profile = ORDINARY,
        users: Sequence[str] = USERS,
        *,
        directory: Path | None = None,
        keep: bool = False,
    ) -> None:
        account = unprivileged_account("nobody")
        home = packages.fetch()
        if directory is None:
            # the path of a Unix socket may have 107 bytes: stay close to /tmp
            directory = Path(tempfile.mkdtemp(prefix="sl-", dir="/tmp"))
        else:
            directory.mkdir(parents=True, exist_ok=True)
        directory.chmod(0o755)
        self._keep = keep
        self._lease = PortLease()
        self.place = Place(
            directory, home, account, take_ports(self._lease), profile, tuple(users)
        )
        self._quotas = dict(_QUOTAS)
        self._proxies: list[FaultProxy] = []
        self._processes = Processes(directory, account, keep=keep)
        self._loop = LoopThread("mail-pair")
        self.mx = FaultyMX(self._loop)
        self.small_mx = FaultyMX(self._loop, size_limit=20_000)
        self.dovecot = Dovecot(self.place, self._processes)
        self.postfix = Postfix(self.place, self._processes)
        self.ca_file = directory / "tls/ca.pem"

    def __enter__(self) -> "MailPair":
        try:
            make_certificates(self.place.directory / "tls")
            self.dovecot.configure(self._quotas)
            self.postfix.configure(self.mx.port, self.small_mx.port)
            self.place.account.own(self.place.directory)
            self.start("dovecot")
            self.start("postfix")
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the servers and remove their folder."""
        self._close_proxies()
        self.mx.close()
        self.small_mx.close()
        self._loop.close()
        self._processes.close()
        self._lease.close()
        if not self._keep:
            shutil.rmtree(self.place.directory, ignore_errors=True)

    def info(self) -> dict[str, object]:
        """Return what a program outside needs to use the pair."""
        ports = self.place.ports
        return {
            "directory": str(self.place.directory),
            "host": self.host,
            **{name: getattr(ports, name) for name in ports.__slots__},
            "mx": self.mx.port,
            "small_mx": self.small_mx.port,
            "ca_file": str(self.ca_file),
            "password": self.password,
            "users": self.place.users,
        }

    # servers

    def start(self, server: Server) -> None:
        """Start a server on the ports it always has."""
        (self.dovecot if server == "dovecot" else self.postfix).start()

    def stop(self, server: Server, *, kill: bool = False) -> None:
        """Stop a server, or kill it with all its children by SIGKILL."""
        self._processes.stop(*_PROCESSES[server], kill=kill)

    def restart(self, server: Server, *, kill: bool = False) -> None:
        """Stop and start a server."""
        self.stop(server, kill=kill)
        self.start(server)

    def freeze(self, server: Server) -> None:
        """Let a server stand still with its connections open."""
        for name in _PROCESSES[server]:
            self._processes.signal(name, signal.SIGSTOP)

    def thaw(self, server: Server) -> None:
        """Let a frozen server go on."""
        for name in _PROCESSES[server]:
            self._processes.signal(name, signal.SIGCONT)

    def proxy(self, port: int) -> FaultProxy:
        """Put a proxy with faults before a port, such as `place.ports.imaps`."""
        proxy = FaultProxy(self._loop, port, self._lease.take())
        self._proxies.append(proxy)
        return proxy

    def set_quota(self, user: str, quota: str | None) -> None:
        """Limit a mailbox, in Dovecot's form ("1K", "20M"); None lifts the limit."""
        if self._quotas.get(user) == quota:
            return
        self._quotas.pop(user, None)
        if quota is not None:
            self._quotas[user] = quota
        self.dovecot.write_users(self._quotas)
        self.dovecot.wait_for_quota(user, quota)

    def empty(self) -> None:
        """Forget all mail, quotas, proxies and copies; what was stopped runs again."""
        self._close_proxies()
        for server, names in _PROCESSES.items():
            if all(self._processes.is_running(name) for name in names):
                self.thaw(server)
            else:
                self.restart(server)
        self.postfix.empty_queue()
        for user in self.place.users:
            self.set_quota(user, _QUOTAS.get(user))
            self.dovecot.empty_home(user)
        self.mx.forget()
        self.small_mx.forget()

    def _close_proxies(self) -> None:
        while self._proxies:
            self._proxies.pop().close()

    # mail in

    def deliver(self, to: str, raw: bytes, sender: str = "ok@client.test") -> None:
        """Deliver over LMTP; on return the mail is in the mailbox."""
        with smtplib.LMTP(self.host, self.place.ports.lmtp) as client:
            client.sendmail(sender, [to], raw)

    def deliver_bulk(
        self, to: str, mails: Iterable[bytes], folder: str = "INBOX"
    ) -> int:
        """Write mails straight into the Maildir; return how many."""
        return mailbox.write(
            self.dovecot.maildir(to, folder), mails, self.place.account
        )

    def send(
        self, sender: str, to: str | Sequence[str], raw: bytes, dsn: str = ""
    ) -> None:
        """Send as the world does, on the SMTP port.

        Args:
            sender: MAIL FROM; "" for the null sender.
            to: one address or several.
            raw: the mail.
            dsn: what to be told of, as "SUCCESS,FAILURE,DELAY".
        """
        with smtplib.SMTP(self.host, self.place.ports.smtp, "client.test") as client:
            client.ehlo()
            client.sendmail(
                sender,
                to,
                raw,
                mail_options=["RET=HDRS"] if dsn else [],
                rcpt_options=[f"NOTIFY={dsn}"] if dsn else [],
            )

    def submit(
        self, login: str, to: str | Sequence[str], raw: bytes, sender: str | None = None
    ) -> None:
        """Send as a mail program does: TLS, login, MAIL FROM the login or `sender`."""
        with smtplib.SMTP_SSL(
            self.host, self.place.ports.smtps, context=self.ssl_context()
        ) as client:
            client.login(login, self.password)
            client.sendmail(login if sender is None else sender, to, raw)

    def mdn(self, reader: str, original: bytes, disposition: str = "displayed") -> None:
        """Let a reader send the receipt that a mail asks for (RFC 8098)."""
        to, receipt = letters.read_receipt(reader, original, disposition)
        self.send(reader, to, receipt)

    # mailboxes

    def ssl_context(self) -> ssl.SSLContext:
        """Return a context that trusts this pair alone."""
        return ssl.create_default_context(cafile=self.ca_file)

    def imap(self, user: str) -> imaplib.IMAP4:
        """Return a client that is logged in, in clear; it is a context manager."""
        client = imaplib.IMAP4(self.host, self.place.ports.imap)
        client.login(user, self.password)
        return client

    def messages(self, user: str, folder: str = "INBOX") -> list[bytes]:
        """Return the mails of a folder, oldest first, without marking them."""
        with self.imap(user) as client:
            return list(mailbox.read(client, folder).values())

    def wait_for(
        self,
        user: str,
        wanted: Callable[[bytes], object],
        seconds: float = 30,
        folder: str = "INBOX",
    ) -> bytes:
        """Return the first mail that is wanted, as soon as it is there.

        Raises:
            TimeoutError: it did not come.
        """
        with self.imap(user) as client:
            return mailbox.wait_for(client, folder, wanted, seconds)

    def wait_for_report(
        self, user: str, recipient: str, action: str = "failed", seconds: float = 30
    ) -> letters.Report:
        """Return what a delivery report to a user says of a recipient."""

        def tells(raw: bytes) -> bool:
            said = letters.report(raw)
            return said is not None and said[:2] == (recipient, action)

        found = letters.report(self.wait_for(user, tells, seconds))
        assert found
        return found

    def change_uidvalidity(self, user: str, folder: str = "INBOX") -> None:
        """Renumber a folder, as the move to another server does: sessions end."""
        self.stop("dovecot")
        self.dovecot.change_uidvalidity(user, folder)
        self.start("dovecot")
