"""Abuse feedback reports. Source: RFC 5965."""

from __future__ import annotations

from agent.mail import returned
from agent.mail.fields import address, blocks, value
from agent.model.message import Complaint, Parts


def report(parts: Parts) -> Complaint | None:
    """Read an abuse report; None if the mail is none."""
    for text in parts.report:
        fields = tuple(field for block in blocks(text) for field in block)
        kind = value(fields, "feedback-type").lower()
        if kind and kind != "auth-failure":
            named = (
                address(value(fields, name))
                for name in ("original-rcpt-to", "removal-recipient")
            )
            recipients = tuple(filter(None, named)) or returned.recipients(parts)
            because = f"An abuse report of type {kind[:40]}."
            return Complaint(tuple(dict.fromkeys(recipients)), because)
    return None
