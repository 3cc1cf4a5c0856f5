"""Import customers: a list completes those who are known, and names new ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from agent.ledger import calls, customers, events, payers
from agent.ledger.book import Tx
from agent.matching.identifiers import plain_code
from agent.matching.names import legal_form, payer_key
from agent.model.customer import Customer, CustomerRow
from agent.model.invoice import Party
from agent.steps import ease, repair
from agent.steps.desk import Desk

Outcome = Literal["new", "changed", "known"]


def record_customer(desk: Desk, tx: Tx, row: CustomerRow) -> Outcome:
    """Record or complete a customer from a list.

    What stands already is no news; an address that died stays dead until a
    person says otherwise.
    """
    party = Party(name=row.name, vat_id=row.vat_id, tax_code=row.tax_code)
    name_key = payer_key(row.name)
    known = customers.recognise(tx, party, name_key, legal_form)
    if known:
        customer = customers.get(tx, known)
    else:
        blank = Customer(id="", no=0, name=row.name, language=desk.default_language)
        customer = customers.add(tx, blank, name_key)
    said = {
        name: value
        for name in _FIELDS
        if (value := getattr(row, name)) not in ("", getattr(customer, name))
    }
    fresh = [each for each in row.emails if not customer.has(each)]
    customers.change(tx, customer.id, **said)
    for mark in _marks(row):
        payers.state(tx, mark, customer.id, desk.clock.today())
    _learn_addresses(tx, customer, fresh)
    if said or fresh or not known:
        because = "completed from a list" if known else "read from a list"
        events.write(tx, "customer.recorded", f"customer:{customer.id}", because)
        ease.take_back(desk, tx, customer.id)
    if not known:
        return "new"
    return "changed" if said or fresh else "known"


def _learn_addresses(tx: Tx, customer: Customer, fresh: Sequence[str]) -> None:
    """Take a list's new addresses, behind those he has.

    While a call is to be made for want of an address that works they come first:
    what we write to was refused, though it may not be dead for good. Else a list of
    yesterday would undo what was set by hand today.
    """
    if not fresh:
        return
    waiting = calls.listed(tx, customer=customer.id)
    is_wanted = any(call.reason in repair.ADDRESS_CALLS for call in waiting)
    first = bool(customer.addresses) and is_wanted
    for email in reversed(fresh) if first else fresh:
        customers.put_address(tx, customer.id, email, confirmed=True, first=first)
    ease.reachable(tx, customer.id, fresh)


def _marks(row: CustomerRow) -> Iterator[str]:
    """Give by what a payment of his is known, as the list states it."""
    yield from (f"iban:{account}" for account in row.ibans)
    yield from (f"code:{code}" for code in map(plain_code, row.codes))


_FIELDS = (
    "vat_id",
    "tax_code",
    "pec",
    "phone",
    "street",
    "postcode",
    "city",
    "country",
    "language",
    "register",
    "procedure",
    "group",
    "method",
)
