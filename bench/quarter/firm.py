"""The firm: its folder, its mailboxes, what a person types, what customers do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bench.quarter import post
from bench.quarter.program import Program, Said, Service, soon
from bench.quarter.story import NotSeenError, seen
from tests.camt import Entry, camt
from tests.e2e import config, mails
from tests.e2e.config import BANK, BOSS, OFFICE
from tests.e2e.files import Owed, invoices_csv
from tests.servers.mail_pair import MailPair
from tests.servers.place import USERS

YEAR, ROME = 2024, ZoneInfo("Europe/Rome")
_PEOPLE = 80
Tables = dict[str, dict[str, object]]


def mailboxes() -> tuple[str, ...]:
    """Give every mailbox there is: ours, and one for each customer."""
    return (*USERS, *(f"c{no:02}@client.test" for no in range(1, _PEOPLE + 1)))


def moment(text: str) -> datetime:
    """Read "09-16 12:00"."""
    return datetime.fromisoformat(f"{YEAR}-{text.replace(' ', 'T')}").replace(
        tzinfo=ROME
    )


def day(text: str) -> date:
    """Read "09-16"."""
    return date.fromisoformat(f"{YEAR}-{text}")


@dataclass(frozen=True, slots=True)
class Debtor:
    """A customer, as he is known to a story."""

    name: str
    email: str
    phone: str = "+39 02 1234567"


@dataclass(frozen=True, slots=True)
class Morning:
    """One life of the daemon.

    Args:
        summary_came: The day's summary was in the owner's mailbox.
        status: Its exit status after SIGTERM.
    """

    on: date
    summary_came: bool
    status: int


class Firm:
    """One firm on a pair of real servers; `now` is the moment it is in.

    Attributes:
        teller: The number of the story that is told now.
        teller_of: Customers by name: the story each belongs to.
    """

    def __init__(self, pair: MailPair, folder: Path) -> None:
        self.pair, self.folder = pair, folder
        self.now = moment("09-01 20:00")
        self.tables: Tables = _tables(pair)
        self.program = Program(config.write(folder, pair, self.tables))
        self.daemon_megabytes, self.is_live = 0.0, False
        self.mornings: list[Morning] = []
        self.teller, self.teller_of = -1, dict[str, int]()
        self._people = iter(mailboxes()[len(USERS) :])
        self._numbers = iter(range(1, 10_000))
        self._written = ""

    def __enter__(self) -> Firm:
        return self

    def __exit__(self, *_: object) -> None:
        self.program.close()

    # the program

    def configure(self, **tables: Mapping[str, object]) -> None:
        """Change the configuration; __ stands for the dot in a table's name."""
        for name, keys in tables.items():
            self.tables.setdefault(name.replace("__", "."), {}).update(keys)

    def write_config(self) -> Path:
        self.tables["clock"]["now"] = self._stamp("minutes")
        return config.write(self.folder, self.pair, self.tables)

    def _stamp(self, exact: str = "seconds") -> str:
        return self.now.replace(tzinfo=None).isoformat(timespec=exact)

    def say(self, *words: str) -> Said:
        """Type one command line, at the moment it is."""
        self.write_config()
        return self.program.say(*words)

    def do(self, *words: str) -> str:
        """Type a command that must succeed."""
        said = self.say(*words)
        seen(said.status == 0, f"`{' '.join(words)}`: {said.status} {said.err}")
        return said.out

    def ask(self, *words: str) -> Any:
        """Type a question, and read the answer as a program does."""
        return self._read(self.say(*words, "--json"), words)

    def _read(self, said: Said, words: Sequence[str]) -> Any:
        seen(said.out.strip(), f"`{' '.join(words)}`: {said.status} {said.err}")
        return said.json

    def later(self, minutes: float) -> None:
        self.wait_until(self.now + timedelta(minutes=minutes))

    def wait_until(self, at: datetime) -> None:
        """Let time pass, if it is to come; the post under way needs none of it."""
        if at > self.now:
            soon(self.pair.postfix.is_idle)
            self.now = at

    def round(self) -> Any:
        """Let the program do everything once: `run --once --now`."""
        self.write_config()
        said = self.program.say("run", "--once", "--now", self._stamp())
        self.later(1)
        return self._read(said, ("run", "--once"))

    def service(self) -> Service:
        """Give the daemon of this moment, for a `with`."""
        self.write_config()
        return Service(self.program, self._stamp())

    def settle_and_send(self, minutes: float = 12) -> None:
        """Let letters be written, wait for the undo window, let them leave."""
        self.round()
        self.later(minutes)
        self.round()

    # what comes in

    def person(self, name: str) -> Debtor:
        """Give a customer with a mailbox of his own."""
        return Debtor(name, next(self._people))

    def owed(
        self, who: Debtor, due: str, cents: int = 0, number: str = ""
    ) -> tuple[str, int]:
        """Drop a table with one open invoice; give its number and its cents."""
        serial = next(self._numbers)
        self.teller_of[who.name] = self.teller
        number = number or f"{serial + 100}/{YEAR}"
        cents = cents or 100_000 + 1_337 * serial
        row = Owed(number, day(due), who.name, who.email, cents, who.phone)
        self.drop(f"fatture-{serial}.csv", invoices_csv([row]))
        return number, cents

    def drop(self, name: str, data: bytes) -> None:
        """Put a file into the drop folder, as programs should: whole."""
        part = self.folder / "drop" / f"{name}.part"
        part.write_bytes(data)
        part.rename(part.with_suffix(""))

    def file(self, name: str, data: bytes) -> str:
        """Keep a file elsewhere, to be imported by hand; give its path."""
        path = self.folder / name
        path.write_bytes(data)
        return str(path)

    def statement(self, *entries: Entry, name: str = "", **how: Any) -> bytes:
        """Write today's statement."""
        name = name or f"EC-{next(self._numbers)}"
        return camt(self.now.date(), entries, name, **how)

    def books(self, *entries: Entry) -> None:
        """Drop today's statement."""
        self.drop(f"estratto-{next(self._numbers)}.xml", self.statement(*entries))

    def mail(self, raw: bytes, sender: str, to: str = OFFICE) -> None:
        """Let the world send a mail, and wait until it is in the mailbox."""
        before = len(self.pair.messages(to))
        self.pair.send(sender, to, raw)
        seen(soon(lambda: len(self.pair.messages(to)) > before), f"no mail to {to}")

    def hears(self, who: Debtor, subject: str, words: str, **how: Any) -> None:
        """Let a customer write to us."""
        self.mail(mails.mail(who.email, subject, words, **how), who.email)

    def answered(self, who: Debtor, words: str, **headers: str) -> None:
        """Let a customer answer our last letter."""
        letter = self.letters(who)[-1].raw
        self.hears(who, "Re: promemoria", words, answers=letter, **headers)

    def bank_mails(self, data: bytes) -> None:
        """Let the bank send a statement by mail."""
        self.mail(mails.with_statement(BANK, data), BANK)

    # what came out

    def letters(self, who: Debtor) -> list[post.Letter]:
        """Give what a customer has of us in his mailbox, oldest first."""
        if who.email.endswith("@client.test"):
            raws = self.pair.messages(who.email)
        else:
            raws = [copy.data for copy in self.pair.mx.copies(who.email)]
        found = [post.read(raw) for raw in raws]
        return [one for one in found if one.sender == OFFICE]

    def has(self, who: Debtor, count: int) -> list[post.Letter]:
        """Require that a customer has so many letters of ours, and give them."""
        soon(lambda: len(self.letters(who)) >= count)
        found = self.letters(who)
        seen(len(found) == count, f"{who.name} has {len(found)} letters, not {count}")
        return found

    def summaries(self) -> list[post.Letter]:
        """Give the summaries in the owner's mailbox, oldest first."""
        found = [post.read(raw) for raw in self.pair.messages(BOSS)]
        return [one for one in found if one.sender == OFFICE]

    def summary(self, text: str = "") -> post.Letter:
        """Give the one summary of a day, today's by default."""
        wanted = day(text) if text else self.now.date()
        found = [one for one in self.summaries() if one.at.date() == wanted]
        seen(len(found) == 1, f"{len(found)} summaries on {wanted}")
        return found[0]

    def call_of(self, who: Debtor) -> Any:
        """Give the call sheet of a customer."""
        sheets = self.ask("calls")
        found = [one for one in sheets if one["customer"]["name"] == who.name]
        names = [one["customer"]["name"] for one in sheets]
        seen(found, f"no call to {who.name} among {names}")
        return found[0]

    def is_called(self, who: Debtor) -> bool:
        return who.name in [one["customer"]["name"] for one in self.ask("calls")]

    def next_of(self, who: Debtor) -> str:
        """Give what comes next with a customer, in one sentence."""
        (row,) = self.ask("customers", "list", who.name)
        return str(row["next"])

    def held(self, who: Debtor, *words: str) -> str:
        """Require that a customer is held, and give what is said of it."""
        told = self.next_of(who)
        require(told.lower(), "held")
        require(told, *words)
        return told

    def is_held(self, who: Debtor) -> bool:
        return "held" in self.next_of(who).lower()

    def letters_about(self, words: str) -> list[Any]:
        """Give what was proposed about an invoice or customer, oldest first."""
        return [one for one in self.events(words) if one["what"] == "letter.proposed"]

    def stages(self, number: str) -> list[str]:
        """Give the stages of the letters written about an invoice."""
        return [str(one["data"]["stage"]) for one in self.letters_about(number)]

    def letter_no(self, number: str) -> str:
        """Give the number of the last letter about an invoice."""
        return str(self.letters_about(number)[-1]["data"]["no"])

    def open_of(self, number: str) -> int:
        """Give the cents open on an invoice."""
        rows = self.ask("invoices", "--all")
        found = [one for one in rows if one["number"] == number]
        seen(len(found) == 1, f"{len(found)} invoices {number}")
        return round(float(found[0]["open"]["amount"]) * 100)

    def payment(self, cents: int) -> Any:
        """Give the one payment of an amount."""
        amount = f"{cents / 100:.2f}"
        rows = self.ask("payments", "--limit", "500")
        found = [one for one in rows if one["amount"]["amount"] == amount]
        seen(len(found) == 1, f"{len(found)} payments of {amount}")
        return found[0]

    def why(self, *words: str) -> str:
        return str(self.ask("why", *words)["paragraph"])

    def events(self, *about: str) -> list[Any]:
        """Give the log, oldest first."""
        return list(reversed(self.ask("events", *about, "--limit", "100000")))


def _tables(pair: MailPair) -> Tables:
    ports = pair.place.ports
    return {
        "firm": {"region": "NA", "addresses": ["collega@firm.test"]},
        "mailbox.boss": config.login(pair, BOSS, ports.imaps),
        "sending": {"mode": "off", "undo_minutes": 10},
        "bank": {"stale_days": 5},
        "summary": {"to": [BOSS], "language": "en"},
        "clock": {"simulated": True},
        "dunning": {"calls_a_day": 40},
    }


def require(found: object, *words: str) -> None:
    """Require words in a text."""
    text = " ".join(str(found).split())
    missing = [each for each in words if each not in text]
    if missing:
        raise NotSeenError(f"{missing} not in: {text[:600]}")
