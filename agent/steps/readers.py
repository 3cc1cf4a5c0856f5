"""Readers: the formats that files are read by, and where each is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from agent import plugins
from agent.bank import formats as statement_formats
from agent.bank.formats.columns import columns_format as statement_columns_format
from agent.bank.statement import StatementFormat
from agent.bounded import Bounded
from agent.invoices import formats as invoice_formats
from agent.invoices.document import InvoiceFormat
from agent.invoices.formats.columns import columns_format
from agent.steps.contents import Apart, Formats, Sight, here, look


@dataclass(frozen=True, slots=True)
class Readers:
    """The formats that files are read by, and where.

    Args:
        customer_columns: The operator's own header words for customers' files.
        taught: Tables whose columns a person explained: these it claims before
            any other format.
        apart: Runs a reader over large files and PDFs: in a child with limits.
    """

    statements: Sequence[StatementFormat]
    invoices: Sequence[InvoiceFormat]
    customer_columns: Mapping[str, str] = field(default_factory=dict)
    taught: StatementFormat | None = None
    apart: Apart = here

    def look(self, data: bytes, name: str) -> Sight:
        """Say what a file is, by its content; the name is a hint at most."""
        formats = Formats(
            self.statements, self.invoices, self.customer_columns, self.taught
        )
        return look(data, name, formats, self.apart)


def readers(
    columns: Mapping[str, str] | None = None,
    customer_columns: Mapping[str, str] | None = None,
    statement_columns: Mapping[str, str] | None = None,
) -> Readers:
    """Give the formats that files are read by.

    Args:
        columns, customer_columns, statement_columns: The operator's own titles,
            by role.
    """
    theirs = (statement_columns_format(statement_columns),) if statement_columns else ()
    shipped = plugins.find(invoice_formats, "FORMAT", InvoiceFormat)
    own = (columns_format(columns),) if columns else ()
    return Readers(
        statements=(
            *theirs,
            *plugins.find(statement_formats, "FORMAT", StatementFormat),
        ),
        invoices=(*own, *shipped),
        customer_columns=customer_columns or {},
        apart=Bounded(),
    )
