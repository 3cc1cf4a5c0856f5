"""A firm on a pair of real servers: its configuration, its ledger, a clock that jumps."""

from __future__ import annotations

import email
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from email.message import Message
from pathlib import Path
from zoneinfo import ZoneInfo

from agent.clock import SimulatedClock
from agent.ledger import coverage, customers, due, holds, outbox
from agent.model.call import CallSheet
from agent.model.case import Hold
from agent.model.event import Event
from agent.model.letter import Delivery
from agent.settings import Settings
from agent.settings.load import load
from agent.steps import rounds
from agent.steps.act import letters
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.intake import take_file
from agent.steps.look.call_sheets import call_sheets
from agent.steps.look.lists import log
from agent.steps.look.status import Status, status
from agent.steps.rounds import Round
from agent.steps.summarise import show
from agent.wiring import open_desk
from tests.e2e import config
from tests.e2e.config import BOSS, OFFICE, Tables
from tests.e2e.files import Owed, invoices_csv
from tests.e2e.waiting import wait_until
from tests.servers.mail_pair import MailPair

ROME = ZoneInfo("Europe/Rome")
MONDAY = datetime(2025, 9, 8, 9, 30, tzinfo=ROME)
LATE = date(2025, 9, 4)  # the first letter is due on that Monday


class JumpingClock(SimulatedClock):
    """A simulated clock that can be put forward."""

    ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self.ahead

    def advance(self, by: timedelta) -> None:
        object.__setattr__(self, "ahead", self.ahead + by)

    def jump_to(self, at: datetime) -> None:
        self.advance(at - self.now())


class House:
    """One firm, worked round by round.

    Args:
        tables: What its configuration says beside the usual, see `config.write`.
    """

    def __init__(
        self,
        pair: MailPair,
        folder: Path,
        tables: Tables | None = None,
        at: datetime = MONDAY,
    ) -> None:
        self.pair, self.folder = pair, folder
        self.config = config.write(folder, pair, tables)
        self.settings: Settings = load(self.config)
        self.clock = JumpingClock(at, ROME)
        self.desk: Desk = open_desk(self.settings, self.clock)
        letters.go_live(self.desk, "carla")
        with transaction(self.desk) as tx:  # yesterday's statement was read
            coverage.cover(tx, config.IBAN, at.date() - timedelta(days=1))
        self._has_begun = False

    def close(self) -> None:
        """Part from the servers."""
        for channel in self.desk.channels:
            channel.close()
        self.desk.ledger.close()

    def is_owed(self, *owed: Owed) -> None:
        """Take in open invoices, with their customers."""
        taken = take_file(self.desk, "fatture.csv", invoices_csv(owed))
        assert not taken.problems, taken.problems

    def is_owed_by(self, address: str, number: str = "7/2025") -> None:
        """Take in one invoice that is due for its first letter."""
        name = f"Alfa {number.partition('/')[0]} Srl"
        self.is_owed(Owed(number, LATE, name, address))

    def drop(self, name: str, data: bytes) -> None:
        """Put a file into the drop folder."""
        (self.folder / "drop" / name).write_bytes(data)

    def round(self, **later: float) -> Round:
        """Do everything once, after some time: minutes=10."""
        self.clock.advance(timedelta(**later))
        if not self._has_begun:
            rounds.begin(self.desk)
            self._has_begun = True
        return rounds.run_round(self.desk)

    # what stands in the ledger

    def deliveries(self) -> list[Delivery]:
        """Give the letters to customers, oldest first."""
        with picture(self.desk) as tx:
            return [one for one in outbox.listed(tx) if one.customer_id]

    def letter(self) -> Delivery:
        """Give the only letter there is."""
        (only,) = self.deliveries()
        return only

    def holds(self) -> list[Hold]:
        """Give the holds that stand."""
        with picture(self.desk) as tx:
            return list(holds.standing(tx))

    def is_held(self, name: str) -> bool:
        """Tell whether a customer is held."""
        with picture(self.desk) as tx:
            (customer,) = customers.find(tx, name)
        return any(hold.customer_id == customer.id for hold in self.holds())

    def log(self) -> list[Event]:
        """Give the log, oldest first."""
        return list(reversed(log(self.desk, 1000)))

    def happened(self, what: str) -> list[str]:
        """Give the reasons of all that happened of one kind, oldest first."""
        return [event.because for event in self.log() if event.what == what]

    def calls(self) -> Sequence[CallSheet]:
        """Give the sheets of the open calls."""
        return call_sheets(self.desk)

    def status(self) -> Status:
        """Give where everything stands."""
        return status(self.desk)

    def next_summary(self) -> datetime | None:
        """Give when the next summary is due."""
        with picture(self.desk) as tx:
            return due.of(tx, "summary").due_at

    def last_written(self) -> datetime:
        """Give when the daemon last looked what is to be written."""
        with picture(self.desk) as tx:
            return due.of(tx, "job:write").ran_at or MONDAY - timedelta(days=1)

    def summary(self) -> str:
        """Give the words of the summary as it would be now, on one line."""
        return " ".join(show(self.desk).text.split())

    # what lies on the servers

    def received(self, address: str) -> list[Message]:
        """Give the letters in a customer's mailbox."""
        return [email.message_from_bytes(raw) for raw in self.pair.messages(address)]

    def wait_for_letter(self, address: str) -> bytes:
        """Wait until a customer of client.test has a letter of ours."""
        return self.pair.wait_for(address, is_from(OFFICE))

    def wait_for_copy(self) -> bytes:
        """Wait until our own copy of the only letter lies in our inbox."""
        return self.pair.wait_for(OFFICE, has_id(self.letter().message_id))

    def wait_for_summaries(self, count: int) -> None:
        """Wait until so many summaries are in the owner's mailbox."""
        wait_until(lambda: len(self.pair.messages(BOSS)) >= count)

    def ids_in(self, folder: str) -> list[str]:
        """Give the Message-IDs of a folder of ours, without brackets."""
        return [message_id(raw) for raw in self.pair.messages(OFFICE, folder)]


def is_from(address: str) -> Callable[[bytes], bool]:
    """Recognise a mail by its sender."""
    return lambda raw: address in str(email.message_from_bytes(raw)["From"])


def has_id(wanted: str) -> Callable[[bytes], bool]:
    """Recognise a mail by its Message-ID."""
    return lambda raw: message_id(raw) == wanted


def message_id(raw: bytes) -> str:
    """Give a mail's Message-ID without brackets."""
    return str(email.message_from_bytes(raw)["Message-ID"]).strip("<> \r\n")
