"""Open items: rows of an operator's table as invoices, rows of one invoice joined."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from agent.errors import Unreadable
from agent.forms.cells import Row, shown
from agent.forms.columns import Columns
from agent.forms.words import fold
from agent.invoices.document import Closed, ClosedState
from agent.invoices.identity import emails, tax_code, vat_id
from agent.invoices.said import State, kind_said, language_said, method_said, state_said
from agent.model.invoice import Basis, DocumentKind, Instalment, Invoice, Party
from agent.model.money import Money

_TOTAL = re.compile(r"(?:totale|totali|total|totals|summe|gesamt)\b")
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(slots=True)
class OpenItems:
    """What the rows of one table said, gathered row by row."""

    invoices: dict[tuple[str, date, str, DocumentKind], Invoice] = field(
        default_factory=dict
    )
    problems: list[str] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    closed: list[Closed] = field(default_factory=list)


def read_open_items(columns: Columns, place: Callable[[int], str]) -> OpenItems:
    """Read every row below the header.

    Rows of the same number, date and customer are instalments of one invoice.
    What is paid, cancelled, a draft or no invoice at all is left out.

    Args:
        place: Names a row for people, by its number.
    """
    found = OpenItems()
    for row in columns.header.rows:
        if _is_total(columns, row):
            continue
        try:
            read = _invoice(columns, row)
            if isinstance(read, Invoice):
                _add(found, read, columns)
                notes = _no_addresses(columns, row)
                found.notes += [f"{place(row.number)}: {note}" for note in notes]
                continue
            found.left_out.append(row.number)
            found.closed += [read] if read else []
        except Unreadable as error:
            found.problems.append(f"{place(row.number)}: {error}")
    return found


def _add(found: OpenItems, invoice: Invoice, columns: Columns) -> None:
    buyer = invoice.buyer.vat_id or invoice.buyer.tax_code or fold(invoice.buyer.name)
    key = (invoice.number, invoice.issued_on, buyer, invoice.kind)
    known = found.invoices.get(key)
    if known is None:
        found.invoices[key] = invoice
        return
    if invoice.instalments[0] in known.instalments:
        raise Unreadable(
            f"document {invoice.number} stands in the table twice; it is taken once"
        )
    found.invoices[key] = _joined(known, invoice, columns)


def _joined(known: Invoice, invoice: Invoice, columns: Columns) -> Invoice:
    instalments = (*known.instalments, *invoice.instalments)
    ordered = sorted(instalments, key=lambda item: item.due_on or date.max)
    doubts = () if invoice.remarks == known.remarks else invoice.remarks
    is_equal = len({item.amount for item in ordered}) == 1
    if is_equal and not columns.has("due"):
        doubts = (*doubts, "its rows state equal amounts: instalments, or its total?")
    total = known.total
    if not (columns.has("due") and columns.has("total")):
        total = Money(sum(item.amount.cents for item in ordered), total.currency)
    return replace(
        known,
        total=total,
        instalments=tuple(ordered),
        remarks=tuple(dict.fromkeys((*known.remarks, *doubts))),
        needs_review=known.needs_review
        or invoice.needs_review
        or (is_equal and not columns.has("due")),
    )


def _invoice(columns: Columns, row: Row) -> Invoice | Closed | None:
    is_proforma = not columns.has("number")  # only theirs have a column
    said = columns.text(row, "kind")
    kind = "proforma" if is_proforma else kind_said(said)
    says_kind = is_proforma or bool(said)
    state = state_said(columns.text(row, "state"))
    number, issued_on = _named(columns, row)
    total, due = _amounts(columns, row)
    if kind is None:
        return None
    if state in ("settled", "void") or due == 0:
        how: ClosedState = "void" if state == "void" else "settled"
        return Closed(number, issued_on, kind, _whose(columns, row), how, says_kind)
    if total < 0 or due < 0:
        kind = "credit_note"
    sign = -1 if kind == "credit_note" else 1
    buyer = _buyer(columns, row)
    currency = _currency(columns, row)
    due_on = columns.day(row, "due_on")
    doubts = tuple(_doubts(columns, state, total, due))
    silent = () if due_on else ("it states no due date",)
    amount = Money.of(sign * abs(due), currency)
    return Invoice(
        number=number,
        issued_on=issued_on,
        kind=kind,
        total=Money.of(sign * abs(total), currency),
        instalments=(
            Instalment(due_on, amount, method_said(columns.text(row, "method"))),
        ),
        buyer=buyer,
        ibans=tuple(filter(None, (columns.text(row, "iban").replace(" ", ""),))),
        remarks=silent + doubts,
        needs_review=bool(doubts),
        proformas=() if kind == "proforma" else _proformas(columns, row),
        basis=Basis() if kind == "credit_note" else _basis(columns, row),
        references=tuple(columns.text(row, "references").split()),
        says_kind=says_kind or kind == "credit_note",
    )


def _basis(columns: Columns, row: Row) -> Basis:
    """Read what the amount is made of, where the table has columns for it."""
    said = {
        role: columns.amount(row, role) if columns.has(role) else None
        for role in ("taxable", "vat", "withheld")
    }
    if not said["taxable"]:
        return Basis()
    return Basis(
        **{role: abs(Money.of(sum_).cents) for role, sum_ in said.items() if sum_}
    )


def _proformas(columns: Columns, row: Row) -> tuple[str, ...]:
    """Give the pro-forma whose place an invoice takes, where a column names it."""
    return tuple(filter(None, (columns.text(row, "proforma"),)))


def _named(columns: Columns, row: Row) -> tuple[str, date]:
    role = "number" if columns.has("number") else "proforma"
    cell = columns.cell(row, role)
    if isinstance(cell, date):
        raise Unreadable(
            f"its number became a date ({cell}) in the spreadsheet; format the "
            "column as text"
        )
    if not shown(cell):
        raise Unreadable("it has no number")
    issued_on = columns.day(row, "issued_on")
    if issued_on is None:
        raise Unreadable("it has no date")
    return shown(cell), issued_on


def _amounts(columns: Columns, row: Row) -> tuple[Decimal, Decimal]:
    """Read the total and what is to be transferred; each stands in for the other."""
    total = columns.amount(row, "total") if columns.has("total") else None
    due = columns.amount(row, "due") if columns.has("due") else None
    if total is None and due is None:
        raise Unreadable("it has no amount")
    first = total if total is not None else due
    assert first is not None
    return first, due if due is not None else first


def _doubts(
    columns: Columns, state: State, total: Decimal, due: Decimal
) -> Iterator[str]:
    yield from columns.doubts
    if abs(due) > abs(total):
        yield f"{due} is to be paid, but its total is {total}"
    if state == "part" and not columns.has("due"):
        yield "it is paid in part, and nothing says how much is left"


def _currency(columns: Columns, row: Row) -> str:
    written = columns.text(row, "currency").upper().replace("€", "EUR")
    if written and not _CURRENCY.fullmatch(written):
        raise Unreadable(f"the currency {written!r} is unknown; write EUR")
    return written or "EUR"


def _whose(columns: Columns, row: Row) -> Party:
    return Party(
        name=columns.text(row, "name"),
        vat_id=vat_id(columns.text(row, "vat_id")),
        tax_code=tax_code(columns.text(row, "tax_code")),
    )


def _no_addresses(columns: Columns, row: Row) -> Iterator[str]:
    """Name the cells for mail addresses that hold something else; not a mere dash."""
    for role in ("email", "pec"):
        written = columns.text(row, role)
        if any(map(str.isalnum, written)) and not emails(written):
            yield f"{written!r} is no mail address; the row is taken without it"


def _buyer(columns: Columns, row: Row) -> Party:
    roles = [role for role in ("name", "vat_id", "tax_code") if columns.has(role)]
    if roles and not any(columns.text(row, role) for role in roles):
        raise Unreadable("it names no customer; fill it in")
    addresses = emails(columns.text(row, "email"))
    certified = emails(columns.text(row, "pec"))
    return Party(
        name=columns.text(row, "name"),
        vat_id=vat_id(columns.text(row, "vat_id")),
        tax_code=tax_code(columns.text(row, "tax_code")),
        email=addresses[0] if addresses else "",
        pec=certified[0] if certified else "",
        phone=columns.text(row, "phone"),
        street=columns.text(row, "street"),
        postcode=columns.text(row, "postcode"),
        city=columns.text(row, "city"),
        country=columns.text(row, "country").upper() or "IT",
        language=language_said(columns.text(row, "language")),
    )


def _is_total(columns: Columns, row: Row) -> bool:
    """Tell whether a row without a date sums up the others."""
    has_date = columns.cell(row, "issued_on") != ""
    return not has_date and any(_TOTAL.match(fold(text)) for text in row.texts)
