"""Money mails: who speaks of money in mails that nobody fetches, to be asked about once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from agent.bank.notices.senders import imitated
from agent.ledger import trusted
from agent.ledger.book import Tx
from agent.mail.money_heads import speaks_of_money
from agent.model.message import Parts
from agent.steps.desk import Desk
from agent.steps.each import transaction


def heed(desk: Desk, mailbox: str, headers: Sequence[Parts]) -> None:
    """Note the domains whose proven mails speak of money, from their headers alone.

    One that dresses up as a bank we know is none to be trusted.
    """
    servers = desk.intake.trusted.get(mailbox, frozenset())
    known = desk.intake.notice_domains
    domains = {
        domain
        for one in headers
        if (domain := speaks_of_money(one, servers))
        and not imitated(one.sender, one.sender_name, known)
    }
    if domains:
        with transaction(desk) as tx:
            for domain in sorted(domains):
                trusted.hear(tx, domain)


def untrusted(desk: Desk, tx: Tx, since: datetime | None = None) -> tuple[str, ...]:
    """Give the domains that speak of money and that nobody trusts yet.

    Args:
        since: Only those first heard of since then; None = all.
    """
    known = desk.intake.notice_domains | desk.intake.bank_senders | trusted.domains(tx)
    return tuple(
        domain
        for domain, at in trusted.heard(tx).items()
        if domain not in known and (since is None or (at is not None and at > since))
    )
