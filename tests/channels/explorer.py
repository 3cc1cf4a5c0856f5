"""Walk every world the send protocol can come into, and name what is wrong there.

Two senders share one ledger; each may crash at every point; the server takes or
refuses a letter and its answer may be lost; evidence comes late, twice or never;
notices come in any order; a person may decide once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from agent.channels import protocol as p

Step = Callable[[p.Progress, p.Happened], p.Progress]
Answer = Literal["", "250", "4xx", "5xx", "lost"]

MOST_ATTEMPTS = 3
OVER = p.EvidenceTimeout(timedelta(minutes=30), timedelta(minutes=30))
LEFT = frozenset({"sent", "delayed", "delivered", "read", "bounced"})
ENDS = LEFT | {"refused", "withdrawn", "uncertain"}


@dataclass(frozen=True, slots=True, order=True)
class Hand:
    """One sender: nothing, an offer, an announced DATA, or an answer in hand."""

    at: Literal["idle", "offering", "handing", "answered"] = "idle"
    attempt: int = 0
    answer: Answer = ""


@dataclass(frozen=True, slots=True)
class World:
    """Everything that is so at one moment.

    Args:
        kept: Letters the server took.
        open: Hand-overs not answered by 4xx or 5xx and not yet given up by a
            person: a second one is a letter that may arrive twice.
        copies: Evidence on its way.
        luck: False = no copy, no notice arrives and nobody takes it back.
        asks: Senders go on only where the ledger let them.
    """

    ledger: p.Progress = p.Progress("proposed")
    hands: tuple[Hand, ...] = (Hand(), Hand())
    kept: int = 0
    open: frozenset[int] = frozenset()
    copies: int = 0
    has_decided: bool = False
    said_sent: bool = False
    crashes: int = 1
    notices: int = 1
    luck: bool = True
    asks: bool = True


def explore(start: World, step: Step) -> tuple[int, dict[str, World]]:
    """Give the number of worlds, and one world for each thing that is wrong."""
    lucky = _walk(start, step)
    luckless = _walk(replace(start, luck=False), step)
    wrong = {fault: world for world in lucky for fault in _faults(world)}
    stuck = _stuck(luckless)
    if stuck:
        wrong["never ends"] = min(stuck, key=lambda world: world.ledger.attempt)
    return len(lucky), wrong


def _walk(start: World, step: Step) -> dict[World, set[World]]:
    leads_to: dict[World, set[World]] = {}
    waiting = [start]
    while waiting:
        world = waiting.pop()
        if world not in leads_to:
            is_wrong = any(_faults(world))  # and what follows from it says no more
            leads_to[world] = set() if is_wrong else set(_moves(world, step))
            waiting.extend(leads_to[world])
    return leads_to


def _faults(world: World) -> Iterator[str]:
    state = world.ledger.state
    if len(world.open) > 1 or world.kept > 1 + world.has_decided:
        yield "doubled"
    if state in LEFT and not world.kept and not world.said_sent:
        yield "lost"
    if state in {"withdrawn", "refused"} and world.kept and not world.has_decided:
        yield "left unseen"


def _stuck(leads_to: dict[World, set[World]]) -> set[World]:
    """Find worlds from which no end can be reached."""
    comes_from: dict[World, list[World]] = {world: [] for world in leads_to}
    for world, afters in leads_to.items():
        for after in afters:
            comes_from[after].append(world)
    fine = {world for world in leads_to if _is_end(world)}
    waiting = list(fine)
    while waiting:
        for before in comes_from[waiting.pop()]:
            if before not in fine:
                fine.add(before)
                waiting.append(before)
    return set(leads_to) - fine


def _is_end(world: World) -> bool:
    is_cut = world.ledger.attempt >= MOST_ATTEMPTS  # the walk, not the letter, ends
    return world.ledger.state in ENDS or is_cut


def _moves(world: World, step: Step) -> Iterator[World]:
    yield from _agent_moves(world, step)
    yield from _lucky_moves(world, step)
    yield from _decisions(world, step)
    for no, hand in enumerate(world.hands):
        rest = world.hands[:no] + world.hands[no + 1 :]
        for after, moved in _hand_moves(world, hand, step):
            yield replace(after, hands=tuple(sorted((*rest, moved))))


def _agent_moves(world: World, step: Step) -> Iterator[World]:
    for happened in (p.Approved(), p.UndoOver(), p.Restarted(), OVER):
        yield replace(world, ledger=step(world.ledger, happened))


def _lucky_moves(world: World, step: Step) -> Iterator[World]:
    if world.luck:
        yield replace(world, ledger=step(world.ledger, p.Withdrawn()))
        yield replace(world, ledger=step(world.ledger, p.Unapproved()))
    if world.copies:
        found = step(world.ledger, p.EvidenceFound())
        yield replace(world, ledger=found, copies=world.copies - 1)
    if world.kept and world.notices and world.luck:
        for notice in (p.Delayed(), p.Delivered(), p.Bounced(), p.Read()):
            told = step(world.ledger, notice)
            yield replace(world, ledger=told, notices=world.notices - 1)


def _decisions(world: World, step: Step) -> Iterator[World]:
    state = world.ledger.state
    if state in {"uncertain", "refused"} and not world.has_decided:
        again = step(world.ledger, p.PersonSaysSendAgain())
        yield replace(world, ledger=again, has_decided=True, open=frozenset())
    if state == "uncertain":
        sent = step(world.ledger, p.PersonSaysSent())
        yield replace(world, ledger=sent, said_sent=True)


def _hand_moves(world: World, hand: Hand, step: Step) -> Iterator[tuple[World, Hand]]:
    if hand.at != "idle" and world.crashes:
        yield replace(world, crashes=world.crashes - 1), Hand()
    match hand.at:
        case "idle":
            yield from _claims(world, step)
        case "offering":
            yield from _offers(world, hand, step)
        case "handing":
            yield from _hands_over(world, hand)
        case "answered":
            yield replace(world, ledger=step(world.ledger, _told(hand))), Hand()


def _claims(world: World, step: Step) -> Iterator[tuple[World, Hand]]:
    claimed = step(world.ledger, p.Claimed())
    if claimed != world.ledger and claimed.attempt <= MOST_ATTEMPTS:
        yield replace(world, ledger=claimed), Hand("offering", claimed.attempt)


def _offers(world: World, hand: Hand, step: Step) -> Iterator[tuple[World, Hand]]:
    for said in (p.NotOffered(hand.attempt), p.Refused(hand.attempt)):
        yield replace(world, ledger=step(world.ledger, said)), Hand()
    handing = step(world.ledger, p.HandingOver(hand.attempt))
    if handing == world.ledger and world.asks:
        yield world, Hand()
    else:
        begun = replace(world, ledger=handing, open=world.open | {hand.attempt})
        yield begun, Hand("handing", hand.attempt)


def _hands_over(world: World, hand: Hand) -> Iterator[tuple[World, Hand]]:
    refusals: tuple[Answer, ...] = ("4xx", "5xx")
    for answer in refusals:
        refused = replace(world, open=world.open - {hand.attempt})
        yield refused, replace(hand, at="answered", answer=answer)
    yield world, replace(hand, at="answered", answer="lost")
    acceptances: tuple[Answer, ...] = ("250", "lost")
    for answer in acceptances:
        for copies in (0, 1, 2) if world.luck else (0,):
            kept = replace(world, kept=world.kept + 1, copies=world.copies + copies)
            yield kept, replace(hand, at="answered", answer=answer)


def _told(hand: Hand) -> p.Happened:
    match hand.answer:
        case "250":
            return p.Accepted()
        case "4xx":
            return p.PutOff(hand.attempt)
        case "5xx":
            return p.Refused(hand.attempt)
        case _:
            return p.ConnectionLost(hand.attempt)
