"""Pro-formas read in the words of a PDF: claims, until a person confirms them once."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import PurePath

from agent.errors import Refused, Unreadable
from agent.forms.iban import other_accounts
from agent.invoices.identity import vat_id
from agent.invoices.written import Written
from agent.ledger import (
    candidates,
    customers,
    holds,
    invoice_files,
    invoices,
    proformas,
    twins,
    writers,
)
from agent.ledger.book import Tx
from agent.ledger.invoices import Entry
from agent.matching.keys import number_keys
from agent.matching.names import Agreement, agreement, legal_form, payer_key
from agent.model.customer import Customer
from agent.model.invoice import Instalment, Invoice, Party
from agent.model.money import Money
from agent.steps import import_invoices
from agent.steps.desk import Desk
from agent.steps.import_invoices import Imported
from agent.steps.own_account import ours

_READ = "was read in the words of a PDF"
_ADDRESSED = re.compile(
    r"^(?:cliente|destinatari[oa]|intestatari[oa]|committente|customer|client|kunde|to"
    r"|bill(?:ed)? to|invoice to|rechnung an|an|[àa]|para|facturar a)\b[\s:.]*",
    re.I,
)
_MOST_WORDS = 12
_LONGEST_NAME = 6


@dataclass(frozen=True, slots=True)
class Told:
    """What a person says of a pro-forma; what is empty stays as it was read.

    Args:
        customer: His number, e-mail address, VAT id or a part of his name.
        amount: To be transferred.
        currency: Of it; empty = as it was read, else EUR.
    """

    number: str = ""
    issued_on: date | None = None
    customer: str = ""
    amount: Decimal | None = None
    currency: str = ""
    due_on: date | None = None


NOTHING = Told()


def take(
    desk: Desk, tx: Tx, written: Written, name: str, sha256: str, told: Told
) -> Imported:
    """Record what a PDF says as a pro-forma in review; harmless the second time.

    Raises:
        Unreadable: Something essential is not said, or said in two ways.
    """
    if known := _standing(tx, sha256, told):
        return _known(known, name, told)
    problems, customer_id = _customer_of(desk, tx, written, told)
    problems = [*_unclear(written, told), *problems]
    if problems and told == NOTHING and (copied := _copied(tx, name, customer_id)):
        _keep(tx, copied, name, sha256)
        return Imported(is_fresh=False, invoice_id=copied)
    document = _document(written, told)
    if problems or document is None:
        raise Unreadable(_asks(name, problems))
    one = import_invoices.record_for(desk, tx, document, customer_id, name, sha256)
    if one.invoice_id:
        _keep(tx, one.invoice_id, name, sha256)
    return one


def correct(desk: Desk, tx: Tx, entry: Entry, told: Told) -> str:
    """Put a pro-forma in review anew as a person says it is; it counts as open.

    Returns:
        The id of what stands for it now.

    Raises:
        Refused: What is said cannot be.
    """
    read = proformas.as_read(tx, entry)
    document = _corrected(read.document, told)
    owner = _told_customer(tx, told.customer).id if told.customer else entry.customer_id
    twins.make_way(tx, entry.id)
    invoices.cancel(tx, entry.id, "a person corrected it")
    holds.release_for(tx, entry.id, "a person corrected it")
    one = import_invoices.record_for(
        desk, tx, document, owner, read.source, read.sha256
    )
    invoice_files.keep_with(tx, entry.id, one.invoice_id)
    return one.invoice_id


def is_claim(entry: Entry) -> bool:
    """Tell whether a document in review waits because a PDF alone tells of it."""
    return _READ in entry.remarks


def _corrected(document: Invoice, told: Told) -> Invoice:
    (first, *others) = document.instalments
    if others and (told.amount is not None or told.due_on):
        raise Refused("it has several instalments; correct its file")
    due = first.amount
    if told.amount is not None:
        due = Money.of(told.amount, told.currency or due.currency)
    fresh = replace(
        document,
        number=told.number or document.number,
        issued_on=told.issued_on or document.issued_on,
        total=due if told.amount is not None else document.total,
        instalments=(
            replace(first, amount=due, due_on=told.due_on or first.due_on),
            *others,
        ),
    )
    due_on = fresh.instalments[0].due_on
    if due_on and due_on < fresh.issued_on:
        raise Refused(
            f"it cannot be due on {due_on}, before its date {fresh.issued_on}"
        )
    return fresh


def _standing(tx: Tx, sha256: str, told: Told) -> Entry | None:
    """Give the document that a file was read as; one refused can be told anew."""
    found = [
        entry
        for owner in invoice_files.owners(tx, sha256)
        if not twins.gave_way(tx, owner)
        for entry in invoices.find(tx, (), owner)
        if entry.state != "cancelled" or told == NOTHING
    ]
    return found[0] if found else None


def _known(entry: Entry, name: str, told: Told) -> Imported:
    said = (
        f"{name}: it was read as {entry.number} already; "
        f"`sollecito review invoice {entry.number}` corrects it while it waits"
    )
    remarks = () if told == NOTHING else (said,)
    return Imported(is_fresh=False, remarks=remarks, invoice_id=entry.id)


def _copied(tx: Tx, name: str, customer_id: str) -> str:
    """Give the pro-forma that a file name names; empty if none or several.

    Args:
        customer_id: Whom the file speaks of: it is no copy of another's.
    """
    keys = [key for key in number_keys(PurePath(name).stem) if not key.startswith("~")]
    items = candidates.by_keys(tx, keys)
    found = {
        one.invoice_id
        for one in items
        if (one.is_proforma or one.proforma) and customer_id in ("", one.customer_id)
    }
    return found.pop() if len(found) == 1 else ""


def _keep(tx: Tx, invoice_id: str, name: str, sha256: str) -> None:
    own = PurePath(name).name
    invoice_files.attach(tx, invoice_id, sha256, own, "application/pdf")


def _document(written: Written, told: Told) -> Invoice | None:
    number = told.number or written.number
    issued_on = told.issued_on or written.issued_on
    due, total = written.due, written.total
    if told.amount is not None:
        currency = told.currency or (due.currency if due else "EUR")
        due = total = Money.of(told.amount, currency)
    if not number or issued_on is None or due is None or total is None:
        return None
    due_on = told.due_on or written.due_on
    read = f"issued {issued_on}, {due} to be paid"
    read += f", due {due_on}" if due_on else ""
    return Invoice(
        number=number,
        issued_on=issued_on,
        kind="proforma",
        total=total,
        instalments=(Instalment(due_on, due),),
        remarks=(f"{number} {_READ}, {read}: it is asked for once you confirm it",),
        needs_review=True,
    )


def _unclear(written: Written, told: Told) -> Iterator[tuple[str, str]]:
    """Say what of a pro-forma is missing or contradicts itself, and which option says it."""
    said = dict(written.wrong)
    if not told.number and not written.number:
        yield said.get("number", "its number is not to be found"), "--number NUMBER"
    if not told.issued_on and not written.issued_on:
        yield said.get("issued", "its date is not to be found"), "--issued DAY"
    if told.amount is None and written.due is None:
        why = said.get("amount", "the sum to be paid is not to be found")
        yield why, "--amount 1220.00"
    if not told.due_on and "due" in said:
        yield said["due"], "--due DAY"


def _asks(name: str, problems: Iterable[tuple[str, str]]) -> str:
    whys, options = zip(*problems, strict=True)
    command = " ".join(["sollecito import --proforma", shlex.quote(name), *options])
    return f"{name}: a pro-forma, but {', and '.join(whys)}; `{command}` says it"


def _told_customer(tx: Tx, words: str) -> Customer:
    found = customers.find(tx, words)
    if len(found) != 1:
        many = "several customers fit" if found else "no customer fits"
        raise Refused(f"{many} {words!r}; `sollecito customers` lists their numbers")
    return found[0]


def _customer_of(
    desk: Desk, tx: Tx, written: Written, told: Told
) -> tuple[list[tuple[str, str]], str]:
    """Give what is in the way, or the one customer a pro-forma is for."""
    option = "--customer NO"
    if told.customer:
        return [], _told_customer(tx, told.customer).id
    accounts = " ".join(written.ibans)
    mine = ours(desk)
    others = other_accounts(accounts, mine) if mine else {}
    if others and len(others) == len(written.ibans):
        last = next(iter(others))[-4:]
        why = f"it is to be paid to the account ...{last}, which is not in the configuration"
        return [(why, option)], ""
    ways: tuple[Callable[[], Iterable[str]], ...] = (
        lambda: _by_number(desk, tx, written),
        lambda: writers.of(tx, _theirs(desk, written.emails)),
        lambda: _by_name(desk, tx, written, written.head),
        lambda: _by_name(desk, tx, written, _windows(written.head)),
    )
    found = next(filter(None, (list(dict.fromkeys(way())) for way in ways)), [])
    if len(found) == 1:
        return [], found[0]
    if not found:
        return [("its customer is not one of those known here", option)], ""
    names = " or ".join(customers.names(tx, found).values())
    return [(f"its customer may be {names}", option)], ""


def _theirs(desk: Desk, emails: Iterable[str]) -> list[str]:
    mine = {*desk.own_addresses, desk.sender.email.lower()}
    return [one for one in emails if one not in mine]


def _numbers(desk: Desk, written: Written) -> tuple[list[str], list[str]]:
    """Give the VAT ids and tax codes that are not ours."""
    own = vat_id(desk.intake.own_vat_id).removeprefix("IT")
    return (
        [one for one in written.vat_ids if not own or one.removeprefix("IT") != own],
        [one for one in written.tax_codes if one != own],
    )


def _by_number(desk: Desk, tx: Tx, written: Written) -> Iterator[str]:
    vat_ids, tax_codes = _numbers(desk, written)
    parties = [
        *(Party(vat_id=one) for one in vat_ids),
        *(Party(tax_code=one) for one in tax_codes),
    ]
    for party in parties:
        if known := customers.recognise(tx, party, "", legal_form):
            yield known


def _by_name(
    desk: Desk, tx: Tx, written: Written, names: Iterable[str]
) -> Iterator[str]:
    """Find customers by lines that are just their names.

    One whose VAT id is known would have been found by it, where the words state one.
    """
    said = {_ADDRESSED.sub("", name) for name in names}
    keys = {payer_key(name) for name in said} - {payer_key(desk.sender.name), ""}
    is_numbered = bool(desk.intake.own_vat_id and _numbers(desk, written)[0])
    for one in customers.some(tx, customers.by_name_keys(tx, keys)):
        is_named = any(agreement(name, one.name) >= Agreement.SAME for name in said)
        if is_named and not (is_numbered and one.vat_id):
            yield one.id


def _windows(lines: Iterable[str]) -> Iterator[str]:
    """Give every few words in a row: a name may stand beside an address."""
    for line in lines:
        words = line.split()[:_MOST_WORDS]
        for start in range(len(words)):
            for end in range(start + 2, min(start + _LONGEST_NAME, len(words)) + 1):
                yield " ".join(words[start:end])
