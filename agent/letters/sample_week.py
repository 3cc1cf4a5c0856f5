"""Sample week: an invented quiet Monday, with all that the first summary of a week tells."""

from __future__ import annotations

from datetime import date

from agent.letters import sample_day
from agent.letters.samples import FIRM
from agent.model.day import Day, Fact, Line
from agent.model.money import Money

_MONDAY = date(2026, 12, 7)


def day() -> Day:
    """Invent a Monday."""
    full = sample_day.day()
    return Day(
        firm=FIRM.name,
        today=_MONDAY,
        sending="approve",
        ageing=full.ageing,
        forecast=full.forecast[1:],
        owed=full.owed,
        overdue=full.overdue,
        week=_figures(),
        late_payers=_late(),
        fallen_silent=(
            _said(
                "payer.silent", "Vivaio Salice", phone="011 555 0133", days=19, usual=3
            ),
        ),
        to_ask=(
            Line("Officina Frassino", said="payer.ask", day=date(2026, 8, 11)),
            Line("Libreria Tiglio", said="payer.ask"),
        ),
        chain_head=full.chain_head,
    )


def _figures() -> tuple[Line, ...]:
    return (
        _said("week.days", days=47, usual=52),
        _said("week.stage", stage="first", count=31, paid=19),
        _said("week.stage", stage="second", count=12, paid=5),
        _said("week.time", minutes=22, letters=8, questions=2, calls=2),
    )


def _late() -> tuple[Line, ...]:
    return (
        _late_payer(
            "Cantiere Ginepro", 7, 244000, days=38, count=9, later=12, broken=2
        ),
        _late_payer("Edil Rovere", 11, 122000, days=16, count=4, bounced=1),
    )


def _late_payer(name: str, no: int, cents: int, **facts: Fact) -> Line:
    command = f"sollecito customers edit {no} --score-note WORDS"
    amount = Money(cents)
    return Line(name, amount=amount, command=command, said="payer.late", facts=facts)


def _said(code: str, title: str = "", **facts: Fact) -> Line:
    return Line(title, said=code, facts=facts)
