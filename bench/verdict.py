"""What stands at the receivers and in the ledger, held against the truth."""

from __future__ import annotations

import email
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from agent.ledger import due, events, invoices, outbox, tables
from agent.ledger.book import Tx
from agent.ledger.outbox import OPEN
from agent.model.letter import Delivery
from agent.settings.load import load
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.wiring import open_desk
from bench.world import World
from tests.e2e.config import BOSS, OFFICE
from tests.servers.mail_pair import MailPair


@dataclass(frozen=True, slots=True)
class Finding:
    """How often one thing went wrong, and in how many cases it could have.

    Args:
        examples: Some of those that did.
    """

    what: str
    wrong: int
    of: int
    examples: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.wrong:
            named = ", ".join(self.examples)
            return f"{self.what}: {self.wrong} of {self.of} ({named})"
        # None in n tries: the true rate is below 3/n in 95 of 100 such runs.
        return f"{self.what}: 0 of {self.of} (95 %: below {3 / max(self.of, 1):.1%})"


def findings(
    pair: MailPair, config: Path, world: World, days: Sequence[date]
) -> tuple[Finding, ...]:
    """Count everything that must not be."""
    desk = open_desk(load(config))
    try:
        with picture(desk) as tx:
            return (
                *_letters(pair, world.debtors),
                *_filed(pair, world),
                *_summaries(tx, pair, days),
                *_mails(tx, world),
                *_holds(tx, world),
                *_payments(tx, world),
                _log(tx),
            )
    finally:
        desk.ledger.close()


def clean(found: Iterable[Finding]) -> bool:
    """Tell whether nothing went wrong."""
    return not any(finding.wrong for finding in found)


def _finding(what: str, wrong: Iterable[str], of: int) -> Finding:
    named = sorted(wrong)
    return Finding(what, len(named), of, tuple(named[:5]))


def _letters(pair: MailPair, wanted: Collection[str]) -> tuple[Finding, ...]:
    """Count at the receivers: one mail each, whatever its Message-ID."""
    copies = Counter(one for mail in pair.mx.accepted for one in mail.recipients)
    lost = [address for address in wanted if not copies[address]]
    doubled = [address for address, count in copies.items() if count > 1]
    of = len(wanted)
    return _finding("letters lost", lost, of), _finding("letters doubled", doubled, of)


def letters_said_to_have_left(pair: MailPair, config: Path) -> tuple[Finding, ...]:
    """Hold what the ledger says has left against the receivers."""
    desk = open_desk(load(config))
    with picture(desk) as tx:
        told = [one.recipient for one in outbox.in_state(tx, "sent") if one.customer_id]
    desk.ledger.close()
    _wait_for_the_post(pair)
    return _letters(pair, told)


def _wait_for_the_post(pair: MailPair, seconds: float = 10) -> None:
    """Wait until the relay holds nothing back."""
    deadline = time.monotonic() + seconds
    while "is empty" not in pair.postfix.command("postqueue", "-p"):
        if time.monotonic() > deadline:
            return
        time.sleep(0.05)


def _filed(pair: MailPair, world: World) -> tuple[Finding, ...]:
    ids = Counter(message_id(raw) for raw in pair.messages(OFFICE, "Sent"))
    sent = {message_id(mail.data) for mail in pair.mx.accepted}
    missing = [one for one in sent if not ids[one]]
    doubled = [one for one, count in ids.items() if count > 1]
    of = len(world.debtors)
    return (
        _finding("letters without a copy in Sent", missing, of),
        _finding("letters twice in Sent", doubled, of),
    )


def _summaries(tx: Tx, pair: MailPair, days: Sequence[date]) -> tuple[Finding, ...]:
    """Count at the receiver how often the one summary of each day came."""
    came = Counter(message_id(raw) for raw in pair.messages(BOSS))
    letters, deliveries = tables.letters, tables.deliveries
    written = sa.select(letters.c.day, deliveries.c.message_id).where(
        letters.c.id == deliveries.c.letter, letters.c.day.is_not(None)
    )
    times = dict.fromkeys(days, 0)
    for row in tx.rows(written):
        times[row["day"]] = times.get(row["day"], 0) + came[f"<{row['message_id']}>"]
    return (
        _finding("days without a summary", _days(times, lambda n: n < 1), len(days)),
        _finding("days with two summaries", _days(times, lambda n: n > 1), len(days)),
    )


def _days(times: Mapping[date, int], wrong: Callable[[int], bool]) -> list[str]:
    return [str(day) for day, count in times.items() if wrong(count)]


def _mails(tx: Tx, world: World) -> tuple[Finding, ...]:
    table = tables.messages
    rows = tx.rows(sa.select(table.c.message_id, table.c.state))
    states = {row["message_id"]: row["state"] for row in rows}
    known = Counter(row["message_id"] for row in rows)
    wanted = [mail.message_id for mail in world.mails]
    lost = [one for one in wanted if states.get(one) != "read"]
    doubled = [one for one in wanted if known[one] > 1]
    of = len(wanted)
    return _finding("mails lost", lost, of), _finding("mails read twice", doubled, of)


def _holds(tx: Tx, world: World) -> tuple[Finding, ...]:
    holds, customers = tables.holds, tables.customers
    reason = holds.c.reason
    kept = sa.select(customers.c.name, reason).where(
        holds.c.customer == customers.c.id,
        reason != "uncertain",  # a person was asked about that letter
    )
    reasons = [(row["name"], row["reason"]) for row in tx.rows(kept)]
    found = Counter(name for name, _ in reasons)
    wanted = {mail.customer for mail in world.mails if mail.effect == "holds"}
    of = len(wanted)
    return (
        _finding("replies that hold nobody", wanted - found.keys(), of),
        _finding("replies that hold twice", (n for n in wanted if found[n] > 1), of),
        _finding(
            "held without a reply",
            [f"{name} ({why})" for name, why in reasons if name not in wanted],
            len(world.mails) - of,
        ),
    )


def _payments(tx: Tx, world: World) -> tuple[Finding, ...]:
    count = _count(tx, tables.payments, sa.true())
    left = {
        entry.number: entry.open.cents
        for entry in invoices.listed(tx, only_open=False)
        if entry.number in world.paid
    }
    unpaid = [number for number, cents in left.items() if cents > 0]
    twice = [number for number, cents in left.items() if cents < 0]
    twice += ["a line of the bank"] * max(0, count - world.lines)
    of = world.lines
    return (
        _finding("payments lost", unpaid, of),
        _finding("payments applied twice", twice, of),
    )


def _log(tx: Tx) -> Finding:
    fault = events.verify(tx)
    return _finding("faults in the log's chain", [fault] if fault else [], 1)


def message_id(raw: bytes) -> str:
    """Give a mail's Message-ID."""
    return str(email.message_from_bytes(raw)["Message-ID"]).strip()


def has_arrived(pair: MailPair, letter: Delivery) -> bool:
    """Tell whether a letter is at its receiver."""
    wanted = f"<{letter.message_id}>"
    received = [mail.data for mail in pair.mx.copies(letter.recipient)]
    received += pair.messages(BOSS) if letter.recipient == BOSS else []
    return any(message_id(raw) == wanted for raw in received)


def has_timetable(desk: Desk) -> bool:
    """Tell whether the daemon has once looked when its summary is due."""
    with picture(desk) as tx:
        return due.of(tx, "summary").due_at is not None


def had_its_summary(desk: Desk) -> bool:
    """Tell whether today's summary has left, or nobody knows whether it did."""
    today = (tables.letters.c.day == desk.clock.today()) & (
        tables.letters.c.id == tables.deliveries.c.letter
    )
    with picture(desk) as tx:
        query = sa.select(tables.deliveries.c.state).where(today)
        return tx.value(query) in ("sent", "handing_over", "uncertain")


def is_idle(desk: Desk, world: World) -> bool:
    """Tell whether all that came in was read, and what may leave now has left."""
    letters, mails = tables.deliveries, tables.messages
    soon = sa.func.coalesce(letters.c.next_try_at, desk.clock.now()) <= desk.clock.now()
    leaving = letters.c.state.in_(("approved", "ready", "claimed")) & soon
    with picture(desk) as tx:
        waiting = _count(tx, letters, leaving)
        unread = _count(tx, mails, mails.c.state == "new")
        kept = _count(tx, mails, mails.c.message_id.like("chaos-%"))
        lines = _count(tx, tables.payments, sa.true())
    all_in = kept >= len(world.mails) and lines >= world.lines
    return all_in and not waiting and not unread


def knows(desk: Desk) -> bool:
    """Tell whether no evidence is being looked for."""
    with picture(desk) as tx:
        return not outbox.in_state(tx, "handing_over")


def is_done(desk: Desk) -> bool:
    """Tell whether the fate of every letter is known, and its copy filed."""
    with picture(desk) as tx:
        return not (outbox.in_state(tx, *OPEN) or outbox.unfiled(tx))


def _count(tx: Tx, table: sa.Table, where: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.count()).select_from(table).where(where)
    return int(tx.value(query) or 0)
