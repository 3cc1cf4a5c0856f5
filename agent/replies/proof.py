"""Proofs of payment in an attached PDF: a claim with figures, never a booking."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from agent.forms.wording import Wording
from agent.model.message import Parts
from agent.replies import references
from agent.replies.dates import phrases
from agent.replies.said import any_of

_MOST_FILES = 3
_AHEAD = 120  # characters between a label and what it names

_PROOF = any_of(
    r"contabile|(?:conferma|ricevuta|attestazione|disposizione|ordine|esito|dettaglio) (?:di |del |dell['’])?(?:bonifico|pagamento|operazione|disposizione)|bonifico (?:sepa|eseguito|istantaneo|ordinario)",
    r"(?:payment|transfer|transaction|remittance) (?:confirmation|receipt|advice|details)|proof of payment|confirmation of (?:payment|transfer)|(?:credit|wire|bank) transfer",
    r"überweisungs(?:beleg|bestätigung|auftrag)|zahlungs(?:bestätigung|beleg|nachweis|avis)|ausführungsbestätigung|sepa-überweisung",
    r"(?:avis|ordre|confirmation|justificatif) (?:de |d['’]|du )?(?:virement|paiement|opération|exécution)",
    r"(?:justificante|comprobante|orden|resguardo) (?:de |del )?(?:la )?(?:transferencia|pago|operación)",
)
# Money that has not left, or came back.
_NOT_LEFT = any_of(
    r"annullat\w|revocat\w|rifiutat\w|respint\w|stornat\w|non eseguit\w|in attesa|da autorizzare|programmat\w|bozza|preventivo",
    r"cancel+ed|rejected|declined|failed|reversed|returned|pending|scheduled|draft|not (?:yet )?executed",
    r"storniert|abgelehnt|zurückgewiesen|nicht ausgeführt|vorgemerkt|geplant|entwurf",
    r"annulé\w?|rejeté\w?|refusé\w?|en attente|programmé\w?|brouillon",
    r"anulad[oa]|rechazad[oa]|devuelt[oa]|pendiente|programad[oa]|borrador",
)
_AMOUNT = any_of(
    r"(?:importo|amount|betrag|montant|importe|somma|summe)(?: (?:del|of|der|du|de|totale|total|in|en) ?\w*)?"
)
_DAY = any_of(
    r"(?:data|date|datum|fecha)(?: (?:di |d['’]|della |of |der |du |de |la )?\w+){0,2}",
    r"(?:eseguito|executed|ausgeführt|exécuté|ejecutada?|valuta|wertstellung|buchungstag|ausführung|ausführungstag) ?(?:il|on|am|le|el|in data)?",
)


@dataclass(frozen=True, slots=True)
class Proof:
    """What an attached proof says; a field is empty where it says nothing.

    Args:
        words: The words by which it is one, verbatim; empty = there is none.
        amount: Major units, "1234.50".
    """

    words: str = ""
    amount: str = ""
    paid_on: date | None = None
    reference: str = ""


def unread(_: bytes) -> str:
    """Leave a file unread."""
    return ""


def proof_in(parts: Parts, sent: date, words_of: Callable[[bytes], str]) -> Proof:
    """Find the first proof of payment among the attached PDF files.

    Args:
        sent: The day of the mail: no payment is made after it.
        words_of: Gives the words of a PDF.
    """
    files = [
        one.data
        for one in parts.attachments
        if one.kind == "application/pdf" or one.name.lower().endswith(".pdf")
    ]
    found = (_proof(words_of(data), sent) for data in files[:_MOST_FILES])
    return next((one for one in found if one.words), Proof())


def _proof(text: str, sent: date) -> Proof:
    """Read the text of a file; none without the word for it, an amount, and a day or a number."""
    title = _PROOF.search(text)
    if title is None or _NOT_LEFT.search(text):
        return Proof()
    amount = _first(references.first_amount(each) for each in _behind(_AMOUNT, text))
    days = (phrases(each, sent, past=True) for each in _behind(_DAY, text))
    paid_on = next((each[0].until for each in days if each), None)
    reference = references.payment_reference(text)
    if not (amount and (paid_on or reference)):
        return Proof()
    return Proof(text[title.start() : title.end()], amount, paid_on, reference)


def _behind(label: Wording, text: str) -> Iterable[str]:
    """Give what stands behind each label, a colon and a line's end apart."""
    for found in label.finditer(text):
        yield re.sub(r"^[\s:.]+", "", text[found.end() : found.end() + _AHEAD])


def _first(values: Iterable[str]) -> str:
    return next(filter(None, values), "")
