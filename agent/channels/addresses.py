"""Mail addresses as they go over the wire."""

from __future__ import annotations

import re

from agent.errors import Refused

# RFC 5321 § 4.1.2, dot-string only: quoted local parts are legal and unknown in
# the wild, and every one we were given was a typing fault.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"(?=.{{1,64}}\Z){_ATOM}(\.{_ATOM})*")
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"(?=.{{1,253}}\Z)({_LABEL}\.)*{_LABEL}")


def wire(address: str) -> str:
    """Give the address in ASCII: a domain with accents in its IDNA form.

    Raises:
        Refused: It is no address, or its local part has letters that plain SMTP
            cannot carry (RFC 6531 is offered by few servers).
    """
    local, _, domain = address.rpartition("@")
    ascii_domain = _idna(domain)
    if not (_LOCAL.fullmatch(local) and _DOMAIN.fullmatch(ascii_domain)):
        what = f"{address!r} is not an address that mail can be sent to"
        raise Refused(what, status="5.1.3")
    return f"{local}@{ascii_domain}"


def _idna(domain: str) -> str:
    """Encode letters alone: the codec would turn look-alikes of the dot into it."""
    if domain.isascii() or not re.fullmatch(r"[\w.-]+", domain):
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
