"""Watching: one thread for each mailbox, and the lock of the only sender."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from agent.inbox.source import Source
from agent.inbox.watch import Watcher
from agent.ledger import due
from agent.ledger.sender_lock import only_sender
from agent.steps import rounds
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction

_LOOK_SECONDS = 0.02
_DEADLINE_SECONDS = 180.0  # three of the longest steps a watcher takes
Beat = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Watching:
    """The watchers of one run, by mailbox name."""

    watchers: dict[str, Watcher]
    threads: tuple[threading.Thread, ...]

    def reconnect(self) -> None:
        """Let every mailbox connect anew: after a sleep no connection is alive."""
        for each in self.watchers.values():
            each.reconnect()

    def join(self, seconds: float) -> None:
        """Wait for all threads, at most so long together."""
        share = seconds / max(1, len(self.threads))
        for thread in self.threads:
            thread.join(share)


def start(
    current: Callable[[], Desk],
    stop: threading.Event,
    wake: threading.Event,
    beat: Beat,
    randomness: random.Random,
) -> Watching:
    """Start a thread for each mailbox; it stores what comes and wakes the reader.

    Args:
        current: Gives the desk as it is now: a reload brings new rules.
        beat: Told a thread's name and how many seconds that may be believed.
    """
    watchers = {
        source.name: _watcher(current, source, stop, wake, beat, randomness)
        for source in current().sources
    }
    threads = tuple(
        threading.Thread(target=each.run, name=f"mailbox {name}", daemon=True)
        for name, each in watchers.items()
    )
    for thread in threads:
        thread.start()
    return Watching(watchers, threads)


def _watcher(
    current: Callable[[], Desk],
    source: Source,
    stop: threading.Event,
    wake: threading.Event,
    beat: Beat,
    randomness: random.Random,
) -> Watcher:
    def alive() -> None:
        beat(f"mailbox {source.name}", _DEADLINE_SECONDS)

    def on_new(open_source: Source) -> None:
        rounds.take_mail(current(), open_source, alive, wake.set)

    seed = random.Random(randomness.getrandbits(64))  # noqa: S311 - spreads retries
    return Watcher(source, on_new, stop, alive, current().clock.now, seed)


def wait_for_logins(watching: Watching, seconds: float, stop: threading.Event) -> None:
    """Wait until each mailbox was opened or has failed to, at most so long."""
    left = seconds
    while left > 0 and not all(one.state.was_tried for one in _all(watching)):
        if stop.wait(_LOOK_SECONDS):
            return
        left -= _LOOK_SECONDS


def in_words(watching: Watching) -> str:
    """Say in one line how the mailboxes are doing, for systemd."""
    still = [
        f"mailbox {name} stands still: {one.state.because}"
        for name, one in watching.watchers.items()
        if one.state.stands_still_since
    ]
    waiting = [
        f"mailbox {name} is being opened"
        for name, one in watching.watchers.items()
        if not one.state.was_tried
    ]
    return "; ".join((*still, *waiting)) or "every mailbox is read"


def _all(watching: Watching) -> tuple[Watcher, ...]:
    return tuple(watching.watchers.values())


def note_states(desk: Desk, watching: Watching) -> None:
    """Write into the ledger which mailboxes stand still, for the summary.

    Nothing is written while nothing is news: this is asked every second.
    """
    states = {name: each.state for name, each in watching.watchers.items()}
    still = {
        f"mailbox:{name}": state.because
        for name, state in states.items()
        if state.stands_still_since
    }
    if not still:
        return
    with picture(desk) as tx:
        known = {one.what: one.because for one in due.standings(tx) if one.since}
    news = {what: why for what, why in still.items() if known.get(what) != why}
    if news:
        with transaction(desk) as tx:
            for what, because in news.items():
                due.stands_still(tx, what, because)


def sender_lock(desk: Desk) -> AbstractContextManager[None]:
    """Be the only sender of this ledger while the context lasts.

    Raises:
        TryLater: Another process is.
    """
    return only_sender(desk.ledger, desk.firm)
