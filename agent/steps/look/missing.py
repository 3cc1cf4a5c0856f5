"""Missing: who owes and has no e-mail that works, as a table to be filled in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from agent.forms.new_workbook import write_workbook
from agent.ledger import cases
from agent.ledger.book import Tx
from agent.model.case import Case
from agent.model.money import total
from agent.steps import repair
from agent.steps.desk import Desk
from agent.steps.each import picture

# The first four are titles that an import of the filled-in table reads.
_TITLES: Mapping[str, Sequence[str]] = {
    "it": (
        "Cliente",
        "Partita IVA",
        "Codice fiscale",
        "Email",
        "Visti nella posta",
        "Quanto deve",
    ),
    "en": (
        "Customer",
        "VAT number",
        "Tax code",
        "Email",
        "Seen in the mailbox",
        "How much is owed",
    ),
}
_RUNS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
)  # a spreadsheet takes such a cell for a formula


def missing_table(desk: Desk, *, as_workbook: bool) -> tuple[int, bytes]:
    """Write the customers who owe and have no e-mail that works; give their number too.

    Other addresses seen in the mailbox stand beside, as proposals: an import reads
    the column of e-mails alone.

    Args:
        as_workbook: As XLSX, in which VAT numbers keep their zeros; else as CSV that
            spreadsheets open as it is: a byte order mark, semicolons.
    """
    titles = _TITLES.get(desk.summary.language, _TITLES["en"])
    with picture(desk) as tx:
        rows = [
            _row(desk, tx, case)
            for case in cases.every(tx, desk.terms)
            if not case.customer.write_to
            and any(each.item.open.cents > 0 for each in case.standings)
        ]
    write = write_workbook if as_workbook else _csv
    return len(rows), write([titles, *rows])


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _row(desk: Desk, tx: Tx, case: Case) -> Sequence[str]:
    customer = case.customer
    owed = total([each.item.open for each in case.standings])
    return (
        customer.name,
        customer.vat_id,
        customer.tax_code,
        "",
        ", ".join(seen.email for seen in repair.others(desk, tx, customer)),
        ", ".join(map(str, owed)),
    )


def _harmless(cell: str) -> str:
    """Keep a stranger's words from being run as a formula."""
    return f"'{cell}" if cell.startswith(_RUNS) else cell
