"""An account is covered through the latest day any statement of it went to."""

from __future__ import annotations

from agent.ledger import coverage
from agent.ledger.book import Tx
from tests.ledger.builders import DAY, TODAY


def test_coverage_only_ever_grows(tx: Tx) -> None:
    coverage.cover(tx, "IT00TEST", TODAY)
    coverage.cover(tx, "IT00TEST", TODAY - DAY)
    assert coverage.days(tx) == {"IT00TEST": TODAY}
    coverage.cover(tx, "IT00TEST", TODAY + DAY)
    coverage.cover(tx, "", TODAY)
    assert coverage.days(tx) == {"IT00TEST": TODAY + DAY, "": TODAY}
