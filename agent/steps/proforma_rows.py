"""Rows of a table that do not say what they are: a pro-forma known is no invoice."""

from __future__ import annotations

from dataclasses import replace

from agent.ledger import proformas, twins
from agent.ledger.book import Tx
from agent.model.invoice import Invoice


def known_again(tx: Tx, row: Invoice, customer_id: str) -> Invoice | None:
    """Give a row that does not say what it is as the pro-forma it is known as.

    A list of what is open may name pro-formas like invoices: only a document that
    says it is an invoice takes the place of the one with its very number.
    """
    if row.says_kind or not proformas.stood(tx, customer_id):
        return None
    if twins.stands(tx, row, customer_id):
        return None
    proforma = replace(row, kind="proforma")
    if proformas.replaced_by(tx, customer_id, proforma, or_undated=False):
        return proforma
    found = proformas.numbered(tx, customer_id, row.number, row.issued_on.year)
    same = [one for one in found if one.issued_on == row.issued_on] or found
    if len(same) != 1:
        return None
    return replace(proforma, number=same[0].number, issued_on=same[0].issued_on)
