"""Check: every template tried with invented facts, before a customer sees it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from agent.errors import Unreadable
from agent.letters import sample_day, samples, templates
from agent.letters.compose import compose, write
from agent.letters.plain_words import faults
from agent.letters.summary import compose_day
from agent.letters.templates import Templates
from agent.model.customer import Language, Register
from agent.model.letter import Facts

# Mail programs drop these, and letters load nothing from anywhere.
_FORBIDDEN = re.compile(
    r"<(?:script|iframe|object|embed|link|form)\b|\son\w+\s*=|javascript:"
    r"|\bsrc\s*=\s*[\"']?\s*(?:https?:|data:|//)|url\(|@import",
    re.IGNORECASE,
)
_HOSTILE = "<b>Rovere</b>"
_LANGUAGES: tuple[Language, ...] = ("it", "en", "de", "fr", "es")
_REGISTERS: tuple[Register, ...] = ("formal", "familiar")


def check(folder: Path | None, used: Collection[str] = _LANGUAGES) -> tuple[str, ...]:
    """Render every letter and the summary; give what is wrong, a sentence each.

    Args:
        folder: The user's own templates; None = ours alone.
        used: The languages that letters are sent in; those in which the user
            wrote something himself are tried as well.

    Raises:
        ConfigError: Our templates are missing: the installation is broken.
    """
    loaded = templates.load(folder)
    found = [*_unknown_languages(loaded), *_summaries(loaded)]
    wanted = {*used, *_written_in(folder)}
    known = [each for each in _LANGUAGES if each in loaded.letters]
    for language in (each for each in known if each in wanted):
        for stage in loaded.letters[language]:
            found += _letter(loaded, language, stage)
    return tuple(dict.fromkeys(found))


def _written_in(folder: Path | None) -> frozenset[str]:
    return frozenset(each.name for each in folder.iterdir()) if folder else frozenset()


def _unknown_languages(loaded: Templates) -> Iterator[str]:
    for language in loaded.letters:
        if language not in _LANGUAGES:
            known = ", ".join(_LANGUAGES)
            yield f"{language}/: no customer has this language; name it one of {known}"


def _letter(loaded: Templates, language: Language, stage: str) -> Iterator[str]:
    name = f"{language}/{stage}.txt.j2"
    for register in _REGISTERS:
        cases = samples.variations(stage, language, register)
        for case, facts in cases:
            try:
                words, letter = write(facts, loaded)
            except Unreadable as error:
                yield str(error)
                continue
            for fault in faults(words, language):
                yield f"{name} ({register}, {case}): {fault}"
            yield from _markup(name, letter.html)
        yield from _escaping(name, cases[0][1], loaded)


def _escaping(name: str, facts: Facts, loaded: Templates) -> Iterator[str]:
    hostile = replace(facts, firm=replace(facts.firm, name=_HOSTILE))
    try:
        html = compose(hostile, loaded).html
    except Unreadable:
        return  # told already
    yield from _markup(name, html)


def _summaries(loaded: Templates) -> Iterator[str]:
    hostile = replace(sample_day.day(), firm=_HOSTILE)
    for language in loaded.summaries:
        for day in (hostile, *sample_day.every_code()):
            try:
                yield from _markup("summary/", compose_day(day, language, loaded).html)
            except Unreadable as error:
                yield str(error)


def _markup(name: str, html: str) -> Iterator[str]:
    found = _FORBIDDEN.search(html)
    if found:
        yield f"{name}: its HTML has '{found.group().strip()}', which mail programs drop"
    if _HOSTILE in html:
        yield f"{name}: its HTML prints a name unescaped; write it without tricks"
