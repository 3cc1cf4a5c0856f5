"""Bounded: run a reader over big or risky bytes in one reused child with limits.

A document made to exhaust the machine (a bomb) ends its child and nothing else;
the next call starts a new one. The child ends by itself when nothing is asked.
"""

from __future__ import annotations

import os
import pickle
import resource
import select
import signal
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import IO, ParamSpec, TypeVar, cast

from agent.errors import SollecitoError, TryLater, Unreadable

P = ParamSpec("P")
R = TypeVar("R")
_LENGTH_BYTES = 8
_PLAIN: dict[tuple[str, str], type] = {
    ("datetime", "date"): date,
    ("datetime", "datetime"): datetime,
    ("decimal", "Decimal"): Decimal,
}
_IDLE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Limits:
    """What one reading may cost.

    Args:
        seconds: Of the clock on the wall, the start of a child included.
        cpu_seconds: Of the processor.
        memory_mb: Address space of the child.
        answer_mb: What it may answer.
    """

    seconds: float = 30
    cpu_seconds: int = 15
    memory_mb: int = 768
    answer_mb: int = 32


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the child says: a value, or a sentence on why there is none."""

    value: object = None
    refused: str = ""
    fault: str = ""


class Bounded:
    """The child and its limits; callable as `bounded(reader, data, name)`."""

    def __init__(self, limits: Limits | None = None) -> None:
        """Set the limits; no child is started before the first call."""
        self.limits = limits or Limits()
        self._child: subprocess.Popen[bytes] | None = None
        self._one_at_a_time = threading.Lock()
        self._is_late = False
        self._finish: Callable[[], int | None] = int

    def __call__(self, reader: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a function of a module in the child and give what it gives.

        Args:
            reader: Importable by name; it and its arguments can be pickled, and
                its answer is made of plain values and our own frozen dataclasses.

        Raises:
            Unreadable: The reader refused, a limit was passed, or it broke.
            TryLater: The machine starts no process now.
        """
        asked = pickle.dumps((reader, args, kwargs))
        with self._one_at_a_time:
            answer = self._ask(asked) or self._ask(asked)
            if answer is None:
                raise Unreadable("the process that reads large files cannot be started")
        if answer.refused:
            raise Unreadable(answer.refused)
        if answer.fault:
            raise Unreadable(f"reading it failed ({answer.fault})")
        return cast("R", answer.value)  # the child ran the reader itself

    def close(self) -> None:
        """End the child; a later call starts another."""
        with self._one_at_a_time:
            self._end()

    def _ask(self, asked: bytes) -> _Answer | None:
        """Ask the child once; None where it had just gone to rest."""
        child = self._running()
        self._is_late = False
        alarm = threading.Timer(self.limits.seconds, self._stop_late, [child])
        alarm.start()
        try:
            assert child.stdin
            assert child.stdout
            with suppress(BrokenPipeError):
                _put(child.stdin, asked)
            answer = _taken(child.stdout, self.limits.answer_mb * 2**20)
        except Unreadable:
            self._end()
            raise
        finally:
            alarm.cancel()
        if answer is not None:
            return answer
        status = self._end()
        if status == 0:
            return None
        raise Unreadable(self._why_it_died(status))

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._end()
            try:
                child = _start(self.limits)
            except OSError as error:
                raise TryLater(f"no process can be started: {error}") from error
            self._child = child
            self._finish = weakref.finalize(self, _finish, child)
        return self._child

    def _stop_late(self, child: subprocess.Popen[bytes]) -> None:
        self._is_late = True
        child.kill()

    def _end(self) -> int:
        self._child = None
        return self._finish() or 0

    def _why_it_died(self, status: int) -> str:
        if self._is_late:
            return f"reading it takes more than {self.limits.seconds:g} seconds"
        if status == -signal.SIGXCPU:
            most = self.limits.cpu_seconds
            return f"reading it takes more than {most} seconds of the processor"
        return f"reading it stopped the process that reads large files ({status})"


def _start(limits: Limits) -> subprocess.Popen[bytes]:
    # Our own environment may hold passwords; a reader needs none of it.
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [
        *(sys.executable, "-P", "-m", "agent.bounded"),
        *(str(limits.cpu_seconds), str(limits.memory_mb), str(limits.answer_mb)),
    ]
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )


def _finish(child: subprocess.Popen[bytes]) -> int:
    """End a child, resting or not; give its exit status."""
    assert child.stdin
    assert child.stdout
    with suppress(BrokenPipeError):
        child.stdin.close()  # at rest it goes by itself
    child.stdout.close()
    with suppress(subprocess.TimeoutExpired):
        return child.wait(timeout=1)
    child.kill()
    return child.wait()


def _put(pipe: IO[bytes], packed: bytes) -> None:
    pipe.write(len(packed).to_bytes(_LENGTH_BYTES, "big"))
    pipe.write(packed)
    pipe.flush()


def _taken(pipe: IO[bytes], most: int) -> _Answer | None:
    """Take an answer; None where the child died instead."""
    length = int.from_bytes(pipe.read(_LENGTH_BYTES), "big")
    if length > most:
        raise Unreadable(f"it holds more than {most // 2**20} MB of data")
    packed = pipe.read(length)
    if not length or len(packed) < length:
        return None
    answer = _Plain(BytesIO(packed)).load()
    assert isinstance(answer, _Answer)
    return answer


class _Plain(pickle.Unpickler):
    """Reads only values: a child taken over by a document gains nothing here."""

    def find_class(self, module: str, name: str) -> type:
        """Give a type on the closed list."""
        if module == "__main__" and name == "_Answer":
            return _Answer
        if plain := _PLAIN.get((module, name)):
            return plain
        if module.startswith("agent."):
            found = super().find_class(module, name)
            if isinstance(found, type) and is_dataclass(found):
                return found
        raise Unreadable(f"its reader answered with {module}.{name}")


def _serve(cpu_seconds: int, memory_mb: int, answer_mb: int) -> None:
    """Answer what is asked, until there is nobody or nothing more to ask."""
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a reader prints is no answer
    _limit(resource.RLIMIT_AS, memory_mb * 2**20)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    while select.select([asked], [], [], _IDLE_SECONDS)[0]:
        head = asked.read(_LENGTH_BYTES)
        if len(head) < _LENGTH_BYTES:
            return
        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(used.ru_utime + used.ru_stime) + 1
        resource.setrlimit(
            resource.RLIMIT_CPU, (spent + cpu_seconds, resource.RLIM_INFINITY)
        )
        length = int.from_bytes(head, "big")
        packed, is_whole = _answered(asked, length, memory_mb)
        if len(packed) > answer_mb * 2**20:
            too_much = f"it holds more than {answer_mb} MB of data"
            packed = pickle.dumps(_Answer(refused=too_much))
        _put(answers, packed)
        if not is_whole:
            return


def _limit(what: int, most: int) -> None:
    resource.setrlimit(what, (most, most))


def _answered(asked: IO[bytes], length: int, memory_mb: int) -> tuple[bytes, bool]:
    """Give the packed answer, and whether this process is fit for another."""
    try:
        return pickle.dumps(_Answer(value=_read(asked.read(length)))), True
    except MemoryError:
        refused = f"reading it takes more than {memory_mb} MB of memory"
        return pickle.dumps(_Answer(refused=refused)), False
    except SollecitoError as error:
        return pickle.dumps(_Answer(refused=str(error))), True
    except Exception as error:  # noqa: BLE001 - the top of a process
        fault = f"{type(error).__name__}: {error}"[:200]
        return pickle.dumps(_Answer(fault=fault)), True


def _read(packed: bytes) -> object:
    reader, args, kwargs = pickle.loads(packed)  # noqa: S301 - from our own parent
    return reader(*args, **kwargs)


if __name__ == "__main__":
    _serve(*map(int, sys.argv[1:]))
