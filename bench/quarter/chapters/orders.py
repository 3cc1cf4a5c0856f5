"""What a person orders: promises, disputes, pauses, calls, and why."""

from __future__ import annotations

from dataclasses import replace

from bench.quarter.firm import Firm, require
from bench.quarter.story import Chapter, Telling, seen
from tests.camt import Entry

STORIES = Chapter()


@STORIES.story(30, says="A promise by command: reminders stop; unpaid, it is broken")
def promised(firm: Firm) -> Telling:
    yield "10-01 08:30"
    who = firm.person("Forno Fluorapatite Snc")
    firm.owed(who, "09-28")
    yield "10-01 11:00"
    firm.has(who, 1)
    said = firm.do(
        "promise", "--customer", who.name, "--by", "2024-10-15", "--words", "meta' mese"
    )
    yield "10-16 16:00"
    firm.has(who, 1)
    yield "10-17 16:00"
    sheet = firm.call_of(who)
    require(sheet["because"], "promised by 2024-10-15")
    yield "10-18 08:30"
    require(firm.summary().text, who.name, "promised")
    firm.do("call", str(sheet["no"]), "--outcome", "reached")
    return f"{said.strip()}; call {sheet['no']} on 10-17"


@STORIES.story(30, says="A promise kept closes by itself")
def kept(firm: Firm) -> Telling:
    yield "10-02 08:30"
    who = firm.person("Gioielli Goshenite Srl")
    number, cents = firm.owed(who, "09-29")
    yield "10-02 11:00"
    firm.do("promise", "--invoice", number, "--by", "+7")
    yield "10-08 11:00"
    firm.books(Entry(cents, f"fattura {number}", who.name))
    yield "10-14 16:00"
    seen(firm.open_of(number) == 0, firm.open_of(number))
    seen(not firm.is_called(who), "called all the same")
    told = [one["what"] for one in firm.events(who.name)]
    require(told, "promise.kept")
    firm.has(who, 1)
    return f"{number}: promised, paid 10-08, promise.kept, no further letter"


@STORIES.story(
    31, says="A dispute: reason, owner; no letter about that invoice until resolved"
)
def disputed(firm: Firm) -> Telling:
    yield "10-15 08:30"
    who = firm.person("Intarsi Ivorite Srl")
    bad, _ = firm.owed(who, "10-12")
    yield "10-15 08:45"
    firm.round()
    firm.do("dispute", bad, "--reason", "merce rotta", "--owner", "Carla")
    good, _ = firm.owed(who, "10-13")
    yield "10-22 16:00"
    letters = firm.letters(who)
    seen(
        letters and not any(bad in one.text for one in letters),
        [x.text for x in letters],
    )
    require(letters[0].text, good)
    require(firm.summary().text, who.name)
    firm.do("dispute", bad, "--resolve", "sostituita")
    yield "10-25 16:00"
    seen(any(bad in one.text for one in firm.letters(who)), firm.next_of(who))
    return f"{bad} in no letter until resolved on 10-22; {good} asked meanwhile"


@STORIES.story(32, says="Pauses end by themselves, and are shown with reason and date")
def paused(firm: Firm) -> Telling:
    yield "10-21 08:20"
    who, part = (
        firm.person("Lattoneria Lazulite Srl"),
        firm.person("Maglieria Mimetite Snc"),
    )
    firm.owed(who, "10-18")
    one, _ = firm.owed(part, "10-18")
    firm.round()
    firm.do(
        "hold", "--customer", who.name, "--because", "in fiera", "--until", "2024-10-25"
    )
    firm.do(
        "hold", "--invoice", one, "--because", "da rivedere", "--until", "2024-10-23"
    )
    yield "10-23 16:00"
    firm.has(part, 0)
    require(firm.next_of(who), "2024-10-2")
    require(firm.summary().text, who.name)
    yield "10-24 16:00"
    firm.has(part, 1)
    yield "10-25 16:00"
    firm.has(who, 0)
    yield "10-28 16:00"
    firm.has(who, 1)
    return "held through 10-23 and 10-25; letters 10-24 and 10-28"


@STORIES.story(
    34, says="The call sheet: who, amounts, contacts, promises, his side; the result"
)
def the_call_sheet(firm: Firm) -> Telling:
    yield "10-28 08:30"
    who = firm.person("Orologeria Onice Srl")
    number, cents = firm.owed(who, "10-25")
    yield "10-28 11:00"
    firm.answered(who, "Buongiorno, paghiamo entro il 30 ottobre.\n")
    firm.round()
    yield "11-04 16:00"
    sheet = firm.call_of(who)
    no = str(sheet["no"])
    told = firm.do("call", no)
    require(
        told,
        who.name,
        who.phone,
        number,
        f"{cents / 100:.2f}",
        "broken",
        "paghiamo entro",
    )
    require(told, "letter 'first reminder'")
    firm.do(
        "call", no, "--outcome", "promise", "--until", "+8", "--note", "parlato con Ugo"
    )
    seen(not firm.is_called(who), "still on the list")
    firm.held(who, "2024-11-1")
    require(firm.events(who.name), "promise.made")
    return f"call {no}: all lines there; outcome promise: {firm.next_of(who)[:60]}"


@STORIES.story(
    34, 33, says="Not reached comes again; a wrong number and a dispute have their ways"
)
def outcomes(firm: Firm) -> Telling:
    yield "11-05 08:30"
    people = [
        firm.person(name) for name in ("Pizzeria Pirite Snc", "Rilegature Rutilo Srl")
    ]
    numbers = [firm.owed(replace(who, email=""), "11-02")[0] for who in people]
    yield "11-05 11:00"
    first, second = (str(firm.call_of(who)["no"]) for who in people)
    firm.do("call", first, "--outcome", "not_reached")
    firm.do("call", second, "--outcome", "dispute", "--note", "colore sbagliato")
    yield "11-11 11:00"
    again = firm.call_of(people[0])
    seen(str(again["no"]) != first, again)
    require(firm.ask("why", numbers[1])["paragraph"].lower(), "held")
    firm.do("call", str(again["no"]), "--outcome", "reached")
    return f"call {first} comes again as {again['no']}; {numbers[1]} is contested"


@STORIES.story(
    37, says="`why` names rule, data and time, for a letter, a hold and a skip"
)
def why(firm: Firm) -> Telling:
    yield "11-06 08:30"
    who = firm.person("Serramenti Spinello Srl")
    number, _ = firm.owed(who, "11-03")
    firm.owed(who, "12-10")
    yield "11-06 16:00"
    told = firm.why(number)
    require(
        told,
        "due on 2024-11-03",
        "first",
        "left on 2024-11-06 at 10:05",
        "2024-11-13",
    )
    firm.do(
        "hold", "--customer", who.name, "--because", "amico del capo", "--until", "+9"
    )
    held = firm.why(who.name)
    require(held, "2024-11-15")
    answer = firm.ask("why", number)
    kinds = [one["what"] for one in answer["history"]]
    require(kinds, "invoice.recorded", "letter.proposed", "letter.sent")
    return told.partition("Letter")[2][:110]
