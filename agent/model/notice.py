"""Notices: what a bank's or a payment service's mail says of money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

NoticeKind = Literal[
    "money_in",
    "outgoing",
    "failed",
    "pending",
    "request",
    "payout",
    "refund",
    "reversal",
    "statement",
    "newsletter",
    "phishing",
]


@dataclass(frozen=True, slots=True)
class ToldMoney:
    """What a mail tells of one payment; empty or None where it does not say.

    Args:
        amount: What the payer paid: gross, in major units.
        currency: ISO 4217.
        on: The day on which the money was credited.
        remittance: The payer's own words.
        fee, net: What the service kept, and what is left.
    """

    amount: Decimal | None = None
    currency: str = ""
    on: date | None = None
    payer: str = ""
    remittance: str = ""
    fee: Decimal | None = None
    net: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What a program's mail about money turned out to be.

    Args:
        accounts: Of ours, as named: IBANs, or the last digits of a number.
        is_clear: Nothing in it speaks against its kind or its amount.
        because: The evidence, one sentence.
    """

    kind: NoticeKind
    money: ToldMoney
    accounts: tuple[str, ...]
    is_clear: bool
    because: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What a customer says a payment of his is for.

    Args:
        references: Document numbers as written.
    """

    money: ToldMoney
    references: tuple[str, ...]
    because: str
