"""What a notice gives back of the mail it speaks of."""

from __future__ import annotations

import re
from functools import lru_cache

from agent.forms.wording import lowered
from agent.mail.addresses import addresses, ids
from agent.mail.headers import unfold
from agent.mail.phrases import RETURNED
from agent.model.message import Parts

_MESSAGE_ID = re.compile(
    r"\n[ \t>]*(?:X-)?(?:Original-)?Message-ID[ \t]*:\s*(<[^<>\s]+>|[^\s<>]+@[^\s<>]+)",
    re.I,
)
_FIELD = r"^[ \t>]*{}[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)"
_MOST = 64 * 1024


@lru_cache(maxsize=4)
def split(text: str) -> tuple[str, str]:
    """Split a notice's text into what it says and the mail it returns.

    Every layer asks it of the same mail: the last answers are remembered.
    """
    found = RETURNED.search("\n" + lowered(text[:_MOST]))
    return (text[: found.start()], text[found.start() :]) if found else (text, "")


def mails(parts: Parts) -> tuple[str, ...]:
    """Give every returned mail or its headers, the likeliest first."""
    attached = (
        one.data[:_MOST].decode("utf-8", "replace")
        for one in parts.attachments
        if one.kind in {"message/rfc822", "text/rfc822-headers"}
    )
    found = (parts.returned[:_MOST], *attached, split(parts.text)[1][:_MOST])
    return tuple(dict.fromkeys(one for one in found if one.strip()))


def original_id(parts: Parts) -> str:
    """Find the Message-ID of the mail a notice speaks of; empty if not given."""
    for text in (*mails(parts), *parts.report, parts.text[:_MOST]):
        if found := _MESSAGE_ID.search(f"\n{text}"):
            return found[1].strip("<>")
    return next(iter((*parts.in_reply_to, *reversed(parts.references))), "")


def recipients(parts: Parts) -> tuple[str, ...]:
    """Give the addresses the returned mail was written to."""
    for text in mails(parts):
        for name in ("X-Failed-Recipients", "To"):
            found = re.search(_FIELD.format(name), text, re.I | re.M)
            named = addresses(unfold(found[1])) if found else ()
            if whole := tuple(one for _, one in named if "@" in one):
                return whole
    return ()


def references(parts: Parts) -> tuple[str, ...]:
    """Give every message id that stands in the returned headers."""
    found: list[str] = []
    for text in mails(parts):
        for name in ("Message-ID", "In-Reply-To", "References"):
            for value in re.findall(_FIELD.format(name), text, re.I | re.M)[:5]:
                found += ids(unfold(value))
    return tuple(dict.fromkeys(found))
