"""Whose fault a failure is: the address's, the moment's, ours, or this one mail's."""

from __future__ import annotations

from typing import Literal

from agent.model.message import Failure, FailureReason

Fault = Literal["address", "moment", "ours", "mail"]

_ADDRESS: tuple[FailureReason, ...] = (
    "user_unknown",
    "host_unknown",
    "suspended",
    "moved",
)
_MOMENT: tuple[FailureReason, ...] = ("mailbox_full", "expired", "network", "system")
_OURS: tuple[FailureReason, ...] = ("policy", "spam", "rate", "not_accept")
# What our own server says of a letter it says of us: the receiver has not seen it.
_OURS_AT_HOME: tuple[FailureReason, ...] = (*_OURS, "too_big", "virus")
# Source: RFC 3463 § 3.2 and § 3.8; RFC 7505 § 4.2 (5.1.10, the null MX).
_DEAD_STATUS = ("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1")
_SECURITY = ("4.7.", "5.7.")


def fault_of(failure: Failure, *, at_home: bool = False) -> Fault:
    """Tell whose fault a failure is.

    A server that gives up on what may pass says nothing of the address.

    Args:
        at_home: Our own mail server refused it, in our own session with it.
    """
    ours = _OURS_AT_HOME if at_home else _OURS
    if failure.reason in ours or _is_security(failure):
        return "ours"
    if is_dead(failure):
        return "address"
    if failure.reason in _MOMENT or failure.is_permanent is False:
        return "moment"
    return "mail"


def is_dead(failure: Failure) -> bool:
    """Tell a failure by which the address itself is wrong, for good."""
    is_wrong = failure.reason in _ADDRESS or failure.status in _DEAD_STATUS
    return is_wrong and failure.is_permanent is not False


def _is_security(failure: Failure) -> bool:
    return failure.reason in (None, "other") and failure.status.startswith(_SECURITY)
