"""What follows from a letter that came back, by whose fault it is."""

from __future__ import annotations

from datetime import date

import pytest

from agent.ledger import calls, outbox
from agent.steps import rounds
from agent.steps.act import letters
from agent.steps.day import gather
from agent.steps.desk import Desk
from agent.steps.doctor import doctor
from agent.steps.each import picture
from agent.steps.look.status import status
from agent.steps.look.why import why
from agent.steps.summarise import show
from tests.steps import given
from tests.steps.notices import notice

DUE = date(2026, 9, 1)
FULL = ("5.2.2", "mailbox full, over quota")
SPAM = ("5.7.1", "message rejected as spam")


def states(desk: Desk) -> list[str]:
    with picture(desk) as tx:
        found = outbox.listed(tx)
    return [each.state for each in found if each.customer_id]


def asked(desk: Desk) -> list[str]:
    with picture(desk) as tx:
        return [call.because for call in calls.listed(tx)]


def last_letter(desk: Desk) -> bytes:
    return given.channel(desk).taken[-1][1]


def test_a_full_mailbox_is_tried_once_more_after_three_working_days(
    desk: Desk,
) -> None:
    given.arrives(desk, notice(*FULL, about=given.one_letter(desk)))
    assert (states(desk), asked(desk)) == (["bounced"], [])
    assert given.standing_holds(desk) == [("retry", date(2026, 9, 9))]
    assert given.the_customer(desk).write_to == "anna@client.test"
    given.pass_time(desk, days=2)
    given.send_all(desk)
    assert states(desk) == ["bounced"]
    given.pass_time(desk, days=1)
    given.send_all(desk)
    given.send_all(desk)
    assert states(desk) == ["bounced", "sent"]


def test_a_mailbox_that_stays_full_is_a_call(desk: Desk) -> None:
    given.arrives(desk, notice(*FULL, about=given.one_letter(desk)))
    given.pass_time(desk, days=3)
    given.send_all(desk)
    given.send_all(desk)
    given.arrives(desk, notice(*FULL, about=last_letter(desk), mark="n-2"))
    assert states(desk) == ["bounced", "bounced"]
    assert asked(desk) == ["letter 2 did not arrive: the mailbox is full (5.2.2)"]


def test_why_and_the_summary_say_that_a_letter_is_tried_again(desk: Desk) -> None:
    given.arrives(desk, notice(*FULL, about=given.one_letter(desk)))
    told = why(desk, "1/2026").paragraph
    assert "held until 2026-09-09 (retry): letter 1 came back" in told.lower()
    assert "la riscriviamo ancora una volta" in " ".join(show(desk).text.split())


def test_a_mailbox_full_for_now_is_left_alone(desk: Desk) -> None:
    late = notice("4.2.2", FULL[1], about=given.one_letter(desk))
    given.arrives(desk, late.replace(b"Action: failed", b"Action: delayed"))
    assert states(desk) == ["delayed"]
    assert (given.standing_holds(desk), asked(desk)) == ([], [])


@pytest.mark.parametrize(
    ("status_code", "said"),
    [
        SPAM,
        ("5.7.1", "blocked using a block list"),
        ("5.7.26", "this mail is unauthenticated"),
        ("5.7.0", "too many messages, rate limit exceeded"),
    ],
)
def test_what_is_our_fault_stops_all_letters_and_calls_nobody(
    desk: Desk, status_code: str, said: str
) -> None:
    raw = given.one_letter(desk)
    given.arrives(desk, notice(status_code, said, about=raw))
    given.invoice(desk, "2/2026", DUE, name="Beta Spa", email="b@beta.test")
    rounds.run_round(desk)
    given.send_all(desk)
    assert (states(desk), asked(desk)) == (["bounced"], [])
    assert status(desk).sending == "off"
    assert given.the_customer(desk).write_to == "anna@client.test"


def test_what_to_mend_stands_in_status_summary_and_doctor(desk: Desk) -> None:
    given.arrives(desk, notice(*SPAM, about=given.one_letter(desk)))
    because = "letter 1 came back: the receiving server took it for spam (5.7.1)"
    assert because in status(desk).off_because
    with picture(desk) as tx:
        line = gather(desk, tx, tx.now).stood_still[-1]
    assert (line.command, line.facts["reason"]) == ("sollecito resume", "spam")
    text = " ".join(show(desk).text.split())
    assert "l’ha presa per spam (codice 5.7.1). Fai controllare al provider SPF" in text
    (check,) = [one for one in doctor(desk) if one.name == "our mail"]
    assert because in check.meaning
    assert "SPF, DKIM, DMARC" in check.cure


def test_after_mending_the_letter_is_written_once_more(desk: Desk) -> None:
    given.arrives(desk, notice(*SPAM, about=given.one_letter(desk)))
    given.pass_time(desk, minutes=5)
    letters.resume_all(desk, "carla")
    assert given.still(desk) == {}
    given.send_all(desk)
    given.send_all(desk)
    assert states(desk) == ["bounced", "sent"]
    given.arrives(desk, notice(*SPAM, about=last_letter(desk), mark="n-2"))
    assert status(desk).off_because == ""
    assert len(asked(desk)) == 1


def test_a_notice_about_a_letter_from_before_the_mending_stops_nothing(
    desk: Desk,
) -> None:
    first = given.one_letter(desk)
    given.invoice(desk, "2/2026", DUE, name="Beta Spa", email="b@beta.test")
    rounds.run_round(desk)
    given.send_all(desk)
    given.arrives(desk, notice(*SPAM, about=first))
    given.pass_time(desk, minutes=5)
    letters.resume_all(desk, "carla")
    second = notice(*SPAM, about=last_letter(desk), recipient="b@beta.test", mark="n-2")
    given.arrives(desk, second)
    assert status(desk).off_because == ""
    assert given.happened(desk).count("letter.bounced") == 2
