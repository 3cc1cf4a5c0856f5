"""The edge of every step: one item, one transaction, one fault."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from agent.errors import SollecitoError, TryLater, describe
from agent.ledger.book import Tx
from agent.steps.desk import Desk

Item = TypeVar("Item")


def nothing() -> None:
    """Do nothing: the beat of whoever has no watchdog."""


@contextmanager
def transaction(
    desk: Desk, actor: str = "agent", at: datetime | None = None
) -> Iterator[Tx]:
    """Begin the one writing transaction of an item.

    Args:
        at: The moment it is dated by; None = now.
    """
    with desk.ledger.begin(desk.firm, at or desk.clock.now(), actor) as tx:
        if desk.note is not None:
            desk.note(tx)
        yield tx


@contextmanager
def picture(desk: Desk) -> Iterator[Tx]:
    """Look at the ledger without changing it."""
    with desk.ledger.look(desk.firm, desk.clock.now()) as tx:
        yield tx


@dataclass(frozen=True, slots=True)
class Fault:
    """An item that failed, and the sentence that says why.

    Args:
        is_for_later: Nothing is wrong with it: the other side was not there.
    """

    item: str
    error: str
    is_for_later: bool = False


def each(
    desk: Desk,
    items: Iterable[Item],
    work: Callable[[Item], None],
    name: Callable[[Item], str] = str,
    beat: Callable[[], None] = nothing,
) -> tuple[Fault, ...]:
    """Do the work item by item; a bad one costs only itself.

    Args:
        beat: Called before each item, so that a watchdog sees progress.

    Returns:
        The items that failed, for the caller to set aside or to report.
    """
    faults = []
    for item in items:
        beat()
        try:
            work(item)
        except SollecitoError as error:
            later = isinstance(error, TryLater)
            faults.append(Fault(name(item), str(error), is_for_later=later))
        except Exception as error:
            desk.log.exception("unexpected fault in %s", name(item))
            faults.append(Fault(name(item), describe(error)))
    return tuple(faults)


def in_slices(
    desk: Desk,
    items: Sequence[Item],
    work: Callable[[Sequence[Item]], None],
    name: Callable[[Item], str],
    beat: Callable[[], None] = nothing,
    at_once: int = 200,
) -> tuple[Fault, ...]:
    """Do the work many items at a time; a slice that fails is done one by one.

    Args:
        work: Does a slice in a transaction of its own.
        beat: Called before each slice, so that a watchdog sees progress.

    Raises:
        TryLater: The ledger cannot be written now; slices done stay done.
    """
    faults: list[Fault] = []
    for start in range(0, len(items), at_once):
        part = items[start : start + at_once]
        found = each(desk, [part], work, lambda _: "several together", beat)
        if found and len(part) > 1 and not found[0].is_for_later:
            found = each(
                desk, [[item] for item in part], work, lambda one: name(one[0])
            )
        for fault in found:
            if fault.is_for_later:
                raise TryLater(fault.error)
        faults += (
            found
            if len(part) > 1
            else (replace(one, item=name(part[0])) for one in found)
        )
    return tuple(faults)
