"""Import invoices: each document once, with its customer."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import PurePath

from agent.errors import Unreadable
from agent.ledger import (
    blobs,
    candidates,
    collections,
    customers,
    events,
    firms,
    holds,
    invoice_files,
    invoices,
    outbox,
    questions,
    twins,
)
from agent.ledger import proformas as named_proformas
from agent.ledger.book import Tx
from agent.matching.keys import number_keys, reference_keys
from agent.matching.names import legal_form, payer_key
from agent.model.customer import Address, Customer
from agent.model.invoice import Invoice, Party
from agent.steps import differing, ease, exchange, proformas
from agent.steps.desk import Desk
from agent.steps.proformas import Taken

_NAMELESS = "unknown customer"


@dataclass(frozen=True, slots=True)
class Imported:
    """Whether a document was new, and what is to be said of it.

    Args:
        problem: Why it was not recorded, though it is no repetition.
        invoice_id: Of the document as it stands; empty where none does.
        is_first_of_his: Its customer was recorded with it.
    """

    is_fresh: bool
    remarks: tuple[str, ...] = ()
    problem: str = ""
    invoice_id: str = ""
    is_first_of_his: bool = False


def record(desk: Desk, tx: Tx, invoice: Invoice, source: str, sha256: str) -> Imported:
    """Record one document with its customer; harmless the second time."""
    (told,) = record_all(desk, tx, [invoice], source, sha256)
    return told


def record_all(
    desk: Desk, tx: Tx, documents: Sequence[Invoice], source: str, sha256: str
) -> list[Imported]:
    """Record documents with their customers, in order; harmless the second time."""
    start = firms.started_on(tx) - timedelta(days=desk.rules.look_back_days)
    touched: set[str] = set()
    told = []
    for invoice in documents:
        problem = _not_ours(desk, invoice, source)
        if problem:
            told.append(Imported(is_fresh=False, problem=problem))
            continue
        customer_id, is_first = _customer_of(desk, tx, invoice.buyer)
        one, is_news = _take(desk, tx, invoice, customer_id, start, source, sha256)
        told.append(replace(one, is_first_of_his=is_first))
        touched |= {customer_id} if is_news else set()
    _after(desk, tx, touched)
    return told


def record_for(
    desk: Desk, tx: Tx, invoice: Invoice, customer_id: str, source: str, sha256: str
) -> Imported:
    """Record one document of a customer who is known; harmless the second time."""
    start = firms.started_on(tx) - timedelta(days=desk.rules.look_back_days)
    one, is_news = _take(desk, tx, invoice, customer_id, start, source, sha256)
    _after(desk, tx, {customer_id} if is_news else set())
    return one


def _take(
    desk: Desk,
    tx: Tx,
    invoice: Invoice,
    customer_id: str,
    start: date,
    source: str,
    sha256: str,
) -> tuple[Imported, bool]:
    """Record or compare a document; tell whether it brought news."""
    dated = _with_due_dates(desk, invoice)
    tied = proformas.take(desk, tx, dated, customer_id, source, sha256)
    if tied.id:
        return _tied(tied)
    take = partial(_record, desk, tx, tied.document, customer_id, start, source, sha256)
    return _stand(tx, invoice, tied.document, customer_id, source, take)


def _after(desk: Desk, tx: Tx, touched: Set[str]) -> None:
    if touched:
        questions.look_anew(tx)
    for customer_id in touched & outbox.customers_waiting(tx):
        ease.take_back(desk, tx, customer_id)  # what is asked may be less now


def _tied(tied: Taken) -> tuple[Imported, bool]:
    told = Imported(tied.is_fresh, tied.document.remarks, "", tied.id)
    return told, tied.is_fresh


def _stand(
    tx: Tx,
    read: Invoice,
    dated: Invoice,
    customer_id: str,
    source: str,
    take: Callable[[], str],
) -> tuple[Imported, bool]:
    """Record a document, or compare it with what stands; tell whether that is news.

    Args:
        read: As its file has it: a due date that we took is no difference.
        take: Records it; gives its id, or nothing where it stands.
    """
    fresh = stands = take()
    problem, is_news = "", bool(fresh)
    if not fresh:
        twin = twins.standing(tx, dated, customer_id)
        if differing.makes_way(tx, read, twin):
            fresh = take()
        elif exchange.makes_way(tx, twin, source):
            fresh = take()
            exchange.doubt_anew(tx, fresh)
        stands = fresh or twin.id
        problem = differing.doubt(tx, read, twin, source)
        is_news = bool(fresh or problem) or collections.say_methods(
            tx, stands, dated.instalments
        )
    remarks = dated.remarks if fresh else ()
    return Imported(bool(fresh), remarks, problem, stands), is_news


def _not_ours(desk: Desk, invoice: Invoice, source: str) -> str:
    """Say why a document is a supplier's; empty if it is ours.

    Without a VAT number of ours in the configuration our name must do: a
    document addressed to us was not issued by us.
    """
    own, seller = desk.intake.own_vat_id, invoice.seller
    is_others = own and seller.vat_id and not is_same_vat(own, seller.vat_id)
    name = payer_key(desk.sender.name)
    is_to_us = seller.name and name and payer_key(invoice.buyer.name) == name
    if not is_others and not (is_to_us and payer_key(seller.name) != name):
        return ""
    return (
        f"{source}: invoice {invoice.number} was issued by {seller.name} "
        f"({seller.vat_id or 'no VAT number'}), not by us "
        f"({own or desk.sender.name}): it is a supplier's"
    )


def _record(
    desk: Desk,
    tx: Tx,
    invoice: Invoice,
    customer_id: str,
    start: date,
    source: str,
    sha256: str,
) -> str:
    """Record a document once; give its id, or nothing where it stands."""
    keys = number_keys(invoice.number) or (invoices.plain_number(invoice.number),)
    others = reference_keys(invoice.references)
    invoice_id = invoices.record(
        tx,
        invoice,
        customer_id,
        (*keys, *others),
        source,
        sha256,
        [key.removeprefix("=") for key in others],
    )
    if not invoice_id:
        return ""
    events.write(
        tx,
        f"{invoice.kind}.recorded",
        f"invoice:{invoice_id}",
        f"{invoice.number} read from a file",
        f"customer:{customer_id}",
        total=str(invoice.total),
        due=str(invoice.amount_due),
    )
    if invoice.proformas:
        named_proformas.name(tx, invoice_id, invoice.proformas[0])
    _hold_backlog(desk, tx, invoice, invoice_id, customer_id, start)
    exchange.recorded(desk, tx, invoice_id)
    return invoice_id


def _with_due_dates(desk: Desk, invoice: Invoice) -> Invoice:
    """Take the statutory term where a document names no due date.

    Source: D.Lgs. 231/2002 art. 4 (2), Directive 2011/7/EU art. 3 (3): thirty days.
    """
    if all(item.due_on is not None for item in invoice.instalments):
        return invoice
    due_on = invoice.issued_on + timedelta(days=desk.rules.default_due_days)
    remark = f"{invoice.number} names no due date: {due_on.isoformat()} is taken"
    return replace(
        invoice,
        instalments=tuple(
            item if item.due_on is not None else replace(item, due_on=due_on)
            for item in invoice.instalments
        ),
        remarks=(*invoice.remarks, remark),
    )


def is_same_vat(one: str, other: str) -> bool:
    """Tell whether two VAT numbers are one, with its country or without."""
    return one.upper().removeprefix("IT") == other.upper().removeprefix("IT")


def _hold_backlog(
    desk: Desk,
    tx: Tx,
    invoice: Invoice,
    invoice_id: str,
    customer_id: str,
    start: date,
) -> None:
    """Ask a person once about what was overdue long before we started."""
    dates = [item.due_on for item in invoice.instalments if item.due_on is not None]
    if invoice.kind != "credit_note" and dates and min(dates) < start:
        holds.put(
            tx,
            customer_id,
            "backlog",
            f"{invoice.number} was overdue before Sollecito began: decide once",
            since=desk.clock.today(),
            until=None,
            invoice_id=invoice_id,
            cause=invoice_id,
        )


def _customer_of(desk: Desk, tx: Tx, party: Party) -> tuple[str, bool]:
    """Find the customer a document names, or record him; True where he is new.

    All documents that name nobody are of one customer: read again they are known.
    """
    party = replace(party, name=party.name or _NAMELESS)
    name_key = payer_key(party.name)
    known = customers.recognise(tx, party, name_key, legal_form)
    if known:
        if party.email:
            _learn_address(tx, known, party.email)
        if party.pec and not customers.get(tx, known).pec:
            customers.change(tx, known, pec=party.pec)
        return known, False
    customer = Customer(
        id="",
        no=0,
        name=party.name,
        vat_id=party.vat_id,
        tax_code=party.tax_code,
        addresses=(Address(party.email),) if party.email else (),
        pec=party.pec,
        phone=party.phone,
        street=party.street,
        postcode=party.postcode,
        city=party.city,
        country=party.country or "IT",
        language=desk.default_language,
        is_consumer=bool(party.tax_code) and not party.vat_id,
    )
    added = customers.add(tx, customer, name_key)
    events.write(
        tx, "customer.recorded", f"customer:{added.id}", "first seen on an invoice"
    )
    return added.id, True


def _learn_address(tx: Tx, customer_id: str, email: str) -> None:
    """Take an invoice's address for a customer none of whose own works."""
    customer = customers.get(tx, customer_id)
    if not customer.write_to and not customer.has(email):
        customers.put_address(tx, customer_id, email, confirmed=True)
        ease.reachable(tx, customer_id, [email])


def attach_own(tx: Tx, told: Sequence[Imported], name: str, sha256: str) -> None:
    """Keep the PDF that invoices came in as their copy."""
    for one in told:
        if one.invoice_id and not one.problem:
            own = PurePath(name).name
            invoice_files.attach(tx, one.invoice_id, sha256, own, "application/pdf")


def attach_copy(tx: Tx, name: str, data: bytes) -> bool:
    """Keep a PDF with the invoice its file name names.

    Raises:
        Unreadable: No single invoice is named.
    """
    stem = PurePath(name).stem
    keys = [key for key in number_keys(stem) if not key.startswith("~")]
    found = {item.invoice_id for item in candidates.by_keys(tx, keys)}
    if len(found) != 1:
        raise Unreadable(
            f"{name}: a copy of which invoice? name the file after its number, "
            "such as 12-2026.pdf"
        )
    sha256 = blobs.keep(tx, data, "copy")
    invoice_files.attach(
        tx, found.pop(), sha256, PurePath(name).name, "application/pdf"
    )
    return True
