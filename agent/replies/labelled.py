"""Labelled texts: what people answer, and what they meant by it; for training."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from agent.errors import Unreadable
from agent.replies import hints
from agent.replies.features import Seen
from agent.replies.language import language
from agent.replies.model import CALM, DONE, MACHINE, MONEY
from agent.replies.rules import INTENTS, found
from agent.replies.said import read

_WORK = "work"  # the label of a mail about the work itself
_PARTS = ("train", "held")
_WORDS = frozenset((*(one.word for one in INTENTS), "other", MACHINE, _WORK))
# Said in a mail about the work too, where they mean nothing about money.
_ALSO_AT_WORK = frozenset(("asks_question", "asks_documents", "acknowledges"))
# By these alone nobody can tell whether a mail is about money.
_SAYS_NOTHING = frozenset(
    ("other", "acknowledges", "out_of_office", "automatic", MACHINE)
)
_NEEDS_NOBODY = frozenset(
    ("says_paid", "promises_payment", "acknowledges", "out_of_office", "automatic")
)
_PAIR = frozenset(("says_paid", "promises_payment"))
_FIELDS = 3


@dataclass(frozen=True, slots=True)
class Labelled:
    """One text and what is in it.

    Args:
        is_held: Kept out of training, and of every choice.
        labels: Words of the closed list; "work" alone: not about money.
    """

    text: str
    labels: frozenset[str]
    is_held: bool

    @property
    def is_work(self) -> bool:
        """Whether it is about the work itself."""
        return _WORK in self.labels


@dataclass(frozen=True, slots=True)
class Example:
    """A text as the trainer sees it.

    Args:
        unknown: Labels of which it teaches neither yes nor no.
        is_scored: It counts where thresholds are chosen.
    """

    seen: Seen
    labels: frozenset[str]
    unknown: frozenset[str]
    is_scored: bool


def texts(table: str) -> tuple[Labelled, ...]:
    r"""Read a table of texts: part, labels, text, apart by tabs; "\n" ends a line.

    Raises:
        Unreadable: A line is none of these; it is named.
    """
    lines = table.splitlines()[1:]
    return tuple(_labelled(line, at) for at, line in enumerate(lines, start=2))


def _labelled(line: str, at: int) -> Labelled:
    fields = line.split("\t")
    if len(fields) != _FIELDS or fields[0] not in _PARTS:
        raise Unreadable(f"line {at}: not train or held, labels, text: {line[:40]}")
    part, words, text = fields
    labels = frozenset(words.split())
    if not labels or not labels <= _WORDS:
        raise Unreadable(f"line {at}: unknown label: {words}")
    return Labelled(text.replace("\\n", "\n"), labels, part == "held")


def examples(labelled: Iterable[Labelled]) -> tuple[Example, ...]:
    """Prepare texts for training."""
    return tuple(_example(one) for one in labelled)


def _example(one: Labelled) -> Example:
    said = read(one.text, language(one.text))
    seen = hints.seen(said, found(said))
    if one.is_work:
        nothing = _ALSO_AT_WORK | {CALM, DONE}
        return Example(seen, frozenset(("other",)), nothing, is_scored=False)
    labels, unknown = set(one.labels), set[str]()
    if one.labels <= _NEEDS_NOBODY:
        labels.add(CALM)
    if len(one.labels & _PAIR) != 1:
        unknown.add(DONE)
    elif "says_paid" in one.labels:
        labels.add(DONE)
    (unknown if one.labels <= _SAYS_NOTHING else labels).add(MONEY)
    return Example(seen, frozenset(labels), frozenset(unknown), is_scored=True)
