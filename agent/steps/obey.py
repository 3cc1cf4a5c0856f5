"""Obey: carry out what the owner ordered by mail, each order once, and say so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from agent.channels.protocol import Approved
from agent.errors import Refused
from agent.ledger import events, letter_book, orders, summaries
from agent.ledger.book import Tx
from agent.ledger.orders import Given, OrderMail, OrderState
from agent.ledger.summaries import SummaryKind
from agent.letters.order_answer import Reply, Told, compose_answer, compose_question
from agent.model.letter import Composed
from agent.steps.carry_out import carry_out
from agent.steps.concerned import Done
from agent.steps.desk import Desk
from agent.steps.each import Fault, each, nothing, picture, transaction
from agent.steps.fate import let
from agent.steps.ordered import ordered

# What is told of an order whose result was lost when the program stopped.
_UNTOLD = "done.before"


def obey(desk: Desk, beat: Callable[[], None] = nothing) -> tuple[Fault, ...]:
    """Ask whose the unproven mails are; carry out the others, one answer to each.

    A mail that fails is tried again: what was done of it stays done.
    """
    with picture(desk) as tx:
        unproven = orders.mails(tx, "unproven")
        fresh = orders.mails(tx, "new")
    asked = each(desk, unproven, lambda one: _ask(desk, one), _named, beat)
    return asked + each(desk, fresh, lambda one: _obey(desk, one), _named, beat)


def _named(mail: OrderMail) -> str:
    return f"orders {mail.id}"


def _by(mail: OrderMail) -> str:
    """Name who ordered it, as the log may: his address stands with the mail."""
    return mail.sender.partition("@")[0] or "owner"


def _ask(desk: Desk, mail: OrderMail) -> None:
    with transaction(desk) as tx:
        summary_id, token = summaries.begin(tx)
        lines = [line for line in mail.words.split("\n") if line.strip()]
        composed = compose_question(lines, token, desk.summary.language, desk.templates)
        summaries.keep(tx, summary_id, "question", {1: f"mail:{mail.id}"})
        because = "whose an order is, is asked"
        answer = _send(desk, tx, mail, composed, "question", summary_id, because)
        orders.set_mail(tx, mail.id, "asked", answer)


def _obey(desk: Desk, mail: OrderMail) -> None:
    with transaction(desk, _by(mail)) as tx:
        if not orders.of_mail(tx, mail.id):
            orders.add(tx, mail.id, ordered(tx, mail))
        given = orders.of_mail(tx, mail.id)
    for one in given:
        if one.state == "waiting":
            _carry_out(desk, mail, one)
    _answer(desk, mail)


def _carry_out(desk: Desk, mail: OrderMail, given: Given) -> None:
    """Do one order; the same transaction notes that it is done."""
    by = _by(mail)
    noting = replace(desk, note=_noting(given))
    try:
        done = carry_out(noting, by, given)
    except Refused as error:
        done = Done("ask.refused", {"because": str(error)})
    with transaction(desk, by) as tx:
        state: OrderState = "done" if done.is_done else "not_done"
        orders.tell(tx, given.id, state, done.code, done.facts, done.made)
        events.write(
            tx,
            "order.obeyed" if done.is_done else "order.asked_back",
            f"order:{given.id}",
            f"{given.action}: {done.code}",
            f"message:{mail.message_id}",
        )


def _noting(given: Given) -> Callable[[Tx], None]:
    """Give what notes an order in the transaction that carries it out, the first."""
    is_noted: list[str] = []

    def note(tx: Tx) -> None:
        if is_noted:
            return
        if not orders.claim(tx, given.id):
            raise Refused("it was carried out before")
        is_noted.append(given.id)

    return note


def _answer(desk: Desk, mail: OrderMail) -> None:
    """Write the one answer; a mail without an order gets none."""
    with transaction(desk) as tx:
        given = orders.of_mail(tx, mail.id)
        if not given:
            orders.set_mail(tx, mail.id, "done")
            return
        summary_id, token = summaries.begin(tx)
        told = [_told(one) for one in given]
        composed = compose_answer(
            told,
            desk.clock.today(),
            Reply(desk.sender.email, token),
            desk.summary.language,
            desk.templates,
        )
        abouts = {one.n: f"order:{one.id}" for one in given}
        summaries.keep(tx, summary_id, "answer", abouts)
        because = "what became of orders"
        answer = _send(desk, tx, mail, composed, "answer", summary_id, because)
        orders.set_mail(tx, mail.id, "done", answer)


def _told(given: Given) -> Told:
    return Told(
        given.n,
        given.line,
        given.code or _UNTOLD,
        given.facts,
        may_undo=given.state == "done" and bool(given.made),
    )


def _send(
    desk: Desk,
    tx: Tx,
    mail: OrderMail,
    composed: Composed,
    kind: SummaryKind,
    summary_id: str,
    because: str,
) -> str:
    draft = letter_book.Draft(
        kind=f"order_{kind}",
        composed=composed,
        recipient=mail.sender,
        because=because,
        language=desk.summary.language,
        summary=summary_id,
    )
    delivery = letter_book.write(tx, draft, desk.sending.message_id_domain)
    assert delivery is not None, "no day binds it"
    let(tx, delivery, Approved())
    return delivery.id
