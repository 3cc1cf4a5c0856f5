"""A short demo: what its folder holds, and the promises kept while it ran."""

from __future__ import annotations

import email
import email.policy
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from agent.demo import firm
from agent.demo.performance import to_the_paid
from agent.demo.smtp import Posted
from agent.errors import Refused
from agent.steps.desk import Desk
from agent.steps.look.call_sheets import call_sheets
from agent.steps.look.happenings import happened
from agent.steps.look.status import status
from agent.steps.look.why import why
from tests.demo.conftest import ROME, Played, play

_START = datetime(2026, 9, 28, tzinfo=ROME)


def letters(folder: Path) -> list[Path]:
    return sorted(folder.glob("letters/*.eml"))


def test_every_letter_lies_there_as_mail_page_and_text(played: Played) -> None:
    found = letters(played.folder)
    assert len(found) == played.outcome.letters > 10
    assert all(each.with_suffix(".html").is_file() for each in found)
    assert all(each.with_suffix(".txt").is_file() for each in found)


def test_a_page_shows_its_pictures_without_a_mail_program(played: Played) -> None:
    pages = [each.read_text("utf-8") for each in played.folder.glob("letters/*.html")]

    assert not any('src="cid:' in page for page in pages)
    assert any('src="data:image/png;base64,' in page for page in pages)


def test_a_summary_is_written_on_each_working_day_and_the_morning_after(
    played: Played,
) -> None:
    days = [each.stem for each in sorted(played.folder.glob("summaries/*.eml"))]
    october = [f"2026-10-{day:02}" for day in (1, 2, 5, 6, 7, 8, 9, 12)]
    assert days == ["2026-09-28", "2026-09-29", "2026-09-30", *october]


def test_nothing_went_wrong(played: Played) -> None:
    assert played.outcome.faults == ()


def test_nobody_was_reminded_once_a_statement_had_shown_his_payment(
    played: Played,
) -> None:
    assert played.outcome.to_the_paid == ()


def test_a_letter_to_one_who_has_paid_would_be_found() -> None:
    at = _START.replace(hour=9)
    posted = Posted(firm.MAILBOX, "a@b.test", b"Date: x\r\n\r\nFattura 12/2026\r\n")
    shown = {"12/2026": at - timedelta(hours=1), "13/2026": at}
    (found,) = to_the_paid([(at, posted)], shown)
    assert "12/2026" in found


def test_the_bounce_became_a_call_and_the_address_was_mended(left: Desk) -> None:
    found = happened(left, _START, "letter.bounced", "call.made", "customer.changed")
    names = {name for each in found[:1] for name in each.customers}
    his = [each.what for each in found if set(each.customers) == names]
    assert his == ["letter.bounced", "call.made", "customer.changed"]


def test_the_promise_stopped_the_letters_until_it_was_kept(
    left: Desk, played: Played
) -> None:
    kinds = ("promise.made", "promise.kept")
    made, kept = (
        each
        for each in happened(left, _START, *kinds)
        if each.customers[0].startswith("Panificio")
    )
    his = [each.name for each in letters(played.folder) if "panificio" in each.name]
    between = [
        (played.folder / "letters" / name).with_suffix(".txt").read_text("utf-8")
        for name in his
        if f"{made.at:%Y-%m-%d-%H%M}" < name < f"{kept.at:%Y-%m-%d}"
    ]
    assert (made.what, kept.what) == kinds
    assert his
    assert len(between) == 1  # the owner had his promise confirmed
    assert "grazie della sua risposta" in between[0]


def test_no_letter_leaves_before_the_owner_has_gone_live(played: Played) -> None:
    assert [day.letters for day in played.told[:2]] == [0, played.told[1].letters]
    assert played.told[1].letters > 0


def test_nothing_leaves_on_closed_days_or_outside_office_hours(played: Played) -> None:
    at = [re.match(r"(.{10})-(\d{4})", each.name) for each in letters(played.folder)]
    closed = {f"{day.day}" for day in played.told if day.is_closed}
    assert closed == {"2026-10-03", "2026-10-04"}
    assert all(found and found[1] not in closed for found in at)
    assert all(found and "0900" <= found[2] < "1730" for found in at)


def test_the_ledger_can_be_looked_at_without_servers(left: Desk) -> None:
    now = status(left)
    assert f"{now.now.astimezone(ROME):%Y-%m-%d %H:%M}" == "2026-10-12 08:40"
    assert now.stands_still == ()
    assert now.in_quarantine == 0
    assert len(call_sheets(left)) == now.calls


def test_three_invoices_are_explained(left: Desk, played: Played) -> None:
    written = (played.folder / "why.txt").read_text("utf-8")
    assert len(played.outcome.interesting) == 3
    assert all(
        why(left, number).paragraph in written for number in played.outcome.interesting
    )


def test_letters_are_mails_from_the_firm_in_its_customers_language(
    played: Played,
) -> None:
    (first, *_) = letters(played.folder)
    mail = email.message_from_bytes(first.read_bytes(), policy=email.policy.default)
    body = mail.get_body(("plain",))
    assert body is not None
    assert mail["From"].addresses[0].addr_spec == firm.MAILBOX
    assert "Gentile" in body.get_content()


def test_passwords_lie_in_a_file_for_one_reader(played: Played) -> None:
    assert (played.folder / "password").stat().st_mode & 0o077 == 0


def test_the_same_seed_gives_the_same_letters_and_another_seed_others(
    tmp_path: Path,
) -> None:
    one, same, other = (
        play(tmp_path / name, seed, customers=2, days=2)
        for name, seed in (("one", 5), ("same", 5), ("other", 6))
    )
    told = [
        {each.name: each.read_bytes() for each in letters(played.folder)}
        for played in (one, same, other)
    ]
    assert told[0]
    assert told[0] == told[1]
    assert told[0] != told[2]


def test_the_folder_of_an_earlier_demo_is_replaced(tmp_path: Path) -> None:
    play(tmp_path / "out", 1, customers=1, days=2)
    before = letters(tmp_path / "out")
    (tmp_path / "out" / "mine.txt").write_text("kept")
    play(tmp_path / "out", 1, customers=1, days=1)
    assert before
    assert letters(tmp_path / "out") == []
    assert (tmp_path / "out" / "mine.txt").read_text() == "kept"


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(Refused, match="--out"):
        play(tmp_path, 1, customers=1, days=1)
    assert [each.name for each in tmp_path.iterdir()] == ["letter.txt"]
