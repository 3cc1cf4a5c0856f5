"""What a mailbox must be able to do for us, whatever stands behind it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from agent.model.message import RawMessage

Role = Literal["inbox", "sent", "junk"]


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder we look into, and what for."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class FolderState:
    """A folder as it was when selected.

    Args:
        uidvalidity: UIDs of another one mean nothing here (RFC 9051 § 2.3.1.1).
        uidnext: The UID the next mail will have at least; 0 = not said.
        exists: Number of mails.
    """

    uidvalidity: int
    uidnext: int
    exists: int


class Source(Protocol):
    """A mailbox, owned by one thread. Reading it marks nothing.

    Every call may raise TryLater: the connection is then of no more use, and
    `close` and `open` begin anew.
    """

    @property
    def name(self) -> str:
        """Give the mailbox's name in the configuration."""

    def open(self) -> None:
        """Connect and log in.

        Raises:
            TryLater: The server is away or says to come back.
            Refused: It does not let us in: user, password or certificate.
        """

    def close(self) -> None:
        """Part from the server; harmless when there is no connection."""

    def folders(self) -> tuple[Folder, ...]:
        """Name the folders to look into: inbox first, then sent and junk."""

    def can_idle(self) -> bool:
        """Tell whether the server announces new mail (RFC 2177)."""

    def select(self, folder: str) -> FolderState:
        """Turn to a folder, to read only; what follows is about it."""

    def new_uids(self, after_uid: int, since: date | None = None) -> tuple[int, ...]:
        """Name the mails above a UID, in order.

        Args:
            since: Leave out what arrived before that day; None = nothing.
        """

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """Give the size of each mail that is still there, in bytes."""

    def headers(self, uids: Sequence[int]) -> Iterator[RawMessage]:
        """Give the headers of each mail that is still there, in order.

        A mail the server or the library fails on has empty bytes: quarantine it.
        """

    def whole(self, heads: Sequence[RawMessage]) -> Iterator[RawMessage]:
        """Give each mail whose headers came, if it is still there; empty as above.

        Of a big one only the beginning comes, without a part cut in two, and
        `is_whole` is False.
        """

    def find(self, message_id: str) -> tuple[int, ...]:
        """Name the mails with exactly this Message-ID (no angle brackets)."""

    def move(self, uids: Sequence[int], to_folder: str) -> None:
        """Move mails; never one that is not meant."""

    def append_sent(self, raw: bytes, at: datetime) -> bool:
        """File a letter of ours in Sent, unless its Message-ID is there.

        Returns:
            Whether it was filed now.

        Raises:
            Refused: The mailbox has no such folder.
        """

    def idle(self, seconds: float, stop: threading.Event) -> bool:
        """Wait for news of the selected folder, at most so long.

        Returns:
            Whether something arrived; False after silence or a stop.
        """
