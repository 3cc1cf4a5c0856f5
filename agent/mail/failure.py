"""What a failure means: its reason and its class, from codes and words.

Source: RFC 3463 § 3 (the registry of RFC 5248), RFC 5321 § 4.2.
"""

from __future__ import annotations

import re

from agent.mail.phrases import PERMANENT, REASONS
from agent.model.message import FailureReason

_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_CODE = re.compile(r"(?<![\d.:/-])([45])\d\d(?=[ -](?!\d+[./]))")
# Codes that servers use for whatever comes: the words beside them say more.
_VAGUE = re.compile(r"(?:\d\.0|2\.1|4\.[17]|5\.[12]|[67]\.\d{1,3}|\d\.\d{3})")
_BY_STATUS: dict[str, FailureReason] = {
    "1.0": "user_unknown",
    "1.1": "user_unknown",
    "1.2": "host_unknown",
    "1.3": "user_unknown",
    "1.4": "user_unknown",
    "1.6": "moved",
    "1.7": "policy",
    "1.8": "policy",
    "1.10": "user_unknown",
    "2.0": "other",
    "2.1": "suspended",
    "2.2": "mailbox_full",
    "2.3": "too_big",
    "3.0": "system",
    "3.1": "system",
    "3.2": "not_accept",
    "3.3": "system",
    "3.4": "too_big",
    "3.5": "system",
    "4.0": "network",
    "4.1": "network",
    "4.2": "network",
    "4.3": "network",
    "4.4": "host_unknown",
    "4.5": "rate",
    "4.6": "network",
    "4.7": "expired",
    "5.3": "rate",
}
_BY_SUBJECT: dict[str, FailureReason] = {
    "1": "user_unknown",
    "3": "system",
    "4": "network",
    "6": "policy",
    "7": "policy",
}
_CLASS_4: frozenset[FailureReason] = frozenset(
    ("mailbox_full", "expired", "network", "rate")
)


def status_in(text: str) -> str:
    """Find an enhanced status code; the least vague one; empty if there is none."""
    found = [".".join(one) for one in _STATUS.findall(text[:20_000])]
    found = [one for one in found if one[0] != "2"] or found
    return next((one for one in found if not is_vague(one)), found[0] if found else "")


def is_vague(status: str) -> bool:
    """Tell whether a status says little more than its class."""
    return bool(_VAGUE.fullmatch(status[2:]))


def best_status(stated: str, diagnostic: str) -> str:
    """Choose between the status field and the one in the other server's words."""
    stated, quoted = status_in(stated), status_in(diagnostic)
    if quoted and (not stated or is_vague(stated) or not is_vague(quoted)):
        return quoted
    return stated


def reason_for(status: str, words: str) -> FailureReason | None:
    """Give the reason: a clear status, else the words, else a vague status.

    Args:
        status: Enhanced status or empty.
        words: What the servers said, without the returned mail.
    """
    by_status = _by_status(status)
    if by_status and not is_vague(status):
        return by_status
    by_words = next((name for name, said in REASONS if said.search(words)), None)
    return by_words or by_status


def _by_status(status: str) -> FailureReason | None:
    if not status or status[0] == "2":
        return None
    subject = status[2:].partition(".")[0]
    return _BY_STATUS.get(status[2:]) or _BY_SUBJECT.get(subject, "other")


def is_permanent(
    status: str, words: str, reason: FailureReason | None = None
) -> bool | None:
    """Tell the class of the failure; None where neither code nor reason does.

    That the server gave up says nothing: a full mailbox may be emptied.
    """
    if status:
        return status[0] == "5"
    codes = _CODE.findall(words)
    if codes:
        return str(codes[-1]) == "5"
    if PERMANENT.search(words):
        return True
    return None if reason in {None, "other"} else reason not in _CLASS_4
