"""Ease: how easy a text is to read, measured as each language does."""

from __future__ import annotations

import re
from collections.abc import Callable

# How easy: by the text, the number of its words, the number of its sentences.
Ease = Callable[[str, int, int], float]

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*", re.UNICODE)
# Two vowels are one syllable where a language says them in one breath.
_GERMAN = re.compile(r"aa|ah|ai|au|ei|eu|äu|ie|ee|oo|[aeiouyäöü]")
_FRENCH = re.compile(r"ée?|[aeiouàâæèêëîïôœùûü]+|(?<![aeiou])y|y(?![aeiouéè])")
_FRENCH_SILENT = re.compile(r"[^aeiouyéè]es?$")
_SPANISH = re.compile(r"[aáeéoóíú]|[iuüy](?![aáeéoóíúiuüy])")
_SPANISH_SILENT = re.compile(r"(?<=q)u(?=[eéií])|(?<=g)u(?=[eéií])|(?<=[aáeéoó])[iuy]")


def gulpease(text: str, words: int, sentences: int) -> float:
    """Measure Italian as GULP did in 1988: 100 is easiest, 60 is plain.

    Source: P. Lucisano, M. E. Piemontese, Scuola e città 3/1988.
    """
    letters = sum(map(str.isalnum, text))
    return 89 + (300 * sentences - 10 * letters) / max(1, words)


def flesch(text: str, words: int, sentences: int) -> float:
    """Measure English: 100 is easiest, 60 is plain.

    Source: R. Flesch, A New Readability Yardstick, 1948; syllables are guessed
    from groups of vowels.
    """
    return 206.835 - 1.015 * words / sentences - 84.6 * _mean(text, _english)


def amstad(text: str, words: int, sentences: int) -> float:
    """Measure German by the figures that Flesch's index needs there.

    Source: T. Amstad, Wie verständlich sind unsere Zeitungen?, Zürich 1978.
    """
    return 180 - words / sentences - 58.5 * _mean(text, _german)


def kandel_moles(text: str, words: int, sentences: int) -> float:
    """Measure French by the figures that Flesch's index needs there.

    Source: L. Kandel, A. Moles, Cahiers d'études de radio-télévision 19, 1958.
    """
    return 207 - 1.015 * words / sentences - 73.6 * _mean(text, _french)


def szigriszt(text: str, words: int, sentences: int) -> float:
    """Measure the perspicuity of Spanish: 55 is normal, 65 rather easy.

    Source: F. Szigriszt Pazos, Sistemas predictivos de legibilidad, Madrid 1993.
    """
    return 206.835 - 62.3 * _mean(text, _spanish) - words / sentences


def _mean(text: str, syllables: Callable[[str], int]) -> float:
    spoken = [word.lower() for word in _WORD.findall(text)]
    return sum(max(1, syllables(word)) for word in spoken) / max(1, len(spoken))


def _english(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word))
    return groups - (word.endswith(("e", "es", "ed")) and not word.endswith("le"))


def _german(word: str) -> int:
    return len(_GERMAN.findall(word))


def _french(word: str) -> int:
    """Count groups of vowels; a silent e at the end is none."""
    return len(_FRENCH.findall(word)) - bool(_FRENCH_SILENT.search(word))


def _spanish(word: str) -> int:
    return len(_SPANISH.findall(_SPANISH_SILENT.sub("", word)))
