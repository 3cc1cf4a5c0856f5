"""A throw-away PostgreSQL on a Unix socket in a folder that goes away."""

import itertools
import shutil
import signal
import tempfile
import time
from pathlib import Path
from types import TracebackType

from tests.servers.machine import StartFailed, Unavailable, unprivileged_account
from tests.servers.processes import Processes

# A commit outlives the server, but need not outlive the machine.
_SETTINGS = (
    "listen_addresses=",
    "fsync=off",
    "full_page_writes=off",
    "shared_buffers=32MB",
    "max_connections=100",
)


class Postgres:
    """One server; databases in it are made and dropped by name."""

    def __init__(self) -> None:
        account = unprivileged_account("postgres", "nobody")
        self._programs = _programs()
        self._directory = Path(tempfile.mkdtemp(prefix="sl-", dir="/tmp"))
        account.own(self._directory)
        self._data = self._directory / "data"
        self._processes = Processes(self._directory, account, keep=False)
        self._serial = itertools.count(1)

    def __enter__(self) -> "Postgres":
        try:
            self._make_cluster()
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the server and remove its folder."""
        self._processes.close()
        shutil.rmtree(self._directory, ignore_errors=True)

    def _make_cluster(self) -> None:
        said = self._processes.call(
            [
                self._programs / "initdb",
                *("-D", self._data, "-U", "sollecito", "-A", "trust"),
                *("-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"),
            ],
            {},
        )
        if not (self._data / "PG_VERSION").exists():
            raise StartFailed(f"initdb: {said.strip()[-500:]}")

    def start(self) -> None:
        """Start the server and wait until it takes connections."""
        words: list[str | Path] = [
            *(self._programs / "postgres", "-D", self._data, "-k", self._directory),
            *(part for setting in _SETTINGS for part in ("-c", setting)),
        ]
        self._processes.spawn("postgres", words, {}, stop_signal=signal.SIGQUIT)
        deadline = time.monotonic() + 20
        while not self._is_ready():
            alive = self._processes.is_running("postgres")
            if time.monotonic() > deadline or not alive:
                said = (self._directory / "postgres.out").read_text()
                raise StartFailed(f"postgres: {said.strip()[-500:]}")
            time.sleep(0.02)

    def _is_ready(self) -> bool:
        try:
            state = (self._data / "postmaster.pid").read_text()
        except FileNotFoundError:
            return False
        return state.rstrip().endswith("ready")

    def stop(self, *, kill: bool = False) -> None:
        """Stop the server, or kill it by SIGKILL; `start` brings it back."""
        self._processes.stop("postgres", kill=kill)
        (self._data / "postmaster.pid").unlink(missing_ok=True)

    def url(self, database: str = "postgres") -> str:
        """Return the SQLAlchemy URL of a database."""
        return f"postgresql+psycopg://sollecito@/{database}?host={self._directory}"

    def create_database(self) -> str:
        """Make an empty database and return its name."""
        name = f"test_{next(self._serial)}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE template0")
        return name

    def drop_database(self, name: str) -> None:
        """Drop a database, whoever is still connected."""
        self._execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _execute(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(
            host=str(self._directory),
            user="sollecito",
            dbname="postgres",
            autocommit=True,
        ) as connection:
            connection.execute(statement.encode())


def _programs() -> Path:
    """Return the folder of the newest PostgreSQL on this machine."""
    packaged = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(packaged, key=lambda path: float(path.parts[-3]))
    found = newest[-1] if newest else shutil.which("initdb")
    if found is None:
        raise Unavailable("PostgreSQL's initdb is neither packaged nor on the PATH")
    return Path(found).resolve().parent
