"""Understand a stored mail: tie it to a letter, tell its kind, apply its effects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from agent.channels import protocol
from agent.forms.batches import batches
from agent.ledger import (
    blobs,
    events,
    evidence,
    messages,
    outbox,
    signs,
)
from agent.ledger.book import Tx
from agent.ledger.messages import Stored
from agent.mail.authentic import authentic
from agent.mail.kind import kind
from agent.mail.parse import parse
from agent.mail.pec import opened
from agent.mail.sdi import is_its_own
from agent.model.letter import Delivery
from agent.model.message import (
    AutoReply,
    Bounce,
    Bulk,
    Complaint,
    Delay,
    Failure,
    Human,
    MessageKind,
    Parts,
    Receipt,
    SdiReceipt,
)
from agent.steps import (
    announce,
    answers,
    bank_mail,
    colleagues,
    exchange,
    failures,
    mailed_invoices,
    notices,
    robots,
    steering,
)
from agent.steps.asked import Asked
from agent.steps.certified import took_news
from agent.steps.deliver import proven
from agent.steps.desk import Desk
from agent.steps.fate import let
from agent.steps.tying import is_of_another, is_of_copies, presumed

_AT_ONCE, _BYTES_AT_ONCE = 100, 2_000_000  # held in memory


def take_effect(desk: Desk, tx: Tx, *batch: Stored) -> None:
    """Read messages and apply what they change, in the caller's transaction.

    What another process read meanwhile is left out.
    """
    fresh = messages.still_new(tx, [stored.id for stored in batch])
    unread = [stored for stored in batch if stored.id in fresh]
    asked = Asked(desk, tx)
    heads: list[tuple[str, dict[str, object]]] = []
    for some in _few_at_once(tx, unread):
        asked.meet(some)
        for stored, parts in some:
            _take_in(desk, tx, stored, parts, asked)
            head = {"sender": parts.sender, "subject": parts.subject}
            heads.append((stored.id, {**head, "sent_at": parts.sent_at}))
    messages.name_all(tx, heads)
    evidence.keep(tx, [message for message, _ in heads])


def _few_at_once(
    tx: Tx, unread: Sequence[Stored]
) -> Iterator[list[tuple[Stored, Parts]]]:
    """Take messages apart, as many at a time as memory bears."""
    sizes = blobs.sizes(tx, [stored.sha256 for stored in unread])

    def size(stored: Stored) -> int:
        return sizes.get(stored.sha256, 0)

    for some in batches(unread, size, most=_AT_ONCE, most_weight=_BYTES_AT_ONCE):
        raws = blobs.several(tx, [stored.sha256 for stored in some])
        yield [(each, opened(parse(raws.get(each.sha256, b"")))) for each in some]


def _take_in(desk: Desk, tx: Tx, stored: Stored, parts: Parts, asked: Asked) -> None:
    what = kind(parts)
    if steering.heard(desk, tx, stored, parts, what, asked):
        return
    letter = answers.letter_named(asked, parts)
    told = letter is None and _is_told(desk, tx, stored, parts, what, asked)
    if not told:
        _understand(desk, tx, stored, parts, what, letter, asked)


def _understand(
    desk: Desk,
    tx: Tx,
    stored: Stored,
    parts: Parts,
    what: MessageKind,
    letter: Delivery | None,
    asked: Asked,
) -> None:
    """Tell whose a message is: a bank's, our own copy, a colleague's, another's."""
    if stored.kind == bank_mail.KIND:
        bank_mail.tell(desk, tx, stored, parts)
        return
    is_unasked = letter is None and isinstance(what, Human | Bulk | AutoReply)
    if is_unasked and mailed_invoices.tell(desk, tx, stored, parts, asked):
        return
    if parts.sender in (desk.sender.email, desk.address_of("pec") or None):
        ours = outbox.by_message_id(tx, [parts.message_id])
        if ours is not None:
            _own_copy(tx, stored, ours)
            return
    if colleagues.is_one_of_us(desk, stored, parts):
        colleagues.wrote(desk, tx, stored, parts, what, asked)
        return
    if took_news(desk, tx, stored, parts, what, letter):
        return
    _by_kind(desk, tx, stored, parts, what, letter, asked)


def _is_told(
    desk: Desk,
    tx: Tx,
    stored: Stored,
    parts: Parts,
    what: MessageKind,
    asked: Asked,
) -> bool:
    """Take in what a bank or payment service says of money, unasked.

    A person's mail is read as all his words are; only a program's is taken here.
    """
    is_ours = colleagues.is_one_of_us(desk, stored, parts)
    if is_ours or not isinstance(what, Human | Bulk | AutoReply):
        return False
    if not notices.is_unprompted(parts):
        return False
    trust = asked.trust(stored.mailbox)
    is_person = isinstance(what, Human) and not trust.lists(parts.sender)
    if is_person or asked.writers(parts.sender):
        return False  # whatever else he says is read too
    heard = notices.hear(parts, trust)
    if heard is None or not heard.word:
        return False
    if stored.kind == bank_mail.KIND and heard.counts_as != "payment":
        return False
    announce.take(desk, tx, stored, parts, heard)
    return True


def _own_copy(tx: Tx, stored: Stored, delivery: Delivery) -> None:
    """Our own copy came back: proof that the mail server took the letter."""
    messages.finish(
        tx,
        stored.id,
        state="ours",
        kind="own_copy",
        because=f"our letter {delivery.letter_no}",
        delivery=delivery.id,
    )
    proven(tx, delivery, protocol.EvidenceFound(), "our own copy of it arrived")


def _by_kind(  # noqa: C901, PLR0912 - one branch a kind, checked by assert_never
    desk: Desk,
    tx: Tx,
    stored: Stored,
    parts: Parts,
    what: MessageKind,
    delivery: Delivery | None,
    asked: Asked,
) -> None:
    match what:
        case Bounce(failure=failure):
            _came_back(asked, stored, parts, failure, what.because, delivery)
        case Delay():
            _tie(tx, stored, "delay", what.because, delivery)
            if delivery is not None:
                at = stored.arrived_at
                let(tx, delivery, protocol.Delayed(), what.because, sent_at=at)
        case Receipt():
            _tie(tx, stored, what.what, what.because, delivery)
            if delivery is not None:
                _receipt(tx, stored, what, delivery)
        case AutoReply():
            _answered(tx, delivery)
            robots.answered(desk, tx, stored, parts, what, delivery, asked)
        case Complaint():
            _tie(tx, stored, "complaint", what.because, delivery)
            if delivery is not None and delivery.customer_id:
                because = "he reported our mail"
                answers.hold(desk, tx, stored, delivery.customer_id, because, None)
        case SdiReceipt():
            trusted = desk.intake.trusted.get(stored.mailbox, frozenset())
            told_by = authentic(parts, trusted)
            is_proven = is_its_own(parts.sender) and told_by.vouches_for(parts.sender)
            told = exchange.take_mail(desk, tx, parts, is_proven=is_proven)
            _tie(tx, stored, "sdi_receipt", told or what.because, None)
        case Bulk():
            _tie(tx, stored, "other", what.because, None)
        case Human():
            _answered(tx, delivery)
            answers.wrote(desk, tx, stored, parts, delivery, asked)
        case _:
            assert_never(what)


def _tie(
    tx: Tx, stored: Stored, word: str, because: str, delivery: Delivery | None
) -> None:
    """Note the kind, and the letter it is about if there is one."""
    messages.finish(
        tx,
        stored.id,
        kind=word,
        because=because,
        delivery=delivery.id if delivery else None,
        customer=(delivery.customer_id or None) if delivery else None,
    )


def _came_back(
    asked: Asked,
    stored: Stored,
    parts: Parts,
    failure: Failure,
    because: str,
    delivery: Delivery | None,
) -> None:
    """Apply a notice of failure as far as it is tied to a letter."""
    desk, tx = asked.desk, asked.tx
    about = delivery or presumed(asked, parts, failure)
    if about is None:
        _of_no_letter(tx, stored, failure)
        return
    _tie(tx, stored, "bounce", because, about)
    if delivery is None:
        how = "the notice does not name the letter"
        failures.doubted(desk, tx, about, failure, stored, how)
    elif is_of_copies(tx, failure, about):
        failures.copy_returned(tx, about, failure, stored)
    elif is_of_another(failure, about):
        how = "at another address, to which it was passed on"
        failures.doubted(desk, tx, about, failure, stored, how)
    else:
        failures.bounced(desk, tx, about, failure, stored)


def _of_no_letter(tx: Tx, stored: Stored, failure: Failure) -> None:
    """Tell of a mail that came back and was no letter of ours: somebody wrote it."""
    messages.finish(
        tx,
        stored.id,
        kind="bounce",
        because="it is about no letter of ours",
        words=", ".join(failure.recipients),
    )
    events.write(
        tx,
        "notice.unmatched",
        f"message:{stored.id}",
        "a mail came back that is no letter of ours",
        status=failure.status,
        reason=failure.reason or "",
    )


def _answered(tx: Tx, delivery: Delivery | None) -> None:
    """Note that a letter left: nobody can answer what he never got."""
    if delivery is not None:
        proven(tx, delivery, protocol.EvidenceFound(), "it was answered")


def _receipt(tx: Tx, stored: Stored, receipt: Receipt, delivery: Delivery) -> None:
    """Note good news of a letter; what is no proof of arrival is no sign of life."""
    happened: protocol.Read | protocol.Delivered
    match receipt.what:
        case "read":
            word, happened = "read", protocol.Read()
        case "delivered" | "pec_delivered" if receipt.is_final:
            word, happened = "delivered", protocol.Delivered()
        case _:
            return
    let(tx, delivery, happened, receipt.because, sent_at=stored.arrived_at)
    if delivery.customer_id:
        signs.add(
            tx,
            delivery.customer_id,
            word,
            stored.arrived_at,
            delivery_id=delivery.id,
            message=stored.id,
        )
        said = "a receipt says so"
        answers.note(tx, stored, f"letter.{word}", said, delivery.customer_id)
