"""The ledger on both databases, and the wall that watches every statement."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.ledger import tables
from agent.ledger.book import Ledger, Tx
from agent.ledger.engine import open_engine, writing
from tests.desks import open_ledger
from tests.ledger.builders import FIRM, NOW, OTHER
from tests.ledger.firm_wall import FirmForgotten, unguarded
from tests.servers.postgres import Postgres
from tests.statements import told


@pytest.fixture(scope="session")
def sqlite_ledger() -> Iterator[Ledger]:
    """The worker's ledger in memory, as the last test left it."""
    ledger = open_ledger()
    yield ledger
    ledger.close()


@pytest.fixture(scope="session")
def postgres_ledger(postgres_server: Postgres) -> Iterator[Ledger]:
    """The worker's ledger on PostgreSQL, as the last test left it."""
    name = postgres_server.create_database()
    ledger = open_ledger(postgres_server.url(name))
    yield ledger
    ledger.close()
    postgres_server.drop_database(name)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def ledger(request: pytest.FixtureRequest) -> Ledger:
    """An empty ledger with two firms in it, on each database in turn."""
    ledger: Ledger = request.getfixturevalue(f"{request.param}_ledger")
    with writing(ledger.engine) as connection:
        for table in tables.metadata.tables:
            everything = f"/* of all firms */ DELETE FROM {table}"  # noqa: S608
            connection.exec_driver_sql(everything)
    ledger.ensure_firm(FIRM, NOW)
    ledger.ensure_firm(OTHER, NOW)
    return ledger


@pytest.fixture
def tx(ledger: Ledger) -> Iterator[Tx]:
    """One transaction of the firm, by a person."""
    with ledger.begin(FIRM, NOW, "Carla") as tx:
        yield tx


@pytest.fixture
def file_ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger in a file, which waits hardly at all for another writer."""
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    ledger = Ledger(open_engine(url, lock_wait_seconds=0.05))
    tables.metadata.create_all(ledger.engine)
    ledger.ensure_firm(FIRM, NOW)
    yield ledger
    ledger.close()


@pytest.fixture(autouse=True)
def _wall() -> Iterator[None]:
    """Refuse every statement on our tables that forgets the firm."""

    def inspect(statement: str, _said: object) -> None:
        if forgotten := unguarded(statement):
            raise FirmForgotten(f"no firm for {sorted(forgotten)} in: {statement}")

    with told(inspect):
        yield
