"""All intents, found in their folder, and what of them a text says."""

from __future__ import annotations

from collections.abc import Mapping

from agent import plugins
from agent.replies import intents
from agent.replies.said import Evidence, Intent, Said

Evidences = Mapping[str, tuple[Evidence, ...]]

INTENTS = plugins.find(intents, "INTENT", Intent)


def found(said: Said) -> dict[str, tuple[Evidence, ...]]:
    """Give the evidence for each intent that is said, by its word."""
    all_of_them = {intent.word: intent.find(said) for intent in INTENTS}
    return {word: evidence for word, evidence in all_of_them.items() if evidence}
