"""What a mail is: a person's, a robot's, or news of one of our letters."""

from __future__ import annotations

from collections.abc import Callable

from agent.mail import (
    amazon,
    autoreply,
    bulk,
    complaint,
    dsn,
    mdn,
    pec,
    sdi,
    vendors,
    wrapped,
)
from agent.model.message import Human, MessageKind, Parts

# The first layer that knows the mail answers; each names its evidence.
_LAYERS: tuple[Callable[[Parts], MessageKind | None], ...] = (
    pec.receipt,
    sdi.receipt,
    mdn.receipt,
    complaint.report,
    amazon.notification,
    dsn.notice,
    vendors.notice,
    wrapped.notice,
    autoreply.answer,
    bulk.notice,
)


def kind(parts: Parts) -> MessageKind:
    """Tell what a mail is; where nothing says otherwise, a person wrote it."""
    for layer in _LAYERS:
        if found := layer(parts):
            return found
    return Human("Nothing in it says that a program wrote it.")
