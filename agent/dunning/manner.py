"""Manner: how a letter goes, beside its words: what goes with it, who else gets it."""

from __future__ import annotations

from agent.dunning.way import Way
from agent.model.customer import Customer
from agent.model.procedure import SENIOR, Manner, Stage


def settled(
    customer: Customer, stage: Stage, goes: Way, *, speaks_of_copy: bool = False
) -> Manner:
    """Settle what a letter's stage leaves open: who the senior person is.

    A private person's debts are told to nobody beside him, and he is asked for no
    receipt. Certified mail has receipts of its own, and one recipient.

    Args:
        goes: The way the letter takes.
        speaks_of_copy: Its words say that a copy goes along, so one does.
    """
    said = stage.manner
    encloses = said.encloses or speaks_of_copy
    if goes.channel == "pec":
        return Manner(encloses)
    senior = "" if customer.is_consumer else customer.senior
    named = (senior if to == SENIOR else to for to in said.copy_to)
    others = dict.fromkeys(
        to for to in named if to and to.lower() != goes.address.lower()
    )
    asks_read = said.asks_read and not customer.is_consumer
    return Manner(encloses, asks_read, tuple(others))


def told(manner: Manner, *, copies: int = 0, waits: bool = False) -> tuple[str, ...]:
    """Tell how a letter goes, a clause each; empty where there is nothing to tell.

    Args:
        copies: How many copies of invoices we have to send along.
        waits: It leaves only with a person's word, however sending goes else.
    """
    clauses = []
    if manner.encloses and copies:
        clauses.append("with a copy" if copies == 1 else f"with {copies} copies")
    if manner.asks_read:
        clauses.append("asks for a read receipt")
    if manner.copy_to:
        clauses.append(f"copy to {' and '.join(manner.copy_to)}")
    if waits:
        clauses.append("leaves only once you approve it")
    return tuple(clauses)
