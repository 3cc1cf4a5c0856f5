"""Migrations: the steps lead to the tables, after a backup, all or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.config import Config

from agent.errors import ConfigError, TryLater
from agent.ledger import customers, migrate, tables
from agent.ledger.book import Ledger
from agent.ledger.engine import open_engine, writing
from agent.ledger.migrate import upgrade
from tests.ledger.builders import FIRM, NOW, a_customer
from tests.servers.postgres import Postgres

_LATER_STEP = '''
"""A later step."""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0002", "0001"
def upgrade():
    op.add_column("customers", sa.Column("shoe_size", sa.Integer()))
    {more}
'''


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.db'}"
    return str(request.getfixturevalue("postgres_database"))


@pytest.fixture
def empty(url: str) -> Iterator[Ledger]:
    ledger = Ledger(open_engine(url, lock_wait_seconds=5))
    yield ledger
    ledger.close()


@pytest.fixture
def twin(request: pytest.FixtureRequest, url: str, tmp_path: Path) -> Iterator[str]:
    """Another empty database of the same kind."""
    if url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'twin.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    name = server.create_database()
    yield server.url(name)
    server.drop_database(name)


def _later(folder: Path, more: str = "pass") -> Config:
    """Give the shipped steps and one more, as the next version would have."""
    steps = folder / "later"
    steps.mkdir()
    (steps / "0002_later.py").write_text(_LATER_STEP.format(more=more))
    config = migrate.shipped()
    shipped = Path(migrate.__file__).parent / "migrations" / "versions"
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", f"{shipped}\n{steps}")
    return config


def _revision(ledger: Ledger) -> str:
    with ledger.engine.connect() as connection:
        return str(
            connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
        )


# -- the steps and the tables say the same ----------------------------------------------


def _schema(engine: sa.Engine) -> dict[str, object]:
    seen = sa.inspect(engine)
    return {
        name: (
            [_column(column) for column in seen.get_columns(name)],
            seen.get_pk_constraint(name)["constrained_columns"],
            sorted(_index(index) for index in seen.get_indexes(name)),
            seen.get_foreign_keys(name),
            seen.get_unique_constraints(name),
            seen.get_check_constraints(name),
            seen.get_table_options(name),
        )
        for name in sorted(set(seen.get_table_names()) - {"alembic_version"})
    }


def _column(column: object) -> tuple[str, ...]:
    told: dict[str, object] = dict(column)  # type: ignore[call-overload]
    return tuple(str(told[key]) for key in ("name", "type", "nullable", "default"))


def _index(index: object) -> tuple[str, ...]:
    told: dict[str, object] = dict(index)  # type: ignore[call-overload]
    options: dict[str, object] = told["dialect_options"]  # type: ignore[assignment]
    where = [str(options[key]) for key in sorted(options) if key.endswith("_where")]
    return (
        *(str(told[key]) for key in ("name", "column_names", "unique")),
        *where,
    )


def test_the_steps_lead_to_the_tables(empty: Ledger, twin: str) -> None:
    upgrade(empty, NOW)
    other = open_engine(twin)
    tables.metadata.create_all(other)
    assert _schema(empty.engine) == _schema(other)
    assert set(_schema(other)) == set(tables.metadata.tables)
    other.dispose()


@pytest.mark.parametrize("table", tables.metadata.tables.values(), ids=str)
def test_a_table_and_all_its_keys_begin_with_the_firm(table: sa.Table) -> None:
    keys = [table.primary_key.columns, *(index.columns for index in table.indexes)]
    assert {key.keys()[0] for key in [table.columns, *keys]} == {"firm"}


# -- upgrading ------------------------------------------------------------------------------


def test_a_new_ledger_is_made_without_a_backup(empty: Ledger, tmp_path: Path) -> None:
    assert upgrade(empty, NOW) == ""
    assert _revision(empty) == "0001"
    assert list(tmp_path.glob("*.before-*")) == []


def test_upgrading_again_changes_nothing(empty: Ledger) -> None:
    upgrade(empty, NOW)
    empty.ensure_firm(FIRM, NOW)
    before = _schema(empty.engine)
    assert upgrade(empty, NOW) == ""
    assert _schema(empty.engine) == before
    with empty.look(FIRM, NOW) as tx:
        assert customers.every(tx) == ()


def test_several_processes_may_begin_at_once(url: str) -> None:
    def begin(_: int) -> str:
        ledger = Ledger(open_engine(url))
        upgrade(ledger, NOW)
        ledger.ensure_firm(FIRM, NOW)
        ledger.close()
        return "ready"

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(begin, range(6))) == ["ready"] * 6


def test_an_older_ledger_is_upgraded_with_all_it_holds(
    empty: Ledger, tmp_path: Path
) -> None:
    upgrade(empty, NOW)
    empty.ensure_firm(FIRM, NOW)
    with empty.begin(FIRM, NOW) as tx:
        known = a_customer(tx)
    upgrade(empty, NOW, _later(tmp_path))
    assert _revision(empty) == "0002"
    with empty.look(FIRM, NOW) as tx:
        assert customers.every(tx) == (known,)


def test_a_step_that_fails_leaves_the_ledger_as_it_was(
    empty: Ledger, tmp_path: Path
) -> None:
    upgrade(empty, NOW)
    before = _schema(empty.engine)
    with pytest.raises(ZeroDivisionError):
        upgrade(empty, NOW, _later(tmp_path, more="1 / 0"))
    assert _revision(empty) == "0001"
    assert _schema(empty.engine) == before


def test_a_step_the_database_refuses_is_told_without_a_traceback(
    empty: Ledger, tmp_path: Path
) -> None:
    upgrade(empty, NOW)
    more = 'op.execute("DROP TABLE nowhere")'
    with pytest.raises((ConfigError, TryLater), match="nowhere"):
        upgrade(empty, NOW, _later(tmp_path, more=more))
    assert _revision(empty) == "0001"


def test_a_newer_ledger_is_refused_in_a_sentence(empty: Ledger) -> None:
    upgrade(empty, NOW)
    with writing(empty.engine) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0999'"))
    with pytest.raises(ConfigError, match="written by a newer Sollecito; upgrade"):
        upgrade(empty, NOW)
    assert _revision(empty) == "0999"


# -- files -------------------------------------------------------------------------------------


def _old_file(tmp_path: Path) -> Ledger:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    ledger = Ledger(open_engine(url, lock_wait_seconds=0.05))
    upgrade(ledger, NOW)
    ledger.ensure_firm(FIRM, NOW)
    with ledger.begin(FIRM, NOW) as tx:
        a_customer(tx, "Alfa srl")
    return ledger


def test_an_older_file_is_backed_up_before_its_upgrade(tmp_path: Path) -> None:
    ledger = _old_file(tmp_path)
    backup = upgrade(ledger, NOW, _later(tmp_path))
    ledger.close()
    assert backup == f"{tmp_path}/ledger.db.before-20260907-083000"
    with closing(sqlite3.connect(backup)) as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == (
            "0001",
        )
        assert copy.execute("SELECT name FROM customers").fetchone() == ("Alfa srl",)
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_ledger_and_backup_are_their_owners_alone(tmp_path: Path) -> None:
    ledger = _old_file(tmp_path)
    upgrade(ledger, NOW, _later(tmp_path))
    files = [each for each in tmp_path.iterdir() if each.is_file()]
    assert len(files) == 4
    assert {each.stat().st_mode & 0o777 for each in files} == {0o600}
    ledger.close()


def test_without_a_backup_there_is_no_upgrade(tmp_path: Path) -> None:
    ledger = _old_file(tmp_path)
    (tmp_path / "ledger.db.before-20260907-083000").mkdir()
    with pytest.raises(TryLater, match="no backup could be made"):
        upgrade(ledger, NOW, _later(tmp_path))
    assert _revision(ledger) == "0001"
    ledger.close()


def test_a_ledger_in_memory_has_no_backup(tmp_path: Path) -> None:
    ledger = Ledger(open_engine("sqlite://"))
    upgrade(ledger, NOW)
    assert upgrade(ledger, NOW, _later(tmp_path)) == ""
    assert _revision(ledger) == "0002"
    ledger.close()


def test_an_upgrade_waits_for_a_writer_and_then_comes_later(tmp_path: Path) -> None:
    ledger = _old_file(tmp_path)
    with (
        ledger.begin(FIRM, NOW),
        pytest.raises(TryLater, match="cannot be upgraded now: database is locked"),
    ):
        upgrade(ledger, NOW, _later(tmp_path))
    ledger.close()


def test_a_current_ledger_opens_beside_a_writer(tmp_path: Path) -> None:
    ledger = _old_file(tmp_path)
    with ledger.begin(FIRM, NOW):
        assert upgrade(ledger, NOW) == ""
    ledger.close()


def test_a_file_that_is_no_ledger_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"This is a letter, not a ledger. " * 100)
    ledger = Ledger(open_engine(f"sqlite:///{tmp_path / 'ledger.db'}"))
    with pytest.raises(ConfigError, match="cannot be opened: file is not a database"):
        upgrade(ledger, NOW)
    ledger.close()


@pytest.mark.parametrize("said", ["PRAGMA journal_mode = WAL", "SELECT 1"])
def test_a_ledger_that_cannot_be_written_is_named_with_the_cure(
    tmp_path: Path, said: str
) -> None:
    """The first is refused as it is opened, the second where it is brought up to date."""
    path = tmp_path / "ledger.db"
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE notes (words)")

    def read_only() -> sqlite3.Connection:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        connection.execute(said)
        return connection

    ledger = Ledger(sa.create_engine(f"sqlite:///{path}", creator=read_only))
    told = (
        f"{path} cannot be opened: attempt to write .* its folder {tmp_path}: .*chown"
    )
    with pytest.raises(ConfigError, match=told):
        upgrade(ledger, NOW)
    ledger.close()


def test_a_server_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    ledger = Ledger(open_engine(f"postgresql+psycopg://x@/x?host={tmp_path}"))
    with pytest.raises(ConfigError, match="the ledger cannot be opened"):
        upgrade(ledger, NOW)
