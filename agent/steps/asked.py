"""Asked: what the mails of one batch ask of the ledger, each question once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from agent.ledger import invoices, messages, trusted, writers
from agent.ledger.book import Tx
from agent.ledger.messages import Stored
from agent.ledger.writers import Writer
from agent.mail.thread import Marks, marks
from agent.model.message import Parts
from agent.replies.model import Model
from agent.steps.desk import Desk
from agent.steps.learned import model_of
from agent.steps.notices import Trust


@dataclass(slots=True)
class Asked:
    """Answers that no mail of the batch changes, kept while it is read."""

    desk: Desk
    tx: Tx
    _numbers: frozenset[str] | None = None
    _trust: dict[str, Trust] = field(default_factory=dict)
    _writers: dict[str, tuple[Writer, ...]] = field(default_factory=dict)
    _twins: frozenset[str] = frozenset()
    _marks: tuple[Parts, Marks] | None = None

    def numbers(self) -> frozenset[str]:
        """Give the numbers of all open documents."""
        if self._numbers is None:
            self._numbers = invoices.open_numbers(self.tx)
        return self._numbers

    def model(self) -> Model | None:
        """Give the model that reads people's words."""
        return model_of(self.desk, self.tx)

    def trust(self, mailbox: str) -> Trust:
        """Give whose word about money counts in a mailbox."""
        if mailbox not in self._trust:
            self._trust[mailbox] = trust_in(self.desk, self.tx, mailbox)
        return self._trust[mailbox]

    def meet(self, mails: Sequence[tuple[Stored, Parts]]) -> None:
        """Ask at once what will be asked of each of these mails."""
        senders = {parts.sender for _, parts in mails}
        found = writers.by_email(self.tx, senders)
        self._writers |= dict.fromkeys(senders, ()) | found
        ids = {stored.message_id for stored, _ in mails}
        self._twins |= messages.twins(self.tx, ids)

    def writers(self, email: str) -> tuple[str, ...]:
        """Give the customers who write from an address, by id."""
        return tuple(dict.fromkeys(one.customer_id for one in self._who(email)))

    def is_certified(self, email: str) -> bool:
        """Tell whether an address is a customer's for certified mail."""
        return any(one.is_certified for one in self._who(email))

    def has_twin(self, stored: Stored) -> bool:
        """Tell whether another mail has this one's Message-ID."""
        return stored.message_id in self._twins

    def marks(self, parts: Parts) -> Marks:
        """Give what in a mail names letters of ours."""
        if self._marks is None or self._marks[0] is not parts:
            sending = self.desk.sending
            found = marks(parts, sending.message_id_domain, self.desk.own_addresses)
            self._marks = parts, found
        return self._marks[1]

    def _who(self, email: str) -> tuple[Writer, ...]:
        if email not in self._writers:
            found = writers.by_email(self.tx, [email])
            self._writers[email] = found.get(email, ())
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
