"""What stands in a mailbox, read over IMAP or written past the server."""

import imaplib
import itertools
import os
import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.servers.machine import Account

_UID = re.compile(rb"UID (\d+)")
_serial = itertools.count(1)


def read(client: imaplib.IMAP4, folder: str, first_uid: int = 1) -> dict[int, bytes]:
    """Return the mails of a folder by UID, without marking any as seen."""
    client.select(f'"{folder}"', readonly=True)
    _, answer = client.uid("FETCH", f"{first_uid}:*", "(UID BODY.PEEK[])")
    mails = {
        int(found.group(1)): item[1]
        for item in answer
        if isinstance(item, tuple) and (found := _UID.search(item[0]))
    }
    # a range that ends in * always holds the last mail (RFC 9051 § 9, seq-range)
    return {uid: raw for uid, raw in mails.items() if uid >= first_uid}


def wait_for(
    client: imaplib.IMAP4,
    folder: str,
    wanted: Callable[[bytes], object],
    seconds: float,
) -> bytes:
    """Return the first mail that is wanted, as soon as it is there.

    Raises:
        TimeoutError: it did not come.
    """
    deadline = time.monotonic() + seconds
    next_uid = 1
    while time.monotonic() < deadline:
        for uid, raw in read(client, folder, next_uid).items():
            if wanted(raw):
                return raw
            next_uid = uid + 1
        time.sleep(0.03)
    raise TimeoutError(f"no such mail in {folder} within {seconds} s")


def _make(maildir: Path, account: Account) -> None:
    # only what is new: Dovecot may be at work in what it made itself
    for folder in (maildir, *(maildir / name for name in ("tmp", "new", "cur"))):
        if not folder.exists():
            folder.mkdir(parents=True, exist_ok=True)
            account.own(folder)


def write(maildir: Path, mails: Iterable[bytes], account: Account) -> int:
    """Put mails into a Maildir, the fastest way to a big mailbox; return how many."""
    _make(maildir, account)
    stamp, written = f"{int(time.time())}", 0
    for raw in mails:
        name = f"{stamp}.M{next(_serial):07d}P{os.getpid()}.sollecito"
        path = maildir / "tmp" / name
        path.write_bytes(raw.replace(b"\r\n", b"\n"))
        if account.switch_uid is not None:
            os.chown(path, account.uid, account.gid)
        path.rename(maildir / "new" / name)
        written += 1
    return written
