"""The bounded child reads what is risky; its limits cost one file and nothing else."""

from __future__ import annotations

import math
import os
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pydoc import locate

import pytest

from agent.bounded import Bounded, Limits
from agent.errors import Unreadable
from agent.forms.amount import number
from agent.forms.xml import Node
from agent.model.invoice import Instalment
from agent.model.money import Money


@pytest.fixture
def bounded() -> Iterator[Bounded]:
    made = Bounded(Limits(seconds=20, cpu_seconds=1, memory_mb=512, answer_mb=1))
    yield made
    made.close()


def test_it_gives_what_the_reader_gives(bounded: Bounded) -> None:
    instalment = Instalment(date(2026, 3, 1), Money(100), "MP05")
    assert bounded(tuple, [instalment, Decimal("1.5")]) == (instalment, Decimal("1.5"))


def test_one_child_does_all_the_work(bounded: Bounded) -> None:
    first = bounded(os.getpid)
    assert first not in (os.getpid(), 0)
    assert bounded(os.getpid) == first


def test_a_refusal_comes_back_in_the_readers_own_words(bounded: Bounded) -> None:
    with pytest.raises(Unreadable, match=r"12\.\.3"):
        bounded(number, "12..3")


def test_a_fault_of_the_reader_is_a_sentence(bounded: Bounded) -> None:
    with pytest.raises(Unreadable, match=r"failed \(ZeroDivisionError"):
        bounded(divmod, 1, 0)


@pytest.mark.parametrize(
    ("reader", "argument", "why"),
    [
        (bytes, 10**9, "more than 512 MB of memory"),
        (math.factorial, 2_000_000, "more than 1 seconds of the processor"),
        (bytes, 2_000_000, "more than 1 MB of data"),
        (sys.exit, 3, "stopped the process"),
    ],
)
def test_past_a_limit_one_file_is_lost_and_the_next_is_read(
    bounded: Bounded, reader: Callable[[int], object], argument: int, why: str
) -> None:
    with pytest.raises(Unreadable, match=why):
        bounded(reader, argument)
    assert bounded(abs, -3) == 3


def test_what_never_ends_is_ended() -> None:
    impatient = Bounded(Limits(seconds=1))
    with pytest.raises(Unreadable, match="more than 1 seconds"):
        impatient(signal.pause)
    impatient.close()


def test_a_child_that_went_to_rest_is_replaced(bounded: Bounded) -> None:
    first = bounded(os.getpid)
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert bounded(os.getpid) != first


def test_a_child_that_rested_at_that_very_moment_is_asked_again(
    bounded: Bounded,
) -> None:
    with pytest.raises(Unreadable, match="cannot be started"):
        bounded(sys.exit, 0)


def test_what_a_reader_prints_is_no_answer(bounded: Bounded) -> None:
    bounded(os.write, 1, b"hello")
    assert bounded(abs, -3) == 3


def test_the_child_knows_none_of_our_secrets(
    bounded: Bounded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOLLECITO_SMTP_PASSWORD", "secret")
    assert bounded(os.getenv, "SOLLECITO_SMTP_PASSWORD") is None


@pytest.mark.parametrize("name", ["os.system", "agent.forms.amount.number"])
def test_an_answer_can_be_no_code(bounded: Bounded, name: str) -> None:
    with pytest.raises(Unreadable, match="answered with"):
        bounded(locate, name)


def test_our_own_frozen_values_come_back_whole(bounded: Bounded) -> None:
    node = Node("a", 1, {"b": "c"}, (), "d")
    assert bounded(tuple, [node]) == (node,)


def test_a_child_is_gone_once_it_is_closed(bounded: Bounded) -> None:
    child = bounded(os.getpid)
    bounded.close()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
