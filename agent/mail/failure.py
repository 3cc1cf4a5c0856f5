"""What a failure means: its reason and its class, from codes and words.

Source: RFC 3463 § 3 (the registry of RFC 5248), RFC 5321 § 4.2.
"""

from __future__ import annotations

import re

from agent.forms.wording import lowered
from agent.mail.phrases import PERMANENT, TEMPORARY
from agent.mail.reasons import FOR_NOW, NO_SUCH_USER, REASONS, SURE, Rows
from agent.mail.said import Command
from agent.mail.status_codes import BY_DETAIL, BY_SUBJECT, CLEAR, VAGUE
from agent.model.message import FailureReason

# Looks behind last: what begins with one of three digits is quickly found.
_STATUS = re.compile(r"([245])\.(?<![\d.]..)(\d{1,3})\.(\d{1,3})(?![\d.])")
# Not a piece of a telephone number, an address or a date.
_CODE = re.compile(r"([45])[0-5](?<![\d.:/-]..)\d(?=(?: |-(?!\d))(?!\d+[./]))")
_VAGUE = re.compile(VAGUE)
# An answer of many lines repeats its code on each.
_REPEATED = re.compile(r"\n\s*[45]\d\d(?:-| (?=\d\.\d))(?:\d\.\d{1,3}\.\d{1,3})?")
_NAMES = re.compile(
    r"\b(?:host \S{1,200} (?=said|refused)"
    r"|(?:remote|reporting|received-from)-mta: (?:dns; ?)?\S{1,200}"
    r"|x-[a-z0-9-]{1,60}: \S{1,200})"
)
# Refused before any address was named: it is about us, whatever the words.
_ABOUT_US = frozenset(("connect", "mail"))
_MISREAD = frozenset(
    (None, "user_unknown", "host_unknown", "filtered", "expired", "system", "other")
)
_PASSING: frozenset[FailureReason] = frozenset(("network", "rate"))


def status_in(text: str) -> str:
    """Find an enhanced status code; the least vague one; empty if there is none."""
    found = [".".join(one) for one in _STATUS.findall(text[:20_000])]
    found = [one for one in found if one[0] != "2"] or found
    return next((one for one in found if not is_vague(one)), found[0] if found else "")


def is_vague(status: str) -> bool:
    """Tell whether a status says little more than its class."""
    return bool(_VAGUE.fullmatch(status[2:])) and status[2:] not in CLEAR


def best_status(stated: str, diagnostic: str) -> str:
    """Choose between the status field and the one in the other server's words.

    A relay makes its field from the bare code: the words were there first.
    """
    stated, quoted = status_in(stated), status_in(diagnostic)
    if quoted and not quoted.endswith(".0.0"):
        return quoted
    return stated or quoted


def reason_for(status: str, words: str, refused: Command = "") -> FailureReason | None:
    """Give the reason: a clear status, else the words, else a vague status.

    Args:
        status: Enhanced status or empty.
        words: What the servers said, without the returned mail.
        refused: The command of ours that was answered so.
    """
    words = plain(words)
    if sure := _by_words(words, SURE):
        return sure
    by_status = _by_status(status)
    is_clear = bool(by_status) and not is_vague(status)
    # Where only the status will count, the many wordings need not be looked for.
    if is_clear and refused not in _ABOUT_US and not _is_for_now(status, words):
        by_words = None
    else:
        by_words = _by_words(words, REASONS)
    if refused in _ABOUT_US and by_words in _MISREAD:
        return "policy"
    is_unknown = bool(NO_SUCH_USER.search(words))
    if is_unknown and _was_known(status, refused):
        return "filtered"
    if by_words == "host_unknown" and _is_for_now(status, words):
        return "network"
    return by_status if is_clear else by_words or by_status


def plain(words: str) -> str:
    """Give the words on one line, without what only looks like some: names of hosts.

    In lower case, as they are looked for.
    """
    line = " ".join(_REPEATED.sub(" ", lowered(words)).split())
    rest = _NAMES.sub(" ", line).split(" ")
    return " ".join([" " if "@" in one[1:-1] else one for one in rest])


def _by_words(words: str, rows: Rows) -> FailureReason | None:
    return next((name for name, said in rows if said.search(words)), None)


def _was_known(status: str, refused: Command) -> bool:
    """Tell a mailbox called unknown that was taken a moment ago, or is named by its code.

    A reader's own filter answers so, above all at Japanese mobile carriers.
    """
    if refused == "data":
        return not status or is_vague(status)
    return refused != "rcpt" and status[2:] in {"2.0", "2.1"}


def _is_for_now(status: str, words: str) -> bool:
    return status.startswith("4") or bool(FOR_NOW.search(words))


def _by_status(status: str) -> FailureReason | None:
    if not status or status[0] == "2":
        return None
    subject = status[2:].partition(".")[0]
    by_detail = BY_DETAIL.get(status) or BY_DETAIL.get(status[2:])
    return by_detail or BY_SUBJECT.get(subject, "other")


def is_permanent(status: str, words: str, reason: FailureReason | None = None) -> bool:
    """Tell the class of a final failure.

    Without any code the notice itself is the word: who gives up and speaks of
    nothing passing means it for good.
    """
    if status:
        return status[0] == "5"
    codes = _CODE.findall(words)
    if codes:
        return str(codes[-1]) == "5"
    if PERMANENT.search(words):
        return True
    return not (reason in _PASSING or TEMPORARY.search(words))
