"""A desk with a certified mailbox, and what comes into it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from agent.dunning.way import with_pec
from agent.ledger import customers, messages, outbox
from agent.model.customer import Customer
from agent.model.letter import Delivery
from agent.steps import rounds
from agent.steps.desk import Certified, Desk
from agent.steps.each import picture, transaction
from tests.desks import open_desk
from tests.fakes import FakeChannel, FakeMailbox
from tests.steps import given

DUE = date(2026, 9, 1)
OURS, HIS = "studio@pec.firm.test", "alfa@pec.client.test"


def open_certified() -> Desk:
    """A desk gone live, with a certified mailbox beside the ordinary one."""
    plain = open_desk()
    procedures = {
        name: replace(with_pec(each, is_public=name == "public_body"), has_pec=True)
        for name, each in plain.rules.procedures.items()
    }
    made = replace(
        plain,
        rules=replace(plain.rules, procedures=procedures),
        own_addresses=plain.own_addresses | {OURS},
        sources=(*plain.sources, FakeMailbox(plain.clock, "certified")),
        pec=Certified(OURS, "certified", FakeChannel()),
    )
    return given.live(made)


def office(desk: Desk) -> FakeMailbox:
    return box_of(desk, 0)


def certified(desk: Desk) -> FakeMailbox:
    return box_of(desk, 1)


def box_of(desk: Desk, no: int) -> FakeMailbox:
    box = desk.sources[no]
    assert isinstance(box, FakeMailbox)
    return box


def channel(desk: Desk) -> FakeChannel:
    assert desk.pec is not None
    assert isinstance(desk.pec.channel, FakeChannel)
    return desk.pec.channel


def owes(desk: Desk, **changes: str) -> Customer:
    """Let Alfa, who has a certified address, owe 1/2026; change what is known of him."""
    given.invoice(desk, "1/2026", DUE)
    with transaction(desk) as tx:
        alfa = customers.find(tx, "Alfa")[0]
        customers.change(tx, alfa.id, **{"pec": HIS, **changes})
        return customers.get(tx, alfa.id)


def chosen(desk: Desk) -> Delivery:
    """Write Alfa's first letter, which he gets by certified mail."""
    owes(desk, channel="pec")
    rounds.run_round(desk)
    return the_letter(desk)


def sent(desk: Desk) -> bytes:
    """Let that letter leave; give its bytes."""
    chosen(desk)
    given.send_all(desk)
    ((_, raw),) = channel(desk).taken
    return raw


def the_letter(desk: Desk) -> Delivery:
    with picture(desk) as tx:
        (only,) = (one for one in outbox.listed(tx) if one.customer_id)
    return only


def comes(desk: Desk, raw: bytes, box: FakeMailbox | None = None) -> None:
    """Let a mail come into the certified mailbox, or another."""
    given.pass_time(desk, minutes=1)
    (box or certified(desk)).deliver(raw)
    rounds.run_round(desk)


def read_as(desk: Desk) -> list[str]:
    letter = the_letter(desk)
    with picture(desk) as tx:
        return [one.kind for one in messages.receipts(tx, letter)]
