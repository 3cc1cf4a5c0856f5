"""Time alone: silence becomes a call, a broken promise is noticed, a day has one summary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from agent.errors import TryLater
from agent.ledger import calls, outbox, promises, signs
from agent.model.procedure import Procedure, Stage
from agent.steps import rounds, timetable
from agent.steps.act import cases, phoning
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.look.call_sheets import call_sheets
from agent.steps.summarise import show, summarise
from agent.steps.timetable import Job
from tests.steps import given

DUE = date(2026, 9, 1)
EARLY = {"standard": Procedure("standard", (Stage("courtesy", -7), Stage("first", 30)))}


def asked(desk: Desk) -> list[str]:
    with picture(desk) as tx:
        return [call.reason for call in calls.listed(tx)]


def test_silence_after_four_working_days_is_a_call(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.send_all(desk)
    given.pass_time(desk, days=3)
    rounds.run_round(desk)
    assert asked(desk) == []
    given.pass_time(desk, days=1)
    rounds.run_round(desk)
    assert asked(desk) == ["unconfirmed"]
    rounds.run_round(desk)
    assert asked(desk) == ["unconfirmed"]


def test_silence_is_told_though_letters_follow_each_other_faster(desk: Desk) -> None:
    usual = desk.rules.procedures["standard"]
    patient = {"standard": replace(usual, unconfirmed_days=10)}
    desk = replace(desk, rules=replace(desk.rules, procedures=patient))
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    for _day in range(21):
        given.send_all(desk)
        given.pass_time(desk, days=1, minutes=-11)
        rounds.run_round(desk)
    assert len(given.recipients(desk)) == 2
    assert asked(desk) == ["unconfirmed"]


def test_a_delivered_letter_is_no_silence(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.send_all(desk)
    given.sign_of_life(desk)
    given.pass_time(desk, days=5)
    rounds.run_round(desk)
    assert asked(desk) == []


def test_an_answer_in_the_same_second_is_no_silence(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.send_all(desk)
    customer = given.the_customer(desk)
    with transaction(desk) as tx:  # the mail server's clock is a little behind
        signs.add(tx, customer.id, "reply", tx.now - timedelta(minutes=2))
    given.pass_time(desk, days=5)
    rounds.run_round(desk)
    assert asked(desk) == []


def test_nobody_is_phoned_about_what_is_not_yet_late(desk: Desk) -> None:
    given.invoice(desk, "1/2026", date(2026, 9, 15))
    given.pass_time(desk, days=1)
    slow = replace(desk, rules=replace(desk.rules, procedures=EARLY))
    rounds.run_round(slow)
    given.send_all(slow)
    assert len(given.recipients(slow)) == 1
    given.pass_time(slow, days=6)
    rounds.run_round(slow)
    assert asked(slow) == []
    given.pass_time(slow, days=2)
    rounds.run_round(slow)
    assert asked(slow) == ["unconfirmed"]


def test_a_call_is_closed_when_everything_overdue_is_paid(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.send_all(desk)
    given.pass_time(desk, days=4)
    rounds.run_round(desk)
    given.money(desk, 10_000, "fattura 1/2026", "Alfa Srl")
    rounds.run_round(desk)
    assert asked(desk) == []
    with picture(desk) as tx:
        (call,) = calls.listed(tx, state="done")
    assert (call.outcome, call.note) == ("settled", "everything overdue is paid")


def test_a_call_stays_when_only_a_part_is_paid(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, email="")
    rounds.run_round(desk)
    given.money(desk, 4_000, "acconto fattura 1/2026", "Alfa Srl")
    rounds.run_round(desk)
    assert asked(desk) == ["no_address"]


def test_a_call_nobody_makes_rises_above_bigger_ones(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, 1_000, email="")
    rounds.run_round(desk)
    given.pass_time(desk, days=4)
    given.invoice(desk, "2/2026", DUE, 99_000, name="Beta Spa", email="")
    rounds.run_round(desk)
    assert [sheet.items[0].number for sheet in call_sheets(desk)] == [
        "2/2026",
        "1/2026",
    ]
    given.pass_time(desk, days=3)
    assert [sheet.items[0].number for sheet in call_sheets(desk)] == [
        "1/2026",
        "2/2026",
    ]


def test_a_customer_to_be_phoned_twice_stands_on_the_list_once(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    day = date(2026, 9, 8)
    cases.promise(desk, "carla", day, day, "domani", invoice="1/2026")
    cases.release(desk, "carla", "no", customer="Alfa")
    rounds.run_round(desk)
    given.send_all(desk)
    given.pass_time(desk, days=4)
    rounds.run_round(desk)
    assert sorted(asked(desk)) == ["promise_broken", "unconfirmed"]
    (sheet,) = call_sheets(desk)
    assert [each.no for each in call_sheets(desk, 1)] == [1]
    phoning.call_done(desk, "carla", sheet.no, "reached", "", None)
    assert asked(desk) == []


def test_a_promise_made_early_is_not_kept_before_its_day(desk: Desk) -> None:
    given.invoice(desk, "1/2026", date(2026, 9, 18))
    day = date(2026, 9, 16)
    cases.promise(desk, "carla", day, day, "mercoledì", customer="Alfa")
    rounds.run_round(desk)
    assert [reason for reason, _ in given.standing_holds(desk)] == ["promise"]
    given.pass_time(desk, days=10)
    rounds.run_round(desk)
    with picture(desk) as tx:
        assert [each.state for each in promises.in_state(tx, "")] == ["kept"]


def test_while_a_call_is_open_no_letter_leaves(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.send_all(desk)
    given.pass_time(desk, days=21)
    rounds.run_round(desk)
    given.send_all(desk)
    assert len(given.recipients(desk)) == 1


def test_a_promise_unpaid_two_days_after_is_broken_and_a_call(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    day = date(2026, 9, 11)
    cases.promise(desk, "carla", day, day, "venerdì", customer="Alfa")
    given.pass_time(desk, days=8)
    rounds.run_round(desk)
    with picture(desk) as tx:
        assert [each.state for each in promises.in_state(tx, "")] == ["broken"]
    assert asked(desk) == ["promise_broken"]


def test_a_promise_paid_is_kept_and_asks_nobody(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    day = date(2026, 9, 11)
    cases.promise(desk, "carla", day, day, "venerdì", customer="Alfa")
    given.pass_time(desk, days=3)
    given.money(desk, 10_000, "fattura 1/2026", "Alfa Srl")
    rounds.run_round(desk)
    given.pass_time(desk, days=10)
    rounds.run_round(desk)
    with picture(desk) as tx:
        assert [each.state for each in promises.in_state(tx, "")] == ["kept"]
    assert asked(desk) == []


def test_a_call_answered_with_a_promise_holds_and_counts(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, email="")
    rounds.run_round(desk)
    (sheet,) = call_sheets(desk)
    assert [item.number for item in sheet.items] == ["1/2026"]
    phoning.call_done(desk, "carla", 1, "promise", "paga venerdì", date(2026, 9, 11))
    assert call_sheets(desk) == ()
    rounds.run_round(desk)
    assert call_sheets(desk) == ()


def test_an_unanswered_call_comes_back_the_next_working_day(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, email="")
    rounds.run_round(desk)
    phoning.call_done(desk, "carla", 1, "not_reached", "", None)
    assert call_sheets(desk) == ()
    given.pass_time(desk, days=1)
    assert len(call_sheets(desk)) == 1


def test_a_day_has_one_summary(desk: Desk) -> None:
    assert summarise(desk)
    assert not summarise(desk)
    rounds.run_round(desk)
    assert given.recipients(desk) == ["boss@firm.test"]
    given.pass_time(desk, days=1)
    assert summarise(desk)


def test_the_summary_leaves_though_sending_is_off(desk: Desk) -> None:
    from tests.desks import with_mode

    off = with_mode(desk, "off")
    given.pass_time(off, hours=12)
    summarise(off)
    rounds.run_round(off)
    assert given.recipients(off) == ["boss@firm.test"]


def test_showing_the_summary_changes_nothing(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    before = given.happened(desk)
    assert "1/2026" not in show(desk).subject
    assert given.happened(desk) == before
    with picture(desk) as tx:
        assert not outbox.listed(tx)


def test_a_missed_job_is_made_up_for_once(desk: Desk) -> None:
    ran: list[str] = []
    job = Job("files", lambda _: ran.append("files"), timetable.every(minutes=10))
    timetable.run_due(desk, [job])
    given.pass_time(desk, hours=5)
    timetable.run_due(desk, [job])
    timetable.run_due(desk, [job])
    assert ran == ["files", "files"]


def test_a_job_that_fails_costs_only_itself(desk: Desk) -> None:
    def fails(_: Desk) -> None:
        raise ValueError("oops")

    ran: list[str] = []
    bad = Job("bad", fails, timetable.every(minutes=1))
    good = Job("good", lambda _: ran.append("good"), timetable.every(minutes=1))
    assert timetable.run_due(desk, [bad, good]) == ("bad", "good")
    assert ran == ["good"]


def test_a_job_that_fails_stands_still_in_the_summary_until_it_works(
    desk: Desk,
) -> None:
    faults = [ValueError("oops")]

    def fails_once(_: Desk) -> None:
        for fault in faults:
            faults.clear()
            raise fault

    job = Job("files", fails_once, timetable.every(minutes=1))
    timetable.run_due(desk, [job])
    assert [*given.still(desk)] == ["job:files"]
    given.pass_time(desk, minutes=1)
    timetable.run_due(desk, [job])
    assert given.still(desk) == {}


def test_a_daily_job_that_fails_is_tried_again_the_same_day(desk: Desk) -> None:
    tries: list[time] = []

    def busy(one: Desk) -> None:
        tries.append(one.clock.now().astimezone(one.clock.zone).time())
        raise TryLater("the ledger cannot be written now")

    at = timetable.working_days_at(time(8))
    job = Job("summary", busy, at, until=time(9))
    timetable.run_due(desk, [job])  # Monday 9:30: waits for Tuesday
    given.pass_time(desk, hours=23)
    timetable.run_due(desk, [job])
    given.pass_time(desk, minutes=10)
    timetable.run_due(desk, [job])
    given.pass_time(desk, hours=1)
    timetable.run_due(desk, [job])
    assert tries == [time(8, 30), time(8, 40)]


def test_what_is_due_survives_a_reload_and_a_clock_set_back_is_mended(
    desk: Desk,
) -> None:
    ran: list[str] = []
    job = Job("files", lambda _: ran.append("files"), timetable.every(minutes=10))
    timetable.run_due(desk, [job])
    given.pass_time(desk, minutes=10)
    timetable.recompute(desk, [job])
    timetable.run_due(desk, [job])
    assert len(ran) == 2
    given.pass_time(desk, days=-1)
    timetable.recompute(desk, [job])
    given.pass_time(desk, minutes=10)
    timetable.run_due(desk, [job])
    assert len(ran) == 3


def test_the_summary_is_skipped_when_its_day_is_over(desk: Desk) -> None:
    ran: list[date] = []
    at = timetable.working_days_at(time(8))
    job = Job("summary", lambda d: ran.append(d.clock.today()), at, until=time(20))
    timetable.run_due(desk, [job])  # Monday 9:30: waits for Tuesday
    given.pass_time(desk, days=1, hours=11)  # Tuesday 20:30: too late
    timetable.run_due(desk, [job])
    assert ran == []
    given.pass_time(desk, hours=12)  # Wednesday 8:30
    timetable.run_due(desk, [job])
    assert ran == [date(2026, 9, 9)]
