"""Letters are written when due, one customer at a time, and never oddly many."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest

from agent.ledger import calls, outbox
from agent.letters import templates
from agent.model.customer import Customer
from agent.model.procedure import Procedure, Stage
from agent.steps import rounds
from agent.steps.act import invoicing, letters
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.remind import remind
from tests.desks import with_mode
from tests.letters import qr_reader
from tests.steps import given

DUE = date(2026, 9, 1)


def states(desk: Desk) -> list[str]:
    with picture(desk) as tx:
        return [each.state for each in outbox.listed(tx) if each.customer_id]


def owing(desk: Desk, customers: int, due_on: date = DUE) -> None:
    for n in range(customers):
        given.invoice(
            desk, f"{n + 1}/2026", due_on, name=f"Cliente {n}", email=f"c{n}@c.test"
        )


def test_nothing_is_written_on_a_holiday(desk: Desk) -> None:
    owing(desk, 1)
    given.pass_time(desk, days=-1)
    assert remind(desk).letters == 0


def test_a_template_that_fails_costs_only_its_customer(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "it").mkdir()
    (tmp_path / "it" / "first.txt.j2").write_text(
        "Subject: {{ customer.no }}\n\n{{ customer.no / (customer.no - 1) }} {{ items_table }}"
    )
    odd = replace(desk, templates=templates.load(tmp_path))
    owing(odd, 2)
    done = rounds.run_round(odd)
    assert done.letters == 1
    assert [fault.split(":")[0] for fault in done.faults] == ["customer 1"]
    assert "first.txt.j2" in given.still(odd)["writing"]
    rounds.run_round(desk)
    assert given.still(desk) == {}


def test_a_customer_whose_rules_fail_costs_only_himself(desk: Desk) -> None:
    good = desk.rules

    class Rules(type(good)):  # type: ignore[misc]
        def procedure_of(self, customer: Customer) -> Procedure:
            if customer.no == 1:
                raise ZeroDivisionError
            return super().procedure_of(customer)  # type: ignore[no-any-return]

    rules = Rules(
        good.procedures,
        good.default_procedure,
        good.hours,
        good.is_closed,
        good.is_closed_for,
    )
    owing(desk, 2)
    done = remind(replace(desk, rules=rules))
    assert done.letters == 1
    assert [fault.item for fault in done.faults] == ["customer 1"]


def test_a_procedure_of_the_customers_group_decides(desk: Desk) -> None:
    rules = replace(desk.rules, groups={"town_halls": "public_body"})
    grouped = replace(desk, rules=rules)
    owing(grouped, 1, date(2026, 9, 3))
    from agent.steps.act import editing

    editing.edit(grouped, "carla", "Cliente 0", {"group": "town_halls"})
    assert remind(grouped).letters == 0
    given.pass_time(grouped, days=1)
    assert remind(grouped).letters == 1


def test_a_call_stage_is_asked_for_once(desk: Desk) -> None:
    quick = Procedure("standard", (Stage("call", 1, is_call=True),))
    rules = replace(desk.rules, procedures={"standard": quick})
    calling = replace(desk, rules=rules)
    owing(calling, 1)
    assert remind(calling).calls == 1
    assert remind(calling).calls == 0
    with picture(calling) as tx:
        assert [call.reason for call in calls.listed(tx)] == ["stage"]


def month_old(desk: Desk) -> Desk:
    """Let the firm's first week be over."""
    given.pass_time(desk, days=28)
    return desk


def test_more_letters_than_usual_wait_for_a_person(desk: Desk) -> None:
    owing(month_old(desk), 23, desk.clock.today() - timedelta(days=4))
    rounds.run_round(desk)
    assert states(desk).count("approved") == 20
    assert states(desk).count("proposed") == 3
    assert "23 letters are due" in given.still(desk)["too many letters"]
    rounds.run_round(desk)
    assert "too many letters" in given.still(desk)
    letters.approve_all(desk, "carla")
    given.send_all(desk)
    given.pass_time(desk, days=1)
    rounds.run_round(desk)
    assert given.still(desk) == {}


def test_three_times_the_busiest_day_is_usual(desk: Desk) -> None:
    given.pass_time(desk, days=-4)  # Thursday of the first week: no limit yet
    owing(desk, 30, desk.clock.today() - timedelta(days=4))
    rounds.run_round(desk)
    assert states(desk).count("approved") == 30
    given.send_all(desk)
    given.pass_time(desk, days=6)
    for n in range(40):
        given.invoice(
            desk, f"X{n}/2026", DUE, name=f"Nuovo {n}", email=f"n{n}@client.test"
        )
    rounds.run_round(desk)
    assert states(desk).count("approved") == 40


def formal(desk: Desk) -> Desk:
    """Give a desk whose group "grave" gets formal letters alone."""
    grave = Procedure("grave", (Stage("last", 1, is_formal=True),))
    rules = replace(desk.rules, procedures={**desk.rules.procedures, "grave": grave})
    return replace(desk, rules=rules)


def owing_gravely(desk: Desk, due_on: date) -> None:
    """Let fifteen more customers be due for a formal letter."""
    for n in range(15):
        name = f"Grave {n}"
        given.invoice(desk, f"G{n}/2026", due_on, name=name, email=f"g{n}@grave.test")
        invoicing.set_procedure(desk, "carla", f"G{n}/2026", "grave")


def test_formal_letters_take_no_part_in_how_many_leave_by_themselves(
    desk: Desk,
) -> None:
    desk = formal(month_old(desk))
    due_on = desk.clock.today() - timedelta(days=4)
    owing(desk, 15, due_on)
    owing_gravely(desk, due_on)

    rounds.run_round(desk)

    assert states(desk).count("approved") == 15
    assert states(desk).count("proposed") == 15
    assert given.still(desk) == {}


def test_what_a_person_approves_leaves_as_many_to_leave_by_themselves(
    desk: Desk,
) -> None:
    desk = formal(month_old(desk))
    due_on = desk.clock.today() - timedelta(days=4)
    owing_gravely(desk, due_on)
    rounds.run_round(desk)
    letters.approve_all(desk, "carla")
    owing(desk, 15, due_on)

    rounds.run_round(desk)

    assert states(desk).count("proposed") == 0
    assert given.still(desk) == {}


def test_a_person_may_approve_as_many_as_he_likes(desk: Desk) -> None:
    asked = with_mode(month_old(desk), "approve")
    owing(asked, 23, asked.clock.today() - timedelta(days=4))
    rounds.run_round(asked)
    assert len(letters.approve_all(asked, "carla")) == 23
    assert given.still(asked) == {}


@pytest.mark.parametrize("part", ["lapse", "watch", "remind"])
def test_a_part_of_the_round_that_fails_stops_no_other(
    desk: Desk, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(rounds, part, fails)
    done = rounds.run_round(desk)
    assert done.faults == [
        "unexpected fault (ZeroDivisionError); the log has the details"
    ]
    assert "ZeroDivisionError" in given.still(desk)["writing"]


def test_a_letter_that_leaves_carries_the_code_that_its_page_shows(
    desk: Desk,
) -> None:
    sent = message_from_bytes(given.one_letter(desk), policy=SMTP)

    page = sent.get_body(("html",))
    pictures = [part for part in sent.walk() if part.get_content_type() == "image/png"]

    assert page is not None
    shown = re.findall(r'src="cid:([^"]+)"', page.get_content())
    assert [part["Content-ID"] for part in pictures] == [f"<{one}>" for one in shown]
    assert qr_reader.read(pictures[0].get_content(), 6).endswith("\nFattura 1/2026")
