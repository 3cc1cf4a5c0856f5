"""Carry out: one order of the owner, through what a person may do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from agent.ledger import (
    calls,
    corrections,
    customers,
    events,
    holds,
    messages,
    outbox,
)
from agent.ledger.book import Tx
from agent.ledger.orders import Given
from agent.model.money import Money
from agent.steps import drafts, ease, money_orders, stopping
from agent.steps.act import cases, learning, letters, phoning
from agent.steps.concerned import (
    Done,
    as_named,
    in_cents,
    listed,
    one_invoice,
    parts,
    until_when,
    who,
)
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.look.why import why
from agent.steps.ordered import name_of, owner
from agent.steps.undoing import undo


def carry_out(desk: Desk, by: str, given: Given) -> Done:
    """Carry out one order.

    Args:
        desk: It notes the order in the transaction that carries it out.
        by: Who gave it.

    Raises:
        Refused: It cannot be done; the sentence says why.
    """
    return _ACTIONS[given.action](desk, by, given)


def _approve(desk: Desk, by: str, given: Given) -> Done:
    kind, key = parts(given)
    if kind == "letter":
        letter = letters.approve(desk, by, int(key))
        facts = {"no": letter.letter_no, "minutes": desk.sending.undo_minutes}
        return Done("done.approved", facts | who(desk, given), given.about)
    if kind == "payment":
        return money_orders.accept(desk, by, int(key))
    return Done("ask.outcome" if kind == "call" else "ask.cannot", who(desk, given))


def _skip(desk: Desk, by: str, given: Given) -> Done:
    kind, key = parts(given)
    if kind == "payment":
        return Done(money_orders.question(desk, int(key)), who(desk, given))
    if kind != "letter":
        return Done("ask.outcome" if kind == "call" else "ask.cannot", who(desk, given))
    return _refuse(desk, by, given, int(key), until_when(given))


def _refuse(desk: Desk, by: str, given: Given, no: int, until: date | None) -> Done:
    end = letters.refuse(desk, by, no, given.line, until)
    facts = {"no": no, "until": end.isoformat() if end else ""}
    return Done("done.refused", facts | who(desk, given), f"quiet:{no}")


def _wait(desk: Desk, by: str, given: Given) -> Done:
    kind, key = parts(given)
    until = until_when(given)
    if kind == "letter" and _is_waiting(desk, int(key)):
        return _refuse(desk, by, given, int(key), until)
    if kind == "call" and until is not None:
        phoning.postpone(desk, by, int(key), until)
        facts = {"until": until.isoformat()} | who(desk, given)
        return Done("done.postponed", facts, f"postponed:{key}")
    return _pause(desk, by, given)


def _is_waiting(desk: Desk, no: int) -> bool:
    with picture(desk) as tx:
        found = outbox.of_letter(tx, no)
        return bool(found) and found[0].state in ("proposed", "approved", "ready")


def _pause(desk: Desk, by: str, given: Given) -> Done:
    whom = as_named(desk, given)
    if not whom:
        return Done("ask.cannot", who(desk, given))
    until = until_when(given)
    cases.hold(desk, by, given.line, until, **whom)
    with picture(desk) as tx:
        customer_id = owner(tx, given.about)
        mine = [
            one
            for one in holds.standing(tx, [customer_id])
            if one.reason == "hand" and one.because == given.line
        ]
    facts = {"until": until.isoformat() if until else "", **who(desk, given)}
    return Done("done.paused", facts, f"hold:{mine[-1].id}" if mine else "")


def _resume(desk: Desk, by: str, given: Given) -> Done:
    whom = as_named(desk, given)
    if not whom:
        return Done("ask.cannot", who(desk, given))
    with picture(desk) as tx:
        standing = holds.standing(tx, [owner(tx, given.about)])
    if not any(one.covers(desk.clock.today()) for one in standing):
        return Done("ask.not_held", who(desk, given))
    ended = cases.release(desk, by, given.line, **whom)
    ((kind, key),) = whom.items()
    facts = {"count": ended, **who(desk, given)}
    return Done("done.resumed", facts, f"resumed_{kind}:{key}")


def _called(desk: Desk, by: str, given: Given) -> Done:
    outcome = given.said.get("outcome") or "reached"
    call_no = _call(desk, given)
    if not call_no:
        return (
            _promise(desk, by, given) if outcome == "promise" else Done("ask.no_call")
        )
    return _made(desk, by, given, call_no, outcome)


def _made(desk: Desk, by: str, given: Given, call_no: int, outcome: str) -> Done:
    until = until_when(given)
    phoning.call_done(desk, by, call_no, outcome, given.line, until)
    facts = {"outcome": outcome, "until": until.isoformat() if until else ""}
    return Done("done.called", facts | who(desk, given), f"call:{call_no}")


def _call(desk: Desk, given: Given) -> int:
    """Give the number of the call an order is about; 0 = none is open."""
    kind, key = parts(given)
    if kind == "call":
        return int(key)
    with picture(desk) as tx:
        found = calls.first(tx, owner(tx, given.about) or "-")
    return next((call.no for call in found.values()), 0)


def _promise(desk: Desk, by: str, given: Given) -> Done:
    kind, key = parts(given)
    until = until_when(given)
    if kind == "call":
        return _made(desk, by, given, int(key), "promise")
    whom = as_named(desk, given)
    if not whom or until is None:
        return Done("ask.cannot", who(desk, given))
    cases.promise(desk, by, desk.clock.today(), until, given.line, **whom)
    ((kind, key),) = whom.items()
    facts = {"until": until.isoformat()} | who(desk, given)
    return Done("done.promised", facts, f"promise_{kind}:{key}")


def _dispute(desk: Desk, by: str, given: Given) -> Done:
    kind, key = parts(given)
    if kind == "call":
        return _made(desk, by, given, int(key), "dispute")
    entry = one_invoice(desk, given)
    if entry is None:
        return Done("ask.invoice", who(desk, given))
    part = given.said.get("amount", "")
    cases.dispute(desk, by, entry.id, given.line, by, part)
    facts: dict[str, Any] = {"numbers": [entry.number], **who(desk, given)}
    if part:
        facts["sum"] = in_cents(Money.of(Decimal(part), entry.open.currency))
    return Done("done.disputed", facts, f"dispute:{entry.id}")


def _undo(desk: Desk, by: str, given: Given) -> Done:
    is_done = undo(desk, by, given.about)
    facts = who(desk, given)
    return Done("done.undone", facts) if is_done else Done("ask.cannot", facts)


def _why(desk: Desk, _by: str, given: Given) -> Done:
    with picture(desk) as tx:
        words = _subject(tx, given)
    if not words:
        return Done("ask.cannot", who(desk, given))
    answer = why(desk, words)
    facts = {"about": answer.about, "paragraph": answer.paragraph}
    return Done("done.why", facts | who(desk, given))


def _subject(tx: Tx, given: Given) -> str:
    kind, key = parts(given)
    if kind == "invoice":
        return f"invoice {key}"
    customer_id = owner(tx, given.about)
    return f"customer {customers.get(tx, customer_id).no}" if customer_id else ""


def _send_copy(desk: Desk, by: str, given: Given) -> Done:
    """Send a customer copies of what an order names, to the address letters go to."""
    with transaction(desk, by) as tx:
        customer_id, found = owner(tx, given.about), _meant(desk, tx, given)
        if not customer_id or not found:
            return Done(
                "ask.invoice" if customer_id else "ask.cannot", _named(tx, given)
            )
        letter = drafts.copy_ordered(desk, tx, customer_id, found)
        if letter is None:
            return Done("ask.no_copy", _named(tx, given))
    facts = {"no": letter.letter_no, "minutes": desk.sending.undo_minutes}
    return Done("done.copied", facts | who(desk, given), f"copy:{letter.letter_no}")


def _named(tx: Tx, given: Given) -> dict[str, str]:
    return {"name": name_of(tx, given.about)}


def _meant(desk: Desk, tx: Tx, given: Given) -> list[str]:
    """Give the invoices whose copy is meant: named, of a letter, or the only one."""
    kind, key = parts(given)
    if kind == "invoice":
        return [key]
    if kind == "letter":
        return sorted(listed(tx, outbox.of_letter(tx, int(key))))
    owed = ease.owed(desk, tx, owner(tx, given.about) or "-")
    found = {item.invoice_id for item in owed}
    return sorted(found) if len(found) == 1 else []


def _stop_all(desk: Desk, by: str, given: Given) -> Done:
    until = until_when(given)
    count = letters.stop_all(desk, by, given.line, until)
    with picture(desk) as tx:
        is_ours = stopping.is_ours(tx)
    facts = {
        "count": count,
        "until": until.isoformat() if until else "",
        "at_fault": is_ours,
    }
    return Done("done.stopped", facts, "stop:")


def _resume_all(desk: Desk, by: str, _given: Given) -> Done:
    until = letters.resume_all(desk, by)
    return Done("done.going", {}, f"go:{until.isoformat() if until else ''}")


def _note(desk: Desk, by: str, given: Given) -> Done:
    """Keep words: they stand in the order, an erasable row; the log says that."""
    with transaction(desk, by) as tx:
        customer_id = owner(tx, given.about)
        about = f"customer:{customer_id}" if customer_id else "firm:self"
        events.write(
            tx, "case.noted", about, "a person noted something", order=given.id
        )
    return Done("done.noted", who(desk, given))


def _means(desk: Desk, by: str, given: Given) -> Done:
    """Keep what a mail means; as in `replies`, that ends no hold."""
    _, message = parts(given)
    with picture(desk) as tx:
        taken_for = messages.reading_of(tx, message).intents
        before = corrections.corrected(tx, message)
    words = given.said["means"].split()
    words = words or sorted(taken_for - {*given.said["means_not"].split()})
    if not words:
        return Done("ask.meaning", who(desk, given))
    learning.correct(desk, by, message, words)
    undoes = " ".join((message, *before))
    return Done("done.meant", {"words": words, **who(desk, given)}, f"meant:{undoes}")


_ACTIONS: dict[str, Callable[[Desk, str, Given], Done]] = {
    "approve": _approve,
    "skip": _skip,
    "wait": _wait,
    "pause": _pause,
    "resume": _resume,
    "paid": money_orders.paid,
    "called": _called,
    "promise": _promise,
    "dispute": _dispute,
    "correct": money_orders.correct,
    "not_his": money_orders.not_his,
    "write_off": money_orders.write_off,
    "undo": _undo,
    "why": _why,
    "send_copy": _send_copy,
    "stop_all": _stop_all,
    "resume_all": _resume_all,
    "note": _note,
    "means": _means,
}
