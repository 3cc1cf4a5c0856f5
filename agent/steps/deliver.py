"""Deliver: claim, check again, hand over, note the result. Never twice, never lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from agent.channels import protocol
from agent.channels.channel import Channel, Envelope
from agent.dunning.working_days import add_working_days
from agent.errors import Refused, TryLater, Uncertain
from agent.ledger import customers, due, events, outbox
from agent.ledger.book import Tx
from agent.ledger.cases import answer_day
from agent.mail.said import Command
from agent.model.letter import NOT_DUNNING, Delivery
from agent.steps import failures
from agent.steps.desk import Desk
from agent.steps.each import Fault, each, picture, transaction
from agent.steps.ease import withdraw
from agent.steps.fate import go_on, let
from agent.steps.fit import why_unfit
from agent.steps.sealing import address, seal
from agent.steps.standing import goes_on, of_letter
from agent.steps.waiting import UNREAD, for_now, is_shut, lying_there, why_all_wait

_RETRY = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 30, 60, 120))
_MOST_TRIES, _MOST_DAYS = 12, 3  # put off so often, over so many working days
_OUR_FAULT = "our mail server asked to come back, or is away"
_HIS_FAULT = "the recipient's side asked to come back"
SENDING_PEC = "sending by PEC"
_AFTER_FAULT, _A_MOMENT = timedelta(hours=1), timedelta(minutes=1)

# "stays": one letter, for reasons that are its own; "waits": none leaves now.
Outcome = Literal[
    "sent", "refused", "put_off", "unknown", "withdrawn", "stays", "waits"
]


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of the letter that was next.

    Args:
        because: Why letters wait; empty where nothing is to be sent.
    """

    outcome: Outcome
    because: str = ""

    @property
    def waits_for_reader(self) -> bool:
        """Tell whether mail that came in must be read first."""
        return self.because == UNREAD


_STAYS = Delivered("stays")


@dataclass(frozen=True, slots=True)
class _Claimed:
    delivery: Delivery
    raw: bytes
    envelope: Envelope


def recover(desk: Desk) -> int:
    """Take back claims that nobody holds any more: nothing was handed over.

    For the only sender, which claims one letter at a time: such a claim is left
    by a process that died, or by a ledger that could not be written for a while.
    """
    with picture(desk) as tx:
        dead = outbox.in_state(tx, "claimed")
    return _revive(desk, dead)


def _revive(desk: Desk, dead: Sequence[Delivery]) -> int:
    if not dead:
        return 0
    with transaction(desk) as tx:
        return sum(let(tx, one, protocol.Restarted()) is not None for one in dead)


def deliver(desk: Desk) -> Iterator[Delivered]:
    """Send letter after letter, first the one that has waited longest.

    A letter at which that fails is put off and named in the summary; the next
    one takes its turn. Whoever asks no further leaves none half sent.

    Returns:
        What became of each; "waits", the last, where no other may leave now.
    """
    if desk.channel is None:
        yield Delivered("waits", "no way out is configured")
        return
    done = Delivered("sent")
    while done.outcome != "waits":
        lying = lying_there(desk)
        with picture(desk) as tx:  # a first look, so that nothing is locked in vain
            dead = outbox.in_state(tx, "claimed")
            waits = why_all_wait(desk, tx, lying)
        _revive(desk, dead)
        for done in _while_well(desk, waits):
            yield done


def _while_well(desk: Desk, waits: str) -> Iterator[Delivered]:
    """Send what a look found to be next; once one is not sent, another look is due.

    Args:
        waits: Why those to customers wait; empty if they do not.
    """
    for page in for_now(desk, waits):
        has_sent = False
        for delivery in page:
            done = _deliver_one(desk, delivery)
            if done is None:
                continue
            yield done
            if done.outcome != "sent":
                return
            has_sent = True
        if has_sent:
            return
    yield Delivered("waits", waits)


def _deliver_one(desk: Desk, delivery: Delivery) -> Delivered | None:
    """Send one letter; None where it stays, for reasons that are its own."""
    done: list[Delivered] = []

    def one(_: Delivery) -> None:
        claimed = _claim(desk, delivery)
        if isinstance(claimed, _Claimed):
            channel = desk.channel_of(delivery.channel)
            assert channel is not None, "without its channel a letter is unfit"
            done.append(Delivered(_hand_over(desk, channel, claimed)))
        elif claimed.outcome != "stays":
            done.append(claimed)

    faults = each(desk, [delivery], one, lambda it: f"letter {it.letter_no}")
    done.extend(_set_back(desk, delivery, fault) for fault in faults)
    return done[0] if done else None


def _claim(desk: Desk, delivery: Delivery) -> _Claimed | Delivered:
    """Check again and claim in one transaction; else say what became of it."""
    lying = _lying(desk, delivery)
    with transaction(desk) as tx:
        held_back = _held_back(desk, tx, delivery, lying)
        if held_back is not None:
            return held_back
        fresh = outbox.get(tx, delivery.id)
        fresh = go_on(tx, fresh, protocol.UndoOver()) or fresh
        claimed = go_on(
            tx, fresh, protocol.Claimed(), claimed_by=desk.worker, claimed_at=tx.now
        )
        if claimed is None:
            return _STAYS
        raw = seal(desk, tx, claimed)
        return _Claimed(claimed, raw, address(desk, tx, claimed, len(raw)))


def _lying(desk: Desk, delivery: Delivery) -> str:
    return lying_there(desk) if delivery.customer_id else ""


def _held_back(desk: Desk, tx: Tx, delivery: Delivery, lying: str) -> Delivered | None:
    """Ask all that speaks against a letter now; take it back if it no longer fits.

    Args:
        lying: What lay in the drop folder just before this transaction.

    Returns:
        What became of it; None where it may leave, as mails to the firm always may.
    """
    if not delivery.customer_id:
        return None
    waits = why_all_wait(desk, tx, lying)
    customer = customers.get(tx, delivery.customer_id)
    if waits:
        return Delivered("waits", waits)
    if is_shut(desk, customer, tx.now) or _is_answered(desk, tx, delivery):
        return _STAYS
    unfit = why_unfit(desk, tx, delivery, customer)
    if not unfit:
        return None
    is_back = withdraw(tx, delivery, unfit)
    return Delivered("withdrawn", unfit) if is_back else _STAYS


def _is_answered(desk: Desk, tx: Tx, delivery: Delivery) -> bool:
    """Tell a letter that chases on a day on which he gets an answer of ours.

    It leaves on the next one: two mails, one kind and one that asks, read as if
    nobody had read his.
    """
    if delivery.kind in NOT_DUNNING:
        return False
    written = outbox.of_customer(tx, delivery.customer_id)
    days = (answer_day(one, tx.now, desk.clock.zone) for one in written)
    return desk.clock.today() in days


def _set_back(desk: Desk, delivery: Delivery, fault: Fault) -> Delivered:
    """Put off a letter that could not be made or offered; others go on.

    One that may have been handed over stays as it is: evidence decides.
    """
    wait = _A_MOMENT if fault.is_for_later else _AFTER_FAULT
    with transaction(desk) as tx:
        fresh = outbox.get(tx, delivery.id)
        let(tx, fresh, protocol.NotOffered(fresh.attempts))
        outbox.change(tx, delivery.id, next_try_at=tx.now + wait)
        if not fault.is_for_later:
            due.stands_still(
                tx, of_letter(delivery.letter_no), f"{fault.item}: {fault.error}"
            )
    was_handed_over = fresh.state == "handing_over"
    return Delivered("unknown" if was_handed_over else "put_off", fault.error)


def _hand_over(desk: Desk, channel: Channel, claimed: _Claimed) -> Outcome:
    """Intent, then send, then result: each in a transaction of its own."""
    delivery = claimed.delivery
    attempt = delivery.attempts
    try:
        channel.offer(claimed.envelope)
    except TryLater as error:
        return _put_off(desk, channel, delivery, protocol.NotOffered(attempt), error)
    except Refused as error:
        with transaction(desk) as tx:
            return _refuse(desk, tx, delivery, error, "rcpt")
    stays = _announce(desk, delivery)
    if stays:
        return stays
    try:
        answer = channel.hand_over(claimed.raw)
    except TryLater as error:
        return _put_off(desk, channel, delivery, protocol.PutOff(attempt), error)
    except Refused as error:
        with transaction(desk) as tx:
            return _refuse(desk, tx, delivery, error, "data")
    except Uncertain as error:
        with transaction(desk) as tx:
            outbox.change(tx, delivery.id, answer=str(error))
            _event(tx, delivery, "letter.unknown", "no answer after the last byte")
        return "unknown"
    with transaction(desk) as tx:
        proven(tx, delivery, protocol.Accepted(), "the mail server took it", answer)
    return "sent"


def _announce(desk: Desk, delivery: Delivery) -> Outcome | None:
    """Commit the intent, unless the letter must stay after all.

    Offering takes its time: all that was asked for the claim is asked again.

    Returns:
        What became of it; None where DATA may begin.
    """
    attempt = delivery.attempts
    lying = _lying(desk, delivery)
    with transaction(desk) as tx:
        held_back = _held_back(desk, tx, delivery, lying)
        if held_back is None:
            intent = protocol.HandingOver(attempt)
            # None: another sender has it, or it was withdrawn.
            begun = let(tx, delivery, intent, handed_at=tx.now, unknown_seconds=0)
            return None if begun else "put_off"
        let(tx, delivery, protocol.NotOffered(attempt))
    return "withdrawn" if held_back.outcome == "withdrawn" else "put_off"


def proven(
    tx: Tx,
    delivery: Delivery,
    proof: protocol.Accepted | protocol.EvidenceFound | protocol.PersonSaysSent,
    because: str,
    answer: str = "",
) -> None:
    """Note that a letter left: by the server's word, evidence or a person's."""
    if let(tx, delivery, proof, because, answer=answer) is not None:
        own = () if delivery.customer_id else ("summary",)
        goes_on(tx, stands_by(delivery), *own)
        _event(tx, delivery, "letter.sent", because)


def stands_by(delivery: Delivery) -> str:
    """Name what stands still where a letter's way out does not work."""
    return SENDING_PEC if delivery.channel == "pec" else "sending"


def _put_off(
    desk: Desk,
    channel: Channel,
    delivery: Delivery,
    happened: protocol.NotOffered | protocol.PutOff,
    error: TryLater,
) -> Outcome:
    """Leave a letter for later: the other side did not take it, nor refuse it."""
    wait = _RETRY[min(delivery.attempts, len(_RETRY)) - 1]
    because = _OUR_FAULT if channel.fault else _HIS_FAULT
    with transaction(desk) as tx:
        if because == _HIS_FAULT and _was_put_off_too_long(desk, tx, delivery):
            return _refuse(desk, tx, delivery, Refused(str(error)), "rcpt")
        let(tx, delivery, happened, next_try_at=tx.now + wait, answer=str(error))
        _event(tx, delivery, "letter.put_off", because)
        if because == _OUR_FAULT:
            due.stands_still(tx, stands_by(delivery), str(error))
    return "put_off"


def _was_put_off_too_long(desk: Desk, tx: Tx, delivery: Delivery) -> bool:
    """Tell a letter that would be tried for ever: somebody else may know why.

    Once a person has it sent again, the count begins anew.
    """
    told: list[date] = []
    for event in events.of(tx, f"letter:{delivery.letter_id}"):
        if event.what == "letter.again":
            told.clear()
        elif event.what == "letter.put_off" and event.because == _HIS_FAULT:
            told.append(event.at.astimezone(desk.clock.zone).date())
    if len(told) < _MOST_TRIES - 1:
        return False
    last = add_working_days(told[0], _MOST_DAYS, desk.rules.is_closed)
    return desk.clock.today() >= last


def _refuse(
    desk: Desk, tx: Tx, delivery: Delivery, error: Refused, command: Command
) -> Outcome:
    """Note the first bounce of all: the answer at the door (RFC 5321 § 4.2)."""
    failure = failures.refusal(error, command)
    said, status = failures.in_words(error, failure), failure.status
    happened = protocol.Refused(delivery.attempts)
    if let(tx, delivery, happened, said, answer=str(error), status=status):
        found = {"status": status, "reason": failure.reason or ""}
        _event(tx, delivery, "letter.refused", said, **found)
        failures.refused_at_the_door(desk, tx, delivery, error, failure)
    return "refused"


def _event(tx: Tx, delivery: Delivery, what: str, because: str, **found: str) -> None:
    links = [f"customer:{delivery.customer_id}"] if delivery.customer_id else []
    known = {name: value for name, value in found.items() if value}
    events.write(
        tx,
        what,
        f"letter:{delivery.letter_id}",
        because,
        *links,
        no=delivery.letter_no,
        **known,
    )
