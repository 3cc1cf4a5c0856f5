"""A mailbox behind IMAP, read without marking anything."""

from __future__ import annotations

import imaplib
import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime

from agent.errors import Refused, TryLater
from agent.inbox import imap_fetch
from agent.inbox.beginning import without_cut_file
from agent.inbox.imap_client import Client
from agent.inbox.imap_folders import choose
from agent.inbox.imap_link import ImapLogin, connect, part, talking
from agent.inbox.source import Folder, FolderState, Role
from agent.model.message import Position, RawMessage

_WHAT = ("RFC822.SIZE", "INTERNALDATE")
_BEGINNING = f"BODY.PEEK[]<0.{imap_fetch.BEGINNING_BYTES}>"
_MESSAGE_ID = re.compile(rb"^message-id:\s*<([!-~]+)>", re.I | re.M)
_ASCII_ID = re.compile(r"[!-~]{1,900}")

# A slice of waiting: so soon is a stop seen.
_SLICE_SECONDS = 5.0
# The library's idle_check returns nothing at once, and for ever, on a dead link.
_EARLY = 0.9

# imaplib reads no line longer than 1 MB: a search may name 100,000 UIDs.
_UIDS_AT_ONCE = 100_000


class ImapSource:
    """One mailbox on one connection; see `Source`.

    Args:
        login: Where it is.
        name: Its name in the configuration.
    """

    def __init__(self, login: ImapLogin, name: str) -> None:
        self._login = login
        self._name = name
        self._open: Client | None = None
        self._folder = ""
        self._state = FolderState(0, 0, 0)

    @property
    def name(self) -> str:
        """Give the mailbox's name in the configuration."""
        return self._name

    def open(self) -> None:
        """Connect and log in; see `Source`."""
        self.close()
        self._open = connect(self._login)

    def close(self) -> None:
        """Part from the server."""
        client, self._open = self._open, None
        if client:
            with suppress(OSError, EOFError, imaplib.IMAP4.error):
                client.logout()
            part(client)

    def folders(self) -> tuple[Folder, ...]:
        """Name the folders to look into; see `Source`."""
        with self._client() as client:
            found = choose(client.list_folders())
        named = self._login.folders
        roles: tuple[Role, ...] = ("inbox", "sent", "junk")
        names = {each.role: each.name for each in found} | {
            role: name for role, name in named.items() if name
        }
        return tuple(Folder(names[role], role) for role in roles if role in names)

    def can_idle(self) -> bool:
        """Tell whether the server announces new mail (RFC 2177)."""
        with self._client() as client:
            return client.has_capability("IDLE")

    def select(self, folder: str) -> FolderState:
        """Turn to a folder, to read only."""
        with self._client() as client:
            self._select(client, folder)
        return self._state

    def new_uids(self, after_uid: int, since: date | None = None) -> tuple[int, ...]:
        """Name the mails above a UID; see `Source`."""
        found: set[int] = set()
        with self._client() as client:
            client.noop()  # what arrived since is not seen by a search alone
            for first, last in self._ranges(after_uid):
                words: list[object] = ["UID", f"{first}:{last}"]
                if since:
                    words += ["SINCE", since]
                found.update(client.search(words))
        # A range that ends in * always holds the last mail (RFC 9051 § 9).
        return tuple(sorted(uid for uid in found if uid > after_uid))

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """Give the size of each mail that is still there."""
        with self._client() as client:
            return {
                uid: imap_fetch.size(item)
                for batch in imap_fetch.batches(uids)
                for uid, item in imap_fetch.fetch(client, batch, ["RFC822.SIZE"])
                if item and item.get(b"RFC822.SIZE") is not None
            }

    def headers(self, uids: Sequence[int]) -> Iterator[RawMessage]:
        """Give the headers of each mail; see `Source`."""
        wanted = f"BODY.PEEK[HEADER]<0.{imap_fetch.HEADER_BYTES}>"
        for batch in imap_fetch.batches(uids):
            yield from self._messages(batch, [wanted, *_WHAT], is_whole=False)

    def whole(self, heads: Sequence[RawMessage]) -> Iterator[RawMessage]:
        """Give each mail, of a big one the beginning; see `Source`."""
        known = {head.position.uid: head for head in heads if head.raw}
        uids = [head.position.uid for head in heads]
        sizes = {uid: head.size for uid, head in known.items()}
        sizes |= self.sizes([uid for uid in uids if uid not in known])
        for batch in imap_fetch.whole_batches(uids, sizes):
            is_big = imap_fetch.is_big(sizes.get(batch[0], 0))
            wanted = _BEGINNING if is_big else "BODY.PEEK[]"
            more = () if all(uid in known for uid in batch) else _WHAT
            for mail in self._messages(batch, [wanted, *more], is_whole=not is_big):
                raw = without_cut_file(mail.raw) if is_big else mail.raw
                told = known.get(mail.position.uid, mail)
                yield replace(told, raw=raw, is_whole=mail.is_whole)

    def find(self, message_id: str) -> tuple[int, ...]:
        """Name the mails with exactly this Message-ID."""
        if not _ASCII_ID.fullmatch(message_id):
            return ()
        with self._client() as client:
            client.noop()
            return _find(client, message_id)

    def move(self, uids: Sequence[int], to_folder: str) -> None:
        """Move mails; see `Source`."""
        with self._writing(self._folder) as client:
            if client.has_capability("MOVE"):
                client.move(uids, to_folder)
                return
            client.copy(uids, to_folder)
            client.add_flags(uids, [rb"\Deleted"], silent=True)
            # A plain EXPUNGE would remove what others have flagged.
            if client.has_capability("UIDPLUS"):
                client.uid_expunge(uids)

    def append_sent(self, raw: bytes, at: datetime) -> bool:
        """File a letter of ours in Sent, once; see `Source`."""
        sent = next((one.name for one in self.folders() if one.role == "sent"), "")
        if not sent:
            raise Refused(f"the mailbox {self._name} has no folder for sent mail")
        ours = _MESSAGE_ID.search(raw.partition(b"\r\n\r\n")[0])
        assert ours, "a letter of ours has a Message-ID"
        with self._writing(sent) as client:
            if _find(client, ours[1].decode("ascii")):
                return False
            client.append(sent, raw, [rb"\Seen"], at)
        return True

    def idle(self, seconds: float, stop: threading.Event) -> bool:
        """Wait for news of the selected folder; see `Source`."""
        with self._client() as client:
            if not client.has_capability("IDLE"):
                stop.wait(seconds)
                client.noop()
                return False
            client.idle()
            try:
                has_news = _wait(client, seconds, stop)
            finally:
                client.idle_done()
            client.noop()
            return has_news

    @contextmanager
    def _client(self) -> Iterator[Client]:
        """Give the connection; whatever fails on it ends it."""
        client = self._open
        if client is None:
            raise TryLater(f"{self._login.server} is not connected")
        try:
            with talking(self._login.server):
                yield client
        except TryLater:
            self._open = None
            part(client)
            raise

    @contextmanager
    def _writing(self, folder: str) -> Iterator[Client]:
        """Open a folder to write, and turn back to reading the one before.

        Raises:
            Refused: The server says no: full, read-only, no such folder.
        """
        before, known = self._folder, self._state.uidvalidity
        with self._client() as client:
            try:
                told = client.select_folder(folder, readonly=False)
                if folder == before and told.get(b"UIDVALIDITY") != known:
                    raise TryLater(f"{folder} of {self._name} was renumbered")
                yield client
            except imaplib.IMAP4.abort:
                raise
            except imaplib.IMAP4.error as error:
                raise Refused(f"{self._login.server} says: {error}") from error
            finally:
                if before:
                    self._select(client, before)

    def _select(self, client: Client, folder: str) -> None:
        told = client.select_folder(folder, readonly=True)
        self._folder = folder
        self._state = FolderState(
            uidvalidity=told.get(b"UIDVALIDITY", 0),
            uidnext=told.get(b"UIDNEXT", 0),
            exists=told.get(b"EXISTS", 0),
        )

    def _ranges(self, after_uid: int) -> Iterator[tuple[int, int | str]]:
        first, uidnext = after_uid + 1, self._state.uidnext
        if self._state.exists > _UIDS_AT_ONCE:
            for start in range(first, uidnext, _UIDS_AT_ONCE):
                yield start, start + _UIDS_AT_ONCE - 1
            first = max(first, uidnext)
        yield first, "*"

    def _messages(
        self, uids: Sequence[int], wanted: Sequence[str], *, is_whole: bool
    ) -> list[RawMessage]:
        with self._client() as client:
            fetched = list(imap_fetch.fetch(client, uids, wanted))
        made = (self._message(uid, item, is_whole=is_whole) for uid, item in fetched)
        return [one for one in made if one]

    def _message(
        self, uid: int, item: imap_fetch.Item | None, *, is_whole: bool
    ) -> RawMessage | None:
        """Make a message; None where the mail is gone, no bytes where it failed."""
        place = Position(self._name, self._folder, self._state.uidvalidity, uid)
        if item is None:
            return RawMessage(place, b"", imap_fetch.arrived_at({}), is_whole=False)
        raw = imap_fetch.body(item)
        if raw is None:
            return None
        arrived_at, size = imap_fetch.arrived_at(item), imap_fetch.size(item)
        return RawMessage(place, raw, arrived_at, size, is_whole)


def _find(client: Client, message_id: str) -> tuple[int, ...]:
    """Search, and look again: some servers search words, not ids."""
    found = client.search(["HEADER", "MESSAGE-ID", message_id])
    asked = imap_fetch.fetch(client, found, ["BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"])
    heads = ((uid, imap_fetch.body(item) or b"") for uid, item in asked if item)
    exact = f"<{message_id}>".encode("ascii")
    return tuple(uid for uid, head in heads if exact in head.split())


def _wait(client: Client, seconds: float, stop: threading.Event) -> bool:
    """Wait in slices; nothing, and that too early, is a dead link."""
    end = time.monotonic() + seconds
    while not stop.is_set() and (left := end - time.monotonic()) > 0:
        patience, began = min(left, _SLICE_SECONDS), time.monotonic()
        told = client.idle_check(timeout=patience)
        words = {word for line in told for word in line}
        if b"BYE" in words:
            raise ConnectionResetError
        if b"EXISTS" in words:
            return True
        if not told and time.monotonic() - began < patience * _EARLY:
            raise ConnectionResetError
    return False
