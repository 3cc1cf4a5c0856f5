"""Rounds: the steps in order. The daemon adds when, `run --once` and the demo a clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from agent.inbox.source import Source
from agent.ledger import due, messages
from agent.steps import certified, intake, read_mail
from agent.steps.deliver import SENDING_PEC, deliver, recover
from agent.steps.desk import Desk
from agent.steps.each import each, nothing, picture, transaction
from agent.steps.file_copies import file_copies, sent_folder
from agent.steps.obey import obey
from agent.steps.remind import lapse, remind
from agent.steps.second_look import READER, second_look
from agent.steps.self_test import probe_detail
from agent.steps.settle import settle
from agent.steps.standing import goes_on
from agent.steps.summarise import summarise
from agent.steps.thanks import thank
from agent.steps.watch import watch

# What stands still only as long as it is configured.
_CONFIGURED = ("mailbox:", sent_folder(""), intake.FOLDER, SENDING_PEC, READER)


@dataclass(slots=True)
class Round:
    """What one round brought about, for the terminal and the tests.

    Args:
        waits: Why letters wait; empty = there are none.
    """

    files: int = 0
    mails: int = 0
    settled: int = 0
    asked: int = 0
    letters: int = 0
    calls: int = 0
    sent: int = 0
    waits: str = ""
    faults: list[str] = field(default_factory=list)


def begin(desk: Desk) -> None:
    """Put back what a process that died had in hand; by the only sender, once."""
    recover(desk)
    forget_what_is_gone(desk)
    probe_detail(desk)


def forget_what_is_gone(desk: Desk) -> None:
    """Stop telling of mailboxes and folders that are no longer configured."""
    names = {source.name for source in desk.sources}
    known = {f"mailbox:{name}" for name in names}
    known |= {sent_folder(name) for name in names if desk.channel_read_by(name)}
    known |= {SENDING_PEC} if desk.pec is not None else set()
    known |= {READER} if desk.second_reader is not None else set()
    known |= {intake.FOLDER} if desk.intake.folder is not None else set()
    with picture(desk) as tx:
        still = [one.what for one in due.standings(tx) if one.since]
    gone = [
        what for what in still if what.startswith(_CONFIGURED) and what not in known
    ]
    if gone:
        with transaction(desk) as tx:
            goes_on(tx, *gone)


def run_round(desk: Desk) -> Round:
    """Do everything once, in order; a part that fails costs only itself."""
    done = Round()
    faults = each(
        desk,
        (_visit_all, take_files, read_what_came, _look_twice, write_due, send),
        lambda part: part(desk, done),
        lambda part: part.__name__,
    )
    done.faults += [f"{fault.item}: {fault.error}" for fault in faults]
    return done


def _visit_all(desk: Desk, done: Round) -> None:
    for source in desk.sources:
        visit(desk, source, done)


def visit(desk: Desk, source: Source, done: Round) -> None:
    """Look into one mailbox once; a broken one costs only itself."""

    def look(_name: str) -> None:
        source.open()
        done.mails += read_mail.store(desk, source)
        read_mail.read(desk)  # a copy of ours is known, and filed, once it was read
        file_copies(desk, source)

    try:
        for fault in each(desk, [f"mailbox {source.name}"], look):
            done.faults.append(fault.error)
            mailbox_stands_still(desk, source.name, fault.error)
    finally:
        source.close()


def take_mail(
    desk: Desk,
    source: Source,
    beat: Callable[[], None] = nothing,
    came: Callable[[], None] = nothing,
) -> None:
    """Keep what is new in an open mailbox, and file our own copies there.

    Args:
        beat: Called before each batch and copy, so that a watchdog sees progress.
        came: Called once something is kept: letters wait until it is read.
    """
    if read_mail.store(desk, source, beat):
        came()
    file_copies(desk, source, beat)


def mailbox_stands_still(desk: Desk, name: str, because: str) -> None:
    """Note that a mailbox cannot be read."""
    with transaction(desk) as tx:
        if due.stands_still(tx, f"mailbox:{name}", because):
            desk.log.warning("mailbox %s: %s", name, because)


def take_files(
    desk: Desk, done: Round | None = None, beat: Callable[[], None] = nothing
) -> None:
    """Take in the drop folder, and settle what new money and invoices explain.

    Args:
        beat: Called between two pieces of work, so that a watchdog sees progress.
    """
    taken = intake.drop_folder(desk, beat)
    settled = settle(desk, beat)
    if done is not None:
        done.files += taken.files
        done.settled += settled.settled
        done.asked += settled.proposed
        done.faults += taken.problems


def read_what_came(
    desk: Desk, done: Round | None = None, beat: Callable[[], None] = nothing
) -> None:
    """Read stored mail, and settle the money it told of; `beat` as above."""
    read_mail.read(desk, beat)
    faults = obey(desk, beat)
    settled = settle(desk, beat)
    if done is not None:
        done.faults += [f"{fault.item}: {fault.error}" for fault in faults]
        done.settled += settled.settled
        done.asked += settled.proposed


def _look_twice(desk: Desk, _done: Round) -> None:
    second_look(desk)


def write_due(
    desk: Desk, done: Round | None = None, beat: Callable[[], None] = nothing
) -> None:
    """Age what is out, then write the letters and ask for the calls due.

    Args:
        beat: Called before each letter; it may read what came meanwhile.
    """
    told = Round() if done is None else done
    before = len(told.faults)
    faults = each(
        desk,
        (_lapse, _watch, _remind, _thank),
        lambda part: part(desk, told, beat),
        lambda part: part.__name__,
    )
    told.faults += [fault.error for fault in faults]
    found = told.faults[before:]
    for fault in found:
        desk.log.warning("%s", fault)
    with transaction(desk) as tx:
        if found:
            due.stands_still(tx, "writing", found[0])
        else:
            goes_on(tx, "writing")


def _lapse(desk: Desk, _told: Round, beat: Callable[[], None]) -> None:
    lapse(desk, beat)


def _watch(desk: Desk, told: Round, beat: Callable[[], None]) -> None:
    faults = watch(desk, beat).faults
    faults += certified.watch(desk, beat)
    told.faults += [f"{fault.item}: {fault.error}" for fault in faults]


def _remind(desk: Desk, told: Round, beat: Callable[[], None]) -> None:
    reminded = remind(desk, beat)
    told.letters += reminded.letters
    told.calls += reminded.calls
    told.faults += [f"{fault.item}: {fault.error}" for fault in reminded.faults]


def _thank(desk: Desk, told: Round, beat: Callable[[], None]) -> None:
    told.faults += [f"{fault.item}: {fault.error}" for fault in thank(desk, beat)]


def send(desk: Desk, done: Round) -> None:
    """Send until nothing may leave now."""
    for result in deliver(desk):
        done.sent += result.outcome == "sent"
        done.waits = result.because


def write_summary(desk: Desk) -> None:
    """Write the day's summary; the sender takes it from there."""
    summarise(desk)


def tidy(desk: Desk) -> None:
    """Delete the bytes of mails whose time is over."""
    with transaction(desk) as tx:
        messages.expire(tx, desk.clock.today())


def keep_connections(old: Desk, new: Desk) -> Desk:
    """Take over new rules and words, with the connections and ledger of before.

    Logins and servers change at the next start.
    """
    new.ledger.close()
    for channel in new.channels:
        channel.close()
    return replace(
        new,
        ledger=old.ledger,
        sources=old.sources,
        channel=old.channel,
        pec=old.pec,
        worker=old.worker,
    )
