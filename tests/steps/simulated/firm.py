"""The firm: its desk, its frail servers, and what of the world can be known."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from agent.channels.channel import Envelope
from agent.dunning.holidays import closed_days, either, off_days
from agent.ledger import customers
from agent.model.procedure import Closure
from agent.steps.desk import Desk, Rules
from agent.steps.each import picture
from tests.desks import ROME, open_desk
from tests.steps import given
from tests.steps.simulated import judge
from tests.steps.simulated.frail import FrailChannel, FrailMailbox
from tests.steps.simulated.world import Left, World, told_in

BEGINNING = date(2026, 10, 12)
CUSTOMERS = 6
BANK = "bank@bank.test"
SERVER = "mx.firm.test"  # whose word on who sent a mail is believed


@dataclass
class Firm:
    """The firm, all that happens to it, and what is true meanwhile.

    Args:
        wrongs: What was seen to be wrong, with its moment.
        raws: The bytes of the letters that left, in the order of the world's.
        plans: What customers mean to do on a day to come.
        count: Grows with all that happens, so that nothing is the same twice.
    """

    chance: random.Random
    desk: Desk
    channel: FrailChannel
    mailbox: FrailMailbox
    world: World = field(default_factory=World)
    wrongs: list[str] = field(default_factory=list)
    raws: list[bytes] = field(default_factory=list)
    waited: Counter[int] = field(default_factory=Counter)
    plans: list[tuple[date, Callable[[], None]]] = field(default_factory=list)
    count: int = 0

    @classmethod
    def begin(cls, seed: int) -> Firm:
        """Found the firm, gone live on a Monday in October."""
        chance = random.Random(seed)  # noqa: S311 - repeats
        begin = datetime.combine(BEGINNING, time(8), ROME)
        desk = given.live(open_desk(at=begin))
        channel = FrailChannel(chance=chance)
        mailbox = FrailMailbox(desk.clock, chance=chance)
        desk = replace(
            desk,
            rules=_with_bridge_day(desk.rules),
            sources=(mailbox,),
            channel=channel,
            sending=replace(desk.sending, evidence_minutes=9),
            intake=replace(
                desk.intake,
                bank_senders=frozenset({BANK}),
                trusted={mailbox.name: frozenset({SERVER})},
            ),
        )
        firm = cls(chance, desk, channel, mailbox)
        channel.tell, channel.turned_away = firm._leaves, firm._turned_away
        channel.shaken = firm.world.shaken
        return firm

    @property
    def now(self) -> datetime:
        """Give the moment it is."""
        return self.desk.clock.now()

    @property
    def today(self) -> date:
        """Give the day it is."""
        return self.desk.clock.today()

    def number(self) -> int:
        """Give a number that nothing had before."""
        self.count += 1
        return self.count

    def put_clock(self, day: date, at: time) -> None:
        """Move the clock on, to a time and an odd second."""
        moment = datetime.combine(day, at, ROME) + timedelta(seconds=self.count % 50)
        self.desk.clock.set(moment)  # type: ignore[attr-defined]

    def say(self, wrong: str) -> None:
        """Note something wrong."""
        self.wrongs.append(f"{self.now.astimezone(ROME)}: {wrong}")

    def arrives(
        self,
        raw: bytes,
        known: Callable[[], None] = lambda: None,
        *,
        folder: str = "INBOX",
    ) -> None:
        """Let a mail arrive, now and then twice; what it tells is known once read."""
        for _time in range(self.chance.choice((1, 1, 1, 2))):
            self.mailbox.told[self.mailbox.deliver(raw, folder)] = known

    def a_letter(self) -> tuple[Left, bytes] | None:
        """Give one of the last letters that left."""
        recent = list(zip(self.world.left, self.raws, strict=True))[-8:]
        return self.chance.choice(recent) if recent else None

    def ids(self) -> dict[str, int]:
        """Give whose each customer's id is."""
        with picture(self.desk) as tx:
            return {one.id: int(one.name.split()[-1]) for one in customers.every(tx)}

    def _leaves(self, envelope: Envelope, raw: bytes) -> None:
        """Judge a letter at the moment it leaves, and send our copy round."""
        now = self.now
        if not envelope.own_copy:
            return
        letter = Left(
            envelope.token,
            whose(envelope.recipient),
            envelope.recipient,
            now,
            *told_in(raw),
        )
        for wrong in judge.of_letter(self.world, letter):
            self.say(f"letter to {letter.customer}: {wrong}")
        self.world.left.append(letter)
        self.raws.append(raw)
        if self.chance.random() < 0.8:
            self.mailbox.deliver(raw)
        if self.chance.random() < 0.5:
            told = self.notice(letter, raw, "delivered", "2.0.0")
            signs = self.world.signs[letter.customer]
            self.arrives(told, lambda: signs.append(self.now))

    def notice(self, letter: Left, raw: bytes, action: str, status: str) -> bytes:
        """Write what the customer's server tells of a letter."""
        told = given.bounce_of(raw, letter.recipient).decode()
        for old, new in (
            ("dsn-1", f"dsn-{self.number()}"),
            ("Action: failed", f"Action: {action}"),
            ("550 5.1.1 no such user", f"{status[0]}50 {status} see there"),
            ("Status: 5.1.1", f"Status: {status}"),
        ):
            told = told.replace(old, new)
        return told.encode()

    def _turned_away(self, envelope: Envelope) -> None:
        self.world.at_the_door.append(whose(envelope.recipient))
        self.world.dead[envelope.recipient] = None


def _with_bridge_day(rules: Rules) -> Rules:
    """Shut the firm on the second of November too."""
    bridge = (Closure(date(2026, 11, 2), date(2026, 11, 2)),)
    ours = either(
        closed_days("IT", "MI", closures=bridge), off_days(frozenset(range(5)))
    )
    return replace(
        rules,
        is_closed=ours,
        is_closed_for=lambda customer: either(ours, closed_days(customer.country)),
    )


def name(who: int) -> str:
    """Give a customer's name."""
    return f"Cliente {who}"


def whose(address: str) -> int:
    """Give whose an address is."""
    return int(address.partition("@")[0].rpartition("c")[2])
