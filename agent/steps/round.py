"""One round of the day's work, in order; the daemon adds when, the demo a clock."""

from __future__ import annotations

from dataclasses import dataclass, field

from agent.errors import SollecitoError
from agent.ledger import due
from agent.steps import intake, read_mail
from agent.steps.deliver import Delivered, deliver
from agent.steps.desk import Desk
from agent.steps.each import transaction
from agent.steps.file_copies import file_copies
from agent.steps.remind import lapse, remind
from agent.steps.settle import settle
from agent.steps.watch import watch


@dataclass(slots=True)
class Round:
    """What one round brought about, for the terminal and the tests."""

    files: int = 0
    mails: int = 0
    settled: int = 0
    asked: int = 0
    letters: int = 0
    calls: int = 0
    sent: int = 0
    faults: list[str] = field(default_factory=list)
    waits: str = ""


def take_in(desk: Desk, done: Round) -> None:
    """Take in files and mail, and settle what came."""
    taken = intake.drop_folder(desk)
    done.files += taken.files
    for source in desk.sources:
        try:
            source.open()
            read_mail.store(desk, source)
            file_copies(desk, source)
        except SollecitoError as error:
            done.faults.append(str(error))
            with transaction(desk) as tx:
                due.stands_still(tx, f"mailbox:{source.name}", str(error))
        finally:
            source.close()
    done.mails += read_mail.read(desk)
    settled = settle(desk, again=bool(taken.invoices))
    done.settled += settled.settled
    done.asked += settled.proposed


def write(desk: Desk, done: Round) -> None:
    """Age what is out, then write the letters and ask for the calls due."""
    lapse(desk)
    watched = watch(desk)
    reminded = remind(desk)
    done.letters += reminded.letters
    done.calls += reminded.calls
    done.faults += [
        f"{each.item}: {each.error}" for each in (*watched.faults, *reminded.faults)
    ]


def send(desk: Desk, done: Round) -> None:
    """Send until nothing may leave."""
    result = Delivered("sent")
    while result.outcome != "waits":
        result = deliver(desk)
        done.sent += result.outcome == "sent"
    done.waits = result.because


def run_round(desk: Desk) -> Round:
    """Do everything once, in order."""
    done = Round()
    take_in(desk, done)
    write(desk, done)
    send(desk, done)
    return done
