"""Authenticity: what our own server vouches for about a mail's sender."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Authenticity:
    """What the trusted server's checks found. Nothing said = nothing proven.

    Args:
        server: The trusted authserv-id that said it, lower case; empty = none.
        dmarc_pass: DMARC passed, and nothing of that server contradicts it.
        dmarc_from: The From domain it passed for; empty if not said.
        dkim_domains: Domains whose signature was verified.
        spf_domain: Envelope domain for which SPF passed; empty if it did not.
        failed: Checks that failed: "dmarc", "dkim", "spf".
    """

    server: str = ""
    dmarc_pass: bool = False
    dmarc_from: str = ""
    dkim_domains: frozenset[str] = frozenset()
    spf_domain: str = ""
    failed: frozenset[str] = frozenset()

    def vouches_for(self, address: str) -> bool:
        """Tell whether the sender's domain is proven: DMARC, or an aligned DKIM.

        A sub-domain of the From domain may have signed (RFC 7489 § 3.1.1).
        """
        domain = address.rpartition("@")[2].lower()
        if not domain:
            return False
        if self.dmarc_pass and self.dmarc_from in {"", domain}:
            return True
        if "dmarc" in self.failed:
            return False
        return any(
            one == domain or one.endswith(f".{domain}") for one in self.dkim_domains
        )
