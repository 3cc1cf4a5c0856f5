"""Booking: readings of payments put in the books, those of a slice in few statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from agent.ledger import (
    customers,
    events,
    invoices,
    payers,
    payments,
    proposals,
    questions,
    rests,
    signs,
    write_offs,
)
from agent.ledger.book import AGENT, Tx
from agent.ledger.payments import Booked, Part
from agent.matching.evidence import ANOTHERS_NAME
from agent.matching.keys import payer_marks, stand_in_mark
from agent.model.invoice import OpenItem
from agent.model.money import Money
from agent.model.payment import Candidate, Decision, Payment, Residue, Settled
from agent.steps import collected, ease, returned
from agent.steps.desk import Desk


@dataclass(slots=True)
class Booking:
    """What one transaction puts in the books: gathered, and written together.

    Args:
        now: The payments as they stand: a person may have decided meanwhile.
        items: Open items as they stand, less what is booked here.
        asked: The customers about whom a payment is a question.
    """

    now: dict[str, Payment]
    items: dict[str, OpenItem]
    asked: dict[str, set[str]]
    _parts: list[Part] = field(default_factory=list)
    _closed: list[tuple[Residue, str]] = field(default_factory=list)
    _decided: dict[str, tuple[str, str]] = field(default_factory=dict)
    _taught: list[tuple[str, str, date]] = field(default_factory=list)
    _paid: dict[str, date] = field(default_factory=dict)
    _eased: set[str] = field(default_factory=set)
    _before: dict[str, OpenItem] = field(default_factory=dict)

    def may(self, payment: Payment, decision: Decision) -> bool:
        """Tell whether nothing came between thinking and acting."""
        if self.now.get(payment.id) != payment:
            return False
        return not isinstance(decision, Settled) or self._fits(decision.chosen)

    def _fits(self, chosen: Candidate) -> bool:
        wanted: Counter[str] = Counter()
        for part in chosen.allocations:
            wanted[part.item_id] += part.amount.cents
        for residue in chosen.residues:
            wanted[residue.item_id] += residue.amount.cents
        return all(
            key in self.items and _is_within(self.items[key].open.cents, cents)
            for key, cents in wanted.items()
        )

    def take(
        self, desk: Desk, tx: Tx, payment: Payment, chosen: Candidate, *, by: str
    ) -> set[str]:
        """Book one reading of a payment; give the customers it pays for."""
        chosen = collected.as_collected(tx, payment, chosen, desk.rules.self_collected)
        paid = [self.items[part.item_id] for part in chosen.allocations]
        self._book(payment, chosen)
        because = " ".join(chosen.reasons)
        decision = "settled" if by == AGENT else "by_hand"
        self._decided[payment.id] = (decision, because)
        if self.asked.get(payment.id):
            proposals.drop_proposals(tx, payment.id)
        owners = {chosen.customer_id, *(item.customer_id for item in paid)}
        events.write(
            tx,
            "payment.settled",
            f"payment:{payment.id}",
            because,
            *sorted(f"customer:{customer_id}" for customer_id in owners),
            *{f"invoice:{item.invoice_id}" for item in paid},
            amount=str(payment.amount),
            by=by,
        )
        if any(item.returned_on for item in paid):
            self._write(tx, by)
            returned.balance(tx, [item.id for item in paid if item.returned_on])
        self._eased |= owners
        is_first = payment.free == payment.amount
        if is_first and not collected.is_so(chosen) and len(owners) == 1:
            self._paid[chosen.customer_id] = max(
                payment.booked_on,
                self._paid.get(chosen.customer_id, payment.booked_on),
            )
            self._learn(payment, chosen)
        return owners

    def _book(self, payment: Payment, chosen: Candidate) -> None:
        for part in chosen.allocations:
            item = self.items[part.item_id]
            self._parts.append(Part(payment.id, item, part, chosen.reasons))
            self._take_off(part.item_id, part.amount)
        for residue in chosen.residues:
            self._closed.append((residue, payment.id))
            self._take_off(residue.item_id, residue.amount)

    def _take_off(self, item_id: str, amount: Money) -> None:
        item = self.items[item_id]
        self._before.setdefault(item_id, item)
        left = Money(item.open.cents - amount.cents, item.open.currency)
        self.items[item_id] = replace(item, open=left)

    def _learn(self, payment: Payment, chosen: Candidate) -> None:
        """Take a payment for what it says of who pays, and for whom."""
        whose, day = chosen.customer_id, payment.booked_on
        self._taught += [
            (mark, whose, day) for mark in _marks_of(payment, chosen.reasons)
        ]

    def finish(self, desk: Desk, tx: Tx, by: str) -> None:
        """Write what was gathered, then ease off where that ends something."""
        if not self._eased:
            return
        self._write(tx, by)
        payers.teach_all(tx, self._taught)
        signs.paid(tx, self._paid)
        self._look_anew(tx)
        ease.after_payments(desk, tx, self._eased, self._paid)
        self._before.clear()
        self._taught.clear()
        self._paid.clear()
        self._eased.clear()

    def _look_anew(self, tx: Tx) -> None:
        """Note what money in question may have meant and is paid otherwise now."""
        before = self._before.values()
        owners = {item.customer_id for item in before}
        asked = questions.asked_about(tx, owners, (*questions.STANDING, rests.SETTLED))
        sums = questions.may_pay(tx, (item.open for item in before))
        changed = [
            item.id for item in before if item.customer_id in asked or item.open in sums
        ]
        if changed:
            questions.look_anew(tx, *changed)

    def _write(self, tx: Tx, by: str) -> None:
        write_offs.close_all(tx, self._closed)
        payments.settle_all(tx, self._parts, self._decided, by)
        self._closed.clear()
        self._parts.clear()
        self._decided.clear()


def open_booking(
    tx: Tx, some: Iterable[Payment], chosen: Iterable[Candidate]
) -> Booking:
    """Look up what readings of payments concern, as it stands now."""
    ids = [payment.id for payment in some]
    parts = {part.item_id for one in chosen for part in one.allocations}
    items = invoices.items(tx, parts) if parts else ()
    return Booking(
        payments.some(tx, ids),
        {item.id: item for item in items},
        proposals.asked_about(tx, ids),
    )


def post(desk: Desk, tx: Tx, payment: Payment, chosen: Candidate, *, by: str) -> None:
    """Apply a person's reading of a payment: allocations, memory, letters taken back."""
    questions.look_anew(tx)
    if _bears_anothers_name(tx, payment, chosen.customer_id):
        chosen = replace(chosen, reasons=_once((*chosen.reasons, ANOTHERS_NAME)))
    booking = open_booking(tx, [payment], [chosen])
    asked = booking.asked.get(payment.id, set())
    owners = booking.take(desk, tx, payment, chosen, by=by)
    booking.finish(desk, tx, by)
    ease.answered(tx, asked | owners)


def _bears_anothers_name(tx: Tx, payment: Payment, customer_id: str) -> bool:
    _, mark = payer_marks(payment)
    found = customers.by_name_keys(tx, [mark.partition(":")[2]])
    return bool(found) and customer_id not in found


def _once(reasons: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reasons))


def taught_by(payment: Payment, done: Sequence[Booked]) -> tuple[tuple[str, str], ...]:
    """Give the marks that a payment's allocations taught, each with its customer.

    Its first ones alone do, where they are all of one customer.
    """
    own = [one for one in done if one.kind not in ("collected", "returned")]
    first = [one for one in own if one.at == own[0].at]
    if len({one.customer_id for one in first}) != 1:
        return ()
    marks = _marks_of(payment, first[0].reasons)
    return tuple((mark, first[0].customer_id) for mark in marks)


def _marks_of(payment: Payment, reasons: Sequence[str]) -> tuple[str, ...]:
    """Give what a payment teaches: who bears another's name is but a stand-in."""
    is_anothers = ANOTHERS_NAME in reasons
    return (stand_in_mark(payment),) if is_anothers else payer_marks(payment)


def chosen_of(decided: Sequence[tuple[Payment, Decision]]) -> list[Candidate]:
    """Give the readings that are sure."""
    return [one.chosen for _, one in decided if isinstance(one, Settled)]


def _is_within(open_cents: int, cents: int) -> bool:
    low, high = sorted((0, open_cents))
    return low <= cents <= high
