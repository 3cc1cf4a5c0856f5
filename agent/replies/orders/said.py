"""Said: which action the words of an order name, and whether they take it back."""

from __future__ import annotations

import re

from agent.forms.wording import Wording
from agent.replies.orders.words import ACTIONS, BUT, CONDITION, NOT, UNSURE, WORDS

_MAY_BE_DENIED = frozenset(("skip", "why", "note"))
_DENIED_FROM_AFAR = frozenset(("pause", "dispute"))
_NOT_AT_ALL = re.compile(
    r"\b(?:non|nn|not|never|nicht|(?:do|does|did|wo)n['’]?t)\b[^,;:.]*$", re.I
)
_PAID = re.compile(
    r"(?:ha|hanno|è stat[ao]|già) (?:\w+ )?(?:pagat|saldat|incassat)|\b(?:paid|gave me|mi ha dato)\b",
    re.I,
)
_OPPOSED = (
    ("dispute", "promise"),
    ("dispute", "wait"),
    ("pause", "promise"),
    ("wait", "paid"),
    ("pause", "paid"),
    ("skip", "paid"),
)


def said(text: str) -> tuple[str, int]:
    """Give the action of words, and where the first word of any begins; below 0 = none."""
    found = (words.search(text) for _, words in ACTIONS)
    at = min((one.start() for one in found if one), default=-1)
    return action_said(text)[0], at


def action_said(text: str) -> tuple[str, int]:
    """Give the action and the place behind its word; empty if none, or if denied."""
    for action, words in ACTIONS:
        found = _last(words, text) if action == "correct" else words.search(text)
        if found is None:
            continue
        before = text[: found.start()].lower()
        if _is_denied(action, before):
            return "", found.end()
        return action, found.end()
    return "", 0


def _is_denied(action: str, before: str) -> bool:
    """Tell words before an action that turn it round."""
    if action in _DENIED_FROM_AFAR and _NOT_AT_ALL.search(before):
        return True
    return action not in _MAY_BE_DENIED and NOT.search(before) is not None


def is_in_two_minds(text: str) -> bool:
    """Tell a line that doubts, or orders one thing and then another."""
    action = action_said(text)[0]
    if UNSURE.search(text) or ("?" in text and action != "why"):
        return True
    if action not in {"approve", "why"} and CONDITION.search(text):
        return True
    if _contradicts(text, action) or _is_opposed(text, action):
        return True
    one, _, other = BUT.split(text, 1) if BUT.search(text) else ("", "", "")
    orders = {action_said(one)[0], action_said(other)[0]} if one else set()
    return len(orders - {""}) > 1 and "called" not in orders


def _contradicts(text: str, action: str) -> bool:
    """Tell words that say both yes and no, and nothing else besides."""
    if action not in {"approve", "skip"}:
        return False
    yes, no = WORDS["approve"].search(text), WORDS["skip"].search(text)
    if yes is None or no is None:
        return False
    return not no.start() <= yes.start() < no.end()  # "non mandarla" says no alone


def _is_opposed(text: str, action: str) -> bool:
    """Tell two actions in one line that do not belong together."""
    if action == "promise" and _PAID.search(text):
        return True
    return any(
        action in pair and all(WORDS[each].search(text) for each in pair)
        for pair in _OPPOSED
    )


def _last(words: Wording, text: str) -> re.Match[str] | None:
    """Give the last place of words: "non è di Rossi, è di Verdi"."""
    found = list(words.pattern.finditer(text.lower()))
    return found[-1] if found else None
