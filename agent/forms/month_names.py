"""Names of months in the five languages, whole or cut short."""

from __future__ import annotations

from agent.forms.words import fold

# A pattern for one name; its case does not matter.
PATTERN = (
    r"(?:gen|jan|jän|ene|feb|fév|mar|mär|mrz|apr|avr|abr|mag|may|mai|giu|jun|juin|lug|jul"
    r"|juil|ago|aug|aoû|aou|set|sep|ott|oct|okt|nov|dic|dec|déc|dez)[^\W\d_]{0,7}"
)
_BEGINNINGS = (
    ("gen", "jan", "ene"),
    ("feb", "fev"),
    ("mar", "mrz"),
    ("apr", "avr", "abr"),
    ("mag", "may", "mai"),
    ("giu", "jun", "juin"),
    ("lug", "jul", "juil"),
    ("ago", "aug", "aou"),
    ("set", "sep"),
    ("ott", "oct", "okt"),
    ("nov",),
    ("dic", "dec", "dez"),
)


def month(name: str) -> int:
    """Give the number of a month by its name; 0 if it is none."""
    plain = fold(name)
    numbers = (
        number
        for number, begins in enumerate(_BEGINNINGS, start=1)
        if plain.startswith(begins)
    )
    return next(numbers, 0)
