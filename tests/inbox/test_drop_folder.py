"""The drop folder: only finished files, nothing overwritten, nothing followed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from agent.errors import TryLater, Unreadable
from agent.inbox.drop_folder import DropFolder


def at_once() -> None:
    """No pause: what is there does not change."""


def names(folder: DropFolder) -> list[str]:
    return [file.name for file in folder.files()]


def drop(folder: Path, name: str, data: bytes = b"data") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_finished_files_come_in_order_of_their_names(tmp_path: Path) -> None:
    drop(tmp_path, "b.xml", b"22")
    drop(tmp_path, "a.csv", b"1")
    files = DropFolder(tmp_path, pause=at_once).files()
    assert [(file.name, file.size) for file in files] == [("a.csv", 1), ("b.xml", 2)]


def test_a_file_that_grows_waits_for_the_next_look(tmp_path: Path) -> None:
    growing = drop(tmp_path, "estratto.xml")
    writes = [b"more data"]
    folder = DropFolder(
        tmp_path, pause=lambda: writes and growing.write_bytes(writes.pop())
    )
    assert names(folder) == []
    assert names(folder) == ["estratto.xml"]


def test_nobody_waits_where_nothing_is_new(tmp_path: Path) -> None:
    drop(tmp_path, "a.csv")
    pauses: list[None] = []
    folder = DropFolder(tmp_path, pause=lambda: pauses.append(None))
    assert names(folder) == names(folder) == ["a.csv"]
    assert len(pauses) == 1


@pytest.mark.parametrize(
    "name", ["a.csv.part", "A.CRDOWNLOAD", ".hidden", "~$conti.xlsx", "x.filepart"]
)
def test_what_is_not_finished_by_its_name_is_left_alone(
    tmp_path: Path, name: str
) -> None:
    drop(tmp_path, name)
    assert names(DropFolder(tmp_path, pause=at_once)) == []


def test_empty_files_folders_and_links_are_no_files(tmp_path: Path) -> None:
    drop(tmp_path, "empty.csv", b"")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.csv").symlink_to("/etc/hostname")
    os.mkfifo(tmp_path / "pipe.csv")
    assert names(DropFolder(tmp_path, pause=at_once)) == []


def test_a_file_exchanged_for_a_link_is_not_read(tmp_path: Path) -> None:
    folder = DropFolder(tmp_path, pause=at_once)
    path = drop(tmp_path, "a.csv")
    (file,) = folder.files()
    path.unlink()
    path.symlink_to("/etc/hostname")
    with pytest.raises(Unreadable, match=r"a\.csv cannot be read"):
        folder.read(file)


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    drop(tmp_path, "a.csv", b"\xffdata\r\n")
    folder = DropFolder(tmp_path, pause=at_once)
    (file,) = folder.files()
    assert folder.read(file) == b"\xffdata\r\n"


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    drop(tmp_path, "a.csv", b"x" * 2_000_001)
    folder = DropFolder(tmp_path, most_bytes=2_000_000, pause=at_once)
    (file,) = folder.files()
    with pytest.raises(Unreadable, match=r"a\.csv has more than the 2 MB we read"):
        folder.read(file)


def test_a_file_that_grew_beyond_all_measure_since_is_not_read(tmp_path: Path) -> None:
    path = drop(tmp_path, "a.csv")
    folder = DropFolder(tmp_path, most_bytes=2_000_000, pause=at_once)
    (file,) = folder.files()
    path.write_bytes(b"x" * 2_000_001)
    with pytest.raises(Unreadable, match="more than"):
        folder.read(file)


def test_a_file_that_went_away_is_asked_for_later(tmp_path: Path) -> None:
    path = drop(tmp_path, "a.csv")
    folder = DropFolder(tmp_path, pause=at_once)
    (file,) = folder.files()
    path.unlink()
    with pytest.raises(TryLater, match="gone"):
        folder.read(file)
    with pytest.raises(TryLater, match="cannot be moved"):
        folder.done(file)


PutAway = Callable[[DropFolder], Path]


@pytest.mark.parametrize(
    ("put_away", "shelf"),
    [
        (lambda folder: folder.done(folder.files()[0]), "done"),
        (lambda folder: folder.aside(folder.files()[0]), "aside"),
    ],
)
def test_a_file_put_away_is_seen_no_more_and_kept(
    tmp_path: Path, put_away: PutAway, shelf: str
) -> None:
    drop(tmp_path, "a.csv", b"first")
    folder = DropFolder(tmp_path, pause=at_once)
    assert put_away(folder) == tmp_path / shelf / "a.csv"
    drop(tmp_path, "a.csv", b"second")
    assert put_away(folder) == tmp_path / shelf / "a (2).csv"
    assert names(folder) == []
    assert (tmp_path / shelf / "a.csv").read_bytes() == b"first"
    assert (tmp_path / shelf / "a (2).csv").read_bytes() == b"second"


def test_a_name_of_any_bytes_is_only_a_name(tmp_path: Path) -> None:
    odd = os.fsdecode(b"estratto \xff\n.. ; rm -rf.csv")
    drop(tmp_path, odd)
    folder = DropFolder(tmp_path, pause=at_once)
    (file,) = folder.files()
    assert file.name == odd
    assert folder.done(file).parent == tmp_path / "done"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TryLater, match="nowhere cannot be looked into"):
        DropFolder(tmp_path / "nowhere").files()
