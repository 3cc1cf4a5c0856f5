"""Documents: which format an invoice file has, and what was read from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from agent.errors import Unreadable
from agent.model.invoice import DocumentKind, Invoice, Party

ClosedState = Literal["settled", "void"]


@dataclass(frozen=True, slots=True)
class Closed:
    """A row of a table that says a document is open no more.

    Args:
        state: Paid, or never to be paid: cancelled, a draft.
        says_kind: The row says what it is.
    """

    number: str
    issued_on: date
    kind: DocumentKind
    buyer: Party
    state: ClosedState
    says_kind: bool = True


@dataclass(frozen=True, slots=True)
class Documents:
    """What a file held: the good documents, and sentences on the rest.

    Args:
        problems: Each names the place, what is wrong and what to do; a document
            it speaks of is not among the invoices.
        notes: What was left out on purpose.
        closed: Those of a table that are open no more.
        is_table: They are rows of a table, not documents as they were issued.
    """

    invoices: tuple[Invoice, ...]
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    closed: tuple[Closed, ...] = ()
    is_table: bool = False


@dataclass(frozen=True, slots=True)
class InvoiceFormat:
    """One way in which programs write invoices.

    Args:
        claims: Tells from content (the name is a hint at most) whether a file
            is of this format.
        read: Gives the documents; raises Unreadable. Both take the bytes and the
            file's name.
    """

    name: str
    claims: Callable[[bytes, str], bool]
    read: Callable[[bytes, str], Documents]


def read_document(
    data: bytes, name: str, formats: Sequence[InvoiceFormat]
) -> Documents:
    """Read a file of one or many invoices.

    Args:
        name: As people know the file; stands in every problem.
        formats: The first that claims the file reads it.

    Raises:
        Unreadable: No format knows the file, or nothing in it can be trusted.
    """
    if not data.strip():
        raise Unreadable(f"{name}: the file is empty; export it again")
    for format_ in formats:
        if format_.claims(data, name):
            return format_.read(data, name)
    known = ", ".join(format_.name for format_ in formats)
    raise Unreadable(
        f"{name}: not an invoice of a kind we read ({known}); a table needs a row of "
        "titles such as Numero, Data, Scadenza, Importo, Cliente"
    )
