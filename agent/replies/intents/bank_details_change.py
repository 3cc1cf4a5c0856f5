"""Somebody announces another bank account: shown, and never used."""

from __future__ import annotations

from agent.replies.references import IBAN
from agent.replies.said import Evidence, Intent, Said, any_of, stated

_NEW = r"(?:nuov[oaei]|cambi\w{1,5}|modific\w{1,5}|variat\w|variazione|aggiorn\w{1,5}|divers[oaie]|chang\w{1,3}|new|updated?|different|neue\w{0,2}|geändert\w{0,2}|änder\w{1,3}|andere\w{0,2}|nouve\w{1,4}|changé\w{0,2}|changement|modifié\w{0,2}|nuev\w{1,2}|cambiad\w|modificad\w|otra)"
_ACCOUNT = r"(?:iban|coordinate bancarie|conto (?:corrente|bancario)|(?:nostro|mio|vecchio) conto|banca|bank(?:ing)? (?:account|details)|bank|account(?: number| details)?|bankverbindung|bankdaten|konto\w{0,9}|rib|coordonnées bancaires|compte(?: bancaire)?|banque|cuenta(?: bancaria)?|banco|datos bancarios)"
_WORDS = any_of(
    rf"{_NEW}\b.{{0,60}}\b{_ACCOUNT}\b",
    rf"{_ACCOUNT}\b.{{0,40}}\b{_NEW}\b",
)
_TOWARDS = any_of(
    r"(?:su|sul|al|use|usare|utilizz\w{1,5}|versa\w{1,4}|invia\w{0,3}|accredita\w{0,3}|bonifica\w{0,3}|to|into|transfer|send|auf|an|sur|vers|utilis\w{1,4}|en|a partir)\b"
)


def _find(said: Said) -> tuple[Evidence, ...]:
    found = stated(said, _WORDS)
    if found:
        return found
    return tuple(
        one
        for one in stated(said, IBAN)
        if _TOWARDS.search(said.text[max(0, one.start - 60) : one.start])
    )


INTENT = Intent("bank_details_change", _find)
