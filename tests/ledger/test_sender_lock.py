"""The lock of the only sender: one process, freed by its death."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from agent.errors import ConfigError, TryLater
from agent.ledger import tables
from agent.ledger.book import Ledger
from agent.ledger.engine import SENDER_LOCK, open_engine
from agent.ledger.sender_lock import only_sender
from tests.ledger.builders import FIRM, NOW, OTHER

# Another Sollecito, which holds the lock until its standard input ends.
_SENDER = """
import sys
from agent.ledger.book import Ledger
from agent.ledger.engine import open_engine
from agent.ledger.sender_lock import only_sender
with only_sender(Ledger(open_engine(sys.argv[1])), "firm"):
    print("sending", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of each kind in turn, reached by more than one process."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.db'}"
    return str(request.getfixturevalue("postgres_database"))


@pytest.fixture
def mine(place: str) -> Iterator[Ledger]:
    ledger = Ledger(open_engine(place))
    yield ledger
    ledger.close()


@contextmanager
def _another_sender(place: str) -> Iterator[subprocess.Popen[str]]:
    words = [sys.executable, "-c", _SENDER, place]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "sending\n"
        yield process
        process.kill()


def _wait_until_freed(ledger: Ledger) -> None:
    """Wait until PostgreSQL has noticed that the process is gone."""
    if ledger.engine.dialect.name == "postgresql":
        wait = sa.text("SELECT pg_advisory_xact_lock(:kind, hashtext('firm'))")
        with ledger.engine.connect() as connection:
            connection.execute(wait, {"kind": SENDER_LOCK})


def _may_send(ledger: Ledger, firm: str = FIRM) -> bool:
    try:
        with only_sender(ledger, firm):
            return True
    except TryLater:
        return False


def test_a_second_process_is_refused_in_a_sentence(place: str, mine: Ledger) -> None:
    with (
        _another_sender(place),
        pytest.raises(TryLater, match="another Sollecito is sending"),
        only_sender(mine, FIRM),
    ):
        pytest.fail("two senders at once")


def test_a_killed_sender_leaves_the_lock_free(place: str, mine: Ledger) -> None:
    with _another_sender(place) as process:
        process.send_signal(signal.SIGKILL)
        assert process.wait(10) == -signal.SIGKILL
        _wait_until_freed(mine)
        assert _may_send(mine)


def test_a_sender_that_ends_leaves_the_lock_free(place: str, mine: Ledger) -> None:
    with _another_sender(place) as process:
        process.communicate(timeout=10)
        _wait_until_freed(mine)
        assert _may_send(mine)


def test_one_process_sends_once(mine: Ledger) -> None:
    with only_sender(mine, FIRM):
        assert _may_send(mine) is False
    assert _may_send(mine) is True


def test_a_fault_while_sending_leaves_the_lock_free(mine: Ledger) -> None:
    with pytest.raises(ZeroDivisionError), only_sender(mine, FIRM):
        raise ZeroDivisionError
    assert _may_send(mine) is True


def test_writing_goes_on_while_another_sends(place: str, mine: Ledger) -> None:
    tables.metadata.create_all(mine.engine)
    with _another_sender(place):
        mine.ensure_firm(FIRM, NOW)


@pytest.mark.postgres
def test_each_firm_has_a_sender_of_its_own(postgres_database: str) -> None:
    ledger = Ledger(open_engine(postgres_database))
    with only_sender(ledger, FIRM):
        assert _may_send(ledger, OTHER) is True
    ledger.close()


def test_a_ledger_in_memory_needs_no_lock(tmp_path: Path) -> None:
    ledger = Ledger(open_engine("sqlite://"))
    with only_sender(ledger, FIRM):
        assert list(tmp_path.iterdir()) == []
    ledger.close()


def test_the_lock_file_is_its_owners_alone(tmp_path: Path) -> None:
    ledger = Ledger(open_engine(f"sqlite:///{tmp_path / 'ledger.db'}"))
    with only_sender(ledger, FIRM):
        mode = (tmp_path / "ledger.db.sender").stat().st_mode
    assert mode & 0o777 == 0o600
    ledger.close()


def test_a_lock_that_cannot_be_opened_is_told_by_name(tmp_path: Path) -> None:
    ledger = Ledger(open_engine(f"sqlite:///{tmp_path / 'ledger.db'}"))
    (tmp_path / "ledger.db.sender").mkdir()
    with (
        pytest.raises(ConfigError, match=r"ledger\.db\.sender cannot be opened"),
        only_sender(ledger, FIRM),
    ):
        pytest.fail("no lock was taken")
    ledger.close()


def test_a_server_that_is_not_there_is_for_later(tmp_path: Path) -> None:
    ledger = Ledger(open_engine(f"postgresql+psycopg://x@/x?host={tmp_path}"))
    with (
        pytest.raises(TryLater, match="the ledger cannot be reached"),
        only_sender(ledger, FIRM),
    ):
        pytest.fail("there is no server")
