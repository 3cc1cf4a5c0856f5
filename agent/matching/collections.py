"""Collections: a bank's credit of a list of RiBa or direct debits, and what came back.

The credit names no customer, only a sum: it is the list of a due date, or of due
dates that weekends and holidays put together. One that is given back (insoluto) is
told by its number or its debtor, never by its amount alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from agent.matching.names import fold, name_words
from agent.matching.references import read_remittance
from agent.matching.shapes import shape_of
from agent.model.invoice import OpenItem
from agent.model.payment import Allocation, Candidate, Payment

_RIBA = re.compile(
    r"\b(?:RI\.?\s?BA\.?|RICEVUT[AE]\sBANCARI[AE]|EFFETT[IO]|PORTAFOGLIO"
    r"|S\.?B\.?F\b|SALVO\sBUON\sFINE)(?![A-Z])"
)
_DEBIT = re.compile(
    r"\b(?:S\.?D\.?D\.?|R\.?I\.?D\.?|ADDEBIT[IO]\s(?:DIRETT[IO]|PREAUTORIZZAT[IO])"
    r"|DIRECT\sDEBITS?|LASTSCHRIFT(?:EINZUG|EINREICHUNG|EN)?|EINZUGSERMACHTIGUNG"
    r"|PRELEVEMENTS?|ADEUDOS?\sDIRECTOS?|RECIBOS)(?![A-Z])"
)
_RETURNED = re.compile(
    r"\b(?:INSOLUT[OIAE]|IMPAGAT[OIAE]|RITORNO\s(?:RI\.?BA|EFFETT[OI]|S\.?D\.?D|RID)"
    r"|RICHIAMO\s(?:RI\.?BA|EFFETT[OI])|(?:RESTITUZIONE|STORNO|RESPINT[OIAE])\s"
    r"(?:RI\.?BA|EFFETT[OI]|S\.?D\.?D|RID|ADDEBIT[OI]\sDIRETT[OI])"
    r"|R-?TRANSACTION"
    r"|(?:SDD|DIRECT\sDEBITS?)\s(?:RETURN(?:ED)?|UNPAID|REJECT(?:ED)?)"
    r"|(?:RETURNED|UNPAID)\s(?:SDD|DIRECT\sDEBITS?)|RUCKLASTSCHRIFT(?:EN)?"
    r"|RUECKLASTSCHRIFT(?:EN)?|LASTSCHRIFTRUCKGABE"
    r"|(?:PRELEVEMENTS?|LCR|EFFETS?)\s(?:IMPAYES?|REJETES?)|REJET\s(?:DE\s)?PRELEVEMENT"
    r"|(?:RECIBOS?|ADEUDOS?)\sDEVUELT[OA]S?|DEVOLUCION\s(?:DE\s)?(?:RECIBOS?|ADEUDOS?))\b"
)
# "Spese insoluto": what the bank takes for it, not the money itself.
_CHARGE = re.compile(
    r"\b(?:SPES[AE]|COMM(?:ISSION[IE]|\.)|ONER[IE]|COST[OI]|COMPETENZE|FEES?|CHARGES?"
    r"|GEBUHR(?:EN)?|ENTGELT|FRAIS|COMISION(?:ES)?|GASTOS)\b"
)
# What a customer sends himself may well speak of the RiBa that he had not paid.
_TRANSFER = re.compile(
    r"\b(?:BONIFIC[OI]|BON\.|CREDIT\sTRANSFER|SCT|UE?BERWEISUNG|VIREMENT"
    r"|TRANSFERENCIA)(?![A-Z])"
)
_RIBA_METHODS = frozenset(("MP12",))
_DEBIT_METHODS = frozenset(
    ("MP09", "MP10", "MP11", "MP16", "MP17", "MP19", "MP20", "MP21")
)
_TOGETHER = timedelta(days=4)  # due dates that a weekend and a holiday put together
_BEFORE = timedelta(days=130)  # credited ahead of the due date (anticipo s.b.f.)
_AFTER = timedelta(days=15)
_LATELY = timedelta(days=20)  # less than between two of a month
_MOST_CHARGES = 1500  # cents a bank adds to what it gives back
_TELLING = 4  # letters of a word of a name that is no chance


def ways(payment: Payment) -> frozenset[str]:
    """Give the ways of collection a credit's words speak of; empty for none."""
    words = _words(payment)
    found: frozenset[str] = frozenset()
    if _RIBA.search(words):
        found |= _RIBA_METHODS
    if _DEBIT.search(words):
        found |= _DEBIT_METHODS
    if found and (_TRANSFER.search(words) or _RETURNED.search(words)):
        return frozenset()
    return found


def debits(methods: Iterable[str]) -> frozenset[str]:
    """Give those of some ways of collection whose credits name the debtor as payer."""
    return _DEBIT_METHODS & frozenset(methods)


def is_collected(item: OpenItem) -> bool:
    """Tell whether the bank is to fetch the money, not the customer to send it."""
    return item.method in _RIBA_METHODS | _DEBIT_METHODS and item.returned_on is None


def is_returned(words: str) -> bool:
    """Tell whether a debit's words say that a collection came back unpaid."""
    plain = fold(words)
    found = _RETURNED.search(plain)
    return found is not None and not _CHARGE.search(plain, 0, found.start())


def lists(payment: Payment, items: Sequence[OpenItem]) -> tuple[Candidate, ...]:
    """Give the lists of collected items that add up to a credit, to the cent.

    Args:
        items: Open ones that we collect, of any customer.

    Returns:
        One alone is sure; several, or none, are a person's to decide.
    """
    wanted = ways(payment)
    fitting = [
        item
        for item in items
        if item.method in wanted
        and item.open.currency == payment.free.currency
        and -_AFTER <= item.due_on - payment.booked_on <= _BEFORE
    ]
    days = sorted({item.due_on for item in fitting})
    found = {}
    for first in days:
        for last in (day for day in days if first <= day <= first + _TOGETHER):
            group = [item for item in fitting if first <= item.due_on <= last]
            if sum(item.open.cents for item in group) == payment.free.cents:
                found[frozenset(item.id for item in group)] = (group, first, last)
    return tuple(_candidate(*each) for each in found.values())


def _candidate(group: Sequence[OpenItem], first: date, last: date) -> Candidate:
    due = f"due on {first}" if first == last else f"due from {first} to {last}"
    count = "the one" if len(group) == 1 else f"all {len(group)}"
    return Candidate(
        group[0].customer_id,
        tuple(Allocation(item.id, item.open, "collected") for item in group),
        1.0,
        (f"The bank's credit of {count} that we collect, {due}.",),
    )


def came_back(
    payment: Payment, items: Sequence[OpenItem], names: Mapping[str, str]
) -> tuple[OpenItem, ...]:
    """Give the collected items that a debit may have given back.

    Args:
        payment: The debit, its amount negative.
        items: Collected, credited or not; those its words name or its amount fits.
        names: Customers' names by id.

    Returns:
        One alone is sure; several, or none, are a person's to decide.
    """
    named = _numbers(payment)
    said = _said(payment)
    cents = -payment.amount.cents
    fitting = [
        item
        for item in items
        if item.amount.currency == payment.amount.currency
        and item.due_on <= payment.booked_on
        and (
            (_is_named(item, named) and _may_be(item, cents))
            or (item.amount.cents == cents and _is_his(names[item.customer_id], said))
        )
    ]
    exact = [item for item in fitting if item.amount.cents == cents]
    both = [item for item in exact or fitting if _is_named(item, named)]
    chosen = both or fitting
    lately = [item for item in chosen if payment.booked_on - item.due_on <= _LATELY]
    return tuple(lately if len(chosen) > 1 and lately else chosen)


def _may_be(item: OpenItem, cents: int) -> bool:
    """Tell whether it was presented for such a sum: a part may be paid otherwise."""
    sums = {item.amount.cents, item.open.cents} - {0}
    return any(0 <= cents - each <= _MOST_CHARGES for each in sums)


def telling_words(payment: Payment) -> frozenset[str]:
    """Give the words of a debit of which one at least is in its debtor's name."""
    return frozenset(filter(_tells, _said(payment)))


def _said(payment: Payment) -> frozenset[str]:
    return frozenset(name_words(f"{payment.payer} {payment.remittance}"))


def _is_his(name: str, said: frozenset[str]) -> bool:
    words = frozenset(name_words(name))
    return any(map(_tells, words)) and words <= said


def _tells(word: str) -> bool:
    return len(word) >= _TELLING


def _numbers(payment: Payment) -> frozenset[tuple[str, int]]:
    """Give sequence and year of the documents named with their year or date."""
    return frozenset(
        (shape.sequence, year)
        for mention in read_remittance(payment).mentions
        for shape in mention.shapes
        for year in (shape.year, mention.dated and mention.dated.year)
        if year
    )


def _is_named(item: OpenItem, named: frozenset[tuple[str, int]]) -> bool:
    shape = shape_of(item.number)
    return (shape.sequence, shape.year or item.issued_on.year) in named


def _words(payment: Payment) -> str:
    return fold(f"{payment.payer} {payment.remittance}")
