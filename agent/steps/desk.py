"""The desk: all that a step works with, put together once by the wiring."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from agent.bank.statement import StatementFormat
from agent.channels.channel import Channel
from agent.clock import Clock
from agent.dunning.rates import Tables
from agent.inbox.source import Source
from agent.invoices.document import InvoiceFormat
from agent.ledger.book import Ledger
from agent.ledger.cases import Terms
from agent.letters.templates import Templates
from agent.model.customer import Customer, Language
from agent.model.letter import Sender
from agent.model.procedure import OfficeHours, Procedure

SendingMode = Literal["off", "approve", "auto"]


@dataclass(frozen=True, slots=True)
class Readers:
    """The formats that files are read by.

    Args:
        customer_columns: The operator's own header words for customers' files.
    """

    statements: Sequence[StatementFormat]
    invoices: Sequence[InvoiceFormat]
    customer_columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rules:
    """How the firm chases.

    Args:
        groups: Procedure name of each customer group.
        is_closed: Tells the firm's own days off.
        is_closed_for: Tells the days off of one customer, the firm's included.
        default_due_days: Term of documents that name no due date.
        self_collected: Payment methods for which no letter asks.
    """

    procedures: Mapping[str, Procedure]
    default_procedure: str
    hours: OfficeHours
    is_closed: Callable[[date], bool]
    is_closed_for: Callable[[Customer], Callable[[date], bool]]
    groups: Mapping[str, str] = field(default_factory=dict)
    calls_a_day: int = 3
    look_back_days: int = 30
    default_due_days: int = 30
    self_collected: tuple[str, ...] = ()

    def procedure_of(self, customer: Customer) -> Procedure:
        """Choose a customer's procedure: his own, his group's, the default."""
        for name in (customer.procedure, self.groups.get(customer.group, "")):
            if name in self.procedures:
                return self.procedures[name]
        return self.procedures[self.default_procedure]


@dataclass(frozen=True, slots=True)
class Sending:
    """How freely letters leave.

    Args:
        plus_detail: Our provider delivers local+word@domain to local@domain: bounces
            and our own copy then carry the letter's token.
        answers: Likewise for letters that answer an objection or a promise; never
            freer than the mode.
        evidence_minutes: How long to look for evidence of an unknown fate.
    """

    mode: SendingMode = "off"
    answers: SendingMode = "approve"
    undo_minutes: int = 10
    approval_days: int = 5
    evidence_minutes: int = 30
    per_minute: int = 20
    plus_detail: bool = True
    receipts: bool = False
    wants_delivered: bool = True
    message_id_domain: str = "localhost"


@dataclass(frozen=True, slots=True)
class Summary:
    """Who gets the daily summary, and in which language."""

    to: tuple[str, ...] = ()
    language: Language = "it"


@dataclass(frozen=True, slots=True)
class Intake:
    """Where files and bank mails come from.

    Args:
        folder: The drop folder; None = there is none.
        bank_senders: Addresses whose attachments are statements.
        since_days: How far back a mailbox is read the first time.
        sent_mailbox: The mailbox letters are sent from: our copies are filed there.
        accounts: IBANs of ours whose statements are read.
        stale_days: Working days without a statement after which intake stands still.
        own_vat_id: Tells our invoices from those of our suppliers.
        trusted: Names of our own servers in Authentication-Results, by mailbox.
        owners: Whose each mailbox is, by its name; those without are left out.
        settle_seconds: How long a new file must lie unchanged before it is read.
    """

    folder: Path | None = None
    bank_senders: frozenset[str] = frozenset()
    since_days: Mapping[str, int] = field(default_factory=dict)
    trusted: Mapping[str, frozenset[str]] = field(default_factory=dict)
    customer_domains: frozenset[str] = frozenset()
    sent_mailbox: str = ""
    accounts: tuple[str, ...] = ()
    stale_days: int = 5
    own_vat_id: str = ""
    owners: Mapping[str, str] = field(default_factory=dict)
    settle_seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class Desk:
    """What every step gets as its first argument.

    Args:
        firm: Key of the firm in the ledger.
        own_addresses: The firm's own, colleagues' included, lower case.
        sources: One for each mailbox.
        channel: The way out; None where none is configured.
        worker: Name of this process among those that may claim letters.
        law: The rates of interest that are known.
    """

    firm: str
    ledger: Ledger
    clock: Clock
    sender: Sender
    own_addresses: frozenset[str]
    default_language: Language
    readers: Readers
    rules: Rules
    sending: Sending
    summary: Summary
    intake: Intake
    templates: Templates
    log: logging.Logger
    worker: str
    sources: tuple[Source, ...] = ()
    channel: Channel | None = None
    law: Tables = Tables()

    @property
    def terms(self) -> Terms:
        """Give what of the rules a case needs to be read."""
        return Terms(self.clock.zone, self.rules.self_collected, self.rules.procedures)
