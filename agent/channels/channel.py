"""What every channel does with one letter: offer it, then hand it over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom to whom, as the servers see it.

    Args:
        token: The delivery's unguessable part.
        sender: Where bounces go; carries the token where the provider lets it.
        own_copy: Our address that gets the evidence; empty = none.
        copy_to: Addresses that get a copy too, if the server takes them.
        envid: Comes back in notices; empty = the token.
        size: Bytes of the letter, so that one too big is refused before it is
            handed over; 0 = not known.
        wants_delivered: Ask for a notice of success too.
    """

    token: str
    sender: str
    recipient: str
    own_copy: str = ""
    envid: str = ""
    size: int = 0
    wants_delivered: bool = False
    copy_to: tuple[str, ...] = ()


class Channel(Protocol):
    """A way out, used by one thread; `stop` alone may come from another.

    A letter leaves in two steps, so that the intent is committed in between:
    whatever goes wrong in `offer` has handed over nothing.
    """

    @property
    def fault(self) -> str:
        """Say what is wrong on our own side; empty while all is well."""

    def offer(self, envelope: Envelope) -> None:
        """Ask whether a letter would be taken.

        Raises:
            TryLater: Not now: the server is away, says so, or we are at fault.
            Refused: This letter never: the recipient or its size.
        """

    def hand_over(self, raw: bytes) -> str:
        """Give away the letter just offered.

        Args:
            raw: The whole mail, CRLF.

        Returns:
            The server's answer.

        Raises:
            TryLater: The server took nothing and says to come back.
            Refused: The server took nothing and never will.
            Uncertain: No answer: it may have been taken.
        """

    def takes(self, envelope: Envelope) -> bool:
        """Ask whether a letter would be taken; nothing is handed over.

        Raises:
            TryLater: The server is away, so nothing is learned.
        """

    def stop(self) -> None:
        """Begin nothing more; what is being handed over gets its grace."""

    def close(self) -> None:
        """Part from the server. Failing to say goodbye is no failure."""
