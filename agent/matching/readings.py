"""The ways to read a payment: by the numbers named, by the payer, by the amount."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agent.matching.amounts import Fit, explanations, is_typed
from agent.matching.combinations import sums_to
from agent.matching.evidence import Naming, Who
from agent.matching.index import Items
from agent.matching.resolve import Bundle, Named
from agent.model.invoice import Basis, OpenItem
from agent.model.money import Money
from agent.model.payment import Allocation

_MOST_WAYS = 512
_MOST_NOTES = 10
_MOST_TYPED = 3
_UNSAID = Basis()
FEW_STRANGERS = 3  # more that owe just as much tell nothing


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a payment.

    Args:
        parts: Items, each with the cents put against it; negative takes up a
            credit note.
        naming: How well the text names the invoices among them.
        choices: Ways that are as good as this one, itself included.
        is_oldest: It is all that is due first, or all there is.
        is_period: It is what the payer names by its months.
    """

    customer_id: str
    parts: tuple[tuple[OpenItem, int], ...]
    fit: Fit
    naming: Naming = Naming.NONE
    choices: int = 1
    is_oldest: bool = False
    is_period: bool = False

    @property
    def allocations(self) -> tuple[Allocation, ...]:
        """Give the parts as the ledger books them."""
        return tuple(_allocation(item, cents) for item, cents in self.parts)

    @property
    def item_ids(self) -> frozenset[str]:
        """Give the ids of the items concerned."""
        return frozenset(item.id for item, _ in self.parts)

    @property
    def customers(self) -> frozenset[str]:
        """Give the customers whose items are concerned."""
        return frozenset(item.customer_id for item, _ in self.parts)


def named_readings(
    paid: Money, named: Sequence[Named], items: Items
) -> tuple[Reading, ...]:
    """Read the payment by the numbers it names: all of them, else each alone."""
    known = [each for each in named if each.items]
    clear = [each for each in known if each.how >= Naming.FULL]
    sets = [known, clear, *([each] for each in known if len(known) > 1)]
    exact = [_exact_sets(paid, each) for each in sets if each]
    if any(exact):
        return next(found for found in exact if found)
    netted = [_netted_sets(paid, each, items) for each in sets if each]
    if any(netted):
        return next(found for found in netted if found)
    inexact = (_inexact_sets(paid, each) for each in (known, *sets[2:]) if each)
    found = [one for each in inexact for one in each]
    return (*_with_others(paid, known, items), *found)


def _with_others(
    paid: Money, named: Sequence[Named], items: Items
) -> tuple[Reading, ...]:
    """Read a list that a bank cut short: what is named, and others of that customer.

    A person is asked all the same: the numbers cut off are not known.
    """
    way = next(iter(_ways(named)), ()) if len(named) > 1 else ()
    owed = paid.cents - total(way)
    if owed <= 0 or len({item.customer_id for item in way}) != 1:
        return ()
    theirs = items.by_customer.get(way[0].customer_id, ())
    others = [
        item
        for item in theirs
        if item not in way and item.open.cents > 0 and same(item, paid)
    ]
    how = min(each.how for each in named)
    later = sorted(others, key=lambda item: item.issued_on < way[-1].issued_on)
    return tuple(
        reading((*way, *(later[place] for place in picked)), Fit("sum"), how, choices=2)
        for picked in sums_to([item.open.cents for item in later], owed, limit=2)
    )


def amount_readings(paid: Money, items: Items, who: Who) -> tuple[Reading, ...]:
    """Read the payment by its amount alone, where only few items have it."""
    fits = items.by_amount.get((paid.cents, paid.currency), ())
    strangers = [item for item in fits if not who.of(item.customer_id).agrees]
    if len(strangers) > FEW_STRANGERS:
        return ()
    return tuple(reading([item], Fit("exact"), choices=len(fits)) for item in strangers)


def _exact_sets(paid: Money, named: Sequence[Named]) -> tuple[Reading, ...]:
    sets = {
        frozenset(item.id for item in way): way
        for way in _ways(named)
        if total(way) == paid.cents
    }
    how = min(each.how for each in named)
    return tuple(
        reading(way, kind_of(way), how, choices=len(sets)) for way in sets.values()
    )


def _netted_sets(
    paid: Money, named: Sequence[Named], items: Items
) -> tuple[Reading, ...]:
    how = min(each.how for each in named)
    found: dict[frozenset[str], Bundle] = {}
    for way in _ways(named):
        customers = {item.customer_id for item in way}
        if len(customers) > 1 or total(way) <= paid.cents:
            continue
        notes = _notes(items, way[0].customer_id, paid, set(way))
        owed = paid.cents - total(way)
        for picked in sums_to([note.open.cents for note in notes], owed):
            bundle = (*way, *(notes[place] for place in picked))
            found[frozenset(item.id for item in bundle)] = bundle
    return tuple(
        reading(way, Fit("netted"), how, choices=len(found)) for way in found.values()
    )


def _inexact_sets(paid: Money, named: Sequence[Named]) -> tuple[Reading, ...]:
    how = min(each.how for each in named)
    found: list[Reading] = []
    for way in _ways(named):
        if total(way) > 0 and all(item.open.cents > 0 for item in way):
            fit = explanations(paid.cents, total(way), basis_of(way))[0]
            found.append(filled(paid, way, fit, how))
    # The whole of what is named comes first, then what needs the least excuse.
    found.sort(key=lambda one: (not is_typed(one.fit), -len(one.parts)))
    return tuple(found[:_MOST_TYPED])


def _ways(named: Sequence[Named]) -> list[Bundle]:
    """Give the ways to take one invoice, whole or in part, for each number."""
    ways: list[Bundle] = [()]
    for each in named:
        bundles = _bundles(each.items)
        longer = [
            (*way, *bundle)
            for way in ways
            for bundle in bundles
            if not {item.id for item in way} & {item.id for item in bundle}
        ]
        ways = longer[:_MOST_WAYS] or ways
    return [way for way in ways if way]


def _bundles(items: Bundle) -> list[Bundle]:
    """Give each invoice as a whole, by its first instalments, by single ones."""
    invoices: dict[str, list[OpenItem]] = {}
    for item in items:
        invoices.setdefault(item.invoice_id, []).append(item)
    found: list[Bundle] = []
    for whole in invoices.values():
        found += [tuple(whole[:size]) for size in range(len(whole), 0, -1)]
        seen = {whole[0].open.cents}
        for item in whole[1:]:
            if item.open.cents not in seen:
                seen.add(item.open.cents)
                found.append((item,))
    return found


def _notes(
    items: Items, customer_id: str, paid: Money, besides: set[OpenItem]
) -> list[OpenItem]:
    theirs = items.by_customer.get(customer_id, ())
    notes = [item for item in theirs if item.open.cents < 0 and same(item, paid)]
    return [item for item in notes if item not in besides][:_MOST_NOTES]


def basis_of(items: Sequence[OpenItem]) -> Basis:
    """Add up what whole documents are made of; nothing is known of instalments."""
    if any(item.instalments > 1 or not item.basis.taxable for item in items):
        return _UNSAID
    if len(items) == 1:
        return items[0].basis
    return Basis(
        taxable=sum(item.basis.taxable for item in items),
        vat=sum(item.basis.vat for item in items),
        withheld=sum(item.basis.withheld for item in items),
    )


def filled(
    paid: Money, items: Sequence[OpenItem], fit: Fit, how: Naming = Naming.NONE
) -> Reading:
    """Put the money against items in their order, until it is used up."""
    left, parts = paid.cents, []
    for item in items:
        cents = min(left, item.open.cents)
        if cents > 0:
            parts.append((item, cents))
        left -= max(cents, 0)
    return Reading(parts[0][0].customer_id, tuple(parts), fit, how)


def reading(
    items: Sequence[OpenItem],
    fit: Fit,
    how: Naming = Naming.NONE,
    choices: int = 1,
    *,
    is_oldest: bool = False,
    is_period: bool = False,
) -> Reading:
    """Read a payment as items that are paid in full."""
    parts = tuple((item, item.open.cents) for item in items)
    return Reading(items[0].customer_id, parts, fit, how, choices, is_oldest, is_period)


def kind_of(items: Sequence[OpenItem]) -> Fit:
    """Tell how items add up: one, several, or with credit notes."""
    if any(item.open.cents < 0 for item in items):
        return Fit("netted")
    return Fit("exact" if len(items) == 1 else "sum")


def _allocation(item: OpenItem, cents: int) -> Allocation:
    amount = Money(cents, item.open.currency)
    if cents < 0:
        return Allocation(item.id, amount, "credit_note")
    return Allocation(item.id, amount, "exact" if amount == item.open else "part")


def total(items: Iterable[OpenItem]) -> int:
    """Add up what is open."""
    return sum(item.open.cents for item in items)


def same(item: OpenItem, paid: Money) -> bool:
    """Tell whether an item is owed in the currency of the payment."""
    return item.open.currency == paid.currency
