"""Letters: what we write, and how far each copy has come."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from agent.model.customer import ChannelName, Customer
from agent.model.invoice import OpenItem
from agent.model.money import Money, total
from agent.model.procedure import Stage

DeliveryState = Literal[
    "proposed",  # written, waits for a person
    "approved",  # a person (or `auto`) agreed; the undo window runs
    "ready",  # may leave in office hours
    "claimed",  # re-checked and taken up by a sender; nothing handed over
    "handing_over",  # DATA may have begun: its fate is unknown until told
    "sent",  # the relay said 250, or evidence shows it
    "delayed",
    "delivered",
    "read",
    "withdrawn",  # taken back before it left
    "refused",  # the relay would not take it
    "bounced",
    "uncertain",  # no evidence either way: a person decides
]

COPY = "copy_sent"  # it encloses the invoices that he asked for
# What else a mail asks for that the ledger knows.
DRAFTS = ("account_statement", "pay_details", "question_answered", "contact_asked")
PROMISE_BROKEN = "promise_broken"  # in the place of the stage that is due
# Letters that answer a customer and chase nothing: a hold does not stop them, and
# they put no pressure on him.
ANSWERS = (
    "promise_confirmed",
    "dispute_acknowledged",
    "plan_proposed",
    COPY,
    *DRAFTS,
    "thank_you",
)
NOT_DUNNING = ("summary", "self_test", *ANSWERS)


@dataclass(frozen=True, slots=True)
class File:
    """An attachment of ours."""

    name: str
    kind: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter's words, before it is a mail.

    Args:
        text, html: The same content twice; html may be empty.
        inline: Pictures shown in the html, each by its name as content id.
    """

    subject: str
    text: str
    html: str = ""
    attachments: tuple[File, ...] = ()
    inline: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """One letter on its way to one recipient.

    Args:
        kind: The stage's name, or "summary", "thank_you", "self_test".
        token: The unguessable part of its ids: lower-case base32.
        message_id: Without angle brackets.
        not_before: Earliest moment it may leave (undo window), aware, UTC.
        channel: The way it leaves.
        approved_by: Who let it leave; the agent where no person did.
    """

    id: str
    letter_id: str
    letter_no: int
    kind: str
    customer_id: str
    recipient: str
    token: str
    message_id: str
    state: DeliveryState
    subject: str = ""
    created_at: datetime | None = None
    not_before: datetime | None = None
    sent_at: datetime | None = None
    because: str = ""
    attempts: int = 0
    channel: ChannelName = "email"
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    """The firm as its letters show it.

    Args:
        email: The From address of letters.
        from_name: The name beside that address; empty = the firm's.
        contact: The person customers may ask for.
        iban, bank: Where to pay; the IBAN comes from the configuration alone.
    """

    name: str
    email: str
    contact: str = ""
    phone: str = ""
    iban: str = ""
    bank: str = ""
    vat_id: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    from_name: str = ""


@dataclass(frozen=True, slots=True)
class Charges:
    """What the law gives for the delay of what a letter asks for.

    Args:
        until: The last day that interest is reckoned for.
        fixed: Forty euro for each late payment.
        is_claimed: Asked for with the rest; else told of only.
    """

    until: date
    interest: Money
    fixed: Money
    is_claimed: bool = False

    @property
    def sum(self) -> Money:
        """Add both up."""
        return Money(self.interest.cents + self.fixed.cents, self.interest.currency)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a letter may say.

    Args:
        overdue, upcoming: Listed items past their due date, and the others.
        credits: Credit notes not yet used (their open amount is negative).
        totals: What is asked for, one sum a currency, without the charges.
        last_letter_on: When we last wrote about these items.
        pay_by: The day by which we ask for payment; None = a week from today.
        about: Items spoken of without being chased: settled, promised, disputed.
        promised_on: The day on which the customer said he would pay.
        promised: Items asked for that he promised to pay by that day, and did not.
        came_in_part: Something came of these since he promised.
        undelivered: Listed items whose invoice the exchange system could not deliver,
            as no letter has said yet.
        has_copies: Copies of all of these go with the letter.
        charges: What the law gives for the delay; None = nothing is said of it.
    """

    firm: Sender
    customer: Customer
    stage: Stage
    today: date
    overdue: tuple[OpenItem, ...]
    upcoming: tuple[OpenItem, ...]
    totals: tuple[Money, ...]
    credits: tuple[OpenItem, ...] = ()
    last_letter_on: date | None = None
    letter_no: int = 0
    pay_by: date | None = None
    about: tuple[OpenItem, ...] = ()
    promised_on: date | None = None
    promised: tuple[OpenItem, ...] = ()
    came_in_part: bool = False
    undelivered: tuple[OpenItem, ...] = ()
    has_copies: bool = False
    charges: Charges | None = None

    @property
    def asked(self) -> tuple[Money, ...]:
        """Give what is asked for, one sum a currency, with the charges it claims."""
        if not (self.charges and self.charges.is_claimed):
            return self.totals
        return total([*self.totals, self.charges.sum])
