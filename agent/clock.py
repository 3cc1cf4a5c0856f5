"""Clocks: the one place where the program asks what time it is."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from agent.errors import ConfigError


class Clock(Protocol):
    """What every clock answers; steps get one and never ask the system."""

    @property
    def zone(self) -> ZoneInfo:
        """Give the firm's own zone."""
        ...

    def now(self) -> datetime:
        """Give the present moment, aware, UTC."""
        ...

    def today(self) -> date:
        """Give the day it is in the firm's own zone."""
        ...

    def monotonic(self) -> float:
        """Give seconds that only ever grow, for measuring how long things take."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """Tell the machine's own time."""

    zone: ZoneInfo

    def now(self) -> datetime:
        """Give the present moment, aware, UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Give the day it is in the firm's own zone."""
        return self.now().astimezone(self.zone).date()

    def monotonic(self) -> float:
        """Give the machine's monotonic seconds."""
        return time.monotonic()


@dataclass(frozen=True, slots=True)
class SimulatedClock:
    """Start at a chosen moment and go on at real pace.

    Args:
        start: Aware; what `now` says at the beginning.
        began: Monotonic seconds at the beginning.
    """

    start: datetime
    zone: ZoneInfo
    began: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        """Give the simulated moment, aware, UTC."""
        passed = timedelta(seconds=time.monotonic() - self.began)
        return self.start.astimezone(UTC) + passed

    def today(self) -> date:
        """Give the simulated day in the firm's own zone."""
        return self.now().astimezone(self.zone).date()

    def monotonic(self) -> float:
        """Give the machine's monotonic seconds."""
        return time.monotonic()


class FixedClock:
    """Stand still until told otherwise; for tests and played-through days."""

    def __init__(self, at: datetime, zone: ZoneInfo) -> None:
        self._at = at.astimezone(UTC)
        self._zone = zone
        self._seconds = 0.0

    @property
    def zone(self) -> ZoneInfo:
        """Give the firm's own zone."""
        return self._zone

    def now(self) -> datetime:
        """Give the moment last set, aware, UTC."""
        return self._at

    def today(self) -> date:
        """Give the day it is in the firm's own zone."""
        return self._at.astimezone(self._zone).date()

    def monotonic(self) -> float:
        """Give the seconds the clock was moved forward; moves back do not count."""
        return self._seconds

    def set(self, at: datetime) -> None:
        """Put the clock to an aware moment."""
        self.advance(at - self._at)

    def advance(self, by: timedelta) -> None:
        """Move the clock on."""
        self._at += by
        self._seconds += max(0.0, by.total_seconds())


def moment(text: str, zone: ZoneInfo) -> datetime:
    """Read a moment as a person types it: "2026-12-01T09:00", in the firm's zone.

    Raises:
        ConfigError: It is none.
    """
    try:
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise ConfigError(
            f"{text!r} is not a moment; expected one such as 2026-12-01T09:00"
        ) from error
    return (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)
