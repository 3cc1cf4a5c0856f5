"""The day as one value: what the summary mail and `status` tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from agent.dunning.ageing import ageing
from agent.dunning.working_days import working_days_between
from agent.ledger import (
    cases,
    customers,
    due,
    events,
    holds,
    messages,
    outbox,
    payments,
    quarantine,
)
from agent.ledger.book import Tx
from agent.model.case import Case
from agent.model.day import Bucket, Day, Line
from agent.model.invoice import OpenItem
from agent.model.letter import Delivery
from agent.model.money import total
from agent.steps import answers, day_facts, fit
from agent.steps.day_to_do import Names, to_do
from agent.steps.desk import Desk
from agent.steps.each import each
from agent.steps.plan import Planned, play

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
    numbered = to_do(desk, tx, names)
    return Day(
        firm=desk.sender.name,
        today=today,
        sending=fit.mode(desk, tx),
        stood_still=_stood_still(desk, tx),
        do_today=numbered[:_MOST_TO_DO],
        more_to_do=max(0, len(numbered) - _MOST_TO_DO),
        money_in=_money_in(tx, names, since),
        letters_out=tuple(
            _letter(desk, tx, names, letter) for letter in outbox.sent_since(tx, since)
        ),
        to_approve=_to_approve(desk, tx, names),
        held=_held(tx, names, everyone, today),
        bounced=(
            *_events(desk, tx, names, since, "letter.bounced", "letter.refused"),
            *_unmatched(desk, tx, since),
        ),
        unconfirmed=_events(desk, tx, names, since, "letter.unconfirmed"),
        replies=_replies(desk, tx, names, since),
        quarantined=_quarantined(tx),
        next_days=_next_days(desk, everyone, today),
        ageing=_ageing(items, today),
        owed=total([item.open for item in items]),
        overdue=total([i.open for i in items if i.days_overdue(today) > 0]),
        chain_head=events.head(tx),
        is_first=due.of(tx, "summary").ran_at is None,
    )


def _stood_still(desk: Desk, tx: Tx) -> tuple[Line, ...]:
    lines = [
        _standing(desk, standing, standing.since)
        for standing in due.standings(tx)
        if standing.since is not None
    ]
    return (*lines, *_stale_accounts(desk, tx))


def _standing(desk: Desk, standing: due.Standing, since: datetime) -> Line:
    at = since.astimezone(desk.clock.zone)
    return Line(
        standing.what,
        f"{standing.because} ({at:%Y-%m-%d %H:%M})",
        command=(
            "sollecito resume"
            if standing.what == fit.ALL_LETTERS
            else "sollecito doctor"
        ),
        said="standing.since",
        facts={"at": f"{at:%H:%M}"},
        day=at.date(),
    )


def _stale_accounts(desk: Desk, tx: Tx) -> list[Line]:
    """Name the accounts whose statements are late: payments may be missing."""
    today, closed = desk.clock.today(), desk.rules.is_closed
    covered = payments.coverage(tx)
    accounts = {account: covered.get(account) for account in desk.intake.accounts}
    return [
        Line(account, said="bank.stale" if day else "bank.none", day=day)
        for account, day in (accounts | covered).items()
        if day is None
        or working_days_between(day, today, closed) > desk.intake.stale_days
    ]


def _to_approve(desk: Desk, tx: Tx, names: Names) -> tuple[Line, ...]:
    return tuple(
        replace(
            _letter(desk, tx, names, letter),
            detail=letter.because,
            command=f"sollecito approve {letter.letter_no}",
        )
        for letter in outbox.in_state(tx, "proposed")
        if letter.customer_id
    )


def _letter(desk: Desk, tx: Tx, names: Names, letter: Delivery) -> Line:
    facts, amount = day_facts.of_letter(desk, tx, letter)
    return Line(
        names.of(letter.customer_id), amount=amount, said="letter.stage", facts=facts
    )


def _money_in(tx: Tx, names: Names, since: datetime) -> tuple[Line, ...]:
    lines = []
    for payment in payments.recorded_since(tx, since):
        decision, because = payments.decision_of(tx, payment.id)
        found = payments.allocations(tx, payment=payment.id)
        who = names.of(found[0].customer_id) if found else day_facts.payer(payment)
        lines.append(
            Line(
                who,
                because,
                payment.amount,
                said=f"money.{decision}",
                facts=day_facts.of_payment(tx, payment),
                day=payment.booked_on,
            )
        )
    return tuple(lines)


def _held(
    tx: Tx, names: Names, everyone: Sequence[Case], today: date
) -> tuple[Line, ...]:
    owing = {case.customer.id for case in everyone}
    return tuple(
        Line(
            names.of(hold.customer_id),
            hold.because,
            command=f"sollecito release {customers.get(tx, hold.customer_id).no}",
            quote=day_facts.words_of_hold(tx, hold),
            said=f"held.{hold.reason}",
            facts=day_facts.of_hold(tx, hold),
            day=hold.until,
        )
        for hold in holds.standing(tx)
        if hold.customer_id in owing and hold.covers(today)
    )


def _events(
    desk: Desk, tx: Tx, names: Names, since: datetime, *whats: str
) -> tuple[Line, ...]:
    lines = []
    for event in events.since(tx, since, *whats):
        owner = next((link for link in event.links if link.startswith("customer:")), "")
        lines.append(
            Line(
                names.of(owner.partition(":")[2]),
                event.because,
                said=event.what,
                facts=day_facts.of_event(desk, tx, event),
                day=event.at.astimezone(desk.clock.zone).date(),
            )
        )
    return tuple(lines)


def _unmatched(desk: Desk, tx: Tx, since: datetime) -> list[Line]:
    """Show notices of failure that belong to no letter of ours."""
    return [
        Line(
            message.sender,
            message.subject,
            day=message.arrived_at.astimezone(desk.clock.zone).date(),
        )
        for message in messages.unmatched_notices_since(tx, since)
    ]


def _replies(desk: Desk, tx: Tx, names: Names, since: datetime) -> tuple[Line, ...]:
    """Give what was read since, however long it lay unread in a mailbox."""
    read = [
        event.subject.partition(":")[2]
        for event in events.since(tx, since, *answers.TO_READ)
    ]
    found = [messages.get(tx, message_id) for message_id in dict.fromkeys(read)]
    return tuple(
        Line(
            names.of(message.customer_id) or message.sender,
            message.subject,
            quote=message.words,
            day=message.arrived_at.astimezone(desk.clock.zone).date(),
        )
        for message in found
    )


def _quarantined(tx: Tx) -> tuple[Line, ...]:
    return tuple(
        Line(
            item.name,
            item.error,
            command=f"sollecito quarantine retry {item.no}",
            said=f"aside.{item.kind}",
        )
        for item in quarantine.listed(tx)
    )


def _next_days(desk: Desk, everyone: Sequence[Case], today: date) -> tuple[Line, ...]:
    end = today + timedelta(days=_NEXT_DAYS)
    plans: list[Planned] = []

    def one(case: Case) -> None:
        plans.extend(play(desk, case, end, words=False))

    each(desk, everyone, one, lambda case: f"customer {case.customer.no}")
    ordered = sorted(plans, key=lambda plan: (plan.day, plan.customer))
    return tuple(
        Line(
            plan.customer,
            amount=next(iter(plan.amounts), None),
            said="next.call" if plan.what == "call" else "next.letter",
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
