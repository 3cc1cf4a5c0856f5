"""Ordered: what the lines of an owner's mail concern, and which are to be asked back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from agent.errors import Refused
from agent.ledger import (
    calls,
    customers,
    invoices,
    messages,
    orders,
    outbox,
    summaries,
)
from agent.ledger.book import Tx
from agent.ledger.orders import Given, OrderMail
from agent.replies.meanings import Meant
from agent.replies.meanings import meant as meaning
from agent.replies.orders.order import Order
from agent.replies.orders.order import orders as read
from agent.steps.act.named import the_customer, the_invoice

_OF_ALL = ("stop_all", "resume_all")
# Whatever else is ordered, these go with it.
_BESIDE = {"note", "why", "send_copy"}
# What makes no sense to one customer at once, even about two things.
_OPPOSED = (
    {"approve", "pause"},
    {"wait", "approve"},
    {"pause", "resume"},
    {"wait", "resume"},
)
_NEEDS_DAY = ("wait", "promise")
_OUTCOMES_WITH_DAY = ("promise", "call_back")


def ordered(tx: Tx, mail: OrderMail) -> tuple[Given, ...]:
    """Read the orders of a mail; those that cannot be obeyed say what is missing."""
    names = [each.name for each in customers.every(tx)]
    numbers = invoices.open_numbers(tx)
    lines = read(mail.words, mail.sent_on, names, numbers)
    found = [each for line in lines for each in _given(tx, mail, line)]
    return tuple(_without_contradictions(tx, list(_once(found))))


def owner(tx: Tx, about: str) -> str:
    """Give the customer that "kind:id" belongs to; empty if none does."""
    kind, _, key = about.partition(":")
    match kind:
        case "customer":
            return key
        case "invoice" | "given_up":
            found = invoices.find(tx, (), key)
            return found[0].customer_id if found else ""
        case "letter" | "uncertain":
            letters = outbox.of_letter(tx, int(key))
            return letters[0].customer_id if letters else ""
        case "call":
            call = calls.find(tx, int(key))
            return call.customer_id if call else ""
        case "reply":
            return messages.get(tx, key).customer_id
        case _:
            return ""


def _given(tx: Tx, mail: OrderMail, order: Order) -> Iterator[Given]:
    reply = _reply_of(tx, mail, order)
    if reply and not _is_one_word(order) and (said := meaning(order.line)):
        yield _meaning(mail, order, reply, said)
        return
    plain = Given(
        *("", mail.id, 0, order.line, order.action, ""),
        {
            "until": order.until.isoformat() if order.until else "",
            "amount": order.amount,
            "target": order.target,
            "outcome": order.outcome,
        },
    )
    is_of_all = order.action in _OF_ALL
    if order.action == "not_understood" or (is_of_all and order.item is not None):
        yield _ask(plain, "not_understood")
        return
    if is_of_all:
        yield plain
        return
    try:
        abouts = _abouts(tx, mail, order)
    except Refused as error:
        yield _ask(plain, "refused", because=str(error))
        return
    if not abouts:
        no = order.item or 0
        yield _ask(plain, "no_number" if no else "which", no=no)
    for about in abouts:
        yield _complete(tx, replace(plain, about=about), order)


def _is_one_word(order: Order) -> bool:
    """Tell "4 contestazione": it orders, and says no more than that of the mail."""
    return order.action == "dispute" and sum(map(str.isalpha, order.line.split())) == 1


def _reply_of(tx: Tx, mail: OrderMail, order: Order) -> str:
    """Give the customer's mail that a line is about, "reply:id"; mostly empty."""
    if order.item is None:
        return ""
    about = _about(tx, mail, order.item)
    return about if about.startswith("reply:") else ""


def _about(tx: Tx, mail: OrderMail, item: int) -> str:
    """Give what a number means; in our answer to an order, what that was about."""
    meant = summaries.about(tx, mail.summary_id, item)
    kind, _, key = meant.partition(":")
    before = orders.get(tx, key) if kind == "order" else None
    return before.about if before else meant


def _meaning(mail: OrderMail, order: Order, about: str, said: Meant) -> Given:
    words = {
        "means": " ".join(sorted(said.means)),
        "means_not": " ".join(sorted(said.means_not)),
    }
    return Given("", mail.id, 0, order.line, "means", about, words)


def _ask(given: Given, code: str, **facts: Any) -> Given:
    return replace(given, state="not_done", code=f"ask.{code}", facts=facts)


def _abouts(tx: Tx, mail: OrderMail, order: Order) -> tuple[str, ...]:
    """Give what a line concerns; nothing where it does not say.

    Raises:
        Refused: What it names fits nothing, or several things.
    """
    named = ""
    if order.invoice:
        named = f"invoice:{the_invoice(tx, order.invoice).id}"
    elif order.customer:
        named = f"customer:{the_customer(tx, order.customer).id}"
    if order.item is None:
        return (named,) if named else ()
    if order.action == "undo":
        meant = summaries.about(tx, mail.summary_id, order.item)
    else:
        meant = _about(tx, mail, order.item)
    kind, _, key = meant.partition(":")
    if kind == "reply":  # whatever else is ordered concerns him who wrote it
        meant = f"customer:{owner(tx, meant)}"
    if kind == "letters":
        return tuple(f"letter:{no}" for no in key.split(","))
    if not meant or not named:
        return (meant,) if meant else ()
    # The number and the name must not speak of two customers.
    if owner(tx, named) != owner(tx, meant):
        raise Refused(f"number {order.item} is not about what the line names")
    return (named if named.startswith("invoice:") else meant,)


def _complete(tx: Tx, given: Given, order: Order) -> Given:
    """Ask back for the day that an order cannot be obeyed without."""
    needs_day = order.action in _NEEDS_DAY or order.outcome in _OUTCOMES_WITH_DAY
    if needs_day and order.until is None:
        return _ask(given, "until", name=name_of(tx, given.about))
    return given


def name_of(tx: Tx, about: str) -> str:
    """Give the name of the customer that something belongs to; empty for none."""
    customer_id = owner(tx, about)
    return customers.get(tx, customer_id).name if customer_id else ""


def _once(found: Iterable[Given]) -> Iterator[Given]:
    """Leave out what is ordered a second time in the same words or others."""
    seen: set[tuple[object, ...]] = set()
    for each in found:
        key = (each.action, each.about, *sorted(each.said.items()))
        if each.state == "waiting" and each.action != "note":
            if key in seen:
                continue
            seen.add(key)
        yield each


def _without_contradictions(tx: Tx, found: Sequence[Given]) -> list[Given]:
    owners = {each.about: owner(tx, each.about) for each in found}
    waiting = [at for at, each in enumerate(found) if each.state == "waiting"]
    against = {
        at
        for pair in combinations(waiting, 2)
        if _contradict(found[pair[0]], found[pair[1]], owners)
        for at in pair
    }
    return [
        _ask(each, "contradicts", name=name_of(tx, each.about))
        if at in against
        else each
        for at, each in enumerate(found)
    ]


def _contradict(one: Given, other: Given, owners: dict[str, str]) -> bool:
    actions = {one.action, other.action}
    if actions & _BESIDE or actions == {"not_his"}:
        return False
    if actions & set(_OF_ALL):
        return len(actions) > 1
    if one.about == other.about:
        return not ("called" in actions and len(actions) > 1)
    is_his = owners[one.about] == owners[other.about] != ""
    return is_his and actions in _OPPOSED
