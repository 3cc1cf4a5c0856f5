"""Plain words: what a letter's prose must not be, checked on what is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel.dates import get_month_names

from agent.letters.filters import locale
from agent.letters.page import Block, Draft
from agent.letters.wording import WORDINGS, Wording
from agent.model.customer import Language

_LONGEST_SENTENCE = 25
_LONGEST_AVERAGE = 16
_SPOKEN = 2

_SENTENCE = re.compile(r"[.!?](?=\s|$)|\n")
_CAPITALS = re.compile(r"\b[^\W\d_]{4,}\b")
_AMOUNT = re.compile(
    r"(?:€|\b[A-Z]{3}\u00a0)\d[\d.,]*\d|\d[\d.,\u202f]*\d\u00a0(?:€|[A-Z]{3})"
)
# The names that banks and laws write in capitals.
_ALLOWED_CAPITALS = {"IBAN", "SEPA"}


def faults(draft: Draft, language: Language) -> tuple[str, ...]:
    """Say what is not plain in a letter, one sentence a fault; empty = plain."""
    wording = WORDINGS[language]
    text = _text(draft.blocks, language)
    # Greeting and signature are no sentences: they would flatter the measure.
    prose = _text(draft.blocks[1:-1], language)
    beginning = _text(draft.blocks[:2], language)
    return (
        *_general(text),
        *_single(text, language),
        *_subject(draft.subject, wording),
        *_ease(prose, wording),
        *_wording(text, wording),
        *_preview(beginning, wording),
    )


def spoken_faults(said: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """Say what is not plain in what is said on the phone; empty = plain."""
    text = "\n".join(said)
    asked = [line for line in said if "?" in line]
    alone = len(said) == _SPOKEN and asked == [said[-1]]
    return (
        *_general(text),
        *_single(text, language),
        *_wording(text, WORDINGS[language]),
        *(() if alone else ("say two sentences, the second one a question",)),
    )


def _text(blocks: tuple[Block, ...], language: Language) -> str:
    """Join the lines; the point of "11. Dezember" ends no sentence."""
    lines = "\n".join(line for block in blocks for line in block.lines)
    return re.sub(rf"(?<=\d)\.(?= (?:{_months(language)}))", "", lines)


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


def _single(text: str, language: Language) -> Iterator[str]:
    """One date and, in each currency, one amount: the reader need not choose."""
    dates = {match.lower() for match in re.findall(_dates(language), text)}
    if len(dates) > 1:
        yield f"it names {len(dates)} dates: name one"
    amounts = set(_AMOUNT.findall(text))
    currencies = {re.sub(r"[\d.,\s]", "", amount) for amount in amounts}
    if len(amounts) > len(currencies):
        yield f"it names {len(amounts)} amounts: name one"


def _dates(language: Language) -> str:
    day = rf"\d{{1,2}}(?:er)? (?:de )?(?:{_months(language)})"
    return rf"(?i){day}(?: (?:de )?\d{{4}})?"


def _months(language: Language) -> str:
    names = get_month_names("wide", locale=locale(language)).values()
    return "|".join(map(re.escape, names))


def _subject(subject: str, wording: Wording) -> Iterator[str]:
    if "!" in subject or "?" in subject:
        yield "the subject asks or exclaims: name the invoice and the firm"
    for word in _matches(f"{wording.owing}|{wording.paying}", subject):
        yield f"'{word}' in the subject shows a debt to whoever sees the screen"


def _preview(beginning: str, wording: Wording) -> Iterator[str]:
    """A locked phone shows the greeting and the words that follow it."""
    for word in _matches(wording.owing, beginning):
        yield (
            f"'{word}' at the beginning shows a debt to whoever sees the screen: "
            "put the table of invoices before it"
        )


def _ease(text: str, wording: Wording) -> Iterator[str]:
    sentences = _sentences(text)
    words = sum(len(sentence.split()) for sentence in sentences)
    ease = wording.ease(text, words, len(sentences))
    if ease < wording.least_ease:
        yield (
            f"its ease of reading is {ease:.0f}, below {wording.least_ease:.0f}: "
            "use shorter words and sentences"
        )
    if words > _LONGEST_AVERAGE * len(sentences):
        yield f"its sentences have over {_LONGEST_AVERAGE} words on average: split some"


def _wording(text: str, wording: Wording) -> Iterator[str]:
    for word in _matches(wording.threats, text):
        yield f"'{word}' sounds like a threat: leave it out"
    for word in _matches(wording.irony, text):
        yield f"'{word}' can be heard as irony: leave it out"
    requests = _matches(wording.requests, text)
    if len(requests) > 1:
        yield f"it asks more than one thing ({', '.join(requests)}): ask one"


def _sentences(text: str) -> list[str]:
    return [part.strip() for part in _SENTENCE.split(text) if part.strip()] or [text]


def _matches(words: str, text: str) -> list[str]:
    return [match.group() for match in re.finditer(rf"(?i)\b(?:{words})\b", text)]
