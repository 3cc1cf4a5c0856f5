"""Gather: all that a payment may mean, looked up in the ledger by index alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import get_args

from agent.ledger import (
    candidates,
    customers,
    holds,
    invoices,
    messages,
    payers,
    payments,
    proposals,
)
from agent.ledger.book import Tx
from agent.matching.claims import LATEST, Claim, read_claim
from agent.matching.collections import ways
from agent.matching.facts import Payer
from agent.matching.keys import (
    STAND_IN,
    PaymentKeys,
    item_keys,
    payment_keys,
)
from agent.matching.names import name_words, word_set
from agent.matching.pointed import Numbered, numbered, pointed_at
from agent.matching.readings import FEW_STRANGERS
from agent.matching.senders import Sender, senders_of
from agent.model.invoice import OpenItem
from agent.model.money import Money
from agent.model.payment import AllocationKind, Payment
from agent.steps.likenesses import like_numbers, sisters

_MOST_ALIKE = 30  # customers looked at because words of their names are said
_FEW = 3  # so rare a word tells alone
_TELLING = 4  # letters of a word that is no chance
_CUT_AT = 20  # no bank cuts a shorter name
_OF_PAYING = frozenset(("says_paid", "promises_payment"))
_MOST_NAMED = 3  # more customers than these are named by chance


@dataclass(frozen=True, slots=True)
class Gathered:
    """What matching is given.

    Args:
        items: Open ones: what payments name or fit, and all of whoever they point to.
        closed: Items paid before that a payment names.
        senders: Of the payments, by their ids.
        claims: What those who owe wrote of payments of theirs.
    """

    items: tuple[OpenItem, ...]
    closed: tuple[OpenItem, ...]
    senders: dict[str, Sender]
    claims: tuple[Claim, ...] = ()


def gather(tx: Tx, waiting: Sequence[Payment]) -> Gathered:
    """Give the items payments name or fit, and all of whoever may have paid."""
    keys = [payment_keys(payment) for payment in waiting]
    numbers = (number for key in keys for number in key.numbers)
    named, crowded = candidates.named_by(tx, numbers)
    fitting = candidates.by_amounts(
        tx, (cents for key in keys for cents in key.amounts)
    )
    learned = payers.known(tx, (mark for key in keys for mark in _marks(key)))
    concerned = {item.customer_id for item in named}
    concerned |= {one for some in fitting.values() for one in some.values()}
    concerned |= {one for owners in learned.values() for one in owners}
    names = (name for key in keys for name in (key.payer_key, key.instead_key))
    concerned |= set(customers.by_name_keys(tx, names))
    concerned |= _alike(tx, keys)
    like = sisters(tx, learned)
    concerned |= like
    facts = _facts(tx, concerned, learned)
    senders = senders_of(waiting, facts)
    closed = tuple(item for item in named if not item.open.cents)
    said = numbered(waiting, keys, senders, named, crowded)
    asking = [one for one in waiting if one.id not in said.complete]
    for one in waiting:
        if one.id in said.complete:
            fitting.pop(one.free, None)
    owing = pointed_at(asking, senders, fitting, said.vaguely) | said.clearly | like
    strangers = [
        key
        for key, payment in zip(keys, waiting, strict=True)
        if not senders[payment.id].who().ranked()
    ]
    items = (
        *invoices.open_items(tx, owing),
        *(item for item in named if item.open.cents and item.customer_id not in owing),
        *_notes(tx, said, owing),
        *_examples(tx, fitting, owing, facts),
        *like_numbers(tx, strangers),
    )
    return Gathered(
        _contested(tx, items),
        closed,
        senders,
        _claims(tx, asking, owing),
    )


def _notes(tx: Tx, named: Numbered, owing: Set[str]) -> tuple[OpenItem, ...]:
    """Give the credit notes of who is named vaguely: one may be taken off."""
    some = {one for each in named.vaguely.values() for one in each} - owing
    return invoices.credit_notes(tx, some) if some else ()


def _examples(
    tx: Tx,
    fitting: Mapping[Money, Mapping[str, str]],
    owing: Set[str],
    facts: Mapping[str, Payer],
) -> tuple[OpenItem, ...]:
    """Give some items of each amount that are not of those payments point to.

    All of whoever bears a word of their names, for sisters owe the same; of the rest a
    few: nothing tells them apart, and more only say that they are no evidence.
    """
    words = {one: word_set(facts[one].name) for one in facts}
    few, others = list[str](), list[str]()
    for some in fitting.values():
        said = {word for one in some.values() if one in owing for word in words[one]}
        strangers = 0
        for item_id, customer_id in sorted(some.items()):
            if customer_id in owing:
                continue
            others.append(item_id)
            is_kin = not said.isdisjoint(words[customer_id])
            if is_kin or strangers <= FEW_STRANGERS:
                few.append(item_id)
            strangers += not is_kin
    found = invoices.items(tx, few)
    # Some may have been cancelled: then the few are too few.
    return found if len(found) == len(few) else invoices.items(tx, others)


def _claims(
    tx: Tx, waiting: Sequence[Payment], owing: Iterable[str]
) -> tuple[Claim, ...]:
    """Give what customers wrote of money about the days of these payments."""
    days = [payment.booked_on for payment in waiting]
    if not days:
        return ()
    found = messages.of_money(tx, owing, min(days) - LATEST, _OF_PAYING)
    read = (
        read_claim(
            one.customer_id, f"{one.subject}\n{one.words}", one.arrived_at.date()
        )
        for one in found
    )
    return tuple(claim for claim in read if claim)


def concerned_by(
    tx: Tx,
    waiting: Sequence[Payment],
    whose: Mapping[str, str],
    changed: Sequence[OpenItem],
) -> tuple[Payment, ...]:
    """Give the payments that items may concern: by number, amount or customer.

    What they were asked about counts as well, and what was open before they changed.
    A bank's credit of what we collect is about sums of any of them.

    Args:
        whose: The customers whose advances or rests some are, by the payments' ids.
    """
    owners = {item.customer_id for item in changed}
    others = [payment for payment in waiting if payment.id not in whose]
    concerned = {one for one, owner in whose.items() if owner in owners}
    concerned |= _of_items(tx, others, changed) if others else set()
    return tuple(payment for payment in waiting if payment.id in concerned)


def _of_items(
    tx: Tx, waiting: Sequence[Payment], changed: Sequence[OpenItem]
) -> set[str]:
    """Give those of money of unknown owners that items may concern."""
    owners = {item.customer_id for item in changed}
    sums = _once_open(tx, changed)
    asked = proposals.asked_about(tx, (payment.id for payment in waiting))
    numbers = {key for item in changed for key in item_keys(item)}
    keys = {payment.id: payment_keys(payment) for payment in waiting}
    learned = payers.known(tx, (mark for key in keys.values() for mark in _marks(key)))
    senders = senders_of(waiting, _facts(tx, owners, learned))
    return {
        payment.id
        for payment in waiting
        if payment.free in sums
        or payment.customer_id in owners
        or not owners.isdisjoint(asked.get(payment.id, ()))
        or ways(payment)
        or not numbers.isdisjoint(keys[payment.id].numbers)
        or senders[payment.id].who(owners).pointers
    }


def _once_open(tx: Tx, items: Sequence[OpenItem]) -> set[Money]:
    """Give what is open of items, and what was before each payment of them."""
    left = {item.id: item.amount for item in items}
    found = {item.open for item in items} | set(left.values())
    for one in payments.allocations_of(tx, left, get_args(AllocationKind)):
        before = left[one.item_id]
        left[one.item_id] = Money(before.cents - one.amount.cents, before.currency)
        found.add(left[one.item_id])
    return found


def _contested(tx: Tx, items: tuple[OpenItem, ...]) -> tuple[OpenItem, ...]:
    """Mark what its customer objects to, or a person paused."""
    found = {
        hold.invoice_id or hold.customer_id
        for hold in holds.standing(tx, {item.customer_id for item in items})
        if hold.reason == "dispute" or (hold.reason == "hand" and hold.invoice_id)
        if hold.covers(tx.now.date())
    }
    if not found:
        return items
    return tuple(
        replace(item, is_held=not found.isdisjoint((item.invoice_id, item.customer_id)))
        for item in items
    )


def _marks(key: PaymentKeys) -> tuple[str, ...]:
    codes = (f"code:{code}" for code in key.codes)
    names = (f"name:{key.payer_key}", f"{STAND_IN}:{key.payer_key}")
    return (f"iban:{key.iban}", *names, *codes)


def _alike(tx: Tx, keys: Sequence[PaymentKeys]) -> set[str]:
    """Give the customers whose names share the telling words of a payer's."""
    starts = {key: _cut_word(key) for key in keys}
    words = {word for key in keys for word in _words(key)}
    owners = candidates.by_words(tx, words, filter(None, starts.values()))
    found: set[str] = set()
    for key in keys:
        name = {*key.name_tokens, starts[key]} - {""}
        shared = Counter(one for word in name for one in owners.get(word, ()))
        whole = {one for one, count in shared.items() if count == len(name)}
        said = frozenset(key.said) if whole else _words(key) | {starts[key]}
        found |= whole | _telling(said, owners)
    return found


def _telling(said: Iterable[str], owners: Mapping[str, Set[str]]) -> set[str]:
    """Give those who share a rare word, or several; of very many the first."""
    shared = Counter(one for word in said for one in owners.get(word, ()))
    rare = {one for word in said for one in _only_few(owners.get(word, ()))}
    ranked = sorted(shared, key=lambda one: (-shared[one], one))
    telling = [one for one in ranked if shared[one] > 1 or one in rare]
    return set(telling[:_MOST_ALIKE])


def _words(key: PaymentKeys) -> frozenset[str]:
    return frozenset((*key.name_tokens, *key.said))


def _cut_word(key: PaymentKeys) -> str:
    """Give the last word of a name long enough to have been cut by a bank."""
    is_long = len(key.payer_name) >= _CUT_AT
    words = name_words(key.payer_name) if is_long else ()
    return words[-1] if words and words[-1].isalpha() else ""


def _only_few(owners: Iterable[str]) -> tuple[str, ...]:
    some = tuple(owners)
    return some if len(some) <= _FEW else ()


def _facts(
    tx: Tx, ids: Iterable[str], learned: Mapping[str, Mapping[str, int]]
) -> dict[str, Payer]:
    """Give what is known of customers, and who of them the marks asked for paid for."""
    marks: dict[str, dict[str, dict[str, int]]] = {}
    for mark, owners in learned.items():
        kind, _, said = mark.partition(":")
        for customer_id, seen in owners.items():
            marks.setdefault(customer_id, {}).setdefault(kind, {})[said] = seen
    return {
        customer_id: Payer(
            customer_id=customer_id,
            name=name,
            vat_id=vat_id,
            tax_code=tax_code,
            ibans=his.get("iban", {}),
            aliases=his.get("name", {}),
            stand_ins=his.get(STAND_IN, {}),
            codes=frozenset(his.get("code", ())),
        )
        for customer_id, name, vat_id, tax_code in customers.identities(tx, ids)
        for his in (marks.get(customer_id, {}),)
    }


def named_in(tx: Tx, some: Sequence[Payment]) -> dict[str, tuple[str, ...]]:
    """Give those who owe and whose name stands in a payment's words, by payment."""
    said = {
        payment.id: frozenset(name_words(f"{payment.payer} {payment.remittance}"))
        for payment in some
    }
    words = {word for each in said.values() for word in each if _tells(word)}
    alike = {one for some in candidates.by_words(tx, words).values() for one in some}
    names = {
        customer_id: frozenset(name_words(name))
        for customer_id, name in sorted(customers.names(tx, alike).items())
        if any(map(_tells, name_words(name)))
    }
    fits = {
        payment_id: [one for one, name in names.items() if name <= each]
        for payment_id, each in said.items()
    }
    named = {one for each in fits.values() for one in each}
    owing = {item.customer_id for item in invoices.open_items(tx, named)}
    return {
        payment_id: tuple(one for one in each if one in owing)[:_MOST_NAMED]
        for payment_id, each in fits.items()
    }


def _tells(word: str) -> bool:
    return len(word) >= _TELLING
