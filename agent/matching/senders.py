"""Who sends payments: whom account, name and words of each point to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from agent.matching.evidence import TAUGHT, Account, Pointer, Who
from agent.matching.facts import Payer
from agent.matching.index import Names, index_names
from agent.matching.names import (
    Agreement,
    agreement,
    fold,
    is_public,
    is_service,
    legal_form,
    name_words,
    payer_key,
    word_set,
)
from agent.matching.references import Remittance, read_remittance
from agent.model.payment import Payment

# An account that pays for more customers than this is a service, not a payer.
_MOST_HOLDERS = 5


def senders_of(
    payments: Sequence[Payment], payers: Mapping[str, Payer]
) -> dict[str, Sender]:
    """Give the sender of each payment, by its id.

    Args:
        payers: What is known of the customers, by id.
    """
    names = index_names(payers)
    return {
        payment.id: Sender(read_remittance(payment), payment.iban, names)
        for payment in payments
    }


class Sender:
    """Who sent one payment: what his account, name and words say of customers.

    What was found of a customer is kept: a payment is looked at several times.
    """

    def __init__(self, said: Remittance, iban: str, names: Names):
        self.said = said
        self._iban = iban
        self._names = names
        self._agreed: dict[str, Agreement] = {}
        self._found: dict[tuple[str, bool], Pointer | None] = {}
        self._who: dict[frozenset[str], Who] = {}

    def who(self, others: Iterable[str] = ()) -> Who:
        """Find whom account, name and words point to.

        Args:
            others: Customers to look at although none of them led there.
        """
        led_to = self._led_to
        fresh = [one for one in others if one not in led_to and self._may_be(one)]
        looked_at = led_to.union(fresh) if fresh else led_to
        found = self._who.get(looked_at)
        if found is None:
            found = self._who[looked_at] = self._identify(looked_at)
        return found

    def _may_be(self, customer_id: str) -> bool:
        """Tell whether anything may speak for one to whom nothing led.

        His number, or a name so short that one word of it but alike is all of it.
        """
        if self.said.identifiers or self.said.codes:
            return True
        his = self._names.words.get(customer_id, frozenset())
        return min(len(his), len(self._words)) <= 1 or not his.isdisjoint(self._words)

    @cached_property
    def _words(self) -> frozenset[str]:
        return word_set(self.said.payer)

    def _identify(self, looked_at: frozenset[str]) -> Who:
        is_borne = bool(self._aliased) and any(
            self._bears(each) for each in looked_at.difference(self._aliased)
        )
        found = [self._pointer(each, is_borne=is_borne) for each in sorted(looked_at)]
        pointers = {one.customer_id: one for one in found if one}
        best = max((one.name for one in pointers.values()), default=Agreement.NONE)
        same = [one.customer_id for one in pointers.values() if one.name is best]
        return Who(
            pointers,
            namesakes=frozenset(same if best >= Agreement.CLOSE else ()),
            holders=frozenset(
                (*self._holders, *(key for key, one in pointers.items() if one.account))
            ),
            quoted=self._whole(_meant(pointers.values())),
            words=self._names.words,
        )

    @cached_property
    def _holders(self) -> tuple[str, ...]:
        holders = self._names.by_iban.get(self._iban, ()) if self._iban else ()
        is_anybody = len(holders) > _MOST_HOLDERS or is_service(self.said.payer)
        return () if is_anybody else holders

    @cached_property
    def alias(self) -> str:
        """Give his name as `names.payer_key` writes it; empty if the bank gives none."""
        return payer_key(self.said.payer)

    @cached_property
    def _aliased(self) -> tuple[str, ...]:
        is_anybody = not self.alias or is_service(self.said.payer)
        return () if is_anybody else self._names.by_alias.get(self.alias, ())

    @cached_property
    def _led_to(self) -> frozenset[str]:
        names, said = self._names, self.said
        coded = (one for code in said.codes for one in names.by_code.get(code, ()))
        return frozenset(
            (
                *self._holders,
                *self._aliased,
                *coded,
                *names.alike(name_words(said.payer)),
                *names.quoted(name_words(said.words)),
            )
        )

    def _pointer(self, customer_id: str, *, is_borne: bool) -> Pointer | None:
        key = (customer_id, is_borne)
        if key not in self._found:
            payer = self._names.payers.get(customer_id)
            self._found[key] = self._point(payer, is_borne=is_borne) if payer else None
        return self._found[key]

    def _point(self, payer: Payer, *, is_borne: bool) -> Pointer | None:
        """Give what points to a customer; None if nothing does."""
        account = self._account(payer)
        name = agreement(self.said.payer, payer.name)
        is_learned = False
        if payer.customer_id in self._aliased:
            # A name learned for one may be that of another customer who paid for him.
            is_learned = is_his = len(self._aliased) == 1 and not is_borne
            # Nearly his own, and it paid for him before: two facts that agree.
            is_taught = payer.aliases.get(self.alias, 0) >= TAUGHT
            is_near = name is Agreement.LIKE or name >= Agreement.CLOSE
            is_sure = is_his and (is_taught or is_near)
            name = max(name, Agreement.SAME if is_sure else Agreement.PART)
        if not account and name >= Agreement.CLOSE and self._is_a_sister(payer):
            account = Account.GROUP
        is_numbered = _is_numbered(payer, self.said)
        is_quoted = is_numbered or _is_quoted(payer, self.said)
        stood_in = self._stood_in(payer)
        if not (account or name or is_quoted or stood_in):
            return None  # as most who share a word
        return Pointer(
            payer.customer_id,
            account=account,
            name=name,
            is_quoted=is_quoted,
            is_numbered=is_numbered,
            is_public=is_public(payer.name),
            stood_in=stood_in,
            is_of_his_form=legal_form(self.said.payer) in ("", legal_form(payer.name)),
            is_learned=is_learned,
            is_in_his_stead=_is_in_his_stead(payer, self.said),
        )

    def _account(self, payer: Payer) -> Account:
        if payer.customer_id not in self._holders:
            return Account.NONE
        if len(self._holders) > 1:
            return Account.SHARED
        is_taught = payer.ibans.get(self._iban, 0) >= TAUGHT
        return Account.TAUGHT if is_taught else Account.ONCE

    def _stood_in(self, payer: Payer) -> int:
        served = self._names.by_stand_in.get(self.alias, ())
        return payer.stand_ins.get(self.alias, 0) if len(served) <= _MOST_HOLDERS else 0

    def _is_a_sister(self, payer: Payer) -> bool:
        """Tell whether the account pays for sisters of his, under names of their own.

        Each shares a word with his name; none bears, or ever paid under, this one.
        """
        his = word_set(payer.name)
        return bool(self._holders) and all(
            his & word_set(self._names.payers[one].name)
            and one not in self._aliased
            and not self._bears(one)
            for one in self._holders
        )

    def _bears(self, customer_id: str) -> bool:
        payer = self._names.payers.get(customer_id)
        return payer is not None and bool(self._name(payer))

    def _name(self, payer: Payer) -> Agreement:
        """Tell how far his name agrees with a customer's."""
        known = self._agreed.get(payer.customer_id)
        if known is None:
            known = agreement(self.said.payer, payer.name)
            self._agreed[payer.customer_id] = known
        return known

    def _whole(self, quoted: Iterable[Pointer]) -> frozenset[str]:
        """Give whom the words name: not who bears a part of a name that stands there."""
        words = {one.customer_id: self._names.words[one.customer_id] for one in quoted}
        return frozenset(
            one
            for one, his in words.items()
            if not any(his < other for other in words.values())
        )


def _meant(pointers: Iterable[Pointer]) -> tuple[Pointer, ...]:
    """Give whom the words name; where they say for whom he pays, him alone."""
    quoted = tuple(one for one in pointers if one.is_quoted)
    return tuple(one for one in quoted if one.is_in_his_stead) or quoted


def _is_numbered(payer: Payer, said: Remittance) -> bool:
    if not (said.identifiers or said.codes):
        return False
    numbers = (payer.vat_id, payer.vat_id[2:], payer.tax_code)
    if not set(numbers).isdisjoint(filter(None, said.identifiers)):
        return True
    return not payer.codes.isdisjoint(said.codes)


def _is_in_his_stead(payer: Payer, said: Remittance) -> bool:
    whose = said.purpose.instead
    return bool(whose) and _written(payer.name) == _written(whose)


def _is_quoted(payer: Payer, said: Remittance) -> bool:
    words = word_set(payer.name)
    if not words or not words <= word_set(said.words):
        return False
    if len(name_words(payer.name)) > 1:
        return True
    # A word alone may be a town or a street.
    is_firm = bool(legal_form(payer.name))
    return is_firm and _written(payer.name) in _written(said.words)


def _written(text: str) -> str:
    """Give words as they stand, legal forms included."""
    return f" {' '.join(fold(text).replace('.', '').split())} "
