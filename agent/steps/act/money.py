"""What a person decides about payments."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from agent.errors import Refused
from agent.ledger import (
    events,
    invoices,
    payers,
    payments,
    proposals,
    questions,
    recording,
)
from agent.ledger.book import Tx
from agent.ledger.invoices import Entry
from agent.ledger.payments import Booked
from agent.model.invoice import OpenItem
from agent.model.money import Money
from agent.model.payment import Allocation, BankLine, Candidate, Payment
from agent.steps import ease, returned
from agent.steps.act import rest, returning
from agent.steps.act.allocating import (
    fill,
    forget_entry,
    make_room,
    settle_others,
    take_back,
)
from agent.steps.act.named import (
    the_booked,
    the_customer,
    the_invoice,
    the_subject,
)
from agent.steps.act.whose import NOT_HIS
from agent.steps.advances import WAITS, owed_by, owner_of, spread
from agent.steps.booking import post, taught_by
from agent.steps.collected import as_collected, is_so
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.in_question import is_programs_no

_LATEST = 1000  # payments among which the same entry is looked for
_BY_A_PERSON = ("not_ours", "by_hand")
REST_UNDONE = "only the answer about its rest is taken back; what it paid before stands"
ALL_UNDONE = "all of it is taken back"
ANSWER_UNDONE = "the answer is taken back"


def accept(desk: Desk, by: str, payment_no: int, rank: int = 1) -> Candidate:
    """Confirm one of the candidates proposed for a payment.

    One that says only whose money it is pays what he owed first (art. 1193 c.c.).

    Raises:
        Refused: There is no such payment or candidate, or it no longer fits.
    """
    with transaction(desk, by) as tx:
        payment = the_booked(tx, payment_no)
        found = proposals.candidates(tx, payment.id)
        if not 1 <= rank <= len(found):
            raise Refused(
                f"candidate {rank} of payment {payment_no}: there are {len(found)}; "
                f"`sollecito review payment {payment_no} --invoice NUMBER` names an invoice"
            )
        chosen = _with_parts(tx, payment, found[rank - 1])
        _must_fit(tx, payment, chosen)
        post(desk, tx, payment, chosen, by=by)
    settle_others(desk)
    return chosen


def _with_parts(tx: Tx, payment: Payment, chosen: Candidate) -> Candidate:
    if chosen.allocations:
        return chosen
    owed = owed_by(tx, chosen.customer_id, payment.free.currency)
    parts = spread(owed, payment.free)
    said = ("It pays what was due first.",) if parts else ()
    return replace(chosen, allocations=parts, reasons=(*chosen.reasons, *said))


def allocate(desk: Desk, by: str, payment_no: int, numbers: Sequence[str]) -> None:
    """Put a payment against invoices in the order named, oldest instalment first.

    What is left over stays free; what is missing stays open.

    Raises:
        Refused: A name fits nothing, the invoices belong to several customers,
            the bank took the payment back, or nothing is left to allocate.
    """
    with transaction(desk, by) as tx:
        payment = the_booked(tx, payment_no)
        if payment.state == "undone":
            raise Refused(f"payment {payment_no} was taken back; it pays nothing")
        named = [the_invoice(tx, number) for number in numbers]
        if payment.how == returned.HOW:
            returning.name(desk, tx, payment, named, by)
        else:
            post(desk, tx, payment, _chosen(desk, tx, payment, named), by=by)
    settle_others(desk)


def _chosen(desk: Desk, tx: Tx, payment: Payment, named: Sequence[Entry]) -> Candidate:
    """Spread a payment over what a person named."""
    make_room(tx, payment, named)
    parts = fill(tx, payment.free, named)
    if not parts and not payment.free.cents:
        raise Refused(
            f"payment {payment.no} is used up by what it pays already; `sollecito "
            f"review payment {payment.no} --undo` frees it"
        )
    if not parts:
        raise Refused(f"nothing of payment {payment.no} fits these invoices")
    chosen = Candidate(named[0].customer_id, parts, 1.0, ("A person allocated it.",))
    read = as_collected(tx, payment, chosen, desk.rules.self_collected)
    if len({entry.customer_id for entry in named}) != 1 and not is_so(read):
        raise Refused("name invoices of one customer at a time")
    return read


def _must_fit(tx: Tx, payment: Payment, chosen: Candidate) -> None:
    parts = chosen.allocations
    closed = {one.item_id: one.amount.cents for one in chosen.residues}
    items = {
        item.id: item for item in invoices.items(tx, [part.item_id for part in parts])
    }
    asked = sum(part.amount.cents for part in parts)
    fits = all(
        part.item_id in items
        and _within(
            items[part.item_id], part.amount.cents + closed.get(part.item_id, 0)
        )
        for part in parts
    )
    if not fits or asked > payment.free.cents:
        raise Refused(
            f"payment {payment.no} or its invoices changed meanwhile; look at "
            "`sollecito review` again"
        )


def _within(item: OpenItem, cents: int) -> bool:
    low, high = sorted((0, item.open.cents))
    return low <= cents <= high


def correct(desk: Desk, by: str, payment_no: int, words: str) -> Candidate:
    """Put a payment where a person says it belongs, whatever it paid before.

    Args:
        words: An invoice; or a customer, whose oldest debts it then pays.

    Raises:
        Refused: Nothing fits the words, or nothing is open there.
    """
    with transaction(desk, by) as tx:
        payment = the_booked(tx, payment_no)
        if payment.how == returned.HOW or payment.state == "undone":
            raise Refused(f"payment {payment_no} cannot be put against another invoice")
        done = payments.allocations(tx, payment=payment.id)
        if done:
            _forget_payer(tx, payment, done)
            take_back(desk, tx, payment, done, f"{by} corrected it")
            payment = payments.get(tx, payment.id)
        named = the_subject(tx, words)
        if isinstance(named, Entry):
            chosen = _chosen(desk, tx, payment, [named])
        else:
            said = Candidate(named.id, (), 1.0, ("a person said whose it is",))
            chosen = _with_parts(tx, payment, said)
        if not chosen.allocations:
            raise Refused(f"{words} owes nothing that payment {payment_no} could pay")
        post(desk, tx, payment, chosen, by=by)
    settle_others(desk)
    return chosen


def _forget_payer(tx: Tx, payment: Payment, done: Sequence[Booked]) -> None:
    for mark, customer_id in taught_by(payment, done):
        payers.unteach(tx, mark, customer_id)


def not_ours(desk: Desk, by: str, payment_no: int, because: str) -> None:
    """Say that a payment, or what is left of it, pays no invoice.

    Reminders held for it go on.

    Raises:
        Refused: There is no such payment, or nothing of it is left over.
    """
    with transaction(desk, by) as tx:
        payment = the_booked(tx, payment_no)
        is_used = bool(payments.allocations(tx, payment=payment.id))
        is_left = payment.free.cents > 0 and owner_of(tx, payment) is not None
        if is_used and not is_left:
            raise Refused(
                f"payment {payment_no} is allocated; take that back first: "
                f"`sollecito review payment {payment_no} --undo`"
            )
        asked = {one.customer_id for one in proposals.candidates(tx, payment.id)}
        payments.decide(tx, payment.id, "not_ours", because)
        proposals.drop_proposals(tx, payment.id)
        ease.answered(tx, asked)
        said = "what is left of it" if is_used else "it"
        _log(tx, payment, "payment.not_ours", f"a person says {said} pays no invoice")


def undo(desk: Desk, by: str, payment_no: int) -> str:
    """Take back what was decided about a payment, and what that taught.

    Whose a bank's payment is becomes a question again, and whom it asks about is held
    meanwhile; an entry by hand is gone; "pays no invoice" and "not his" are forgotten.
    An answer about a rest is taken back alone: what the payment paid before stands.

    Returns:
        Which of it was taken back, as a sentence's words.

    Raises:
        Refused: Nothing was decided about it, or by the program, which would again.
    """
    with transaction(desk, by) as tx:
        payment = the_booked(tx, payment_no)
        done = payments.allocations(tx, payment=payment.id)
        is_said = payment.decision in _BY_A_PERSON or payment.because == NOT_HIS
        if payment.state == "undone" or not (done or is_said):
            raise Refused(f"nothing was decided about payment {payment_no}")
        if is_programs_no(tx, payment):
            raise Refused(
                f"the program decided that, nobody's answer: {payment.because} "
                f"`sollecito review payment {payment_no} --invoice NUMBER` says what it "
                "pays"
            )
        if done and payment.decision == "not_ours":
            said = "a person took back that what is left of it pays no invoice"
            rest.ask_again(tx, payment, said)
            told = REST_UNDONE
        elif answer := rest.answer_of(payment, done):
            rest.take_back_answer(desk, tx, payment, answer)
            told = REST_UNDONE
        else:
            _take_all_back(desk, tx, payment, done, by)
            told = ALL_UNDONE if done else ANSWER_UNDONE
    settle_others(desk)
    return told


def _take_all_back(
    desk: Desk, tx: Tx, payment: Payment, done: Sequence[Booked], by: str
) -> None:
    said = f"{by} took it back"
    _forget_payer(tx, payment, done)
    if payment.how == returned.HOW and done:
        returned.untie(desk, tx, payment, said)
    elif payment.source == "hand":
        forget_entry(desk, tx, payment, done)
    elif done or payment.because == NOT_HIS:
        take_back(desk, tx, payment, done, said)
    else:
        payments.decide(tx, payment.id, "new", said)
    paid = invoices.items(tx, [one.item_id for one in done])
    about = {
        *(f"customer:{item.customer_id}" for item in paid),
        *(f"invoice:{item.invoice_id}" for item in paid),
    }
    _log(tx, payment, "payment.undone", "a person took it back", *about)


def beyond(desk: Desk, words: str, amount: Money, how: str) -> Money:
    """Tell how much of an entry by hand no invoice would take: it would stay free.

    An advance is meant to stay free: nothing of it is too much.

    Raises:
        Refused: The words name no invoice, or nothing of it is open.
    """
    if how == payments.ADVANCE:
        return Money(0, amount.currency)
    with picture(desk) as tx:
        return _left(amount, _parts(tx, amount, the_invoice(tx, words)))


def _left(amount: Money, parts: Sequence[Allocation]) -> Money:
    return Money(
        amount.cents - sum(each.amount.cents for each in parts), amount.currency
    )


def _parts(tx: Tx, amount: Money, entry: Entry) -> tuple[Allocation, ...]:
    if entry.state == "review":
        raise Refused(
            f"invoice {entry.number} is in doubt; settle that first: "
            f"`sollecito review invoice {entry.number}`"
        )
    parts = fill(tx, amount, [entry])
    if not parts:
        raise Refused(
            f"invoice {entry.number} has nothing open in {amount.currency}; enter the "
            "money as an advance of its customer: --how advance"
        )
    return parts


def pay(
    desk: Desk,
    by: str,
    words: str,
    amount: Money,
    paid_on: date,
    how: str,
    *,
    may_exceed: bool = False,
) -> Payment:
    """Enter money that came another way: cash, cheque, set-off, advance.

    Args:
        words: An invoice's number; or a customer, for an advance that stays free.
        may_exceed: What the invoice does not take stays free.

    Raises:
        Refused: Nothing fits the words, the same entry stands already, or it is
            more than what is open.
    """
    with transaction(desk, by) as tx:
        line = BankLine(paid_on, amount, is_credit=True, remittance=f"{how} {words}")
        if _stands(tx, line):
            raise Refused(f"{how} of {amount} on {paid_on} for {words} stands already")
        fingerprint = hashlib.sha256(f"hand|{tx.new_id()}".encode()).hexdigest()
        if how == payments.ADVANCE:
            payment = _enter(tx, line, fingerprint, how, the_customer(tx, words).id)
            payments.decide(tx, payment.id, "by_hand", WAITS)
            questions.look_anew(tx)
        else:
            entry = the_invoice(tx, words)
            parts = _parts(tx, amount, entry)
            left = _left(amount, parts)
            if left.cents and not may_exceed:
                raise Refused(f"{amount} is {left} more than {entry.number} has open")
            payment = _enter(tx, line, fingerprint, how, entry.customer_id)
            chosen = Candidate(
                entry.customer_id, parts, 1.0, (f"{how}, entered by a person",)
            )
            post(desk, tx, payment, chosen, by=by)
    settle_others(desk)
    with picture(desk) as tx:
        return payments.get(tx, payment.id)


def _enter(
    tx: Tx, line: BankLine, fingerprint: str, how: str, customer_id: str
) -> Payment:
    payment_id = recording.record(
        tx, line, "", fingerprint, "hand", "", how=how, customer_id=customer_id
    )
    return payments.get(tx, payment_id)


def _stands(tx: Tx, line: BankLine) -> bool:
    """Tell whether a person entered the same money before, and let it stand."""
    return any(
        one.source == "hand"
        and one.state != "undone"
        and (one.booked_on, one.amount, one.remittance)
        == (line.booked_on, line.amount, line.remittance)
        for one in payments.latest(tx, _LATEST)
    )


def _log(tx: Tx, payment: Payment, what: str, because: str, *about: str) -> None:
    amount = str(payment.amount)
    events.write(tx, what, f"payment:{payment.id}", because, *about, amount=amount)
