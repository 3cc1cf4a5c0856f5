"""Likenesses: whom and what a payment may mean as well, by a like name or number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from agent.ledger import candidates, customers
from agent.ledger.book import Tx
from agent.matching.keys import PaymentKeys
from agent.matching.names import are_kin, payer_key, word_set
from agent.model.invoice import OpenItem

_LONG = 3  # digits; of a shorter number no two are said to be swapped
_WEAK = "~"  # marks the key of a number without its year


def sisters(tx: Tx, learned: Mapping[str, Mapping[str, int]]) -> set[str]:
    """Give customers of like names to those whom somebody else's account paid for once.

    Sisters share an account and a fee: it may be another's turn. Who bears his own
    name pays for himself.

    Args:
        learned: By account or name, whom it paid for and how often.
    """
    once = {
        customer_id
        for mark, owners in learned.items()
        for customer_id, seen in owners.items()
        if mark.startswith("iban:") and seen == 1
    }
    payers = {
        (mark.removeprefix("name:"), customer_id)
        for mark, owners in learned.items()
        for customer_id in once.intersection(owners)
        if mark.startswith("name:")
    }
    served = customers.names(tx, {customer_id for _, customer_id in payers})
    his = [
        word_set(served[customer_id])
        for payer, customer_id in payers
        if payer != payer_key(served[customer_id])
    ]
    if not his:
        return set()
    found = candidates.by_words(tx, {word for words in his for word in words})
    alike = {customer_id for some in found.values() for customer_id in some}
    return {
        customer_id
        for customer_id, name in customers.names(tx, alike).items()
        if any(are_kin(word_set(name), words) for words in his)
    }


def like_numbers(tx: Tx, strangers: Iterable[PaymentKeys]) -> tuple[OpenItem, ...]:
    """Give what is open under a number that strangers write with two digits swapped."""
    swapped = {
        f"{_WEAK}{like}"
        for key in strangers
        for number in key.numbers
        if number.startswith(_WEAK)
        for like in _swapped(number.removeprefix(_WEAK))
    }
    found = candidates.by_keys(tx, swapped) if swapped else ()
    return tuple(item for item in found if item.open.cents)


def _swapped(number: str) -> Iterable[str]:
    if len(number) < _LONG or not number.isdigit():
        return ()
    pairs = range(len(number) - 1)
    return (
        number[:no] + number[no + 1] + number[no] + number[no + 2 :]
        for no in pairs
        if number[no] != number[no + 1]
    )
