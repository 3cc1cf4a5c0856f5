"""Notices that carry no usable report, read by their programs' wordings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.mail import autoreply, gate, returned
from agent.mail.addresses import addresses
from agent.mail.failure import is_permanent, reason_for, status_in
from agent.mail.phrases import DELAYED, FAILED, FINAL, WARNING
from agent.mail.said import about, command, text_of
from agent.mail.vendor_rows import GENERAL, ROWS, Vendor
from agent.model.message import Bounce, Delay, Failure, Parts

_SUBJECT_DELAY = re.compile(
    r"delay|deferred|warning|still being retried|ritard|verzöger|retard|retras", re.I
)
_NOT_CUSTOMERS = re.compile(
    r"(?:mailer-daemon|post-?master|abuse|help-?desk|no-?reply|noreply|mail\.?master)@",
    re.I,
)
_LINES_BEFORE = 4  # as far as any row looks from its words on to the address
_DETAIL = re.compile(r"\+[^@]{0,64}@")


def notice(parts: Parts) -> Bounce | Delay | None:
    """Read a notice from its text; None if it is none or names nobody's failure."""
    sign = gate.sign(parts)
    if not sign or _is_robot(parts):
        return None
    said = text_of(parts)
    is_delay = _is_delay(parts.subject, said)
    speaks = is_delay or FAILED.search(said) or FAILED.search(parts.subject)
    if not speaks and not parts.sender.startswith("mailer-daemon@"):
        return None
    row, found = _recipients(parts, said)
    if not found and not _is_certain(parts):
        return None
    if sign is gate.BY_SUBJECT and row is GENERAL and not returned.mails(parts):
        return None
    failure = _failure(parts, said, found, is_delay=is_delay)
    because = f"The text of a notice ({row.name}) speaks of a failed delivery; {sign}."
    if is_delay:
        return Delay(failure, because.replace("failed", "delayed"))
    return Bounce(failure, because)


def _is_robot(parts: Parts) -> bool:
    """Tell an answer about absence, which may come with an empty sender too."""
    is_reply = autoreply.answers_by_itself(parts)
    return is_reply and not _is_report(parts) and not gate.is_daemon(parts)


def _is_certain(parts: Parts) -> bool:
    """Tell a mail that is a notice whatever its text names."""
    gives_back = gate.has_null_sender(parts) and bool(returned.mails(parts))
    return _is_report(parts) or gives_back


def _is_report(parts: Parts) -> bool:
    return bool(
        parts.content_type == "multipart/report"
        or parts.report
        or parts.header("x-failed-recipients")
    )


def _is_delay(subject: str, said: str) -> bool:
    if WARNING.search(said):
        return True
    if FINAL.search(said):
        return False
    return bool(DELAYED.search(said)) or bool(_SUBJECT_DELAY.search(subject))


def _recipients(parts: Parts, said: str) -> tuple[Vendor, tuple[str, ...]]:
    """Find the failed addresses, by the surest place that names any."""
    ours = _not_failed(parts)
    near = _near_addresses(said)
    stated = addresses(parts.header("x-failed-recipients"))
    named = tuple(one for _, one in stated if "@" in one)
    for row in (*ROWS, GENERAL):
        if row.says is None or row.says.search(said):
            found = next(_found(row, near, ours), ())
            if named or found:
                return row, tuple(dict.fromkeys(named or found))
    return GENERAL, tuple(one for one in returned.recipients(parts) if one not in ours)


def _near_addresses(said: str) -> str:
    """Empty the lines from which no place where an address stands is reached."""
    lines = said.split("\n")
    marked = ["@" in line for line in lines]
    return "\n".join(
        line if any(marked[at : at + _LINES_BEFORE + 1]) else ""
        for at, line in enumerate(lines)
    )


def _found(row: Vendor, said: str, ours: frozenset[str]) -> Iterator[tuple[str, ...]]:
    for pattern in row.at:
        cleaned = (_clean(one) for one in pattern.findall(said)[:200])
        kept = tuple(
            one for one in cleaned if one not in ours and not _NOT_CUSTOMERS.match(one)
        )
        if kept:
            yield kept


def _clean(address: str) -> str:
    return address.strip(".'\"=-").lower().removeprefix("smtp:").removeprefix("smtp=")


def _not_failed(parts: Parts) -> frozenset[str]:
    """Give the addresses of the notice itself: its sender and its reader.

    The reader may be an address with a detail, "local+detail@domain".
    """
    readers = (*parts.to, *parts.all("delivered-to"))
    plain = (_DETAIL.sub("@", one) for one in readers)
    return frozenset((parts.sender, *readers, *plain))


def _failure(
    parts: Parts, said: str, found: tuple[str, ...], *, is_delay: bool
) -> Failure:
    words = about(said, found)
    status = status_in(words) or status_in(said)
    refused = command(words)
    reason = reason_for(status, words, refused)
    if reason in {None, "other"}:
        reason = reason_for("", f"{parts.subject}\n{said}", refused) or reason
    reason = reason or ("expired" if is_delay else "other")
    permanent = False if is_delay else is_permanent(status, said, reason)
    return Failure(
        recipients=found,
        is_permanent=permanent,
        reason=reason,
        status=status,
        original_message_id=returned.original_id(parts),
    )
