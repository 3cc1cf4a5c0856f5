"""Sixty days of whatever happens: money, mails, people, crashes, in any order."""

from __future__ import annotations

import pytest

from tests.steps.simulated.days import END, live


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_every_promise_holds_whatever_happens(seed: int) -> None:
    firm = live(seed)
    assert not firm.wrongs
    assert firm.today > END
    assert len(firm.world.left) >= 5, "hardly any left: nothing was tried"
