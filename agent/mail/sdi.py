"""Messages of the Italian exchange system (SdI), about an e-invoice.

Source: Agenzia delle Entrate, technical specifications of the SdI, § 3.
"""

from __future__ import annotations

import re

from agent.model.message import Parts, SdiReceipt

_SENDER = re.compile(r"\bsdi\d{2}@pec\.fatturapa\.it\b", re.I)
_DOMAIN = "pec.fatturapa.it"
_FILE = re.compile(
    r"[A-Z]{2}[A-Z0-9]{2,28}_[A-Z0-9]{1,5}_(RC|NS|MC|NE|MT|EC|SE|DT|AT)_[A-Z0-9]{3}\.xml(\.p7m)?",
    re.I,
)


def is_its_own(address: str) -> bool:
    """Tell an address of the exchange system from one that only carries its name."""
    return address.rpartition("@")[2].lower() == _DOMAIN


def receipt(parts: Parts) -> SdiReceipt | None:
    """Recognise a receipt or notice of the exchange system."""
    if not _SENDER.search(
        f"{parts.sender} {parts.sender_name} {parts.header('reply-to')}"
    ):
        return None
    for one in parts.attachments:
        if found := _FILE.fullmatch(one.name):
            return SdiReceipt(
                f"The exchange system sent {found[1].upper()}: {found[0]}."
            )
    return SdiReceipt("The exchange system wrote about an e-invoice.")
