"""What a person decides about an invoice: doubts, cancelling, giving up, procedure."""

from __future__ import annotations

from agent.errors import Refused
from agent.ledger import events, invoices, payments, questions, twins, write_offs
from agent.ledger.book import Tx
from agent.ledger.invoices import Entry
from agent.model.money import Money
from agent.steps import ease, proformas
from agent.steps.act.allocating import settle_others, take_back
from agent.steps.act.editing import write_anew
from agent.steps.act.named import a_procedure, the_invoice
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.written_proformas import NOTHING, Told, correct


def confirm(desk: Desk, by: str, words: str, told: Told | None = None) -> Entry:
    """Settle the doubt about an invoice, so that it counts as open.

    Args:
        told: Its due date, where the document has none; of a pro-forma whatever
            was read wrongly; None = it is right as it stands.

    Returns:
        It as it stands now: in review again where another doubt came up.

    Raises:
        Refused: It is not in review, what is said cannot be, or it still has no due
            date.
    """
    told = told or NOTHING
    with transaction(desk, by) as tx:
        entry = the_invoice(tx, words)
        if entry.state != "review":
            raise Refused(f"invoice {entry.number} is {entry.state}, not in review")
        if told != NOTHING and entry.kind == "proforma":
            entry = the_invoice(tx, correct(desk, tx, entry, told))
        else:
            _confirm(tx, entry, told)
        questions.look_anew(tx)
        _log_invoice(tx, entry, "invoice.confirmed", "a person settled the doubt")
    settle_others(desk)
    with picture(desk) as tx:
        return the_invoice(tx, entry.id)


def _confirm(tx: Tx, entry: Entry, told: Told) -> None:
    if told != Told(due_on=told.due_on):
        raise Refused("only a pro-forma is corrected; correct the invoice's file")
    if told.due_on is None and entry.due_on is None:
        raise Refused(f"invoice {entry.number} has no due date; say --due DAY")
    if told.due_on is not None:
        invoices.set_due(tx, entry.id, told.due_on)
    invoices.confirm(tx, entry.id)


def cancel(desk: Desk, by: str, words: str, because: str) -> None:
    """Say that an invoice is not to be asked for; money put against it is free.

    Raises:
        Refused: It is cancelled already.
    """
    with transaction(desk, by) as tx:
        entry = the_invoice(tx, words)
        if entry.state == "cancelled":
            raise Refused(f"invoice {entry.number} is cancelled already")
        for item_id in twins.items_of(tx, entry.id):
            for one in payments.allocations(tx, item=item_id):
                payment = payments.get(tx, one.payment_id)
                take_back(desk, tx, payment, [one], "its invoice was cancelled")
        invoices.cancel(tx, entry.id, because)
        questions.look_anew(tx)
        ease.given_up(desk, tx, entry.customer_id, entry.id)
        _log_invoice(tx, entry, "invoice.cancelled", "a person cancelled it")
    settle_others(desk)


def restore(desk: Desk, by: str, words: str) -> Entry:
    """Make a cancelled invoice what it was: open, or still in doubt.

    Payments in question are settled. Promises and disputes about it stay ended.

    Returns:
        The invoice as it stands now.

    Raises:
        Refused: It is not cancelled, or another took its place.
    """
    with transaction(desk, by) as tx:
        entry = the_invoice(tx, words)
        if entry.state != "cancelled":
            raise Refused(f"invoice {entry.number} is not cancelled")
        if twins.gave_way(tx, entry.id):
            raise Refused(
                f"another invoice {entry.number} took its place; cancel that one and "
                "import this one's file again"
            )
        invoices.restore(tx, entry.id)
        questions.look_anew(tx)
        ease.take_back(desk, tx, entry.customer_id)
        _log_invoice(tx, entry, "invoice.restored", "a person restored it")
    settle_others(desk)
    with picture(desk) as tx:
        return the_invoice(tx, entry.id)


def replace_proforma(desk: Desk, by: str, words: str, proforma: str) -> Entry:
    """Let an invoice take the place of a pro-forma, with all that hangs on it.

    Returns:
        The invoice as it stands now.

    Raises:
        Refused: They are no such two, or what was done about them stands against it.
    """
    with transaction(desk, by) as tx:
        before = the_invoice(tx, proforma)
        proformas.say(desk, tx, the_invoice(tx, words), before)
    settle_others(desk)
    with picture(desk) as tx:
        return the_invoice(tx, before.id)


def set_procedure(desk: Desk, by: str, words: str, name: str) -> Entry:
    """Give an invoice a procedure of its own.

    Args:
        name: Empty = its customer's again.

    Raises:
        Refused: There is no such invoice or procedure.
    """
    if name:
        a_procedure(desk, name)
    with transaction(desk, by) as tx:
        entry = the_invoice(tx, words)
        invoices.set_procedure(tx, entry.id, name)
        write_anew(tx, entry.customer_id, "the procedure of an invoice was changed")
        said = f"its procedure is {name}" if name else "its customer's procedure holds"
        _log_invoice(tx, entry, "invoice.changed", said)
        return entry


def write_off(desk: Desk, by: str, words: str, because: str) -> Money:
    """Give up what is still open of an invoice; it is asked for no more.

    Returns:
        How much was given up.

    Raises:
        Refused: Nothing is open, or no reason is given.
    """
    if not because.strip():
        raise Refused("a debt is given up for a reason; say which")
    with transaction(desk, by) as tx:
        entry = the_invoice(tx, words)
        owed = [item for item in invoices.items_of(tx, entry.id) if item.open.cents > 0]
        if not owed:
            raise Refused(f"invoice {entry.number} has nothing open to give up")
        for item in owed:
            write_offs.give_up(tx, item, because)
        amount = Money(sum(item.open.cents for item in owed), owed[0].open.currency)
        ease.given_up(desk, tx, entry.customer_id, entry.id)
        _log_write_off(tx, entry, "invoice.written_off", "given up", amount)
        return amount


def undo_write_off(desk: Desk, by: str, words: str) -> Money:
    """Ask again for what was given up of an invoice; give how much that is.

    Raises:
        Refused: Nothing of it was given up.
    """
    with transaction(desk, by) as tx:
        entry = the_invoice(tx, words)
        found = write_offs.standing(tx, entry.id)
        if not found:
            raise Refused(f"nothing of invoice {entry.number} was given up")
        for each in found:
            write_offs.undo(tx, each)
        cents = sum(each.amount.cents for each in found)
        amount = Money(cents, found[0].amount.currency)
        ease.take_back(desk, tx, entry.customer_id)
        _log_write_off(tx, entry, "invoice.asked_again", "asked for again", amount)
        return amount


def _log_write_off(tx: Tx, entry: Entry, what: str, done: str, amount: Money) -> None:
    events.write(
        tx,
        what,
        f"invoice:{entry.id}",
        f"{amount} {done} by a person",
        f"customer:{entry.customer_id}",
        amount=str(amount),
    )


def _log_invoice(tx: Tx, entry: Entry, what: str, because: str) -> None:
    events.write(
        tx, what, f"invoice:{entry.id}", because, f"customer:{entry.customer_id}"
    )
