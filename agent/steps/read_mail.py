"""Read mail: keep the bytes first, then find out what each message changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from agent.errors import SollecitoError
from agent.forms.document_number import normal
from agent.inbox.source import Folder, Source
from agent.ledger import (
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
from agent.steps.desk import Desk
from agent.steps.each import describe, picture, transaction
from agent.steps.understand_mail import take_effect

_BATCH = 50
_TRIES = 3
_UNBROKEN = timedelta(minutes=10)


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
        _count_evidence_time(tx, source.name)
        due.works(tx, f"mailbox:{source.name}")
    return kept


def _count_evidence_time(tx: Tx, name: str) -> None:
    """Let the clock of unknown letters run only while the mailbox was readable."""
    for standing in due.standings(tx):
        if standing.what == f"mailbox:{name}" and standing.worked_at:
            gap = tx.now - standing.worked_at
            readable = standing.since is None and gap < _UNBROKEN
            outbox.count_unknown(tx, int(gap.total_seconds()) if readable else None)
            return


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
    look_back = timedelta(days=desk.intake.since_days.get(source.name, 30))
    uids = source.new_uids(after, started - look_back if after == 0 else None)
    kept = 0
    for start in range(0, len(uids), _BATCH):
        beat()
        batch = uids[start : start + _BATCH]
        mails = _fetch(desk, source, folder, known, batch, rebuilt=rebuilt)
        with transaction(desk) as tx:
            for mail, parts in mails:
                if not mail.raw:
                    _note_unfetched(tx, mail)
                    continue
                kept += bool(messages.store(tx, mail, parts.message_id, folder.role))
            messages.set_bookmark(
                tx, source.name, folder.name, state.uidvalidity, batch[-1]
            )
    return kept


def _fetch(
    desk: Desk,
    source: Source,
    folder: Folder,
    known: Known,
    uids: Sequence[int],
    *,
    rebuilt: bool,
) -> list[tuple[RawMessage, Parts]]:
    """Fetch whole what concerns receivables; the rest was read by headers alone."""
    heads = [(mail, parse(mail.raw)) for mail in source.headers(uids)]
    wanted = {
        mail.position.uid: parts
        for mail, parts in heads
        if not mail.raw or _is_wanted(parts, known, folder.role)
    }
    if rebuilt:
        wanted = _not_seen_before(desk, heads, wanted)
    return [
        (mail, wanted[mail.position.uid])
        for mail in source.whole(sorted(wanted))
        if mail.position.uid in wanted
    ]


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
    a message that fails three times is set aside with its bytes.
    """
    done = 0
    while True:
        beat()
        with transaction(desk) as tx:
            batch = messages.new(tx, _BATCH)
            messages.attempt(tx, [each.id for each in batch])
        if not batch:
            return done
        together = all(each.attempts == 0 for each in batch)
        if not (together and _read_together(desk, batch)):
            for stored in batch:
                _read_alone(desk, stored)
        done += len(batch)


def _read_together(desk: Desk, batch: Sequence[Stored]) -> bool:
    try:
        with transaction(desk) as tx:
            for stored in batch:
                take_effect(desk, tx, stored)
    except Exception:  # noqa: BLE001 - each is then tried alone, and says why
        desk.log.warning("a batch of %d messages is read one by one", len(batch))
        return False
    return True


def _read_alone(desk: Desk, stored: Stored) -> None:
    try:
        with transaction(desk) as tx:
            take_effect(desk, tx, stored)
    except SollecitoError as error:
        _fail(desk, stored, str(error))
    except Exception as error:
        desk.log.exception("message %s could not be read", stored.id)
        _fail(desk, stored, describe(error))


def _fail(desk: Desk, stored: Stored, error: str) -> None:
    """Set a message aside at the third failure; before, leave it for later."""
    if stored.attempts + 1 < _TRIES:
        return
    with transaction(desk) as tx:
        messages.finish(tx, stored.id, state="aside", because=error)
        quarantine.set_aside(tx, "message", stored.id, stored.sha256, error)
