"""Contents: what a file is, by its bytes alone, and what it holds.

Pure and light: it also runs in the bounded child.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, assert_never

from agent.bank.guessing import may_be_statement
from agent.bank.statement import StatementFormat, read_statement
from agent.errors import Unreadable
from agent.forms.pdf_text import pdf_text
from agent.forms.table import read_beginning
from agent.invoices.customers import Customers, read_customers
from agent.invoices.document import Documents, InvoiceFormat, read_document
from agent.invoices.formats.pdf import is_pdf
from agent.invoices.sdi import is_notice, read_notice
from agent.invoices.written import Written, read_written
from agent.model.exchange import ExchangeNotice
from agent.model.payment import Statement

# "file": nobody knows what it is, for it could not be opened.
# "open_items": what is open in the invoicing program; told by a person alone.
# "proforma": documents that a person says are pro-formas, or a PDF that says it is one.
# "table": dates and amounts under titles nobody taught: perhaps the bank's.
FileKind = Literal[
    "statement",
    "table",
    "invoice",
    "open_items",
    "proforma",
    "sdi_receipt",
    "customers",
    "copy",
    "unknown",
    "file",
]
Apart = Callable[..., Any]
_LARGE_BYTES = 1024 * 1024
_UNTAUGHT = (
    "a table of dates and amounts under titles that we do not know; if it is the "
    "bank's, `sollecito bank teach` asks once what its columns are"
)


def here(reader: Callable[..., Any], *args: object) -> Any:
    """Run a reader in this process: for tests, and files of our own making."""
    return reader(*args)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file is and holds: one of the fields, by its kind.

    Args:
        refused: Why it could not be read, though its kind is known; empty = it was.
        written: What the words of a PDF say that has no data inside.
    """

    kind: FileKind
    refused: str = ""
    statements: tuple[Statement, ...] = ()
    documents: Documents = Documents(())
    notice: ExchangeNotice | None = None
    customers: Customers = Customers(())
    written: Written | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """What a file is; `read` gives what it holds, or raises Unreadable."""

    kind: FileKind
    read: Callable[[], Contents]


@dataclass(frozen=True, slots=True)
class Formats:
    """The formats that files are read by.

    Args:
        customer_columns: The operator's own header words for customers' files.
        taught: Tables whose columns a person explained: these it claims before
            any other format.
    """

    statements: Sequence[StatementFormat]
    invoices: Sequence[InvoiceFormat]
    customer_columns: Mapping[str, str]
    taught: StatementFormat | None = None

    @property
    def all_statements(self) -> tuple[StatementFormat, ...]:
        """Give the formats of statements, the taught ones first."""
        return (*((self.taught,) if self.taught else ()), *self.statements)


def look(data: bytes, name: str, formats: Formats, apart: Apart) -> Sight:
    """Say what a file is; one that is risky to look into is read apart at once.

    Args:
        name: A hint at most; stands in every problem.
        apart: Runs a reader with its arguments where it can do no harm.
    """
    if len(data) <= _LARGE_BYTES and not is_pdf(data):
        kind = _kind(data, name, formats)
        return Sight(kind, partial(_read, kind, data, name, formats))
    found = _apart(data, name, formats, apart)
    return Sight(found.kind, partial(_readable, found))


def _apart(data: bytes, name: str, formats: Formats, apart: Apart) -> Contents:
    try:
        found = apart(contents, data, name, formats)
    except Unreadable as error:
        # A PDF is never a statement: no letter waits for one that is a bomb.
        return Contents("copy" if is_pdf(data) else "file", f"{name}: {error}")
    assert isinstance(found, Contents)
    return found


def _readable(found: Contents) -> Contents:
    if found.refused:
        raise Unreadable(found.refused)
    return found


def contents(data: bytes, name: str, formats: Formats) -> Contents:
    """Say what a file is and read it, here and now; a refusal is a value."""
    kind = _kind(data, name, formats)
    if kind == "copy":
        written = read_written(pdf_text(data))
        return Contents("proforma" if written.is_proforma else kind, written=written)
    try:
        return _read(kind, data, name, formats)
    except Unreadable as error:
        return Contents(kind, str(error))


def _kind(data: bytes, name: str, formats: Formats) -> FileKind:
    if is_notice(data):
        return "sdi_receipt"
    if formats.taught and formats.taught.claims(data, name):
        return "statement"
    if any(form.claims(data, name) for form in formats.invoices):
        return "invoice"
    if is_pdf(data):
        return "copy"
    if any(form.claims(data, name) for form in formats.statements):
        return "statement"
    try:
        read_customers(data, name, formats.customer_columns)
    except Unreadable:
        return "table" if _is_untaught(data) else "unknown"
    return "customers"


def _is_untaught(data: bytes) -> bool:
    """Tell whether a file that nobody claims looks like a table of movements."""
    try:
        return may_be_statement(read_beginning(data))
    except Unreadable:
        return False


def _read(kind: FileKind, data: bytes, name: str, formats: Formats) -> Contents:
    match kind:
        case "statement":
            found = read_statement(data, name, formats.all_statements)
            return Contents(kind, statements=found)
        case "invoice" | "open_items" | "proforma":
            documents = read_document(data, name, formats.invoices)
            return Contents(kind, documents=documents)
        case "sdi_receipt":
            return Contents(kind, notice=read_notice(data, name))
        case "copy":
            return Contents(kind)
        case "table":
            raise Unreadable(f"{name}: {_UNTAUGHT}")
        case "customers" | "unknown" | "file":
            if not data.strip():
                raise Unreadable(f"{name}: the file is empty; it may be half written")
            # What is none of the others is told as a table we do not know.
            people = read_customers(data, name, formats.customer_columns)
            return Contents("customers", customers=people)
        case _:
            assert_never(kind)
