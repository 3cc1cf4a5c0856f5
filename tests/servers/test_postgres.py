"""The throw-away PostgreSQL."""

import pytest
from sqlalchemy import create_engine, inspect, text

from tests.servers.postgres import Postgres


def _make_table(url: str) -> list[str]:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE once (id integer)"))
    tables = inspect(engine).get_table_names()
    engine.dispose()
    return tables


@pytest.mark.parametrize("_turn", [1, 2])
def test_every_test_finds_an_empty_database(postgres_database: str, _turn: int) -> None:
    assert _make_table(postgres_database) == ["once"]


def test_a_database_is_not_the_servers_own(
    postgres_database: str, postgres_url: str
) -> None:
    assert postgres_database != postgres_url


@pytest.mark.usefixtures("postgres_server")
def test_what_was_committed_survives_a_kill() -> None:
    with Postgres() as server:
        url = server.url(server.create_database())
        _make_table(url)
        server.stop(kill=True)
        server.start()
        engine = create_engine(url)
        assert inspect(engine).get_table_names() == ["once"]
        engine.dispose()
