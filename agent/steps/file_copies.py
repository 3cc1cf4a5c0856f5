"""File copies: every letter that left ends up once in the mailbox's Sent folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from agent.errors import TryLater
from agent.inbox.source import Source
from agent.ledger import due, events, firms, messages, outbox
from agent.ledger.book import Tx
from agent.model.customer import ChannelName
from agent.model.letter import Delivery
from agent.model.message import Position
from agent.steps.desk import Desk
from agent.steps.each import Fault, each, picture, transaction
from agent.steps.standing import goes_on

# For our own copy to come round, by a server that greylists too, before we file one:
# a copy that comes later stays in the inbox. Until then none in Sent is ours.
_PATIENCE = timedelta(minutes=15)
FILES_ITSELF = "provider_files_sent"


@dataclass(frozen=True, slots=True)
class _Unfiled:
    """A letter that left, and where copies of it were seen.

    Args:
        is_fresh: Its copy may still be under way.
        may_be_unread: Its copy may be among the mails that nobody read yet.
    """

    delivery: Delivery
    is_fresh: bool
    may_be_unread: bool
    inbox: tuple[Position, ...]
    is_in_sent: bool


def sent_folder(name: str) -> str:
    """Give the words by which a mailbox's Sent folder stands still."""
    return f"sent folder of {name}"


def file_copies(desk: Desk, source: Source) -> int:
    """Move our own copies from the inbox to Sent; file one where none came.

    Only the mailboxes that letters are sent from are touched, and in them only mails
    that are ours by Message-ID and token. A copy that cannot be filed costs only
    itself. Gives how many were filed.

    Raises:
        TryLater: The connection broke.
    """
    channel = desk.channel_read_by(source.name)
    if channel is None:
        return 0
    sent = next((one.name for one in source.folders() if one.role == "sent"), "")
    if not sent:
        _cannot_file(desk, source, channel)
        return 0
    with picture(desk) as tx:
        waiting = [
            _look(tx, source, delivery) for delivery in outbox.unfiled(tx, channel)
        ]
    filed: list[str] = []

    def one(copy: _Unfiled) -> None:
        if _file(desk, source, copy, sent):
            filed.append(copy.delivery.id)

    try:
        faults = _one_by_one(desk, waiting, one)
    finally:
        _note(desk, filed)
    _say(desk, source, faults[0].error if faults else "")
    return len(filed)


def _cannot_file(desk: Desk, source: Source, channel: ChannelName) -> None:
    with picture(desk) as tx:
        is_any = outbox.is_any_unfiled(tx, channel)
    if is_any:
        _say(desk, source, "it has no Sent folder that could be found")


def _one_by_one(
    desk: Desk, waiting: Sequence[_Unfiled], one: Callable[[_Unfiled], None]
) -> list[Fault]:
    faults: list[Fault] = []
    for copy in waiting:
        found = each(desk, [copy], one, lambda it: f"letter {it.delivery.letter_no}")
        for fault in found:
            if fault.is_for_later:
                raise TryLater(fault.error)
            faults.append(fault)
    return faults


def _look(tx: Tx, source: Source, delivery: Delivery) -> _Unfiled:
    copies = messages.copies_of(tx, delivery.id, source.name)
    assert delivery.sent_at is not None, "a letter that left did so at some time"
    return _Unfiled(
        delivery,
        may_be_unread=messages.is_any_new(tx),
        is_fresh=tx.now - delivery.sent_at < _PATIENCE,
        inbox=tuple(place for role, place in copies if role == "inbox"),
        is_in_sent=any(role == "sent" for role, _ in copies),
    )


def _file(desk: Desk, source: Source, copy: _Unfiled, sent: str) -> bool:
    """See to it that one copy lies in Sent; False where it is too early to tell."""
    place = next((one for one in copy.inbox if _lies(source, one)), None)
    if copy.is_in_sent:
        if place and copy.is_fresh and copy.delivery.channel == "email":
            _learn(desk, "yes", "a copy lay in Sent before we filed any")
        return bool(place) or not copy.is_fresh
    if place:
        source.move(place.uid, sent)
        return True
    if copy.is_fresh or copy.may_be_unread:
        return False
    with picture(desk) as tx:
        raw = outbox.sealed(tx, copy.delivery.id)
    assert copy.delivery.sent_at is not None
    filed = source.append_sent(raw, copy.delivery.sent_at)
    if filed and copy.delivery.channel == "email":
        _learn(desk, "", "no copy came to lie in Sent by itself")
    return True


def _lies(source: Source, place: Position) -> bool:
    """Tell whether a mail is still in its place, and turn to its folder."""
    state = source.select(place.folder)
    return state.uidvalidity == place.uidvalidity and place.uid in source.sizes(
        [place.uid]
    )


def _learn(desk: Desk, word: str, because: str) -> None:
    """Note whether the provider files what we send: then no copy of ours is asked for.

    Only where it is news.
    """
    with picture(desk) as tx:
        is_known = firms.switch(tx, FILES_ITSELF) == word
    if is_known:
        return
    with transaction(desk) as tx:
        firms.set_switch(tx, FILES_ITSELF, word, because)
        events.write(tx, "sent_copies.learned", "firm:self", because)


def _note(desk: Desk, filed: Sequence[str]) -> None:
    if filed:
        with transaction(desk) as tx:
            for delivery_id in filed:
                outbox.change(tx, delivery_id, filed_at=tx.now)


def _say(desk: Desk, source: Source, fault: str) -> None:
    """Tell the summary that copies cannot be filed, until they can."""
    what = sent_folder(source.name)
    with picture(desk) as tx:
        known = {one.what: one.because for one in due.standings(tx) if one.since}
    if known.get(what, "") == fault:
        return
    with transaction(desk) as tx:
        if fault:
            due.stands_still(tx, what, fault)
        else:
            goes_on(tx, what)
