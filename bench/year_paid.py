"""What the program made of the money of those it wrote to though a file had told."""

from __future__ import annotations

from collections.abc import Iterator

from agent.ledger import invoices, payments, tables
from agent.steps.each import picture
from bench.year_firm import YearFirm
from bench.year_post import Letter
from bench.year_world import Transfer


def told(firm: YearFirm, letter: Letter) -> Iterator[str]:
    """Tell of a letter what it asked for, who had paid it how, and where that went."""
    yield f"{letter.kind} {letter.day} to {letter.customer}: {letter.listed}"
    for number in letter.listed:
        for one in firm.world.transfers:
            if number in one.parts and one.shown_at and one.shown_at < letter.at:
                yield f"  {_paid(one)}"
                yield from (f"    {line}" for line in _booked(firm, one))


def _paid(one: Transfer) -> str:
    return f"{one.cents} on {one.booked_on} {one.text!r} {one.payer!r}: {one.parts}"


def _booked(firm: YearFirm, one: Transfer) -> Iterator[str]:
    """Tell what the ledger says of a transfer."""
    table = tables.payments
    with picture(firm.desk) as tx:
        found = payments.listed(
            tx,
            table.c.amount_cents == one.cents,
            table.c.booked_on == one.booked_on,
            table.c.remittance == one.text,
        )
        for payment in found:
            yield f"payment {payment.no}: {payment.decision}: {payment.because}"
            for part in payments.allocations(tx, payment=payment.id):
                (item,) = invoices.items(tx, [part.item_id])
                yield (
                    f"  {part.amount} ({part.kind}) to {item.number} by {part.by}: "
                    f"{'; '.join(part.reasons)}"
                )
