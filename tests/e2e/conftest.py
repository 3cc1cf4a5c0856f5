"""Firms for the tests, each on a pair of servers without mail."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.e2e import config
from tests.e2e.config import Tables
from tests.e2e.house import MONDAY, House
from tests.servers.mail_pair import MailPair

OpenHouse = Callable[..., House]


@pytest.fixture
def open_house(mail_pair: MailPair, tmp_path: Path) -> Iterator[OpenHouse]:
    """Open firms whose configuration says something of its own."""
    opened: list[House] = []

    def open_one(tables: Tables | None = None, at: datetime = MONDAY) -> House:
        folder = tmp_path / f"house-{len(opened)}"
        folder.mkdir()
        opened.append(House(mail_pair, folder, tables, at))
        return opened[-1]

    yield open_one
    while opened:
        opened.pop().close()


@pytest.fixture
def house(open_house: OpenHouse) -> House:
    """A firm gone live, on a Monday morning in office hours."""
    return open_house()


@pytest.fixture
def strict_house(strict_pair: MailPair, tmp_path: Path) -> Iterator[House]:
    """The same at a strict provider."""
    opened = House(strict_pair, tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def house_folder(mail_pair: MailPair, tmp_path: Path) -> Path:
    """The folder of a firm that begins on that Monday, for the command line."""
    begins = MONDAY.replace(tzinfo=None).isoformat(timespec="minutes")
    return config.write(tmp_path, mail_pair, {"clock": {"now": begins}}).parent
