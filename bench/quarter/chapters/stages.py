"""Stages: before, on and after the due date, one letter a customer, never too often."""

from __future__ import annotations

import shutil
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

from bench.nemesis import ROOT
from bench.quarter.chapters.hours import all_letters
from bench.quarter.firm import Firm, require
from bench.quarter.papers import italian
from bench.quarter.story import Chapter, Telling, seen

STORIES = Chapter()
_GAP, _MOST = 7, 3
_PRESSING = ("sollecito", "debit", "scadut", "insolut", "mora", "overdue", "debt")


@STORIES.story(16, says="Before, then first to last after the due date, then a call")
def the_whole_ladder(firm: Firm) -> Telling:
    yield "09-24 08:30"
    who = firm.person("Ristorante Rubino Srl")
    number, _ = firm.owed(who, "09-27")
    yield "11-19 16:00"
    letters = firm.letters(who)
    days = [one.at.date() for one in letters]
    gaps = [(after - before).days for before, after in pairwise(days)]
    sent = firm.stages(number)
    seen(sent == ["courtesy", "first", "second", "third", "last"], (sent, days))
    seen(min(gaps) >= _GAP, gaps)
    sheet = firm.call_of(who)
    firm.do("call", str(sheet["no"]), "--outcome", "not_reached")
    told = ", ".join(f"{name} {on:%m-%d}" for name, on in zip(sent, days, strict=True))
    return f"{told}, call {sheet['no']}"


@STORIES.story(16, says="A procedure of the customer's own: on the due date, then +10")
def his_own_procedure(firm: Firm) -> Telling:
    yield "09-30 08:30"
    who = firm.person("Sartoria Smeraldo Snc")
    number, _ = firm.owed(who, "10-08")
    yield "09-30 10:30"
    firm.do("customers", "edit", who.name, "--procedure", "gentle")
    yield "10-18 16:00"
    days = [f"{one.at:%m-%d}" for one in firm.has(who, 2)]
    seen(days == ["10-08", "10-18"], days)
    seen(firm.stages(number) == ["due", "first"], firm.stages(number))
    return f"gentle, due 10-08: letters {days}"


@STORIES.story(
    17, says="One letter with all overdue items, their total, the oldest's tone"
)
def one_letter(firm: Firm) -> Telling:
    yield "09-27 08:30"
    who = firm.person("Tipografia Topazio Srl")
    owed = [firm.owed(who, due) for due in ("09-27", "10-04", "10-07")]
    yield "10-11 16:00"
    letters = firm.letters(who)
    last = letters[-1]
    due = [number for number, _ in owed]
    total = italian(sum(cents for _, cents in owed))
    require(last.text, *due, total)
    days = [one.at.date() for one in letters]
    seen(len(set(days)) == len(days), days)
    told = [firm.stages(number)[-1] for number in due]
    seen(told == ["second"] * len(due), told)
    return f"{last.at:%m-%d}: {last.subject!r}, total {total}, tone of the second"


@STORIES.story(
    16, says="Imported late, it begins at the first stage; missed days come once"
)
def caught_up_once(firm: Firm) -> Telling:
    yield "10-14 08:30"
    late, off = (
        firm.person("Ufficio Uvarovite Srl"),
        firm.person("Vetreria Vesuvianite Snc"),
    )
    number, _ = firm.owed(late, "09-23")  # three weeks: the third stage by the calendar
    yield "10-14 16:00"
    (letter,) = firm.has(late, 1)
    seen(firm.stages(number) == ["first"], firm.stages(number))
    yield "11-15 08:30"
    firm.owed(off, "11-17")  # the first letter is due while the machine is off
    yield "11-22 16:00"
    letters = [one for one in firm.letters(off) if one.at.date() > date(2024, 11, 19)]
    seen(len(letters) == 1, [f"{one.at:%m-%d}" for one in letters])
    seen(letters[0].at.date() == date(2024, 11, 22), letters[0].at)
    return f"first on {letter.at:%m-%d}; machine off 11-20/21: once, on 11-22"


@STORIES.story(16, says="The backlog is never dunned; released by a person, it is")
def the_backlog(firm: Firm) -> Telling:
    yield "09-02 07:45"
    old, freed = (
        firm.person("Zincheria Zaffiro Srl"),
        firm.person("Autofficina Agata Snc"),
    )
    number, _ = firm.owed(old, "07-01")
    wanted, _ = firm.owed(freed, "06-20")
    yield "09-03 16:00"
    require(firm.ask("review")["backlog"], number, wanted)
    yield "10-09 08:45"
    firm.do("release", "--invoice", wanted)
    yield "10-09 16:00"
    (letter,) = firm.has(freed, 1)
    yield "11-29 16:00"
    firm.has(old, 0)
    require(firm.next_of(old), "before Sollecito began")
    return (
        f"{number}: 0 letters in 13 weeks; {wanted} released 10-09: {letter.at:%m-%d}"
    )


@STORIES.story(
    33, 16, says="At most one letter in seven days and three in thirty, each"
)
def pressure(firm: Firm) -> Telling:
    yield "11-29 22:05"
    days: dict[str, list[date]] = defaultdict(list)
    for one in all_letters(firm):
        days[one.to].append(one.at.date())
    worst = {to: _most(sorted(on)) for to, on in days.items()}
    wrong = {to: sorted(days[to]) for to, most in worst.items() if most > _MOST}
    close = {
        to: on
        for to, on in ((to, sorted(on)) for to, on in days.items())
        if any((b - a).days < _GAP for a, b in pairwise(on))
    }
    seen(not wrong and not close, (wrong, close))
    return f"{len(days)} customers, {sum(map(len, days.values()))} letters, 0 too close"


def _most(days: list[date]) -> int:
    """Give the most letters in any thirty days."""
    return max(sum(on <= one < on + timedelta(days=30) for one in days) for on in days)


@STORIES.story(
    47, says="Neutral subjects: a document and the firm, never a word of debt"
)
def subjects(firm: Firm) -> Telling:
    yield "11-29 22:10"
    told = {one.subject for one in all_letters(firm)}
    wrong = [one for one in told if any(word in one.lower() for word in _PRESSING)]
    seen(told and not wrong, wrong)
    return f"{len(told)} subjects, such as {min(told)!r}"


@STORIES.story(
    47, 18, says="An address changed after approval: the letter is made anew"
)
def the_address_changes(firm: Firm) -> Telling:
    yield "10-16 08:30"
    old, new = firm.person("Bar Bronzite Snc"), firm.person("Bar Bronzite Snc")
    number, _ = firm.owed(old, "10-13")
    yield "10-16 09:28"  # written at 9:20
    firm.do("customers", "edit", old.name, "--email", new.email)
    yield "10-16 16:00"
    firm.has(old, 0)
    (letter,) = firm.has(new, 1)
    require(firm.events(number), "no longer the one it is addressed to")
    return f"withdrawn, then to {letter.to} at {letter.at:%H:%M}"


@STORIES.story(says="A template of the user's own wins over ours")
def his_own_template(firm: Firm) -> Telling:
    yield "11-11 08:30"
    folder = firm.folder / "lettere"
    shutil.copytree(ROOT / "templates/it", folder / "it")
    first = folder / "it/first.txt.j2"
    text = first.read_text("utf-8").replace('le" }} scriviamo', 'le" }} scrivo io')
    seen("scrivo io" in text, text)
    first.write_text(text, "utf-8")
    firm.configure(templates={"folder": "lettere"})
    who = firm.person("Cantina Citrino Srl")
    firm.owed(who, "11-08")
    yield "11-11 16:00"
    (letter,) = firm.has(who, 1)
    require(letter.text, "scrivo io per la fattura")
    require(letter.html, "scrivo io")
    firm.configure(templates={"folder": None})
    return f"{letter.at:%m-%d}: {letter.text[40:110]!r}"
