"""Plain words: what a letter's prose must not be, checked on what is printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from babel.dates import get_month_names

from agent.letters.filters import locale
from agent.letters.page import Block, Draft

_LONGEST_SENTENCE = 25
_LONGEST_AVERAGE = 16

_SENTENCE = re.compile(r"[.!?](?=\s|$)|\n")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*", re.UNICODE)
_CAPITALS = re.compile(r"\b[^\W\d_]{4,}\b")
_AMOUNT = re.compile(
    r"(?:€|\b[A-Z]{3}\u00a0)\d[\d.,]*\d|\d[\d.,\u202f]*\d\u00a0(?:€|[A-Z]{3})"
)
# The names that banks and laws write in capitals.
_ALLOWED_CAPITALS = {"IBAN", "SEPA"}


@dataclass(frozen=True, slots=True)
class _Rules:
    """What is plain in one language.

    Args:
        ease: How easy a text is, by letters, syllables, words and sentences.
        least_ease: Below it the text is not plain.
        threats, irony, requests: Words, as regular expressions.
        owing: Words that tell a debt to whoever sees the screen.
        paying: Those that do so in a subject.
    """

    ease: Callable[[str, int, int], float]
    least_ease: float
    threats: str
    irony: str
    requests: str
    owing: str
    paying: str


def _gulpease(text: str, words: int, sentences: int) -> float:
    """Measure as GULP did in 1988: 100 is easiest, 60 is read after middle school.

    Source: P. Lucisano, M. E. Piemontese, Scuola e città 3/1988.
    """
    letters = sum(map(str.isalnum, text))
    return 89 + (300 * sentences - 10 * letters) / max(1, words)


def _flesch(text: str, words: int, sentences: int) -> float:
    """Measure the ease of English: 100 is easiest, 60 is plain.

    Source: R. Flesch, A New Readability Yardstick, 1948; syllables are guessed
    from groups of vowels.
    """
    spoken = _WORD.findall(text)
    syllables = sum(map(_syllables, spoken)) / max(1, len(spoken))
    return 206.835 - 1.015 * words / sentences - 84.6 * syllables


def _syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = word.lower().endswith(("e", "es", "ed")) and not word.endswith("le")
    return max(1, groups - silent)


_RULES = {
    "it": _Rules(
        ease=_gulpease,
        least_ease=60,
        threats=r"avvocat\w+|legal\w+|tribunal\w+|giudic\w+|ingiun\w+|pignor\w+|diffid\w+"
        r"|mess[ao] in mora|conseguenz\w+|costrett\w+|recupero crediti|provvediment\w+"
        r"|interessi di mora|intim\w+|esig\w+|pretend\w+|immediat\w+|improrogabil\w+",
        irony=r"ancora una volta|come al solito|evidentemente|ovviamente|a quanto pare"
        r"|guarda caso|magari|finalmente|vi degn\w+|si degn\w+",
        requests=r"chied\w+|pregh\w+|prego|esort\w+|sollecit\w+|invit\w+",
        owing=r"debit\w+|insolut\w+|scadut\w+|mora|moros\w+|sollecit\w+|recupero"
        r"|mancat\w+|arretrat\w+|non ci risulta",
        paying=r"pagament\w+",
    ),
    "en": _Rules(
        ease=_flesch,
        least_ease=60,
        threats=r"lawyers?|attorneys?|solicitors?|court|legal\w*|sue|lawsuit|consequences"
        r"|forced to|debt collect\w+|collection agency|bailiffs?|enforce\w*|immediately"
        r"|demand\w*|final warning|default(?:ed|ing)?",
        irony=r"once again|as usual|obviously|evidently|apparently|at long last|surely"
        r"|yet again|finally",
        requests=r"please|ask|asks|urge|request you|require you",
        owing=r"debts?|overdue|arrears|outstanding|unpaid|reminder|collection|late"
        r"|not (?:yet )?reached us",
        paying=r"payments?",
    ),
}


def faults(draft: Draft, language: str) -> tuple[str, ...]:
    """Say what is not plain in a letter, one sentence a fault; empty = plain."""
    text = _text(draft.blocks)
    found = [*_general(text), *_single(text, language), *_subject(draft, language)]
    rules = _RULES.get(language)
    if rules:
        # Greeting and signature are no sentences: they would flatter the measure.
        found += _ease(_text(draft.blocks[1:-1]), rules)
        found += [*_wording(text, rules), *_preview(draft, rules)]
    return tuple(found)


def _text(blocks: tuple[Block, ...]) -> str:
    return "\n".join(line for block in blocks for line in block.lines)


def _general(text: str) -> Iterator[str]:
    if "!" in text:
        yield "it has an exclamation mark: end the sentence with a full stop"
    if text.count("?") > 1:
        yield f"it asks {text.count('?')} questions: ask one at most"
    for word in _CAPITALS.findall(text):
        if word.isupper() and word not in _ALLOWED_CAPITALS:
            yield f"'{word}' is in capitals: write it small"
    for sentence in _sentences(text):
        count = len(sentence.split())
        if count > _LONGEST_SENTENCE:
            start = " ".join(sentence.split()[:5])
            yield f"the sentence '{start} …' has {count} words: split it"


def _single(text: str, language: str) -> Iterator[str]:
    """One date and, in each currency, one amount: the reader need not choose."""
    dates = {match.lower() for match in re.findall(_dates(language), text)}
    if len(dates) > 1:
        yield f"it names {len(dates)} dates: name one"
    amounts = set(_AMOUNT.findall(text))
    currencies = {re.sub(r"[\d.,\s]", "", amount) for amount in amounts}
    if len(amounts) > len(currencies):
        yield f"it names {len(amounts)} amounts: name one"


def _dates(language: str) -> str:
    months = get_month_names("wide", locale=locale(language)).values()
    names = "|".join(map(re.escape, months))
    return rf"(?i)\d{{1,2}}\.? (?:de )?(?:{names})(?: (?:de )?\d{{4}})?"


def _subject(draft: Draft, language: str) -> Iterator[str]:
    rules = _RULES.get(language)
    if "!" in draft.subject or "?" in draft.subject:
        yield "the subject asks or exclaims: name the invoice and the firm"
    if rules:
        for word in _matches(f"{rules.owing}|{rules.paying}", draft.subject):
            yield f"'{word}' in the subject shows a debt to whoever sees the screen"


def _preview(draft: Draft, rules: _Rules) -> Iterator[str]:
    """A locked phone shows the greeting and the words that follow it."""
    for word in _matches(rules.owing, _text(draft.blocks[:2])):
        yield (
            f"'{word}' at the beginning shows a debt to whoever sees the screen: "
            "put the table of invoices before it"
        )


def _ease(text: str, rules: _Rules) -> Iterator[str]:
    sentences = _sentences(text)
    words = sum(len(sentence.split()) for sentence in sentences)
    ease = rules.ease(text, words, len(sentences))
    if ease < rules.least_ease:
        yield (
            f"its ease of reading is {ease:.0f}, below {rules.least_ease:.0f}: "
            "use shorter words and sentences"
        )
    if words > _LONGEST_AVERAGE * len(sentences):
        yield f"its sentences have over {_LONGEST_AVERAGE} words on average: split some"


def _wording(text: str, rules: _Rules) -> Iterator[str]:
    for word in _matches(rules.threats, text):
        yield f"'{word}' sounds like a threat: leave it out"
    for word in _matches(rules.irony, text):
        yield f"'{word}' can be heard as irony: leave it out"
    requests = _matches(rules.requests, text)
    if len(requests) > 1:
        yield f"it asks more than one thing ({', '.join(requests)}): ask one"


def _sentences(text: str) -> list[str]:
    return [part.strip() for part in _SENTENCE.split(text) if part.strip()] or [text]


def _matches(words: str, text: str) -> list[str]:
    return [match.group() for match in re.finditer(rf"(?i)\b(?:{words})\b", text)]
