"""Assign a day's payments to open items together, whatever their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from agent.matching import explain
from agent.matching.amounts import Tolerance
from agent.matching.claims import Claim, told
from agent.matching.hearing import Hearing
from agent.matching.index import Items, index_items
from agent.matching.judge import Verdict, judge
from agent.matching.readings import Reading
from agent.matching.references import Remittance
from agent.matching.resolve import resolve
from agent.matching.senders import Sender
from agent.model.invoice import OpenItem
from agent.model.money import Money
from agent.model.payment import Decision, Payment, Unknown

_USUAL = Tolerance()


@dataclass(frozen=True, slots=True)
class _Sure:
    payment: Payment
    payer: str
    verdict: Verdict
    reading: Reading


def assign(
    payments: Sequence[Payment],
    items: Sequence[OpenItem],
    senders: Mapping[str, Sender],
    closed: Sequence[OpenItem] = (),
    tolerance: Tolerance = _USUAL,
    claims: Sequence[Claim] = (),
) -> tuple[Decision, ...]:
    """Decide on payments together: sure, to be asked, or unknown.

    Money is put where it is sure, round by round, until a round finds nothing
    new; so neither the order of the payments nor a second run changes anything.

    Args:
        payments: Of one day or more, with something free.
        items: Open items that any of them may pay: those its keys name or
            amount to, and *all* of every customer its account, name or numbers
            lead to. Of an amount that very many items share at least some, so
            that it does not look unique.
        senders: Of the payments, by their ids: made of what is known of the
            customers of the items, and of those an account, alias or name leads to.
        closed: Items paid before whose number the payments name.
        tolerance: What they may leave open.
        claims: What customers wrote of payments of theirs.

    Returns:
        One decision for each payment, in their order. A candidate without
        allocations says whose money it is though it pays nothing open.
    """
    open_now = {item.id: item for item in (*closed, *items)}
    verdicts: dict[str, Verdict] = {}
    contested: set[str] = set()
    waiting = {payment.id: payment for payment in payments}
    index = index_items(open_now.values())
    while waiting:
        fresh = {
            payment.id: _hear(
                payment,
                senders[payment.id],
                index,
                tolerance,
                claims,
                is_contested=payment.id in contested,
            )
            for payment in waiting.values()
        }
        verdicts |= fresh
        sure = _sure_of(fresh, waiting, senders)
        if not sure:
            break
        rivals = _rivals(sure, open_now)
        contested |= rivals
        for one in _fitting(sure, rivals, open_now):
            _book(one.reading, open_now, index)
            del waiting[one.payment.id]
    return tuple(verdicts[payment.id].decision for payment in payments)


def _sure_of(
    fresh: Mapping[str, Verdict],
    waiting: Mapping[str, Payment],
    senders: Mapping[str, Sender],
) -> list[_Sure]:
    return [
        _Sure(waiting[key], senders[key].alias, verdict, verdict.reading)
        for key, verdict in fresh.items()
        if verdict.reading
    ]


def _hear(
    payment: Payment,
    sender: Sender,
    items: Items,
    tolerance: Tolerance,
    claims: Sequence[Claim],
    *,
    is_contested: bool,
) -> Verdict:
    if payment.free.cents <= 0 or payment.state == "undone":
        return Verdict(Unknown(payment.id, "Nothing of it is free."))
    said = sender.said
    who = sender.who(_customers(payment, said, items))
    named = resolve(said, items, who, payment.free)
    by_mail = told(claims, payment, said, named, who, items) if claims else None
    hearing = Hearing(
        payment,
        said,
        who,
        by_mail.named if by_mail else named,
        items,
        tolerance,
        by_mail.on if by_mail else None,
    )
    return judge(hearing, explain.CONTESTED if is_contested else "")


def _customers(payment: Payment, said: Remittance, items: Items) -> set[str]:
    """Give the customers of everything that number or amount may mean."""
    found = list(items.by_amount.get((payment.free.cents, payment.free.currency), ()))
    for key in said.references:
        found += items.by_reference.get(key, ())
    for mention in said.mentions:
        for shape in mention.shapes:
            found += items.by_sequence.get(shape.sequence, ())
            found += items.closed_by_sequence.get(shape.sequence, ())
    return {item.customer_id for item in found}


def _rivals(sure: Sequence[_Sure], open_now: Mapping[str, OpenItem]) -> set[str]:
    """Find payments of different payers that fit one item equally well."""
    wanting: dict[str, list[_Sure]] = defaultdict(list)
    for one in sure:
        for item, _ in one.reading.parts:
            wanting[item.id].append(one)
    found: set[str] = set()
    for item_id, each in wanting.items():
        if _wanted(each, item_id) <= abs(open_now[item_id].open.cents):
            continue
        heaviest = max(one.verdict.weight for one in each)
        best = [one for one in each if one.verdict.weight == heaviest]
        if any(not _is_same_payer(best[0], one) for one in best[1:]):
            found |= {one.payment.id for one in best}
    return found


def _wanted(sure: Iterable[_Sure], item_id: str) -> int:
    return sum(
        abs(cents)
        for one in sure
        for item, cents in one.reading.parts
        if item.id == item_id
    )


def _is_same_payer(one: _Sure, other: _Sure) -> bool:
    by_account = one.payment.iban and one.payment.iban == other.payment.iban
    return bool(by_account or (one.payer and one.payer == other.payer))


def _fitting(
    sure: Sequence[_Sure], rivals: set[str], open_now: Mapping[str, OpenItem]
) -> list[_Sure]:
    """Choose, strongest first, those that fit into what is open together."""
    left: dict[str, int] = {}
    chosen: list[_Sure] = []
    for one in sorted(sure, key=_strongest_first):
        parts = [(item.id, abs(cents)) for item, cents in one.reading.parts]
        room = {key: left.get(key, abs(open_now[key].open.cents)) for key, _ in parts}
        if one.payment.id in rivals or any(cents > room[key] for key, cents in parts):
            continue
        left |= {key: room[key] - cents for key, cents in parts}
        chosen.append(one)
    return chosen


def _strongest_first(one: _Sure) -> tuple[float, date, str]:
    return (-one.verdict.weight, one.payment.booked_on, one.payment.id)


def _book(reading: Reading, open_now: dict[str, OpenItem], index: Items) -> None:
    for item, cents in reading.parts:
        now = open_now[item.id]
        left = Money(now.open.cents - cents, now.open.currency)
        open_now[item.id] = replace(now, open=left)
        index.change(now, open_now[item.id])
