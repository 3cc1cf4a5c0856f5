from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from agent.dunning.decide import decide
from agent.dunning.procedure import GENTLE, LONG_STANDING, STANDARD
from agent.model.case import Call, Case, Held, Send, Standing, Wait
from agent.model.customer import Address
from agent.model.money import Money
from agent.model.procedure import Procedure, Stage
from tests.dunning.builders import MUTE, REACHABLE, TODAY, case, day, hold, item, owing


def sent(found: Case, procedure: Procedure = STANDARD) -> Send:
    act = decide(found, procedure, TODAY)
    assert isinstance(act, Send), act
    return act


def called(found: Case) -> Call:
    act = decide(found, STANDARD, TODAY)
    assert isinstance(act, Call), act
    return act


def held(found: Case) -> Held:
    act = decide(found, STANDARD, TODAY)
    assert isinstance(act, Held), act
    return act


def waits(found: Case) -> Wait:
    act = decide(found, STANDARD, TODAY)
    assert isinstance(act, Wait), act
    return act


def steps(act: Send | Call) -> list[tuple[str, str]]:
    return [(each.number, stage.name) for each, stage in act.steps]


def listed(act: Send | Call) -> list[str]:
    return [each.number for each in act.items]


@pytest.mark.parametrize(
    ("overdue", "done", "stage"),
    [
        (-3, "", "courtesy"),
        (0, "", "courtesy"),
        (3, "", "first"),
        (3, "courtesy", "first"),
        (10, "first", "second"),
        (20, "first second", "third"),
        (30, "first second third", "last"),
        (400, "", "first"),
        (400, "courtesy first", "second"),
        (35, "third", "last"),
    ],
)
def test_each_stage_comes_on_its_day_and_none_is_jumped(
    overdue: int, done: str, stage: str
) -> None:
    act = sent(case(owing("12", overdue, done)))
    assert act.stage.name == stage
    assert steps(act) == [("12", stage)]


def test_the_reason_names_rule_and_figures() -> None:
    act = sent(case(owing("12/2026", 10, "first"), letters=[-7]))
    assert act.because == (
        "12/2026 is 10 days overdue; 'second' comes 10 days after the due date;"
        " last letter 7 days ago"
    )


def test_a_call_is_told_from_a_letter_in_the_reason() -> None:
    act = sent(
        case(owing("12", 10, "first"), letters=[-20], calls_on=(day(-8),)),
    )
    assert act.because.endswith("last call 8 days ago")


def test_one_letter_holds_all_that_is_overdue_and_each_item_takes_its_own_step() -> (
    None
):
    act = sent(
        case(
            owing("1", 20, "first second"),
            owing("2", 5),
            owing("3", 1),
            owing("4", -2),
            owing("5", -9),
        )
    )
    assert act.stage.name == "third"
    assert steps(act) == [("1", "third"), ("2", "first"), ("4", "courtesy")]
    assert listed(act) == ["1", "2", "3", "4"]
    assert act.because == (
        "1 is 20 days overdue; 'third' comes 20 days after the due date;"
        " no letter yet; with it 2 ('first'), 4 ('courtesy')"
    )


def test_a_few_items_are_all_named_in_the_reason() -> None:
    act = sent(case(*(owing(f"{n}", 5) for n in range(1, 5))))
    assert act.because.endswith("with it 2 ('first'), 3 ('first'), 4 ('first')")


def test_many_items_are_counted_in_the_reason() -> None:
    act = sent(case(*(owing(f"{n}", 5) for n in range(1, 6))))
    assert act.because.endswith(
        "with it 2 ('first'), 3 ('first'), 4 ('first') and 1 more"
    )


def test_the_tone_does_not_fall_back_while_the_older_item_is_open() -> None:
    act = sent(case(owing("1", 25, "first second third"), owing("2", 3), letters=[-8]))
    assert act.stage.name == "third"
    assert steps(act) == [("2", "first")]
    assert listed(act) == ["1", "2"]
    assert act.because.endswith("in the tone of 'third', which 1 already had")


ALL_LETTERS = "first second third last"


@pytest.mark.parametrize(
    ("overdue", "done", "step"),
    [
        (5, "", "first"),
        (31, "first", "second"),
        (40, "first second", "third"),
        (49, "first second third", "last"),
    ],
)
def test_the_last_letter_is_not_said_again_while_its_debt_stands(
    overdue: int, done: str, step: str
) -> None:
    found = case(owing("1", 70, f"{ALL_LETTERS} call"), owing("2", overdue, done))

    act = sent(found)

    assert (act.stage.name, steps(act)) == ("third", [("2", step)])
    assert act.because.endswith("in the tone of 'third', for 1 already had 'last'")


def test_two_that_reach_the_last_letter_together_are_told_so_together() -> None:
    nearly = "first second third"
    act = sent(case(owing("1", 35, nearly), owing("2", 33, nearly), letters=[-10]))
    assert act.stage.name == "last"


def test_a_last_letter_about_what_is_paid_leaves_the_next_its_own() -> None:
    paid = owing("1", 70, ALL_LETTERS, cents=0)
    act = sent(case(paid, owing("2", 49, "first second third")))
    assert act.stage.name == "last"


def test_a_person_approves_a_formal_stage_also_in_an_earlier_tone() -> None:
    behind = "first second third call"
    found = case(owing("1", 90, f"{behind} last"), owing("2", 60, behind))
    act = sent(found, LONG_STANDING)
    assert (act.stage.name, act.stage.is_formal) == ("third", True)


def test_a_last_letter_that_is_the_only_one_is_said_of_each_debt() -> None:
    one = replace(STANDARD, stages=(Stage("courtesy", -3), Stage("first", 3)))
    act = sent(case(owing("1", 30, "first"), owing("2", 4)), one)
    assert act.stage.name == "first"


def test_a_paid_item_leaves_no_tone_behind() -> None:
    assert sent(case(owing("2", 3), letters=[-8])).stage.name == "first"


def test_a_held_item_sets_no_tone_and_is_not_listed() -> None:
    found = case(
        owing("1", 25, "first second third"), owing("2", 3), holds=(hold(None, "1"),)
    )
    act = sent(found)
    assert act.stage.name == "first"
    assert listed(act) == ["2"]


def test_a_call_already_made_lends_no_tone() -> None:
    found = case(owing("1", 40, "first second third call"), owing("2", 5))
    assert sent(found, LONG_STANDING).stage.name == "third"


def test_courtesy_alone_brings_no_letter_while_something_is_overdue() -> None:
    act = waits(case(owing("1", 1), owing("2", -2)))
    assert act.until == day(2)


def test_courtesy_lists_what_is_to_come() -> None:
    act = sent(case(owing("1", -3), owing("2", -1), owing("3", -4)))
    assert listed(act) == ["2", "1"]
    assert act.because.startswith("2 is due in 1 day; 'courtesy' comes 3 days before")


def test_a_note_on_the_due_date_may_come_a_day_late() -> None:
    assert sent(case(owing("1", 0)), GENTLE).because.startswith(
        "1 is due today; 'due' comes on the due date"
    )
    act = sent(case(owing("1", 1)), GENTLE)
    assert act.stage.name == "due"
    assert act.because.startswith("1 is 1 day overdue")


def test_a_note_on_the_due_date_is_lost_once_the_next_stage_is_reached() -> None:
    assert sent(case(owing("1", 10)), GENTLE).stage.name == "first"


def test_a_stage_the_day_after_is_never_jumped() -> None:
    prompt = replace(STANDARD, stages=(Stage("first", 1), Stage("second", 8)))
    act = sent(case(owing("1", 50)), prompt)
    assert act.stage.name == "first"
    assert "'first' comes 1 day after the due date" in act.because


def test_what_was_to_be_said_before_the_due_date_is_lost_with_it() -> None:
    act = waits(case(owing("1", 1)))
    assert act.until == day(2)
    assert "'first'" in act.because


@pytest.mark.parametrize("due_in", [0, 2, 3])
def test_an_invoice_that_has_only_just_left_gets_no_courtesy_note(due_in: int) -> None:
    fresh = replace(item("1", -due_in), issued_on=TODAY)
    act = waits(case(Standing(fresh)))
    assert act.until == day(due_in + 3)


def test_the_last_stage_is_a_call_about_all_that_is_overdue() -> None:
    act = called(
        case(owing("1", 40, "first second third last"), owing("2", 5), letters=[-7])
    )
    assert steps(act) == [("1", "call")]
    assert listed(act) == ["1", "2"]
    assert "'call' comes 40 days after the due date; last letter 7 days ago" in (
        act.because
    )


def test_a_call_keeps_its_distance_from_the_last_letter() -> None:
    act = waits(case(owing("1", 90, "first second third last"), letters=[-1]))
    assert act.until == day(6)


def test_after_the_last_stage_a_person_decides() -> None:
    act = held(case(owing("1", 90, "last call")))
    assert act == Held(None, "finished", "no stage is left for 1: a person decides")


def test_the_interval_is_kept_and_named() -> None:
    act = waits(case(owing("1", 30, "first"), letters=[-2]))
    assert act == Wait(
        day(5),
        f"1 was due on {day(-30)}; 'second' comes 10 days after the due date;"
        f" last contact on {day(-2)}, 7 days lie between two; next step on {day(5)}",
    )


def test_the_monthly_cap_is_kept_and_named() -> None:
    act = waits(case(owing("1", 30, "first second"), letters=[-25, -16, -8]))
    assert act.until == day(5)
    assert f"3 contacts since {day(-25)} are the most within 30 days" in act.because


def test_calls_count_as_pressure() -> None:
    found = case(owing("1", 30, "first"), letters=[-20], calls_on=(day(-1),))
    assert waits(found).until == day(6)


def test_a_letter_under_way_comes_first() -> None:
    act = waits(case(owing("1", 3), waiting=True))
    assert act.until == day(1)
    assert act.because.startswith("a letter is written and has not left")


def test_a_call_to_be_made_comes_first() -> None:
    act = waits(case(owing("1", 3), call_open=True))
    assert act.until == day(1)
    assert act.because.startswith("a call is still to be made; 1 is 3 days overdue")


def test_no_second_call_while_one_is_open() -> None:
    assert waits(case(owing("1", 50, "last"), call_open=True)).until == day(1)


def test_a_call_to_be_made_changes_nothing_before_the_next_stage() -> None:
    assert waits(case(owing("1", -30), call_open=True)).until == day(27)


def test_without_an_address_the_day_of_the_stage_brings_a_call() -> None:
    act = called(case(owing("1", 3), owing("2", 2), customer=MUTE))
    assert steps(act) == [("1", "first")]
    assert listed(act) == ["1", "2"]
    assert act.because.startswith("no e-mail address is known; 1 is 3 days overdue")


def test_dead_addresses_are_named_as_such() -> None:
    dead = (Address("old@rossi.test", dead_because="unknown user"),)
    act = called(case(owing("1", 3), customer=replace(REACHABLE, addresses=dead)))
    assert act.because.startswith("no e-mail address that works is known")


def test_nobody_is_phoned_about_what_is_not_yet_late() -> None:
    assert waits(case(owing("1", -2), customer=MUTE)).until == day(5)


def test_nobody_is_phoned_on_the_due_date() -> None:
    act = decide(case(owing("1", 0), customer=MUTE), GENTLE, TODAY)
    assert isinstance(act, Wait)
    assert act.until == day(10)


def test_of_a_customers_holds_the_one_that_ends_last_counts() -> None:
    found = case(owing("1", 3), holds=(hold(4), hold(9), hold(2)))
    assert held(found) == Held(
        day(9), "promise", f"held until {day(9)} (promise): as said on the phone"
    )


def test_a_hold_that_a_person_must_end_beats_a_dated_one() -> None:
    act = held(case(owing("1", 3), holds=(hold(4), hold(None, id="a"))))
    assert (act.until, act.reason) == (None, "hand")
    assert act.because == "held until a person decides (hand): as said on the phone"


def test_a_hold_that_ended_is_over() -> None:
    assert sent(case(owing("1", 3), holds=(hold(-1),))).stage.name == "first"


def test_where_all_items_are_held_the_first_to_come_free_counts() -> None:
    found = case(
        owing("1", 5),
        owing("2", 5),
        holds=(hold(None, "1"), hold(8, "2"), hold(3, "2")),
    )
    assert held(found).until == day(8)


def test_the_end_of_an_items_hold_brings_its_letter() -> None:
    found = case(owing("1", 5), owing("2", -30), holds=(hold(8, "1"),))
    act = waits(found)
    assert act.until == day(9)
    assert f"held until {day(8)} (promise): as said on the phone" in act.because


def test_of_an_items_holds_the_longest_is_named() -> None:
    holds = (hold(8, "1"), hold(2, "1"))
    act = waits(case(owing("1", 5), owing("2", -30), holds=holds))
    assert act.until == day(9)
    assert f"held until {day(8)}" in act.because


def test_a_hold_until_the_end_of_time_is_a_hold() -> None:
    forever = replace(hold(1, "1"), until=date.max)
    act = waits(case(owing("1", 5), owing("2", -30), holds=(forever,)))
    assert act.until == day(27)


def credit(cents: int, currency: str = "EUR") -> Standing:
    return Standing(item("NC1", 10, -cents, currency))


def test_credit_notes_that_cover_all_stop_the_letters() -> None:
    act = held(case(owing("1", 5), credit(10_000)))
    assert act == Held(
        None,
        "credit",
        "credits of 100.00 EUR cover the 100.00 EUR due: propose a set-off",
    )


def test_credit_notes_cover_only_until_more_falls_due() -> None:
    act = waits(case(owing("1", 5), owing("2", -10), credit(10_000)))
    assert act.until == day(11)
    assert "credits of 100.00 EUR cover the 100.00 EUR due" in act.because


def test_a_smaller_credit_note_changes_no_stage() -> None:
    assert sent(case(owing("1", 5), credit(9_999))).stage.name == "first"


def test_a_credit_note_alone_is_the_customers() -> None:
    assert held(case(credit(500))) == Held(
        None, "credit", "he owes nothing and NC1 is his: propose to use it"
    )


def test_who_has_nothing_open_has_nothing_to_wait_for() -> None:
    assert held(case()) == Held(
        None, "finished", "nothing is open that letters ask for"
    )


def test_a_settled_item_is_not_open() -> None:
    assert held(case(owing("1", 5, cents=0))).reason == "finished"


def test_a_credit_in_one_currency_does_not_pay_another() -> None:
    act = sent(case(owing("1", 5), credit(20_000, "USD")))
    assert listed(act) == ["1"]


def test_each_currency_is_weighed_by_itself() -> None:
    dollars = Standing(item("2", 30, 5_000, "USD"))
    act = sent(case(dollars, owing("1", 5), credit(5_000, "USD")))
    assert listed(act) == ["1"]


def test_below_the_minimum_nothing_is_written() -> None:
    small = replace(STANDARD, minimum=Money(1_000))
    act = decide(case(owing("1", 5, cents=999)), small, TODAY)
    assert act == Held(None, "minimum", "9.99 EUR is below the minimum of 10.00 EUR")


def test_credit_notes_count_before_the_minimum() -> None:
    small = replace(STANDARD, minimum=Money(1_000))
    act = decide(case(owing("1", 5), credit(9_500)), small, TODAY)
    assert act == Held(None, "minimum", "5.00 EUR is below the minimum of 10.00 EUR")


def test_without_a_minimum_a_cent_is_enough() -> None:
    assert sent(case(owing("1", 5, cents=1))).stage.name == "first"


def test_the_minimum_is_reached_when_more_falls_due() -> None:
    small = replace(STANDARD, minimum=Money(1_000))
    found = case(owing("1", 5, cents=999), owing("2", -10, "courtesy", cents=1))
    act = decide(found, small, TODAY)
    assert isinstance(act, Wait)
    assert act.until == day(11)


def test_a_few_cents_overdue_do_not_stop_a_courtesy_note() -> None:
    small = replace(STANDARD, minimum=Money(1_000))
    act = sent(case(owing("1", 5, cents=2), owing("2", -3)), small)
    assert listed(act) == ["2"]


def test_two_excuses_are_both_named() -> None:
    small = replace(STANDARD, minimum=Money(1_000))
    found = case(owing("1", 5, cents=2), Standing(item("2", 5, 5, "USD")))
    act = decide(
        replace(found, standings=(*found.standings, credit(9, "USD"))), small, TODAY
    )
    assert isinstance(act, Held)
    assert act.because == (
        "0.02 EUR is below the minimum of 10.00 EUR;"
        " credits of 0.09 USD cover the 0.05 USD due: propose a set-off"
    )


def test_an_item_may_have_a_procedure_of_its_own() -> None:
    own = replace(owing("1", 5), procedure=LONG_STANDING)
    act = sent(case(own, owing("2", 5)), GENTLE)
    assert steps(act) == [("1", "first"), ("2", "due")]


def test_an_instalment_is_named_as_one() -> None:
    part = replace(item("12", 3), instalment_no=2, instalments=3)
    assert sent(case(Standing(part))).because.startswith(
        "12 (instalment 2 of 3) is 3 days overdue"
    )


def test_a_procedure_with_courtesy_notes_alone_ends_with_them() -> None:
    short = replace(STANDARD, stages=(Stage("courtesy", -3),))
    act = decide(case(owing("1", -3), letters=[-1]), short, TODAY)
    assert act == Held(None, "finished", "no stage is left for 1: a person decides")
