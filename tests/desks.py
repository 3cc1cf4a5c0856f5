"""A desk for tests: the real ledger in memory, the real rules, a clock that obeys."""

from __future__ import annotations

import itertools
import logging
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from agent.clock import FixedClock
from agent.dunning.holidays import closed_days, either, off_days
from agent.dunning.procedure import SHIPPED
from agent.ledger import tables
from agent.ledger.book import Ledger
from agent.ledger.engine import open_engine
from agent.letters import templates
from agent.model.letter import Sender
from agent.model.procedure import OfficeHours
from agent.steps.desk import (
    Desk,
    Intake,
    Rules,
    Sending,
    SendingMode,
    Summary,
)
from agent.steps.readers import readers
from tests.fakes import FakeChannel, FakeMailbox

ROME = ZoneInfo("Europe/Rome")
MONDAY = datetime(2026, 9, 7, 9, 30, tzinfo=ROME)


def open_ledger(url: str = "sqlite://") -> Ledger:
    """Open an empty ledger with a firm in it; ids and secrets repeat each run."""
    counter = itertools.count(1)
    ledger = Ledger(open_engine(url), lambda size: next(counter).to_bytes(size, "big"))
    tables.metadata.create_all(ledger.engine)
    ledger.ensure_firm("firm", datetime(2026, 9, 1, tzinfo=UTC))
    return ledger


def open_desk(ledger: Ledger | None = None, at: datetime = MONDAY) -> Desk:
    """Put a desk together: everything real but the servers."""
    clock = FixedClock(at, ROME)
    ours = either(closed_days("IT", "MI"), off_days(frozenset(range(5))))
    return Desk(
        firm="firm",
        ledger=ledger or open_ledger(),
        clock=clock,
        sender=Sender(
            name="Studio Prova",
            email="office@firm.test",
            contact="Carla Prova",
            phone="+39 02 0000000",
            iban="IT60X0542811101000000123456",
        ),
        own_addresses=frozenset({"office@firm.test", "boss@firm.test"}),
        default_language="it",
        readers=readers(),
        rules=Rules(
            procedures=SHIPPED,
            default_procedure="standard",
            hours=OfficeHours(),
            is_closed=ours,
            is_closed_for=lambda customer: either(ours, closed_days(customer.country)),
        ),
        sending=Sending(mode="auto", message_id_domain="firm.test", per_minute=1000),
        summary=Summary(("boss@firm.test",), "it"),
        intake=Intake(sent_mailbox="office"),
        templates=templates.load(),
        log=logging.getLogger("sollecito.test"),
        worker="test",
        sources=(FakeMailbox(clock),),
        channel=FakeChannel(),
    )


def with_mode(desk: Desk, mode: SendingMode) -> Desk:
    """Give the same desk with another sending mode."""
    return replace(desk, sending=replace(desk.sending, mode=mode))
