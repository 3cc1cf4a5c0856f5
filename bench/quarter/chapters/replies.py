"""Replies: a person's word holds, a robot's never does."""

from __future__ import annotations

import shutil

from bench.quarter.firm import YEAR, Debtor, Firm, Tables, day, require
from bench.quarter.program import Program
from bench.quarter.story import Chapter, Telling, seen
from tests.camt import camt
from tests.e2e import config
from tests.e2e.config import OFFICE
from tests.e2e.files import Owed, invoices_csv

STORIES = Chapter()


def _reminded(firm: Firm, name: str, due: str, on: str) -> Telling:
    """Let a customer have the first letter on a day."""
    who = firm.person(name)
    number, _ = firm.owed(who, due)
    yield f"{on} 11:00"
    firm.has(who, 1)
    return who, number


@STORIES.story(
    5, says="An answer holds all his cases at once; its words stand in the summary"
)
def an_answer(firm: Firm) -> Telling:
    yield "09-23 08:30"
    who, _ = yield from _reminded(firm, "Restauri Realgar Srl", "09-20", "09-23")
    firm.owed(who, "09-23")  # another case
    firm.answered(who, "Buongiorno, avrei una domanda su queste voci.\n")
    firm.round()
    firm.held(who, "he wrote to us")
    yield "09-24 08:30"
    require(firm.summary().text, who.name, "una domanda su queste voci")
    yield "10-11 16:00"
    firm.has(who, 1)
    told = firm.next_of(who)
    firm.do("release", who.name)
    yield "10-14 16:00"
    firm.has(who, 2)
    return f"held 09-23 to 10-11 ({told[:50]}), released by a person: next letter"


@STORIES.story(
    5, says="A new mail that names the invoice holds; one about the work does not"
)
def by_number(firm: Firm) -> Telling:
    yield "10-01 08:30"
    who, number = yield from _reminded(
        firm, "Scenografie Selenite Srl", "09-28", "10-01"
    )
    firm.hears(who, "Il cantiere di lunedi", "I disegni vanno bene, a lunedi.\n")
    firm.round()
    seen(not firm.is_held(who), firm.next_of(who))
    firm.hears(who, f"La vostra {number}", "Chi posso sentire?\n")
    firm.round()
    firm.held(who)
    return f"the work: no hold; {number}: {firm.next_of(who)[:60]}"


@STORIES.story(5, 18, says="An answer takes back the letter about to leave")
def just_in_time(firm: Firm) -> Telling:
    yield "10-15 08:50"
    who = firm.person("Tendaggi Tormalina Snc")
    number, _ = firm.owed(who, "10-12")
    yield "10-15 10:04"
    firm.hears(who, f"Fattura {number}", "La fattura e' gia' stata pagata.\n")
    yield "10-15 16:00"
    firm.has(who, 0)
    require(firm.why(number), "withdrawn")
    return f"written 9:20, his mail 10:04: {firm.next_of(who)[:70]}"


@STORIES.story(
    5, 30, says="A promise by mail holds until its date; unpaid, it is broken: a call"
)
def a_promise(firm: Firm) -> Telling:
    yield "09-24 08:30"
    who, _ = yield from _reminded(firm, "Utensili Unakite Srl", "09-21", "09-24")
    firm.answered(who, "Buongiorno, faremo il bonifico il 4 ottobre.\n")
    firm.round()
    require(firm.next_of(who), "2024-10-08")  # two working days after the 4th
    yield "10-07 16:00"
    firm.has(who, 1)
    seen(not firm.is_called(who), "called before the promise was broken")
    yield "10-08 16:00"
    sheet = firm.call_of(who)
    require(sheet["because"], "promised by 2024-10-04")
    require(sheet["promises"], "broken")
    firm.do("call", str(sheet["no"]), "--outcome", "not_reached")
    return f"held through 10-07; call {sheet['no']} on 10-08: {sheet['because']}"


@STORIES.story(5, says="In doubt it holds two working days, and goes on by itself")
def doubt(firm: Firm) -> Telling:
    yield "10-21 08:30"
    who, _ = yield from _reminded(firm, "Vernici Vivianite Srl", "10-18", "10-21")
    firm.answered(who, "Ricevuto.\n")
    firm.round()
    told = firm.next_of(who)
    require(told, "2024-10-2")
    yield "10-29 16:00"
    firm.has(who, 2)
    return f"'Ricevuto': {told[:45]}; second letter by 10-29"


@STORIES.story(
    6, says="An out-of-office is a sign of life and holds nobody's letters for ever"
)
def out_of_office(firm: Firm) -> Telling:
    yield "10-22 08:30"
    who, _ = yield from _reminded(firm, "Zoccoli Zirconio Snc", "10-19", "10-22")
    robot = {"Auto_Submitted": "auto-replied", "Precedence": "bulk"}
    firm.answered(who, "Sono fuori ufficio.\n", **robot)
    firm.round()
    seen(not firm.is_held(who), firm.next_of(who))
    events = [one for one in firm.events(who.name) if one["what"] == "message.robot"]
    seen(events, firm.events(who.name))
    yield "10-30 16:00"
    firm.has(who, 2)
    return f"{events[0]['because']}; the second letter left in its time"


@STORIES.story(
    6, 45, says="Sieve vacation on a real server does not even answer our letters"
)
def vacation(firm: Firm) -> Telling:
    yield "10-23 08:30"
    who = Debtor("Assistenza Acquamarina Srl", "away@client.test")
    firm.owed(who, "10-20")
    before = len(firm.pair.messages(OFFICE))
    yield "10-23 16:00"
    firm.has(who, 1)
    told = [one for one in firm.events(who.name) if one["what"] == "message.robot"]
    seen(not told, told)
    return (
        f"1 letter, {len(firm.pair.messages(OFFICE)) - before} mails came, no vacation"
    )


@STORIES.story(6, says="`Auto-Submitted: no` is a person")
def a_person(firm: Firm) -> Telling:
    yield "10-24 08:30"
    who, _ = yield from _reminded(firm, "Bulloneria Bixbite Srl", "10-21", "10-24")
    words = "Buongiorno, mi manda una copia della fattura?\n"
    firm.answered(who, words, Auto_Submitted="no")
    firm.round()
    firm.held(who)
    return firm.next_of(who)[:80]


@STORIES.story(45, says="Two agents that face each other stop after one mail")
def two_agents(firm: Firm) -> Telling:
    yield "11-05 08:30"
    who = Debtor("Bruno Snc", "bruno@client.test")
    firm.owed(who, "11-02")
    mirror = _Mirror(firm, who.email)
    mirror.owed("Studio Prova", OFFICE)
    for at in (
        "11-05 09:35",
        "11-05 10:20",
        "11-06 09:35",
        "11-08 09:35",
        "11-08 15:30",
    ):
        yield at
        mirror.round(at)
    mirror.close()
    letters = firm.has(who, 1)
    answers = [raw for raw in firm.pair.messages(OFFICE) if b"From: Bruno Snc" in raw]
    seen(len(answers) == 1, len(answers))
    seen(not firm.is_held(who), firm.next_of(who))
    return f"{len(letters)} letter each way in four days"


class _Mirror:
    """Another firm with the same program, whose customer we are."""

    def __init__(self, firm: Firm, address: str) -> None:
        self.folder = firm.folder / "mirror"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        self._pair = firm.pair
        self._tables: Tables = {
            "firm": {"name": "Bruno Snc", "vat_id": "IT07643520567"},
            "mailbox.office": {"user": address},
            "smtp": {"user": address, "from": address},
            "summary": {"to": []},
            "clock": {"now": f"{YEAR}-11-05T08:30"},
        }
        self.program = Program(config.write(self.folder, self._pair, self._tables))
        self.program.say("go-live", "--yes")

    def owed(self, name: str, email: str) -> None:
        row = Owed("9/2024", day("11-02"), name, email)
        (self.folder / "drop/fatture.csv").write_bytes(invoices_csv([row]))
        statement = camt(day("11-04"), (), "EC-mirror")
        (self.folder / "drop/estratto.xml").write_bytes(statement)

    def round(self, at: str) -> None:
        now = f"{YEAR}-{at.replace(' ', 'T')}"
        said = self.program.say("run", "--once", "--now", now)
        seen(said.status == 0, said.out + said.err)

    def close(self) -> None:
        self.program.close()
