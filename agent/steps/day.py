"""The day as one value: what the summary mail and `status` tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from agent.dunning.ageing import ageing
from agent.dunning.call_list import PendingCall, todays_calls
from agent.dunning.working_days import working_days_between
from agent.ledger import (
    calls,
    cases,
    customers,
    due,
    events,
    holds,
    invoices,
    messages,
    outbox,
    payments,
    quarantine,
)
from agent.ledger.book import Tx
from agent.ledger.calls import CallTask
from agent.model.case import Case
from agent.model.day import Bucket, Day, Line
from agent.model.invoice import OpenItem
from agent.model.letter import Delivery
from agent.model.money import Money, total
from agent.steps import day_facts, fit
from agent.steps.desk import Desk
from agent.steps.plan import play

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
    names = _Names(tx)
    to_do = [*_calls(desk, tx, names, today), *_questions(tx, names), *_letters(tx)]
    numbered = [_numbered(line, no) for no, line in enumerate(to_do, 1)]
    return Day(
        firm=desk.sender.name,
        today=today,
        sending=fit.mode(desk, tx),
        stood_still=_stood_still(desk, tx),
        do_today=tuple(numbered[:_MOST_TO_DO]),
        more_to_do=max(0, len(numbered) - _MOST_TO_DO),
        money_in=_money_in(tx, names, since),
        letters_out=tuple(
            _letter(desk, tx, names, letter) for letter in outbox.sent_since(tx, since)
        ),
        to_approve=_to_approve(desk, tx, names),
        held=_held(tx, names, everyone, today),
        bounced=_events(desk, tx, names, since, "letter.bounced", "letter.refused"),
        unconfirmed=_events(desk, tx, names, since, "letter.unconfirmed"),
        replies=_replies(tx, names, since),
        quarantined=_quarantined(tx),
        next_days=_next_days(desk, everyone, today),
        ageing=_ageing(items, today),
        owed=total([item.open for item in items]),
        overdue=total([i.open for i in items if i.days_overdue(today) > 0]),
        chain_head=events.head(tx),
        is_first=due.of(tx, "summary").ran_at is None,
    )


class _Names:
    """Customers' names, each looked up once."""

    def __init__(self, tx: Tx):
        self._tx = tx
        self._known: dict[str, str] = {}

    def of(self, customer_id: str) -> str:
        if customer_id and customer_id not in self._known:
            self._known[customer_id] = customers.get(self._tx, customer_id).name
        return self._known.get(customer_id, "")


def _numbered(line: Line, no: int) -> Line:
    return replace(line, no=no)


def _stood_still(desk: Desk, tx: Tx) -> tuple[Line, ...]:
    zone = desk.clock.zone
    lines = [
        Line(
            standing.what,
            standing.because,
            command="sollecito doctor",
            said="standing.since",
            facts={"at": f"{standing.since.astimezone(zone):%H:%M}"},
            day=standing.since.astimezone(zone).date(),
        )
        for standing in due.standings(tx)
        if standing.since is not None
    ]
    return (*lines, *_stale_accounts(desk, tx))


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


def open_calls(tx: Tx, today: date) -> list[tuple[CallTask, Sequence[OpenItem]]]:
    """Give today's calls with what is owed, the most money first."""
    waiting = {call.id: call for call in calls.listed(tx) if call.asked_on <= today}
    owed = {
        call.id: [
            item
            for item in invoices.open_items(tx, [call.customer_id])
            if item.open.cents > 0
        ]
        for call in waiting.values()
    }
    pending = [
        PendingCall(
            call_id,
            next(iter(total([item.open for item in items])), Money(0)),
            min((item.due_on for item in items), default=today),
        )
        for call_id, items in owed.items()
    ]
    ordered = todays_calls(pending, len(pending))
    return [(waiting[call.id], owed[call.id]) for call in ordered]


def _calls(desk: Desk, tx: Tx, names: _Names, today: date) -> list[Line]:
    lines = []
    for call, items in open_calls(tx, today)[: desk.rules.calls_a_day]:
        customer = customers.get(tx, call.customer_id)
        lines.append(
            Line(
                names.of(call.customer_id),
                call.because,
                next(iter(total([item.open for item in items])), None),
                quote=day_facts.words_of_call(tx, call),
                command=f"sollecito call {call.no}",
                said=f"call.{call.reason}",
                facts={
                    **day_facts.of_call(desk, tx, call),
                    "phone": customer.phone,
                    "numbers": tuple(item.number for item in items),
                    "days": max((i.days_overdue(today) for i in items), default=0),
                },
            )
        )
    return lines


def _questions(tx: Tx, names: _Names) -> list[Line]:
    lines = [
        Line(
            day_facts.payer(payment),
            payments.decision_of(tx, payment.id)[1],
            payment.amount,
            command=f"sollecito review payment {payment.no}",
            said=f"payment.{payments.decision_of(tx, payment.id)[0]}",
            facts={
                "names": tuple(
                    names.of(each.customer_id)
                    for each in payments.candidates(tx, payment.id)
                )
            },
            day=payment.booked_on,
        )
        for payment in payments.with_decision(tx, "proposed", "unknown")
    ]
    lines += [
        Line(
            names.of(letter.customer_id) or letter.subject,
            letter.because,
            command=f"sollecito review letter {letter.letter_no}",
            said="letter.uncertain",
            facts={"no": letter.letter_no},
        )
        for letter in outbox.in_state(tx, "uncertain")
    ]
    lines += [
        Line(
            f"{entry.number} {names.of(entry.customer_id)}",
            entry.remarks,
            entry.total,
            command=f"sollecito review invoice {entry.number}",
            said="invoice.review",
            facts={} if entry.due_on else {"reason": "no_due_date"},
        )
        for entry in invoices.listed(tx)
        if entry.state == "review"
    ]
    return lines


def _letters(tx: Tx) -> list[Line]:
    count = sum(bool(each.customer_id) for each in outbox.in_state(tx, "proposed"))
    if not count:
        return []
    return [
        Line(
            "",
            command="sollecito approve --all",
            said="letters.to_approve",
            facts={"count": count},
        )
    ]


def _to_approve(desk: Desk, tx: Tx, names: _Names) -> tuple[Line, ...]:
    return tuple(
        replace(
            _letter(desk, tx, names, letter),
            detail=letter.because,
            command=f"sollecito approve {letter.letter_no}",
        )
        for letter in outbox.in_state(tx, "proposed")
        if letter.customer_id
    )


def _letter(desk: Desk, tx: Tx, names: _Names, letter: Delivery) -> Line:
    facts, amount = day_facts.of_letter(desk, tx, letter)
    return Line(
        names.of(letter.customer_id), amount=amount, said="letter.stage", facts=facts
    )


def _money_in(tx: Tx, names: _Names, since: datetime) -> tuple[Line, ...]:
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
    tx: Tx, names: _Names, everyone: Sequence[Case], today: date
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
    desk: Desk, tx: Tx, names: _Names, since: datetime, *whats: str
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


def _replies(tx: Tx, names: _Names, since: datetime) -> tuple[Line, ...]:
    return tuple(
        Line(
            names.of(message.customer_id),
            message.subject,
            quote=message.words,
            day=message.arrived_at.date(),
        )
        for message in messages.replies_since(tx, since)
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
    plans = [plan for case in everyone for plan in play(desk, case, end, words=False)]
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
