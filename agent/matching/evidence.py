"""What points to whom: numbers to items, accounts and names to customers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property

from agent.matching.facts import Payer
from agent.matching.index import Names
from agent.matching.names import (
    Agreement,
    agreement,
    fold,
    is_public,
    legal_form,
    name_words,
    payer_key,
    word_set,
)
from agent.matching.references import Mention, Remittance
from agent.matching.shapes import Shape, shape_of
from agent.model.invoice import OpenItem

TAUGHT = 2
# An account that pays for more customers than this is a service, not a payer.
_MOST_HOLDERS = 5


class Naming(IntEnum):
    """How well a number in the text names an item, least first."""

    NONE = 0
    NEAR = 1  # the number, but another year or date
    BARE = 2  # the number alone
    FULL = 3  # the number with its year
    DATED = 4  # the number with its date


class Account(IntEnum):
    """What an account says of a customer, least first."""

    NONE = 0
    SHARED = 1  # pays for him and for others
    ONCE = 2  # paid for him once
    TAUGHT = 3  # paid for him alone, more than once


@dataclass(frozen=True, slots=True)
class Pointer:
    """What points from a payment to one customer.

    Args:
        is_quoted: His name or a number of his stands in the payer's own words.
        is_numbered: It is his tax or customer number.
        is_public: He is a public body.
    """

    customer_id: str
    account: Account = Account.NONE
    name: Agreement = Agreement.NONE
    is_quoted: bool = False
    is_numbered: bool = False
    is_public: bool = False

    @property
    def agrees(self) -> bool:
        """Tell whether anything at all speaks for him."""
        return bool(self.account or self.name or self.is_quoted)

    @property
    def identifies_by_account(self) -> bool:
        """Tell whether the account, alone or with the name, says it is him."""
        if self.account is Account.TAUGHT:
            return True
        if self.account is Account.ONCE:
            return self.name >= Agreement.PART
        return self.account is Account.SHARED and self.name >= Agreement.CLOSE


_NOBODY = Pointer("")


@dataclass(frozen=True)
class Who:
    """Everybody a payment points to.

    Args:
        pointers: To those for whom anything at all speaks.
        namesakes: Customers whose name agrees best, and well.
        holders: Customers whom the account is known to pay for.
        quoted: Customers whom the words name, each by his whole name or number.
    """

    pointers: Mapping[str, Pointer]
    namesakes: frozenset[str] = frozenset()
    holders: frozenset[str] = frozenset()
    quoted: frozenset[str] = frozenset()

    def of(self, customer_id: str) -> Pointer:
        """Give what points to a customer; an empty pointer if nothing does."""
        return self.pointers.get(customer_id) or Pointer(customer_id)

    @cached_property
    def known(self) -> str:
        """Give the one customer that account and name agree on, or empty."""
        by_account = {
            one.customer_id
            for one in self.pointers.values()
            if one.identifies_by_account
        }
        numbered = {
            one.customer_id for one in self.pointers.values() if one.is_numbered
        }
        if len(numbered) == 1:
            return self._unless_elsewhere(next(iter(numbered)))
        if len(by_account) == 1:
            return self._unless_elsewhere(next(iter(by_account)))
        if len(self.quoted) == 1 and not by_account:
            return self._unless_elsewhere(next(iter(self.quoted)))
        if by_account or len(self.namesakes) != 1:
            return ""
        is_disputed = self.holders and not self.namesakes & self.holders
        return "" if is_disputed else next(iter(self.namesakes))

    def _unless_elsewhere(self, customer_id: str) -> str:
        return "" if self.points_elsewhere(customer_id) else customer_id

    def points_elsewhere(self, customer_id: str) -> str:
        """Say what points to another customer than this one; empty if nothing."""
        if self.of(customer_id).is_quoted and customer_id in self.holders:
            return ""  # one account for all of a group: the words say for whom
        if self.namesakes and customer_id not in self.namesakes:
            return "The payer's name is that of another customer."
        is_by_name = self.of(customer_id).name >= Agreement.SAME
        if self.holders and customer_id not in self.holders and not is_by_name:
            return "The account is known to pay for another customer."
        return ""

    def ranked(self) -> tuple[Pointer, ...]:
        """Give the pointers that speak for somebody, strongest first."""
        return tuple(
            sorted((one for one in self.pointers.values() if one.agrees), key=_strength)
        )


def identify(said: Remittance, iban: str, names: Names, others: Iterable[str]) -> Who:
    """Find whom account, name and words of a payment point to.

    Args:
        others: Customers to look at although neither account nor name led there.
    """
    holders = names.by_iban.get(iban, ()) if iban else ()
    if len(holders) > _MOST_HOLDERS:
        holders = ()
    key = payer_key(said.payer)
    aliased = names.by_alias.get(key, ()) if key else ()
    coded = (one for code in said.codes for one in names.by_code.get(code, ()))
    quoted = names.namesakes(name_words(said.words))
    namesakes = names.namesakes(name_words(said.payer))
    looked_at = {*holders, *aliased, *namesakes, *quoted, *coded, *others}
    borne = any(_bears(each, said, names) for each in looked_at - {*aliased})
    found = (
        _pointer(each, said, iban, names, (holders, aliased), is_borne=borne)
        for each in sorted(looked_at)
    )
    pointers = {one.customer_id: one for one in found if one is not _NOBODY}
    best = max((one.name for one in pointers.values()), default=Agreement.NONE)
    same = [one for one in pointers.values() if one.name is best]
    return Who(
        pointers,
        namesakes=frozenset(one.customer_id for one in same if best >= Agreement.CLOSE),
        holders=frozenset(holders),
        quoted=_quoted(pointers, names),
    )


def _quoted(pointers: Mapping[str, Pointer], names: Names) -> frozenset[str]:
    """Give whom the words name: not who bears a part of a name that stands there."""
    found = [one.customer_id for one in pointers.values() if one.is_quoted]
    words = {one: set(name_words(names.payers[one].name)) for one in found}
    return frozenset(
        one for one in found if not any(words[one] < words[other] for other in found)
    )


def naming(mention: Mention, item: OpenItem) -> Naming:
    """Tell how well a number in the text names an item."""
    if mention.reference:
        return Naming.FULL if mention.reference in item.references else Naming.NONE
    return max(_naming(shape, mention, item) for shape in mention.shapes)


def _naming(shape: Shape, mention: Mention, item: OpenItem) -> Naming:
    if item.is_proforma or not mention.is_proforma:
        named = _as_numbered(shape, mention, item)
        if named or not item.proforma:
            return named
    if not item.proforma:
        return Naming.NONE
    before = replace(item, number=item.proforma)
    named = _as_numbered(shape, replace(mention, dated=None), before)
    return named if mention.is_proforma else min(named, Naming.BARE)


def _as_numbered(shape: Shape, mention: Mention, item: OpenItem) -> Naming:
    own = shape_of(item.number)
    if shape.sequence != own.sequence:
        return Naming.NONE
    year = own.year or item.issued_on.year
    if shape.is_guess:
        return Naming.BARE if shape.year == year else Naming.NONE
    if shape.series and own.series and shape.series != own.series:
        return Naming.NEAR
    if mention.dated:
        return Naming.DATED if mention.dated == item.issued_on else Naming.NEAR
    if shape.year:
        return Naming.FULL if shape.year == year else Naming.NEAR
    return Naming.BARE


def _pointer(
    customer_id: str,
    said: Remittance,
    iban: str,
    names: Names,
    known: tuple[tuple[str, ...], tuple[str, ...]],
    *,
    is_borne: bool,
) -> Pointer:
    payer = names.payers.get(customer_id)
    if payer is None:
        return _NOBODY
    holders, aliased = known
    account = Account.NONE
    if customer_id in holders:
        count = payer.ibans.get(iban, 0)
        account = Account.TAUGHT if count >= TAUGHT else Account.ONCE
        account = account if len(holders) == 1 else Account.SHARED
    name = agreement(said.payer, payer.name)
    if customer_id in aliased:
        # A name learned for one may be that of another customer who paid for him.
        is_his = len(aliased) == 1 and not is_borne
        is_sure = is_his and _count(payer, said) >= TAUGHT
        name = max(name, Agreement.SAME if is_sure else Agreement.PART)
    is_numbered = _is_numbered(payer, said)
    is_quoted = is_numbered or _is_quoted(payer, said)
    if not (account or name or is_quoted):
        return _NOBODY  # as most who share a word
    is_body = is_public(payer.name)
    return Pointer(customer_id, account, name, is_quoted, is_numbered, is_body)


def _bears(customer_id: str, said: Remittance, names: Names) -> bool:
    payer = names.payers.get(customer_id)
    return payer is not None and agreement(said.payer, payer.name) > Agreement.NONE


def _count(payer: Payer, said: Remittance) -> int:
    return payer.aliases.get(payer_key(said.payer), 0)


def _is_numbered(payer: Payer, said: Remittance) -> bool:
    if not (said.identifiers or said.codes):
        return False
    numbers = (payer.vat_id, payer.vat_id[2:], payer.tax_code)
    if not set(numbers).isdisjoint(filter(None, said.identifiers)):
        return True
    return not payer.codes.isdisjoint(said.codes)


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


def _strength(one: Pointer) -> tuple[bool, int, int, bool, str]:
    return (
        not one.identifies_by_account,
        -one.name,
        -one.account,
        not one.is_quoted,
        one.customer_id,
    )
