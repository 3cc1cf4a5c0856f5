"""Letters that do not arrive, or are never read, become calls."""

from __future__ import annotations

from bench.quarter.firm import Debtor, Firm, require
from bench.quarter.program import soon
from bench.quarter.story import Chapter, Telling, seen
from tests.e2e.config import OFFICE
from tests.e2e.mails import mail
from tests.servers.letters import large_sample, report

STORIES = Chapter()


def _is_called(firm: Firm, who: Debtor, number: str, cents: int, reason: str) -> str:
    """Require a call with all that one needs, and give its number."""
    sheet = firm.call_of(who)
    require(sheet["because"], reason)
    seen(sheet["customer"]["phone"] == who.phone, sheet["customer"])
    seen([item["number"] for item in sheet["items"]] == [number], sheet["items"])
    seen(sheet["total"][0]["amount"] == f"{cents / 100:.2f}", sheet["total"])
    seen(sheet["contacts"] or reason == "5.1.1", sheet)  # at the door nothing left
    return str(sheet["no"])


def _in_summary(firm: Firm, who: Debtor, no: str) -> None:
    require(firm.summary().text, who.name, f"sollecito call {no}", who.phone)
    firm.do("call", no, "--outcome", "reached", "--note", "ci pensa")


def _comes_back(firm: Firm, who: Debtor, times: int) -> None:
    """Wait until so many letters of his came back, and let the program read of it."""

    def came() -> int:
        told = map(report, firm.pair.messages(OFFICE))
        return sum(one is not None and one[:2] == (who.email, "failed") for one in told)

    seen(soon(lambda: came() >= times, 40), f"{came()} of {times} came back")
    firm.round()


@STORIES.story(3, says="Refused at our own server's door: a call at once")
def at_the_door(firm: Firm) -> Telling:
    yield "09-16 08:30"
    who = Debtor("Gelateria Gaspeite Snc", "ghost@firm.test", "+39 02 8000001")
    number, cents = firm.owed(who, "09-13")
    yield "09-16 10:30"
    no = _is_called(firm, who, number, cents, "5.1.1")
    yield "09-17 08:30"
    _in_summary(firm, who, no)
    return f"call {no} at 10:05 of 09-16, in the summary of 09-17"


@STORIES.story(
    3, says="A delivery report 5.1.1: a call within one cycle, told next morning"
)
def by_report(firm: Firm) -> Telling:
    yield "09-17 08:30"
    who = Debtor("Hobby Hauyna Srl", "ghost@client.test", "+39 02 8000002")
    number, cents = firm.owed(who, "09-14")
    yield "09-17 10:30"
    firm.pair.wait_for_report(OFFICE, who.email)
    firm.round()
    no = _is_called(firm, who, number, cents, "the address does not exist (5.1.1)")
    yield "09-18 08:30"
    _in_summary(firm, who, no)
    (row,) = firm.ask("customers", "list", who.name)
    seen(not row["email"], row)
    return f"call {no} one round after the report; the address is written to no more"


@STORIES.story(3, says="A full mailbox: once more, then a call; the address lives on")
def a_full_box(firm: Firm) -> Telling:
    yield "09-23 08:30"
    filling = large_sample("full@client.test", "ok@client.test", 19)
    firm.pair.deliver_bulk("full@client.test", [filling])
    who = Debtor("Impianti Indaco Srl", "full@client.test", "+39 02 8000003")
    number, cents = firm.owed(who, "09-20")
    yield "09-23 10:30"
    _comes_back(firm, who, 1)
    yield "09-25 16:00"
    seen(not firm.is_called(who), "a call for a box that may be emptied")
    yield "09-26 16:00"
    _comes_back(firm, who, 2)
    no = _is_called(firm, who, number, cents, "the mailbox is full (5.2.2)")
    yield "09-27 08:30"
    _in_summary(firm, who, no)
    (row,) = firm.ask("customers", "list", who.name)
    seen(row["email"] == who.email, row)
    return f"written once more on 09-26; call {no}: the mailbox is full (5.2.2)"


@STORIES.story(3, says="Delayed is no failure; expired is")
def delayed_then_expired(firm: Firm) -> Telling:
    yield "09-30 08:30"
    who = Debtor("Lampade Larvikite Srl", "x@down.test", "+39 02 8000004")
    number, cents = firm.owed(who, "09-27")
    yield "09-30 10:30"
    firm.pair.wait_for_report(OFFICE, who.email, "delayed")
    firm.round()
    require(firm.why(number), "delayed")
    seen(not firm.is_called(who), "a call for a mere delay")
    yield "10-01 10:30"
    _comes_back(firm, who, 1)
    seen(not firm.is_called(who), "a call before it was tried once more")
    yield "10-04 16:00"
    _comes_back(firm, who, 2)
    no = _is_called(firm, who, number, cents, "did not arrive")
    yield "10-07 08:30"
    _in_summary(firm, who, no)
    return f"delayed 09-30, failed 10-01: once more; failed again: call {no} on 10-04"


@STORIES.story(
    2, 3, says="Greylisted and slow receivers get it once, and nobody is called"
)
def greylisted(firm: Firm) -> Telling:
    yield "10-02 08:30"
    who = Debtor("Mercerie Morganite Snc", "grey-1@fault.test")
    firm.owed(who, "09-29")
    yield "10-03 16:00"
    firm.has(who, 1)
    seen(not firm.is_called(who), "called")
    return "1 copy at the receiver, refused once by 451"


@STORIES.story(
    4, says="No sign of life for four working days: unconfirmed, a call, no letter"
)
def silence(firm: Firm) -> Telling:
    yield "10-03 08:30"
    who = Debtor("Nastri Nuummite Srl", "ok-77@fault.test", "+39 02 8000005")
    number, cents = firm.owed(who, "09-30")
    yield "10-08 16:00"
    firm.has(who, 1)
    seen(not firm.is_called(who), "called after three working days")
    yield "10-09 10:30"
    no = _is_called(firm, who, number, cents, "no sign of life for 4 working days")
    require(firm.summary().text, who.name)
    yield "10-22 16:00"
    firm.has(who, 1)  # a call instead of the next mail
    sheet = firm.call_of(who)
    yield "10-23 08:30"
    _in_summary(firm, who, str(sheet["no"]))
    return f"letter 10-03, call {no} on 10-09, no second letter through 10-22"


@STORIES.story(4, says="Delivered is a sign of life: no call")
def delivered(firm: Firm) -> Telling:
    yield "10-17 08:30"
    who = firm.person("Ottica Ossidiana Srl")
    number, _ = firm.owed(who, "10-14")
    yield "10-24 08:30"
    seen(not firm.is_called(who), "called")
    require(firm.why(number), "delivered")
    return f"{number}: delivered by report, no call after five working days"


@STORIES.story(3, says="A forged report changes nothing")
def forged(firm: Firm) -> Telling:
    yield "10-22 08:30"
    who = firm.person("Panificio Perla Snc")
    number, _ = firm.owed(who, "10-19")
    yield "10-22 16:00"
    (letter,) = firm.has(who, 1)
    text = f"550 5.1.1 <{who.email}> unknown\n\nTo: {who.email}\n"
    raw = mail("MAILER-DAEMON@evil.test", "Undelivered Mail", text)
    firm.mail(raw, "")
    firm.round()
    seen(not firm.is_called(who), "called")
    seen("bounced" not in firm.why(number), firm.why(number))
    return f"{letter.subject!r} stays delivered"
