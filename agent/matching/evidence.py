"""What points to whom: numbers to items, accounts and names to customers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property, lru_cache

from agent.matching.names import (
    Agreement,
    are_kin,
)
from agent.matching.references import Mention
from agent.matching.shapes import Shape, shape_of
from agent.model.invoice import OpenItem

TAUGHT = 2
_NO_WORDS: frozenset[str] = frozenset()
ANOTHERS_NAME = "The payer's name is that of another customer."


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
    GROUP = 1  # pays for others alone, who all bear a word of his name
    SHARED = 2  # pays for him and for others
    ONCE = 3  # paid for him once
    TAUGHT = 4  # paid for him alone, more than once


@dataclass(frozen=True, slots=True)
class Pointer:
    """What points from a payment to one customer.

    Args:
        is_quoted: His name or a number of his stands in the payer's own words.
        is_numbered: It is his tax or customer number.
        is_public: He is a public body.
        is_in_his_stead: The words say that it is paid for him, and no more.
        stood_in: How often a customer of the payer's name has paid for him.
        is_of_his_form: The payer's name states no legal form but his.
        is_learned: He alone was paid for under just this name before.
    """

    customer_id: str
    account: Account = Account.NONE
    name: Agreement = Agreement.NONE
    is_quoted: bool = False
    is_numbered: bool = False
    is_public: bool = False
    is_in_his_stead: bool = False
    stood_in: int = 0
    is_of_his_form: bool = False
    is_learned: bool = False

    @property
    def agrees(self) -> bool:
        """Tell whether anything at all speaks for him."""
        return bool(self.account or self.name or self.is_quoted)

    @property
    def is_by_part(self) -> bool:
        """Tell whether nothing but a part of his name, or one like it, speaks for him."""
        is_part = Agreement.NONE < self.name <= Agreement.PART
        return is_part and not (self.account or self.is_quoted)

    @property
    def identifies_by_account(self) -> bool:
        """Tell whether the account, alone or with the name, says it is him."""
        if self.account is Account.TAUGHT:
            return True
        if self.account is Account.ONCE:
            return self.name >= Agreement.PART
        return bool(self.account) and self.name >= Agreement.CLOSE


# Asked several times of every customer whose item fits.
@lru_cache(maxsize=2_000)
def _nothing(customer_id: str) -> Pointer:
    return Pointer(customer_id)


@dataclass(frozen=True)
class Who:
    """Everybody a payment points to.

    Args:
        pointers: To those for whom anything at all speaks.
        namesakes: Customers whose name agrees best, and well.
        holders: Customers whom the account is known to pay for, or their sisters.
        quoted: Customers whom the words name, each by his whole name or number.
        words: Of the names of all customers looked at.
    """

    pointers: Mapping[str, Pointer]
    namesakes: frozenset[str] = frozenset()
    holders: frozenset[str] = frozenset()
    quoted: frozenset[str] = frozenset()
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def of(self, customer_id: str) -> Pointer:
        """Give what points to a customer; an empty pointer if nothing does."""
        return self.pointers.get(customer_id) or _nothing(customer_id)

    @cached_property
    def known(self) -> str:
        """Give the one customer that account and name agree on, or empty."""
        by_account = self._by_account()
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

    def _by_account(self) -> set[str]:
        """Give whom the account says it is; before all others who are named as well."""
        found = [one for one in self.pointers.values() if one.identifies_by_account]
        named = [one for one in found if one.name]
        return {one.customer_id for one in named or found}

    def _unless_elsewhere(self, customer_id: str) -> str:
        return "" if self.points_elsewhere(customer_id) else customer_id

    def points_elsewhere(self, customer_id: str) -> str:
        """Say what points to another customer than this one; empty if nothing."""
        if self.of(customer_id).is_quoted and customer_id in self.holders:
            return ""  # one account for all of a group: the words say for whom
        if self.namesakes and customer_id not in self.namesakes:
            return ANOTHERS_NAME
        is_by_name = self.of(customer_id).name >= Agreement.SAME
        if self.holders and customer_id not in self.holders and not is_by_name:
            return "The account is known to pay for another customer."
        return ""

    def are_kin(self, one: str, other: str) -> bool:
        """Tell whether half of one customer's name stands in another's, as sisters' do."""
        his, others = self.words.get(one, _NO_WORDS), self.words.get(other, _NO_WORDS)
        return are_kin(his, others)

    def ranked(self) -> tuple[Pointer, ...]:
        """Give the pointers that speak for somebody, strongest first."""
        return tuple(
            sorted((one for one in self.pointers.values() if one.agrees), key=_strength)
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


def _strength(one: Pointer) -> tuple[bool, int, int, bool, str]:
    return (
        not one.identifies_by_account,
        -one.name,
        -one.account,
        not one.is_quoted,
        one.customer_id,
    )
