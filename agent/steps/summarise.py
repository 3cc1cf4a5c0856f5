"""Summarise: write the day down in one mail, exactly once per local day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from agent.channels.protocol import Approved
from agent.dunning.working_days import add_working_days
from agent.ledger import due, events, letter_book, orders, summaries
from agent.ledger.book import Tx
from agent.letters.summary import abouts, numbered_as, summary
from agent.model.letter import Composed
from agent.steps.day import gather
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.fate import let

_FIRST_LOOK_BACK = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Written:
    """A summary before it is on its way.

    Args:
        summary_id: Under which its numbers are kept.
        at: The moment it tells of.
    """

    composed: Composed
    summary_id: str
    abouts: dict[int, str]
    asks: bool
    at: datetime


def show(desk: Desk) -> Composed:
    """Write the summary as it would be now; nothing is changed or sent.

    Its numbers are those of the last mail, for they mean something in an answer to
    that alone; what came since has none.
    """
    with picture(desk) as tx:
        day = gather(desk, tx, _since(tx))
        sent = summaries.last(tx)
        told_at = _told_today(desk, tx)
        numbers = summaries.numbers(tx, sent.id) if sent else {}
    day = replace(numbered_as(day, numbers), told_at=told_at)
    if sent is not None:
        day = replace(day, answers_to=desk.sender.email, token=sent.token)
    return summary(day, desk.summary.language, desk.templates)


def last_sent(desk: Desk) -> datetime | None:
    """Give when the last summary was written, in the firm's zone; None = never."""
    with picture(desk) as tx:
        sent = summaries.last(tx)
    return sent.at.astimezone(desk.clock.zone) if sent else None


def _told_today(desk: Desk, tx: Tx) -> datetime | None:
    """Give when this day's summary was written; None where it was not yet."""
    ran_at = due.of(tx, "summary").ran_at
    at = ran_at.astimezone(desk.clock.zone) if ran_at else None
    return at if at and at.date() == desk.clock.today() else None


def _since(tx: Tx) -> datetime:
    return due.of(tx, "summary").ran_at or tx.now - _FIRST_LOOK_BACK


def _written(desk: Desk) -> _Written:
    with picture(desk) as tx:
        day, at = gather(desk, tx, _since(tx)), tx.now
        summary_id, token = summaries.begin(tx)
    day = replace(day, answers_to=desk.sender.email, token=token)
    composed = summary(day, desk.summary.language, desk.templates)
    asks = bool(day.do_today or day.to_approve)
    return _Written(composed, summary_id, abouts(day), asks, at)


def summarise(desk: Desk) -> bool:
    """Put the day's summary on its way; False where the day has it already.

    It is dated by the moment it tells of: what happens while it is written
    stands in the next one.
    """
    today = desk.clock.today()
    ready = _written(desk)
    written = 0
    with transaction(desk, at=ready.at) as tx:
        for rank, recipient in enumerate(_recipients(desk, tx)):
            draft = letter_book.Draft(
                kind="summary" if rank == 0 else f"summary_{rank + 1}",
                composed=ready.composed,
                recipient=recipient,
                because="the day's summary",
                language=desk.summary.language,
                day=today,
                summary=ready.summary_id,
            )
            delivery = letter_book.write(tx, draft, desk.sending.message_id_domain)
            if delivery is not None:
                let(tx, delivery, Approved())
                written += 1
        if written:
            summaries.keep(
                tx, ready.summary_id, "summary", ready.abouts, asks=ready.asks
            )
            events.write(tx, "summary.written", "firm:self", "the day's summary")
            due.note(tx, "summary", tx.now, "written", ran_for=today)
    return bool(written)


def _recipients(desk: Desk, tx: Tx) -> tuple[str, ...]:
    """Give who gets the summary: the deputy too, where nobody has answered."""
    to, deputy = desk.summary.to, desk.summary.deputy
    if to and deputy and deputy not in to and _is_unanswered(desk, tx):
        return (*to, deputy)
    return to


def _is_unanswered(desk: Desk, tx: Tx) -> bool:
    """Tell whether a summary has waited too long: for a mail, or for any decision."""
    asked_at = summaries.first_asking(tx, orders.last_given(tx))
    if asked_at is None:
        return False
    asked_on = asked_at.astimezone(desk.clock.zone).date()
    after, closed = desk.summary.deputy_after, desk.rules.is_closed
    if desk.clock.today() < add_working_days(asked_on, after, closed):
        return False
    return not events.acted(tx, asked_at)
