"""Mail is kept first, tied to its letter, and changes only what it may."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from agent.clock import SimulatedClock
from agent.errors import TryLater, Uncertain
from agent.ledger import holds, messages, outbox, quarantine, tables
from agent.model.message import RawMessage
from agent.steps import read_mail, rounds
from agent.steps.act import quarantine as aside
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.understand_mail import take_effect
from tests.fakes import FakeMailbox
from tests.steps import given

DUE = date(2026, 9, 1)


def reasons(desk: Desk) -> list[str]:
    with picture(desk) as tx:
        return [hold.reason for hold in holds.standing(tx)]


def letter_state(desk: Desk) -> str:
    with picture(desk) as tx:
        return outbox.of_letter(tx, 1)[0].state


def test_an_answer_holds_all_cases_of_the_customer(desk: Desk) -> None:
    raw = given.one_letter(desk)
    given.arrives(
        desk, given.mail("anna@client.test", "Re: Fattura", "Le rispondo.", answers=raw)
    )
    assert reasons(desk) == ["reply"]


@pytest.mark.parametrize("subject", ["Ancora 1/2026", "1/2026"])
def test_a_new_mail_whose_subject_names_his_invoice_holds_however_short(
    desk: Desk, subject: str
) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.arrives(desk, given.mail("anna@client.test", subject, "Allora?"))
    assert reasons(desk) == ["reply"]


def test_a_stranger_who_names_an_open_invoice_holds_its_customer(desk: Desk) -> None:
    given.one_letter(desk)
    given.arrives(
        desk,
        given.mail(
            "contabile@other.test", "Fattura 1/2026", "La fattura 1/2026 non torna."
        ),
    )
    assert len(reasons(desk)) == 1


def test_a_promise_with_a_day_ends_by_itself(desk: Desk) -> None:
    raw = given.one_letter(desk)
    given.arrives(
        desk,
        given.mail(
            "anna@client.test",
            "Re: Fattura",
            "Buongiorno, paghiamo il 18 settembre.",
            answers=raw,
            Date="Mon, 07 Sep 2026 09:50:00 +0200",
        ),
    )
    with picture(desk) as tx:
        (hold,) = holds.standing(tx)
    assert hold.reason == "promise"
    assert hold.until == date(2026, 9, 22)


def test_the_mailbox_rebuilt_fetches_and_applies_nothing_again(desk: Desk) -> None:
    raw = given.one_letter(desk)
    given.arrives(
        desk, given.mail("anna@client.test", "Re: Fattura", "Le rispondo.", answers=raw)
    )
    before = given.happened(desk)
    given.mailbox(desk).uidvalidity = 2
    rounds.run_round(desk)
    assert given.happened(desk) == before


def test_one_poison_mail_costs_only_itself(desk: Desk) -> None:
    raw = given.one_letter(desk)
    box = given.mailbox(desk)
    box.deliver(b"From: anna@client.test\nSubject: \xff\xfe\n" + b"(" * 5000)
    given.arrives(
        desk, given.mail("anna@client.test", "Re: Fattura", "Le rispondo.", answers=raw)
    )
    assert "reply" in reasons(desk)
    with picture(desk) as tx:
        assert not quarantine.listed(tx)


def test_reading_twice_changes_nothing(desk: Desk) -> None:
    raw = given.one_letter(desk)
    given.arrives(
        desk, given.mail("anna@client.test", "Re: Fattura", "Le rispondo.", answers=raw)
    )
    before = given.happened(desk)
    read_mail.read(desk)
    rounds.run_round(desk)
    assert given.happened(desk) == before


def test_a_mail_that_stops_the_program_costs_only_itself(desk: Desk) -> None:
    given.one_letter(desk)
    box = given.mailbox(desk)
    box.deliver(given.mail("anna@client.test", "Fattura 1/2026", "Prima."))
    box.deliver(given.mail("anna@client.test", "Fattura 1/2026", "Seconda."))
    rounds.take_mail(desk, box)
    with transaction(desk) as tx:  # three starts came to no end at the first
        first, second = messages.new(tx, 9)
        messages.attempt(tx, [first.id, second.id])
        messages.attempt(tx, [first.id])
        messages.attempt(tx, [first.id])
    rounds.read_what_came(desk)
    with picture(desk) as tx:
        (item,) = quarantine.listed(tx)
        assert item.error == "reading it stopped the program 3 times"
        assert messages.get(tx, second.id).state == "read"


def test_a_mail_read_meanwhile_by_another_process_has_no_second_effect(
    desk: Desk,
) -> None:
    raw = given.one_letter(desk)
    box = given.mailbox(desk)
    box.deliver(given.mail("anna@client.test", "Re:", "Le rispondo.", answers=raw))
    rounds.take_mail(desk, box)
    with picture(desk) as tx:
        (stored,) = messages.new(tx, 9)
    read_mail.read(desk)
    before = given.happened(desk)
    with transaction(desk) as tx:
        take_effect(desk, tx, stored)
    assert given.happened(desk) == before


def test_a_busy_ledger_sets_no_mail_aside(desk: Desk) -> None:
    def busy(_day: date) -> bool:
        raise TryLater("the ledger cannot be written now")

    raw = given.one_letter(desk)
    box = given.mailbox(desk)
    box.deliver(given.mail("anna@client.test", "Re:", "Ho pagato ieri.", answers=raw))
    rounds.take_mail(desk, box)
    with pytest.raises(TryLater):
        read_mail.read(replace(desk, rules=replace(desk.rules, is_closed=busy)))
    with picture(desk) as tx:
        assert messages.count(tx) == {"new": 1}
        assert quarantine.listed(tx) == ()


def test_a_message_set_aside_may_be_read_again(desk: Desk) -> None:
    def fails(_day: date) -> bool:
        raise ZeroDivisionError

    raw = given.one_letter(desk)
    box = given.mailbox(desk)
    box.deliver(given.mail("anna@client.test", "Re:", "Ho pagato ieri.", answers=raw))
    rounds.take_mail(desk, box)
    broken = replace(desk, rules=replace(desk.rules, is_closed=fails))
    read_mail.read(broken)
    assert "unexpected fault" in aside.retry(broken, "carla", 1)[0]
    assert aside.retry(desk, "carla", 1) == ()
    assert "claim" in reasons(desk)


def test_a_mail_the_server_does_not_give_is_kept_in_sight(desk: Desk) -> None:
    blind = replace(desk, sources=(Blind(desk.clock),))
    given.mailbox(blind).deliver(b"")
    rounds.run_round(blind)
    with picture(desk) as tx:
        assert [item.name for item in quarantine.listed(tx)] == ["office/INBOX/1"]


def test_headers_the_server_gives_only_with_the_mail_are_read_from_it(
    desk: Desk,
) -> None:
    raw = given.one_letter(desk)
    blind = replace(desk, sources=(Blind(desk.clock),))
    given.mailbox(blind).deliver(
        given.mail("anna@client.test", "Re:", "Ho pagato ieri.", answers=raw)
    )
    rounds.run_round(blind)
    given.mailbox(blind).uidvalidity = 2
    rounds.run_round(blind)
    assert reasons(desk) == ["claim"]
    with picture(desk) as tx:
        assert messages.count(tx)["read"] == 1


class Blind(FakeMailbox):
    """A server that fails on every FETCH of headers alone."""

    def headers(self, uids: Sequence[int]) -> Iterator[RawMessage]:
        for mail in super().headers(uids):
            yield replace(mail, raw=b"")


def test_a_rehearsal_dates_what_comes_by_its_own_clock(desk: Desk) -> None:
    raw = given.one_letter(desk)
    box = given.mailbox(desk)
    box.deliver(given.mail("anna@client.test", "Re:", "Ho pagato ieri.", answers=raw))
    later = datetime(2028, 3, 1, 9, 30, tzinfo=UTC)
    rehearsal = replace(desk, clock=SimulatedClock(later, desk.clock.zone))
    rounds.take_mail(rehearsal, box)
    with picture(rehearsal) as tx:
        (stored,) = messages.new(tx, 9)
    assert stored.arrived_at >= later


def test_only_the_mailbox_that_gets_the_copies_lets_evidence_time_pass(
    desk: Desk,
) -> None:
    other = FakeMailbox(desk.clock, "boss")
    both = replace(desk, sources=(*desk.sources, other))
    given.invoice(both, "1/2026", DUE)
    rounds.run_round(both)
    given.channel(both).at_hand_over.append(Uncertain("cut after the last byte"))
    given.send_all(both)
    given.mailbox(desk).broken = TryLater("imap.firm.test is away")
    for _look in range(8):
        given.pass_time(both, minutes=9)
        rounds.run_round(both)
    assert letter_state(both) == "handing_over"


def test_whoever_looks_once_an_hour_is_asked_about_an_unknown_letter_too(
    desk: Desk,
) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.channel(desk).at_hand_over.append(Uncertain("cut after the last byte"))
    given.send_all(desk)
    for _look in range(4):
        given.pass_time(desk, hours=1)
        rounds.run_round(desk)
    assert letter_state(desk) == "uncertain"


class Late(FakeMailbox):
    """A server that shows a mail below what it has shown already."""

    def deliver_below(self, raw: bytes, uid: int) -> None:
        self.mails["INBOX"][uid] = (raw, self.clock.now())


def test_a_mail_that_comes_to_lie_below_the_bookmark_is_found_the_next_day(
    desk: Desk,
) -> None:
    raw = given.one_letter(desk)
    box = Late(desk.clock, _next=10)
    late = replace(desk, sources=(box,))
    box.deliver(given.mail("anna@client.test", "Cantiere", "A domani."))
    rounds.run_round(late)
    rounds.run_round(late)
    answer = given.mail("anna@client.test", "Re:", "Ho pagato ieri.", answers=raw)
    box.deliver_below(answer, 9)
    rounds.run_round(late)
    assert "claim" not in reasons(desk)
    given.pass_time(late, days=1)
    rounds.run_round(late)
    assert "claim" in reasons(desk)


def test_a_mail_given_up_by_a_person_is_not_asked_about_again(desk: Desk) -> None:
    blind = replace(desk, sources=(Blind(desk.clock),))
    given.mailbox(blind).deliver(b"")
    rounds.run_round(blind)
    aside.drop(desk, "carla", 1, "seen in the mail program")
    given.pass_time(blind, days=2)
    rounds.run_round(blind)
    with picture(desk) as tx:
        assert quarantine.listed(tx) == ()


def test_a_ledger_locked_again_and_again_sets_no_mail_aside(desk: Desk) -> None:
    raw = given.one_letter(desk)
    box = given.mailbox(desk)
    box.deliver(given.mail("anna@client.test", "Re:", "Ho pagato ieri.", answers=raw))
    rounds.take_mail(desk, box)
    for _start in range(5):
        locked_out(desk)
    read_mail.read(desk)
    with picture(desk) as tx:
        assert messages.count(tx) == {"read": 1}
    assert reasons(desk) == ["claim"]


def locked_out(desk: Desk) -> None:
    def busy(_day: date) -> bool:
        raise TryLater("the ledger cannot be written now")

    with pytest.raises(TryLater):
        read_mail.read(replace(desk, rules=replace(desk.rules, is_closed=busy)))


def test_a_try_that_another_process_did_not_survive_counts(desk: Desk) -> None:
    raw = given.one_letter(desk)
    box = given.mailbox(desk)
    box.deliver(given.mail("anna@client.test", "Re:", "Ho pagato ieri.", answers=raw))
    rounds.take_mail(desk, box)
    locked_out(replace(desk, worker="first"))
    locked_out(replace(desk, worker="second"))
    locked_out(replace(desk, worker="second"))
    locked_out(replace(desk, worker="third"))
    read_mail.read(replace(desk, worker="fourth"))
    with picture(desk) as tx:
        (item,) = quarantine.listed(tx)
    assert item.error == "reading it stopped the program 3 times"


def test_a_mail_at_which_the_program_was_killed_twice_is_read(desk: Desk) -> None:
    raw = given.one_letter(desk)
    box = given.mailbox(desk)
    box.deliver(given.mail("anna@client.test", "Re:", "Ho pagato ieri.", answers=raw))
    rounds.take_mail(desk, box)
    locked_out(replace(desk, worker="first"))
    locked_out(replace(desk, worker="second"))
    read_mail.read(replace(desk, worker="third"))
    assert reasons(desk) == ["claim"]


def test_a_mail_moved_to_a_rebuilt_sent_folder_lies_in_sent(desk: Desk) -> None:
    given.one_letter(desk)
    box = given.mailbox(desk)
    box.deliver(given.mail("boss@firm.test", "Due", "Ciao!", to="anna@client.test"))
    other = given.mail("boss@firm.test", "Uno", "Ciao!", to="anna@client.test")
    box.deliver(other, "Sent")
    rounds.run_round(desk)
    box.mails["Sent"] |= box.mails["INBOX"]
    box.mails["INBOX"].clear()
    box.uidvalidity = 2
    rounds.run_round(desk)
    asked = sa.select(tables.positions).where(tables.positions.c.uidvalidity == 2)
    with picture(desk) as tx:
        rows = tx.rows(asked.where(tables.positions.c.firm == desk.firm))
    assert [(row["folder"], row["role"]) for row in rows] == [("Sent", "sent")] * 2
