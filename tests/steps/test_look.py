"""What a person asks is answered from one picture, and asking changes nothing."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from pathlib import Path

import pytest

from agent.errors import Refused
from agent.model.money import Money
from agent.steps import rounds
from agent.steps.act import cases, invoicing, letters
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.look import lists
from agent.steps.look.happenings import happened
from agent.steps.look.preview import preview
from agent.steps.look.status import status
from agent.steps.look.why import why
from agent.steps.summarise import show, summarise
from tests.desks import MONDAY, open_desk, open_ledger, with_mode
from tests.steps import given

DUE = date(2026, 9, 1)


def digest(path: Path) -> dict[str, str]:
    return {
        each.name: hashlib.sha256(each.read_bytes()).hexdigest()
        for each in path.iterdir()
        if not each.name.endswith("-shm")
    }


def test_looking_leaves_every_byte_of_the_ledger_as_it_was(tmp_path: Path) -> None:
    desk = given.live(open_desk(open_ledger(f"sqlite:///{tmp_path}/ledger.db")))
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE, name="Beta Spa", email="")
    rounds.run_round(desk)
    given.money(desk, 4_000, "acconto fattura 1/2026", "Alfa Srl")
    rounds.read_what_came(desk)
    desk.ledger.close()
    before = digest(tmp_path)
    assert preview(desk, date(2026, 11, 30))
    assert why(desk, "1/2026").history
    assert status(desk).open_invoices == 2
    assert show(desk).text
    assert lists.customer_rows(desk)
    desk.ledger.close()
    assert digest(tmp_path) == before


def test_a_preview_shows_exactly_what_then_leaves(desk: Desk) -> None:
    given.invoice(desk, "1/2026", date(2026, 9, 5))
    given.invoice(desk, "2/2026", date(2026, 9, 30), name="Beta Spa", email="b@b.test")
    plans = preview(desk, date(2026, 9, 30))
    assert [(plan.day, plan.what, plan.customer) for plan in plans] == [
        (date(2026, 9, 8), "first", "Alfa Srl"),
        (date(2026, 9, 15), "second", "Alfa Srl"),
        (date(2026, 9, 28), "courtesy", "Beta Spa"),
        (date(2026, 9, 25), "third", "Alfa Srl"),
    ] or sorted(plan.day for plan in plans) == [plan.day for plan in plans]
    for _day in range(24):
        given.pass_time(desk, days=1, minutes=-11)
        rounds.run_round(desk)
        given.send_all(desk)
        given.sign_of_life(desk)
        given.pass_time(desk, minutes=-1)
    sent = [
        (event.at.astimezone(desk.clock.zone).date(), str(event.data["stage"]))
        for event in given.history(desk)
        if event.what == "letter.proposed"
    ]
    assert sent == [(plan.day, plan.what) for plan in plans]


def test_what_is_written_already_stands_first_in_a_preview(desk: Desk) -> None:
    asked = with_mode(desk, "approve")
    given.invoice(asked, "1/2026", DUE)
    rounds.run_round(asked)
    plans = preview(asked, date(2026, 9, 20))
    assert [(plan.what, plan.state) for plan in plans] == [
        ("first", "proposed"),
        ("second", "planned"),
    ]


def test_a_preview_knows_calls_holds_and_their_ends(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, email="")
    given.invoice(desk, "2/2026", DUE, name="Beta Spa", email="b@beta.test")
    given.invoice(desk, "3/2026", DUE, name="Gamma Snc", email="g@gamma.test")
    cases.hold(desk, "carla", "fair", date(2026, 9, 11), customer="Beta")
    cases.hold(desk, "carla", "sued", None, customer="Gamma")
    plans = preview(desk, date(2026, 9, 16))
    assert [(plan.day, plan.what, plan.customer) for plan in plans] == [
        (date(2026, 9, 7), "call", "Alfa Srl"),
        (date(2026, 9, 14), "call", "Alfa Srl"),
        (date(2026, 9, 14), "first", "Beta Spa"),
    ]


def test_why_tells_rule_data_and_what_comes_next(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    assert "Next: the letter 'first reminder', today" in why(desk, "1/2026").paragraph
    rounds.run_round(desk)
    given.send_all(desk)
    answer = why(desk, "1/2026")
    assert (
        "Letter 1 ('first reminder') left on 2026-09-07 at 09:41 and is sent"
        in answer.paragraph
    )
    assert (
        "Next: the letter 'second reminder' on 2026-09-14: 1/2026 was due on"
        in answer.paragraph
    )
    given.money(desk, 10_000, "fattura 1/2026", "Alfa Srl")
    rounds.run_round(desk)
    paid = why(desk, "1/2026").paragraph
    assert "nothing is open" in paid
    assert "100.00 EUR came with payment 1" in paid
    assert why(desk, "Alfa").paragraph.startswith("Alfa Srl owes nothing.")
    with pytest.raises(Refused, match="neither an invoice nor a customer"):
        why(desk, "9/2030")


def test_why_tells_of_calls_doubts_and_cancelled_invoices(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, email="")
    assert "Next: a call, today" in why(desk, "Alfa").paragraph
    cases.hold(desk, "carla", "x", None, customer="Alfa")
    assert (
        "nothing by itself: held until a person decides" in why(desk, "Alfa").paragraph
    )
    given.invoice(desk, "NC 1", DUE, 500, kind="credit_note")
    assert "Credit note NC 1" in why(desk, "NC 1").paragraph
    invoicing.cancel(desk, "carla", "1/2026", "issued in error")
    assert "cancelled: issued in error" in why(desk, "1/2026").paragraph


def test_a_status_tells_where_everything_stands(desk: Desk) -> None:
    asked = with_mode(desk, "approve")
    given.invoice(asked, "1/2026", DUE)
    given.invoice(asked, "2/2026", DUE, name="Beta Spa", email="")
    given.money(asked, 123, "pagamento", "Qualcuno")
    rounds.mailbox_stands_still(asked, "boss", "imap.firm.test is away")
    rounds.run_round(asked)
    found = status(asked)
    assert (found.sending, found.to_approve, found.calls) == ("approve", 1, 1)
    assert (found.owed, found.overdue) == ((Money(20_000),), (Money(20_000),))
    assert (found.questions, found.holds, found.in_quarantine) == (1, 0, 0)
    assert "mailbox:boss since 2026-09-07 09:30" in found.stands_still[0]
    assert found.covered == {"IT00TEST": date(2026, 9, 7)}
    letters.approve_all(asked, "carla")
    given.send_all(asked)
    assert status(asked).sent_today == 1


def test_lists_show_what_is_open_and_what_comes_next(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE, name="Beta Spa", email="b@beta.test")
    given.money(desk, 10_000, "fattura 1/2026", "Alfa Srl")
    rounds.run_round(desk)
    assert [row.number for row in lists.invoice_rows(desk)] == ["2/2026"]
    assert len(lists.invoice_rows(desk, everything=True, customer="Alfa")) == 1
    (row,) = lists.payment_rows(desk)
    assert row.invoices == ("1/2026: 100.00 EUR",)
    alfa, beta = lists.customer_rows(desk)
    assert (alfa.next, beta.overdue) == ("", (Money(10_000),))
    assert [each.name for each in lists.customer_rows(desk, "beta")] == ["Beta Spa"]


def test_the_log_may_be_asked_about_one_thing(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE, name="Beta Spa", email="b@beta.test")
    assert len(lists.log(desk, 3)) == 3
    assert [each.what for each in lists.log(desk, 9, "1/2026")] == ["invoice.recorded"]
    assert lists.log(desk, 9, "Beta")[-1].what == "customer.recorded"
    assert lists.verify(desk) == ""


def test_what_happened_names_those_it_is_about(desk: Desk) -> None:
    since = desk.clock.now() - timedelta(seconds=1)
    given.invoice(desk, "1/2026", DUE)
    (told,) = happened(desk, since, "invoice.recorded")
    assert (told.what, told.customers) == ("invoice.recorded", ("Alfa Srl",))


def test_the_summary_goes_to_all_and_tells_only_news(desk: Desk) -> None:
    given.one_letter(desk)
    assert "LETTERE PARTITE" in show(desk).text
    assert summarise(desk)
    given.pass_time(desk, days=1)
    assert "LETTERE PARTITE" not in show(desk).text


def test_a_customer_whose_plan_fails_does_not_cost_the_summary(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from agent.steps import plan

    def fails(*_args: object, **_named: object) -> None:
        raise ZeroDivisionError

    given.invoice(desk, "1/2026", DUE)
    monkeypatch.setattr(plan, "play", fails)
    assert "100,00" in show(desk).text


def test_nothing_is_told_of_a_ledger_just_begun() -> None:
    desk = open_desk(at=MONDAY)
    with picture(desk) as tx:
        assert tx.now == MONDAY
    assert preview(desk, date(2026, 12, 31)) == ()
    assert status(desk).owed == ()


def test_while_all_letters_are_stopped_until_a_day_preview_shows_none(
    desk: Desk,
) -> None:
    given.invoice(desk, "1/2026", date(2026, 9, 1))
    last = desk.clock.today() + timedelta(days=10)
    letters.stop_all(desk, "carla", "ferie", last)

    shown = preview(desk, last + timedelta(days=10))

    assert shown
    assert [plan.day for plan in shown if plan.day <= last] == []


def test_a_letter_that_waits_for_approval_stands_behind_the_end_of_a_stop(
    desk: Desk,
) -> None:
    desk = with_mode(desk, "approve")
    given.invoice(desk, "1/2026", date(2026, 9, 1))
    rounds.run_round(desk)
    last = desk.clock.today() + timedelta(days=10)
    letters.stop_all(desk, "carla", "ferie", last)

    first, *_ = preview(desk, last)

    assert first.day > last
    assert f"waits until after {last}, the end of the stop" in first.manner


@pytest.mark.parametrize(("days", "is_anew"), [(1, False), (40, True)])
def test_a_letter_whose_days_pass_in_a_stop_is_said_to_be_written_anew(
    desk: Desk, days: int, *, is_anew: bool
) -> None:
    desk = with_mode(desk, "approve")
    given.invoice(desk, "1/2026", date(2026, 9, 1))
    rounds.run_round(desk)
    last = desk.clock.today() + timedelta(days=days)
    letters.stop_all(desk, "carla", "ferie", last)

    first, *_ = preview(desk, last)

    assert ("is written anew then" in first.manner) is is_anew


def test_what_follows_a_letter_kept_back_by_a_stop_keeps_its_distance_from_it(
    desk: Desk,
) -> None:
    desk = with_mode(desk, "approve")
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    last = desk.clock.today() + timedelta(days=11)
    letters.stop_all(desk, "carla", "ferie", last)

    first, second, *_ = preview(desk, last + timedelta(days=14))

    assert (first.what, second.what) == ("first", "second")
    assert (second.day - first.day).days >= 7
    assert f"last letter {(second.day - first.day).days} days ago" in second.because


def test_letters_that_a_person_stopped_are_paused_not_off(desk: Desk) -> None:
    asked = with_mode(desk, "approve")
    letters.stop_all(asked, "carla", "holidays")

    assert status(asked).sending == "paused"
    assert "Tutte le lettere sono in pausa" in " ".join(show(asked).text.split())

    assert status(with_mode(asked, "off")).sending == "off"
    letters.resume_all(asked, "carla")
    assert status(asked).sending == "approve"
