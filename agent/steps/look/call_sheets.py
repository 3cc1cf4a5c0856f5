"""Call sheets: all that one needs on the phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from agent.dunning.answering import answering
from agent.errors import Unreadable
from agent.ledger import calls, customers, disputes, messages, outbox, promises
from agent.ledger.book import Tx
from agent.ledger.calls import CallTask
from agent.letters import call_page, spoken, templates
from agent.model.call import CallSheet, Contact, Contested, Promised, Seen
from agent.model.customer import Customer
from agent.model.letter import Facts
from agent.model.procedure import Stage
from agent.steps import repair
from agent.steps.act.phoning import OUTCOMES
from agent.steps.calling import Demand
from agent.steps.day_to_do import open_calls
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.in_words import letter_in_words

_MOST_CONTACTS = 5


def call_sheets(desk: Desk, no: int = 0) -> tuple[CallSheet, ...]:
    """Give the sheets of all open calls, the most money first, or of one."""
    with picture(desk) as tx:
        found = open_calls(desk, tx, desk.clock.today(), no)
        return tuple(_sheet(desk, tx, call, told) for call, told in found)


@dataclass(frozen=True, slots=True)
class Printed:
    """The page of all sheets, in the owner's language.

    Args:
        fault: Why it wears our words and not the user's own; empty = nothing failed.
    """

    count: int
    page: str
    fault: str = ""


def printed(desk: Desk) -> Printed:
    """Write all sheets on a page; words of the user that fail never cost it."""
    sheets = call_sheets(desk)
    now = desk.clock.now().astimezone(desk.clock.zone)
    facts = (sheets, desk.sender.name, now, desk.summary.language)
    try:
        return Printed(len(sheets), call_page.page(*facts, desk.templates))
    except Unreadable as error:
        page = call_page.page(*facts, templates.load())
        return Printed(len(sheets), page, str(error))


def _sheet(desk: Desk, tx: Tx, call: CallTask, told: Demand) -> CallSheet:
    customer = customers.get(tx, call.customer_id)
    is_closed = desk.rules.is_closed_for(customer)
    now, zone = desk.clock.now(), desk.clock.zone
    return CallSheet(
        no=call.no,
        customer=customer,
        reason=call.reason,
        because=call.because,
        items=(*told.debts, *told.credits),
        total=told.totals,
        contacts=_contacts(tx, desk, customer.id),
        promises=_promises(tx, customer.id),
        contested=_contested(tx, customer.id),
        words=_words(tx, customer.id),
        answering=answering(customer, now, zone.key, is_closed),
        to_say=_to_say(desk, customer, call.reason, told),
        apart=told.apart,
        addresses=_addresses(desk, tx, call),
    )


def _to_say(
    desk: Desk, customer: Customer, reason: str, told: Demand
) -> tuple[str, ...]:
    """Give the sentences to say; none where nothing is open to speak of."""
    if not (told.debts or told.apart):
        return ()
    asks = bool(told.debts and told.totals)
    facts = Facts(
        firm=desk.sender,
        customer=customer,
        stage=Stage("call", 0, is_call=True),
        today=desk.clock.today(),
        overdue=told.debts,
        upcoming=() if told.debts else told.apart,
        totals=told.totals if asks else (),
        credits=told.credits if asks else (),
    )
    try:
        return spoken.to_say(facts, reason, desk.templates)
    except Unreadable as error:
        desk.log.warning("what to say on the phone is not known: %s", error)
        return ()


def _addresses(desk: Desk, tx: Tx, call: CallTask) -> tuple[Seen, ...]:
    if call.reason not in repair.ADDRESS_CALLS:
        return ()
    return repair.others(desk, tx, customers.get(tx, call.customer_id))


def _contacts(tx: Tx, desk: Desk, customer_id: str) -> tuple[Contact, ...]:
    def day(at: datetime) -> date:
        return at.astimezone(desk.clock.zone).date()

    told = [
        (
            at,
            Contact(
                day(at),
                "letter",
                letter.kind,
                letter.state,
                called=letter_in_words(desk, letter.kind),
            ),
        )
        for letter in outbox.of_customer(tx, customer_id)
        if (at := letter.sent_at) is not None
    ]
    told += [
        (
            one.arrived_at,
            Contact(day(one.arrived_at), "message", one.kind, subject=one.subject),
        )
        for one in messages.from_people(tx, customer_id, _MOST_CONTACTS)
    ]
    told += [
        (at, Contact(day(at), "call", call.outcome))
        for call in calls.listed(tx, state="done", customer=customer_id)
        if call.outcome in OUTCOMES and (at := call.done_at) is not None
    ]
    newest = sorted(told, key=lambda each: each[0], reverse=True)
    return tuple(contact for _, contact in newest[:_MOST_CONTACTS])


def _promises(tx: Tx, customer_id: str) -> tuple[Promised, ...]:
    return tuple(
        Promised(each.until, each.state)
        for each in promises.in_state(tx, "", customer_id)
        if each.state != "undone"
    )


def _contested(tx: Tx, customer_id: str) -> tuple[Contested, ...]:
    return tuple(
        Contested(each.reason, each.owner)
        for each in disputes.listed(tx)
        if each.customer_id == customer_id
    )


def _words(tx: Tx, customer_id: str) -> str:
    mails = messages.from_people(tx, customer_id)
    his = (each.words for each in mails if each.kind != "colleague")
    return next((words for words in his if words), "")
