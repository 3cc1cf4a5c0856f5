"""What was handed in, indexed: open and closed items, and payers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from operator import itemgetter
from typing import Any, Generic, TypeVar

from agent.matching.facts import Payer
from agent.matching.names import word_set
from agent.matching.shapes import shape_of
from agent.model.invoice import OpenItem

_MOST_NAMESAKES = 40

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Names:
    """Customers by what may identify a payer.

    Args:
        words: Of each customer's name, each once.
    """

    payers: Mapping[str, Payer]
    words: Mapping[str, frozenset[str]]
    by_iban: Mapping[str, tuple[str, ...]]
    by_alias: Mapping[str, tuple[str, ...]]
    by_word: Mapping[str, tuple[str, ...]]
    by_code: Mapping[str, tuple[str, ...]]
    by_stand_in: Mapping[str, tuple[str, ...]]

    def alike(self, words: Iterable[str]) -> frozenset[str]:
        """Give customers of whose name all words but one may be a name's.

        Of very many those who share most and the rarest words.
        """
        wanted = set(words)
        return frozenset(
            one
            for one, count in self._shared(wanted)
            if min(len(wanted), len(self.words[one])) - count <= 1
        )

    def quoted(self, words: Iterable[str]) -> frozenset[str]:
        """Give customers of whose name all words stand among these."""
        return frozenset(
            one
            for one, count in self._shared(set(words))
            if len(self.words[one]) == count
        )

    def _shared(self, words: Set[str]) -> Iterable[tuple[str, int]]:
        buckets = [self.by_word[word] for word in words if word in self.by_word]
        shared = Counter(chain.from_iterable(buckets))
        if len(shared) <= _MOST_NAMESAKES:
            return shared.items()
        buckets.sort(key=lambda bucket: (len(bucket), bucket))
        rarest_first = Counter(chain.from_iterable(buckets))
        ranked = sorted(rarest_first.items(), key=itemgetter(1), reverse=True)
        return ranked[:_MOST_NAMESAKES]


class Lists(Generic[_Key]):
    """Items by one thing about them, oldest due date first.

    A list is put in order when somebody asks for it: of most nobody does.
    """

    def __init__(self) -> None:
        self._lists: defaultdict[_Key, list[OpenItem]] = defaultdict(list)
        self._in_order: set[_Key] = set()

    def __contains__(self, key: object) -> bool:
        return key in self._lists

    def get(self, key: _Key, nothing: Sequence[OpenItem] = ()) -> Sequence[OpenItem]:
        """Give the items of one key."""
        found = self._lists.get(key)
        if found is None:
            return nothing
        if len(found) > 1 and key not in self._in_order:
            found.sort(key=oldest_first)
            self._in_order.add(key)
        return found

    def put(self, key: _Key, item: OpenItem) -> None:
        """Add an item."""
        self._lists[key].append(item)
        if self._in_order:
            self._in_order.discard(key)

    def drop(self, key: _Key, item: OpenItem) -> None:
        """Take an item out, as it was put in."""
        some = self._lists[key]
        some[:] = [one for one in some if one.id != item.id]


@dataclass(frozen=True, slots=True)
class Items:
    """Items by what may name them: open ones, and those closed lately."""

    by_sequence: Lists[str] = field(default_factory=Lists)
    by_amount: Lists[tuple[int, str]] = field(default_factory=Lists)
    by_customer: Lists[str] = field(default_factory=Lists)
    by_reference: Lists[str] = field(default_factory=Lists)
    closed_by_sequence: Lists[str] = field(default_factory=Lists)
    closed_by_amount: Lists[tuple[int, str]] = field(default_factory=Lists)

    def put(self, item: OpenItem) -> None:
        """Add an item."""
        for lists, key in self._places(item):
            lists.put(key, item)

    def change(self, before: OpenItem, after: OpenItem) -> None:
        """Let an item be what it became once money was put against it."""
        for lists, key in self._places(before):
            lists.drop(key, before)
        self.put(after)

    def _places(self, item: OpenItem) -> list[tuple[Lists[Any], object]]:
        sequence = shape_of(item.number).sequence
        if item.open.cents:
            by_sequence = self.by_sequence
            places: list[tuple[Lists[Any], object]] = [
                (self.by_amount, (item.open.cents, item.open.currency)),
                (self.by_customer, item.customer_id),
                (by_sequence, sequence),
            ]
        else:
            by_sequence = self.closed_by_sequence
            places = [
                (self.closed_by_amount, (item.amount.cents, item.amount.currency)),
                (by_sequence, sequence),
            ]
        if item.proforma and shape_of(item.proforma).sequence != sequence:
            places.append((by_sequence, shape_of(item.proforma).sequence))
        if item.references:
            places += [
                (self.by_reference, one) for one in dict.fromkeys(item.references)
            ]
        return places


def index_names(payers: Mapping[str, Payer]) -> Names:
    """Index payers by account, alias and word of the name."""
    everyone = [payers[customer_id] for customer_id in sorted(payers)]
    words = {one.customer_id: word_set(one.name) for one in everyone}
    return Names(
        payers=payers,
        words=words,
        by_iban=_holders((one.customer_id, one.ibans) for one in everyone),
        by_alias=_holders((one.customer_id, one.aliases) for one in everyone),
        by_code=_holders((one.customer_id, one.codes) for one in everyone),
        by_stand_in=_holders((one.customer_id, one.stand_ins) for one in everyone),
        by_word=_holders(words.items()),
    )


def index_items(items: Iterable[OpenItem]) -> Items:
    """Index items by number, amount and customer."""
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
