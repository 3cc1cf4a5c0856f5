"""Postfix: SMTP, submission, the queue and its bounces, without root.

Postfix insists on being started by uid 0 and on two accounts of its own. It runs below
a fakeroot daemon of ours, and `master` is started directly, so that `postfix check`
never looks at the installation.
"""

import os
import stat
import time
from pathlib import Path

from tests.servers import packages
from tests.servers.dovecot import FILED_DETAIL
from tests.servers.machine import Unavailable, wait_for_banner, wait_until
from tests.servers.place import Place
from tests.servers.processes import Processes

_QUEUES = (
    "active bounce corrupt defer deferred flush hold incoming maildrop private public"
    " pid saved trace"
)
# What a provider's own checks would say of mail that arrives: the host is right for
# the envelope's domain and signs for it, unless the local part begins with "forged".
_JUDGEMENTS = """\
/^<>$/ PREPEND X-Judged: spf=none; dkim=none
/^forged[^@]*@(.+)$/ PREPEND X-Judged: spf=fail smtp.mailfrom=${1}; dkim=none; dmarc=fail header.from=${1}
/@([^@]+)$/ PREPEND X-Judged: spf=pass smtp.mailfrom=${1}; dkim=pass header.d=${1}
"""
# A header that claims to be ours is taken off, as RFC 8601 § 5 asks.
_HEADERS = """\
/^Authentication-Results:\\s*mx\\.firm\\.test\\b.*/ IGNORE
/^X-Judged: (.*)/ REPLACE Authentication-Results: mx.firm.test; $1
"""


class Postfix:
    """The SMTP side of the pair."""

    def __init__(self, place: Place, processes: Processes) -> None:
        self._place = place
        self._processes = processes
        self._conf = place.directory / "postfix"
        libraries = sorted(
            (place.home / "root/usr/lib").glob("*/libfakeroot/libfakeroot-tcp.so")
        )
        if not libraries:
            raise Unavailable("libfakeroot is missing from the fetched packages")
        self._environment = {
            "LD_LIBRARY_PATH": packages.library_path(place.home),
            "LD_PRELOAD": str(libraries[0]),
            "FAKEROOTKEY": str(place.ports.fakeroot),
            "MAIL_CONFIG": str(self._conf),
        }

    def configure(self, mx_port: int, small_mx_port: int) -> None:
        """Write the configuration and the empty queue."""
        here = self._place.directory
        for path in (self._conf, here / "pfdata"):
            path.mkdir()
        for name in _QUEUES.split():
            (here / "queue" / name).mkdir(parents=True)
        self._write_tables(mx_port, small_mx_port)
        self._write("main.cf", self._main())
        self._write("master.cf", self._master())

    def _write(self, name: str, text: str) -> None:
        path = self._conf / name
        path.write_text(text)
        # Postfix waits until a file is two seconds old: it may still be written to
        a_minute_ago = time.time() - 60
        os.utime(path, (a_minute_ago, a_minute_ago))

    def _write_tables(self, mx_port: int, small_mx_port: int) -> None:
        users = self._place.users
        # "@client.test ok" lets unknown users in, so that Dovecot refuses them later
        # and the sender gets a bounce, as from a provider that is not ours.
        self._write(
            "vmailbox",
            "".join(f"{user} ok\n" for user in users)
            + "@client.test ok\npostmaster@firm.test ok\n",
        )
        self._write("virtual", "postmaster@firm.test boss@firm.test\n")
        self._write(
            "transport",
            f"down.test smtp:[127.0.0.1]:{self._place.ports.closed}\n"
            f"fault.test smtp:[127.0.0.1]:{mx_port}\n"
            f"small.test smtp:[127.0.0.1]:{small_mx_port}\n"
            "nodomain.test error:5.1.2 Host or domain name not found\n",
        )
        self._write("logins", "".join(f"{user} {user}\n" for user in users))
        filed = (user.replace("@", f"+{FILED_DETAIL}@") for user in users)
        self._write(
            "filing",
            "".join(f"{u} {copy}\n" for u, copy in zip(users, filed, strict=True)),
        )
        self._write("judgements", _JUDGEMENTS)
        self._write("headers", _HEADERS)

    def _main(self) -> str:
        profile = self._place.profile
        # any two accounts that are neither root nor the one we run as
        ours = self._place.account
        owner = "mail" if ours.user != "mail" else "daemon"
        return self._place.fill_in(
            "main.cf",
            mail_owner=owner,
            setgid_group="tty" if ours.group != "tty" else "mail",
            size_limit=profile.size_limit,
            queue_lifetime=profile.queue_lifetime_seconds,
            delay_warning=profile.delay_warning_seconds,
            retry=profile.retry_seconds,
            discarded_keywords="" if profile.dsn else "dsn",
            header_checks=(
                f"regexp:{self._conf}/headers" if profile.authentication_results else ""
            ),
        )

    def _master(self) -> str:
        profile = self._place.profile
        return self._place.fill_in(
            "master.cf",
            retry=profile.retry_seconds,
            incoming_restrictions=(
                f"check_sender_access,regexp:{self._conf}/judgements"
                if profile.authentication_results
                else ""
            ),
            login_restrictions=(
                "" if profile.any_sender else "reject_sender_login_mismatch"
            ),
            filing=f"texthash:{self._conf}/filing" if profile.files_sent else "",
        )

    def start(self) -> None:
        """Start it and wait until all three ports answer."""
        self._forget_unfinished()
        ports = self._place.ports
        plain = {"LD_LIBRARY_PATH": self._environment["LD_LIBRARY_PATH"]}
        faked = self._place.home / "root/usr/bin/faked-tcp"
        self._processes.spawn(
            "faked", [faked, "--foreground", "--port", str(ports.fakeroot)], plain
        )
        wait_for_banner(ports.fakeroot, b"")
        master: list[str | Path] = [
            self._place.home / "root/usr/lib/postfix/sbin/master",
            *("-d", "-c", self._conf),
        ]
        self._processes.spawn("postfix", master, self._environment)
        wait_for_banner(ports.smtp, b"220")
        wait_for_banner(ports.submission, b"220")

    def _forget_unfinished(self) -> None:
        # what a killed server was still receiving: it lies there, never to be sent
        for path in (self._place.directory / "queue/incoming").iterdir():
            if not path.stat().st_mode & stat.S_IXUSR:
                path.unlink()

    def command(self, program: str, *words: str) -> str:
        """Run postqueue, postsuper, postconf ... on this server."""
        path = self._place.home / "root/usr/sbin" / program
        return self._processes.call([path, "-c", self._conf, *words], self._environment)

    def empty_queue(self) -> None:
        """Forget what waits, and let end what is under way: nothing comes later.

        To delete a mail that is being delivered would not keep it from arriving.
        """
        wait_until(self._forgets_all, "an empty queue")

    def _forgets_all(self) -> bool:
        waiting = self._holds("deferred")
        if waiting:
            self.command("postsuper", "-d", "ALL", "deferred")
        # along a mail's way, and again: a bounce or a retry may begin behind us
        way = ("maildrop", "incoming", "active", "deferred")
        return not waiting and not any(map(self._holds, way * 2))

    def is_idle(self) -> bool:
        """Tell whether no mail is under way; what is put off does not count."""
        return not any(map(self._holds, ("maildrop", "incoming", "active") * 2))

    def _holds(self, queue: str) -> bool:
        # of the queues only deferred is hashed into folders, which stay
        folder = self._place.directory / "queue" / queue
        return any(files for _, _, files in os.walk(folder))
