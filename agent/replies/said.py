"""A text in sentences and clauses, and what is said in it: affirmed, not denied."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agent.forms import wording
from agent.forms.month_names import PATTERN as MONTH
from agent.forms.wording import Wording, lowered

_MOST = 20_000
_END = re.compile(r"[.!?;…]+(?=[\s\"')»]|$)|\n+|(?<=[?!])")
# A full stop behind one of these ends no sentence.
_SHORT = re.compile(
    r"(?:^|[\s(])(?:n|nr|num|no|ft|fatt|vs|ns|sig|sigg|dott|ing|avv|rag|geom|art|tel|ca|ecc|gg|pag|spett|gent|egr"
    r"|s\.?r\.?l|s\.?p\.?a|p\.?v|u\.?s|c\.?m|inv|mr|mrs|ms|dr|hr|fr|z\.?b|rg|bzw|st|ref|m|mme|ltd|sr|sra|d|(?:\d{1,2}\.){0,2}\d{1,2}"
    r"|prot|cod|scad|bonif|pgto|importo di|dal|del|al)\.$",
    re.I,
)
_MONTH = re.compile(MONTH, re.I)
_BOUNDARY = re.compile(
    r"[,:()–—]| - |\b(?:ma|però|tuttavia|mentre|invece|but|however|although|aber|jedoch|sondern|mais|cependant|pero|sino)\b",
    re.I,
)
_NEGATION = re.compile(
    r"\b(?:non|nessun\w{0,2}|(?<![\d.] )mai(?! \d)|né|niente|nulla|not|never|cannot|neither|nor|none|nicht|kein\w{0,2}|nie|niemals|ne|pas|jamais|aucune?"
    r"|nunca|tampoco|ning[uú]n\w{0,2}|no)\b|n[’']t\b|\bn[’'](?=[aeiouéh])",
    re.I,
)
# Negations in form alone.
_NO_NEGATION = re.compile(
    r"\bnon (?:solo|oltre|appena|vi preoccupate|si preoccupi|vediamo l.ora)|\bse non (?:erro|sbaglio)|\bno problem|\bnon problem"
    r"|\bnot only|\bno later|\bnot later|\bno worries|\bnicht nur|\bnicht später|\bpas de (?:problème|souci)|\bno hay problema"
    r"|\bsenza (?:altro|dubbio)|\bno\.? \d|\bno\. ",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that bear an intent out, and where they stand in the text."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, with its place in the text.

    Args:
        lower: The same in lower case, letter for letter.
    """

    text: str
    start: int
    is_question: bool
    lower: str

    def clause(self, at: int) -> tuple[int, int]:
        """Give begin and end of the clause around a place of the sentence."""
        begin, end = 0, len(self.text)
        for found in _BOUNDARY.finditer(self.text):
            if found.end() <= at:
                begin = found.end()
            elif found.start() > at:
                end = found.start()
                break
        return begin, end


@dataclass(frozen=True, slots=True)
class Said:
    """A text, ready to be searched.

    Args:
        language: Two letters; empty if unclear.
    """

    text: str
    sentences: tuple[Sentence, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Intent:
    """One thing a mail may want.

    Args:
        word: Its name in the closed list.
        find: Gives the evidence; empty = not said.
    """

    word: str
    find: Callable[[Said], tuple[Evidence, ...]]


def read(text: str, language: str = "") -> Said:
    """Split a text into sentences."""
    text = text[:_MOST]
    found: list[Sentence] = []
    start = 0
    for end in _END.finditer(text):
        if end[0] == "." and _is_short(text, end):
            continue
        found += _sentence(text, start, end.end())
        start = end.end()
    found += _sentence(text, start, len(text))
    return Said(text, tuple(found), language)


def _is_short(text: str, end: re.Match[str]) -> bool:
    """Tell the full stop of an abbreviation, or of a day's number, from an end."""
    found = _SHORT.search(text[max(0, end.start() - 14) : end.end()])
    behind = text[end.end() : end.end() + 14].strip()
    if found and text[end.start() - 1].isdigit() and behind[:1].isupper():
        return bool(_MONTH.match(behind))
    return bool(found)


def _sentence(text: str, start: int, end: int) -> list[Sentence]:
    words = text[start:end]
    if not words.strip():
        return []
    is_question = words.rstrip(" \t\n\"')»").endswith("?")
    return [Sentence(words, start, is_question, lowered(words))]


def affirmed(
    said: Said,
    what: Wording,
    unless: Wording | None = None,
    *,
    questions: bool = False,
) -> tuple[Evidence, ...]:
    """Find what is said and not denied in its clause.

    Args:
        unless: Words in the same clause that take the meaning away.
        questions: Count what stands in a question too.
    """
    return tuple(
        [
            evidence(sentence, found)
            for sentence, found in _places(said, what)
            if questions or not sentence.is_question
            if not _is_denied(sentence, found, said.language)
            and not (unless and unless.search(_clause(sentence, found)))
        ]
    )


def stated(said: Said, what: Wording | re.Pattern[str]) -> tuple[Evidence, ...]:
    """Find a wording wherever it stands; it brings its own negation if it needs one."""
    return tuple([evidence(*place) for place in _places(said, what)])


def _places(
    said: Said, what: Wording | re.Pattern[str]
) -> Sequence[tuple[Sentence, re.Match[str]]]:
    if isinstance(what, re.Pattern):
        return [
            (one, each) for one in said.sentences for each in what.finditer(one.text)
        ]
    possible = what.within(said.text)
    if not possible.phrases:
        return ()
    return [
        (one, each) for one in said.sentences for each in possible.finditer(one.lower)
    ]


def evidence(sentence: Sentence, found: re.Match[str]) -> Evidence:
    """Give the place and the words of a finding."""
    start, end = found.span()
    words = sentence.text[start:end].strip()
    return Evidence(sentence.start + start, sentence.start + end, words)


def has_negation(text: str) -> bool:
    """Tell whether a text denies anything."""
    return bool(_NEGATION.search(_NO_NEGATION.sub("", text)))


def _is_denied(sentence: Sentence, found: re.Match[str], language: str) -> bool:
    """Tell whether a negation stands before; in German it also stands behind."""
    begin, end = sentence.clause(found.start())
    behind = max(end, found.end()) if language == "de" else found.end()
    return has_negation(sentence.text[begin:behind])


def _clause(sentence: Sentence, found: re.Match[str]) -> str:
    begin, end = sentence.clause(found.start())
    return sentence.text[begin : max(end, found.end())]


def any_of(*phrases: str) -> Wording:
    """Look for any of these wordings, each at the beginning of a word."""
    return wording.any_of(*phrases, lead=r"(?<!\w)")
