"""Titles: whether the words of a document call it a pro-forma, and its number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.errors import Unreadable
from agent.forms.day import day
from agent.forms.document_number import normal

_PROFORMA = re.compile(
    r"\b(?:(?:fattura|facture|factura|parcella|nota|invoice|rechnung)[\s-]{1,3})?"
    r"pro[\s-]?forma(?:[\s-]?(?:invoice|rechnung))?\b"
    r"|\b(?:pre[\s-]?)?avviso\s+(?:di\s+)?(?:parcella|fattura|notula)\b"
    r"|\bprogetto\s+(?:di\s+)?(?:parcella|notula|fattura)\b"
    r"|\bpre[\s-]?fattura\b|\bnotula\b|\bvorabrechnung\b"
    r"|^[^\w\n]*preavviso(?=[^\w\n]*(?:$|n(?:r|um(?:ero)?|o)?\b[ .:°º]*\d))",
    re.I | re.M,
)
# Alone in its line, or before its number or day: elsewhere it is only spoken of.
_OTHER = re.compile(
    r"\b(?:(?:tax |commercial )?invoice|fattura|parcella|ricevuta|rechnung|gutschrift"
    r"|facture|avoir|factura(?: rectificativa)?|abono|credit note"
    r"|not[ae] (?:di |de )?(?:credito|cr[ée]dit|debito))"
    r"(?: (?:commerciale|elettronica|di vendita|di cortesia|accompagnatoria|immediata"
    r"|differita|professionale|fiscale))?"
    r"(?=[ \t]*(?:$|[:#\d]|n(?:r|um(?:ero)?|o)?\b[ .:°º]|number\b|nummer\b|del \d|vom \d))",
    re.I | re.M,
)
_SPOKEN_OF = re.compile(
    r"\b(?:"
    r"a|acconto|ad|al|alla|an|as|cette|come|con|costituisce|da|"
    r"dal|dalla|de|del|dell|della|der|des|deze|di|die|diese|"
    r"dieser|du|e|eine|emessa|emettere|emissione|est|esta|for|"
    r"from|ihre|ihrer|in|is|issue|ist|keine|l|la|le|no|non|"
    r"nostra|nostre|nostro|not|notre|ns|nuestra|nuestro|of|our|"
    r"per|por|pour|presente|questa|questo|ref|rif|riferimento|"
    r"saldo|su|sua|sul|sulla|the|this|un|una|une|unsere|unserer|"
    r"vostra|votre|vs|with|your|zu|zur|è"
    r")['’.:]?[ \t]*$",
    re.I,
)
_LABEL = r"(?:n(?:[rº°]|um(?:ero)?|o)?|num[ée]ro|n[úu]mero|number|nummer)\b[ \t.:°º#]*"
_NUMBER = (
    r"((?-i:[A-Z]{1,6}[ ]?)?(?:[A-Z]{1,6}[-/_]){0,3}"
    r"\d[A-Z0-9]{0,20}(?:[/_.-][A-Z0-9]{1,20}|[ ]/[ ]\d{1,12}){0,5})(?![A-Z0-9,%€]|[ \t]*(?:€|EUR\b))"
)
_AFTER_TITLE = re.compile(rf"[ \t:.,#–-]*(?:\s*{_LABEL})?{_NUMBER}", re.I)
_DOCUMENT = (
    r"(?:pro[ -]?forma|avviso|notula|documento?|doc\.?|fattura|invoice|rechnung"
    r"|facture|factura|beleg)"
)
_LABELLED = re.compile(
    rf"(?:^|[ \t]{{2,}})[ \t]*(?:{_DOCUMENT}s?[ -]?{_LABEL}|{_LABEL}(?:(?:del(?:la)? |di |de )?"
    rf"{_DOCUMENT})?)[ \t:.#]*{_NUMBER}",
    re.I | re.M,
)
_LINK = re.compile(r"(?:del|di|of|du|vom|de|n|nr|no|il|al|da|on|am|le)[ ]", re.I)


def titles(text: str) -> Iterator[re.Match[str]]:
    """Give the places where a text bears the name of a pro-forma, and not of another's."""
    return (found for found in _PROFORMA.finditer(text) if _is_title(text, found))


def is_proforma(text: str) -> bool:
    """Tell whether the first title of a document is that of a pro-forma."""
    own = next(titles(text), None)
    others = (found for found in _OTHER.finditer(text) if _is_title(text, found))
    other = next(others, None)
    if own is None or other is None:
        return own is not None
    return own.start() <= other.start()


def numbers(text: str) -> tuple[str, ...]:
    """Give the numbers a document bears: behind its title, else behind a label."""
    behind = (_AFTER_TITLE.match(text, found.end()) for found in titles(text))
    found = [_plain(one[1]) for one in behind if one]
    found = [one for one in found if one] or [
        _plain(one[1]) for one in _LABELLED.finditer(text)
    ]
    return tuple({normal(one): one for one in reversed(found) if one}.values())[::-1]


def _is_title(text: str, found: re.Match[str]) -> bool:
    line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
    return _SPOKEN_OF.search(line) is None


def _plain(written: str) -> str:
    """Give a number as written, without blanks; empty where it is a day."""
    if _LINK.match(written):
        return ""
    try:
        day(written, is_day_first=True)
    except Unreadable:
        return "".join(written.split()).rstrip("./-_")
    return ""
