"""Numbers a reply names: documents, amounts, payment references, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from agent.errors import Unreadable
from agent.forms.amount import DecimalMark, amount
from agent.forms.document_number import named_in, normal

_DOCUMENT = re.compile(
    r"(?:\b(?:fatt(?:ur[ae])?|ft|fra|doc(?:umento)?|invoices?|inv|rechnung(?:en|snummer)?|rg|factures?|facturas?|fra|parcell[ae]|nota)"
    r"\.?(?:\s*(?:n[.°ºr]?|nr|num(?:ero|mer|ber)?|no|nº|nro)\b\.?)?|\b(?:n[.°º]|nr\.?|nº|no\.))\s*[:#]?\s*"
    r"(?P<number>(?:(?-i:[A-Z]{1,5})[ /-]?)?\d{1,10}(?:[/-][A-Z0-9]{1,8}){0,3}(?:\s?(?:e|and|und|et|y|,|\+)\s?\d{1,8}(?:[/-]\d{1,8})+)*)",
    re.I,
)
# "45/2026" needs no word beside it; "5/2026" may be a month.
_WITH_YEAR = re.compile(r"(?<![\w/.-])(?:1[3-9]|[2-9]\d|\d{3,6})/20[2-4]\d(?![\w/])")
# What else has a number: "preventivo n. 45/2026" is no invoice.
_OTHER_NOUN = re.compile(
    r"\b(?:distinta|pratica|protocollo|assegno|conto|codice|ordin[ei]|cro|tel\w*|civico|art\w*|cheque|order|account|ticket|case"
    r"|konto|auftrag|bestellung|commande|compte|pedido|cuenta|dossier"
    r"|preventiv[oi]|offert[ae]|d\.?d\.?t|boll[ae]|contratt[oi]|progett[oi]|commess[ae]|cantiere|lotto|camera|stanza|scala|interno|punto|pagina|foto|modello|misura"
    r"|quot(?:e|ation)|offer|p\.?o|delivery note|contract|project|job|room|page|item|unit|lot|model|point"
    r"|angebot|lieferschein|vertrag|projekt|zimmer|seite|punkt|modell|position"
    r"|devis|bon de (?:livraison|commande)|contrat|projet|chantier|chambre|page|modèle"
    r"|presupuesto|albar[áa]n|contrato|proyecto|expediente|habitación|página|modelo)"
    r"(?:\s+(?:n[.°ºr]?|nr|num\w{0,4}|no|nº)[.:]?|\s*[#:])?\s*$",
    re.I,
)
_AND = re.compile(r"\s+(?:e|and|und|et|y)\s+|\s*[,+]\s*", re.I)
# Four groups of thousands at most: a long row of numbers is tried from each of them.
_NUMBER = r"\d{1,3}(?:[.,' \u202f]\d{3}){1,4}(?:[.,]\d{2})?|\d+(?:[.,]\d{1,2})?"
_AMOUNT = re.compile(
    rf"(?:€|\beur(?:o|os)?\b|£|\$|\busd\b|\bgbp\b|\bchf\b)\s?(?P<after>{_NUMBER})(?![\d/])"
    rf"|(?<![\d/.,])(?P<before>{_NUMBER})\s?(?:€|\beur(?:os?)?\b|£|\busd\b|\bgbp\b|\bchf\b)"
    r"|(?<![\d/.,])(?P<bare>\d{1,3}(?:[.']\d{3}){1,4},\d{2}|\d{1,3}(?:,\d{3}){1,4}\.\d{2}|\d{2,7},\d{2})(?![\d/.,]\d)",
    re.I,
)
# Every amount holds one of these.
_SIGNS = ("€", "£", "$", "eur", "usd", "gbp", "chf")
_CENTS = re.compile(r"\d[.,]\d\d")
_THOUSANDS = re.compile(r"\d{1,3}([.,])\d{3}")
_LABELLED = re.compile(
    r"\b(?:c\.?r\.?o|t\.?r\.?n|u\.?t\.?r|end[- ]to[- ]end|e2e|(?:payment |transaction |bank )ref(?:erence)?"
    r"|(?:codice )?(?:riferimento|identificativo)(?: (?:del )?(?:pagamento|bonifico|operazione))?"
    r"|(?:verwendungszweck|zahlungs)?referenz|référence(?: de (?:virement|paiement))?|referencia)\b\.?"
    r"\s*(?:(?:n[.°ºr]?|nr|num\w{0,4}|is|è)\.?\s+|[:#=]\s*){0,2}(?P<number>[A-Z0-9][A-Z0-9/-]{7,39})\b",
    re.I,
)
_TRN = re.compile(r"\b\d{16}[0-9A-Z]{14}\b")
EMAIL = re.compile(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,4})?\b")
_MOST = 20
_NEAR = 32  # letters before a number in which its noun stands


def documents(text: str, open_numbers: Iterable[str] = ()) -> tuple[str, ...]:
    """Give document numbers as written, in the order of the text.

    Args:
        open_numbers: Numbers of the ledger, as written there: they are found
            without a word for a document beside them.
    """
    found: dict[str, str] = {}
    for place in _DOCUMENT.finditer(text):
        if _is_of_another(text, place.start()):
            continue
        for number in _AND.split(place["number"]):
            if not _is_year(number):
                found.setdefault(normal(number), number.strip())
    for place in _WITH_YEAR.finditer(text):
        if not _is_of_another(text, place.start()):
            found.setdefault(normal(place[0]), place[0])
    known = _by_normal_form(frozenset(open_numbers))
    for number in named_in(text, known.keys()):
        if number and number not in found:
            found[number] = known[number]
    return tuple(found.values())[:_MOST]


def _is_of_another(text: str, at: int) -> bool:
    """Tell a number before which stands what else has one: an order, an offer."""
    return bool(_OTHER_NOUN.search(text[max(0, at - _NEAR) : at]))


@lru_cache(maxsize=2)
def _by_normal_form(numbers: frozenset[str]) -> dict[str, str]:
    """Reduce all numbers once: many mails are read against the same ledger."""
    return {normal(number): number for number in sorted(numbers)}


def _is_year(number: str) -> bool:
    return bool(re.fullmatch(r"20[0-4]\d", number))


def first_amount(text: str) -> str:
    """Give the first amount in major units, "1234.50"; empty if there is none."""
    lower = text.lower()
    if not any(sign in lower for sign in _SIGNS) and not _CENTS.search(text):
        return ""
    for found in _AMOUNT.finditer(text):
        written = found["after"] or found["before"] or found["bare"]
        value = _value(written)
        if value:
            return f"{value:.2f}"
    return ""


def _value(written: str) -> Decimal | None:
    """Read an amount; beside a currency, "1.000" is a thousand."""
    group = _THOUSANDS.fullmatch(written)
    mark: DecimalMark | None = ("," if group[1] == "." else ".") if group else None
    try:
        return amount(written, mark)
    except Unreadable:
        return None


def payment_reference(text: str) -> str:
    """Give the CRO, TRN or other reference of a payment, as written; or empty."""
    for found in _LABELLED.finditer(text):
        if any(letter.isdigit() for letter in found["number"]):
            return found["number"]
    bare = _TRN.search(text)
    return bare[0] if bare else ""


def emails(text: str) -> tuple[str, ...]:
    """Give the mail addresses a text names, lower case."""
    return tuple(dict.fromkeys(one.lower().strip(".") for one in EMAIL.findall(text)))


def ibans(text: str) -> frozenset[str]:
    """Give what looks like an IBAN, without blanks."""
    return frozenset(one.replace(" ", "") for one in IBAN.findall(text))
