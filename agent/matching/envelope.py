"""The bank's envelope around the payer's words: labels, peeled off."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PAYER = (
    r"BON(?:IFICO)?\.?\s?(?:(?:DISPOSTO|SEPA|ISTANTANEO|RICEVUTO|A\sV(?:OSTRO|S\.?)\sFAVORE)\s)*"
    r"DA(?::|\s)|ORD(?:INANTE|\.)?\s?:|DISPOSTO\sDA\s?:?"
    r"|/ORDP/(?:/?NAME/)?|MITT(?:ENTE)?\.?\s?:|AUFTRAGGEBER\s?:|ABWA\+|ORDENANTE\s?:"
    r"|DONNEUR\sD.ORDRE\s?:|(?<=RECU)\s?/DE\s|ORDERED\sBY\s?:"
)
_WORDS = (
    r"NOTE\s?:|CAUSALE\s?:|CAUS\.\s?:?|/REMI/(?:/?USTD/)?/?|SVWZ\+|VERWENDUNGSZWECK\s?:"
    r"|/MOTIF\s|MOTIF\s?:|CONCEPTO\s?:|MOTIVO\s?:|INFO(?:RMAZIONI)?\s?:|REMITTANCE\s?:"
)
_LABELS = re.compile(rf"(?P<payer>{_PAYER})|(?P<words>{_WORDS})")
# After a free "BON.DA <name>" the purpose follows the first PER, or begins with a
# word for a document or a number that no name ends with.
_FOR = re.compile(
    r"\sPER\s|\s(?=(?:FT|FATT?|FATTUR[AE]|SALDO|ACCONTO|PAG(?:AMENTO)?|PARCELLA|PROFORMA"
    r"|PRO-FORMA|AVVISO|RIF|CAUSALE|INVOICE|RECHNUNG|N(?:OTA)?\s?C(?:REDITO)?)[.:]*(?:\s|\d|$)"
    r"|\d+[/-]\d)"
)
_TAIL = re.compile(r"\s(?:CRO|TRN|ID\.?\s?OPER\.?|IBAN|BIC|ABI|COD\.)(?=[\s.:\d]).*")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a bank's line says, its labels taken away.

    Args:
        payer: Name of who ordered it; empty if no label names him.
        words: All that may be the payer's own words.
    """

    payer: str
    words: str


def peel(text: str) -> Envelope:
    """Take folded text out of its envelope; without labels all is words."""
    marks = list(_LABELS.finditer(text))
    if not marks:
        return Envelope("", text)
    payer, words = "", []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=True):
        part = text[mark.end() : end].strip()
        if mark.lastgroup == "words":
            words.append(part)
            continue
        name, rest = _name_and_rest(part, mark.group())
        payer = payer or name
        words.append(rest)
    return Envelope(payer, " ; ".join(part for part in words if part))


def _name_and_rest(part: str, label: str) -> tuple[str, str]:
    if label.startswith("BON"):
        name, found, rest = _split(_FOR, part)
        if found:
            return name, rest
    name, found, rest = _split(_TAIL, part)
    return name, (found + rest).strip()


def _split(pattern: re.Pattern[str], part: str) -> tuple[str, str, str]:
    found = pattern.search(part)
    if not found:
        return part.strip(), "", ""
    return part[: found.start()].strip(), found.group(), part[found.end() :]
