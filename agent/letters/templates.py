"""Templates: the words of every letter, ours and the user's own before ours."""

from __future__ import annotations

import difflib
import re
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader, TemplateNotFound, TemplateSyntaxError
from jinja2.environment import TemplateModule
from jinja2.exceptions import TemplateError, UndefinedError

from agent import resources
from agent.errors import Unreadable
from agent.letters.sandbox import Sandbox, bounded

# What a template may raise when it treats a fact as what it is not.
_FAULTS = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    UnicodeError,
    ValueError,
)
_UNKNOWN = re.compile(r"'(\w+)' is undefined|no (?:attribute|filter named) '(\w+)'")
_SUMMARY = re.compile(r"summary/(?P<language>[a-z]{2})\.j2")
_LETTER = re.compile(r"(?P<language>[a-z]{2})/(?P<stage>[a-z][a-z0-9_]*)\.txt\.j2")


@dataclass(frozen=True, slots=True)
class Templates:
    """Hold the two sandboxes: one writes text, the other escaped HTML.

    Args:
        letters: The names of the letters of each language, both sorted.
        summaries: The languages of the daily summary, sorted.
        folder: The user's own templates, which win over ours; None = ours alone.
        ours: Sandboxes of ours alone, by whether they escape.
    """

    text: Sandbox
    html: Sandbox
    letters: Mapping[str, tuple[str, ...]]
    summaries: tuple[str, ...]
    folder: Path | None = None
    ours: Mapping[bool, Sandbox] = field(default_factory=dict)

    def render(self, name: str, facts: Mapping[str, object]) -> str:
        """Fill one template with facts; `.html.j2` escapes them.

        Raises:
            Unreadable: It fails; the sentence names file, line and cure.
        """
        try:
            template = self._sandbox(name).get_template(name)
            return bounded(template.generate(**facts))
        except _FAULTS as error:
            raise self._unreadable(name, error, facts) from error

    def words(
        self, name: str, facts: Mapping[str, object], *, escape: bool
    ) -> TemplateModule:
        """Open a file of words: its macros and labels, with facts at hand.

        What a copy of the user's lacks is taken from ours: it may be older than we.

        Raises:
            Unreadable: It fails; the sentence names file, line and cure.
        """
        try:
            found = _module(self.html if escape else self.text, name, facts)
            if self.folder is not None and (self.folder / name).is_file():
                _complete(found, self.ours[escape], name, facts)
        except _FAULTS as error:
            raise self._unreadable(name, error, facts) from error
        return found

    def _sandbox(self, name: str) -> Sandbox:
        return self.html if name.endswith(".html.j2") else self.text

    def _unreadable(
        self, name: str, error: Exception, facts: Mapping[str, object]
    ) -> Unreadable:
        where = self._place(name, error)
        if isinstance(error, TemplateNotFound):
            missing = error.name or name
            return Unreadable(
                f"there is no template {missing}: write it into your templates folder, "
                "or correct the name of the stage"
            )
        own = self.folder is not None and where.startswith(str(self.folder))
        cure = "correct it, or delete the file to use ours" if own else "correct it"
        return Unreadable(f"{where}: {_reason(error, facts)}; {cure}")

    def _place(self, name: str, error: Exception) -> str:
        if isinstance(error, TemplateSyntaxError):
            return f"{error.filename or error.name or name} line {error.lineno}"
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame for frame in frames if frame.filename.endswith(".j2")]
        if lines:
            return f"{lines[-1].filename} line {lines[-1].lineno}"
        return name


def load(folder: Path | None = None) -> Templates:
    """Open our templates, and before them the user's own folder.

    Raises:
        ConfigError: Ours are missing: the installation is broken.
    """
    own = [FileSystemLoader(folder)] if folder else []
    shipped = FileSystemLoader(resources.find("templates"))
    loader = ChoiceLoader([*own, shipped])
    text = Sandbox(loader, escape=False)
    names = text.list_templates()
    return Templates(
        text,
        Sandbox(loader, escape=True),
        _letters(names),
        _summaries(names),
        folder,
        {escape: Sandbox(shipped, escape=escape) for escape in (False, True)},
    )


def choose(wanted: str, known: tuple[str, ...]) -> str:
    """Give a language that is known: the one wanted, else English, else any."""
    return next(language for language in (wanted, "en", *known) if language in known)


def _module(sandbox: Sandbox, name: str, facts: Mapping[str, object]) -> TemplateModule:
    template = sandbox.get_template(name)
    try:
        return template.make_module(dict(facts))
    except _FAULTS:
        # Unlike `generate`, this does not put the template's own lines into the trace.
        sandbox.handle_exception()


def _complete(
    words: TemplateModule, ours: Sandbox, name: str, facts: Mapping[str, object]
) -> None:
    """Take the macros and labels that words lack from our file of the same name."""
    try:
        known = vars(_module(ours, name, facts))
    except TemplateNotFound:
        return  # a language of the user's own
    for key, value in known.items():
        his = getattr(words, key, value)
        if isinstance(his, dict) and isinstance(value, dict):
            his = value | his
        setattr(words, key, his)


def _letters(names: list[str]) -> dict[str, tuple[str, ...]]:
    found = [match for match in map(_LETTER.fullmatch, names) if match]
    return {
        language: tuple(m["stage"] for m in found if m["language"] == language)
        for language in sorted({m["language"] for m in found})
    }


def _summaries(names: list[str]) -> tuple[str, ...]:
    found = [match for match in map(_SUMMARY.fullmatch, names) if match]
    return tuple(match["language"] for match in found)


def _reason(error: Exception, facts: Mapping[str, object]) -> str:
    text = str(error).rstrip(".") or type(error).__name__
    match = _UNKNOWN.search(text)
    if not match or not isinstance(error, UndefinedError):
        return text
    unknown = match[1] or match[2]
    close = difflib.get_close_matches(unknown, list(facts), n=1)
    guess = f"; did you mean '{close[0]}'?" if close else ""
    return f"'{unknown}' is not known to this letter{guess}"
