"""Settle: put recorded payments against open items, or ask a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from agent.ledger import (
    customers,
    due,
    events,
    holds,
    invoices,
    payers,
    payments,
    questions,
    signs,
)
from agent.ledger.book import Tx
from agent.matching.assign import assign
from agent.matching.facts import Payer
from agent.matching.keys import PaymentKeys, payment_keys
from agent.matching.names import name_words
from agent.model.invoice import OpenItem
from agent.model.money import Money
from agent.model.payment import (
    Candidate,
    Decision,
    Payment,
    Proposed,
    Settled,
    Unknown,
)
from agent.steps import collected, ease, returned
from agent.steps.advances import decide as use
from agent.steps.advances import owner_of
from agent.steps.desk import Desk
from agent.steps.each import Fault, in_slices, nothing, picture, transaction
from agent.steps.standing import goes_on

_SETTLING = "settling"  # what stands still while a payment fails
_MOST_NAMED = 3  # more customers than these are named by chance
_TELLING = 4  # letters of a word that is no chance


@dataclass(frozen=True, slots=True)
class Tally:
    """How many payments were left how."""

    settled: int = 0
    proposed: int = 0
    unknown: int = 0


def settle(desk: Desk, beat: Callable[[], None] = nothing) -> Tally:
    """Decide on payments together, apply what is sure, ask about the rest.

    A payment at which that fails stays undecided, is named in the summary, and
    holds all letters: nobody can tell whose it is. The others are decided.
    Those asked about, unknown ones and advances are looked at again where
    something to look at anew was noted since: an invoice, or a person's answer.

    What came back unpaid is reopened after that; money in question is then looked
    at once more, for it may be just what was owed.

    Args:
        beat: Called between two slices of the work.

    Raises:
        TryLater: The ledger cannot be written now.
    """
    tally = _settle(desk, beat)
    reopened, faults = returned.settle(desk)
    if faults:
        with transaction(desk) as tx:
            _stands_still(tx, faults)
    if not reopened:
        return tally
    more = _settle(desk, beat)
    return Tally(
        tally.settled + more.settled,
        tally.proposed + more.proposed,
        tally.unknown + more.unknown,
    )


def _settle(desk: Desk, beat: Callable[[], None]) -> Tally:
    with picture(desk) as tx:
        anew = questions.anew(tx)
        waiting = _waiting(tx, again=bool(anew))
        left = questions.decisions(tx, [one.id for one in waiting])
        is_said = any(one.what == _SETTLING and one.since for one in due.standings(tx))
    if not (waiting or anew or is_said):
        return Tally()
    thought: list[tuple[Payment, Decision]] = []
    owing: dict[str, frozenset[str]] = {}
    done: Counter[str] = Counter()

    def think(some: Sequence[Payment]) -> None:
        with picture(desk) as tx:
            decided = collected.decide(desk, tx, some, decide_all(tx, some))
            thought.extend(zip(some, decided, strict=True))
            owing.update(_telling_names(tx))

    def act(some: Sequence[tuple[Payment, Decision]]) -> None:
        counted: Counter[str] = Counter()
        asked: set[str] = set()
        with transaction(desk) as tx:
            for payment, decision in some:
                if _still_stands(tx, payment, left[payment.id], decision):
                    asked |= _apply(desk, tx, payment, decision, owing)
                    counted[type(decision).__name__] += 1
            ease.answered(tx, asked)
        done.update(counted)

    beat()
    faults = in_slices(desk, waiting, think, _name, at_once=len(waiting) or 1)
    faults += in_slices(desk, thought, act, lambda one: _name(one[0]), beat)
    is_whole = not faults and sum(done.values()) == len(waiting)
    _say(desk, faults, anew if is_whole else "")
    return Tally(done["Settled"], done["Proposed"], done["Unknown"])


def _waiting(tx: Tx, *, again: bool) -> tuple[Payment, ...]:
    if not again:
        return _free(tx, "new")
    found = (
        *_free(tx, "new", "proposed", "unknown"),
        *payments.advances(tx),
    )
    return tuple({one.id: one for one in found}.values())


def _free(tx: Tx, *wanted: str) -> tuple[Payment, ...]:
    found = payments.with_decision(tx, *wanted)
    return tuple(payment for payment in found if payment.free.cents > 0)


def _name(payment: Payment) -> str:
    return f"payment {payment.no}"


def _still_stands(
    tx: Tx, payment: Payment, left: tuple[str, str], decision: Decision
) -> bool:
    """Tell whether nothing came between thinking and acting; else it is thought anew.

    Args:
        left: How the payment was left before: a person may have decided meanwhile.
    """
    if payments.get(tx, payment.id) != payment:
        return False
    if payments.decision_of(tx, payment.id) != left:
        return False
    parts = decision.chosen.allocations if isinstance(decision, Settled) else ()
    items = {
        item.id: item for item in invoices.items(tx, [one.item_id for one in parts])
    }
    return all(
        one.item_id in items and _fits(items[one.item_id].open, one.amount)
        for one in parts
    )


def _fits(left: Money, part: Money) -> bool:
    low, high = sorted((0, left.cents))
    return low <= part.cents <= high


def _say(desk: Desk, faults: Sequence[Fault], anew: str) -> None:
    with transaction(desk) as tx:
        questions.looked_anew(tx, anew)
        if faults:
            _stands_still(tx, faults)
        else:
            goes_on(tx, _SETTLING)


def _stands_still(tx: Tx, faults: Sequence[Fault]) -> None:
    due.stands_still(tx, _SETTLING, f"{faults[0].item}: {faults[0].error}")


def decide_all(tx: Tx, waiting: Sequence[Payment]) -> tuple[Decision, ...]:
    """Gather candidates by index and let matching decide; changes nothing."""
    owners = {one.id: owner_of(tx, one) for one in waiting}
    unowned = [one for one in waiting if owners[one.id] is None]
    matched = dict(zip((one.id for one in unowned), _match(tx, unowned), strict=True))
    decided = {
        payment.id: matched[payment.id] if owner is None else use(tx, payment, owner)
        for payment in waiting
        for owner in (owners[payment.id],)
    }
    return tuple(decided[payment.id] for payment in waiting)


def _match(tx: Tx, waiting: Sequence[Payment]) -> tuple[Decision, ...]:
    keys = [payment_keys(payment) for payment in waiting]
    named, known = _candidates(tx, keys)
    concerned = {item.customer_id for item in named} | known
    items = invoices.open_items(tx, concerned)
    closed = [item for item in named if not item.open.cents]
    facts = _facts(tx, concerned)
    return assign(waiting, items, facts, closed)


def _candidates(
    tx: Tx, keys: Sequence[PaymentKeys]
) -> tuple[list[OpenItem], frozenset[str]]:
    """Give the items a payment names or fits, and the customers known to pay so."""
    named = invoices.by_keys(tx, (number for key in keys for number in key.numbers))
    fitting = invoices.by_amounts(tx, (cents for key in keys for cents in key.amounts))
    marks = [
        mark for key in keys for mark in (f"iban:{key.iban}", f"name:{key.payer_key}")
    ]
    learned = payers.known(tx, marks)
    by_name = customers.by_name_keys(tx, (key.payer_key for key in keys))
    known = {one for owners in learned.values() for one in owners} | set(by_name)
    return [*named, *fitting], frozenset(known)


def _facts(tx: Tx, ids: Iterable[str]) -> dict[str, Payer]:
    learned = payers.of_customers(tx, ids)
    return {
        customer.id: Payer(
            customer_id=customer.id,
            name=customer.name,
            vat_id=customer.vat_id,
            tax_code=customer.tax_code,
            ibans=_of_kind(learned.get(customer.id, {}), "iban:"),
            aliases=_of_kind(learned.get(customer.id, {}), "name:"),
        )
        for customer in customers.some(tx, ids)
    }


def _of_kind(marks: dict[str, int], kind: str) -> dict[str, int]:
    return {
        mark.removeprefix(kind): seen
        for mark, seen in marks.items()
        if mark.startswith(kind)
    }


def _apply(
    desk: Desk,
    tx: Tx,
    payment: Payment,
    decision: Decision,
    owing: Mapping[str, frozenset[str]],
) -> set[str]:
    """Do as decided; give the customers about whom a question may be answered."""
    asked = {one.customer_id for one in payments.candidates(tx, payment.id)}
    match decision:
        case Settled(chosen=chosen):
            asked |= _post(desk, tx, payment, chosen, by="agent")
        case Proposed(candidates=found, because=because):
            _ask(desk, tx, payment, found, because, asked)
        case Unknown(because=because) if payment.how == payments.ADVANCE:
            payments.drop_proposals(tx, payment.id)
            payments.decide(tx, payment.id, "by_hand", because)
        case Unknown(because=because, is_ours=False):
            payments.drop_proposals(tx, payment.id)
            _note(tx, payment, "not_ours", because)
        case Unknown(because=because):
            found = _named_in(payment, owing)
            _ask(desk, tx, payment, found, because, asked, "unknown")
    return asked


def post(desk: Desk, tx: Tx, payment: Payment, chosen: Candidate, *, by: str) -> None:
    """Apply a person's reading of a payment: allocations, memory, letters taken back."""
    questions.look_anew(tx)
    asked = {one.customer_id for one in payments.candidates(tx, payment.id)}
    ease.answered(tx, asked | _post(desk, tx, payment, chosen, by=by))


def _post(
    desk: Desk, tx: Tx, payment: Payment, chosen: Candidate, *, by: str
) -> set[str]:
    """Apply one reading of a payment; give the customers it pays for."""
    chosen = collected.as_collected(tx, payment, chosen, desk.rules.self_collected)
    for allocation in chosen.allocations:
        payments.allocate(tx, payment.id, allocation, chosen.reasons, by)
    items = invoices.items(tx, [part.item_id for part in chosen.allocations])
    returned.balance(tx, [item.id for item in items if item.returned_on])
    because = " ".join(chosen.reasons)
    payments.decide(tx, payment.id, "settled" if by == "agent" else "by_hand", because)
    payments.drop_proposals(tx, payment.id)
    paid_for = {chosen.customer_id, *(item.customer_id for item in items)}
    events.write(
        tx,
        "payment.settled",
        f"payment:{payment.id}",
        because,
        *sorted(f"customer:{customer_id}" for customer_id in paid_for),
        *{f"invoice:{item.invoice_id}" for item in items},
        amount=str(payment.amount),
        by=by,
    )
    for customer_id in paid_for:
        ease.after_payment(desk, tx, customer_id)
    if not collected.is_so(chosen):
        _learn(desk, tx, payment, chosen.customer_id)
    return paid_for


def _learn(desk: Desk, tx: Tx, payment: Payment, customer_id: str) -> None:
    """Take a payment of a customer's own for what it says of him."""
    for mark in marks_of(payment):
        payers.teach(tx, mark, customer_id, payment.booked_on)
    signs.add(tx, customer_id, "payment", tx.now)
    ease.paid(desk, tx, customer_id, payment.booked_on)


def marks_of(payment: Payment) -> tuple[str, str]:
    """Give the marks by which a payer is known again."""
    keys = payment_keys(payment)
    return f"iban:{keys.iban}", f"name:{keys.payer_key}"


def _named_in(
    payment: Payment, owing: Mapping[str, frozenset[str]]
) -> tuple[Candidate, ...]:
    """Give those whose name stands in a payment's words, though nothing of theirs fits."""
    said = frozenset(name_words(f"{payment.payer} {payment.remittance}"))
    named = [customer_id for customer_id, words in owing.items() if words <= said]
    reasons = ("His name stands in it.",)
    return tuple(
        Candidate(customer_id, (), 0.0, reasons) for customer_id in named[:_MOST_NAMED]
    )


def _telling_names(tx: Tx) -> dict[str, frozenset[str]]:
    """Give the words of the name of each customer who owes, where they are no chance."""
    owing = customers.names(tx, invoices.customers_with_open_items(tx))
    names = {
        customer_id: frozenset(name_words(name)) for customer_id, name in owing.items()
    }
    return {
        customer_id: words
        for customer_id, words in names.items()
        if any(len(word) >= _TELLING for word in words)
    }


def _ask(
    desk: Desk,
    tx: Tx,
    payment: Payment,
    found: Sequence[Candidate],
    because: str,
    before: Set[str],
    decision: str = "proposed",
) -> None:
    payments.propose(tx, payment.id, found)
    for customer_id in {one.customer_id for one in found}:
        holds.put(
            tx,
            customer_id,
            "payment",
            f"payment {payment.no} of {payment.amount} may be his: {because}",
            since=desk.clock.today(),
            until=None,
            cause=payment.id,
            # Asked about before, it may have been released by a person.
            renew=customer_id not in before,
        )
        ease.take_back(desk, tx, customer_id)
    _note(tx, payment, decision, because)


def _note(tx: Tx, payment: Payment, decision: str, because: str) -> None:
    """Note a decision; the log hears of it only where it is news."""
    if payments.decision_of(tx, payment.id) == (decision, because):
        return
    payments.decide(tx, payment.id, decision, because)
    events.write(
        tx,
        f"payment.{decision}",
        f"payment:{payment.id}",
        because,
        *{f"customer:{one.customer_id}" for one in payments.candidates(tx, payment.id)},
        amount=str(payment.amount),
    )
