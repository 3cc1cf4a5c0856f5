"""A firm's year of sixty open invoices, beside a careful administrator's calendar.

    python -m bench.year [--seed 1] [--days 364] [--show 5]

The firm has forty customers. They pay early, late or very late, one in six without
clear words; they answer letters, promise, contest, ask; robots answer for them, and
addresses die. The bank's files come late, twice not for eight days; the office keeps
its holidays. The program does all by its own steps; one person answers each morning
what it asks and makes the calls its summary names, until ten minutes are over: what
she leaves for another day is told. Her calendar is made of the truth alone
(`year_hers`).

Nobody who had paid is written to. Told apart: money no file had told of yet, which
nobody could know; and money without a word, of one who owed as much on what was due
first: by law it paid that (art. 1193 c.c.), whichever he had in mind.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time as clock
from collections.abc import Sequence
from datetime import date, time, timedelta

from bench import year_bank, year_figures
from bench.year_firm import FILES_AT, HOURS, NIGHT, YearFirm
from bench.year_hers import Hers
from bench.year_person import Person
from bench.year_world import BEGINNING, DAYS

_SUMMARY, _PERSON_AT, _EVENING = HOURS[0], time(8, 40), time(17, 10)
_WEDNESDAY = 2


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--days", type=int, default=DAYS)
    parser.add_argument("--show", type=int, default=0, help="so many letters a cause")
    said = parser.parse_args(arguments)
    began = clock.process_time()
    gc.disable()  # a quarter of the time would go into looking for garbage
    firm, person, hers = play(said.seed, said.days)
    figures = year_figures.Figures(firm, person, hers)
    print(f"seed {said.seed}, {said.days} days")
    print(figures.report(said.show))
    print(f"{clock.process_time() - began:.0f} s of processor time")
    return 0 if figures.are_good else 1


def play(seed: int, days: int = DAYS) -> tuple[YearFirm, Person, Hers]:
    """Let all days pass."""
    firm = YearFirm.begin(seed)
    person = Person(firm)
    hers = Hers(firm, person)
    for ahead in range(days):
        _live(firm, person, hers, BEGINNING + timedelta(days=ahead))
    return firm, person, hers


def _live(firm: YearFirm, person: Person, hers: Hers, day: date) -> None:
    firm.put_clock(day, time(6))
    year_bank.pay(firm.world, day)
    if firm.world.is_off(day):
        firm.round(day, time(11))
        return
    _what_comes(firm, day)
    firm.mails_until(day, FILES_AT)
    firm.put_clock(day, FILES_AT)
    firm.files_come(day)
    firm.round(day, _SUMMARY)
    firm.put_clock(day, _PERSON_AT)
    person.work()
    hers.morning(day)
    for at in HOURS[1:]:
        firm.round(day, at)
    firm.put_clock(day, _EVENING)
    year_figures.why_not(firm, hers)
    firm.issue()
    firm.mails_until(day, NIGHT)


def _what_comes(firm: YearFirm, day: date) -> None:
    """Let come what has nothing to do with letters of ours."""
    if day.weekday() == _WEDNESDAY:
        firm.post.newsletter(day)
    if firm.world.happens(0.4):
        firm.post.work_mail(day)
    if firm.world.happens(0.1):
        firm.post.colleague_writes(day)


if __name__ == "__main__":
    sys.exit(main())
