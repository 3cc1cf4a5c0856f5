"""Reasons and doubts as sentences that a book-keeper accepts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from agent.matching.amounts import FitKind
from agent.matching.evidence import Account, Naming, Who
from agent.matching.hearing import Hearing
from agent.matching.names import Agreement
from agent.matching.readings import Reading
from agent.matching.resolve import Named
from agent.model.invoice import OpenItem
from agent.model.money import Money

NOTHING_FITS = "Neither number, payer nor amount fits anything open."
NO_INVOICE = "No open invoice of this customer fits."
DUE_FIRST = (
    "Nothing says surely which of his open invoices it pays: what is due first comes "
    "first."
)
MAY_BE_HIS = "It may be his, though less likely."
AS_GOOD = "Another explanation is nearly as good."
TWO_CUSTOMERS = "The invoices belong to different customers."
PAID_FOR_HIM = "He has paid for this customer before."
UNKNOWN_PAYER = "The payer is not known to pay for this customer."
ONLY_AMOUNT = "Nothing but the amount points to this customer."
ONLY_ALIKE = "The name is but like the customer's: it may be somebody else's."
COMMON_AMOUNT = "Others owe the same amount, and no invoice is named."
NO_NUMBER = "No invoice is named, and nothing else says that just this is paid."
TOO_MANY = "With so many open invoices a fitting sum may be chance."
NOT_SAID_NETTED = "The payer does not say that a credit note is taken off."
ANOTHER_QUOTED = "The text names another customer."
NAMESAKES = "Several customers bear this name."
NOT_THE_WHOLE = "The payer speaks of all that is open, and this is only a part of it."
MIXED = "Pro-formas and invoices are open, and nothing says which are paid."
COLLECTED = "The bank fetches what is due first: this may pay what is due later."
CAME_BACK = "One of them came back unpaid: it may be paid another way."
CONTESTS = "One of them is contested or on hold: he may not mean to pay it."
ANOTHER_YEAR = "The number is right, but the year or date written is another one."
NOT_YET_ISSUED = "The invoice was issued after the money came."
ANOTHER_MONTH = "The text names another month than the invoice's."
ANOTHER_DATE = "The text names a date that is not the invoice's."
CONTESTED = "Payments of different payers fit the same invoice."
_LAW = "(art. 1193 c.c.)."  # ends each reason of a choice for want of a word

_EXACT: dict[FitKind, str] = {
    "exact": "The amount is exactly what is open.",
    "netted": "The amount is exactly what is open less the credit note.",
}
_OFF: dict[FitKind, str] = {
    "rounding": "rounded",
    "stamp": "as the stamp duty",
    "withholding": "as a withholding of 20 %",
    "gross": "as if the withholding had been paid to us",
    "split_vat": "as the VAT under split payment",
    "fee": "as a bank fee",
    "discount": "as a discount",
    "part": "a part payment",
    "over": "paid too much",
}
_ACCOUNT = {
    Account.NONE: "",
    Account.GROUP: "The account pays for others of this name.",
    Account.SHARED: "The account pays for this customer and for others.",
    Account.ONCE: "The account has paid for this customer once.",
    Account.TAUGHT: "The account has paid for this customer before.",
}
_NAME = {
    Agreement.NONE: "",
    Agreement.LIKE: "The payer's name is the customer's but for a letter.",
    Agreement.PART: "The payer's name agrees in part with the customer's.",
    Agreement.CLOSE: "The payer's name is nearly the customer's.",
    Agreement.SAME: "The payer's name is the customer's.",
    Agreement.EXACT: "The payer's name is the customer's.",
    Agreement.WRITTEN: "The payer's name is the customer's.",
}
_NAMED = {
    Naming.NONE: "",
    Naming.NEAR: "The text names a number like {}.",
    Naming.BARE: "The text names {}.",
    Naming.FULL: "The text names {} with its year.",
    Naming.DATED: "The text names {} with its date.",
}


def reasons(reading: Reading, hearing: Hearing) -> tuple[str, ...]:
    """Say what speaks for a reading: number, amount, payer."""
    who, claimed_on = hearing.who, hearing.claimed_on
    return (
        *(_claimed(reading, claimed_on) if claimed_on else _naming(reading, hearing)),
        amount(reading),
        *_by_period(reading),
        *_by_law(reading),
        *payer(reading.customer_id, who),
        *_pays_for_another(reading, who),
    )


def _pays_for_another(reading: Reading, who: Who) -> tuple[str, ...]:
    elsewhere = who.points_elsewhere(reading.customer_id)
    if not elsewhere or len(reading.customers) > 1:
        return ()
    stood_in = who.of(reading.customer_id).stood_in
    return (elsewhere, PAID_FOR_HIM) if stood_in else (elsewhere,)


def is_by_law(reasons: Iterable[str]) -> bool:
    """Tell a choice that was made because the payer said nothing."""
    return any(reason.endswith(_LAW) for reason in reasons)


def _by_period(reading: Reading) -> tuple[str, ...]:
    return ("The text names its month or its date.",) if reading.is_period else ()


def _by_law(reading: Reading) -> tuple[str, ...]:
    if not reading.is_oldest:
        return ()
    if reading.choices > 1:
        return (several(reading),)
    return (f"Nothing else is said: what is due first comes first {_LAW}",)


def amount(reading: Reading) -> str:
    """Say how the amount stands to what is open."""
    kind, off = reading.fit.kind, reading.fit.difference
    if kind == "sum":
        return f"The amount is exactly the sum of {len(reading.parts)} open items."
    if kind in _EXACT:
        return _EXACT[kind]
    money = Money(abs(off), reading.parts[0][0].open.currency)
    less_or_more = "less" if off < 0 else "more"
    return f"The amount is {money} {less_or_more} than what is open: {_OFF[kind]}."


def payer(customer_id: str, who: Who) -> tuple[str, ...]:
    """Say what points from the payer to a customer."""
    pointer = who.of(customer_id)
    said = (_ACCOUNT[pointer.account], _NAME[pointer.name])
    quoted = "The text names the customer." if pointer.is_quoted else ""
    return tuple(sentence for sentence in (*said, quoted) if sentence)


def several(reading: Reading) -> str:
    """Say that other items would do as well, and which the law takes first."""
    if reading.fit.kind == "exact":
        return (
            f"{reading.choices} open invoices have this amount; by law the oldest due "
            f"comes first {_LAW}"
        )
    return f"{reading.choices} sets of open items have this sum."


def already_paid(item: OpenItem) -> str:
    """Say that a number names what has been paid."""
    return f"Invoice {item.number} is already paid: this may be a second payment."


def named_open(numbers: Iterable[str]) -> str:
    """Say that the text names what is open, though not surely that this is paid."""
    return (
        f"The text names {', '.join(numbers)}, still open, but not surely as all that "
        "it pays: what is due first comes first."
    )


def left_out(named: Named) -> str:
    """Say that a number in the text is not among the items."""
    return f"The text also names {named.mention.written}."


def not_ours(word: str) -> str:
    """Say that the money pays no invoice."""
    return f"The text says {word}: such money pays no invoice."


def taken_back(word: str) -> str:
    """Say that the words speak of something else than an invoice."""
    return f"The text says {word}: it may pay no invoice."


def says_which(word: str) -> str:
    """Say that the words choose among the invoices, so that the law may not."""
    return f"The text says {word}: it may not pay what is due first."


def says_less(word: str) -> str:
    """Say that the words tell why less was paid."""
    return f"The text says {word}: he may not owe, or not accept, the rest."


def proforma(word: str) -> str:
    """Say that the words speak of a pro-forma, and that this is none."""
    return f"The text says {word}: it may pay another document."


def _naming(reading: Reading, hearing: Hearing) -> tuple[str, ...]:
    numbers = dict.fromkeys(
        _written(item, hearing) for item, cents in reading.parts if cents > 0
    )
    sentence = _NAMED[reading.naming].format(", ".join(numbers))
    return (sentence,) if sentence else ()


def _written(item: OpenItem, hearing: Hearing) -> str:
    """Give a number as the payer wrote it, ours behind it where it is not the same."""
    written = (
        each.mention.written
        for each in hearing.named
        if any(one.id == item.id for one in each.items)
    )
    said = next(written, item.number)
    return said if said == item.number else f"{said} ({item.number})"


def _claimed(reading: Reading, on: date) -> tuple[str, ...]:
    if not reading.naming:
        return ()
    numbers = dict.fromkeys(item.number for item, _ in reading.parts)
    return (f"His mail of {on.isoformat()} names {', '.join(numbers)} and this sum.",)
