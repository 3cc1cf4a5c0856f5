"""Foreign IBANs in mails about our invoices: the mark of a diverted payment."""

from __future__ import annotations

import re
from collections.abc import Collection

from agent.bank.notices.lines import plain
from agent.forms.iban import accounts_in

_SEPARATORS = re.compile(r"[ .-]")
# The account from which somebody paid, or pays others, is no account to pay to.
_OF_PAYER = re.compile(
    r"\b(?:ordinante|mittente|debitore|sender|payer|debtor|auftraggeber|absender|emetteur|ordenante"
    r"|(?:dal|dai|sul|from|von|depuis|desde) (?:il )?(?:nostro|mio|our|my|unserem|meinem|notre|mon|nuestra|mi) (?:\w+ )?(?:conto|account|konto|compte|cuenta|iban))"
    r"\b[^\n]{0,30}$"
)
_ABOUT_INVOICES = re.compile(
    r"\bfattur|\binvoice|\brechnung|\bfactur|\bparcell|\bpagament|\bpayment|\bzahlung|\bpaiement|\bpagos?\b|\bbonific|\btransfer|\buberweis|\bvirement|\bsollecit|\breminder"
)
_MOST_TEXT = 24_000
_NEAR = 60


def foreign_ibans(text: str, ours: Collection[str]) -> tuple[str, ...]:
    """Give the IBANs that a mail about invoices or payments names and that are not ours.

    Args:
        text: The mail's words, subject included.
        ours: Our IBANs, without blanks.

    Returns:
        Each once, without blanks, in order; only such as have right check digits.
        The account a payer names as his own is left out.
    """
    flat = plain(text[:_MOST_TEXT])
    if not _ABOUT_INVOICES.search(flat):
        return ()
    known = {_SEPARATORS.sub("", one).upper() for one in ours}
    found: dict[str, None] = {}
    for place, number in accounts_in(flat):
        before = flat[max(0, place - _NEAR) : place]
        if number not in known and not _OF_PAYER.search(before):
            found[number] = None
    return tuple(found)
