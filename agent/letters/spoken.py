"""Spoken: the sentences to say on the phone, in the customer's own language."""

from __future__ import annotations

from collections.abc import Iterator

from agent.errors import Unreadable
from agent.letters.compose import context_of
from agent.letters.plain_words import spoken_faults
from agent.letters.samples import facts as sample
from agent.letters.templates import Templates
from agent.letters.typography import typeset
from agent.model.customer import Language, Register
from agent.model.letter import Facts

REASONS = (
    *("bounced", "no_address", "left", "unconfirmed"),
    *("promise_broken", "stage", "asked", "hand"),
)


def to_say(facts: Facts, reason: str, templates: Templates) -> tuple[str, ...]:
    """Give what to say: who calls about what, then one open question.

    Args:
        facts: As of a letter that asks for the same.
        reason: Why he is phoned, as calls name it.

    Raises:
        Unreadable: The template fails; the sentence names file, line and cure.
    """
    known = context_of(facts, templates)
    language = str(known["language"])
    shown = {"total": ""} | known | {"reason": reason}
    words = templates.render(f"{language}/_call.txt.j2", shown)
    lines = typeset(words, language).splitlines()
    return tuple(line.strip() for line in lines if line.strip())


def problems(
    templates: Templates, language: Language, register: Register
) -> Iterator[str]:
    """Try the sentences of every reason; give what is wrong with them."""
    facts = sample("third", language, register)
    for reason in REASONS:
        try:
            said = to_say(facts, reason, templates)
        except Unreadable as error:
            yield str(error)
            continue
        for fault in spoken_faults(said, language):
            yield f"{language}/_call.txt.j2 ({register}, {reason}): {fault}"
