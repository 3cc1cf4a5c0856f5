"""Meanings: what a person says that a customer's mail is, or is not.

"No, è una promessa", "it's a question, not a dispute": a line that says nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.forms.wording import Wording
from agent.replies.said import any_of

WORK = "work"  # it is about the work itself: no intent at all
_NOUNS: tuple[tuple[str, Wording], ...] = (
    (
        "promises_payment",
        any_of(r"promess[ae]\b|promises?\b|zahlungszusage|zusage|promesa"),
    ),
    (
        "says_paid",
        any_of(
            r"(?:dice (?:di aver|d['’]aver|che (?:ha|hanno)|che è) )(?:già )?pagat[oa]|avviso di pagamento|conferma (?:di|del) (?:pagamento|bonifico)",
            r"(?:says|claims) (?:\w{2,4} )?(?:paid|has paid|have paid|to have paid)|payment (?:notice|confirmation)|zahlungsbestätigung|avis de (?:paiement|virement)|aviso de pago",
        ),
    ),
    (
        "disputes",
        any_of(
            r"contestazion[ei]|disputa\b|obiezion[ei]|disputes?\b|objections?|reklamation|einwand|litige|contestation|disputa|reclamación"
        ),
    ),
    (
        "asks_instalments",
        any_of(
            r"(?:richiesta|domanda|proposta) di (?:rate\b|rateizzazione|dilazione)|rateizzazione|dilazione|(?:request for |asks for )?instal?ments|payment plan|ratenzahlung|échelonnement|pago a plazos"
        ),
    ),
    (
        "asks_documents",
        any_of(
            r"richiesta (?:di|della|d['’]una|dei) (?:copia|fattura|documenti)|(?:asks for|request for) (?:a copy|documents)|bitte um (?:kopie|unterlagen)|demande de (?:copie|documents)|petición de (?:copia|documentos)"
        ),
    ),
    ("asks_question", any_of(r"domanda\b|question\b|frage\b|pregunta\b")),
    (
        "acknowledges",
        any_of(
            r"ringraziament[oi]|presa d['’]atto|conferma (?:di ricezione|di lettura)|acknowledge?ment|thank[- ]you|confirmation of receipt|empfangsbestätigung|dank\b|remerciement|accusé de réception|agradecimiento|acuse de recibo"
        ),
    ),
    (
        "asks_to_stop",
        any_of(r"lamentel[ae]|protesta\b|complaints?\b|beschwerde|plainte|queja\b"),
    ),
    (
        "out_of_office",
        any_of(
            r"avviso di assenza|assenza\b|out[- ]of[- ]office(?: (?:notice|reply))?|abwesenheit\w{0,8}|absence\b|ausencia"
        ),
    ),
    (
        "automatic",
        any_of(
            r"(?:risposta|mail|messaggio) automatic[oa]|automatic (?:reply|answer)|automatische antwort|réponse automatique|respuesta automática"
        ),
    ),
    (
        WORK,
        any_of(
            r"(?:mail |cosa |questione |roba )?(?:di|sul|del) lavoro|lavoro\b|(?:about |a mail about )?(?:the )?work\b|arbeit\b|travail\b|trabajo\b"
        ),
    ),
)
_BUT = r"(?:ma|bensì|but|sondern|mais|sino)"
_APART = re.compile(rf"[,;.:!]+\s*(?:{_BUT}\s+)?|\s+{_BUT}\s+|(?<=no)\s+(?=è)", re.I)
_NUMBERS = re.compile(
    r"^\W*\d{1,3}(?:\s*(?:[,+&-]|\be\b|\band\b)\s*\d{1,3})*\s*[.):]?\s*"
)
_ONE = r"(?:(?:solo|soltanto|just|only|nur|seulement|sólo|más bien|piuttosto|rather)\s+)?(?:(?:una?|an?|eine?n?|une|la|il|the)\s+|un['’]\s*)?"
_IS = re.compile(
    rf"^\W*(?:(?:è|e['’]|era|it['’]?s|it is|that['’]?s|this is|das ist|es ist|c['’]est|es)\s+)?{_ONE}",
    re.I,
)
_IS_NOT = re.compile(
    rf"^\W*(?:non (?:è|era)|(?:it['’]?s |it is |that['’]?s |this is )?not|it isn['’]t|(?:das |es )?ist kein\w{{0,2}}|kein\w{{0,2}}|ce n['’]est pas|pas|no es)\s+{_ONE}",
    re.I,
)
_NO = re.compile(r"^\W*(?:no|nope|nein|non|sì|si|yes|ja|oui|grazie|thanks)?\W*$", re.I)


@dataclass(frozen=True, slots=True)
class Meant:
    """What a mail is said to mean, and not to mean: words of the closed list."""

    means: frozenset[str]
    means_not: frozenset[str]


def meant(line: str) -> Meant | None:
    """Read a line that says what a mail is; None where it says anything else."""
    means: set[str] = set()
    means_not: set[str] = set()
    for clause in _APART.split(_NUMBERS.sub("", line.strip(), count=1)):
        if _NO.match(clause):
            continue
        is_not = _IS_NOT.match(clause)
        lead = is_not or _IS.match(clause)
        word = _named(clause[lead.end() :] if lead else clause)
        if not word:
            return None
        (means_not if is_not else means).add(word)
    if not means | means_not or means & means_not or (WORK in means and len(means) > 1):
        return None
    return Meant(frozenset(means), frozenset(means_not))


def _named(text: str) -> str:
    """Give the meaning that a text names and nothing beside; empty if none."""
    bare = text.strip().lower()
    for word, nouns in _NOUNS:
        found = nouns.search(bare)
        if found and found.span() == (0, len(bare)):
            return word
    return ""
