"""Carry out: one order of the owner, through what a person may do."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from agent.ledger import (
    calls,
    customers,
    events,
    holds,
    invoices,
    outbox,
    payments,
    proposals,
)
from agent.ledger.book import Tx
from agent.ledger.invoices import Entry
from agent.ledger.orders import Given
from agent.model.letter import Delivery
from agent.model.money import Money
from agent.steps.act import cases, invoicing, letters, money, phoning
from agent.steps.act.named import the_payment
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.ease import QUESTIONS
from agent.steps.look.why import why
from agent.steps.ordered import name_of, owner
from agent.steps.undoing import undo

_WAYS = (
    ("cash", re.compile(r"contant|cash|\bbar\b|espèces|efectivo", re.I)),
    ("cheque", re.compile(r"assegn|che(?:que|ck)|scheck|chèque", re.I)),
    ("set-off", re.compile(r"compensa|set[- ]?off|verrechn", re.I)),
)
_BY_BANK = re.compile(r"bonific|transfer|überweis|virement|transferencia", re.I)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an order.

    Args:
        code: "done.x", or "ask.x" where it cannot be obeyed as it stands.
        made: What it brought about, "kind:id", to be undone.
    """

    code: str
    facts: dict[str, Any] = field(default_factory=dict)
    made: str = ""

    @property
    def is_done(self) -> bool:
        """Tell whether anything was done."""
        return self.code.startswith("done.")


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
    kind, key = _parts(given)
    if kind == "letter":
        letter = letters.approve(desk, by, int(key))
        facts = {"no": letter.letter_no, "minutes": desk.sending.undo_minutes}
        return Done("done.approved", facts | _who(desk, given), given.about)
    if kind == "payment":
        return _accept(desk, by, int(key))
    return Done("ask.outcome" if kind == "call" else "ask.cannot", _who(desk, given))


def _accept(desk: Desk, by: str, payment_no: int) -> Done:
    """Confirm what is proposed for a payment, where that is one thing alone."""
    with picture(desk) as tx:
        payment = the_payment(tx, payment_no)
        decision, _ = payments.decision_of(tx, payment.id)
        count = len(proposals.candidates(tx, payment.id))
    if decision not in QUESTIONS or count != 1:
        return Done("ask.whose" if decision in QUESTIONS else "ask.cannot")
    return _allocated(desk, payment_no, money.accept(desk, by, payment_no).customer_id)


def _allocated(desk: Desk, payment_no: int, customer_id: str) -> Done:
    with picture(desk) as tx:
        payment = the_payment(tx, payment_no)
        parts = payments.allocations(tx, payment=payment.id)
        items = invoices.items(tx, [one.item_id for one in parts])
        name = customers.get(tx, customer_id).name
    facts = {
        "name": name,
        "sum": _sum(payment.amount),
        "numbers": list(dict.fromkeys(item.number for item in items)),
    }
    return Done("done.allocated", facts, f"payment:{payment_no}")


def _skip(desk: Desk, by: str, given: Given) -> Done:
    kind, key = _parts(given)
    if kind != "letter":
        code = {"payment": "ask.whose", "call": "ask.outcome"}.get(kind, "ask.cannot")
        return Done(code, _who(desk, given))
    return _refuse(desk, by, given, int(key), _until(given))


def _refuse(desk: Desk, by: str, given: Given, no: int, until: date | None) -> Done:
    end = letters.refuse(desk, by, no, given.line, until)
    facts = {"no": no, "until": end.isoformat() if end else ""}
    return Done("done.refused", facts | _who(desk, given), f"quiet:{no}")


def _wait(desk: Desk, by: str, given: Given) -> Done:
    kind, key = _parts(given)
    until = _until(given)
    if kind == "letter" and _is_waiting(desk, int(key)):
        return _refuse(desk, by, given, int(key), until)
    if kind == "call" and until is not None:
        phoning.postpone(desk, by, int(key), until)
        facts = {"until": until.isoformat()} | _who(desk, given)
        return Done("done.postponed", facts, f"postponed:{key}")
    return _pause(desk, by, given)


def _is_waiting(desk: Desk, no: int) -> bool:
    with picture(desk) as tx:
        found = outbox.of_letter(tx, no)
        return bool(found) and found[0].state in ("proposed", "approved", "ready")


def _pause(desk: Desk, by: str, given: Given) -> Done:
    whom = _whom(desk, given)
    if not whom:
        return Done("ask.cannot", _who(desk, given))
    until = _until(given)
    cases.hold(desk, by, given.line, until, **whom)
    with picture(desk) as tx:
        customer_id = owner(tx, given.about)
        mine = [
            one
            for one in holds.standing(tx, [customer_id])
            if one.reason == "hand" and one.because == given.line
        ]
    facts = {"until": until.isoformat() if until else "", **_who(desk, given)}
    return Done("done.paused", facts, f"hold:{mine[-1].id}" if mine else "")


def _resume(desk: Desk, by: str, given: Given) -> Done:
    whom = _whom(desk, given)
    if not whom:
        return Done("ask.cannot", _who(desk, given))
    with picture(desk) as tx:
        standing = holds.standing(tx, [owner(tx, given.about)])
    if not any(one.covers(desk.clock.today()) for one in standing):
        return Done("ask.not_held", _who(desk, given))
    ended = cases.release(desk, by, given.line, **whom)
    ((kind, key),) = whom.items()
    facts = {"count": ended, **_who(desk, given)}
    return Done("done.resumed", facts, f"resumed_{kind}:{key}")


def _paid(desk: Desk, by: str, given: Given) -> Done:
    if _BY_BANK.search(given.line):
        return Done("ask.by_bank", _who(desk, given))
    entry = _one_invoice(desk, given)
    if entry is None:
        return Done("ask.invoice", _who(desk, given))
    way = next((name for name, said in _WAYS if said.search(given.line)), "other")
    amount = entry.open
    if given.said.get("amount"):
        amount = Money.of(Decimal(given.said["amount"]), amount.currency)
    today = desk.clock.today()
    payment = money.pay(desk, by, entry.id, amount, today, way)
    facts = {"sum": _sum(amount), "numbers": [entry.number], "how": way}
    return Done("done.paid", facts | _who(desk, given), f"payment:{payment.no}")


def _called(desk: Desk, by: str, given: Given) -> Done:
    outcome = given.said.get("outcome") or "reached"
    call_no = _call(desk, given)
    if not call_no:
        return (
            _promise(desk, by, given) if outcome == "promise" else Done("ask.no_call")
        )
    return _made(desk, by, given, call_no, outcome)


def _made(desk: Desk, by: str, given: Given, call_no: int, outcome: str) -> Done:
    until = _until(given)
    phoning.call_done(desk, by, call_no, outcome, given.line, until)
    facts = {"outcome": outcome, "until": until.isoformat() if until else ""}
    return Done("done.called", facts | _who(desk, given), f"call:{call_no}")


def _call(desk: Desk, given: Given) -> int:
    """Give the number of the call an order is about; 0 = none is open."""
    kind, key = _parts(given)
    if kind == "call":
        return int(key)
    with picture(desk) as tx:
        found = calls.first(tx, owner(tx, given.about) or "-")
    return next((call.no for call in found.values()), 0)


def _promise(desk: Desk, by: str, given: Given) -> Done:
    kind, key = _parts(given)
    until = _until(given)
    if kind == "call":
        return _made(desk, by, given, int(key), "promise")
    whom = _whom(desk, given)
    if not whom or until is None:
        return Done("ask.cannot", _who(desk, given))
    cases.promise(desk, by, desk.clock.today(), until, given.line, **whom)
    ((kind, key),) = whom.items()
    facts = {"until": until.isoformat()} | _who(desk, given)
    return Done("done.promised", facts, f"promise_{kind}:{key}")


def _dispute(desk: Desk, by: str, given: Given) -> Done:
    kind, key = _parts(given)
    if kind == "call":
        return _made(desk, by, given, int(key), "dispute")
    entry = _one_invoice(desk, given)
    if entry is None:
        return Done("ask.invoice", _who(desk, given))
    cases.dispute(desk, by, entry.id, given.line, by)
    facts = {"numbers": [entry.number], **_who(desk, given)}
    return Done("done.disputed", facts, f"dispute:{entry.id}")


def _correct(desk: Desk, by: str, given: Given) -> Done:
    kind, key = _parts(given)
    if kind != "payment":
        return Done("ask.cannot", _who(desk, given))
    chosen = money.correct(desk, by, int(key), given.said.get("target", ""))
    return _allocated(desk, int(key), chosen.customer_id)


def _write_off(desk: Desk, by: str, given: Given) -> Done:
    entry = _one_invoice(desk, given)
    if entry is None:
        return Done("ask.invoice", _who(desk, given))
    amount = invoicing.write_off(desk, by, entry.id, given.line)
    facts = {"sum": _sum(amount), "numbers": [entry.number]}
    return Done("done.written_off", facts | _who(desk, given), f"given_up:{entry.id}")


def _undo(desk: Desk, by: str, given: Given) -> Done:
    is_done = undo(desk, by, given.about)
    facts = _who(desk, given)
    return Done("done.undone", facts) if is_done else Done("ask.cannot", facts)


def _why(desk: Desk, _by: str, given: Given) -> Done:
    with picture(desk) as tx:
        words = _subject(tx, given)
    if not words:
        return Done("ask.cannot", _who(desk, given))
    answer = why(desk, words)
    facts = {"about": answer.about, "paragraph": answer.paragraph}
    return Done("done.why", facts | _who(desk, given))


def _subject(tx: Tx, given: Given) -> str:
    kind, key = _parts(given)
    if kind == "invoice":
        return f"invoice {key}"
    customer_id = owner(tx, given.about)
    return f"customer {customers.get(tx, customer_id).no}" if customer_id else ""


def _send_copy(desk: Desk, _by: str, given: Given) -> Done:
    return Done("ask.copy", _who(desk, given))


def _stop_all(desk: Desk, by: str, given: Given) -> Done:
    count = letters.stop_all(desk, by, given.line)
    return Done("done.stopped", {"count": count}, "stop:")


def _resume_all(desk: Desk, by: str, _given: Given) -> Done:
    letters.resume_all(desk, by)
    return Done("done.going", {}, "go:")


def _note(desk: Desk, by: str, given: Given) -> Done:
    """Keep words: they stand in the order, an erasable row; the log says that."""
    with transaction(desk, by) as tx:
        customer_id = owner(tx, given.about)
        about = f"customer:{customer_id}" if customer_id else "firm:self"
        events.write(
            tx, "case.noted", about, "a person noted something", order=given.id
        )
    return Done("done.noted", _who(desk, given))


_ACTIONS: dict[str, Callable[[Desk, str, Given], Done]] = {
    "approve": _approve,
    "skip": _skip,
    "wait": _wait,
    "pause": _pause,
    "resume": _resume,
    "paid": _paid,
    "called": _called,
    "promise": _promise,
    "dispute": _dispute,
    "correct": _correct,
    "write_off": _write_off,
    "undo": _undo,
    "why": _why,
    "send_copy": _send_copy,
    "stop_all": _stop_all,
    "resume_all": _resume_all,
    "note": _note,
}


def _parts(given: Given) -> tuple[str, str]:
    kind, _, key = given.about.partition(":")
    return kind, key


def _until(given: Given) -> date | None:
    said = given.said.get("until", "")
    return date.fromisoformat(said) if said else None


def _who(desk: Desk, given: Given) -> dict[str, str]:
    with picture(desk) as tx:
        return {"name": name_of(tx, given.about)}


def _whom(desk: Desk, given: Given) -> dict[str, str]:
    """Give whom an order is about, as the verbs of a person name him; or nothing."""
    kind, key = _parts(given)
    if kind == "invoice":
        return {"invoice": key}
    with picture(desk) as tx:
        customer_id = owner(tx, given.about)
        if not customer_id:
            return {}
        return {"customer": str(customers.get(tx, customer_id).no)}


def _one_invoice(desk: Desk, given: Given) -> Entry | None:
    """Give the one invoice an order can mean; None where there are several."""
    kind, key = _parts(given)
    with picture(desk) as tx:
        if kind == "invoice":
            return invoices.find(tx, (), key)[0]
        if kind == "letter":
            found = _listed(tx, outbox.of_letter(tx, int(key)))
        else:
            items = invoices.open_items(tx, [owner(tx, given.about) or "-"])
            found = {item.invoice_id for item in items}
        if len(found) != 1:
            return None
        return invoices.find(tx, (), found.pop())[0]


def _listed(tx: Tx, letter: tuple[Delivery, ...]) -> set[str]:
    listed = outbox.enclosed(tx, letter[0].letter_id) if letter else {}
    return {item.invoice_id for item in invoices.items(tx, listed) if item.open.cents}


def _sum(amount: Money) -> list[object]:
    return [amount.cents, amount.currency]
