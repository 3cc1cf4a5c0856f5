"""The desk: all that a step works with, put together once by the wiring."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from agent.channels.channel import Channel
from agent.channels.endpoint import Endpoint
from agent.clock import Clock
from agent.dunning.charges import LateTerms
from agent.dunning.collection import COLLECTED
from agent.dunning.habit import later_days, learnt
from agent.dunning.procedure import PLAN, PROFORMA, RETURNED
from agent.inbox.source import Source
from agent.ledger.book import Ledger, Tx
from agent.ledger.cases import Terms
from agent.letters.templates import Templates
from agent.matching.amounts import Tolerance
from agent.model.customer import ChannelName, Customer, Language
from agent.model.letter import Sender
from agent.model.money import Money
from agent.model.procedure import OfficeHours, Procedure
from agent.steps.readers import Readers

SendingMode = Literal["off", "approve", "auto"]


def _later_by_habit(paid_on: Collection[date], due_on: date) -> int:
    return later_days(learnt(paid_on), due_on)


@dataclass(frozen=True, slots=True)
class Rules:
    """How the firm chases.

    Args:
        groups: Procedure name of each customer group.
        is_closed: Tells the firm's own days off.
        is_closed_for: Tells the days off of one customer, the firm's included.
        default_due_days: Term of documents that name no due date.
        self_collected: Payment methods for which no letter asks.
        returned: Procedure name of what we collected and came back unpaid.
        proforma: Procedure name of pro-formas.
        hour_cost: What an hour of chasing costs the firm.
        leave_share: Percent of a year's invoices; whom to chase costs more, and who is
            always late, may be parted from.
        habits: A customer's pay-day, learnt, shifts his reminders.
        tolerance: What a payment may leave open and is closed with it.
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
    self_collected: tuple[str, ...] = COLLECTED
    returned: str = RETURNED.name
    proforma: str = PROFORMA.name
    tolerance: Tolerance = Tolerance()
    habits: bool = True
    hour_cost: Money = Money(40_00)
    leave_share: int = 5

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
        copies: Copies of invoices leave by themselves to the known address that asks.
        thank_you: Likewise for thanks after a payment; never freer than the mode.
        evidence_minutes: How long to look for evidence of an unknown fate.
        retry_days: Working days until a letter that came back for what may pass is
            written once more.
    """

    mode: SendingMode = "off"
    answers: SendingMode = "approve"
    copies: bool = False
    thank_you: SendingMode = "off"
    undo_minutes: int = 10
    approval_days: int = 5
    evidence_minutes: int = 30
    retry_days: int = 3
    per_minute: int = 20
    plus_detail: bool = True
    receipts: bool = False
    wants_delivered: bool = True
    message_id_domain: str = "localhost"


@dataclass(frozen=True, slots=True)
class Summary:
    """Who gets the daily summary, and in which language.

    Args:
        deputy: Who gets it too once nobody has answered; empty = nobody.
        deputy_after: Working days without an answer until then.
    """

    to: tuple[str, ...] = ()
    language: Language = "it"
    deputy: str = ""
    deputy_after: int = 3

    @property
    def may_order(self) -> frozenset[str]:
        """Give the addresses whose answers are orders, lower case."""
        return frozenset(each.lower() for each in (*self.to, self.deputy) if each)


@dataclass(frozen=True, slots=True)
class Intake:
    """Where files and bank mails come from.

    Args:
        folder: The drop folder; None = there is none.
        bank_senders: Addresses whose attachments are statements.
        invoice_senders: Addresses, beside ours, whose attachments are our invoices.
        notice_domains: Whose proven word that money came in is believed.
        since_days: How far back a mailbox is read the first time.
        sent_mailbox: The mailbox letters are sent from: our copies are filed there.
        accounts: IBANs of ours whose statements are read.
        stale_days: Working days without a statement after which intake stands still.
        own_vat_id: Tells our invoices from those of our suppliers.
        trusted: Names of our own servers in Authentication-Results, by mailbox.
        owners: Whose each mailbox is, by its name; those without are left out.
        settle_seconds: How long a new file must lie unchanged before it is read.
        open_items: Names of files that list what is open in the invoicing program.
        open_items_days: Working days without such a list after which letters wait;
            0 = they never do.
    """

    folder: Path | None = None
    bank_senders: frozenset[str] = frozenset()
    invoice_senders: frozenset[str] = frozenset()
    since_days: Mapping[str, int] = field(default_factory=dict)
    trusted: Mapping[str, frozenset[str]] = field(default_factory=dict)
    customer_domains: frozenset[str] = frozenset()
    notice_domains: frozenset[str] = frozenset()
    sent_mailbox: str = ""
    accounts: tuple[str, ...] = ()
    stale_days: int = 5
    own_vat_id: str = ""
    owners: Mapping[str, str] = field(default_factory=dict)
    settle_seconds: float = 1.0
    open_items: str = ""
    open_items_days: int = 5


@dataclass(frozen=True, slots=True)
class Certified:
    """The firm's certified mailbox (PEC), for letters.

    Args:
        address: Where they come from.
        mailbox: Name of the mailbox that gets their receipts.
    """

    address: str
    mailbox: str
    channel: Channel


@dataclass(frozen=True, slots=True)
class Desk:
    """What every step gets as its first argument.

    Args:
        firm: Key of the firm in the ledger.
        own_addresses: The firm's own, colleagues' included, lower case.
        sources: One for each mailbox.
        channel: The way out; None where none is configured.
        pec: The way out for certified mail; likewise.
        worker: Name of this process among those that may claim letters.
        late: What letters say of interest, and the rates that are known.
        second_reader: Reads customers' mails once more; None = nobody does.
        note: Written in each transaction, with what it changes; None = nothing.
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
    pec: Certified | None = None
    late: LateTerms = LateTerms()
    second_reader: Endpoint | None = None
    note: Callable[[Tx], None] | None = None

    @property
    def channels(self) -> tuple[Channel, ...]:
        """Give every way out."""
        certified = (self.pec.channel,) if self.pec is not None else ()
        return ((self.channel,) if self.channel is not None else ()) + certified

    def channel_of(self, name: ChannelName) -> Channel | None:
        """Give the way out by its name."""
        if name == "pec":
            return self.pec.channel if self.pec is not None else None
        return self.channel

    def address_of(self, name: ChannelName) -> str:
        """Give the address that letters by a channel come from."""
        if name == "pec":
            return self.pec.address if self.pec is not None else ""
        return self.sender.email

    def channel_read_by(self, mailbox: str) -> ChannelName | None:
        """Give the channel whose letters are sent from a mailbox; None if none is."""
        if self.pec is not None and mailbox == self.pec.mailbox:
            return "pec"
        return "email" if mailbox == self.intake.sent_mailbox else None

    @property
    def terms(self) -> Terms:
        """Give what of the rules a case needs to be read."""
        rules = self.rules
        return Terms(
            self.clock.zone,
            rules.self_collected,
            rules.procedures,
            rules.procedures.get(rules.returned),
            rules.procedures.get(rules.proforma),
            rules.procedures.get(PLAN.name),
            _later_by_habit if rules.habits else None,
        )
