"""Sixty days: what happens on each, what the program does, and the judgement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

from agent.ledger import outbox
from agent.steps import read_mail, rounds
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.look.lists import verify
from tests.steps.simulated import customers, evening, person
from tests.steps.simulated.firm import BEGINNING, Firm
from tests.steps.simulated.frail import Crash
from tests.steps.simulated.world import is_off

END = BEGINNING + timedelta(days=59)
MORNINGS = (time(8, 20), time(8, 40), time(9, 1), time(10, 10), time(11, 50))
AFTERNOONS = (time(12, 40), time(14, 35), time(16), time(17, 20), time(17, 40))
DEEDS: tuple[Callable[[Firm], None], ...] = (
    customers.is_invoiced,
    customers.pays,
    customers.pays,
    customers.pays_oddly,
    customers.pays_twice,
    customers.statement_comes,
    customers.statement_comes,
    customers.answers,
    customers.answers,
    customers.promises,
    customers.robot_answers,
    customers.robot_answers,
    customers.comes_back,
    customers.comes_back,
    person.colleague_writes,
    person.decides,
    person.decides,
    person.stops_or_resumes,
)


def live(seed: int) -> Firm:
    """Let all days pass, until the first on which something is wrong."""
    firm = Firm.begin(seed)
    for _debt in range(14):
        customers.is_invoiced(firm, overdue=True)
    day = BEGINNING
    while day <= END and not firm.wrongs:
        _live_a_day(firm, day)
        day += timedelta(days=1)
    if not firm.wrongs:
        _close(firm, day)
    return firm


def _live_a_day(firm: Firm, day: date) -> None:
    firm.put_clock(day, firm.chance.choice(MORNINGS))
    for on, plan in [one for one in firm.plans if one[0] <= day]:
        firm.plans.remove((on, plan))
        plan()
    _something(firm, firm.chance.choice((0, 0, 1, 1)))
    if is_off(day):
        if firm.chance.random() < 0.25:
            _work(firm, rounds.run_round)
        return
    if _work(firm, rounds.run_round):
        _judge(firm)
    happens = firm.chance.randrange(5)
    if happens == 0:
        firm.put_clock(day, firm.chance.choice(AFTERNOONS[1:-1]))
        _work(firm, lambda _desk: _race(firm))
    elif happens < 3:
        firm.put_clock(day, firm.chance.choice(AFTERNOONS))
        _work(firm, rounds.run_round)
    if day.weekday() in (0, 2, 4):
        person.works(firm)
    if day.day % 11 == 0:
        _again(firm)


def _something(firm: Firm, times: int) -> None:
    for deed in firm.chance.choices(DEEDS, k=times):
        deed(firm)


def _work(firm: Firm, what: Callable[[Desk], object]) -> bool:
    """Let the program work; where it dies it is started again.

    Returns:
        Whether it came to its end, with the mailbox there.
    """
    try:
        done = what(firm.desk)
    except Crash:
        firm.desk = replace(firm.desk, worker=f"test {firm.number()}")
        rounds.begin(firm.desk)
        return False
    return not (isinstance(done, rounds.Round) and done.faults)


def _race(firm: Firm) -> None:
    """Look into the mailbox; then something comes at the worst moment; then send."""
    rounds.visit(firm.desk, firm.mailbox, rounds.Round())
    ids = firm.ids()
    with picture(firm.desk) as tx:
        leaving = [one.customer_id for one in outbox.in_state(tx, "approved", "ready")]
    who = ids[leaving[0]] if leaving else 0
    if firm.chance.random() < 0.5:
        customers.pays_at_once(firm, who)
    elif firm.world.of(who):
        customers.objects(firm, who)
        read_mail.store(firm.desk, firm.mailbox)
    rounds.send(firm.desk, rounds.Round())


def _judge(firm: Firm) -> None:
    sight = evening.see(firm.desk, firm.ids())
    for wrong in evening.of_evening(firm.world, sight, firm.waited):
        firm.say(wrong)


def _again(firm: Firm) -> None:
    """Do everything again at the same moment: nothing may change."""
    firm.channel.is_calm = firm.mailbox.is_calm = True
    rounds.run_round(firm.desk)
    for _copies in range(2):  # of what left just now come round and are filed
        rounds.visit(firm.desk, firm.mailbox, rounds.Round())
    before, taken = evening.everything(firm.desk), len(firm.channel.taken)
    rounds.run_round(firm.desk)
    after = evening.everything(firm.desk)
    changed = [table for table, rows in after.items() if rows != before[table]]
    if changed or len(firm.channel.taken) != taken:
        firm.say(f"a second run changed {changed}")
    if verify(firm.desk):
        firm.say(verify(firm.desk))
    firm.channel.is_calm = firm.mailbox.is_calm = False


def _close(firm: Firm, day: date) -> None:
    """Let all be told and answered: then the books say what is true."""
    firm.channel.is_calm = firm.mailbox.is_calm = True
    firm.put_clock(day, time(12, 40))
    told = [one for one in firm.world.transfers if not one.shown_at]
    if told:
        customers.tell(firm, told)
    for _answered in range(2):
        rounds.run_round(firm.desk)
        person.answers_about_money(firm)
    for number, cents in evening.see(firm.desk, firm.ids()).open.items():
        if cents != firm.world.meant(number):
            firm.say(f"{number}: {cents} open, {firm.world.meant(number)} in truth")
    _judge(firm)
    if verify(firm.desk):
        firm.say(verify(firm.desk))
