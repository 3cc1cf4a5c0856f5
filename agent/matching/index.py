"""What was handed in, indexed: open and closed items, and payers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from agent.matching.facts import Payer
from agent.matching.names import name_words
from agent.matching.shapes import shape_of
from agent.model.invoice import OpenItem

_MOST_NAMESAKES = 40

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Names:
    """Customers by what may identify a payer."""

    payers: Mapping[str, Payer]
    by_iban: Mapping[str, tuple[str, ...]]
    by_alias: Mapping[str, tuple[str, ...]]
    by_word: Mapping[str, tuple[str, ...]]
    by_code: Mapping[str, tuple[str, ...]]

    def namesakes(self, words: Iterable[str]) -> tuple[str, ...]:
        """Give customers who share words with a name, most and rarest words first."""
        buckets = sorted(
            (self.by_word.get(word, ()) for word in set(words)),
            key=lambda bucket: (len(bucket), bucket),
        )
        shared = Counter(each for bucket in buckets for each in bucket)
        return tuple(one for one, _ in shared.most_common(_MOST_NAMESAKES))


@dataclass(frozen=True, slots=True)
class Items:
    """Open items, oldest due date first, and those closed lately."""

    by_sequence: Mapping[str, tuple[OpenItem, ...]]
    by_amount: Mapping[tuple[int, str], tuple[OpenItem, ...]]
    by_customer: Mapping[str, tuple[OpenItem, ...]]
    by_reference: Mapping[str, tuple[OpenItem, ...]]
    closed_by_sequence: Mapping[str, tuple[OpenItem, ...]]
    closed_by_amount: Mapping[tuple[int, str], tuple[OpenItem, ...]]


def index_names(payers: Mapping[str, Payer]) -> Names:
    """Index payers by account, alias and word of the name."""
    everyone = [payers[customer_id] for customer_id in sorted(payers)]
    return Names(
        payers=payers,
        by_iban=_holders((one.customer_id, one.ibans) for one in everyone),
        by_alias=_holders((one.customer_id, one.aliases) for one in everyone),
        by_code=_holders((one.customer_id, one.codes) for one in everyone),
        by_word=_holders(
            (one.customer_id, dict.fromkeys(name_words(one.name))) for one in everyone
        ),
    )


def index_items(items: Iterable[OpenItem], closed: Sequence[OpenItem]) -> Items:
    """Index items by number, amount and customer, in the order given."""
    ours, gone = tuple(items), tuple(closed)
    return Items(
        by_sequence=_by_sequence(ours),
        by_amount=_group(ours, lambda item: (item.open.cents, item.open.currency)),
        by_customer=_group(ours, lambda item: item.customer_id),
        by_reference=_frozen(
            (each, item) for item in (*ours, *gone) for each in item.references
        ),
        closed_by_sequence=_by_sequence(gone),
        closed_by_amount=_group(
            gone, lambda item: (item.amount.cents, item.amount.currency)
        ),
    )


def _by_sequence(items: Iterable[OpenItem]) -> Mapping[str, tuple[OpenItem, ...]]:
    """Group items by their number, and by that of the pro-forma they came from."""
    return _frozen(
        (sequence, item)
        for item in items
        for sequence in {
            shape_of(number).sequence
            for number in (item.number, item.proforma or item.number)
        }
    )


def _holders(
    pairs: Iterable[tuple[str, Iterable[str]]],
) -> Mapping[str, tuple[str, ...]]:
    return _frozen((key, customer_id) for customer_id, keys in pairs for key in keys)


def _group(
    items: Iterable[OpenItem], key: Callable[[OpenItem], _Key]
) -> Mapping[_Key, tuple[OpenItem, ...]]:
    return _frozen((key(item), item) for item in items)


def _frozen(pairs: Iterable[tuple[_Key, _Value]]) -> Mapping[_Key, tuple[_Value, ...]]:
    found: dict[_Key, list[_Value]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}


def oldest_first(item: OpenItem) -> tuple[date, date, int, str, int, str]:
    """Order items by what was due first."""
    sequence = shape_of(item.number).sequence
    # Longer is later: 9 comes before 10.
    place = (len(sequence), sequence, item.instalment_no, item.id)
    return (item.due_on, item.issued_on, *place)
