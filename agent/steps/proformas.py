"""Pro-formas: asked for like invoices, until the invoice comes and takes their place.

The pro-forma's own record becomes the invoice: payments, holds, promises, objections
and letters stay where they are, and nothing is asked for twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from agent.errors import Refused
from agent.invoices.document import Documents
from agent.invoices.proforma import Known, Succession, succession
from agent.ledger import (
    events,
    invoice_files,
    invoices,
    letter_book,
    outbox,
    payments,
    plans,
    proformas,
    questions,
    twins,
    write_offs,
)
from agent.ledger.book import Tx
from agent.ledger.invoices import Entry
from agent.ledger.payments import Booked
from agent.ledger.proformas import PaidProforma
from agent.ledger.write_offs import WriteOff
from agent.matching.keys import number_keys, reference_keys
from agent.model.invoice import Invoice
from agent.model.money import Money
from agent.model.payment import Allocation, AllocationKind, Residue
from agent.steps import ease, exchange
from agent.steps.desk import Desk
from agent.steps.proforma_rows import known_again

# D.P.R. 633/1972 art. 6 (3), 21 (4): a service is done when it is paid, and its
# invoice is issued within twelve days.
_ISSUE_WITHIN = timedelta(days=12)
_LONGEST = timedelta(days=366)
_SAYS_SO = "sollecito invoices replaces"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a document beside the pro-formas.

    Args:
        id: Of the record that is this document now; empty = it is to be recorded.
        is_fresh: It is news, and not a repetition.
        document: As it is to be recorded: with the doubt, where there is one.
    """

    document: Invoice
    id: str = ""
    is_fresh: bool = False


def as_proformas(documents: Documents) -> Documents:
    """Take documents for pro-formas, as a person says."""
    return replace(
        documents,
        invoices=tuple(
            replace(one, kind="proforma") if one.kind == "invoice" else one
            for one in documents.invoices
        ),
    )


def take(
    desk: Desk, tx: Tx, invoice: Invoice, customer_id: str, source: str, sha256: str
) -> Taken:
    """Tie an invoice to its pro-forma, or a pro-forma to its invoice."""
    if known := known_again(tx, invoice, customer_id):
        invoice = known
    if invoice.kind == "proforma":
        return _take_proforma(desk, tx, invoice, customer_id)
    if invoice.kind != "invoice":
        return Taken(invoice)
    waiting = proformas.waiting(tx, customer_id)
    if not waiting or twins.stands(tx, invoice, customer_id):
        return Taken(invoice)
    found = succession(invoice, [_known(tx, one) for one in waiting])
    if found.id:
        (one,) = (each for each in waiting if each.id == found.id)
        _replace(desk, tx, one, invoice, source, sha256, found.because)
        return Taken(invoice, one.id, is_fresh=True)
    return Taken(_in_doubt(invoice, found) if found.perhaps else invoice)


def _take_proforma(desk: Desk, tx: Tx, proforma: Invoice, customer_id: str) -> Taken:
    """Know a pro-forma again whose invoice came before it."""
    if known := proformas.replaced_by(tx, customer_id, proforma):
        return Taken(proforma, known)
    if twins.stands(tx, replace(proforma, kind="invoice"), customer_id):
        raise Refused(
            f"{proforma.number} of {proforma.issued_on} stands already as an invoice of "
            "this customer: as a pro-forma, too, it would be asked for twice"
        )
    until = min(proforma.issued_on + _LONGEST, desk.clock.today())
    found = proformas.likely_successors(tx, customer_id, proforma, until)
    if not found or twins.stands(tx, proforma, customer_id):
        return Taken(proforma)
    numbers = ", ".join(one.number for one in found)
    doubt = (
        f"invoice {numbers} for the same amount was issued since; `{_SAYS_SO} "
        f"{found[0].number} {proforma.number}` says that it took its place"
    )
    remarks = (*proforma.remarks, doubt)
    return Taken(replace(proforma, remarks=remarks, needs_review=True))


def _in_doubt(invoice: Invoice, found: Succession) -> Invoice:
    numbers = ", ".join(found.perhaps)
    doubt = (
        f"it may take the place of pro-forma {numbers}, but {found.because}; "
        f"`{_SAYS_SO} {invoice.number} {found.perhaps[0]}` says so, "
        "accepted it is asked for beside it"
    )
    return replace(invoice, remarks=(*invoice.remarks, doubt), needs_review=True)


def _known(tx: Tx, entry: Entry) -> Known:
    items = twins.items_of(tx, entry.id)
    put = [one for item in items for one in payments.allocations(tx, item=item)]
    parts = twins.parts(tx, entry.id)
    return Known(
        id=entry.id,
        number=entry.number,
        issued_on=entry.issued_on,
        total=entry.total,
        due=Money(sum(part.amount.cents for part in parts), entry.total.currency),
        is_paid=sum(one.amount.cents for one in put) > 0,
        is_tangled=_is_tangled(tx, entry, put),
    )


def _is_tangled(tx: Tx, entry: Entry, put: Sequence[Booked]) -> bool:
    is_returned = any(one.kind == "returned" for one in put)
    given_up = write_offs.standing(tx, entry.id)
    running = plans.in_state(tx, "running", "broken")
    is_in_parts = any(entry.id in plan.invoice_ids for plan in running)
    return is_returned or is_in_parts or any(not one.payment_id for one in given_up)


def _replace(
    desk: Desk,
    tx: Tx,
    proforma: Entry,
    invoice: Invoice,
    source: str,
    sha256: str,
    because: str,
) -> None:
    closed = write_offs.standing(tx, proforma.id)
    put = _take_off(tx, proforma.id)
    numbers = number_keys(invoice.number) or (invoices.plain_number(invoice.number),)
    others = reference_keys(invoice.references)
    proformas.become(
        tx,
        proforma,
        invoice,
        (*numbers, *others),
        source,
        sha256,
        [key.removeprefix("=") for key in others],
    )
    _put_back(tx, proforma.id, put)
    _close_again(tx, proforma.id, closed)
    events.write(
        tx,
        "proforma.replaced",
        f"invoice:{proforma.id}",
        f"invoice {invoice.number} took the place of pro-forma {proforma.number}: "
        f"{because}",
        f"customer:{proforma.customer_id}",
        total=str(invoice.total),
        due=str(invoice.amount_due),
    )
    if invoice.needs_review:
        twins.doubt(tx, proforma.id, "; ".join(invoice.remarks))
    exchange.recorded(desk, tx, proforma.id)
    _take_back_letters(tx, proforma)
    questions.look_anew(tx)


def _take_off(tx: Tx, invoice_id: str) -> list[Booked]:
    found = [
        one
        for item in twins.items_of(tx, invoice_id)
        for one in payments.allocations(tx, item=item)
    ]
    for one in found:
        payments.undo(tx, one)
    return sorted(found, key=lambda one: one.id)


def _put_back(tx: Tx, invoice_id: str, put: Sequence[Booked]) -> None:
    """Put the same money against the invoice, first instalment first.

    What it does not take is free again, and asked about.
    """
    items, parts = twins.items_of(tx, invoice_id), twins.parts(tx, invoice_id)
    left = {item: part.amount.cents for item, part in zip(items, parts, strict=True)}
    for one in put:
        rest = one.amount.cents
        for item, room in left.items():
            cents = min(rest, room)
            if cents > 0:
                kind = _kind(one, is_whole=cents == room)
                part = Allocation(item, Money(cents, one.amount.currency), kind)
                payments.allocate(tx, one.payment_id, part, one.reasons, one.by)
                left[item] -= cents
                rest -= cents
        if rest > 0:
            because = "the invoice is for less than the pro-forma it was paid on"
            payments.decide(tx, one.payment_id, "unknown", because)


def _close_again(tx: Tx, invoice_id: str, closed: Sequence[WriteOff]) -> None:
    """Close what a payment left open of a pro-forma, where the invoice leaves it too."""
    for one in closed:
        items = invoices.items_of(tx, invoice_id)
        same = [item for item in items if item.open == one.amount]
        if same and any(
            part.payment_id == one.payment_id
            for part in payments.allocations(tx, item=same[0].id)
        ):
            residue = Residue(same[0].id, one.amount, one.because)
            write_offs.close(tx, residue, one.payment_id)


def _kind(one: Booked, *, is_whole: bool) -> AllocationKind:
    if one.kind == "collected":
        return "collected"
    return "exact" if is_whole else "part"


def _take_back_letters(tx: Tx, proforma: Entry) -> None:
    """Withdraw letters not gone that speak of the pro-forma."""
    items = set(twins.items_of(tx, proforma.id))
    for delivery in outbox.of_customer(tx, proforma.customer_id):
        if delivery.state in outbox.NOT_GONE and items & set(
            letter_book.enclosed(tx, delivery.letter_id)
        ):
            ease.withdraw(tx, delivery, "an invoice took the place of what it asks for")


def say(desk: Desk, tx: Tx, invoice: Entry, proforma: Entry) -> None:
    """Let an invoice that stands beside a pro-forma take its place.

    Raises:
        Refused: They are not an invoice and a pro-forma of one customer, or money
            or a decision of a person hangs on both.
    """
    if invoice.kind != "invoice" or proforma.kind != "proforma":
        raise Refused("say the number of an invoice, then that of a pro-forma")
    if invoice.customer_id != proforma.customer_id:
        raise Refused(f"{invoice.number} and {proforma.number} are of two customers")
    if "cancelled" in (invoice.state, proforma.state):
        raise Refused("one of them is cancelled; `sollecito review` restores it")
    items = twins.items_of(tx, invoice.id)
    if any(payments.allocations(tx, item=item) for item in items):
        raise Refused(
            f"money was put against {invoice.number} already; take it off first: "
            "`sollecito review payment NO --undo`"
        )
    if _known(tx, proforma).is_tangled:
        raise Refused(
            f"some of {proforma.number} was given up or came back unpaid, or a plan "
            "runs: end that first"
        )
    told = proformas.as_read(tx, invoice)
    twins.make_way(tx, invoice.id)
    invoices.cancel(tx, invoice.id, f"it took the place of pro-forma {proforma.number}")
    because = "a person says so"
    _replace(desk, tx, proforma, told.document, told.source, told.sha256, because)
    invoice_files.keep_with(tx, invoice.id, proforma.id)
    ease.take_back(desk, tx, proforma.customer_id)


def is_about_proforma(entry: Entry) -> bool:
    """Tell whether a doubt is which pro-forma an invoice took the place of."""
    return _SAYS_SO in entry.remarks


def to_issue(tx: Tx) -> tuple[tuple[PaidProforma, date], ...]:
    """Give the pro-formas that were paid, with the day their invoice is due to be issued."""
    return tuple((one, one.paid_on + _ISSUE_WITHIN) for one in proformas.paid(tx))
