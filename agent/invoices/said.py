"""Said: what the words in an operator's cells mean: kinds, states, languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from agent.errors import Unreadable
from agent.forms.cells import Cell, shown
from agent.forms.words import fold
from agent.model.customer import Language, Register
from agent.model.invoice import DocumentKind

State = Literal["open", "part", "settled", "void"]

# The first that fits: "fattura proforma" is no fattura.
_KINDS: dict[DocumentKind | Literal["none"], re.Pattern[str]] = {
    "proforma": re.compile(
        r"(?:fattura |facture |factura )?pro ?forma(?: (?:invoice|rechnung))?"
        r"|proformarechnung|(?:pre)?avvis[oi](?: di)? (?:parcell[ae]|fattur[ae]|notul[ae])"
        r"|notula|progetto di (?:parcella|notula|fattura)|325"
    ),
    "none": re.compile(
        r"preavviso.*|preventivo|offerta|ordine|ddt|quote|order|estimate|angebot|devis"
    ),
    "credit_note": re.compile(
        r"td0[48]|nc|nota (?:di )?(?:credito|accredito)|credit note|credit|381"
        r"|gutschrift|avoir|nota de credito|abono|storno"
    ),
    "invoice": re.compile(
        r"|td(?:0[1-35-79]|2[4-6])|ft|fatt|fattura\b.*|parcella|nota (?:di )?debito"
        r"|invoice|380|rechnung|facture|factura"
    ),
}
_STATES: dict[State, re.Pattern[str]] = {
    "part": re.compile(
        r"parzial\w*|pagat[oa] parzialmente|acconto|part(?:ially|ly)? paid|partial"
    ),
    "settled": re.compile(
        r"pagat[oa]|saldat[oa]|incassat[oa]|chius[oa]|si|yes|x|true|vero|paid|closed"
        r"|settled|bezahlt|paye|payee|pagad[oa]"
    ),
    "void": re.compile(
        r"annullat[oa]|stornat[oa]|bozza|scartat[oa]|void|draft|cancell?ed|rejected"
        r"|storniert|annulee|anulad[oa]"
    ),
    "open": re.compile(
        r"|no|false|falso|apert[oa]|da (?:pagare|incassare|saldare)|non (?:pagat[oa]"
        r"|saldat[oa]|incassat[oa])|insolut[oa]|scadut[oa]|in scadenza|emess[oa]"
        r"|inviat[oa]|consegnat[oa]|open|unpaid|overdue|due|sent|issued|offen"
        r"|impayee|pendiente"
    ),
}
_LANGUAGES: dict[Language, re.Pattern[str]] = {
    "it": re.compile(r"it|ita|it it|italian[oa]?|italienisch"),
    "en": re.compile(r"en|eng|en (?:gb|us)|english|inglese|englisch"),
    "de": re.compile(r"de|deu|ger|de (?:de|at|ch)|german|tedesc[oa]|deutsch"),
    "fr": re.compile(r"fr|fra|fre|fr fr|french|francese|francais|franzosisch"),
    "es": re.compile(r"es|spa|es es|spanish|spagnolo|espanol|spanisch"),
}
# As FatturaPA's ModalitaPagamento; what is not among them is no collection of ours.
_METHODS: dict[str, re.Pattern[str]] = {
    "MP12": re.compile(
        r"ri ?ba\b.*|ri b a\b.*|r b\b.*|ricevut[ae] bancari[ae].*|rim ba\b.*|effett[io]\b.*"
    ),
    "MP21": re.compile(r"(?:sepa )?s ?d ?d b2b.*|sepa (?:direct debit )?b2b.*"),
    "MP20": re.compile(r"(?:sepa )?s ?d ?d core.*|sepa (?:direct debit )?core.*"),
    "MP19": re.compile(
        r"(?:sepa )?s ?d ?d\b.*|(?:sepa )?direct debit.*|addebit[oi] (?:dirett[oi]|in conto"
        r"|sdd|sepa|preautorizzat[oi]).*|(?:sepa )?(?:basis|firmen)?lastschrift.*|prelevement.*"
        r"|adeudo.*|domiciliacion.*|recibo (?:bancario|domiciliado).*"
    ),
    "MP09": re.compile(r"r ?i ?d\b.*"),
    "MP16": re.compile(r"domiciliazione bancaria.*"),
    "MP17": re.compile(r"domiciliazione postale.*"),
    "MP05": re.compile(
        r"bonifico.*|b b\b.*|rimessa diretta.*|(?:bank |wire |credit )?transfer.*"
        r"|uberweisung.*|virement.*|transferencia.*|vista fattura.*"
    ),
    "MP01": re.compile(r"contant[ei].*|cash|bar|especes|efectivo"),
    "MP02": re.compile(r"assegn[oi]\b.*|che(?:que|ck)s?|scheck"),
    "MP08": re.compile(
        r"cart[ae] (?:di (?:credito|debito|pagamento)).*|credit card|card"
    ),
}
# Beside the days granted: "30 gg RiBa", "A 60 giorni fine mese Ri.Ba.".
_METHODS_WITHIN: dict[str, re.Pattern[str]] = {
    "MP12": re.compile(r"\b(?:ri ?ba|ri b a|ricevut[ae] bancari[ae])\b"),
    "MP19": re.compile(r"\b(?:s ?d ?d|direct debit|addebito (?:dirett[oi]|sdd))\b"),
    "MP09": re.compile(r"\brid\b"),
    "MP05": re.compile(r"\b(?:bonifico|rimessa diretta)\b"),
}
_CODE = re.compile(r"mp ?(\d\d)\b.*")
_REGISTERS: dict[Register, re.Pattern[str]] = {
    "formal": re.compile(r"lei|formale?|sie|vous|usted|f"),
    "familiar": re.compile(r"tu|informale?|familiare?|du|i"),
}


def kind_said(written: str) -> DocumentKind | None:
    """Read the kind of a document; None where nothing is owed for it (order, quote).

    Raises:
        Unreadable: The word is unknown.
    """
    word = fold(written)
    for kind, words in _KINDS.items():
        if words.fullmatch(word):
            return None if kind == "none" else kind
    raise Unreadable(f"its kind {written!r} is unknown; write fattura or nota credito")


def some_kinds(cells: Sequence[Cell]) -> bool:
    """Tell whether any cell names the kind of a document."""
    words = [fold(shown(cell)) for cell in cells]
    return any(p.fullmatch(word) for p in _KINDS.values() for word in words if word)


def state_said(written: str) -> State:
    """Read whether a document is still open.

    Raises:
        Unreadable: The word is unknown.
    """
    word = fold(written)
    for state, words in _STATES.items():
        if words.fullmatch(word):
            return state
    raise Unreadable(f"its state {written!r} is unknown; write pagata or aperta")


def language_said(written: str) -> Language | Literal[""]:
    """Read a language; empty where nothing is said.

    Raises:
        Unreadable: We do not write in it.
    """
    word = fold(written)
    for language, words in _LANGUAGES.items():
        if words.fullmatch(word):
            return language
    if word:
        raise Unreadable(f"the language {written!r} is none of it, en, de, fr, es")
    return ""


def register_said(written: str) -> Register | Literal[""]:
    """Read the form of address; empty where nothing is said.

    Raises:
        Unreadable: The word is unknown.
    """
    word = fold(written)
    for register, words in _REGISTERS.items():
        if words.fullmatch(word):
            return register
    if word:
        raise Unreadable(f"the register {written!r} is neither lei nor tu")
    return ""


def method_said(written: str) -> str:
    """Read how a document is paid, as FatturaPA's ModalitaPagamento.

    Returns:
        "MP12" for RiBa, ...; empty where no such way is said: "30 gg fine mese" leaves
        it to the customer's.
    """
    word = fold(written)
    if code := _CODE.fullmatch(word):
        return f"MP{code[1]}"
    for method, words in _METHODS.items():
        if words.fullmatch(word):
            return method
    found = [method for method, words in _METHODS_WITHIN.items() if words.search(word)]
    return found[0] if len(found) == 1 else ""


def known_method_said(written: str) -> str:
    """Read how a customer pays; empty where nothing is said.

    Raises:
        Unreadable: The words are unknown.
    """
    method = method_said(written)
    if written.strip() and not method:
        raise Unreadable(
            f"the way to pay {written!r} is unknown; write riba, sdd, bonifico or a "
            "code such as MP12"
        )
    return method
