"""A notice that somebody's system passes on whole, inside a mail of its own."""

from __future__ import annotations

import re

from agent.mail import dsn, gate, mdn
from agent.mail.parse import parse
from agent.model.message import Bounce, Bulk, Delay, Parts, Receipt

_REPORT = re.compile(rb"^content-type:\s*multipart/report", re.I | re.M)
_HEAD = 8 * 1024


def notice(parts: Parts) -> Bounce | Delay | Receipt | Bulk | None:
    """Read the report attached to a mail program's mail; None if there is none.

    A person who forwards a report is a person: a program must have wrapped it.
    """
    for one in parts.attachments:
        if one.kind == "message/rfc822" and _REPORT.search(one.data[:_HEAD]):
            if not gate.sign(parts):
                return None
            inner = parse(one.data)
            return mdn.receipt(inner) or dsn.notice(inner)
    return None
