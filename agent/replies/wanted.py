"""What a mail asks us for: a copy, an account, where to pay, what is due when."""

from __future__ import annotations

import re
from typing import Literal

from agent.model.reply import Reading

Wanted = Literal["copy", "account", "pay_details", "figures", "contact"]

# Whoever says one of these too is answered by a person's own words.
_NEED_A_PERSON = frozenset(
    (
        "legal",
        "hardship",
        "bank_details_change",
        "disputes",
        "asks_to_stop",
        "pays_on_condition",
        "asks_instalments",
        "out_of_office",
        "automatic",
    )
)
_ASKS = ("asks_documents", "asks_question")
_CONTACT = ("names_other_contact", "person_left")


def _any(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})", re.IGNORECASE)


# Papers that are no invoice of ours, or that the ledger does not keep.
_OTHER_PAPER = _any(
    r"ddt\b|durc\b|ordin[ei]\b|preventiv|giustificativ|rendicont|dettagli",
    r"po\b|purchase order|timesheet|breakdown|proof|w-?9|credit note|certificat",
    r"lieferschein|bestell|angebot|nachweis|stundenzettel|gutschrift",
    r"bon de (?:commande|livraison)|devis|attestation|justificatif|avoir\b",
    r"pedido|albar[aá]n|presupuesto|justificante|not[ae] (?:di credito|de crédit)",
)
_ACCOUNT = _any(
    r"estratt[oi] conto|partitario|riepilog|scadenziario|scadenzario|situazione contabile",
    r"statements?\b|account summary|overview of",
    r"kontoauszug|offene\w? posten|saldenliste|aufstellung|übersicht",
    r"relevés?\b|récapitulatif|situation de compte",
    r"extracto|estado de cuenta|resumen",
)
_PAY_DETAILS = _any(
    r"iban\b|coordinate\b",
    r"(?:bank|payment) details|account (?:number|details)",
    r"bankverbindung|bankdaten|kontonummer",
    r"rib\b|coordonnées bancaires",
    r"datos bancarios|número de cuenta",
)
_WHICH_ACCOUNT = _any(
    r"(?:quale?|che) (?:conto|iban)\b",
    r"(?:which|what) (?:bank |account)",
    r"welche\w? (?:konto|iban)\b",
    r"quel compte\b",
    r"(?:a|en) (?:qué|cuál) cuenta\b",
)
_FIGURES = _any(
    r"quanto (?:vi |le |ti )?(?:devo|dobbiamo|resta|rest[ae]|manca)|(?:qual|quale) (?:è|e'|sarebbe) (?:l['’]importo|la scadenza|il totale)",
    r"quando (?:scade|scadeva|è scaduta|va pagata|dobbiamo pagare)",
    r"how much (?:do|did|is|are|was)|what(?:['’]s| is| was) the (?:amount|due date|total|balance)|when (?:is|was|are|were) .{0,40}\bdue\b",
    r"wie (?:viel|hoch) .{0,40}(?:rechnung|betrag|schuld|offen|überweis)|wieviel|welche\w? betrag|wann .{0,40}(?:fällig|zahlbar)|zahlungsziel",
    r"combien (?:vous |te )?(?:dois|devons|reste)|quel(?:le)? est (?:le montant|l['’]échéance|la date d['’]échéance)|quand .{0,30}échéance",
    r"cuánto (?:les? |os |te )?(?:debo|debemos|queda)|cuál es (?:el importe|el vencimiento|la fecha de vencimiento)|cuándo vence",
)


def wanted(reading: Reading) -> Wanted | None:
    """Give what a letter of ours can answer in his mail; None where nothing is asked."""
    if _NEED_A_PERSON & set(reading.intents) or reading.is_doubtful:
        return None
    said = {word for word, _ in reading.evidence}
    asks = " / ".join(words for word, words in reading.evidence if word in _ASKS)
    if not asks and set(reading.intents).intersection(_ASKS):
        asks = reading.text  # the model alone takes it for a question
    if _ACCOUNT.search(asks):
        return "account"
    if _PAY_DETAILS.search(asks) or _WHICH_ACCOUNT.search(reading.text):
        return "pay_details"
    if "asks_documents" in said:
        return None if _OTHER_PAPER.search(asks) else "copy"
    if _FIGURES.search(asks):
        return "figures"
    names_nobody = not reading.new_contact and bool(said.intersection(_CONTACT))
    return "contact" if names_nobody else None
