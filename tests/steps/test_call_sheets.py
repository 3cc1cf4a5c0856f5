"""Call sheets: on the phone as much is asked for as by letter."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from agent.errors import Refused
from agent.letters import templates
from agent.model.call import CallSheet
from agent.model.money import Money
from agent.steps.act import cases
from agent.steps.act.editing import edit
from agent.steps.act.phoning import call_done
from agent.steps.calling import ask_call
from agent.steps.day import gather
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.look.call_sheets import call_sheets, printed
from agent.steps.look.preview import preview
from tests.desks import MONDAY
from tests.steps import given
from tests.steps.notices import notice

DUE, LATER = date(2026, 9, 1), date(2026, 9, 30)


def sheet(desk: Desk) -> CallSheet:
    customer = given.the_customer(desk)
    with transaction(desk) as tx:
        ask_call(tx, customer.id, "hand", "as asked", MONDAY.date())
    (found,) = call_sheets(desk)
    return found


def test_a_credit_note_not_yet_used_is_taken_off(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, 672_000)
    given.invoice(desk, "NC1", LATER, 12_200, kind="credit_note")
    by_letter = [plan.amounts for plan in preview(desk, MONDAY.date())]

    found = sheet(desk)

    assert [item.number for item in found.items] == ["1/2026", "NC1"]
    assert found.total == (Money(659_800),)
    assert by_letter == [found.total]
    assert [plan.amounts for plan in preview(desk, MONDAY.date())] == [found.total]


def test_the_days_line_says_the_same_sum(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, 672_000)
    given.invoice(desk, "2/2026", LATER)
    given.invoice(desk, "NC1", LATER, 12_200, kind="credit_note")
    sheet(desk)

    with picture(desk) as tx:
        day = gather(desk, tx, tx.now)
    (line,) = (one for one in day.do_today if one.said == "call.hand")

    assert (line.amount, line.facts["numbers"]) == (Money(659_800), ("1/2026",))


def test_what_is_not_yet_due_or_contested_stands_apart(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", LATER)
    given.invoice(desk, "3/2026", DUE, 70_000)
    cases.dispute(desk, "carla", "3/2026", "manca merce", "")

    found = sheet(desk)

    assert [item.number for item in found.items] == ["1/2026"]
    assert found.total == (Money(10_000),)
    assert sorted(item.number for item in found.apart) == ["2/2026", "3/2026"]


def test_where_the_credit_covers_all_nothing_is_asked_for(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "NC1", DUE, 20_000, kind="credit_note")

    assert sheet(desk).total == ()


def test_a_promise_and_a_call_made_are_remembered(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    first = sheet(desk)
    call_done(desk, "carla", first.no, "not_reached", "", None)
    given.pass_time(desk, days=1)

    (again,) = call_sheets(desk)

    assert [str(each) for each in again.contacts] == ["2026-09-07 call: not reached"]
    assert "1/2026" in again.to_say[0]


def test_who_owes_nothing_is_asked_nothing(desk: Desk) -> None:
    given.invoice(desk, "NC1", DUE, 20_000, kind="credit_note")

    assert sheet(desk).to_say == ()


def test_the_hours_are_those_a_person_entered(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    edit(desk, "carla", "Alfa", {"zone": "Asia/Tokyo", "answers": "9:00-17:00"})

    found = sheet(desk).answering

    assert (found.zone, found.now.utcoffset()) == ("Asia/Tokyo", timedelta(hours=9))
    assert given.the_customer(desk).answers == "09:00-17:00"


@pytest.mark.parametrize("wrong", [{"zone": "Mars/Base"}, {"answers": "mornings"}])
def test_hours_and_zones_that_are_none_are_refused(
    desk: Desk, wrong: dict[str, str | bool]
) -> None:
    given.invoice(desk, "1/2026", DUE)

    with pytest.raises(Refused, match=r"is no time zone|are no hours"):
        edit(desk, "carla", "Alfa", wrong)


def test_the_printed_sheets_load_nothing_and_stand_one_a_page(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, 122_000)
    given.invoice(desk, "2/2026", DUE)
    cases.dispute(desk, "carla", "2/2026", "merce", "Ugo")
    sheet(desk)

    sheets = printed(desk)
    count, page = sheets.count, sheets.page

    assert (count, page.count("<section")) == (1, 1)
    assert not re.search(r"(?i)https?:|\bsrc=|url\(|@import|<script", page)
    assert "size: A4" in page
    assert "1.220,00" in page
    assert "Contesta: merce" in page
    assert "sollecito call 1 --outcome" in page


def test_a_name_cannot_forge_the_page(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    sheet(desk)
    edit(desk, "carla", "Alfa", {"name": "<script>x</script>"})

    assert "<script" not in printed(desk).page


def test_words_of_the_user_that_fail_never_cost_the_sheets(
    desk: Desk, tmp_path: Path
) -> None:
    given.invoice(desk, "1/2026", DUE)
    sheet(desk)
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls" / "it.j2").write_text("{% if", "utf-8")

    sheets = printed(replace(desk, templates=templates.load(tmp_path)))

    assert sheets.page == printed(desk).page
    assert f"{tmp_path}/calls/it.j2 line 1" in sheets.fault
    assert printed(desk).fault == ""


def test_where_nobody_is_to_be_phoned_the_page_says_so(desk: Desk) -> None:
    sheets = printed(desk)
    count, page = sheets.count, sheets.page

    assert (count, "nessuno da chiamare" in page) == (0, True)


def test_what_machines_say_of_a_letter_is_no_word_of_his(desk: Desk) -> None:
    letter = given.one_letter(desk)
    anna, robot = "anna@client.test", {"Auto_Submitted": "auto-replied"}
    his = "Pago la fattura 1/2026 presto."
    given.arrives(desk, given.mail(anna, "Re: fattura", his, answers=letter))
    away = given.mail(anna, "Fuori sede", "Sono via.", answers=letter, **robot)
    given.arrives(desk, away)
    given.arrives(desk, notice(about=letter))
    given.arrives(desk, given.mail("boss@firm.test", "Ci sentiamo", "Ciao!", to=anna))

    (found,) = call_sheets(desk) or (sheet(desk),)
    page = printed(desk).page

    told = {str(each) for each in found.contacts if each.way == "message"}
    assert told == {
        "2026-09-07 reply: Re: fattura",
        "2026-09-07 colleague: Ci sentiamo",
    }
    assert "Messaggio suo: Re: fattura" in page
    assert "Messaggio nostro: Ci sentiamo" in page
    assert found.words == his
