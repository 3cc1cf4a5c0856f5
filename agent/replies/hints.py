"""What the rules know of a text, as the model weighs it beside the words."""

from __future__ import annotations

from collections.abc import Iterable

from agent.replies.features import Seen, see
from agent.replies.said import Said
from agent.replies.words import AHEAD, BACK, FUTURE, MONEY

_HINTS = (
    ("has money", MONEY),
    ("looks ahead", AHEAD),
    ("looks back", BACK),
    ("is to come", FUTURE),
)


def seen(said: Said, intents: Iterable[str]) -> Seen:
    """Reduce a text to what the model weighs.

    More than these were tried and made it worse: condition, part, question, amount,
    length, language. What looks ahead or back tells "will pay" from "paid".

    Args:
        intents: Those that the rules found.
    """
    hints = [name for name, words in _HINTS if words.search(said.text)]
    return see(said.text, frozenset((*intents, *hints)))
