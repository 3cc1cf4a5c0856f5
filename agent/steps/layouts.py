"""Layouts: the readers of files, with the tables that a person explained."""

from __future__ import annotations

from dataclasses import replace

from agent.bank.formats.columns import taught_format
from agent.bank.guessing import may_be_statement
from agent.errors import Unreadable
from agent.forms.table import read_beginning
from agent.ledger import layouts
from agent.steps.desk import Desk, Readers
from agent.steps.each import picture

UNTAUGHT = (
    "a table of dates and amounts under titles that we do not know; if it is the "
    "bank's, `sollecito bank teach` asks once what its columns are"
)


def is_untaught(data: bytes) -> bool:
    """Tell whether a file that nobody claims looks like a table of movements."""
    try:
        return may_be_statement(read_beginning(data))
    except Unreadable:
        return False


def readers(desk: Desk) -> Readers:
    """Give the formats that files are read by today."""
    with picture(desk) as tx:
        known = layouts.known(tx)
    return replace(desk.readers, taught=taught_format(known)) if known else desk.readers
