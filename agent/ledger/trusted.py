"""Domains that a person lets tell of money, beside the configured ones."""

from __future__ import annotations

from agent.ledger import firms
from agent.ledger.book import Tx

_SWITCH = "notice_domains"


def domains(tx: Tx) -> frozenset[str]:
    """Give the domains a person trusts."""
    return frozenset(firms.switch(tx, _SWITCH).split())


def change(tx: Tx, kept: frozenset[str], because: str) -> None:
    """Keep these and no others."""
    firms.set_switch(tx, _SWITCH, " ".join(sorted(kept)), because)
