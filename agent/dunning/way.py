"""The way a letter goes: by certified mail (PEC) where that is wanted and possible."""

from __future__ import annotations

from dataclasses import dataclass, replace

from agent.model.customer import ChannelName, Customer
from agent.model.procedure import Procedure, Stage


@dataclass(frozen=True, slots=True)
class Way:
    """By what a letter leaves, and to which address; empty = none is known."""

    channel: ChannelName
    address: str


def way(customer: Customer, stage: Stage, procedure: Procedure) -> Way:
    """Choose a letter's way: what is said of the customer, else of the stage.

    Args:
        procedure: His own.
    """
    wanted = customer.channel or stage.channel
    if wanted == "pec" and procedure.has_pec and customer.certified:
        return Way("pec", customer.certified)
    return Way("email", customer.write_to)


def is_reached(customer: Customer, procedure: Procedure) -> bool:
    """Tell whether letters of every stage reach a customer."""
    return bool(way(customer, Stage("", 0), procedure).address)


def with_pec(procedure: Procedure, *, is_public: bool) -> Procedure:
    """Let the later letters of a procedure go by certified mail.

    Those to public bodies from the second on, of others the last one alone; never
    the first, nor one before the due date. What a stage says itself stands.

    Args:
        is_public: It is for public bodies, which must read certified mail.
    """
    letters = [each for each in procedure.stages if not each.is_call]
    later = [each for each in letters[1:] if each.offset_days > 0]
    chosen = later if is_public else later[-1:]
    stages = tuple(
        replace(each, channel="pec") if each in chosen and not each.channel else each
        for each in procedure.stages
    )
    return replace(procedure, stages=stages)
