"""Our copies are filed once, and what the provider does is learned from evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from agent.errors import Refused, TryLater
from agent.inbox.source import Folder
from agent.ledger import firms, tables
from agent.steps import read_mail, rounds
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.file_copies import file_copies
from tests.fakes import FakeMailbox
from tests.statements import heard
from tests.steps import given

DUE = date(2026, 9, 1)
SWITCH = "provider_files_sent"


@dataclass
class Stubborn(FakeMailbox):
    """A mailbox that refuses to move some mails.

    Args:
        stuck: Their UIDs, and what is raised.
    """

    stuck: dict[int, Exception] = field(default_factory=dict)

    def move(self, uids: Sequence[int], to_folder: str) -> None:
        for uid in uids:
            if uid in self.stuck:
                raise self.stuck[uid]
            super().move([uid], to_folder)


def two_letters(desk: Desk, box: FakeMailbox) -> list[int]:
    """Let two letters leave and their copies be read; give the copies' UIDs."""
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE, name="Beta Spa", email="b@beta.test")
    rounds.run_round(desk)
    given.send_all(desk)
    uids = [box.deliver(raw) for _, raw in given.channel(desk).taken]
    rounds.take_mail(desk, box)
    rounds.read_what_came(desk)
    return uids


class WithoutSent(FakeMailbox):
    """A mailbox in which nobody finds a Sent folder."""

    def folders(self) -> tuple[Folder, ...]:
        return (Folder("INBOX", "inbox"),)


def test_without_a_sent_folder_letters_are_not_looked_up_one_by_one(
    desk: Desk,
) -> None:
    box = WithoutSent(desk.clock)
    desk = replace(desk, sources=(box,))
    two_letters(desk, box)
    file_copies(desk, box)
    assert "no Sent folder" in given.still(desk)["sent folder of office"]
    with heard() as asked:
        file_copies(desk, box)
    assert asked
    assert not any(tables.positions.name in sql for sql in asked)


@pytest.mark.parametrize("fault", [Refused("over quota"), ZeroDivisionError()])
def test_a_copy_that_cannot_be_moved_costs_only_itself(
    desk: Desk, fault: Exception
) -> None:
    box = Stubborn(desk.clock)
    desk = replace(desk, sources=(box,))
    first, _ = two_letters(desk, box)
    box.stuck[first] = fault
    assert file_copies(desk, box) == 1
    assert "sent folder of office" in given.still(desk)
    box.stuck.clear()
    assert file_copies(desk, box) == 1
    assert given.still(desk) == {}


def test_a_link_that_breaks_notes_what_was_moved_before(desk: Desk) -> None:
    box = Stubborn(desk.clock)
    desk = replace(desk, sources=(box,))
    _, second = two_letters(desk, box)
    box.stuck[second] = TryLater("cut")
    with pytest.raises(TryLater):
        file_copies(desk, box)
    box.stuck.clear()
    assert file_copies(desk, box) == 1
    assert len(box.mails["Sent"]) == 2


def test_filing_many_shows_a_sign_of_life_before_each(desk: Desk) -> None:
    box = given.mailbox(desk)
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE, name="Beta Spa", email="b@beta.test")
    rounds.run_round(desk)
    given.send_all(desk)
    given.pass_time(desk, days=1)
    beats: list[int] = []
    rounds.take_mail(desk, box, lambda: beats.append(len(box.mails["Sent"])))
    assert beats[-2:] == [0, 1]


def learned(desk: Desk) -> str:
    with picture(desk) as tx:
        return firms.switch(tx, SWITCH)


def test_a_copy_that_nobody_read_yet_is_not_filed_a_second_time(desk: Desk) -> None:
    box = given.mailbox(desk)
    box.deliver(given.one_letter(desk))
    given.pass_time(desk, days=1)  # the machine was off
    rounds.take_mail(desk, box)
    assert box.mails["Sent"] == {}
    rounds.read_what_came(desk)
    rounds.take_mail(desk, box)
    assert (len(box.mails["Sent"]), len(box.mails["INBOX"])) == (1, 0)


@pytest.mark.parametrize("gone", [0, 1])
def test_of_two_copies_the_one_still_there_is_moved(desk: Desk, gone: int) -> None:
    box = given.mailbox(desk)
    raw = given.one_letter(desk)
    uids = [box.deliver(raw), box.deliver(raw)]  # relayed twice
    read_mail.store(desk, box)
    rounds.read_what_came(desk)
    del box.mails["INBOX"][uids[gone]]
    given.pass_time(desk, days=1)
    rounds.take_mail(desk, box)
    assert (len(box.mails["Sent"]), len(box.mails["INBOX"])) == (1, 0)


def test_a_copy_is_found_where_the_mailbox_was_renumbered(desk: Desk) -> None:
    box = given.mailbox(desk)
    uid = box.deliver(given.one_letter(desk))
    rounds.take_mail(desk, box)
    rounds.read_what_came(desk)
    assert uid in box.mails["INBOX"]
    box.uidvalidity += 1
    given.pass_time(desk, days=1)
    rounds.take_mail(desk, box)
    rounds.read_what_came(desk)
    rounds.take_mail(desk, box)
    assert (len(box.mails["Sent"]), len(box.mails["INBOX"])) == (1, 0)


def test_a_copy_in_sent_beside_ours_in_the_inbox_is_the_providers(desk: Desk) -> None:
    raw = given.one_letter(desk)
    given.mailbox(desk).deliver(raw)
    given.mailbox(desk).deliver(b"Received: by provider\n" + raw, "Sent")
    rounds.run_round(desk)
    rounds.run_round(desk)
    assert learned(desk) == "yes"
    assert len(given.mailbox(desk).mails["Sent"]) == 1


def test_a_copy_the_user_moved_to_sent_teaches_nothing(desk: Desk) -> None:
    raw = given.one_letter(desk)
    given.mailbox(desk).deliver(raw, "Sent")
    rounds.run_round(desk)
    given.pass_time(desk, minutes=20)
    rounds.run_round(desk)
    assert learned(desk) == ""
    assert len(given.mailbox(desk).mails["Sent"]) == 1


def test_a_copy_we_moved_before_a_kill_teaches_nothing(desk: Desk) -> None:
    box = given.mailbox(desk)
    uid = box.deliver(given.one_letter(desk))
    rounds.take_mail(desk, box)
    rounds.read_what_came(desk)
    box.select("INBOX")
    box.move([uid], "Sent")  # and the program dies before it is noted
    rounds.run_round(desk)
    given.pass_time(desk, minutes=20)
    rounds.run_round(desk)
    assert learned(desk) == ""
    assert len(box.mails["Sent"]) == 1


def test_a_provider_that_files_no_more_is_noticed(desk: Desk) -> None:
    with transaction(desk) as tx:
        firms.set_switch(tx, SWITCH, "yes", "seen")
    given.one_letter(desk)
    given.pass_time(desk, minutes=20)
    rounds.run_round(desk)
    assert learned(desk) == ""
    assert len(given.mailbox(desk).mails["Sent"]) == 1
