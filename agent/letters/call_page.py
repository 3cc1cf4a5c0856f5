"""Call page: the sheets of the day's calls, to be printed, one a page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from agent.letters.filters import clean
from agent.letters.templates import Templates, choose
from agent.model.call import CallSheet

# So that a sheet stays on its page.
_MOST_ITEMS = 8
_LONGEST_WORDS = 400


def page(
    sheets: Sequence[CallSheet],
    firm: str,
    now: datetime,
    language: str,
    templates: Templates,
) -> str:
    """Write the sheets as one page of HTML that loads nothing.

    Args:
        firm: Its name.
        now: By the firm's own clock.
        language: Of who makes the calls.

    Raises:
        Unreadable: A template fails; the sentence names file, line and cure.
    """
    chosen = choose(language, templates.summaries)
    facts: dict[str, object] = {
        "language": chosen,
        "firm": clean(firm),
        "today": now.date(),
        "sheets": tuple(map(clean, sheets)),
        "most": _MOST_ITEMS,
        "longest": _LONGEST_WORDS,
    }
    words = templates.words(f"calls/{chosen}.j2", facts, escape=True)
    told = templates.words(
        f"summary/{chosen}.j2",
        facts | {"day": None, "to_do": 0, "came_in": ()},
        escape=True,
    )
    shown = facts | {"w": words, "stages": getattr(told, "stages", {})}
    return templates.render("calls/sheets.html.j2", shown)
