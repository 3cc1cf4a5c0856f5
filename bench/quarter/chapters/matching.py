"""Matching: sure ones with their reasons, unsure ones asked while reminders wait."""

from __future__ import annotations

from bench.quarter.firm import Firm, require
from bench.quarter.story import Chapter, Telling, seen
from tests.camt import Entry

STORIES = Chapter()
_CENTS, _OTHER = 70_000, 81_000


@STORIES.story(9, says="Every allocation stores its reasons, and `why` tells them")
def reasons(firm: Firm) -> Telling:
    yield "09-25 17:00"
    who = firm.person("Detergenti Danburite Srl")
    number, cents = firm.owed(who, "10-15")
    yield "09-26 11:00"
    firm.books(Entry(cents, f"FT {number} SALDO", who.name.upper()))
    yield "09-26 16:00"
    row = firm.payment(cents)
    seen(row["decision"] == "settled", row)
    require(row["invoices"], number)
    seen(row["because"] in firm.why(number), firm.why(number))
    return f"payment {row['no']}: {row['because']}"


@STORIES.story(
    12,
    9,
    says="Unsure money is proposed and holds; accepted, it closes; undone, it opens",
)
def proposed_and_accepted(firm: Firm) -> Telling:
    yield "09-27 17:00"
    who = firm.person("Elettronica Epidoto Srl")
    owed = [firm.owed(who, due, _CENTS) for due in ("09-27", "09-27")]
    yield "09-30 11:00"
    firm.books(Entry(_CENTS, "ultima fattura", who.name))
    before = len(firm.letters(who))
    yield "09-30 16:00"
    row = firm.payment(_CENTS)
    seen(row["decision"] == "proposed", row)
    firm.held(who, "may be his")
    yield "10-08 08:30"
    seen(len(firm.letters(who)) == before, "written to while his money was in doubt")
    require(firm.summary("10-07").text, who.name)
    no = str(row["no"])
    firm.do("review", "payment", no, "--accept", "1")
    closed = [number for number, _ in owed if firm.open_of(number) == 0]
    seen(len(closed) == 1, closed)
    firm.do("review", "payment", no, "--undo")
    seen(firm.open_of(closed[0]) == _CENTS, firm.open_of(closed[0]))
    firm.held(who)
    firm.do("review", "payment", no, "--invoice", owed[1][0])
    seen(firm.open_of(owed[1][0]) == 0, firm.open_of(owed[1][0]))
    seen("payment" not in firm.next_of(who), firm.next_of(who))
    return f"payment {no}: proposed 09-30, held 8 days, accepted, undone, by hand"


@STORIES.story(12, says="Refused as none of ours, it frees the customer")
def not_ours(firm: Firm) -> Telling:
    yield "10-08 17:00"
    who = firm.person("Fioreria Fuchsite Snc")
    owed = [firm.owed(who, "10-24", _OTHER) for _ in range(2)]
    yield "10-09 11:00"
    firm.books(Entry(_OTHER, "ultima fattura", who.name))
    yield "10-09 16:00"
    row = firm.payment(_OTHER)
    firm.held(who)
    firm.do(
        "review", "payment", str(row["no"]), "--not-ours", "caparra di un altro lavoro"
    )
    seen(not firm.is_held(who), firm.next_of(who))
    seen(firm.open_of(owed[0][0]) == _OTHER, firm.open_of(owed[0][0]))
    return f"payment {row['no']} refused; next: {firm.next_of(who)[:60]}"


@STORIES.story(
    9, says="Money nobody can place is a question in the summary, never a guess"
)
def unknown(firm: Firm) -> Telling:
    yield "10-10 11:00"
    firm.books(Entry(4_321, "rimborso spese", "Sconosciuto Sas"))
    yield "10-11 08:30"
    row = firm.payment(4_321)
    seen(row["decision"] in ("unknown", "not_ours"), row)
    seen(not row["invoices"], row)
    require(firm.summary().text, "Sconosciuto Sas")
    return f"payment {row['no']}: {row['decision']}: {row['because']}"
