"""Asked: what the mails of one batch ask of the ledger, each question once."""

from __future__ import annotations

from dataclasses import dataclass, field

from agent.ledger import customers, invoices, trusted
from agent.ledger.book import Tx
from agent.steps.desk import Desk
from agent.steps.notices import Trust


@dataclass(slots=True)
class Asked:
    """Answers that no mail of the batch changes, kept while it is read."""

    desk: Desk
    tx: Tx
    _numbers: frozenset[str] | None = None
    _trust: dict[str, Trust] = field(default_factory=dict)
    _writers: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def numbers(self) -> frozenset[str]:
        """Give the numbers of all open documents."""
        if self._numbers is None:
            self._numbers = invoices.open_numbers(self.tx)
        return self._numbers

    def trust(self, mailbox: str) -> Trust:
        """Give whose word about money counts in a mailbox."""
        if mailbox not in self._trust:
            self._trust[mailbox] = trust_in(self.desk, self.tx, mailbox)
        return self._trust[mailbox]

    def writers(self, email: str) -> tuple[str, ...]:
        """Give the customers who write from an address, by id."""
        if email not in self._writers:
            self._writers[email] = customers.writers(self.tx, [email])
        return self._writers[email]


def trust_in(desk: Desk, tx: Tx, mailbox: str) -> Trust:
    """Give whose word about money counts in a mailbox."""
    return Trust(
        servers=desk.intake.trusted.get(mailbox, frozenset()),
        services=desk.intake.notice_domains | trusted.domains(tx),
        customers=desk.intake.customer_domains,
        ibans=desk.intake.accounts,
        apart=desk.readers.apart,
    )
