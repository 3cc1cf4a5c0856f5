"""A folder into which people and programs drop files for us to read."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from agent.errors import TryLater, Unreadable

_MOST_BYTES = 50_000_000
_SETTLE_SECONDS = 1.0

# What browsers, FTP servers and office programs call a file not yet finished.
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".filepart", ".tmp")
_LOCKS = (".", "~$", "._")


@dataclass(frozen=True, slots=True)
class DropFile:
    """A file that has come to rest.

    Args:
        name: As somebody called it: data, never part of another path.
        size: In bytes.
        written: When it was last changed, in seconds since 1970.
    """

    name: str
    path: Path
    size: int
    written: float = 0.0


class DropFolder:
    """Finds finished files and puts them away as it is told.

    Args:
        folder: Where they are dropped; `done` and `aside` are made in it.
        most_bytes: A bigger file is not read.
        pause: Waits between two looks at a file that is new.
    """

    def __init__(
        self,
        folder: Path,
        most_bytes: int = _MOST_BYTES,
        pause: Callable[[], object] = lambda: threading.Event().wait(_SETTLE_SECONDS),
    ) -> None:
        self._folder = folder
        self._most_bytes = most_bytes
        self._pause = pause
        self._seen: dict[str, tuple[int, int]] = {}

    def files(self) -> tuple[DropFile, ...]:
        """Name the files that no longer grow, by name.

        Raises:
            TryLater: The folder cannot be looked into.
        """
        before, now = self._seen, self._look()
        if any(before.get(name) != shape for name, shape in now.items()):
            self._pause()
            before, now = now, self._look()
        self._seen = now
        return tuple(
            DropFile(name, self._folder / name, shape[0], shape[1] / 1e9)
            for name, shape in sorted(now.items())
            if before.get(name) == shape
        )

    def lying(self) -> tuple[str, ...]:
        """Name the files nobody has taken yet, finished or not.

        Raises:
            TryLater: The folder cannot be looked into.
        """
        return tuple(sorted(self._look()))

    def read(self, file: DropFile) -> bytes:
        """Read a file, never a link to somewhere else.

        Raises:
            Unreadable: It is too big, or may not be read.
            TryLater: It is gone.
        """
        if file.size > self._most_bytes:
            raise self._too_big(file)
        try:
            with os.fdopen(os.open(file.path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as it:
                data = it.read(self._most_bytes + 1)
        except FileNotFoundError as error:
            raise TryLater(f"{file.name} is gone") from error
        except OSError as error:
            raise Unreadable(f"{file.name} cannot be read: {error.strerror}") from error
        if len(data) > self._most_bytes:
            raise self._too_big(file)
        return data

    def done(self, file: DropFile) -> Path:
        """Put away a file that was read; give its new place."""
        return self._put_away(file, "done")

    def aside(self, file: DropFile) -> Path:
        """Put away a file that could not be read; give its new place."""
        return self._put_away(file, "aside")

    def _look(self) -> dict[str, tuple[int, int]]:
        try:
            with os.scandir(self._folder) as entries:
                shapes = [(entry.name, _shape(entry)) for entry in entries]
        except OSError as error:
            raise TryLater(
                f"the folder {self._folder} cannot be looked into: {error.strerror}"
            ) from error
        return {name: shape for name, shape in shapes if shape}

    def _too_big(self, file: DropFile) -> Unreadable:
        most = self._most_bytes // 1_000_000
        return Unreadable(f"{file.name} has more than the {most} MB we read")

    def _put_away(self, file: DropFile, where: str) -> Path:
        """Move it; a name that is taken gets a number, nothing is overwritten."""
        shelf = self._folder / where
        try:
            shelf.mkdir(exist_ok=True)
            place = _free(shelf / file.name)
            file.path.rename(place)
        except OSError as error:
            raise TryLater(
                f"{file.name} cannot be moved to {shelf}: {error.strerror}"
            ) from error
        return place


def _free(wanted: Path) -> Path:
    place, no = wanted, 2
    while os.path.lexists(place):
        place = wanted.with_name(f"{wanted.stem} ({no}){wanted.suffix}")
        no += 1
    return place


def _shape(entry: os.DirEntry[str]) -> tuple[int, int] | None:
    """Give size and time of change; None for what is no file or still empty."""
    name = entry.name.lower()
    if name.startswith(_LOCKS) or name.endswith(_UNFINISHED):
        return None
    try:
        found = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    is_file = stat.S_ISREG(found.st_mode) and found.st_size > 0
    return (found.st_size, found.st_mtime_ns) if is_file else None
