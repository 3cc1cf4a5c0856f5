"""The daily summary: once each working day at its hour, with what there is to tell."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from bench.quarter.firm import Debtor, Firm, require
from bench.quarter.play import FIRST, LAST, MACHINE_OFF, is_working
from bench.quarter.story import Chapter, Telling, seen
from tests.camt import Entry

STORIES = Chapter()
_TITLES = (
    "To do today",
    "Money in",
    "Letters sent",
    "Letters that came back",
    "On hold",
    "How long we have been waiting",
    "Next seven days",
)


@STORIES.story(
    20, says="One summary on each working day, none on others, each at eight"
)
def once_a_day(firm: Firm) -> Telling:
    yield "09-02 07:35"
    yield "11-29 22:55"
    days = Counter(one.at.date() for one in firm.summaries())
    wanted = [FIRST + timedelta(days=no) for no in range((LAST - FIRST).days + 1)]
    ran = {one.on for one in firm.mornings}
    missing = [
        on for on in wanted if is_working(on) and on not in MACHINE_OFF and not days[on]
    ]
    seen(not missing, f"missing {missing}, the daemon ran on {len(ran)} days")
    wrong = {on: count for on, count in days.items() if count > 1 or not is_working(on)}
    seen(not wrong, wrong)
    hours = Counter(f"{one.at:%H:%M}" for one in firm.summaries())
    seen(set(hours) <= {"08:00", "08:01"}, hours)
    return f"{sum(days.values())} summaries on as many days; {dict(hours)}"


@STORIES.story(
    20, says="It tells money in, letters out, held, bounced, ageing, seven days"
)
def its_content(firm: Firm) -> Telling:
    yield "11-04 08:30"
    payer, late = (
        firm.person("Armeria Anatasio Srl"),
        firm.person("Barberia Benitoite Snc"),
    )
    gone = Debtor("Ceramiche Cianite Srl", "nouser-9@fault.test")
    number, cents = firm.owed(payer, "11-28")
    for who in (late, gone):
        firm.owed(who, "11-01")
    firm.owed(firm.person("Dolci Datolite Srl"), "11-05")
    yield "11-04 11:00"
    firm.books(Entry(cents, f"saldo fattura {number}", payer.name))
    firm.now = firm.now.replace(hour=12)
    firm.round()
    yield "11-04 16:00"
    firm.do("hold", "--customer", late.name, "--because", "in prova", "--until", "+4")
    yield "11-05 08:30"
    text = firm.summary().text
    amount = f"{cents / 100:,.2f}"
    require(text, payer.name, amount, gone.name)
    for name in (late.name, "Dolci Datolite"):  # a long list is cut, and says so
        seen(name in text or " more line" in text, f"no {name}: {text[:400]}")
    for title in _TITLES:
        seen(title.lower() in text.lower(), f"no {title!r}: {text[:400]}")
    html = firm.summary().html
    seen("<svg" in html or "<table" in html, html[:200])
    seen("http" not in html.replace("http://www.w3.org", ""), "it loads something")
    return f"11-05: {firm.summary().subject!r}, {len(text)} characters"


@STORIES.story(
    13, 21, says="No statement for six working days: letters wait, and it is told"
)
def the_bank_stood_still(firm: Firm) -> Telling:
    yield "11-22 07:00"
    yield "11-28 17:40"
    who = firm.person("Erboristeria Enstatite Snc")
    firm.owed(who, "11-26")
    yield "11-29 16:00"  # the last one was read on the 22nd
    firm.has(who, 0)
    require(firm.say("status").out, "2024-11-21")
    require(firm.summary().text, "statements cover until 21 November")
    return (
        "the last statement goes to 11-21: no letter on 11-29, and its summary says so"
    )
