"""Stopping: no letter to customers leaves until a person resumes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from agent.ledger import calls, customers, due, events, firms, outbox
from agent.ledger.book import AGENT, Tx
from agent.mail.free_domains import FREE
from agent.model.day import Fact
from agent.model.event import Event
from agent.model.letter import Delivery
from agent.model.message import Failure
from agent.steps import ease, fit
from agent.steps.desk import Desk
from agent.steps.fit import PAUSED

# What stands still while letters are refused for what is wrong with us.
SENDER = "our mail"  # by other servers
SERVER = "our mail server"  # by our own
OURS = (SENDER, SERVER)

_STOPS = 100  # the last ones, a person's among them
_TOGETHER = timedelta(days=10)  # refusals so close to one another have one cause


def stop(
    tx: Tx,
    what: str,
    because: str,
    said: str,
    *,
    until: date | None = None,
    **data: str,
) -> int:
    """Stop every letter to customers; give how many were taken back.

    Args:
        what: Under which name it stands still.
        because: As status and summary show it.
        said, data: The same for the log, in a sentence without names.
        until: The last day; None = until a person resumes. What is wrong with us has
            no end, and a person's end does not end it.
    """
    standing = firms.switched(tx, PAUSED)
    is_for_good = standing is not None and standing.until is None
    if not (is_for_good and (tx.actor == AGENT or is_ours(tx))):
        value = until.isoformat() if until else firms.ON
        firms.set_switch(tx, PAUSED, value, because)
    due.stands_still(tx, what, because)
    events.write(tx, "sending.stopped", "firm:self", said, **data)
    waiting = outbox.in_state(tx, "approved", "ready", "claimed")
    return sum(
        ease.withdraw(tx, letter, said) for letter in waiting if letter.customer_id
    )


def at_home(tx: Tx, delivery: Delivery, failure: Failure, said: str) -> None:
    """Stop all letters as our own mail server refused one for what is wrong with us.

    Args:
        said: Why it was refused, in a clause.
    """
    because = f"letter {delivery.letter_no} did not leave: {said}"
    _stop(tx, SERVER, because, failure)


def by_others(tx: Tx, delivery: Delivery, failure: Failure, said: str) -> bool:
    """Stop all letters once those of two customers came back for what is wrong with us.

    One notice proves nothing: whoever got a letter can answer it with a forged one.
    A letter that left before we last stopped so tells nothing new.

    Args:
        delivery: One whose `letter.bounced` is in the log.
        said: Why it was refused, in a clause.

    Returns:
        Whether it is known to be our fault; if not, only this letter is concerned.
    """
    assert delivery.sent_at, "what came back had left"
    last = _last(tx, SENDER)
    if last and delivery.sent_at <= last.at:
        return True
    alike = _refused_alike(tx, last.at if last else None)
    places = {_whose(letter.recipient) for letter in alike}
    if min(len(places), len({letter.customer_id for letter in alike})) < 2:  # noqa: PLR2004
        return False
    for letter in alike:
        _need_not_phone(tx, letter)
    _stop(tx, SENDER, f"letter {delivery.letter_no} came back: {said}", failure)
    return True


def is_ours(tx: Tx) -> bool:
    """Tell whether letters stand still for what is wrong with us."""
    return bool(our_fault(tx))


def our_fault(tx: Tx) -> str:
    """Give what is wrong with us, for which letters stand still; empty = nothing."""
    found = (one for one in due.standings(tx) if one.what in OURS and one.since)
    return next((one.because for one in found), "")


def last_day(tx: Tx) -> date | None:
    """Give the last day of the stop that stands; None where it has no end, or none is."""
    standing = firms.switched(tx, PAUSED)
    return standing.until if standing else None


def waits(last: date) -> str:
    """Say of a letter how long it waits for the end of a stop."""
    return f"waits until after {last.isoformat()}, the end of the stop"


def refused_for(tx: Tx, what: str) -> dict[str, Fact]:
    """Give why our letters are refused, as it was last said, and by whom."""
    last = _last(tx, what)
    at_home = "yes" if what == SERVER else ""
    return {**last.data, "at_home": at_home} if last else {}


def ended(desk: Desk, tx: Tx) -> tuple[date, ...]:
    """Give the last day of the stop that stands, if it has passed."""
    last = last_day(tx)
    return (last,) if last and last < desk.clock.today() else ()


def end(desk: Desk, tx: Tx) -> None:
    """Let letters leave again once the last day of a stop has passed."""
    for last in ended(desk, tx):
        go_on(tx, f"the stop ended on {last.isoformat()}")


def go_on(tx: Tx, because: str) -> None:
    """Let letters leave again."""
    for what in (fit.ALL_LETTERS, *OURS):
        due.works(tx, what)
    firms.set_switch(tx, PAUSED, "", because)
    events.write(tx, "sending.resumed", "firm:self", because)


def _stop(tx: Tx, what: str, because: str, failure: Failure) -> None:
    reason, status = failure.reason or "other", failure.status
    stop(tx, what, because, because, refused_by=what, reason=reason, status=status)


def _last(tx: Tx, what: str) -> Event | None:
    """Give when we last stopped by ourselves because of these refusals."""
    stops = events.latest(tx, _STOPS, prefix="sending.stopped")
    return next((one for one in stops if one.data.get("refused_by") == what), None)


def _refused_alike(tx: Tx, since: datetime | None) -> list[Delivery]:
    """Give the letters that lately came back for what is wrong with us."""
    back = events.since(tx, tx.now - _TOGETHER, "letter.bounced")
    letters = [
        letter
        for event in back
        if event.data.get("fault") == "ours"
        for letter in outbox.of_letter(tx, int(event.data["no"]))
    ]
    return [
        letter
        for letter in letters
        if letter.sent_at and (since is None or letter.sent_at > since)
    ]


def _whose(address: str) -> str:
    """Give the mail domain, where it is not everybody's."""
    domain = address.lower().rpartition("@")[2]
    return address.lower() if domain in FREE else domain


def _need_not_phone(tx: Tx, letter: Delivery) -> None:
    """Close the call asked for before it was known whose fault it is."""
    if customers.get(tx, letter.customer_id).write_to:
        said = "what we send is refused by more servers than his"
        asked = calls.listed(tx, customer=letter.customer_id)
        if any(call.cause == letter.id for call in asked):
            ease.close_calls(tx, letter.customer_id, "mended", said, "bounced")
