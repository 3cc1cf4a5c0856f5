"""Sixty days of whatever happens: money, mails, people, crashes, in any order."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from tests.steps.simulated.days import END, live


@pytest.fixture(autouse=True)
def no_collection() -> Iterator[None]:
    """A quarter of the time would go into looking for garbage."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_every_promise_holds_whatever_happens(seed: int) -> None:
    firm = live(seed)
    assert not firm.wrongs
    assert firm.today > END
    assert len(firm.world.left) >= 5, "hardly any left: nothing was tried"
