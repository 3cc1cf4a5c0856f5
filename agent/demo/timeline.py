"""The time line: what each day brought, from the log and the ledger."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from agent.model.money import Money
from agent.steps.desk import Desk
from agent.steps.look.happenings import Happening, happened
from agent.steps.look.status import status

_FORM = re.compile(r" (?:S\.|Soc\.).*")
# What may stand out on a day, the most telling first.
_NEWS = {
    "sending.live": "sending is switched on",
    "dispute.opened": "contested",
    "promise.broken": "promise not kept",
    "letter.bounced": "no such address",
    "payment.proposed": "unclear money",
    "letter.unconfirmed": "no sign of life",
    "dispute.resolved": "no longer contested",
    "promise.kept": "promise kept",
    "promise.made": "promises",
    "message.robot": "out of office",
    "message.mail": "writes of other things",
}
_COUNTED = (
    "customer.recorded",
    "invoice.recorded",
    "payment.recorded",
    "letter.sent",
    "reply.held",
)


@dataclass(frozen=True, slots=True)
class Told:
    """What one day brought.

    Args:
        is_closed: The firm does not work on it.
        came_in: Money of the day's statement.
        called: Calls made.
        overdue: What is overdue in the evening.
        news: What stands out, in a few words; may be empty.
    """

    day: date
    is_closed: bool
    customers: int
    invoices: int
    came_in: Money
    letters: int
    bounced: int
    replies: int
    called: int
    overdue: Money
    news: str


def tell(desk: Desk, day: date, since: datetime, called: int) -> Told:
    """Gather what a day brought.

    Args:
        since: The moment at which it began.
        called: Calls made.
    """
    found = happened(desk, since, *_NEWS, *_COUNTED)
    counts = Counter(each.what for each in found if _counts(each))
    return Told(
        day=day,
        is_closed=desk.rules.is_closed(day),
        customers=counts["customer.recorded"],
        invoices=counts["invoice.recorded"],
        came_in=_came_in(found),
        letters=counts["letter.sent"],
        bounced=counts["letter.bounced"],
        replies=counts["reply.held"],
        called=called,
        overdue=next(iter(status(desk).overdue), Money(0)),
        news=_news(found),
    )


def _counts(happening: Happening) -> bool:
    """Leave out the firm's mails to itself."""
    return happening.what != "letter.sent" or bool(happening.customers)


def _came_in(found: Sequence[Happening]) -> Money:
    amounts = (
        Money.of(Decimal(str(each.data["amount"]).partition(" ")[0]))
        for each in found
        if each.what == "payment.recorded"
    )
    return Money(sum(amount.cents for amount in amounts))


def _news(found: Sequence[Happening]) -> str:
    """Choose the two most telling kinds, and name one of those each is about."""
    told = []
    for what, words in _NEWS.items():
        alike = [each for each in found if each.what == what]
        if alike:
            names = list(dict.fromkeys(name for one in alike for name in one.customers))
            more = f" and {len(names) - 1} more" if len(names) > 1 else ""
            told.append(f"{words}: {_short(names[0])}{more}" if names else words)
    return "; ".join(told[:2])


def _short(name: str) -> str:
    """Leave out the form of a company."""
    return _FORM.sub("", name)
