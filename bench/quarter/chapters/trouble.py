"""Trouble: what is broken costs only itself, says what to do, and can be mended."""

from __future__ import annotations

from bench.quarter.firm import Firm, day, require
from bench.quarter.story import Chapter, Telling, seen
from tests.camt import Entry
from tests.e2e.config import BANK, OFFICE
from tests.e2e.files import Owed, invoices_csv
from tests.e2e.mails import mail, with_statement

STORIES = Chapter()


def _aside(firm: Firm, name: str) -> str:
    """Give the number of the one item set aside under a name."""
    items = firm.ask("quarantine", "list")
    found = [one for one in items if name in one["name"]]
    seen(len(found) == 1, items)
    return str(found[0]["no"])


@STORIES.story(
    says="A broken invoice waits in quarantine; letters go on; mended, it comes"
)
def a_broken_invoice(firm: Firm) -> Telling:
    yield "10-02 08:30"
    who = firm.person("Torrefazione Tremolite Srl")
    firm.owed(who, "09-29")
    row = invoices_csv([Owed("TR1/2024", day("10-30"), who.name, who.email)])
    broken = row.replace(b"1220.00", b"molti")
    firm.drop("rotta.csv", broken)
    yield "10-02 11:00"
    firm.has(who, 1)
    no = _aside(firm, "rotta.csv")
    told = firm.do("quarantine", "list")
    require(told, "rotta.csv", "line")
    yield "10-03 08:30"
    require(firm.summary().text, "rotta.csv")
    seen(firm.say("quarantine", "retry", no).status == 1, "it was read all the same")
    firm.do("import", firm.file("mendata.csv", row))
    firm.do("quarantine", "drop", no, "--because", "corretta")
    require(firm.ask("invoices"), "TR1/2024")
    return " ".join(told.split("\n")[1].split())[:110]


@STORIES.story(12, says="A doubtful statement stops every letter until a person looks")
def a_doubtful_statement(firm: Firm) -> Telling:
    yield "11-12 08:30"
    who, payer = (
        firm.person("Utensileria Ulexite Snc"),
        firm.person("Valigeria Vanadinite Srl"),
    )
    firm.owed(who, "11-09")
    number, cents = firm.owed(payer, "11-29")
    entry = Entry(cents, f"saldo fattura {number}", payer.name)
    firm.drop("non-quadra.xml", firm.statement(entry, off=100))
    yield "11-12 16:00"
    firm.has(who, 0)
    no = _aside(firm, "non-quadra.xml")
    yield "11-13 08:30"
    require(firm.summary().text, "non-quadra.xml")
    yield "11-13 16:00"
    firm.has(who, 0)
    firm.do("quarantine", "retry", no, "--despite-doubts")
    seen(firm.open_of(number) == 0, firm.open_of(number))
    yield "11-14 11:00"
    firm.has(who, 1)
    return f"aside 11-12: no letter for two days; retry {no} --despite-doubts: {number} paid"


@STORIES.story(8, says="A forged bank mail books nothing and is set aside")
def a_forged_bank_mail(firm: Firm) -> Telling:
    yield "10-31 17:10"
    who = firm.person("Zafferano Zoisite Snc")
    number, cents = firm.owed(who, "11-27")
    yield "10-31 17:20"
    data = firm.statement(Entry(cents, f"saldo fattura {number}", who.name))
    firm.mail(with_statement(BANK, data), "forged@evil.test")
    firm.round()
    seen(firm.open_of(number) == cents, "booked")
    items = firm.ask("quarantine", "list")
    (item,) = [one for one in items if one["kind"] == "bank_mail"]
    firm.do("quarantine", "drop", str(item["no"]), "--because", "falsa")
    return f"{number} stays open; aside: {item['error'][:80]}"


@STORIES.story(says="A mail that cannot be understood costs only itself")
def hostile_mail(firm: Firm) -> Telling:
    yield "10-16 08:30"
    who = firm.person("Acetaia Axinite Snc")
    number, _ = firm.owed(who, "10-13")
    deep = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" * 2_000
    head = mail(who.email, "Auguri", "x").partition(b"Content-Type")[0]
    firm.pair.deliver_bulk(OFFICE, [head + deep, b"\xff\xfe\x00" * 400, b""])
    yield "10-16 09:30"
    firm.hears(who, f"Fattura {number}", "Possiamo sentirci?\n")
    yield "10-16 16:00"
    firm.held(who)
    seen(not firm.ask("status")["stands_still"], firm.ask("status")["stands_still"])
    return f"three hostile mails among others; his own read: {firm.next_of(who)[:50]}"


@STORIES.story(
    41, says="The mailbox renumbered: nothing counts twice, nothing is marked or lost"
)
def renumbered(firm: Firm) -> Telling:
    yield "11-13 17:00"
    who = firm.person("Bigiotteria Brucite Srl")
    number, _ = firm.owed(who, "11-25")
    firm.round()
    hellos = (f"Fattura {number}", f"Ancora {number}")
    firm.hears(who, hellos[0], "Possiamo sentirci?\n")
    firm.round()
    before = [one["what"] for one in firm.events()]
    known = set(firm.pair.messages(OFFICE))
    firm.pair.change_uidvalidity(OFFICE)
    firm.round()
    firm.round()
    after = [one["what"] for one in firm.events()]
    fresh = [
        what for what in after[len(before) :] if what.startswith(("reply", "letter"))
    ]
    now = set(firm.pair.messages(OFFICE))
    # What was put off for another story may be given up just now.
    seen(len(fresh) <= len(now - known), fresh)
    seen(known <= now, "the inbox changed")
    firm.hears(who, hellos[1], "Allora?\n")
    firm.round()
    held = [one for one in firm.events(who.name) if one["what"] == "reply.held"]
    seen(len(held) == len(hellos), held)
    return f"{len(known)} mails read again: 0 effects; the next mail counts"


@STORIES.story(says="A mail server that was away is read when it is back")
def away_and_back(firm: Firm) -> Telling:
    yield "11-14 17:40"
    firm.pair.stop("dovecot")
    told = firm.round()
    still = firm.ask("status")["stands_still"]
    firm.pair.start("dovecot")
    require(told["faults"], "refuses connections")
    require(still, "office", "refuses connections")
    told = firm.round()
    seen(not told["faults"], told)
    seen(not firm.ask("status")["stands_still"], firm.ask("status"))
    return f"{still[0][:90]}; then read"
