"""Check: every template tried with invented facts, before a customer sees it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

from agent.errors import Unreadable
from agent.forms.iban import other_accounts
from agent.letters import call_page, sample_day, samples, spoken, templates
from agent.letters.compose import compose, shown, write
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
_COMMENT = re.compile(r"\{#.*?#\}", re.S)
_HOSTILE = "<b>Rovere</b>"
_LANGUAGES: tuple[Language, ...] = ("it", "en", "de", "fr", "es")
_REGISTERS: tuple[Register, ...] = ("formal", "familiar")


def check(
    folder: Path | None,
    accounts: Sequence[str] = (),
    used: Collection[str] = _LANGUAGES,
) -> tuple[str, ...]:
    """Render every letter and the summary; give what is wrong, a sentence each.

    Args:
        folder: The user's own templates; None = ours alone.
        accounts: The firm's own, the one that letters name first: a template
            may name no other.
        used: The languages that letters are sent in; those in which the user
            wrote something himself are tried as well.

    Raises:
        ConfigError: Our templates are missing: the installation is broken.
    """
    loaded = templates.load(folder)
    found = [*_unknown_languages(loaded), *_summaries(loaded), *_sheets(loaded)]
    named, told = _hard_coded(loaded, accounts)
    found += told
    # The samples have an account of their own.
    accounts = (*accounts, samples.FIRM.iban, *named)
    wanted = {*used, *_written_in(folder)}
    known = [each for each in _LANGUAGES if each in loaded.letters]
    for language in (each for each in known if each in wanted):
        for stage in loaded.letters[language]:
            found += _letter(loaded, language, stage, accounts)
        for register in _REGISTERS:
            found += spoken.problems(loaded, language, register)
    return tuple(dict.fromkeys(found))


def _written_in(folder: Path | None) -> frozenset[str]:
    if folder is None or not folder.is_dir():
        return frozenset()
    return frozenset(each.name for each in folder.iterdir())


def _hard_coded(
    loaded: Templates, accounts: Sequence[str]
) -> tuple[set[str], list[str]]:
    """Give other accounts that the user's templates name, and a sentence on each."""
    named, told = set[str](), list[str]()
    for path, name in _own_letters(loaded.folder):
        source = _COMMENT.sub(_only_lines, path.read_text("utf-8", "replace"))
        for number, place in other_accounts(source, accounts).items():
            line = source.count("\n", 0, place) + 1
            named.add(number)
            told.append(f"{name} line {line}: {_named(number)}")
    return named, told


def _own_letters(folder: Path | None) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob("*.j2")) if folder else ():
        name = path.relative_to(folder or path).as_posix()
        if not name.startswith("summary/"):
            yield path, name


def _named(number: str) -> str:
    return (
        f"it names the account ...{number[-4:]}, which is not in the configuration; "
        "write {{ firm.iban|iban }} in its place"
    )


def _only_lines(comment: re.Match[str]) -> str:
    return "\n" * comment[0].count("\n")


def _unknown_languages(loaded: Templates) -> Iterator[str]:
    for language in loaded.letters:
        if language not in _LANGUAGES:
            known = ", ".join(_LANGUAGES)
            yield f"{language}/: no customer has this language; name it one of {known}"


def _letter(
    loaded: Templates, language: Language, stage: str, accounts: Sequence[str]
) -> Iterator[str]:
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
            for number in other_accounts(shown(letter), accounts):
                yield f"{name}: {_named(number)}"
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


def _sheets(loaded: Templates) -> Iterator[str]:
    """Open the words of the call sheets: a page of none of them."""
    now = datetime.combine(sample_day.day().today, time(9), UTC)
    for language in loaded.summaries:
        try:
            call_page.page((), samples.FIRM.name, now, language, loaded)
        except Unreadable as error:
            yield str(error)


def _markup(name: str, html: str) -> Iterator[str]:
    found = _FORBIDDEN.search(html)
    if found:
        yield f"{name}: its HTML has '{found.group().strip()}', which mail programs drop"
    if _HOSTILE in html:
        yield f"{name}: its HTML prints a name unescaped; write it without tricks"
