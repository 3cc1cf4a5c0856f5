"""What stood still: the day's lines on what does not work, and since when."""

from __future__ import annotations

from datetime import datetime

from agent.ledger import due, firms
from agent.ledger.book import Tx
from agent.model.day import Fact, Line
from agent.steps import fit, stopping
from agent.steps.day_bank import late_accounts, missing_days
from agent.steps.day_list import late_list
from agent.steps.desk import Desk


def stood_still(desk: Desk, tx: Tx) -> tuple[Line, ...]:
    """Name what does not work, and the accounts whose statements are late."""
    lines = [
        _standing(desk, tx, standing, standing.since)
        for standing in due.standings(tx)
        if standing.since is not None
    ]
    return (
        *lines,
        *late_accounts(desk, tx),
        *missing_days(desk, tx),
        *late_list(desk, tx),
    )


def _standing(desk: Desk, tx: Tx, standing: due.Standing, since: datetime) -> Line:
    at = since.astimezone(desk.clock.zone)
    stopped = firms.switched(tx, fit.PAUSED)
    by: dict[str, Fact] = {}
    if stopped and standing.what == fit.ALL_LETTERS:
        by = {"by": stopped.by, "until": stopped.until or ""}
    refused = stopping.refused_for(tx, standing.what) or _login(standing)
    return Line(
        standing.what,
        f"{standing.because} ({at:%Y-%m-%d %H:%M})",
        command=(
            "sollecito resume"
            if standing.what in (fit.ALL_LETTERS, *stopping.OURS)
            else "sollecito doctor"
        ),
        said="standing.since",
        facts={"at": f"{at:%H:%M}", **refused, **by},
        day=at.date(),
    )


def _login(standing: due.Standing) -> dict[str, Fact]:
    """Tell apart what of our login our own mail server does not take."""
    if standing.what != "sending":
        return {}
    told = {"user or password": "login", "let us send": "sender"}
    return {"reason": next((told[one] for one in told if one in standing.because), "")}
