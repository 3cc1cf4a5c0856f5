"""Domains that a person lets tell of money, beside the configured ones."""

from __future__ import annotations

from datetime import datetime

from agent.ledger import firms
from agent.ledger.book import Tx

_SWITCH = "notice_domains"
_HEARD = "speaks_of_money "
_MOST_HEARD = 20  # whoever floods the mailbox is no bank


def domains(tx: Tx) -> frozenset[str]:
    """Give the domains a person trusts."""
    return frozenset(firms.switch(tx, _SWITCH).split())


def change(tx: Tx, kept: frozenset[str], because: str) -> None:
    """Keep these and no others."""
    firms.set_switch(tx, _SWITCH, " ".join(sorted(kept)), because)


def hear(tx: Tx, domain: str) -> bool:
    """Note once that mails of a domain nobody trusts speak of money."""
    if domain in heard(tx) or len(heard(tx)) >= _MOST_HEARD:
        return False
    firms.set_switch(tx, f"{_HEARD}{domain}", "heard", "its mails speak of money")
    return True


def heard(tx: Tx) -> dict[str, datetime | None]:
    """Give the domains whose mails speak of money, and when the first one came."""
    return {
        name.removeprefix(_HEARD): firms.set_at(tx, name)
        for name in sorted(firms.switches(tx))
        if name.startswith(_HEARD)
    }
