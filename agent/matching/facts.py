"""What the ledger knows of each customer who may have paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Payer:
    """Hold how one customer is recognised as the payer.

    Args:
        ibans: Accounts that paid for him, no blanks, with how often a person
            or the text itself confirmed it; an account stated by the customer
            counts as confirmed twice.
        aliases: Names that paid for him, as `names.payer_key` writes them,
            with counts likewise.
        stand_ins: Names of other customers that paid for him, with counts likewise.
        codes: Customer numbers, as `identifiers.plain_code` writes them.
    """

    customer_id: str
    name: str
    vat_id: str = ""
    tax_code: str = ""
    ibans: Mapping[str, int] = field(default_factory=dict)
    aliases: Mapping[str, int] = field(default_factory=dict)
    stand_ins: Mapping[str, int] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()
