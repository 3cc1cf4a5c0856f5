"""What was handed in, indexed: open and closed items, and payers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from agent.matching.facts import Payer
from agent.matching.names import name_words, word_set
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
    by_stand_in: Mapping[str, tuple[str, ...]]

    def alike(self, words: Iterable[str]) -> tuple[str, ...]:
        """Give customers of whose name all words but one may be a name's.

        Most and rarest words first; of very many the first.
        """
        wanted = set(words)
        return tuple(
            one
            for one, count in self._shared(wanted).most_common(_MOST_NAMESAKES)
            if min(len(wanted), len(word_set(self.payers[one].name))) - count <= 1
        )

    def quoted(self, words: Iterable[str]) -> tuple[str, ...]:
        """Give customers of whose name all words stand among these."""
        return tuple(
            one
            for one, count in self._shared(set(words)).most_common(_MOST_NAMESAKES)
            if len(word_set(self.payers[one].name)) == count
        )

    def _shared(self, words: Set[str]) -> Counter[str]:
        buckets = sorted(
            (self.by_word.get(word, ()) for word in words),
            key=lambda bucket: (len(bucket), bucket),
        )
        return Counter(each for bucket in buckets for each in bucket)


def _lists() -> defaultdict[Any, list[OpenItem]]:
    return defaultdict(list)


@dataclass(frozen=True, slots=True)
class Items:
    """Items by what may name them: open ones, and those closed lately.

    Every list is in the order in which they were put in: oldest due date first.
    """

    by_sequence: dict[str, list[OpenItem]] = field(default_factory=_lists)
    by_amount: dict[tuple[int, str], list[OpenItem]] = field(default_factory=_lists)
    by_customer: dict[str, list[OpenItem]] = field(default_factory=_lists)
    by_reference: dict[str, list[OpenItem]] = field(default_factory=_lists)
    closed_by_sequence: dict[str, list[OpenItem]] = field(default_factory=_lists)
    closed_by_amount: dict[tuple[int, str], list[OpenItem]] = field(
        default_factory=_lists
    )

    def put(self, item: OpenItem) -> None:
        """Add an item, after all others."""
        for place in self._places(item):
            place.append(item)

    def change(self, before: OpenItem, after: OpenItem) -> None:
        """Let an item be what it became once money was put against it."""
        for place in self._places(before):
            place[:] = [one for one in place if one.id != before.id]
        for place in self._places(after):
            place.append(after)
            place.sort(key=oldest_first)

    def _places(self, item: OpenItem) -> list[list[OpenItem]]:
        sequence = shape_of(item.number).sequence
        sequences = [sequence]
        if item.proforma and shape_of(item.proforma).sequence != sequence:
            sequences.append(shape_of(item.proforma).sequence)
        places = [self.by_reference[each] for each in dict.fromkeys(item.references)]
        if item.open.cents:
            places.append(self.by_amount[item.open.cents, item.open.currency])
            places.append(self.by_customer[item.customer_id])
            places += [self.by_sequence[each] for each in sequences]
        else:
            paid = (item.amount.cents, item.amount.currency)
            places.append(self.closed_by_amount[paid])
            places += [self.closed_by_sequence[each] for each in sequences]
        return places


def index_names(payers: Mapping[str, Payer]) -> Names:
    """Index payers by account, alias and word of the name."""
    everyone = [payers[customer_id] for customer_id in sorted(payers)]
    return Names(
        payers=payers,
        by_iban=_holders((one.customer_id, one.ibans) for one in everyone),
        by_alias=_holders((one.customer_id, one.aliases) for one in everyone),
        by_code=_holders((one.customer_id, one.codes) for one in everyone),
        by_stand_in=_holders((one.customer_id, one.stand_ins) for one in everyone),
        by_word=_holders(
            (one.customer_id, dict.fromkeys(name_words(one.name))) for one in everyone
        ),
    )


def index_items(items: Iterable[OpenItem]) -> Items:
    """Index items by number, amount and customer, in the order given."""
    index = Items()
    for item in items:
        index.put(item)
    return index


def _holders(
    pairs: Iterable[tuple[str, Iterable[str]]],
) -> Mapping[str, tuple[str, ...]]:
    return _frozen((key, customer_id) for customer_id, keys in pairs for key in keys)


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
