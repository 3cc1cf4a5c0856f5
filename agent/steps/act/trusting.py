"""Whose word that money came in a person lets count."""

from __future__ import annotations

import re

from agent.errors import Refused
from agent.ledger import events
from agent.ledger import trusted as kept
from agent.ledger.book import Tx
from agent.mail.free_domains import FREE
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction

_DOMAIN = re.compile(
    r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}"
)


def trust(desk: Desk, by: str, written: str) -> str:
    """Believe a domain's proven mails; give it as it is kept.

    Raises:
        Refused: It is no domain, or everybody may write from it.
    """
    domain = written.strip().lower().rpartition("@")[2].strip(".")
    if not _DOMAIN.fullmatch(domain):
        raise Refused(f"{written!r} is no domain; write it as bank.example")
    if domain in FREE or domain in desk.intake.customer_domains:
        raise Refused(f"{domain} is no bank's: others write from it")
    with transaction(desk, by) as tx:
        kept.change(tx, kept.domains(tx) | {domain}, "a person trusts it")
        _log(tx, f"{domain} is trusted to tell of money")
    return domain


def distrust(desk: Desk, by: str, written: str) -> str:
    """Believe a domain no more; give it as it was kept.

    Raises:
        Refused: A person never trusted it.
    """
    domain = written.strip().lower().rpartition("@")[2].strip(".")
    with transaction(desk, by) as tx:
        known = kept.domains(tx)
        if domain not in known:
            raise Refused(
                f"{written} was not trusted by a person; `sollecito bank trust` lists "
                "those that are"
            )
        kept.change(tx, known - {domain}, "a person trusts it no more")
        _log(tx, f"{domain} is trusted no more")
    return domain


def trusted(desk: Desk) -> tuple[str, ...]:
    """List the domains a person trusts, in order."""
    with picture(desk) as tx:
        return tuple(sorted(kept.domains(tx)))


def _log(tx: Tx, because: str) -> None:
    events.write(tx, "bank.trust", "firm:self", because)
