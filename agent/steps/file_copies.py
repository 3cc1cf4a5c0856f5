"""File copies: every letter that left ends up once in the mailbox's Sent folder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from agent.inbox.source import Source
from agent.ledger import copies, due, events, firms, messages, outbox
from agent.ledger.book import Tx
from agent.model.customer import ChannelName
from agent.model.letter import Delivery
from agent.model.message import Position
from agent.steps.desk import Desk
from agent.steps.each import in_slices, nothing, picture, transaction
from agent.steps.standing import goes_on

# For our own copy to come round, by a server that greylists too, before we file one:
# a copy that comes later stays in the inbox. Until then none in Sent is ours.
_PATIENCE = timedelta(minutes=15)
_AT_ONCE = 50  # moved together: each time costs five answers of the server
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


def file_copies(desk: Desk, source: Source, beat: Callable[[], None] = nothing) -> int:
    """Move our own copies from the inbox to Sent; file one where none came.

    Only the mailboxes that letters are sent from are touched, and in them only mails
    that are ours by Message-ID and token. A copy that cannot be filed costs only
    itself. Gives how many were filed.

    Args:
        beat: Called before each copy that is filed, so that a watchdog sees progress.

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
        waiting = _look(tx, source, outbox.unfiled(tx, channel))
    filed: set[str] = set()

    def some(part: Sequence[_Unfiled]) -> None:
        left = [one for one in part if one.delivery.id not in filed]
        for letter in _file(desk, source, left, sent, beat):
            filed.add(letter)  # at once: the next may fail

    try:
        faults = in_slices(desk, waiting, some, _name, at_once=_AT_ONCE)
    finally:
        _note(desk, filed)
    _say(desk, source, faults[0].error if faults else "")
    return len(filed)


def _cannot_file(desk: Desk, source: Source, channel: ChannelName) -> None:
    with picture(desk) as tx:
        is_any = outbox.is_any_unfiled(tx, channel)
    if is_any:
        _say(desk, source, "it has no Sent folder that could be found")


def _name(copy: _Unfiled) -> str:
    return f"letter {copy.delivery.letter_no}"


def _look(tx: Tx, source: Source, letters: Sequence[Delivery]) -> list[_Unfiled]:
    seen = copies.seen(tx, [one.id for one in letters], source.name)
    may_be_unread = messages.is_any_new(tx)
    found = []
    for one in letters:
        assert one.sent_at is not None, "a letter that left did so at some time"
        places = seen.get(one.id, ())
        found.append(
            _Unfiled(
                one,
                may_be_unread=may_be_unread,
                is_fresh=tx.now - one.sent_at < _PATIENCE,
                inbox=tuple(place for role, place in places if role == "inbox"),
                is_in_sent=any(role == "sent" for role, _ in places),
            )
        )
    return found


def _file(
    desk: Desk,
    source: Source,
    part: Sequence[_Unfiled],
    sent: str,
    beat: Callable[[], None],
) -> Iterator[str]:
    """See to it that one copy of each lies in Sent; name the letters of which one does.

    It may be too early to tell.
    """
    lies: set[str] = set()
    moved: set[str] = set()
    for folder in dict.fromkeys(place.folder for one in part for place in one.inbox):
        here = _lying(source, folder, part)
        lies.update(here)
        wanted = [one.delivery.id for one in part if not one.is_in_sent]
        to_move = [one for one in wanted if one in here and one not in moved]
        if to_move:
            beat()
            source.move([here[one] for one in to_move], sent)
            moved.update(to_move)
            yield from to_move
    for copy in part:
        beat()
        if copy.delivery.id not in moved and _is_filed(
            desk, source, copy, is_in_inbox=copy.delivery.id in lies
        ):
            yield copy.delivery.id


def _lying(source: Source, folder: str, part: Sequence[_Unfiled]) -> dict[str, int]:
    """Turn to a folder and give the UIDs of the copies still there, by delivery."""
    uidvalidity = source.select(folder).uidvalidity
    known = {
        place.uid: copy.delivery.id
        for copy in part
        for place in copy.inbox
        if (place.folder, place.uidvalidity) == (folder, uidvalidity)
    }
    there = source.sizes(list(known))
    return {letter: uid for uid, letter in known.items() if uid in there}


def _is_filed(desk: Desk, source: Source, copy: _Unfiled, *, is_in_inbox: bool) -> bool:
    """File a copy where none came in time; False where it is too early to tell."""
    if copy.is_in_sent:
        if is_in_inbox and copy.is_fresh and copy.delivery.channel == "email":
            _learn(desk, "yes", "a copy lay in Sent before we filed any")
        return is_in_inbox or not copy.is_fresh
    if copy.is_fresh or copy.may_be_unread:
        return False
    with picture(desk) as tx:
        raw = outbox.sealed(tx, copy.delivery.id)
    assert copy.delivery.sent_at is not None
    filed = source.append_sent(raw, copy.delivery.sent_at)
    if filed and copy.delivery.channel == "email":
        _learn(desk, "", "no copy came to lie in Sent by itself")
    return True


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


def _note(desk: Desk, filed: Collection[str]) -> None:
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
