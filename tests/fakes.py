"""Fakes: a mailbox and a way out in memory, which do what real ones promise."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from agent.channels.channel import Envelope
from agent.clock import Clock
from agent.errors import SollecitoError
from agent.inbox.source import Folder, FolderState
from agent.model.message import Position, RawMessage

SENT = "Sent"


@dataclass
class FakeChannel:
    """Takes letters, or raises what `answers` holds next.

    Args:
        at_offer, at_hand_over: Errors to raise, one a letter; None = go on.
        at_takes: Likewise for each question whether a letter would be taken.
        takes_detail: Takes local+word@domain.
    """

    taken: list[tuple[Envelope, bytes]] = field(default_factory=list)
    at_offer: list[SollecitoError | None] = field(default_factory=list)
    at_hand_over: list[SollecitoError | None] = field(default_factory=list)
    at_takes: list[SollecitoError] = field(default_factory=list)
    takes_detail: bool = True
    fault: str = ""
    _offered: list[Envelope] = field(default_factory=list)

    def offer(self, envelope: Envelope) -> None:
        error = self.at_offer.pop(0) if self.at_offer else None
        if error is not None:
            raise error
        self._offered.append(envelope)

    def hand_over(self, raw: bytes) -> str:
        error = self.at_hand_over.pop(0) if self.at_hand_over else None
        if error is not None:
            raise error
        self.taken.append((self._offered[-1], raw))
        return "250 2.0.0 queued"

    def takes(self, envelope: Envelope) -> bool:
        if self.at_takes:
            raise self.at_takes.pop(0)
        return self.takes_detail or "+" not in envelope.sender

    def stop(self) -> None:
        """Nothing runs."""

    def close(self) -> None:
        """Nothing is open."""


@dataclass
class FakeEndpoint:
    """A second reader that says what `answers` holds next, or raises it.

    Args:
        asked: The questions, as they were sent.
        meanwhile: Called at each question, as if the other side took its time.
    """

    model: str = "small"
    answers: list[bytes | Exception] = field(default_factory=list)
    asked: list[bytes] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None

    def ask(self, question: bytes) -> bytes:
        self.asked.append(question)
        self.meanwhile()
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


@dataclass
class FakeMailbox:
    """A mailbox in memory with an inbox and a Sent folder.

    Args:
        broken: Raised by `open`, as long as it is set.
    """

    clock: Clock
    name: str = "office"
    uidvalidity: int = 1
    broken: SollecitoError | None = None
    mails: dict[str, dict[int, tuple[bytes, datetime]]] = field(
        default_factory=lambda: {"INBOX": {}, SENT: {}}
    )
    _next: int = 1
    _folder: str = "INBOX"

    def deliver(self, raw: bytes, folder: str = "INBOX") -> int:
        """Let a mail arrive now; give its UID."""
        uid = self._next
        self._next += 1
        self.mails[folder][uid] = (raw.replace(b"\r\n", b"\n"), self.clock.now())
        return uid

    def open(self) -> None:
        if self.broken is not None:
            raise self.broken

    def close(self) -> None:
        """Nothing is open."""

    def folders(self) -> tuple[Folder, ...]:
        return (Folder("INBOX", "inbox"), Folder(SENT, "sent"))

    def can_idle(self) -> bool:
        return True

    def select(self, folder: str) -> FolderState:
        self._folder = folder
        return FolderState(self.uidvalidity, self._next, len(self.mails[folder]))

    def new_uids(self, after_uid: int, since: date | None = None) -> tuple[int, ...]:
        return tuple(
            uid
            for uid, (_, at) in sorted(self.mails[self._folder].items())
            if uid > after_uid and (since is None or at.date() >= since)
        )

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        lying = self.mails[self._folder]
        return {uid: len(lying[uid][0]) for uid in uids if uid in lying}

    def headers(self, uids: Sequence[int]) -> Iterator[RawMessage]:
        for uid in uids:
            raw, at = self.mails[self._folder][uid]
            place = Position(self.name, self._folder, self.uidvalidity, uid)
            head = raw.partition(b"\n\n")[0] + b"\n\n"
            yield RawMessage(place, head, at, len(raw), is_whole=False)

    def whole(self, heads: Sequence[RawMessage]) -> Iterator[RawMessage]:
        for head in heads:
            raw, _ = self.mails[self._folder][head.position.uid]
            yield replace(head, raw=raw, is_whole=True)

    def find(self, message_id: str) -> tuple[int, ...]:
        wanted = f"<{message_id}>".encode()
        return tuple(
            uid for uid, (raw, _) in self.mails[self._folder].items() if wanted in raw
        )

    def move(self, uids: Sequence[int], to_folder: str) -> None:
        for uid in uids:
            self.mails[to_folder][self._next] = self.mails[self._folder].pop(uid)
            self._next += 1

    def append_sent(self, raw: bytes, at: datetime) -> bool:
        self.mails[SENT][self._next] = (raw, at)
        self._next += 1
        return True

    def idle(self, seconds: float, stop: threading.Event) -> bool:
        return stop.wait(seconds)
