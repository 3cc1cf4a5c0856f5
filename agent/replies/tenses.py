"""Whether a word speaks of what was or of what will be, by its ending; data."""

from __future__ import annotations

import re
from functools import lru_cache

# Endings of Italian, Spanish, French and German, and helping verbs; without accents.
_TENSES = {
    "t.will": re.compile(
        r"(?:[ei]r(?:o|emo|anno|a)|[aei]r(?:e|emos|an|a|as|eis)|r(?:ai|ons|ez|ont|as|a))$"
        r"|^(?:werden?|wird|will|shall)$"
    ),
    "t.did": re.compile(
        r"(?:[aiu]t[aoei]|[ai]d[ao]s?|\wed)$|^ge\w+t$"
        r"|^(?:was|were|had|did|been|war|waren|hatte|wurden?|haben?|hat|ho|abbiamo|ha|hanno"
        r"|ai|avons|ont|hemos|he|han|era|iba|fue|fui|etait|avait)$"
    ),
}
_SHORTEST = 3


@lru_cache(maxsize=4096)
def tenses(word: str) -> tuple[str, ...]:
    """Give what the form of a word tells of time.

    Args:
        word: Without capitals and accents.
    """
    if len(word) < _SHORTEST:
        return ()
    return tuple(name for name, form in _TENSES.items() if form.search(word))
