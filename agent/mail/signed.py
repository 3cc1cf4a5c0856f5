"""Which header fields a mail's signature covers: the others anybody may have changed.

Source: RFC 6376 § 3.5, tags d= and h=.
"""

from __future__ import annotations

import re

from agent.model.authenticity import Authenticity
from agent.model.message import Parts

_TAG = re.compile(r"(?:^|;)\s*([a-z]{1,4})\s*=\s*([^;]*)")


def covered(parts: Parts, told: Authenticity) -> frozenset[str]:
    """Give the fields vouched for by a verified signature of the sender's own domain.

    A mail that came straight from the sender's servers (SPF for his own domain)
    has its date and its recipient from him, signed or not.
    """
    domain = parts.sender.rpartition("@")[2]
    found: set[str] = set()
    if _is_own(told.spf_domain, domain):
        found |= {"date", "to"}
    for header in parts.all("dkim-signature"):
        tags = dict(_TAG.findall(header.lower()))
        signer = "".join(tags.get("d", "").split())
        if signer in told.dkim_domains and _is_own(signer, domain):
            found |= {name.strip() for name in tags.get("h", "").split(":")}
    return frozenset(found)


def _is_own(signer: str, domain: str) -> bool:
    """Tell the sender's own domain, or one above or below it."""
    if not signer or not domain or "." not in signer:
        return False
    return (
        signer == domain
        or signer.endswith(f".{domain}")
        or domain.endswith(f".{signer}")
    )
