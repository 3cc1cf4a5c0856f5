"""Servers that fail: a way out and a mailbox which cut the line, refuse, or die."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from agent.channels.channel import Envelope
from agent.errors import Refused, TryLater, Uncertain
from agent.model.message import RawMessage
from tests.fakes import FakeChannel, FakeMailbox


class Crash(BaseException):
    """The process dies here."""


@dataclass
class FrailChannel(FakeChannel):
    """A way out that now and then refuses, waits, cuts the line or dies.

    Args:
        tell: Told of each letter at the moment at which it is taken.
        turned_away: Told of each letter refused at the door.
        shaken: Letters whose sender did not hear how it ended.
        is_calm: Nothing fails meanwhile.
    """

    chance: random.Random = field(default_factory=random.Random)
    tell: Callable[[Envelope, bytes], None] = lambda _envelope, _raw: None
    turned_away: Callable[[Envelope], None] = lambda _envelope: None
    shaken: set[str] = field(default_factory=set)
    is_calm: bool = False

    def offer(self, envelope: Envelope) -> None:
        happens = self._happens()
        if happens < 0.03:
            raise Crash
        if happens < 0.08:
            raise TryLater("come back")
        if happens < 0.11 and envelope.own_copy:
            self.turned_away(envelope)
            raise Refused("no such user", 550, "5.1.1")
        super().offer(envelope)

    def hand_over(self, raw: bytes) -> str:
        envelope, happens = self._offered[-1], self._happens()
        if happens < 0.08:
            self.shaken.add(envelope.token)
        if happens < 0.02:
            raise Crash
        if happens < 0.04:
            raise Uncertain("cut before the last byte")
        answer = super().hand_over(raw)
        self.tell(envelope, raw)
        if happens < 0.06:
            raise Crash
        if happens < 0.08:
            raise Uncertain("cut after the last byte")
        return answer

    def _happens(self) -> float:
        return 1.0 if self.is_calm else self.chance.random()


@dataclass
class FrailMailbox(FakeMailbox):
    """A mailbox that is now and then away, or dies while it is read.

    Args:
        told: What becomes known with the mail of a UID, once it was fetched.
    """

    chance: random.Random = field(default_factory=random.Random)
    told: dict[int, Callable[[], None]] = field(default_factory=dict)
    is_calm: bool = False

    def open(self) -> None:
        if not self.is_calm and self.chance.random() < 0.04:
            raise TryLater("the mailbox is away")

    def whole(self, heads: Sequence[RawMessage]) -> Iterator[RawMessage]:
        if not self.is_calm and self.chance.random() < 0.03:
            raise Crash
        for mail in super().whole(heads):
            self.told.pop(mail.position.uid, lambda: None)()
            yield mail
