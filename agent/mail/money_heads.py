"""Money in headers: does a mail nobody fetches say that money came in?

A subject alone books nothing and holds nothing: it only tells whose word the owner
may want to let count.
"""

from __future__ import annotations

import re

from agent.mail.authentic import authentic
from agent.mail.free_domains import FREE
from agent.model.message import Parts

_SUBJECT = re.compile(
    r"\b(?:bonifico (?:ricevuto|in entrata|a (?:tuo|suo|vostro) favore)|accredit[oi]\b"
    r"|hai ricevuto (?:un )?(?:pagamento|bonifico|denaro|incasso|\d)|incasso (?:ricevuto|di)"
    r"|(?:pagamento|denaro|incasso) ricevuto|notifica di (?:incasso|accredito)"
    r"|(?:payment|money|transfer|funds) received|received (?:a )?(?:payment|money|transfer)"
    r"|incoming (?:payment|transfer)|you(?:'|’)?(?:ve| have)? (?:got paid|received (?:a|\W?\d))"
    r"|zahlungseingang|geldeingang|gutschrift auf|(?:zahlung|geld) (?:erhalten|eingegangen)"
    r"|(?:paiement|virement) recu|(?:paiement|virement) reçu|vous avez (?:reçu|recu) (?:un|\d)"
    r"|(?:pago|transferencia|dinero|abono) recibid[oa]|has recibido (?:un|\d))",
    re.I,
)


def speaks_of_money(headers: Parts, servers: frozenset[str]) -> str:
    """Give the domain whose mail says that money came in; empty if none does.

    Args:
        headers: Parsed from the headers alone.
        servers: Our own servers' names in Authentication-Results: without their word
            anybody may have written it.
    """
    domain = headers.sender.rpartition("@")[2]
    if not domain or domain in FREE or headers.in_reply_to or headers.references:
        return ""
    if not _SUBJECT.search(headers.subject[:400]):
        return ""
    told = authentic(headers, servers)
    is_proven = told.dmarc_pass and told.vouches_for(headers.sender)
    return domain if is_proven else ""
