"""Which of a notice's sums is the payment: the rest are fee, net sum, balance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agent.bank.notices.lines import plain
from agent.bank.notices.prose import without_notes
from agent.bank.notices.rows import Field
from agent.bank.notices.words import (
    AFTER_FEE,
    BEFORE_BALANCE,
    BEFORE_FEE,
    BEFORE_LIMIT,
    BEFORE_NET,
)
from agent.bank.written import Sum, bare_sum, currency_of, sums

_NEAR = 60  # characters before a sum that may say what it is
_HOME = "EUR"

Figure = tuple[Decimal, str]


@dataclass(frozen=True, slots=True)
class Figures:
    """The sums of one payment.

    Args:
        is_clear: One reading only.
    """

    amount: Decimal | None = None
    currency: str = ""
    fee: Decimal | None = None
    net: Decimal | None = None
    is_clear: bool = False


def figures(
    fields: Iterable[Field], news: Sequence[str], others: Sequence[str]
) -> Figures:
    """Choose the sum that was paid.

    Args:
        news: The sentences that say money came in.
        others: The rest of the provider's words.
    """
    labelled = _Labelled(tuple(fields))
    gross, fees, nets = (labelled.of(role) for role in ("amount", "fee", "net"))
    said = list(dict.fromkeys(_said(news)))
    shown = said or list(dict.fromkeys(_said(others)))
    fee = fees[0][0] if fees else _first(_spoken(("fee",), [*news, *others]))
    net = nets[0][0] if nets else _first(_spoken(("net",), [*news, *others]))
    named = [one for one in gross if one[0] not in {fee, net}] or gross
    amount, is_clear = _chosen(named, said, shown, fee, net)
    if amount is None and nets and fee is not None:
        amount = (nets[0][0] + fee, nets[0][1])
    if amount is None:
        return Figures(fee=fee, net=net)
    currency = amount[1] or labelled.currency or _only_currency([*gross, *shown])
    return Figures(amount[0], currency or _HOME, fee, net, is_clear and bool(currency))


def _chosen(
    named: list[Figure],
    said: list[Figure],
    shown: list[Figure],
    fee: Decimal | None,
    net: Decimal | None,
) -> tuple[Figure | None, bool]:
    """Give the payment's sum, and whether nothing contradicts it."""
    candidates = named or shown
    if not candidates:
        return None, False
    best = max(candidates, key=lambda one: one[0])
    distinct = {one[0] for one in candidates}
    parts = {net, fee} | ({best[0] - fee} if fee is not None else set())
    if distinct - parts - {best[0]}:
        shared = [one for one in named if one[0] in {each[0] for each in said}]
        if len({one[0] for one in shared}) == 1:
            return shared[0], False
        return candidates[0], False
    if net is not None and fee is not None and best[0] not in {net, net + fee}:
        return best, False
    is_told_alike = all(one[0] in {best[0]} | parts for one in said)
    return best, is_told_alike


class _Labelled:
    """Sums by what their labels call them."""

    def __init__(self, fields: tuple[Field, ...]) -> None:
        self._fields = fields
        self.currency = next(
            (
                unit
                for field in fields
                if field.role == "currency" and (unit := currency_of(field.value))
            ),
            "",
        )

    def of(self, role: str) -> list[Figure]:
        """Give the sums under labels of a role; "Received: 5 EUR" is one, too."""
        found: list[Figure] = []
        for field in self._fields:
            is_day_label = role == "amount" and field.role == "day"
            if field.role != role and not is_day_label:
                continue
            flat = plain(field.value)
            first = next(sums(flat), None)
            if first and (role != "amount" or not first.is_negative):
                found.append((first.value, first.currency))
            elif not is_day_label and (bare := bare_sum(flat)):
                found.append((bare, ""))
        return list(dict.fromkeys(found))


def _said(sentences: Iterable[str]) -> Iterator[Figure]:
    """Give the sums of sentences that are no fee, balance, limit or net sum."""
    for sentence in sentences:
        flat = plain(without_notes(sentence))
        for one in sums(flat):
            if not one.is_negative and not _meaning(flat, one):
                yield one.value, one.currency


def _spoken(wanted: tuple[str, ...], sentences: Iterable[str]) -> Iterator[Decimal]:
    for sentence in sentences:
        flat = plain(without_notes(sentence))
        for one in sums(flat):
            if _meaning(flat, one) in wanted:
                yield one.value


def _meaning(flat: str, one: Sum) -> str:
    """Tell what the words around a sum call it; empty = nothing particular."""
    before = flat[max(0, one.start - _NEAR) : one.start]
    if BEFORE_LIMIT.search(before):
        return "limit"
    if BEFORE_FEE.search(before) or AFTER_FEE.search(flat[one.end :]):
        return "fee"
    if BEFORE_BALANCE.search(before):
        return "balance"
    return "net" if BEFORE_NET.search(before) else ""


def _only_currency(found: Iterable[Figure]) -> str:
    units = {unit for _, unit in found if unit}
    return units.pop() if len(units) == 1 else ""


def _first(values: Iterable[Decimal]) -> Decimal | None:
    return next(iter(values), None)
