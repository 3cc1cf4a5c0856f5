"""Lists, newsletters and programs' notices: nobody of ours is meant.

A firm's own address may be a mailing list, and a customer who writes to it
then carries list headers. So a list one can write to, and an answer in a
thread, count as a person's.
Source: RFC 2369, RFC 2919.
"""

from __future__ import annotations

from agent.model.message import Bulk, Parts

_CAMPAIGN = (
    "x-campaign",
    "x-campaignid",
    "x-mailer-recptid",
    "x-mc-user",
    "x-mailgun-campaign-id",
    "x-newsletter",
)


def notice(parts: Parts) -> Bulk | None:
    """Recognise a mail that a program sends to many."""
    if parts.in_reply_to or parts.references:
        return None
    for name in _CAMPAIGN:
        if parts.header(name):
            return Bulk(f"It has the header {name}.")
    precedence = parts.header("precedence").strip().lower()
    if precedence in {"bulk", "junk"}:
        return Bulk(f"Its header says Precedence: {precedence}.")
    if "mailto:" in parts.header("list-post").lower():
        return None
    for name in ("list-id", "list-unsubscribe"):
        if parts.header(name):
            return Bulk(f"It has the header {name}.")
    if precedence == "list":
        return Bulk("Its header says Precedence: list.")
    return None
