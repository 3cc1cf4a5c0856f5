"""Due times and what stands still."""

from __future__ import annotations

from agent.ledger import due
from agent.ledger.book import Ledger, Tx
from tests.ledger.builders import DAY, FIRM, HOUR, NOW, TODAY


def test_a_job_never_asked_for_has_no_times(tx: Tx) -> None:
    assert due.of(tx, "summary") == due.DueTime("summary", None, None, None)


def test_a_job_that_ran_says_when_for_which_day_and_when_again(tx: Tx) -> None:
    due.note(tx, "summary", NOW + DAY, "written", TODAY)
    assert due.of(tx, "summary") == due.DueTime("summary", NOW + DAY, NOW, TODAY)


def test_a_job_that_ran_again_keeps_the_day_it_ran_for(tx: Tx) -> None:
    due.note(tx, "summary", NOW + DAY, "written", TODAY)
    due.note(tx, "summary", NOW + HOUR, "failed")
    assert due.of(tx, "summary") == due.DueTime("summary", NOW + HOUR, NOW, TODAY)


def test_a_due_time_is_moved_without_running(tx: Tx) -> None:
    due.set_due(tx, "summary", NOW)
    due.set_due(tx, "summary", NOW + HOUR)
    assert due.of(tx, "summary") == due.DueTime("summary", NOW + HOUR, None, None)


def test_standing_still_is_news_once_and_keeps_its_beginning(ledger: Ledger) -> None:
    with ledger.begin(FIRM, NOW) as tx:
        assert due.stands_still(tx, "mailbox:office", "no answer") is True
    with ledger.begin(FIRM, NOW + HOUR) as tx:
        assert due.stands_still(tx, "mailbox:office", "wrong password") is False
        (found,) = due.standings(tx)
    assert found == due.Standing("mailbox:office", NOW, None, "wrong password")


def test_what_works_again_stands_still_anew(ledger: Ledger) -> None:
    with ledger.begin(FIRM, NOW) as tx:
        due.stands_still(tx, "bank", "no file")
        due.works(tx, "bank")
        assert due.standings(tx) == (due.Standing("bank", None, NOW, ""),)
    with ledger.begin(FIRM, NOW + HOUR) as tx:
        assert due.stands_still(tx, "bank", "no file") is True
        assert due.standings(tx) == (due.Standing("bank", NOW + HOUR, NOW, "no file"),)


def test_standings_come_by_name(tx: Tx) -> None:
    due.works(tx, "sending")
    due.works(tx, "bank")
    due.stands_still(tx, "mailbox:office", "no answer")
    assert [each.what for each in due.standings(tx)] == [
        "bank",
        "mailbox:office",
        "sending",
    ]
