"""Undoing: take back what was done, by the agent or by an order."""

from __future__ import annotations

from datetime import date

from agent.errors import Refused
from agent.ledger import customers, orders
from agent.steps import stopping
from agent.steps.act import cases, invoicing, learning, letters, money, phoning, whose
from agent.steps.act.named import the_letter, the_payment
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction

_TAKEN_BACK = "taken back by mail"


def undo(desk: Desk, by: str, about: str) -> bool:
    """Take something back; False where that is nothing that can be.

    Args:
        about: An order, or what a line of the summary reports: "kind:id".

    Raises:
        Refused: It cannot be taken back now; the sentence says why.
    """
    kind, _, key = about.partition(":")
    if kind == "order":
        return _order(desk, by, key)
    return _thing(desk, by, kind, key)


def _order(desk: Desk, by: str, order_id: str) -> bool:
    with picture(desk) as tx:
        given = orders.get(tx, order_id)
    if given is None or given.state != "done":
        raise Refused("that was not done, or is undone already")
    kind, _, key = given.made.partition(":")
    if kind == "letter":  # one that waits again by now is not refused for it
        letters.unapprove(desk, by, int(key))
        done = True
    else:
        done = _thing(desk, by, kind, key)
    if done:
        with transaction(desk, by) as tx:
            orders.undone(tx, order_id)
    return done


def _release(desk: Desk, by: str, customer_id: str) -> None:
    with picture(desk) as tx:
        no = customers.get(tx, customer_id).no
    cases.release(desk, by, _TAKEN_BACK, customer=str(no))


def _letter(desk: Desk, by: str, no: int) -> None:
    """Take an approval back; a letter that has none yet is refused."""
    with picture(desk) as tx:
        is_approved = the_letter(tx, no).state in ("approved", "ready")
    if is_approved:
        letters.unapprove(desk, by, no)
    else:
        letters.refuse(desk, by, no, _TAKEN_BACK)


def _stop(desk: Desk, by: str) -> None:
    """Let letters leave again, unless they stand still for what is wrong with us."""
    with picture(desk) as tx:
        if stopping.is_ours(tx):
            raise Refused(
                "letters stand still for what is wrong with us, too; once that is "
                "mended, resume all"
            )
    letters.resume_all(desk, by)


def _payment(desk: Desk, by: str, no: int, *, is_denial: bool) -> None:
    """Take back what was decided about a payment.

    Args:
        is_denial: Only that it is not somebody's, not what was decided since.
    """
    with picture(desk) as tx:
        because = the_payment(tx, no).because
    if is_denial and because != whose.NOT_HIS:
        raise Refused(f"payment {no} was decided about since; undo that first")
    money.undo(desk, by, no)


def _thing(desk: Desk, by: str, kind: str, key: str) -> bool:  # noqa: C901, PLR0912
    match kind:
        case "letter":
            _letter(desk, by, int(key))
        case "copy":
            letters.refuse(desk, by, int(key), _TAKEN_BACK)
        case "quiet":
            letters.speak_again(desk, by, int(key))
        case "payment" | "not_his":
            _payment(desk, by, int(key), is_denial=kind == "not_his")
        case "call":
            phoning.not_made(desk, by, int(key))
        case "postponed":
            phoning.postpone(desk, by, int(key), desk.clock.today())
        case "hold":
            cases.release_one(desk, by, key)
        case "resumed_customer":
            cases.hold(desk, by, _TAKEN_BACK, None, customer=key)
        case "resumed_invoice":
            cases.hold(desk, by, _TAKEN_BACK, None, invoice=key)
        case "promise_customer":
            cases.unpromise(desk, by, customer=key)
        case "promise_invoice":
            cases.unpromise(desk, by, invoice=key)
        case "invoice":
            cases.release(desk, by, _TAKEN_BACK, invoice=key)
        case "customer":
            _release(desk, by, key)
        case "dispute":
            cases.resolve(desk, by, key, _TAKEN_BACK)
        case "given_up":
            invoicing.undo_write_off(desk, by, key)
        case "meant":
            message, *before = key.split()
            learning.correct(desk, by, message, before)
        case "stop":
            _stop(desk, by)
        case "go":
            until = date.fromisoformat(key) if key else None
            letters.stop_all(desk, by, _TAKEN_BACK, until)
        case _:
            return False
    return True
