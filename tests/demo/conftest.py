"""One short demo, played once for all tests that look at what it left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from agent.clock import SimulatedClock, moment
from agent.demo.performance import Outcome, perform
from agent.demo.timeline import Told
from agent.settings import load
from agent.steps.desk import Desk
from agent.wiring import open_desk

ROME = ZoneInfo("Europe/Rome")


@dataclass(frozen=True)
class Played:
    """What a demo left behind, and what it told while it ran."""

    folder: Path
    outcome: Outcome
    told: tuple[Told, ...]


def play(folder: Path, seed: int, customers: int, days: int) -> Played:
    told: list[Told] = []
    outcome = perform(folder, seed, customers, days, lambda: None, told.append)
    return Played(folder, outcome, tuple(told))


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Eight customers, one for each story of the first week, and twelve days."""
    return play(tmp_path_factory.mktemp("demo") / "out", 1, customers=8, days=12)


@pytest.fixture
def left(played: Played) -> Iterator[Desk]:
    """Open the ledger that was left, at the moment the configuration names."""
    settings = load(played.folder / "config.toml")
    assert settings.clock.now
    clock = SimulatedClock(moment(settings.clock.now, ROME), ROME)
    desk = open_desk(settings, clock)
    yield desk
    assert desk.channel is not None
    desk.channel.close()
    desk.ledger.close()
