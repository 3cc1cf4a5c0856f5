"""Nothing leaves while something lies there that nobody has looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from agent.steps import rounds
from agent.steps.deliver import deliver
from tests.desks import open_desk
from tests.steps import given


def test_a_statement_dropped_a_moment_before_stops_the_letter(tmp_path: Path) -> None:
    desk = given.live(open_desk())
    desk = replace(desk, intake=replace(desk.intake, folder=tmp_path, settle_seconds=0))
    given.invoice(desk, "1/2026", date(2026, 9, 1))
    rounds.run_round(desk)
    given.pass_time(desk, minutes=desk.sending.undo_minutes + 1)
    today = desk.clock.today()
    paid = given.statement(today, 10_000, "Alfa Srl saldo fattura 1/2026")
    (tmp_path / "estratto.csv").write_bytes(paid)
    assert "estratto.csv lies in the drop folder" in deliver(desk).because
    rounds.run_round(desk)
    assert given.recipients(desk) == []
