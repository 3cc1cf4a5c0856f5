"""The fate of one delivery: a pure state machine, explored whole by its test.

The rule is intent, then send, then result, and evidence where the result is
unknown. `handing_over` is committed before DATA begins; from there only an
answer of the server, evidence or a person leads on, never a repetition.

What happens arrives late, doubled and from two processes, so an input that
does not fit is no error: it changes nothing. A sender therefore asks first and
goes on only where its own step changed something:

    after = step(before, HandingOver(attempt))
    if after != before:  # committed: now, and only now, DATA may begin

Inputs of a sender carry the attempt their claim was given, as a fence: a sender
that was paused and lost its turn can change nothing any more. What proves that
the letter left counts whoever says it, and whenever.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import assert_never

from agent.model.letter import DeliveryState


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a delivery has come.

    Args:
        attempt: Raised by each claim (`Delivery.attempts`).
    """

    state: DeliveryState
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class Approved:
    """A person (or `auto`) agreed."""


@dataclass(frozen=True, slots=True)
class Unapproved:
    """A person takes the approval back: it waits for one again."""


@dataclass(frozen=True, slots=True)
class UndoOver:
    """The undo window has passed."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """It is no longer wanted: paid, held, expired or called back."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A sender re-checked it and takes it up."""


@dataclass(frozen=True, slots=True)
class NotOffered:
    """`offer` said TryLater: nothing was handed over."""

    attempt: int


@dataclass(frozen=True, slots=True)
class HandingOver:
    """The sender is about to begin DATA."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """The server said 250 after the last dot."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The server said 5xx, to the recipient or after DATA."""

    attempt: int


@dataclass(frozen=True, slots=True)
class PutOff:
    """The server said 4xx to DATA: it took nothing."""

    attempt: int


@dataclass(frozen=True, slots=True)
class ConnectionLost:
    """No answer to DATA: whether the server took it is not known."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Restarted:
    """The sender that held it is gone."""


@dataclass(frozen=True, slots=True)
class EvidenceFound:
    """Our own copy, or the provider's in Sent, was seen."""


@dataclass(frozen=True, slots=True)
class EvidenceTimeout:
    """No evidence so far.

    Args:
        waited: Counted only while the mailbox was readable: after an outage the
            copy may still be on its way to it.
        limit: From when on a person decides.
    """

    waited: timedelta
    limit: timedelta


@dataclass(frozen=True, slots=True)
class Delayed:
    """A notice says that it still waits on its way."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """A positive notice came (DSN, or the PEC delivery receipt)."""


@dataclass(frozen=True, slots=True)
class Bounced:
    """A notice tied to it says that it cannot be delivered."""


@dataclass(frozen=True, slots=True)
class Read:
    """A read receipt or an answer by a person came."""


@dataclass(frozen=True, slots=True)
class PersonSaysSent:
    """A person looked and knows that it left."""


@dataclass(frozen=True, slots=True)
class PersonSaysSendAgain:
    """A person decided that it shall leave (once more)."""


SenderSays = NotOffered | HandingOver | Refused | PutOff | ConnectionLost
PersonSays = Approved | Unapproved | Withdrawn | PersonSaysSent | PersonSaysSendAgain
Proof = Accepted | EvidenceFound | Delayed | Delivered | Bounced | Read
Happened = (
    SenderSays | Proof | PersonSays | UndoOver | Claimed | Restarted | EvidenceTimeout
)

# How much is known of a letter that left. Notices come in any order; the one
# that says most wins, so their order does not matter. A bounce outweighs a
# delivery (the address forwards, and the last hop failed); a reader outweighs
# a bounce (an alias with two mailboxes behind it).
_KNOWN: dict[DeliveryState, int] = {
    "sent": 1,
    "delayed": 2,
    "delivered": 3,
    "bounced": 4,
    "read": 5,
}

_BEFORE: frozenset[DeliveryState] = frozenset(
    {"proposed", "approved", "ready", "claimed"}
)


def step(now: Progress, happened: Happened) -> Progress:
    """Say where a delivery stands after something happened.

    Returns:
        The same progress where the input does not fit (any more).
    """
    match happened:
        case NotOffered() | HandingOver() | Refused() | PutOff() | ConnectionLost():
            return _sender(now, happened)
        case Accepted() | EvidenceFound():
            return _left(now, "sent")
        case Delayed():
            return _left(now, "delayed")
        case Delivered():
            return _left(now, "delivered")
        case Bounced():
            return _left(now, "bounced")
        case Read():
            return _left(now, "read")
        case (
            Approved()
            | Unapproved()
            | Withdrawn()
            | PersonSaysSent()
            | PersonSaysSendAgain()
        ):
            return _person(now, happened)
        case UndoOver() | Claimed() | Restarted() | EvidenceTimeout():
            return _agent(now, happened)
    assert_never(happened)


def _sender(now: Progress, said: SenderSays) -> Progress:
    if said.attempt != now.attempt:
        return now
    match said, now.state:
        case NotOffered(), "claimed":
            return replace(now, state="ready")
        case HandingOver(), "claimed":
            return replace(now, state="handing_over")
        case Refused(), "claimed" | "handing_over" | "uncertain":
            return replace(now, state="refused")
        case PutOff(), "handing_over" | "uncertain":
            return replace(now, state="ready")
        # ConnectionLost: `handing_over` already says that nothing is known.
        case _:
            return now


def _left(now: Progress, proven: DeliveryState) -> Progress:
    """Take a proof that it left: from wherever it was thought to be."""
    if _KNOWN.get(now.state, 0) >= _KNOWN[proven]:
        return now
    return replace(now, state=proven)


def _person(now: Progress, said: PersonSays) -> Progress:
    match said, now.state:
        case Approved(), "proposed":
            return replace(now, state="approved")
        case Unapproved(), "approved" | "ready":
            return replace(now, state="proposed")
        # From `claimed` too: the sender then finds its HandingOver without effect.
        case Withdrawn(), _ if now.state in _BEFORE:
            return replace(now, state="withdrawn")
        case PersonSaysSent(), "uncertain" | "handing_over":
            return replace(now, state="sent")
        # Not from `handing_over`: a DATA may still be running.
        case PersonSaysSendAgain(), "uncertain" | "refused":
            return replace(now, state="ready")
        case _:
            return now


def _agent(
    now: Progress, did: UndoOver | Claimed | Restarted | EvidenceTimeout
) -> Progress:
    match did, now.state:
        case UndoOver(), "approved":
            return replace(now, state="ready")
        case Claimed(), "ready":
            return Progress("claimed", now.attempt + 1)
        case Restarted(), "claimed":
            return replace(now, state="ready")
        case EvidenceTimeout(waited, limit), "handing_over" if waited >= limit:
            return replace(now, state="uncertain")
        case _:
            return now
