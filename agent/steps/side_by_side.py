"""Side by side: many files examined on several cores, answered in their order."""

from __future__ import annotations

import os
import signal
from collections.abc import Generator, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path

from agent.steps.examine import Firm, Row, examine_path
from agent.steps.readers import Readers

_FEW = 32  # so many are read sooner than another process begins
_MOST_CORES = 4  # more would wait for the one that writes the answers
# What is imported is there at once; nothing else runs yet that a fork would tear.
_PROCESSES = get_context("fork")
File = tuple[Path, str]


def examine_files(
    files: Sequence[File], readers: Readers, firm: Firm
) -> Generator[Row]:
    """Examine files, each with its name; whatever goes wrong is an answer."""
    cores = min(_MOST_CORES, os.cpu_count() or 1) if len(files) > _FEW else 1
    if cores == 1:
        for path, name in files:
            yield examine_path(path, name, readers, firm)
        return
    workers: list[tuple[ForkProcess, Connection]] = []
    for number in range(cores):
        ends = [end for _, end in workers]
        workers.append(_begin(files[number::cores], readers, firm, ends))
    try:
        for number in range(len(files)):
            yield workers[number % cores][1].recv()
    finally:
        for worker, _ in workers:
            worker.terminate()
            worker.join()


def _begin(
    files: Sequence[File], readers: Readers, firm: Firm, ends: Sequence[Connection]
) -> tuple[ForkProcess, Connection]:
    """Start a worker; give it and where its answers come.

    Each end of a pipe is held by one process alone: so either notices when the
    other is gone.
    """
    ours, theirs = _PROCESSES.Pipe(duplex=False)
    worker = _PROCESSES.Process(
        target=_answer, args=(files, readers, firm, theirs, (*ends, ours))
    )
    worker.start()
    theirs.close()
    return worker, ours


def _answer(
    files: Sequence[File],
    readers: Readers,
    firm: Firm,
    answers: Connection,
    others: Sequence[Connection],
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked ends us
    for end in others:
        end.close()
    with suppress(BrokenPipeError):
        for path, name in files:
            answers.send(examine_path(path, name, readers, firm))
