"""The real servers as fixtures: started once a worker, emptied before each test.

A machine that cannot host them skips these tests with one loud line; under
SOLLECITO_REQUIRE_SERVERS=1 they fail instead.
"""

import os
from collections.abc import Iterator

import pytest

from tests.servers.machine import Unavailable
from tests.servers.mail_pair import MailPair
from tests.servers.place import ORDINARY, STRICT, Profile
from tests.servers.postgres import Postgres

_MISSING = "real servers are missing:"
_MARKS = {
    "session_pair": pytest.mark.servers,
    "session_strict_pair": pytest.mark.servers,
    "postgres_server": pytest.mark.postgres,
}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that asks for a server, so that -m can choose."""
    for item in items:
        for name in set(getattr(item, "fixturenames", ())) & _MARKS.keys():
            item.add_marker(_MARKS[name])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly that tests of real servers did not run."""
    reasons = [
        report.longrepr[2]
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report.longrepr, tuple) and _MISSING in report.longrepr[2]
    ]
    if reasons:
        why = "; ".join(sorted({reason.partition(_MISSING)[2] for reason in reasons}))
        terminalreporter.write_line(
            f"{len(reasons)} TESTS OF REAL SERVERS WERE SKIPPED:{why}",
            red=True,
            bold=True,
        )


def _give_up(error: Unavailable) -> None:
    message = f"{_MISSING} {error}"
    if os.environ.get("SOLLECITO_REQUIRE_SERVERS") == "1":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def _pair(profile: Profile) -> Iterator[MailPair]:
    try:
        pair = MailPair(profile)
    except Unavailable as error:
        _give_up(error)
        raise
    with pair:
        yield pair


@pytest.fixture(scope="session")
def session_pair() -> Iterator[MailPair]:
    """The worker's pair of an ordinary provider, as the last test left it."""
    yield from _pair(ORDINARY)


@pytest.fixture(scope="session")
def session_strict_pair() -> Iterator[MailPair]:
    """The worker's pair of a strict provider, as the last test left it."""
    yield from _pair(STRICT)


@pytest.fixture
def mail_pair(session_pair: MailPair) -> MailPair:
    """An ordinary provider, with no mail anywhere."""
    session_pair.empty()
    return session_pair


@pytest.fixture
def strict_pair(session_strict_pair: MailPair) -> MailPair:
    """A strict provider, with no mail anywhere."""
    session_strict_pair.empty()
    return session_strict_pair


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """The worker's PostgreSQL."""
    try:
        server = Postgres()
    except Unavailable as error:
        _give_up(error)
        raise
    with server:
        yield server


@pytest.fixture(scope="session")
def postgres_url(postgres_server: Postgres) -> str:
    """The URL of the server's own database, to make others from."""
    return postgres_server.url()


@pytest.fixture
def postgres_database(postgres_server: Postgres) -> Iterator[str]:
    """The URL of a fresh and empty database."""
    name = postgres_server.create_database()
    yield postgres_server.url(name)
    postgres_server.drop_database(name)
