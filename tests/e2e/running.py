"""The daemon itself in a thread: its own desk, watchers, sender and clock."""

from __future__ import annotations

import threading
from datetime import datetime
from types import TracebackType
from typing import Self

from agent.clock import SimulatedClock
from agent.daemon import Daemon
from agent.settings.load import load
from agent.wiring import open_desk
from tests.e2e.house import House

_PATIENCE_SECONDS = 60.0


class Running:
    """The daemon of a firm, from `with` to its polite end.

    Args:
        at: The simulated moment at which it starts; as late as the firm's by default.
    """

    def __init__(self, house: House, at: datetime | None = None) -> None:
        clock = SimulatedClock(at or house.clock.now(), house.clock.zone)
        self.desk = open_desk(load(house.config), clock)
        self.daemon = Daemon(load(house.config), self.desk, lambda: load(house.config))
        self._thread = threading.Thread(target=self.daemon.run, name="daemon")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.daemon.threads.stop.set()
        self.daemon.threads.wake.set()
        self._thread.join(_PATIENCE_SECONDS)
        assert not self._thread.is_alive(), "the daemon did not stop"
        self.desk.ledger.close()
