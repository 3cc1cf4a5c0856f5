"""Read mail: keep the bytes first, then find out what each message changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from agent.clock import SimulatedClock
from agent.errors import TryLater
from agent.inbox.source import Folder, Source
from agent.ledger import (
    arrivals,
    blobs,
    bookmarks,
    due,
    firms,
    messages,
    quarantine,
    unknown,
)
from agent.ledger.arrivals import Arrival
from agent.ledger.book import Tx
from agent.ledger.messages import Stored
from agent.mail.gate_headers import Known
from agent.mail.parse import parse
from agent.model.message import Parts, RawMessage
from agent.steps import answers, bank_mail, mailed_invoices
from agent.steps.desk import Desk
from agent.steps.each import Fault, each, picture, transaction
from agent.steps.fetch_mail import fetch, groups, what_concerns_us
from agent.steps.understand_mail import take_effect

_BATCH = 200  # a commit is one wait for the disk
_AGAIN = 500  # UIDs below the bookmark
_AGAIN_AFTER = timedelta(days=1)
# One stop may be another's, read in the same batch; one may be mere misfortune: a
# machine that is switched off twice in a row stops some mail twice.
_TRIES = 4
_LONGEST_LOOK = timedelta(minutes=10)
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_MOST_HEAD = 65_536


def store(desk: Desk, source: Source, beat: Callable[[], None] = lambda: None) -> int:
    """Keep what is new in a mailbox, folder by folder; give the number kept.

    Bytes and place are one transaction, many mails at a time; the bookmark follows
    them. After a crash between the two they are fetched again and known by their
    identity: nothing is lost and nothing comes twice.

    Raises:
        TryLater: The connection broke; what was stored stays stored.
    """
    with picture(desk) as tx:
        known = what_concerns_us(desk, tx)
    kept = sum(
        _store_folder(desk, source, folder, known, beat) for folder in source.folders()
    )
    with transaction(desk) as tx:
        _count_evidence_time(desk, tx, source.name)
        due.works(tx, f"mailbox:{source.name}")
    return kept


def _count_evidence_time(desk: Desk, tx: Tx, name: str) -> None:
    """Let the clock of unknown letters run only while the mailbox was readable.

    Between two looks it is taken to have been so for ten minutes at most:
    whoever looks once an hour still gets an answer in the end.
    """
    channel = desk.channel_read_by(name)
    if channel is None and not desk.intake.sent_mailbox:
        channel = "email"  # which mailbox would show the copy is not known
    if channel is None:
        return
    for standing in due.standings(tx):
        if standing.what == f"mailbox:{name}" and standing.worked_at:
            gap = min(tx.now - standing.worked_at, _LONGEST_LOOK)
            was_readable = standing.since is None
            seconds = max(0, int(gap.total_seconds()))
            unknown.count(tx, seconds if was_readable else None, channel)


def _store_folder(
    desk: Desk, source: Source, folder: Folder, known: Known, beat: Callable[[], None]
) -> int:
    state = source.select(folder.name)
    with picture(desk) as tx:
        mark = bookmarks.get(tx, source.name, folder.name)
        started = firms.started_on(tx)
        looked = due.of(tx, _again(source, folder)).due_at
    rebuilt = mark is not None and mark[0] != state.uidvalidity
    after = mark[1] if mark is not None and not rebuilt else 0
    since = _since(desk, source, started)
    uids = source.new_uids(after, None if after else since)
    kept = 0
    for batch in _batches(uids):
        beat()
        kept += _take(desk, source, folder, known, batch, beat, rebuilt=rebuilt)
        with transaction(desk) as tx:
            bookmarks.put(tx, source.name, folder.name, state.uidvalidity, batch[-1])
    if after and (looked is None or looked <= desk.clock.now()):
        kept += _look_again(desk, source, folder, known, after, since, beat)
    return kept


def _since(desk: Desk, source: Source, started: date) -> date | None:
    """Give the day from which a mailbox is read.

    A rehearsal in another year reads all of it: the server dates by its own clock.
    """
    if isinstance(desk.clock, SimulatedClock):
        return None
    return started - timedelta(days=desk.intake.since_days.get(source.name, 30))


def _look_again(
    desk: Desk,
    source: Source,
    folder: Folder,
    known: Known,
    after: int,
    since: date | None,
    beat: Callable[[], None],
) -> int:
    """Once a day: take in what came to lie below the bookmark.

    Some servers show a mail late, behind others with higher UIDs.
    """
    uidvalidity = source.select(folder.name).uidvalidity
    above = source.new_uids(max(0, after - _AGAIN), since)
    below = [uid for uid in above if uid <= after]
    with picture(desk) as tx:
        seen = arrivals.seen_uids(tx, source.name, folder.name, uidvalidity, below)
    missed = [uid for uid in below if uid not in seen]
    kept = sum(
        _take(desk, source, folder, known, each, beat) for each in _batches(missed)
    )
    with transaction(desk) as tx:
        due.set_due(tx, _again(source, folder), tx.now + _AGAIN_AFTER)
    return kept


def _again(source: Source, folder: Folder) -> str:
    return f"again:{source.name}/{folder.name}"


def _batches(uids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (uids[start : start + _BATCH] for start in range(0, len(uids), _BATCH))


def _take(
    desk: Desk,
    source: Source,
    folder: Folder,
    known: Known,
    uids: Sequence[int],
    beat: Callable[[], None],
    *,
    rebuilt: bool = False,
) -> int:
    """Keep what concerns us of a batch; give the number that is new."""
    kept = 0
    fetched = fetch(desk, source, folder, known, uids, beat, rebuilt=rebuilt)
    for group in groups(fetched):
        with transaction(desk) as tx:
            came = [_arrival(desk, tx, *each, folder) for each in group if each[0].raw]
            kept += sum(map(bool, arrivals.keep(tx, came)))
            for mail, _ in group:
                if not mail.raw:
                    _note_unfetched(tx, mail)
    return kept


def _arrival(
    desk: Desk, tx: Tx, mail: RawMessage, parts: Parts, folder: Folder
) -> Arrival:
    if isinstance(desk.clock, SimulatedClock):
        mail = replace(mail, arrived_at=tx.now)
    # Headers the server would not give alone came with the whole mail.
    message_id = parts.message_id or parse(mail.raw).message_id
    return Arrival(mail, message_id, folder.role, _kind(desk, mail, parts, folder))


def _kind(desk: Desk, mail: RawMessage, headers: Parts, folder: Folder) -> str:
    """Tell what a mail is whose files are taken before it is read; else empty."""
    if bank_mail.is_of_bank(desk, headers.sender):
        return bank_mail.KIND
    is_one = mailed_invoices.is_one(desk, mail.raw, headers, folder.role)
    return mailed_invoices.KIND if is_one else ""


def _note_unfetched(tx: Tx, mail: RawMessage) -> None:
    """Keep in sight a mail that the server would not give; asked about once."""
    place = mail.position
    name = f"{place.mailbox}/{place.folder}/{place.uid}"
    error = "the server did not give this mail; look at it in your mail program"
    known = quarantine.listed(tx, "aside", "dropped", "done")
    if ("unfetched", name) not in {(item.kind, item.name) for item in known}:
        quarantine.set_aside(tx, "unfetched", name, "", error)


def read(desk: Desk, beat: Callable[[], None] = lambda: None) -> int:
    """Read every stored message not read yet; give the number read.

    Messages go many at a time; a batch that fails is repeated one by one, and
    a message that fails then, or three times stopped the program, is set aside
    with its bytes.

    Args:
        beat: Called before each batch, and each message read alone, so that a
            watchdog sees progress.

    Raises:
        TryLater: The ledger cannot be written now.
    """
    done = 0
    while True:
        beat()
        with picture(desk) as tx:
            batch = messages.new(tx, _BATCH)
        if not batch:
            return done
        if not _read_together(desk, batch):
            for stored in batch:
                beat()
                _read_alone(desk, stored)
        done += len(batch)


def _read_together(desk: Desk, batch: Sequence[Stored]) -> bool:
    if any(_is_for_itself(desk, stored) for stored in batch):
        return False

    def together(whole: Sequence[Stored]) -> None:
        with transaction(desk) as tx:
            messages.attempt(tx, [stored.id for stored in whole], desk.worker)
        with transaction(desk) as tx:
            take_effect(desk, tx, *whole)

    return not _tried(each(desk, [batch], together, lambda _: "a batch of messages"))


def _is_for_itself(desk: Desk, stored: Stored) -> bool:
    """Tell a message that is read alone: for its files, or as it stopped a program."""
    return bool(stored.kind) or messages.stops(stored, desk.worker) > 0


def _read_alone(desk: Desk, stored: Stored) -> None:
    """Read one message; its tries are counted for it alone."""
    with transaction(desk) as tx:
        stored = messages.get(tx, stored.id)
        messages.attempt(tx, [stored.id], desk.worker)
    stops = messages.stops(stored, desk.worker)
    if stops >= _TRIES - 1:
        error = f"reading it stopped the program {stops} times"
        _set_aside(desk, stored, error)
        return

    def alone(one: Stored) -> None:
        if one.kind == bank_mail.KIND:
            bank_mail.take_files(desk, one)
        elif one.kind == mailed_invoices.KIND:
            mailed_invoices.take_files(desk, one)
        with transaction(desk) as tx:
            take_effect(desk, tx, one)

    faults = each(desk, [stored], alone, lambda one: f"message {one.id}")
    for fault in _tried(faults):
        _set_aside(desk, stored, fault.error)


def _tried(faults: Sequence[Fault]) -> Sequence[Fault]:
    """Give the faults of the messages themselves; the ledger's own stop the reading."""
    for fault in faults:
        if fault.is_for_later:
            raise TryLater(fault.error)
    return faults


def _set_aside(desk: Desk, stored: Stored, error: str) -> None:
    """Put a message into quarantine; who wrote it is not written to meanwhile."""
    with transaction(desk) as tx:
        messages.finish(tx, stored.id, state="aside", because=error)
        quarantine.set_aside(tx, "message", stored.id, stored.sha256, error)
        head = _BLANK_LINE.split(blobs.get(tx, stored.sha256)[:_MOST_HEAD], 1)[0]
        answers.could_not_be_read(desk, tx, stored, parse(head + b"\r\n\r\n"))
