from __future__ import annotations

from agent.dunning.backlog import is_backlog
from tests.dunning.builders import TODAY, owing


def test_what_fell_due_before_the_look_back_is_backlog() -> None:
    assert is_backlog(owing("1", 31), TODAY, 30)
    assert not is_backlog(owing("1", 30), TODAY, 30)


def test_what_was_dunned_once_is_no_backlog() -> None:
    assert not is_backlog(owing("1", 99, "first"), TODAY, 30)


def test_a_settled_item_is_no_backlog() -> None:
    assert not is_backlog(owing("1", 99, cents=0), TODAY, 30)


def test_a_credit_note_is_no_backlog() -> None:
    assert not is_backlog(owing("1", 99, cents=-5), TODAY, 30)
