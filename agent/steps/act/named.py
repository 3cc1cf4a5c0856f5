"""Find the one thing a person names; say what is missing or ambiguous."""

from __future__ import annotations

from agent.errors import Refused, Unreadable
from agent.forms.amount import amount
from agent.ledger import calls, customers, invoices, outbox, payments
from agent.ledger.book import Tx
from agent.ledger.calls import CallTask
from agent.ledger.invoices import Entry
from agent.matching.keys import number_keys
from agent.model.customer import Customer
from agent.model.letter import Delivery
from agent.model.money import Money
from agent.model.payment import Payment
from agent.steps.desk import Desk

_LONG = 10  # digits: no number for people has as many
_MOST_CENTS = 10**12  # ten thousand million: beyond it is a slip of the keys


def the_customer(tx: Tx, words: str) -> Customer:
    """Give the one customer these words mean.

    Raises:
        Refused: None fits, or several do.
    """
    found = customers.find(tx, words)
    if not found:
        raise Refused(f"no customer fits {words!r}; `sollecito customers` lists them")
    if len(found) > 1:
        some = ", ".join(f"{each.no} {each.name}" for each in found[:5])
        raise Refused(f"several customers fit {words!r}: {some}; use the number")
    return found[0]


def the_invoice(tx: Tx, words: str) -> Entry:
    """Give the one invoice these words mean.

    Raises:
        Refused: None fits, or several do.
    """
    found = _invoices(tx, words)
    if not found:
        raise Refused(f"no invoice {words!r}; `sollecito invoices --all` lists them")
    if len(found) > 1:
        some = ", ".join(
            f"{each.number} of {each.issued_on:%Y-%m-%d} (id {each.id})"
            for each in found[:5]
        )
        raise Refused(f"several invoices fit {words!r}: {some}; use the id")
    return found[0]


def the_subject(tx: Tx, words: str) -> Entry | Customer:
    """Give the invoice, or else the customer, that these words mean.

    Args:
        words: "invoice" or "customer" before the name leaves no choice.

    Raises:
        Refused: Nothing fits, or several things do.
    """
    kind, _, name = words.strip().partition(" ")
    if kind == "invoice" and name:
        return the_invoice(tx, name)
    if kind == "customer" and name:
        return the_customer(tx, name)
    if _invoices(tx, words):
        return the_invoice(tx, words)
    if customers.find(tx, words):
        return the_customer(tx, words)
    payment = _payment(tx, words)
    if payment:
        raise Refused(
            f"{words!r} is a payment: `sollecito review payment {payment.no}` shows what "
            "it was taken for and why"
        )
    raise Refused(
        f"neither an invoice nor a customer fits {words!r}; `sollecito invoices --all` "
        "and `sollecito customers` list them"
    )


def _invoices(tx: Tx, words: str) -> tuple[Entry, ...]:
    return invoices.find(tx, number_keys(words)[:1], words)


def _payment(tx: Tx, words: str) -> Payment | None:
    """Give the payment whose number this is, "payment" before it or not."""
    number = words.strip().removeprefix("payment ").strip()
    is_one = number.isascii() and number.isdigit() and len(number) < _LONG
    return payments.find(tx, int(number)) if is_one else None


def the_payment(tx: Tx, no: int) -> Payment:
    """Give a payment by its number.

    Raises:
        Refused: There is none.
    """
    found = payments.find(tx, no)
    if found is None:
        raise Refused(f"no payment {no}; `sollecito payments` lists them")
    return found


def the_booked(tx: Tx, no: int) -> Payment:
    """Give a payment that may be put against invoices.

    Raises:
        Refused: There is none, or only a notice told of it.
    """
    payment = the_payment(tx, no)
    if payment.source == "notice":
        raise Refused(
            f"payment {no} was only announced by mail: it is put against invoices "
            "once a statement tells of it; `sollecito import FILE` reads one"
        )
    return payment


def the_letter(tx: Tx, no: int) -> Delivery:
    """Give a letter by its number.

    Raises:
        Refused: There is none.
    """
    found = outbox.of_letter(tx, no)
    if not found:
        raise Refused(f"no letter {no}; `sollecito review` lists those to decide on")
    return found[0]


def the_call(tx: Tx, no: int) -> CallTask:
    """Give a call by its number.

    Raises:
        Refused: There is none.
    """
    found = calls.find(tx, no)
    if found is None:
        raise Refused(f"no call {no}; `sollecito calls` lists them")
    return found


def a_procedure(desk: Desk, name: str) -> str:
    """Give the name of a procedure that there is.

    Raises:
        Refused: There is none of that name.
    """
    if name not in desk.rules.procedures:
        known = ", ".join(sorted(desk.rules.procedures))
        raise Refused(f"no procedure {name!r}; there are {known}")
    return name


def a_group(desk: Desk, name: str) -> str:
    """Give the name of a group that the configuration gives a procedure.

    Raises:
        Refused: There is none of that name.
    """
    if name not in desk.rules.groups:
        known = ", ".join(sorted(desk.rules.groups))
        known = f"there are {known}" if known else "the configuration names none"
        raise Refused(f"no group {name!r}; {known} ([dunning] groups)")
    return name


def an_amount(words: str, currency: str) -> Money:
    """Read an amount as a person types it: 1234.50, 1.234,50 or 10,50.

    Raises:
        Refused: It is none, is not above zero, or "1.234" could be read in two ways.
    """
    try:
        money = Money.of(amount(words), currency.upper())
    except (Unreadable, ArithmeticError) as error:
        raise Refused(f"{words!r} is no clear amount; write 1234.50") from error
    if not 0 < money.cents < _MOST_CENTS:
        raise Refused(f"{words!r} is no amount that an invoice has")
    return money
