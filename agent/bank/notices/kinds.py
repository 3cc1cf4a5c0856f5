"""Which kind a notice is: decided by the provider's own words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.bank.notices.lines import plain
from agent.bank.notices.prose import without_notes
from agent.bank.notices.words import EACH, IN_CASE, IS_MONEY_IN, NEVER, OTHER_KINDS
from agent.forms.wording import Possible
from agent.model.notice import NoticeKind

# Said behind the news these are advice and small print; said first, they are the news.
_SMALL_PRINT: frozenset[NoticeKind] = frozenset({"statement", "newsletter"})
_NEAR = 60
_DOUBTS: frozenset[NoticeKind] = frozenset({"outgoing", "payout", "pending"})


@dataclass(frozen=True, slots=True)
class Judged:
    """A kind and where it is said.

    Args:
        events: Which sentences say that money came in; 0 is the subject.
        because: The words that decided.
    """

    kind: NoticeKind
    is_clear: bool
    events: tuple[int, ...]
    because: str


@dataclass(frozen=True, slots=True)
class _Sign:
    kind: NoticeKind
    at: int
    words: str


def judge(sentences: Sequence[str]) -> Judged | None:
    """Tell what sentences speak of.

    Args:
        sentences: The subject first, then the provider's own words in order.

    Returns:
        None where they speak of none of this.
    """
    others: list[_Sign] = []
    events: list[_Sign] = []
    flats = [plain(without_notes(sentence)) for sentence in sentences]
    whole = "\n".join(flats)
    money_in = IS_MONEY_IN.within(whole)
    possible = [
        (kind, found) for kind, said in OTHER_KINDS if (found := said.within(whole))
    ]
    for at, flat in enumerate(flats):
        is_advice = at > 0 and sentences[at - 1].endswith("?")
        others += _others(possible, flat, at, is_advice=is_advice)
        events += _events(money_in, flat, at)
    if not events:
        return _first_other(others)
    return _weighed(events, others)


def _weighed(events: list[_Sign], others: list[_Sign]) -> Judged | None:
    """Decide where money in is said, and something else perhaps too."""
    places = tuple(dict.fromkeys(one.at for one in events))
    serious = [one for one in others if _counts(one, places)]
    if serious:
        return _first_other(serious)
    is_clear = not any(one.kind in _DOUBTS for one in others)
    because = f'it says "{events[0].words.strip()}"'
    if not is_clear:
        because += f', but also "{others[0].words.strip()}"'
    return Judged("money_in", is_clear, places, because)


def _counts(one: _Sign, events: tuple[int, ...]) -> bool:
    """Tell whether a sign of another kind outweighs that money came in."""
    if one.kind in _SMALL_PRINT:
        return one.at < events[0] or (one.at == 0 and events == (0,))
    if one.kind in _DOUBTS:
        return one.at <= events[0] or one.at in events
    return True


def _first_other(others: list[_Sign]) -> Judged | None:
    order = [kind for kind, _ in OTHER_KINDS]
    found = min(others, key=lambda one: (order.index(one.kind), one.at), default=None)
    if found is None:
        return None
    return Judged(
        found.kind, is_clear=True, events=(), because=f'it says "{found.words.strip()}"'
    )


def _others(
    kinds: Sequence[tuple[NoticeKind, Possible]], flat: str, at: int, *, is_advice: bool
) -> Iterator[_Sign]:
    """Give the signs of other kinds; behind a question stands what to do then."""
    for kind, said in kinds:
        if not (found := said.search(flat)) or NEVER.search(flat):
            continue
        if kind == "phishing" or not (is_advice or IN_CASE.search(flat)):
            yield _Sign(kind, at, found[0])


def _events(money_in: Possible, flat: str, at: int) -> Iterator[_Sign]:
    for found in money_in.finditer(flat):
        before = flat[max(0, found.start() - _NEAR) : found.start()]
        if not EACH.search(before) and not IN_CASE.search(flat):
            yield _Sign("money_in", at, found[0])


_FORWARDED = re.compile(r"^(?:(?:i|r|re|fw|fwd|tr|wg|rv|inoltro?|fyi)\s*:\s*)+", re.I)


def bare_subject(subject: str) -> str:
    """Give a subject without "Fwd:" and its like."""
    return _FORWARDED.sub("", subject)
