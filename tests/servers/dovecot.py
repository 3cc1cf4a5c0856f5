"""Dovecot: IMAP, LMTP, Sieve and quota for the users of one pair."""

import contextlib
import errno
import itertools
import shutil
from collections.abc import Mapping
from pathlib import Path

from tests.servers import packages
from tests.servers.machine import wait_for_banner, wait_until
from tests.servers.place import PASSWORD, Place
from tests.servers.processes import Processes

FILED_DETAIL = "filed-by-the-server"

# All that 2.3 offers but SPECIAL-USE.
_MODEST_CAPABILITY = (
    "imap_capability = IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ SORT"
    " UNSELECT CHILDREN NAMESPACE UIDPLUS CONDSTORE QRESYNC MOVE QUOTA"
)
_FILING = f"""\
require ["envelope", "subaddress", "fileinto", "imap4flags"];
if envelope :detail "to" "{FILED_DETAIL}" {{
  setflag "\\\\Seen";
  fileinto "Sent";
  stop;
}}
"""
_AWAY = """\
require ["vacation"];
vacation :days 1 :subject "Fuori sede / Out of office"
  "Sono fuori ufficio fino a lunedi. I am away until Monday.";
"""
_serial = itertools.count(1)


class Dovecot:
    """The IMAP side of the pair."""

    def __init__(self, place: Place, processes: Processes) -> None:
        self._place = place
        self._processes = processes
        self._program = place.home / "bin/dovecot"
        self._conf = place.directory / "dovecot.conf"
        self._passwd = place.directory / "passwd"
        self._loader = {"LD_LIBRARY_PATH": packages.library_path(place.home)}

    def configure(self, quotas: Mapping[str, str]) -> None:
        """Write the configuration, the users and their empty homes."""
        here, account = self._place.directory, self._place.account
        for name in ("run", "state", "mail"):
            (here / name).mkdir()
        profile = self._place.profile
        self._conf.write_text(
            self._place.fill_in(
                "dovecot.conf",
                name=here.name,
                user=account.user,
                group=account.group,
                uid=account.uid,
                gid=account.gid,
                fsync=profile.fsync,
                special_use="special_use =" if profile.special_use else "#",
                capability="" if profile.special_use else _MODEST_CAPABILITY,
            )
        )
        if profile.files_sent:
            (here / "before.sieve").write_text(_FILING)
        self.write_users(quotas)
        for user in self._place.users:
            self.empty_home(user)

    def write_users(self, quotas: Mapping[str, str]) -> None:
        """Write the list of users; a quota is in Dovecot's form, as "20K"."""
        account = self._place.account
        lines = [
            f"{user}:{{PLAIN}}{PASSWORD}:{account.uid}:{account.gid}::"
            f"{self._place.user_home(user)}::"
            + (f"userdb_quota_rule=*:storage={quotas[user]}" if user in quotas else "")
            for user in self._place.users
        ]
        # Dovecot may read it at any moment: it must find the whole of it
        fresh = self._passwd.with_suffix(".fresh")
        fresh.write_text("\n".join(lines) + "\n")
        self._place.account.own(fresh)
        fresh.replace(self._passwd)

    def wait_for_quota(self, user: str, quota: str | None) -> None:
        """Wait until a quota holds: Dovecot looks into its list once a second."""
        rule = "" if quota is None else f"*:storage={quota}"
        wait_until(
            lambda: self.doveadm("user", "-f", "quota_rule", user).strip() == rule,
            f"the quota {rule!r} of {user}",
        )

    def empty_home(self, user: str) -> None:
        """Remove all of a user's mail, and whom his Sieve script has answered."""
        home, aside = self._place.user_home(user), self._place.directory / "aside"
        home.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._fresh_home(user, aside)
        wait_until(lambda: _exchange(home, fresh, aside), f"a new home of {user}")
        # a session that ends just now may still write into the old one
        shutil.rmtree(aside, ignore_errors=True)

    def _fresh_home(self, user: str, aside: Path) -> Path:
        fresh = aside / str(next(_serial))
        # the inbox is there from the beginning: whoever writes past the server
        # and Dovecot itself never make it at the same time
        for name in ("cur", "new", "tmp"):
            (fresh / "Maildir" / name).mkdir(parents=True)
        if user.startswith("away@"):
            (fresh / ".dovecot.sieve").write_text(_AWAY)
        self._place.account.own(fresh)
        return fresh

    def start(self) -> None:
        """Start it and wait until IMAP and LMTP answer."""
        self._processes.spawn(
            "dovecot", [self._program, "-F", "-c", self._conf], self._loader
        )
        wait_for_banner(self._place.ports.imap, b"* OK")
        wait_for_banner(self._place.ports.lmtp, b"220")

    def doveadm(self, *words: str) -> str:
        """Run doveadm on this server and return what it says."""
        program = self._place.home / "bin/doveadm"
        return self._processes.call([program, "-c", self._conf, *words], self._loader)

    def maildir(self, user: str, folder: str = "INBOX") -> Path:
        """Return the Maildir of a folder, whether or not it exists yet."""
        base = self._place.user_home(user) / "Maildir"
        return base if folder == "INBOX" else base / f".{folder.replace('/', '.')}"

    def change_uidvalidity(self, user: str, folder: str = "INBOX") -> None:
        """Renumber a folder that has been read before, while the server is down."""
        maildir = self.maildir(user, folder)
        listing = maildir / "dovecot-uidlist"
        validity = int(listing.read_text().split(" V", 1)[1].split()[0])
        listing.write_text(f"3 V{validity + 1} N1\n")
        for index in maildir.glob("dovecot.index*"):
            index.unlink(missing_ok=True)
        self._place.account.own(maildir)


def _exchange(home: Path, fresh: Path, aside: Path) -> bool:
    """Put a fresh home in the old one's place, unless Dovecot makes one meanwhile."""
    with contextlib.suppress(FileNotFoundError):
        home.rename(aside / str(next(_serial)))
    try:
        fresh.rename(home)
    except OSError as error:
        if error.errno != errno.ENOTEMPTY:
            raise
        return False
    return True
