"""Read mail: keep the bytes first, then find out what each message changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from agent.clock import SimulatedClock
from agent.errors import TryLater
from agent.forms.document_number import normal
from agent.inbox.source import Folder, Source
from agent.ledger import (
    blobs,
    customers,
    due,
    firms,
    invoices,
    messages,
    outbox,
    quarantine,
)
from agent.ledger.book import Tx
from agent.ledger.messages import Stored
from agent.mail.gate_headers import Known, concerns
from agent.mail.parse import parse
from agent.model.message import Parts, RawMessage
from agent.steps import answers, bank_mail
from agent.steps.desk import Desk
from agent.steps.each import Fault, each, picture, transaction
from agent.steps.understand_mail import take_effect

_BATCH = 200  # a commit is one wait for the disk
_GROUP_BYTES = 8_000_000
Fetched = tuple[RawMessage, Parts]
_TRIES = 3
_LONGEST_LOOK = timedelta(minutes=10)
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_MOST_HEAD = 65_536


def store(desk: Desk, source: Source, beat: Callable[[], None] = lambda: None) -> int:
    """Keep what is new in a mailbox, folder by folder; give the number kept.

    Bytes, place and bookmark are one transaction: after a crash nothing is
    lost and nothing comes twice.

    Raises:
        TryLater: The connection broke; what was stored stays stored.
    """
    with picture(desk) as tx:
        known = _known(desk, tx)
    kept = sum(
        _store_folder(desk, source, folder, known, beat) for folder in source.folders()
    )
    with transaction(desk) as tx:
        if source.name == (desk.intake.sent_mailbox or source.name):
            _count_evidence_time(tx, source.name)
        due.works(tx, f"mailbox:{source.name}")
    return kept


def _count_evidence_time(tx: Tx, name: str) -> None:
    """Let the clock of unknown letters run only while the mailbox was readable.

    Between two looks it is taken to have been so for ten minutes at most:
    whoever looks once an hour still gets an answer in the end.
    """
    for standing in due.standings(tx):
        if standing.what == f"mailbox:{name}" and standing.worked_at:
            gap = min(tx.now - standing.worked_at, _LONGEST_LOOK)
            was_readable = standing.since is None
            seconds = max(0, int(gap.total_seconds()))
            outbox.count_unknown(tx, seconds if was_readable else None)


def _known(desk: Desk, tx: Tx) -> Known:
    return Known(
        customers=customers.emails(tx),
        customer_domains=desk.intake.customer_domains,
        bank_senders=desk.intake.bank_senders,
        own_addresses=desk.own_addresses,
        message_id_domain=desk.sending.message_id_domain,
        open_numbers=frozenset(normal(each) for each in invoices.open_numbers(tx)),
    )


def _store_folder(
    desk: Desk, source: Source, folder: Folder, known: Known, beat: Callable[[], None]
) -> int:
    state = source.select(folder.name)
    with picture(desk) as tx:
        mark = messages.bookmark(tx, source.name, folder.name)
        started = firms.started_on(tx)
    rebuilt = mark is not None and mark[0] != state.uidvalidity
    after = mark[1] if mark is not None and not rebuilt else 0
    uids = source.new_uids(after, _look_back(desk, source, started, after))
    kept = 0
    for start in range(0, len(uids), _BATCH):
        beat()
        batch = uids[start : start + _BATCH]
        mails = _fetch(desk, source, folder, known, batch, rebuilt=rebuilt)
        for group in _groups(mails):
            with transaction(desk) as tx:
                kept += sum(_keep(desk, tx, *each, folder) for each in group)
        with transaction(desk) as tx:
            messages.set_bookmark(
                tx, source.name, folder.name, state.uidvalidity, batch[-1]
            )
    return kept


def _groups(mails: Iterable[Fetched]) -> Iterator[list[Fetched]]:
    """Gather mails as they come, so many bytes at a time: few are ever held."""
    group: list[Fetched] = []
    for mail, parts in mails:
        group.append((mail, parts))
        if sum(len(one.raw) for one, _ in group) > _GROUP_BYTES:
            yield group
            group = []
    if group:
        yield group


def _look_back(desk: Desk, source: Source, started: date, after: int) -> date | None:
    """Give the day from which a new mailbox is read.

    A rehearsal in another year reads all of it: the server dates by its own clock.
    """
    if after or isinstance(desk.clock, SimulatedClock):
        return None
    return started - timedelta(days=desk.intake.since_days.get(source.name, 30))


def _keep(desk: Desk, tx: Tx, mail: RawMessage, parts: Parts, folder: Folder) -> bool:
    if not mail.raw:
        _note_unfetched(tx, mail)
        return False
    if isinstance(desk.clock, SimulatedClock):
        mail = replace(mail, arrived_at=tx.now)
    # Headers the server would not give alone came with the whole mail.
    message_id = parts.message_id or parse(mail.raw).message_id
    fresh = messages.store(tx, mail, message_id, folder.role)
    if fresh and bank_mail.is_of_bank(desk, parts.sender):
        messages.finish(tx, fresh, state="new", kind=bank_mail.KIND)
    return bool(fresh)


def _fetch(
    desk: Desk,
    source: Source,
    folder: Folder,
    known: Known,
    uids: Sequence[int],
    *,
    rebuilt: bool,
) -> Iterator[Fetched]:
    """Fetch whole what concerns receivables; the rest was read by headers alone."""
    heads = [(mail, parse(mail.raw)) for mail in source.headers(uids)]
    wanted = {
        mail.position.uid: parts
        for mail, parts in heads
        if not mail.raw or _is_wanted(parts, known, folder.role)
    }
    if rebuilt:
        wanted = _not_seen_before(desk, heads, wanted)
    for mail in source.whole(sorted(wanted)):
        if mail.position.uid in wanted:
            yield mail, wanted[mail.position.uid]


def _note_unfetched(tx: Tx, mail: RawMessage) -> None:
    """Keep in sight a mail that the server would not give."""
    place = mail.position
    name = f"{place.mailbox}/{place.folder}/{place.uid}"
    error = "the server did not give this mail; look at it in your mail program"
    quarantine.set_aside(tx, "unfetched", name, "", error)


def _is_wanted(headers: Parts, known: Known, role: str) -> bool:
    """Tell whether to fetch a mail; in Sent only what went to customers or is ours."""
    if role != "sent":
        return bool(concerns(headers, known))
    to_customer = any(one in known.customers for one in (*headers.to, *headers.cc))
    return to_customer or headers.message_id.endswith(f"@{known.message_id_domain}")


def _not_seen_before(
    desk: Desk, heads: Sequence[tuple[RawMessage, Parts]], wanted: dict[int, Parts]
) -> dict[int, Parts]:
    """After a mailbox was rebuilt: mails known by Message-ID only gain a place."""
    with transaction(desk) as tx:
        known = {
            mail.position.uid
            for mail, parts in heads
            if mail.position.uid in wanted
            and parts.message_id
            and messages.place_known(tx, mail.position, parts.message_id)
        }
    return {uid: parts for uid, parts in wanted.items() if uid not in known}


def read(desk: Desk, beat: Callable[[], None] = lambda: None) -> int:
    """Read every stored message not read yet; give the number read.

    Messages go many at a time; a batch that fails is repeated one by one, and
    a message that fails then, or twice stopped the program, is set aside with
    its bytes.

    Args:
        beat: Called before each batch, so that a watchdog sees progress.

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
                _read_alone(desk, stored)
        done += len(batch)


def _read_together(desk: Desk, batch: Sequence[Stored]) -> bool:
    if any(stored.attempts or stored.kind == bank_mail.KIND for stored in batch):
        return False

    def together(whole: Sequence[Stored]) -> None:
        with transaction(desk) as tx:
            messages.attempt(tx, [stored.id for stored in whole])
        with transaction(desk) as tx:
            take_effect(desk, tx, *whole)

    return not _tried(each(desk, [batch], together, lambda _: "a batch of messages"))


def _read_alone(desk: Desk, stored: Stored) -> None:
    """Read one message; its tries are counted for it alone."""
    with transaction(desk) as tx:
        stored = messages.get(tx, stored.id)
        messages.attempt(tx, [stored.id])
    if stored.attempts >= _TRIES - 1:
        error = f"reading it stopped the program {stored.attempts} times"
        _set_aside(desk, stored, error)
        return

    def alone(one: Stored) -> None:
        if one.kind == bank_mail.KIND:
            bank_mail.take_files(desk, one)
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
