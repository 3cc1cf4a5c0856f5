"""The second reader: what is asked of a model elsewhere, and what its answer adds.

It sees a mail's new words as data, without addresses and account numbers, and answers
in a closed form. Of its answer only labels with a quotation that stands in those words
count, a day only as our own grammar reads it there. What comes out is a hold beside
those that stand: nothing here can end, shorten or replace one, or say who paid.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from agent.errors import Unreadable
from agent.model.reply import DateRange, Reading
from agent.replies.dates import phrases
from agent.replies.findings import AWAY, CLEAR
from agent.replies.references import EMAIL, IBAN
from agent.replies.words import CONDITION

TO_A_MACHINE: Final = "orders_to_a_machine"
WORDS: Final = (
    "says_paid",
    "promises_payment",
    "pays_on_condition",
    "asks_instalments",
    "disputes",
    "asks_documents",
    "asks_question",
    "asks_to_stop",
    "hardship",
    "legal",
    "bank_details_change",
    "names_other_contact",
    "person_left",
    "out_of_office",
    "automatic",
    "acknowledges",
    TO_A_MACHINE,
)
# A person wrote, or the mail would not be asked about; and who only nods says nothing.
_ADDS_NOTHING = AWAY | {"acknowledges"}
_MOST_TEXT = 8_000
_MOST_FINDINGS, _LEAST_QUOTE, _MOST_QUOTE = 12, 4, 600
# Telephones, references, VAT numbers, cards; no date or amount is written so.
_LONG_NUMBER = re.compile(
    r"\+\d(?:[ /.-]?\d){7,}|\b\d{2,4}[ /-]\d{6,}|\d{9,}|\b\d{4}(?:[ -]\d{4}){3}\b"
    r"|\b0\d{1,3}[ /]\d{3,4}[ -]\d{3,4}\b|\b3\d\d(?:[ -]\d{3}[ -]\d{3,4}|(?:[ -]\d\d){3,4})\b"
)
# An account as people type it: small, with hyphens, in groups of its own.
_ACCOUNT = re.compile(
    r"\b[A-Z]{2}\d{2}(?:[\s.-]{0,2}[A-Z]{1,4})?"
    r"(?:[\s.-]{0,2}(?=[A-Z]{0,3}\d)[A-Z0-9]{2,12}){2,8}",
    re.I,
)
_LEAST_DIGITS = 12
_BLANKS = re.compile(r"\s+")
_SCHEMA: Final = {
    "type": "object",
    "additionalProperties": False,
    "required": ["about_money", "findings"],
    "properties": {
        "about_money": {"type": "boolean"},
        "findings": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["intent", "quote"],
                "properties": {
                    "intent": {"type": "string", "enum": list(WORDS)},
                    "quote": {"type": "string"},
                },
            },
        },
    },
}


@dataclass(frozen=True, slots=True)
class Heard:
    """What the second reader says of a text.

    Args:
        said: Each label with the words quoted for it, which stand in the text.
    """

    about_money: bool
    said: tuple[tuple[str, str], ...]


def shown(text: str) -> str:
    """Give of a mail's new words what may leave the house.

    Account numbers, mail addresses and long numbers are left out; names stay.
    """
    plain = IBAN.sub("[account]", text[:_MOST_TEXT])
    plain = _ACCOUNT.sub(_without_account, plain)
    plain = EMAIL.sub("[address]", plain)
    return _LONG_NUMBER.sub("[number]", plain)


def _without_account(found: re.Match[str]) -> str:
    is_account = sum(map(str.isdigit, found[0])) >= _LEAST_DIGITS
    return "[account]" if is_account else found[0]


def request(text: str, model: str, prompt: str) -> bytes:
    """Write the question down, as servers in OpenAI's way take it.

    Args:
        text: What `shown` gave.
        model: The model's name there.
    """
    asked = {
        "model": model,
        "stream": False,
        "messages": [
            {"role": "system", "content": prompt},
            {"role": "user", "content": json.dumps({"text": text})},
        ],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "findings", "strict": True, "schema": _SCHEMA},
        },
    }
    return json.dumps(asked).encode()


def heard(answer: bytes, text: str) -> Heard:
    """Read an answer: true to its form, or thrown away whole.

    Args:
        text: What was asked about. A finding whose quotation does not stand in it,
            but for line breaks, is left out.

    Raises:
        Unreadable: It is not of the form asked for.
    """
    try:
        content = json.loads(answer)["choices"][0]["message"]["content"]
        found = json.loads(content, object_pairs_hook=_once)
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise Unreadable("the answer is not JSON of the form asked for") from error
    findings = _true_to_form(found)
    words = _BLANKS.sub(" ", text)
    said = tuple((word, _BLANKS.sub(" ", quote).strip()) for word, quote in findings)
    return Heard(
        found["about_money"],
        tuple(one for one in said if len(one[1]) >= _LEAST_QUOTE and one[1] in words),
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object, no key of which stands twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _true_to_form(found: Any) -> list[tuple[str, str]]:
    findings = found.get("findings") if isinstance(found, dict) else None
    if (
        not isinstance(findings, list)
        or found.keys() != {"about_money", "findings"}
        or not isinstance(found["about_money"], bool)
        or len(findings) > _MOST_FINDINGS
        or not all(map(_is_finding, findings))
    ):
        raise Unreadable("the answer is not true to the form asked for")
    return [(one["intent"], one["quote"]) for one in findings]


def _is_finding(one: Any) -> bool:
    return (
        isinstance(one, dict)
        and one.keys() == {"intent", "quote"}
        and one["intent"] in WORDS
        and isinstance(one["quote"], str)
        and len(one["quote"]) <= _MOST_QUOTE
    )


def added(
    answer: Heard, known: Collection[str], sent: date, *, is_about_money: bool
) -> Reading | None:
    """Give what is to be held for beside what we read ourselves; None = nothing.

    Args:
        known: What we read ourselves.
        sent: The day of the mail: dates count from it.
        is_about_money: We took the mail for one about money.
    """
    if not (is_about_money or answer.about_money):
        return None
    promise = _promise(answer, sent)
    new = {word for word, _ in answer.said} - set(known) - _ADDS_NOTHING
    if promise is not None:
        new.add("promises_payment")
    if not new:
        return None
    return Reading(
        text="",
        intents=tuple(word for word in WORDS if word in new),
        promise=promise,
        needs_person=not new <= CLEAR,
    )


def _promise(answer: Heard, sent: date) -> DateRange | None:
    """Give the one range of days that our grammar reads in quoted promises."""
    quotes = [quote for word, quote in answer.said if word == "promises_payment"]
    if any(CONDITION.search(quote) for quote in quotes):
        return None
    ranges = {
        DateRange(one.since, one.until)
        for quote in quotes
        for one in phrases(quote, sent)
    }
    return ranges.pop() if len(ranges) == 1 else None
