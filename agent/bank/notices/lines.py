"""A mail's words made even: lines, sentences, and letters without dress.

Banks' programs write no-break blanks, unseen characters and curly quotation
marks; all that is found here keeps its place in the original text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MOST_TEXT = 24_000
_LONGEST = 1200  # characters of a sentence that are read
_UNSEEN = re.compile("[\u00ad\u034f\u200b-\u200f\u2060\u2066-\u2069\ufeff]+")
_BLANKS = re.compile("[ \u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_SPACE = " \t\u00a0\u2007\u2009\u202f\u3000"
# Columns drawn with blanks, dots or bars.
_GAP = re.compile(r"[ \u00a0]{3,}|[ \u00a0]*\t[ \u00a0\t]*| ?(?:\.{4,}|_{3,}) ?| \| ")
_MARKUP = re.compile(r"[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}|^[#>|\s•·▪◦-]+(?=\S)")
# Most lines hold nothing of what is evened out.
_UNEVEN = re.compile(
    r"^[\s\u00a0#>|•·▪◦-]|\s\Z|[\t\r\u00a0\u2000-\u200a\u202f\u205f\u3000*_]|  |\.{4}| \| "
)
_DRESS = {
    "’": "'",
    "‘": "'",
    "`": "'",
    "´": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "–": "-",
    "—": "-",
    "−": "-",
    "：": ":",
}
# The imprint: its figures are no payment's.
_IMPRINT = re.compile(
    r"©|\(c\) ?20\d\d|\bcap(?:itale|\.)? soc|share capital|stammkapital|grundkapital"
    r"|au capital d|capital social|all rights reserved|partita iva|p\. ?iva"
    r"|registro (?:delle )?imprese|handelsregister|\bhrb\b|registro mercantil"
    r"|fondo interbancario|einlagensicherung"
)
# A sentence ends after a word of some length: "S.r.l. Rossi", "n. 12" go on.
_SENTENCE_END = re.compile(
    r"""(?:(?P<word>[^\W\d_]{2,}|\d|[)"€])(?P<stop>\.)|[!?])\s+(?=["(¿¡]?[^\W\d_a-z]|["(])"""
)
_ABBREVIATIONS = frozenset(
    [
        "fatt",
        "spett",
        "gent",
        "egr",
        "dott",
        "avv",
        "ing",
        "arch",
        "geom",
        "rag",
        "sig",
        "prof",
        "dr",
        "mr",
        "mrs",
        "ms",
        "st",
        "str",
        "nr",
        "num",
        "no",
        "fra",
        "fact",
        "rech",
        "rg",
        "inv",
        "ltd",
        "inc",
        "co",
        "cie",
        "soc",
        "srl",
        "snc",
        "sas",
        "spa",
        "gmbh",
        "op",
        "rif",
        "ref",
        "art",
        "ca",
        "bzw",
        "usw",
        "approx",
        "via",
        "nota",
        "nos",
        "vos",
        "ns",
        "vs",
        "sra",
        "mme",
    ]
)


class _Plain(dict[int, str]):
    """Letters without accents and capitals, worked out once each."""

    def __missing__(self, code: int) -> str:
        written = chr(code)
        letter = _DRESS.get(written, written).lower()
        base = unicodedata.normalize("NFKD", letter)
        letter = base[0] if unicodedata.combining(base[-1:] or " ") else letter
        self[code] = letter if len(letter) == 1 else written
        return self[code]


_PLAIN = _Plain()


def plain(text: str) -> str:
    """Drop accents and capitals; every place stays the same place."""
    return text.translate(_PLAIN)


@lru_cache(maxsize=2)  # a mail is read as a notice, then as an advice
def lines_of(text: str) -> tuple[str, ...]:
    """Give the lines that may tell of a payment, evened out; the imprint left out."""
    even = unicodedata.normalize("NFC", _UNSEEN.sub("", text[:MOST_TEXT]))
    found = (_even(line) for line in even.splitlines())
    return tuple(line for line in found if not _IMPRINT.search(plain(line)))


def one_line(text: str) -> str:
    """Even out a text of one line, such as a subject."""
    even = unicodedata.normalize("NFC", _UNSEEN.sub("", text[:1000]))
    return _even(even.replace("\n", " ").replace("\t", " "))


def _even(line: str) -> str:
    if not _UNEVEN.search(line):
        return line
    line = _GAP.sub("\t", line.replace("\r", "").strip(_SPACE))
    line = _BLANKS.sub(" ", line).strip(" ")
    return _MARKUP.sub("", line).strip(" ")


def sentences(paragraph: str) -> list[str]:
    """Cut a paragraph where a sentence ends."""
    found: list[str] = []
    begin = 0
    for end in _SENTENCE_END.finditer(paragraph):
        word = plain(end["word"] or "")
        if end["stop"] and (word in _ABBREVIATIONS or len(word) == 0):
            continue
        found.append(paragraph[begin : end.end()].strip())
        begin = end.end()
    found.append(paragraph[begin:].strip())
    return [one[:_LONGEST] for one in found if one]
