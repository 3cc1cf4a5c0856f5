"""Descriptions: payer, account and reference that a bank's text states by label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.bank.ibans import ibans_in
from agent.bank.references import reference
from agent.forms.words import fold

# A word for the operation may stand well before the "from" that names the payer.
_PAYER = (
    r"(?:bonifico|bon\.?|postagiro|giroconto|girofondo)(?:\s(?:[^:]{0,79}?[^\w/:])??)?(?<![\w/])da[:\s]"
    r"|bon\.da\s|dispost[oa]\sda\s?:?"
    r"|(?:ord(?:inante)?|ordin|mitt(?:ente)?)\s?\.?\s?:|/ordp/(?:/?name/)?|/name/"
    r"|(?:auftraggeber(?:in)?|absender|ordenante|donneur\sd.ordre|naam)\s?:"
    r"|(?:gutschrift|.berweisung|eingang)\svon\s|abwa\+"
    r"|(?:vir(?:ement)?)\b[^:/]{0,30}?\s/?de\s|(?<=recu)\s?/de\s"
    r"|(?:transferencia|transf\.?|traspaso)\b[^:/]{0,30}?\sde\s"
    r"|(?:transfer|payment|credit|received|deposit)\b[^:/]{0,30}?\sfrom:?\s"
)
_PAYEE = (
    r"a\sfavore\sdi\s|benef(?:iciario)?\s?\.?\s?:|benef\s|ben\s?\.?\s?:|postagiro\sa\s"
    r"|(?:empf.nger(?:in)?|beneficiaire|b.n.ficiaire)\s?:"
    r"|(?:transfer|payment)\b[^:/]{0,30}?\sto:?\s"
)
_IBAN = (
    r"(?:banca|conto|c/c|iban)\s?(?:ord(?:inante)?|mitt(?:ente)?|controparte)\s?\.?\s?:?"
    r"|/iban/|iban\s?[:+]?(?=\s?[a-z]{2}\d\d)"
)
_REFERENCE = (
    r"(?:id\.?\s|rif\.?\s|identificativo\s)?(?:end[\s-]?to[\s-]?end|e2e)"
    r"(?:[\s-]?(?:id|ref)\w*)?\.?\s?[:=]|/eref/|eref\+"
)
_END = (
    r"(?:note|causale|caus\.|info(?:rmazioni)?|motivo|motif|concepto|verwendungszweck"
    r"|omschrijving|remittance|reference|kenmerk)\s?:|/(?:remi|motif|ref|bic|isdt)\b/?"
    r"|[a-z]{4}\+|dt-reg\s?:|(?:bic|abi|cab)\s?\.?\s?:"
)
# What a label begins with: most words of a text are done with here.
_BEGINS = (
    r"b|c[aor/]|i[bdn]|r[ie]|e[2imnr]|p[ao]|g[iu]|d[eiot]|o[mr]|m[io]|a[bu\s]|n[ao]|v[ei]"
    r"|tr|ke|.b|[a-z]{4}\+"
)
_LABELS = re.compile(
    rf"(?:(?<!\w)(?={_BEGINS})|(?=/))(?:(?P<iban>{_IBAN})|(?P<reference>{_REFERENCE})|(?P<payer>{_PAYER})"
    rf"|(?P<end>{_PAYEE}|{_END}))"
)
# Where a name without an end mark ends: the purpose begins with one of these.
_PURPOSE = (
    r"per|pag|pagamento|saldo|sal|acc|acconto|ft|fatt|fattura|fatture|parcella|nota|rif"
    r"|causale|caus|trn|cro|comm|commissioni|spese|iban|bic|abi|cod|nr|num|n|rata|canone"
    r"|affitto|data|valuta|invoice|inv|ref|rechnung|rg|re|facture|factura|concepto|motif"
    r"|avviso|proforma|ns|vs|ord|ben|id"
)
_NAME_ENDS = re.compile(
    rf"\s(?=\s\s|/|(?:{_PURPOSE})[.,:]*(?:\s|$)|[-–](?:\s|$)|[^\s:]*:(?:\s|$)"
    r"|\d+[/-]\d|[^\s\d]*\d{5})|/(?=[a-z]{3,4}/)|;"
)
_IN_A_PIECE = re.compile(r"[\s:+/]*([A-Z]{2}\d{2}[A-Z0-9]{11,30})\b")
_NOBODY = re.compile(
    r"|app|web|app web|sportello|atm|estero|italia|internet|(?:altr[oa] )?conto(?: [\d ]+)?|c c"
    r"|voi|vs|vostro|banca|filiale|home banking"
)
_ONLY_A_KIND = re.compile(
    r"(?:\b(?:bonific[oi]|sepa|a|da|vostro|vs|favore|ricevut[oi]|in|entrata|uscita|estero"
    r"|istantaneo|accredito|giroconto|postagiro|transfer|credit|debit|incoming|payment"
    r"|received|virement|vir|recu|instantane|gutschrift|uberweisung|transferencia"
    r"|recibida|instant|inst|di|per|emolumenti|pagamento|addebito)\b ?)+"
)
_LONGEST_NAME = 70
_LIKE_NOBODY = 25  # characters; longer ones need no look
_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_]")
_MOST_TEXT = 2_000


@dataclass(frozen=True, slots=True)
class Told:
    """What a text says by label of who paid; empty where it does not."""

    name: str = ""
    iban: str = ""
    end_to_end_id: str = ""


_NOTHING = Told()


def told_in(text: str, ours: str = "") -> Told:
    """Read the labels of a bank's text about money that came in.

    The first of each kind counts: the bank's own labels stand before the payer's
    words.

    Args:
        ours: Our own account, which is never the payer's.
    """
    name = iban = end_to_end = ""
    text = text[:_MOST_TEXT]
    plain = text.lower()  # twice as fast as a pattern that passes over case
    marks = list(_LABELS.finditer(plain if len(plain) == len(text) else text))
    for kind, said in _labelled(text, marks) if marks else ():
        if kind == "payer":
            name = name or _name(said)
        elif kind == "iban":
            iban = iban or _account(said, ours)
        elif kind == "reference":
            end_to_end = end_to_end or _reference(said)
    return Told(name, iban, end_to_end) if marks else _NOTHING


def is_only_a_kind(text: str) -> bool:
    """Tell whether a name names nobody, but only the kind of operation."""
    return bool(_ONLY_A_KIND.fullmatch(fold(text)))


def _labelled(text: str, marks: Sequence[re.Match[str]]) -> Iterator[tuple[str, str]]:
    """Give what follows each label, up to the next."""
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=False):
        yield mark.lastgroup or "", text[mark.end() : end]


def _account(said: str, ours: str) -> str:
    """Take the account behind a label; one in a piece may have odd check digits."""
    whole = _IN_A_PIECE.match(said)
    found = [*ibans_in(said), *([whole[1]] if whole else ())]
    return next((number for number in found if number != ours), "")


def _reference(said: str) -> str:
    words = said.strip(" :").split(maxsplit=1)
    return reference(words[0].rstrip("/;,")) if words else ""


def _name(said: str) -> str:
    """Take the name at the start of a text; the purpose may follow unmarked."""
    said = said.strip()
    end = _NAME_ENDS.search(said.lower(), 1)
    name = " ".join(said[: end.start() if end else None].split())
    name = name.strip(" -,;:|")[:_LONGEST_NAME]
    if len(name) < _LIKE_NOBODY and _NOBODY.fullmatch(fold(name)):
        return ""
    return name if _LETTERS.search(name) else ""
