"""Hours: nothing leaves at night, at midday, on weekends and holidays, theirs or ours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time, timedelta

from bench.quarter.firm import Debtor, Firm
from bench.quarter.play import is_working
from bench.quarter.post import Letter, read
from bench.quarter.story import Chapter, Telling, seen
from tests.e2e.config import OFFICE

STORIES = Chapter()
_SPANS = ((time(9), time(12, 30)), (time(14, 30), time(17, 30)))


def _left(firm: Firm, who: Debtor, at: str) -> Letter:
    (letter,) = firm.has(who, 1)
    seen(f"{letter.at:%m-%d %H}" == at, f"it left {letter.at:%m-%d %H:%M}, not {at}")
    return letter


@STORIES.story(14, says="Approved at 23:40, it leaves in the morning")
def at_night(firm: Firm) -> Telling:
    yield "09-12 08:30"
    who = firm.person("Distilleria Diaspro Srl")
    firm.owed(who, "09-09")
    yield "09-12 23:40"
    rows = firm.ask("review")["letters"]
    (no,) = [str(one["no"]) for one in rows if one["customer"] == who.name]
    firm.do("approve", no)
    firm.later(15)
    firm.round()
    firm.has(who, 0)
    yield "09-13 08:50"
    firm.round()
    firm.has(who, 0)
    yield "09-13 09:40"
    letter = _left(firm, who, "09-13 09")
    return f"letter {no}: {letter.at:%a %m-%d %H:%M}"


@STORIES.story(14, says="Written before the midday pause, it leaves after it")
def at_midday(firm: Firm) -> Telling:
    yield "09-25 12:10"
    who = firm.person("Edilizia Ematite Srl")
    firm.owed(who, "09-22")
    firm.settle_and_send(24)  # 12:34 + 1: closed since 12:30
    yield "09-25 14:00"
    firm.has(who, 0)
    yield "09-25 15:30"
    letter = _left(firm, who, "09-25 15")
    return f"written 12:10, left {letter.at:%H:%M}"


def _waits(firm: Firm, name: str, due: str, closed: str, leaves: str) -> Telling:
    who = firm.person(name)
    firm.owed(who, due)
    yield f"{closed} 16:00"
    firm.has(who, 0)
    yield f"{leaves} 10:30"
    letter = _left(firm, who, f"{leaves} {letter_hour(firm, who)}")
    return f"due {closed}, left {letter.at:%a %m-%d %H:%M}"


def letter_hour(firm: Firm, who: Debtor) -> str:
    (letter,) = firm.has(who, 1)
    return f"{letter.at:%H}"


@STORIES.story(14, says="A stage that comes on a Saturday is Monday's")
def on_a_weekend(firm: Firm) -> Telling:
    yield "09-20 15:30"
    return (
        yield from _waits(firm, "Falegnameria Fluorite Snc", "09-18", "09-22", "09-23")
    )


@STORIES.story(15, says="The patron saint of the firm's town is kept")
def the_patron_saint(firm: Firm) -> Telling:
    yield "09-18 17:00"
    return (yield from _waits(firm, "Grafica Giada Srl", "09-16", "09-19", "09-20"))


@STORIES.story(15, says="All Saints' Day, a Friday, is kept")
def all_saints(firm: Firm) -> Telling:
    yield "10-31 17:00"
    return (yield from _waits(firm, "Hotel Howlite Srl", "10-29", "11-01", "11-04"))


@STORIES.story(15, says="A holiday of the customer's country is kept")
def german_unity(firm: Firm) -> Telling:
    yield "10-02 09:00"
    who = firm.person("Ingenieure Iolith GmbH")
    firm.owed(who, "09-30")
    yield "10-02 09:30"
    firm.do("customers", "edit", who.name, "--country", "DE")
    yield "10-03 16:00"
    firm.has(who, 0)
    yield "10-04 10:30"
    (letter,) = firm.has(who, 1)
    return f"stage on 10-03 (Germany), left {letter.at:%a %m-%d %H:%M}"


@STORIES.story(14, says="Over the end of summer time the hours stay local")
def the_end_of_summer_time(firm: Firm) -> Telling:
    yield "10-24 17:00"
    before, after = firm.person("Jeanseria Jade Srl"), firm.person("Kiosk Kyanite Sas")
    firm.owed(before, "10-22")
    yield "10-25 17:00"
    firm.owed(after, "10-25")
    yield "10-28 08:40"
    firm.round()
    firm.has(after, 0)  # 9:40 by summer time
    yield "10-28 11:00"
    (one,), (two,) = firm.has(before, 1), firm.has(after, 1)
    offsets = [letter.at.utcoffset() for letter in (one, two)]
    seen(offsets == [timedelta(hours=2), timedelta(hours=1)], offsets)
    days = [firm.summary(each).at for each in ("10-25", "10-28")]
    seen({each.hour for each in days} == {8}, days)
    return f"letters {one.at:%m-%d %H:%M%z}, {two.at:%m-%d %H:%M%z}; summaries at 8"


@STORIES.story(14, 15, says="No letter of the whole quarter left outside office hours")
def every_letter(firm: Firm) -> Telling:
    yield "11-29 22:00"
    letters = all_letters(firm)
    wrong = [
        f"{one.to} {one.at:%a %m-%d %H:%M}"
        for one in letters
        if not is_working(one.at.date())
        or not any(begin <= one.at.time() < end for begin, end in _SPANS)
    ]
    seen(not wrong, f"{len(wrong)} of {len(letters)}: {wrong[:5]}")
    return f"{len(letters)} letters in customers' mailboxes, 0 outside"


def all_letters(firm: Firm) -> Sequence[Letter]:
    """Give every letter to a customer that lies anywhere outside."""
    customers = [one for one in firm.pair.place.users if one.endswith("@client.test")]
    raws = [raw for user in customers for raw in firm.pair.messages(user)]
    raws += [copy.data for copy in firm.pair.mx.accepted]
    return [letter for raw in raws if (letter := read(raw)).sender == OFFICE]
