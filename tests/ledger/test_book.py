"""Transactions: all or nothing, one writer, pictures that change nothing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.errors import ConfigError, TryLater
from agent.ledger import customers, firms, tables
from agent.ledger.book import Ledger, Tx
from agent.ledger.engine import open_engine
from tests.ledger.builders import DAY, FIRM, NOW, OTHER, a_customer


def test_what_was_done_stays_after_the_end(ledger: Ledger) -> None:
    with ledger.begin(FIRM, NOW) as tx:
        known = a_customer(tx)
    with ledger.look(FIRM, NOW) as tx:
        assert customers.every(tx) == (known,)


def _fail_half_way(ledger: Ledger) -> None:
    with ledger.begin(FIRM, NOW) as tx:
        a_customer(tx)
        raise ZeroDivisionError


def test_an_error_undoes_all_of_its_transaction(ledger: Ledger) -> None:
    with pytest.raises(ZeroDivisionError):
        _fail_half_way(ledger)
    with ledger.look(FIRM, NOW) as tx:
        assert customers.every(tx) == ()


def test_a_picture_cannot_be_written_to(ledger: Ledger) -> None:
    with (
        pytest.raises(AssertionError, match="a picture"),
        ledger.look(FIRM, NOW) as tx,
    ):
        a_customer(tx)
    with ledger.begin(FIRM, NOW) as tx:
        assert customers.every(tx) == ()


def test_the_moment_is_told_in_utc(ledger: Ledger) -> None:
    local = NOW.astimezone(ZoneInfo("Europe/Rome"))
    with ledger.look(FIRM, local) as tx:
        assert tx.now.isoformat() == NOW.isoformat()


def test_a_firm_keeps_its_secret_and_its_first_day(ledger: Ledger) -> None:
    with ledger.look(FIRM, NOW) as tx:
        before = firms.secret(tx), firms.started_on(tx)
    ledger.ensure_firm(FIRM, NOW + 100 * DAY)
    with ledger.look(FIRM, NOW) as tx:
        assert (firms.secret(tx), firms.started_on(tx)) == before


def test_two_firms_have_secrets_of_their_own(ledger: Ledger) -> None:
    with ledger.look(FIRM, NOW) as tx:
        ours = firms.secret(tx)
    with ledger.look(OTHER, NOW) as tx:
        assert firms.secret(tx) != ours


def test_a_firm_without_a_row_is_no_firm(ledger: Ledger) -> None:
    with ledger.look("nobody", NOW) as tx, pytest.raises(AssertionError):
        firms.started_on(tx)


def test_a_row_is_added_once(tx: Tx) -> None:
    assert tx.add(tables.switches, name="live") is True
    assert tx.add(tables.switches, name="live") is False


def test_adding_no_rows_is_nothing(tx: Tx) -> None:
    tx.insert_all(tables.switches, [])
    assert len(tx.rows(_switches(tx))) == 0


def _switches(tx: Tx) -> sa.Select[tuple[object, ...]]:
    return sa.select(tables.switches).where(tables.switches.c.firm == tx.firm)


def test_numbers_for_people_begin_at_one_and_go_on(tx: Tx) -> None:
    assert [a_customer(tx).no, a_customer(tx).no, a_customer(tx).no] == [1, 2, 3]


def test_numbers_for_people_are_counted_in_each_firm(ledger: Ledger) -> None:
    with ledger.begin(FIRM, NOW) as tx:
        a_customer(tx)
    with ledger.begin(OTHER, NOW) as tx:
        assert a_customer(tx).no == 1


@pytest.mark.parametrize("many", [0, 1, 40_000])
def test_a_list_of_any_length_is_looked_up(tx: Tx, many: int) -> None:
    known = a_customer(tx).id
    asked = [f"{number:026}" for number in range(many)]
    assert [each.id for each in customers.some(tx, [*asked, known])] == [known]
    assert customers.some(tx, asked) == ()


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(st.characters(exclude_categories=[])))
def test_text_of_any_origin_is_stored_and_found_again(
    ledger: Ledger, said: str
) -> None:
    with ledger.begin(FIRM, NOW) as tx:
        tx.delete(tables.switches)
        tx.insert(tables.switches, name=said, value=said)
        (row,) = tx.rows(_switches(tx).where(tables.switches.c.name == said))
        clean = said.replace("\x00", "").encode(errors="ignore").decode()
        assert row["value"] == clean
        found = _switches(tx).where(tx.among(tables.switches.c.name, [said, "x"]))
        assert len(tx.rows(found)) == 1


def test_an_endless_key_is_cut_and_found_by_the_whole(tx: Tx) -> None:
    endless = "€" * 5_000
    tx.insert(tables.switches, name=endless)
    found = tx.row(_switches(tx).where(tables.switches.c.name == endless))
    assert found is not None
    assert len(found["name"]) == 500


def test_a_moment_without_a_zone_is_no_moment(tx: Tx) -> None:
    with pytest.raises(AssertionError, match="without a zone"):
        tx.insert(tables.switches, name="live", at=NOW.replace(tzinfo=None))


def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    ledger = Ledger(open_engine(f"sqlite:///{path}"))
    tables.metadata.create_all(ledger.engine)
    modes = {each.name: each.stat().st_mode & 0o777 for each in tmp_path.iterdir()}
    ledger.close()
    assert modes == {
        "ledger.db": 0o600,
        "ledger.db-wal": 0o600,
        "ledger.db-shm": 0o600,
    }


def test_a_file_that_cannot_be_made_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(
        ConfigError, match=r"missing/ledger\.db cannot be made.*mkdir -p .*missing"
    ):
        open_engine(f"sqlite:///{tmp_path}/missing/ledger.db")


def test_a_new_firm_has_a_secret_from_the_system(tmp_path: Path) -> None:
    ledger = Ledger(open_engine(f"sqlite:///{tmp_path}/ledger.db"))
    tables.metadata.create_all(ledger.engine)
    ledger.ensure_firm(FIRM, NOW)
    with ledger.look(FIRM, NOW) as tx:
        assert len(firms.secret(tx)) == 32
    ledger.close()


def test_a_busy_ledger_is_for_later(file_ledger: Ledger) -> None:
    with (
        file_ledger.begin(FIRM, NOW),
        pytest.raises(TryLater, match="cannot be written now: database is locked"),
        file_ledger.begin(FIRM, NOW),
    ):
        pytest.fail("two writers at once")


def test_a_picture_is_taken_beside_a_writer(file_ledger: Ledger) -> None:
    with file_ledger.begin(FIRM, NOW) as writer:
        a_customer(writer)
        with file_ledger.look(FIRM, NOW) as tx:
            assert customers.every(tx) == ()


def test_a_picture_stays_as_it_was_taken(file_ledger: Ledger) -> None:
    with file_ledger.look(FIRM, NOW) as picture:
        assert customers.every(picture) == ()
        with file_ledger.begin(FIRM, NOW) as tx:
            a_customer(tx)
        assert customers.every(picture) == ()
    with file_ledger.look(FIRM, NOW) as later:
        assert len(customers.every(later)) == 1


@pytest.fixture
def impatient(postgres_database: str) -> Ledger:
    ledger = Ledger(open_engine(postgres_database, lock_wait_seconds=0.05))
    tables.metadata.create_all(ledger.engine)
    ledger.ensure_firm(FIRM, NOW)
    ledger.ensure_firm(OTHER, NOW)
    return ledger


@pytest.mark.postgres
def test_a_busy_firm_on_postgresql_is_for_later(impatient: Ledger) -> None:
    with (
        impatient.begin(FIRM, NOW),
        pytest.raises(TryLater, match="lock timeout"),
        impatient.begin(FIRM, NOW),
    ):
        pytest.fail("two writers at once")
    impatient.close()


@pytest.mark.postgres
def test_firms_on_postgresql_do_not_wait_for_each_other(impatient: Ledger) -> None:
    with impatient.begin(FIRM, NOW) as ours, impatient.begin(OTHER, NOW) as theirs:
        a_customer(ours)
        a_customer(theirs)
    impatient.close()


@pytest.mark.postgres
def test_a_picture_on_postgresql_stays_as_it_was_taken(impatient: Ledger) -> None:
    with impatient.look(FIRM, NOW) as picture:
        assert customers.every(picture) == ()
        with impatient.begin(FIRM, NOW) as tx:
            a_customer(tx)
        assert customers.every(picture) == ()
    impatient.close()


def test_a_server_that_is_not_there_is_for_later(tmp_path: Path) -> None:
    ledger = Ledger(open_engine(f"postgresql+psycopg://x@/x?host={tmp_path}"))
    with pytest.raises(TryLater, match="cannot be read now"), ledger.look(FIRM, NOW):
        pytest.fail("there is no server")


def test_too_many_at_once_are_for_later(tmp_path: Path) -> None:
    engine = sa.create_engine(
        f"sqlite:///{tmp_path}/ledger.db", pool_size=1, max_overflow=0, pool_timeout=0
    )
    ledger = Ledger(engine)
    with (
        engine.connect(),
        pytest.raises(TryLater, match="too many"),
        ledger.begin(FIRM, NOW + timedelta(1)),
    ):
        pytest.fail("one connection for two")
    ledger.close()
