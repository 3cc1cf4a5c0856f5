"""Layouts: the readers of files, with the tables that a person explained."""

from __future__ import annotations

from dataclasses import replace

from agent.bank.formats.columns import taught_format
from agent.ledger import layouts
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.readers import Readers


def readers(desk: Desk) -> Readers:
    """Give the formats that files are read by today."""
    with picture(desk) as tx:
        known = layouts.known(tx)
    return replace(desk.readers, taught=taught_format(known)) if known else desk.readers
