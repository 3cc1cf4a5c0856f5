"""What a person decides about letters and sending."""

from __future__ import annotations

from datetime import date

from agent.channels import protocol
from agent.dunning.working_days import add_working_days
from agent.errors import Refused
from agent.ledger import events, firms, holds, letter_items, outbox
from agent.ledger.book import Tx
from agent.model.letter import ANSWERS, Delivery
from agent.steps import ease, fit, remind, stopping
from agent.steps.act.cases import must_come
from agent.steps.act.named import the_letter
from agent.steps.deliver import proven
from agent.steps.desk import Desk
from agent.steps.each import transaction
from agent.steps.fate import let

_QUIET_DAYS = 5  # working days nothing is proposed after a person refused a letter


def go_live(desk: Desk, by: str) -> None:
    """Switch sending to customers on, as far as the configuration allows it."""
    with transaction(desk, by) as tx:
        firms.set_switch(tx, "live", "on", "a person went live")
        events.write(tx, "sending.live", "firm:self", "a person switched sending on")


def stop_all(desk: Desk, by: str, because: str, until: date | None = None) -> int:
    """Stop every letter to customers; give how many were taken back.

    Args:
        until: The last day; None = until resumed.

    Raises:
        Refused: The day has passed.
    """
    if until is not None:
        must_come(desk, until)
    end = f" until {until.isoformat()}" if until else ""
    said = f"a person stopped all letters{end}"
    with transaction(desk, by) as tx:
        return stopping.stop(tx, fit.ALL_LETTERS, because, said, until=until)


def resume_all(desk: Desk, by: str) -> date | None:
    """Let letters leave again.

    Returns:
        The day on which they would have by themselves; None = never.

    Raises:
        Refused: They were not stopped.
    """
    with transaction(desk, by) as tx:
        standing = firms.switched(tx, fit.PAUSED)
        if standing is None:
            raise Refused("letters are not stopped; `sollecito status` says more")
        stopping.go_on(tx, "a person resumed sending")
        return standing.until


def approve(desk: Desk, by: str, letter_no: int) -> Delivery:
    """Let a proposed letter leave, after the time for a change of mind.

    Raises:
        Refused: There is no such letter, it is not waiting, or no longer fits.
    """
    with transaction(desk, by) as tx:
        letter = the_letter(tx, letter_no)
        _must_be(letter, "proposed")
        unfit = fit.why_unfit(desk, tx, letter)
        if unfit:
            raise Refused(f"letter {letter_no} no longer fits: {unfit}")
        remind.approve(desk, tx, letter, "a person approved it")
        return outbox.get(tx, letter.id)


def unapprove(desk: Desk, by: str, letter_no: int) -> None:
    """Take the approval of a letter back before it leaves: it waits for one again.

    Raises:
        Refused: There is no such letter, it is not approved, or it is leaving now.
    """
    with transaction(desk, by) as tx:
        letter = the_letter(tx, letter_no)
        _must_be(letter, "approved", "ready")
        let(
            tx,
            letter,
            protocol.Unapproved(),
            approved_by="",
            not_before=None,
            expires_at=remind.lapses_at(desk, tx),
        )
        _log(tx, letter, "letter.unapproved", "a person took the approval back")


def approve_all(desk: Desk, by: str) -> tuple[Delivery, ...]:
    """Approve every proposed letter that still fits; the others are withdrawn."""
    with transaction(desk, by) as tx:
        approved = []
        for letter in outbox.in_state(tx, "proposed"):
            unfit = fit.why_unfit(desk, tx, letter)
            if unfit:
                ease.withdraw(tx, letter, unfit)
            elif remind.approve(desk, tx, letter, "a person approved it"):
                approved.append(outbox.get(tx, letter.id))
        return tuple(approved)


def refuse(
    desk: Desk, by: str, letter_no: int, because: str, until: date | None = None
) -> date | None:
    """Take a letter back before it leaves, and keep quiet for a while.

    An answer that is not to leave is no reason for quiet.

    Args:
        until: Last quiet day; None = five working days.

    Returns:
        The last quiet day; None after an answer.

    Raises:
        Refused: There is no such letter, or it has left.
    """
    with transaction(desk, by) as tx:
        letter = the_letter(tx, letter_no)
        _must_be(letter, "proposed", "approved", "ready")
        ease.withdraw(tx, letter, "a person refused it")
        if letter.kind in ANSWERS or not letter.customer_id:
            return None
        today = desk.clock.today()
        end = until or add_working_days(today, _QUIET_DAYS, desk.rules.is_closed)
        holds.put(
            tx,
            letter.customer_id,
            "hand",
            because,
            since=today,
            until=end,
            cause=letter.id,
        )
        return end


def speak_again(desk: Desk, by: str, letter_no: int) -> Delivery:
    """End the quiet that refusing a letter began; it is written anew if due.

    Raises:
        Refused: There is no such letter, or no such quiet.
    """
    with transaction(desk, by) as tx:
        letter = the_letter(tx, letter_no)
        if not holds.release_for(tx, letter.id, f"{by} took it back"):
            raise Refused(f"nothing is quiet because of letter {letter_no}")
        _log(tx, letter, "case.released", "a person took it back")
        return letter


def it_left(desk: Desk, by: str, letter_no: int) -> None:
    """Say of a letter of unknown fate that it did leave.

    Raises:
        Refused: Its fate is not in question.
    """
    with transaction(desk, by) as tx:
        letter = the_letter(tx, letter_no)
        _must_be(letter, "uncertain", "handing_over")
        proven(tx, letter, protocol.PersonSaysSent(), "a person says it left")


def send_again(desk: Desk, by: str, letter_no: int) -> None:
    """Say of a letter of unknown or refused fate that it shall leave once more.

    One of unknown fate that no longer fits is taken back: it did not leave, and
    what it was about is written anew.

    Raises:
        Refused: Its fate is not in question, or it no longer fits.
    """
    with transaction(desk, by) as tx:
        letter = the_letter(tx, letter_no)
        _must_be(letter, "uncertain", "refused")
        _must_be_last(tx, letter)
        if letter.customer_id:
            again = f"letter {letter_no} is sent once more"
            ease.close_calls(tx, letter.customer_id, "mended", again, "bounced")
        holds.release_for(tx, letter.id, f"{by} had it sent once more")
        unfit = fit.why_unfit(desk, tx, letter) if letter.customer_id else ""
        no_longer_fits = Refused(f"letter {letter_no} no longer fits: {unfit}")
        if unfit and letter.state == "refused":
            raise no_longer_fits
        let(tx, letter, protocol.PersonSaysSendAgain(), next_try_at=None)
        if unfit:
            ease.withdraw(tx, letter, unfit)
        else:
            _log(tx, letter, "letter.again", "a person had it sent once more")
    if unfit:
        raise no_longer_fits


def _must_be(letter: Delivery, *states: str) -> None:
    if letter.state not in states:
        raise Refused(
            f"letter {letter.letter_no} is {letter.state.replace('_', ' ')}; "
            f"this is for letters that are {' or '.join(states)}"
        )


def _must_be_last(tx: Tx, letter: Delivery) -> None:
    """Refuse to repeat a letter whose stage another one has taken over."""
    if not letter.customer_id:
        return
    for other in outbox.of_customer(tx, letter.customer_id):
        if other.letter_no > letter.letter_no and other.state not in letter_items.VOID:
            raise Refused(
                f"letter {other.letter_no} was written to him since; letter "
                f"{letter.letter_no} is not repeated: what is still open comes with "
                "the next one"
            )


def _log(tx: Tx, letter: Delivery, what: str, because: str) -> None:
    links = [f"customer:{letter.customer_id}"] if letter.customer_id else []
    events.write(
        tx,
        what,
        f"letter:{letter.letter_id}",
        because,
        *links,
        no=letter.letter_no,
    )
