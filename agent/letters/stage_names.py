"""Stage names: what each kind of letter is called, in the words of the summary."""

from __future__ import annotations

from collections.abc import Mapping

from agent.letters.templates import Templates, choose


def stage_names(templates: Templates, language: str) -> Mapping[str, str]:
    """Give the words for each kind of letter; a stage of the owner's own has none.

    Raises:
        Unreadable: The template fails; the sentence names file, line and cure.
    """
    chosen = choose(language, templates.summaries)
    words = templates.words(f"summary/{chosen}.j2", {"language": chosen}, escape=False)
    found: Mapping[str, str] = getattr(words, "stages", {})
    return found
