"""Fixtures of the steps' tests."""

from __future__ import annotations

import pytest

from agent.steps.desk import Desk
from tests.desks import open_desk
from tests.steps import given


@pytest.fixture
def desk() -> Desk:
    """A desk gone live, on a Monday morning, with nothing in its ledger."""
    return given.live(open_desk())
