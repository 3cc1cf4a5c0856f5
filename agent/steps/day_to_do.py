"""What waits for a person today: statements, calls, questions, letters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from agent.dunning.call_list import PendingCall, todays_calls
from agent.dunning.collection import unheard
from agent.ledger import (
    calls,
    collections,
    customers,
    invoices,
    outbox,
    proposals,
)
from agent.ledger.book import Tx
from agent.ledger.calls import CallTask
from agent.ledger.invoices import Entry
from agent.ledger.quarantine import SetAside
from agent.model.customer import Customer
from agent.model.day import Fact, Line
from agent.model.money import Money, total
from agent.model.payment import Candidate, Payment
from agent.steps import day_facts, money_mails, open_items, repair, returned
from agent.steps.advances import LEFT_OVER, is_his_rest
from agent.steps.calling import Demand, demand, promised
from agent.steps.day_bank import accounts_due
from agent.steps.day_list import list_due
from agent.steps.desk import Desk
from agent.steps.in_question import in_question
from agent.steps.proformas import is_about_proforma, to_issue
from agent.steps.waiting import may_hold_money
from agent.steps.written_proformas import is_claim

# A call that nobody made for so long goes before bigger ones: else a small debt
# would wait for ever, and no letter leaves while its call is open.
_OLD = timedelta(days=7)


def to_do(
    desk: Desk, tx: Tx, names: Names, since: datetime | None = None
) -> tuple[Line, ...]:
    """Give everything that waits for a person.

    Args:
        since: The moment of the last summary: what is asked once is asked since.
    """
    today = desk.clock.today()
    lines = [
        *_statements(tx),
        *accounts_due(desk, tx),
        *list_due(desk, tx),
        *_calls(desk, tx, names, today),
        *_questions(tx, names),
        *_to_issue(tx, names),
        *_unheard(desk, tx, today),
        *_letters(tx),
        *_to_mark(tx),
        *_strangers(desk, tx, since),
    ]
    return tuple(lines)


class Names:
    """Customers' names, each looked up once."""

    def __init__(self, tx: Tx):
        self._tx = tx
        self._known: dict[str, str] = {}

    def of(self, customer_id: str) -> str:
        """Give a customer's name; empty for none."""
        if customer_id and customer_id not in self._known:
            self._known[customer_id] = customers.get(self._tx, customer_id).name
        return self._known.get(customer_id, "")


def open_calls(
    desk: Desk, tx: Tx, today: date, no: int = 0
) -> list[tuple[CallTask, Demand]]:
    """Give today's calls with what to ask for: the oldest, then the most money first.

    One a customer: the newest, which knows most.

    Args:
        no: Only the call of this number, today's or not; 0 = all.
    """
    found = [call for call in calls.listed(tx) if _is_meant(call, today, no)]
    waiting = {call.customer_id: call for call in found}
    by_id = {call.id: call for call in waiting.values()}
    at_stake = {
        call.id: demand(desk, tx, call.customer_id) for call in waiting.values()
    }
    old = sorted(
        (call for call in waiting.values() if call.asked_on <= today - _OLD),
        key=lambda call: (call.asked_on, call.no),
    )
    pending = [
        PendingCall(
            call.id,
            next(iter(at_stake[call.id].totals), Money(0)),
            min((item.due_on for item in at_stake[call.id].debts), default=today),
        )
        for call in waiting.values()
        if call not in old
    ]
    young = [by_id[each.id] for each in todays_calls(pending, len(pending))]
    return [(call, at_stake[call.id]) for call in (*old, *young)]


def _is_meant(call: CallTask, today: date, no: int) -> bool:
    return call.no == no if no else call.asked_on <= today


def _statements(tx: Tx) -> list[Line]:
    """Give what keeps every letter back until a person looked at it."""
    return [
        Line(item.name, item.error, command=_ends(item), said=f"aside.{item.kind}")
        for item in may_hold_money(tx)
    ]


def _ends(item: SetAside) -> str:
    if item.kind == "table":
        return f"sollecito bank teach --item {item.no}"
    if item.sha256:
        return f"sollecito quarantine retry {item.no} --despite-doubts"
    return f"sollecito quarantine drop {item.no} --because WHY"


def _calls(desk: Desk, tx: Tx, names: Names, today: date) -> list[Line]:
    lines = []
    for call, everything in open_calls(desk, tx, today)[: desk.rules.calls_a_day]:
        about = promised(desk, tx, call, everything)
        customer = customers.get(tx, call.customer_id)
        lines.append(
            Line(
                names.of(call.customer_id),
                call.because,
                next(iter(about.totals), None),
                quote=day_facts.words_of_call(tx, call),
                command=f"sollecito call {call.no}",
                about=f"call:{call.no}",
                offers="call",
                said=f"call.{call.reason}",
                facts={
                    **day_facts.of_call(desk, tx, call),
                    "others": _others(desk, tx, call, customer),
                    "phone": customer.phone,
                    "numbers": tuple(item.number for item in about.debts),
                    "days": max(
                        (item.days_overdue(today) for item in about.debts), default=0
                    ),
                },
            )
        )
    return lines


def _others(desk: Desk, tx: Tx, call: CallTask, customer: Customer) -> tuple[str, ...]:
    if call.reason not in repair.ADDRESS_CALLS:
        return ()
    return tuple(seen.email for seen in repair.others(desk, tx, customer))


def _questions(tx: Tx, names: Names) -> list[Line]:
    # The day's list has little room: what waits until tomorrow is the least money.
    asked = (_question(tx, names, payment) for payment in in_question(tx))
    lines = sorted(asked, key=_cents, reverse=True)
    lines += [
        Line(
            names.of(letter.customer_id) or letter.subject,
            letter.because,
            command=f"sollecito review letter {letter.letter_no}",
            about=f"uncertain:{letter.letter_no}",
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
            about=f"invoice:{entry.id}",
            said="invoice.review",
            facts=_doubt(entry),
        )
        for entry in invoices.listed(tx)
        if entry.state == "review"
    ]
    return lines


def _doubt(entry: Entry) -> dict[str, Fact]:
    if entry.due_on is None:
        return {"reason": "no_due_date"}
    if is_about_proforma(entry):
        return {"reason": "proforma"}
    return {"reason": "pdf"} if is_claim(entry) else {}


def _question(tx: Tx, names: Names, payment: Payment) -> Line:
    choices = proposals.candidates(tx, payment.id)[: proposals.SHOWN]
    is_left = is_his_rest(tx, payment)
    paid = [part.item_id for one in choices for part in one.allocations]
    numbers = [item.number for item in invoices.items(tx, paid if is_left else ())]
    return Line(
        day_facts.payer(tx, payment),
        LEFT_OVER if is_left else payment.because,
        payment.free if is_left else payment.amount,
        command=f"sollecito review payment {payment.no}",
        about=f"payment:{payment.no}",
        offers=_offered(choices, is_left=is_left),
        said="payment.rest" if is_left else _asks(payment, choices),
        facts={
            "names": tuple(names.of(one.customer_id) for one in choices),
            "numbers": tuple(dict.fromkeys(numbers)),
        },
        day=payment.booked_on,
    )


def _cents(line: Line) -> int:
    return abs(line.amount.cents) if line.amount else 0


def _offered(choices: Sequence[Candidate], *, is_left: bool) -> str:
    if len(choices) != 1:
        return ""
    return "rest" if is_left else "payment"


def _asks(payment: Payment, choices: Sequence[Candidate]) -> str:
    if payment.how == returned.HOW:
        return "payment.returned"
    return "payment.proposed" if choices else "payment.unknown"


def _unheard(desk: Desk, tx: Tx, today: date) -> list[Line]:
    """Give what we collect and the bank said nothing of, in one line."""
    methods = desk.rules.self_collected
    items = unheard(collections.by_methods(tx, methods), methods, today)
    if not items:
        return []
    return [
        Line(
            "",
            amount=next(iter(total([item.open for item in items])), None),
            command="sollecito payments",
            said="collection.unheard",
            facts={
                "count": len(items),
                "numbers": tuple(dict.fromkeys(item.number for item in items)),
            },
        )
    ]


def _to_issue(tx: Tx, names: Names) -> list[Line]:
    """Give the invoices to be issued: somebody paid a pro-forma."""
    return [
        Line(
            f"{one.entry.number} {names.of(one.entry.customer_id)}",
            amount=Money(one.paid_cents, one.entry.total.currency),
            command=f"sollecito why {one.entry.number}",
            said="proforma.paid",
            facts={"paid_on": one.paid_on, "number": one.entry.number},
            day=by,
        )
        for one, by in to_issue(tx)
    ]


def _letters(tx: Tx) -> list[Line]:
    found = [each for each in outbox.in_state(tx, "proposed") if each.customer_id]
    count = len(found)
    if not count:
        return []
    return [
        Line(
            "",
            command="sollecito approve --all",
            about=f"letters:{','.join(str(each.letter_no) for each in found)}",
            offers="letters",
            said="letters.to_approve",
            facts={"count": count},
        )
    ]


def _strangers(desk: Desk, tx: Tx, since: datetime | None) -> list[Line]:
    """Ask once whether a domain is the bank's: its mails speak of money."""
    return [
        Line(domain, command=f"sollecito bank trust {domain}", said="sender.of_money")
        for domain in money_mails.untrusted(desk, tx, since)
    ]


def _to_mark(tx: Tx) -> list[Line]:
    """Tell of what is paid here and still open in the invoicing program."""
    found = open_items.to_mark(tx)
    if not found:
        return []
    return [
        Line(
            "",
            command="sollecito invoices to-mark",
            said="list.to_mark",
            facts={
                "count": len(found),
                "numbers": tuple(each.number for each in found),
            },
        )
    ]
