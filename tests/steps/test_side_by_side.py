"""Many files are examined side by side as each would be alone."""

from __future__ import annotations

from contextlib import closing
from multiprocessing import active_children
from pathlib import Path

import pytest

from agent.steps.examine import examine_path, stranger
from agent.steps.readers import readers
from agent.steps.side_by_side import File, examine_files

READERS = readers()
FIRM = stranger(READERS.apart)


@pytest.fixture
def many(tmp_path: Path) -> list[File]:
    files = [(tmp_path / str(number), f"file {number}") for number in range(40)]
    for number, (path, _) in enumerate(files):
        path.write_bytes(b"Return-Path: <>\nFrom: a@b.test\n\nwords\n" * (number % 3))
    return [*files, (tmp_path / "none", "none")]


def test_answers_come_in_the_order_of_the_files(many: list[File]) -> None:
    found = list(examine_files(many, READERS, FIRM))

    assert found == [examine_path(*each, READERS, FIRM) for each in many]


def test_who_asks_no_further_leaves_no_process_behind(many: list[File]) -> None:
    with closing(examine_files(many, READERS, FIRM)) as found:
        next(found)

    assert active_children() == []
