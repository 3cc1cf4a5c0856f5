"""File copies: every letter that left ends up once in the mailbox's Sent folder."""

from __future__ import annotations

from datetime import timedelta

from agent.errors import Refused
from agent.inbox.source import Source
from agent.ledger import due, messages, outbox
from agent.model.letter import Delivery
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.standing import goes_on

_PATIENCE = timedelta(minutes=2)  # for our own copy to come round before we file one


def file_copies(desk: Desk, source: Source) -> int:
    """Move our own copies from the inbox to Sent; file one where none came.

    Only the mailbox that letters are sent from is touched, and in it only mails
    that are ours by Message-ID and token. Gives how many were filed.

    Raises:
        TryLater: The connection broke.
    """
    if source.name != desk.intake.sent_mailbox:
        return 0
    with picture(desk) as tx:
        waiting = outbox.unfiled(tx)
    if not waiting:
        return 0
    sent = next((each for each in source.folders() if each.role == "sent"), None)
    if sent is None:
        _say_no_folder(desk, source, "it has no Sent folder that could be found")
        return 0
    filed = sum(_file(desk, source, delivery, sent.name) for delivery in waiting)
    if filed:
        with transaction(desk) as tx:
            goes_on(tx, f"sent folder of {source.name}")
    return filed


def _file(desk: Desk, source: Source, delivery: Delivery, sent: str) -> bool:
    with picture(desk) as tx:
        copies = messages.copies_of(tx, delivery.id, source.name)
        raw = outbox.sealed(tx, delivery.id)
        now = tx.now
    inbox = [place for role, place in copies if role == "inbox"]
    if any(role == "sent" for role, _ in copies):
        return _note(desk, delivery)
    if inbox:
        state = source.select(inbox[0].folder)
        if state.uidvalidity == inbox[0].uidvalidity:
            source.move(inbox[0].uid, sent)
            return _note(desk, delivery)
    if delivery.sent_at is None or now - delivery.sent_at < _PATIENCE:
        return False
    try:
        source.append_sent(raw, delivery.sent_at)
    except Refused as error:
        _say_no_folder(desk, source, str(error))
        return False
    return _note(desk, delivery)


def _note(desk: Desk, delivery: Delivery) -> bool:
    with transaction(desk) as tx:
        outbox.change(tx, delivery.id, filed_at=tx.now)
    return True


def _say_no_folder(desk: Desk, source: Source, because: str) -> None:
    with transaction(desk) as tx:
        due.stands_still(tx, f"sent folder of {source.name}", because)
