"""Our own hands: colleagues' mails are heeded, our letters lie in Sent, in the thread."""

from __future__ import annotations

from collections import Counter

from bench.quarter.chapters.hours import all_letters
from bench.quarter.firm import Firm, require
from bench.quarter.post import read
from bench.quarter.program import soon
from bench.quarter.story import Chapter, Telling, seen
from bench.verdict import message_id
from tests.e2e.config import BOSS, OFFICE
from tests.e2e.mails import mail

STORIES = Chapter()


@STORIES.story(24, says="A colleague's mail in Sent: held and shown")
def in_sent(firm: Firm) -> Telling:
    yield "10-08 08:30"
    who = firm.person("Cesteria Celestina Snc")
    firm.owed(who, "10-05")
    yield "10-08 10:03"
    raw = mail(OFFICE, "Una domanda", "Gentile Anna, come sta?\n", to=who.email)
    with firm.pair.imap(OFFICE) as client:
        client.append("Sent", "", "", raw)
    yield "10-09 08:30"
    firm.has(who, 0)
    firm.held(who, "2024-10-1", "colleague")
    require(firm.summary().text, who.name, "colleague")
    return firm.next_of(who)[:90]


@STORIES.story(24, says="The boss's mailbox is read too: what he sent keeps us quiet")
def the_boss(firm: Firm) -> Telling:
    yield "10-29 08:30"
    who = firm.person("Drogheria Dravite Srl")
    firm.owed(who, "10-26")
    yield "10-29 09:30"
    raw = mail(BOSS, "Domani", "Caro Piero, a domani.\n", to=who.email)
    with firm.pair.imap(BOSS) as client:
        client.create("Sent")
        client.append("Sent", "", "", raw)
    yield "10-29 16:00"
    firm.has(who, 0)
    require(firm.next_of(who), "colleague")
    return firm.next_of(who)[:90]


@STORIES.story(
    24, 5, says="A customer's mail that a colleague forwards holds the customer"
)
def forwarded(firm: Firm) -> Telling:
    yield "10-30 08:30"
    who = firm.person("Essenze Eudialite Srl")
    number, _ = firm.owed(who, "10-27")
    yield "10-30 11:00"
    firm.has(who, 1)
    text = (
        "Vedi sotto.\n\n---------- Messaggio inoltrato ----------\n"
        f"Da: {who.name} <{who.email}>\nOggetto: fattura {number}\n\n"
        f"Buongiorno, la fattura {number} contiene un errore nelle ore.\n"
    )
    sender = "collega@firm.test"
    firm.mail(mail(sender, f"I: fattura {number}", text), sender)
    firm.round()
    firm.held(who)
    return firm.next_of(who)[:80]


@STORIES.story(23, says="In the thread of the letter before, from our own address")
def in_thread(firm: Firm) -> Telling:
    yield "11-29 22:20"
    last: dict[str, list[str]] = {}
    threaded = loose = 0
    for one in sorted(all_letters(firm), key=lambda letter: letter.at):
        known = last.setdefault(one.to, [])
        if known:
            threaded += known[-1] in one.references
            loose += known[-1] not in one.references
        known.append(one.message_id)
        require(one.raw.decode("ascii", "replace"), "Auto-Submitted:")
    seen(threaded and not loose, f"{loose} of {threaded + loose} stand alone")
    return f"{threaded} later letters, each refers to the one before"


@STORIES.story(23, 2, says="Each letter at its receiver once, and in our Sent once")
def once(firm: Firm) -> Telling:
    yield "11-29 22:30"
    firm.round()
    firm.round()
    out = Counter(one.message_id for one in all_letters(firm))
    doubled = [each for each, count in out.items() if count > 1]
    seen(not doubled, doubled)

    def lacking() -> set[str]:
        sent = Counter(message_id(raw) for raw in firm.pair.messages(OFFICE, "Sent"))
        return {each for each in out if sent[each] != 1}

    soon(lambda: not lacking(), 5)
    seen(not lacking(), f"{len(lacking())} of {len(out)} are not in Sent once")
    ours = [raw for raw in firm.pair.messages(OFFICE) if message_id(raw) in out]
    left = [f"{one.at:%m-%d %H:%M} to {one.to}" for one in map(read, ours)]
    seen(not left, f"copies left in the inbox: {left}")
    gone = [one for one in firm.events() if one["what"] == "letter.sent"]
    return f"{len(out)} letters received, each once; {len(gone)} noted as sent"
