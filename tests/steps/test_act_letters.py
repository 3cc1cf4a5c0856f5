"""A person lets letters leave, takes them back, or says what became of them."""

from __future__ import annotations

from datetime import date

import pytest

from agent.errors import Refused, TryLater, Uncertain
from agent.ledger import outbox
from agent.model.money import Money
from agent.steps import rounds
from agent.steps.act import cases, editing, letters, money
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.look.review import letter as look
from agent.steps.look.review import review
from agent.steps.self_test import probe_detail
from agent.steps.summarise import show, summarise
from tests.desks import with_mode
from tests.steps import given

DUE = date(2026, 9, 1)


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """A desk where each letter waits for a person; one does."""
    asked = with_mode(desk, "approve")
    given.invoice(asked, "1/2026", DUE)
    rounds.run_round(asked)
    return asked


def states(desk: Desk) -> list[str]:
    with picture(desk) as tx:
        return [each.state for each in outbox.listed(tx) if each.customer_id]


def test_what_waits_is_listed_with_its_words(asked: Desk) -> None:
    (row,) = review(asked).letters
    assert (row.no, row.customer, row.state) == (1, "Alfa Srl", "proposed")
    assert "1/2026" in look(asked, 1).words.text
    with pytest.raises(Refused, match="no letter 7"):
        look(asked, 7)


def test_an_approved_letter_waits_for_a_change_of_mind(asked: Desk) -> None:
    letters.approve(asked, "carla", 1)
    rounds.run_round(asked)
    assert states(asked) == ["approved"]
    assert letters.refuse(asked, "carla", 1, "not him") == date(2026, 9, 14)
    given.send_all(asked)
    assert states(asked) == ["withdrawn"]
    assert given.standing_holds(asked) == [("hand", date(2026, 9, 14))]
    with pytest.raises(Refused, match="letter 1 is withdrawn"):
        letters.approve(asked, "carla", 1)


def test_an_approval_is_taken_back_plainly_before_the_letter_leaves(
    asked: Desk,
) -> None:
    letters.approve(asked, "carla", 1)
    letters.unapprove(asked, "carla", 1)

    assert given.send_all(asked).sent == 0
    assert states(asked) == ["proposed"]
    assert given.standing_holds(asked) == []
    with pytest.raises(Refused, match="letter 1 is proposed; this is for letters that"):
        letters.unapprove(asked, "carla", 1)

    letters.approve(asked, "carla", 1)
    assert given.send_all(asked).sent == 1
    with pytest.raises(Refused, match="letter 1 is sent"):
        letters.unapprove(asked, "carla", 1)


def test_an_approval_taken_back_lapses_like_a_proposal(asked: Desk) -> None:
    letters.approve(asked, "carla", 1)
    given.pass_time(asked, days=2)
    letters.unapprove(asked, "carla", 1)

    given.pass_time(asked, days=6)
    rounds.run_round(asked)
    assert "proposed" in states(asked)

    given.pass_time(asked, days=2)
    rounds.run_round(asked)
    assert states(asked)[0] == "withdrawn"


def test_all_that_fit_are_approved_at_once(asked: Desk) -> None:
    given.invoice(asked, "2/2026", DUE, name="Beta Spa", email="b@beta.test")
    rounds.run_round(asked)
    given.money(asked, 4_000, "acconto fattura 1/2026", "Alfa Srl")
    money.pay(asked, "carla", "2/2026", Money(1_000), DUE, "cash")
    rounds.write_due(asked)
    cases.hold(asked, "carla", "wait", None, customer="Beta")
    assert letters.approve_all(asked, "carla") != ()
    assert "proposed" not in states(asked)


def test_a_letter_of_unknown_fate_may_be_said_to_have_left(desk: Desk) -> None:
    uncertain(desk)
    assert [row.state for row in review(desk).uncertain] == ["uncertain"]
    letters.it_left(desk, "carla", 1)
    assert states(desk) == ["sent"]
    assert given.standing_holds(desk) == []
    with pytest.raises(Refused, match="letter 1 is sent"):
        letters.it_left(desk, "carla", 1)


def test_a_letter_of_unknown_fate_may_be_sent_once_more(desk: Desk) -> None:
    uncertain(desk)
    letters.send_again(desk, "carla", 1)
    given.send_all(desk)
    assert given.recipients(desk) == ["anna@client.test"]
    assert states(desk) == ["sent"]


def test_a_letter_of_unknown_fate_is_not_repeated_to_whom_paid(desk: Desk) -> None:
    uncertain(desk)
    given.money(desk, 10_000, "fattura 1/2026", "Alfa Srl")
    rounds.run_round(desk)
    with pytest.raises(Refused, match="no longer fits"):
        letters.send_again(desk, "carla", 1)
    assert states(desk) == ["withdrawn"]


def test_what_did_not_leave_and_no_longer_fits_is_written_anew(desk: Desk) -> None:
    uncertain(desk)
    given.invoice(desk, "N1/2026", DUE, 3_000, kind="credit_note")
    with pytest.raises(Refused, match="credit note"):
        letters.send_again(desk, "carla", 1)
    rounds.run_round(desk)
    given.send_all(desk)
    assert states(desk) == ["withdrawn", "sent"]
    assert given.recipients(desk) == ["anna@client.test"]


def uncertain(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.channel(desk).at_hand_over.append(Uncertain("cut after the last byte"))
    given.send_all(desk)
    for _look in range(5):
        given.pass_time(desk, minutes=9)
        rounds.run_round(desk)
    assert states(desk) == ["uncertain"]


def refused(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.channel(desk).at_offer.append(Refused("a fault of the server", 554, "5.3.0"))
    given.send_all(desk)
    assert states(desk) == ["refused"]


def test_a_refused_letter_may_be_sent_once_more(desk: Desk) -> None:
    refused(desk)
    letters.send_again(desk, "carla", 1)
    given.send_all(desk)
    assert given.recipients(desk) == ["anna@client.test"]


def test_a_refused_letter_is_not_repeated_beside_the_one_that_replaced_it(
    desk: Desk,
) -> None:
    refused(desk)
    editing.edit(desk, "carla", "1", {}, add_email="anna@client.test")
    rounds.run_round(desk)
    with pytest.raises(Refused, match="letter 2 was written to him since"):
        letters.send_again(desk, "carla", 1)
    given.send_all(desk)
    assert given.recipients(desk) == ["anna@client.test"]


def test_a_summary_of_unknown_fate_may_be_sent_once_more(desk: Desk) -> None:
    summarise(desk)
    given.channel(desk).at_hand_over.append(Uncertain("cut"))
    for _look in range(6):
        rounds.run_round(desk)
        given.pass_time(desk, minutes=9)
    letters.send_again(desk, "carla", 1)
    rounds.run_round(desk)
    assert given.recipients(desk) == ["boss@firm.test"]


def test_our_provider_is_asked_once_whether_it_takes_details(desk: Desk) -> None:
    probe_detail(desk)
    probe_detail(desk)
    assert given.happened(desk).count("detail.probed") == 1


def test_a_server_that_is_away_teaches_nothing(desk: Desk) -> None:
    given.channel(desk).at_takes.append(TryLater("away"))
    probe_detail(desk)
    assert "detail.probed" not in given.happened(desk)
    rounds.begin(desk)
    assert "detail.probed" in given.happened(desk)


def test_a_provider_that_takes_no_detail_gets_plain_addresses(desk: Desk) -> None:
    given.channel(desk).takes_detail = False
    rounds.begin(desk)
    given.one_letter(desk)
    ((envelope, _),) = given.channel(desk).taken
    assert envelope.sender == "office@firm.test"


def test_stopping_all_letters_is_told_in_the_summary_but_no_words_in_the_log(
    desk: Desk,
) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    assert letters.stop_all(desk, "carla", "Mario moves house") == 1
    assert "Le ha fermate carla: Mario moves house" in show(desk).text
    assert "sollecito resume" in show(desk).text
    assert not [each for each in given.history(desk) if "Mario" in each.because]
    letters.resume_all(desk, "carla")
    assert "Le ha fermate" not in show(desk).text
    with pytest.raises(Refused, match="letters are not stopped"):
        letters.resume_all(desk, "carla")
