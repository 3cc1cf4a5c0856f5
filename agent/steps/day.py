"""The day as one value: what the summary mail and `status` tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from agent.dunning.ageing import ageing
from agent.ledger import (
    cases,
    customers,
    disputes,
    due,
    events,
    invoices,
    outbox,
    quarantine,
)
from agent.ledger.book import Tx
from agent.ledger.disputes import Dispute
from agent.letters.summary import numbered
from agent.model.case import Case, Hold
from agent.model.day import Bucket, Day, Line
from agent.model.invoice import OpenItem
from agent.model.money import Money, total
from agent.steps import (
    collected,
    day_facts,
    day_forecast,
    day_month,
    day_news,
    day_residues,
    day_week,
    fit,
)
from agent.steps.day_stood import stood_still
from agent.steps.day_to_do import Names, to_do
from agent.steps.desk import Desk
from agent.steps.holding import in_force
from agent.steps.intake import MAY_HOLD_MONEY
from agent.steps.plan import CALL, plans

_MOST_TO_DO = 5
_NEXT_DAYS = 7
_SHOWN = 30


def gather(desk: Desk, tx: Tx, since: datetime) -> Day:
    """Gather everything the summary says.

    Args:
        since: The moment of the last summary; what came after it is news.
    """
    today = desk.clock.today()
    everyone = tuple(cases.every(tx, desk.terms))
    items = [standing.item for case in everyone for standing in case.standings]
    names = Names(tx)
    waiting = to_do(desk, tx, names, since)
    known = day_forecast.past(desk, tx)
    week = day_week.told(desk, tx, since, known)
    month = day_month.told(desk, tx, since, known)
    day = Day(
        firm=desk.sender.name,
        today=today,
        sending=fit.shown_mode(desk, tx),
        stood_still=stood_still(desk, tx),
        do_today=waiting[:_MOST_TO_DO],
        more_to_do=max(0, len(waiting) - _MOST_TO_DO),
        money_in=day_news.money_in(tx, names, since),
        letters_out=day_news.letters_out(desk, tx, names, since),
        to_approve=_to_approve(desk, tx, names),
        held=_held(tx, names, today),
        bounced=day_news.came_back(desk, tx, names, since),
        unconfirmed=day_news.unconfirmed(desk, tx, names, since),
        replies=(
            *day_news.unverified(desk, tx, since),
            *day_news.replies(desk, tx, names, since),
        ),
        quarantined=_quarantined(tx),
        next_days=_next_days(desk, tx, everyone, today),
        residues=day_residues.closed(desk, tx, names, since),
        ageing=_ageing(items, today),
        owed=total([item.open for item in items]),
        overdue=total([i.open for i in items if i.days_overdue(today) > 0]),
        collected=collected.awaited(desk, tx),
        forecast=day_forecast.expected(desk, tx, known),
        week=week.figures,
        late_payers=week.late,
        fallen_silent=week.silent,
        to_ask=week.to_ask,
        costs=month.costs,
        farewells=month.farewells,
        chain_head=events.head(tx),
        is_first=due.of(tx, "summary").ran_at is None,
    )
    return numbered(day)


def _to_approve(desk: Desk, tx: Tx, names: Names) -> tuple[Line, ...]:
    return tuple(
        replace(
            day_news.letter(desk, tx, names, letter),
            detail=letter.because,
            command=f"sollecito approve {letter.letter_no}",
            offers="letter",
        )
        for letter in outbox.in_state(tx, "proposed")
        if letter.customer_id
    )


def _held(tx: Tx, names: Names, today: date) -> tuple[Line, ...]:
    """Give what is held; a customer's invoices held alike stand in one line."""
    alike: dict[tuple[object, ...], list[Hold]] = {}
    for hold in in_force(tx, today):
        words = day_facts.words_of_hold(tx, hold)
        key = (hold.customer_id, hold.reason, hold.until, words, _ends(tx, hold))
        alike.setdefault(key, []).append(hold)
    parts = (_part_line(tx, names, one) for one in disputes.listed(tx) if one.part)
    return (*(_hold_line(tx, names, found) for found in alike.values()), *parts)


def _part_line(tx: Tx, names: Names, dispute: Dispute) -> Line:
    """Tell of a part that is contested: no hold stands, for the rest goes on."""
    first, *_ = invoices.items_of(tx, dispute.invoice_id)
    return Line(
        names.of(dispute.customer_id),
        f"a part of {first.number} is contested; the rest is asked for",
        amount=Money(dispute.part, first.amount.currency),
        command=f"sollecito dispute {first.number} --resolve OUTCOME",
        quote=dispute.reason,
        said="held.dispute_part",
        about=f"invoice:{dispute.invoice_id}",
        facts={"numbers": (first.number,)},
    )


def _hold_line(tx: Tx, names: Names, found: Sequence[Hold]) -> Line:
    hold = found[0]
    return Line(
        names.of(hold.customer_id),
        hold.because,
        command=_ends(tx, hold),
        quote=day_facts.words_of_hold(tx, hold),
        said=f"held.{hold.reason}",
        about=_concerns(found),
        offers="" if hold.reason == "payment" else "held",
        facts=day_facts.of_holds(tx, found),
        day=hold.until,
    )


def _concerns(alike: Sequence[Hold]) -> str:
    """Name the one invoice that holds are about, else their customer."""
    (hold, *more) = alike
    if hold.invoice_id and not more:
        return f"invoice:{hold.invoice_id}"
    return f"customer:{hold.customer_id}"


def _ends(tx: Tx, hold: Hold) -> str:
    """Give what ends a hold: an invoice's dispute ends by its resolution alone."""
    if hold.reason == "dispute" and hold.invoice_id:
        number = invoices.find(tx, (), hold.invoice_id)[0].number
        return f"sollecito dispute {number} --resolve OUTCOME"
    if hold.reason == "payment":  # whose it is, is to be said first
        return "sollecito review"
    return f"sollecito release {customers.get(tx, hold.customer_id).no}"


def _quarantined(tx: Tx) -> tuple[Line, ...]:
    """Give what was set aside; what keeps the letters back stands under to do."""
    return tuple(
        Line(
            item.name,
            item.error,
            command=f"sollecito quarantine retry {item.no}",
            said=f"aside.{item.kind}",
        )
        for item in quarantine.listed(tx)
        if item.kind not in MAY_HOLD_MONEY
    )


def _next_days(
    desk: Desk, tx: Tx, everyone: Sequence[Case], today: date
) -> tuple[Line, ...]:
    ordered = plans(desk, tx, everyone, today + timedelta(days=_NEXT_DAYS))
    return tuple(
        Line(
            plan.customer,
            amount=next(iter(plan.amounts), None),
            said="next.call" if plan.what == CALL else "next.letter",
            facts={"stage": plan.what},
            day=plan.day,
        )
        for plan in ordered[:_SHOWN]
    )


def _ageing(items: Sequence[OpenItem], today: date) -> tuple[Bucket, ...]:
    currencies = sorted({item.open.currency for item in items})
    return tuple(
        bucket for currency in currencies for bucket in ageing(items, today, currency)
    )
