"""Order answers: the one mail that says what became of the owner's orders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from agent.letters import page
from agent.letters.templates import Templates, choose
from agent.letters.told import tap
from agent.model.letter import Composed
from agent.model.money import Money

_TEXT_WIDTH = 60
_LONGEST_LINE = 200
_UNDO = {"it": "annulla"}
# What a sentence may speak of; a missing fact costs a few words, never the mail.
_FACTS: dict[str, object] = {
    "at_fault": False,
    "because": "",
    "count": 0,
    "how": "",
    "minutes": 0,
    "name": "",
    "no": 0,
    "numbers": (),
    "outcome": "",
    "paragraph": "",
    "sum": None,
    "until": None,
    "words": (),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one order.

    Args:
        no: To answer with.
        line: As he wrote it.
        code: Of the sentence that says it: "done.x", or "ask.x" where nothing was.
        facts: As the ledger keeps them: days as ISO text, money as cents, currency.
    """

    no: int
    line: str
    code: str
    facts: Mapping[str, Any]
    may_undo: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """Where an answer to this mail goes.

    Args:
        to: The address that orders go to.
        token: Of this mail, by which its numbers are known.
    """

    to: str
    token: str


def compose_answer(
    told: Sequence[Told],
    today: date,
    reply: Reply,
    language: str,
    templates: Templates,
) -> Composed:
    """Write what was done, what was not and why, each with how to undo it.

    In its HTML one tap undoes: the mail is ready, with the token of this answer.

    Raises:
        Unreadable: A template fails.
    """
    undo = _UNDO.get(choose(language, templates.summaries), "undo")
    rows = list(_rows(told, reply, undo))
    facts: dict[str, object] = {
        "today": today,
        "done": [row for row in rows if str(row["said"]).startswith("done_")],
        "open": [row for row in rows if str(row["said"]).startswith("ask_")],
    }
    return _compose("orders/answer", facts, reply.token, language, templates)


def compose_question(
    lines: Sequence[str], token: str, language: str, templates: Templates
) -> Composed:
    """Ask whether orders are the reader's own.

    Raises:
        Unreadable: A template fails.
    """
    facts: dict[str, object] = {"lines": [each[:_LONGEST_LINE] for each in lines]}
    return _compose("orders/question", facts, token, language, templates)


def _compose(
    name: str,
    facts: dict[str, object],
    token: str,
    language: str,
    templates: Templates,
) -> Composed:
    spoken = choose(language, templates.summaries)
    known = facts | {"language": spoken, "width": _TEXT_WIDTH, "token": token}
    words = templates.words(f"orders/{spoken}.j2", known, escape=False)
    text_name, html_name = f"{name}.txt.j2", f"{name}.html.j2"
    written = templates.render(text_name, known | {"w": words})
    subject, text = page.open_up(written, text_name)
    if name != "orders/answer":
        return Composed(subject, page.tidy(text))
    shown = templates.words(f"orders/{spoken}.j2", known, escape=True)
    drawn = {"w": shown, "subject": subject}
    html = page.inline(templates.render(html_name, known | drawn))
    return Composed(subject, page.tidy(text), html)


def _rows(told: Sequence[Told], reply: Reply, undo: str) -> Iterator[dict[str, object]]:
    for one in told:
        facts = {key: _fact(key, value) for key, value in one.facts.items()}
        yield {
            "no": one.no,
            "line": one.line[:_LONGEST_LINE],
            "said": one.code.replace(".", "_"),
            "facts": _FACTS | facts,
            "may_undo": one.may_undo,
            "tap": tap(f"{undo} {one.no}", reply.to, reply.token),
        }


def _fact(key: str, value: Any) -> object:
    if key == "until":
        return date.fromisoformat(value) if value else None
    if key == "sum":
        return Money(value[0], value[1])
    if key == "because":
        return str(value).rstrip(".")
    return value
