"""Names of months in the five languages, whole or cut short."""

from __future__ import annotations

from agent.forms.words import fold

# A pattern for one name, whole or cut short; its case does not matter.
PATTERN = (
    r"(?:gen(?:naio)?|jan(?:uary|uar|vier)?|jän(?:ner)?|ene(?:ro)?"
    r"|feb(?:braio|ruary|ruar|rero)?|f[ée]v(?:rier)?|mar(?:zo|ch|s)?|märz?|mrz"
    r"|apr(?:ile|il)?|avr(?:il)?|abr(?:il)?|mag(?:gio)?|mayo?|mai"
    r"|giu(?:gno)?|jun(?:e|io|i)?|juin|lug(?:lio)?|juil(?:let)?|jul(?:y|io|i)?"
    r"|ago(?:sto)?|aug(?:ust)?|ao[uû]t|sett?(?:embre)?|sep(?:t(?:ember|embre|iembre)?)?"
    r"|ott(?:obre)?|oct(?:ober|obre|ubre)?|okt(?:ober)?|nov(?:ember|embre|iembre)?"
    r"|dic(?:embre|iembre)?|dec(?:ember)?|d[ée]c(?:embre)?|dez(?:ember)?)(?![^\W\d_])"
)
_BEGINNINGS = (
    ("gen", "jan", "ene"),
    ("feb", "fev"),
    ("mar", "mrz", "maer"),
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
