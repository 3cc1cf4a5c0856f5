"""Typos: a key verb with one letter wrong, in a line that says nothing else."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

# Approving is one letter from few words; "manda" is one from "manca".
_VERBS = {
    "approvo": "approve",
    "approva": "approve",
    "approvata": "approve",
    "approvato": "approve",
    "approve": "approve",
    "approved": "approve",
    "aspetta": "wait",
    "aspettiamo": "wait",
    "attendi": "wait",
    "rimanda": "wait",
    "rinvia": "wait",
    "wait": "wait",
    "postpone": "wait",
    "pausa": "pause",
    "sospendi": "pause",
    "pause": "pause",
    "suspend": "pause",
    "salta": "skip",
}
_SHORT = 4
_WORD = re.compile(r"[^\W\d_]{4,}")


def mended(text: str) -> str:
    """Write a key verb rightly that one letter makes another word of.

    Two such words, or one that is near two actions, are left as they are.
    """
    found = [
        (word, verb)
        for word in _WORD.finditer(text)
        if (verb := _near(word[0].lower()))
    ]
    if len(found) != 1:
        return text
    word, verb = found[0]
    return f"{text[: word.start()]}{verb}{text[word.end() :]}"


def _near(word: str) -> str:
    near = {verb: action for verb, action in _VERBS.items() if _is_near(word, verb)}
    return next(iter(near), "") if len(set(near.values())) == 1 else ""


def _is_near(word: str, verb: str) -> bool:
    """Of a short word only two letters changed round: "wiat" is one, "want" none."""
    if len(verb) <= _SHORT and sorted(word) != sorted(verb):
        return False
    return word != verb and OSA.distance(word, verb, score_cutoff=1) == 1
