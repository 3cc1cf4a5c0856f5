"""What follows from a letter that came back, by whose fault it is."""

from __future__ import annotations

from datetime import date

import pytest

from agent.channels.addresses import wire
from agent.errors import Refused, TryLater
from agent.ledger import calls, events, outbox
from agent.steps import rounds
from agent.steps.act import letters
from agent.steps.day import gather
from agent.steps.desk import Desk
from agent.steps.doctor import doctor
from agent.steps.each import picture, transaction
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


def two_letters(desk: Desk, email: str = "b@beta.test") -> tuple[bytes, bytes]:
    """Let letters to two customers leave."""
    first = given.one_letter(desk)
    given.invoice(desk, "2/2026", DUE, name="Beta Spa", email=email)
    rounds.run_round(desk)
    given.send_all(desk)
    return first, last_letter(desk)


def come_back(desk: Desk, status_code: str = "5.7.1", said: str = SPAM[1]) -> None:
    """Let letters to two customers come back."""
    first, second = two_letters(desk)
    given.arrives(desk, notice(status_code, said, about=first))
    given.arrives(desk, to_beta(second, status_code, said))


def to_beta(raw: bytes, status_code: str = "5.7.1", said: str = SPAM[1]) -> bytes:
    return notice(status_code, said, about=raw, recipient="b@beta.test", mark="n-2")


def closed(desk: Desk) -> list[tuple[str, str]]:
    with picture(desk) as tx:
        return [(one.outcome, one.note) for one in calls.listed(tx, state="done")]


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
    come_back(desk, status_code, said)
    given.invoice(desk, "3/2026", DUE, name="Gamma Sas", email="c@gamma.test")
    rounds.run_round(desk)
    given.send_all(desk)
    assert (states(desk), asked(desk)) == (["bounced", "bounced"], [])
    assert status(desk).sending == "paused"
    assert given.the_customer(desk).write_to == "anna@client.test"


def test_one_customer_alone_cannot_stop_all_letters(desk: Desk) -> None:
    first, _ = two_letters(desk)
    given.arrives(desk, notice(*SPAM, about=first))
    assert (states(desk), status(desk).off_because) == (["bounced", "sent"], "")
    because = "letter 1 did not arrive: the receiving server took it for spam (5.7.1)"
    assert asked(desk) == [because]
    assert given.the_customer(desk).write_to == "anna@client.test"


def test_whoever_reads_for_two_customers_cannot_stop_all_letters(desk: Desk) -> None:
    first, second = two_letters(desk, "bruno@client.test")
    given.arrives(desk, notice(*SPAM, about=first))
    forged = to_beta(second).replace(b"b@beta.test", b"bruno@client.test")
    given.arrives(desk, forged)
    assert (states(desk), status(desk).off_because) == (["bounced", "bounced"], "")
    assert len(asked(desk)) == 2


def test_two_customers_at_one_big_provider_are_two(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, email="alfa@gmail.com")
    given.invoice(desk, "2/2026", DUE, name="Beta Spa", email="beta@gmail.com")
    rounds.run_round(desk)
    given.send_all(desk)
    given.send_all(desk)
    for (envelope, raw), mark in zip(given.channel(desk).taken, "12", strict=True):
        to = envelope.recipient
        given.arrives(desk, notice(*SPAM, about=raw, recipient=to, mark=mark))
    assert "came back" in status(desk).off_because


def test_refusals_weeks_apart_have_not_one_cause(desk: Desk) -> None:
    given.arrives(desk, notice(*SPAM, about=given.one_letter(desk)))
    given.pass_time(desk, days=14)
    given.invoice(desk, "2/2026", DUE, name="Beta Spa", email="b@beta.test")
    given.money(desk, 1)
    rounds.run_round(desk)
    given.send_all(desk)
    given.arrives(desk, to_beta(last_letter(desk)))
    assert status(desk).off_because == ""
    assert len(asked(desk)) == 2


def test_a_call_about_what_turns_out_to_be_our_fault_is_closed(desk: Desk) -> None:
    come_back(desk)
    assert closed(desk) == [
        ("mended", "what we send is refused by more servers than his")
    ]


def test_what_one_server_puts_off_is_tried_once_more(desk: Desk) -> None:
    raw = given.one_letter(desk)
    slow = notice("4.7.1", "too many messages, rate limit exceeded", about=raw)
    given.arrives(desk, slow)
    assert (states(desk), asked(desk)) == (["bounced"], [])
    assert given.standing_holds(desk) == [("retry", date(2026, 9, 9))]


def test_our_copy_that_is_read_later_does_not_end_the_wait(desk: Desk) -> None:
    first, _ = two_letters(desk)
    given.arrives(desk, notice(*FULL, about=first))
    given.arrives(desk, first)
    assert given.standing_holds(desk) == [("retry", date(2026, 9, 9))]


def test_what_to_mend_stands_in_status_summary_and_doctor(desk: Desk) -> None:
    come_back(desk)
    because = "letter 2 came back: the receiving server took it for spam (5.7.1)"
    assert status(desk).off_because == (
        f"all letters were stopped on 2026-09-07 at 09:52: {because}; once that is "
        "mended, `sollecito resume` lets them leave"
    )
    with picture(desk) as tx:
        line = gather(desk, tx, tx.now).stood_still[-1]
    assert (line.command, line.facts["reason"]) == ("sollecito resume", "spam")
    text = " ".join(show(desk).text.split())
    assert "Tornano indietro lettere a più clienti dal 7 settembre alle 09:52." in text
    assert "l’ha presa per spam (codice 5.7.1). Fai controllare al provider SPF" in text
    (check,) = [one for one in doctor(desk) if one.name == "our mail"]
    assert because in check.meaning
    assert "SPF, DKIM, DMARC" in check.cure


def test_after_mending_the_letters_are_written_once_more(desk: Desk) -> None:
    come_back(desk)
    given.pass_time(desk, minutes=5)
    letters.resume_all(desk, "carla")
    assert given.still(desk) == {}
    given.send_all(desk)
    given.send_all(desk)
    assert states(desk) == ["bounced", "bounced", "sent", "sent"]
    again = to_beta(last_letter(desk)).replace(b"n-2", b"n-3")
    given.arrives(desk, again)
    assert (status(desk).off_because, len(asked(desk))) == ("", 1)


def test_a_notice_about_a_letter_from_before_the_mending_stops_nothing(
    desk: Desk,
) -> None:
    first, second = two_letters(desk)
    given.invoice(desk, "3/2026", DUE, name="Gamma Sas", email="c@gamma.test")
    rounds.run_round(desk)
    given.send_all(desk)
    given.arrives(desk, notice(*SPAM, about=first))
    given.arrives(desk, to_beta(second))
    given.pass_time(desk, minutes=5)
    letters.resume_all(desk, "carla")
    third = notice(*SPAM, about=last_letter(desk), recipient="c@gamma.test", mark="n-3")
    given.arrives(desk, third)
    assert (status(desk).off_because, asked(desk)) == ("", [])
    assert given.happened(desk).count("letter.bounced") == 3


def test_what_a_person_stopped_stays_his(desk: Desk) -> None:
    first, second = two_letters(desk)
    letters.stop_all(desk, "carla", "we move house")
    given.arrives(desk, notice(*SPAM, about=first))
    given.arrives(desk, to_beta(second))
    assert "carla stopped all letters" in status(desk).off_because
    assert set(given.still(desk)) == {"all letters", "our mail"}
    letters.resume_all(desk, "carla")
    assert given.still(desk) == {}


AT_HOME = [
    (Refused("554 5.7.1 relay access denied", 554, "5.7.1"), "by its rules (5.7.1)", "policy"),
    (Refused("554 5.7.1 message taken for spam", 554, "5.7.1"), "for spam (5.7.1)", "spam"),
    (Refused("550 5.4.5 daily sending limit exceeded", 550, "5.4.5"), "no more for now (5.4.5)", "rate"),
    (Refused("the letter is too big: 552 size limit exceeded", 552), "too large (552)", "too_big"),
]  # fmt: skip


@pytest.mark.parametrize(("error", "said", "reason"), AT_HOME)
@pytest.mark.parametrize("at", ["at_offer", "at_hand_over"])
def test_what_our_own_server_refuses_for_our_sake_stops_all_letters_and_calls_nobody(
    desk: Desk, at: str, error: Refused, said: str, reason: str
) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE, name="Beta Spa", email="b@beta.test")
    rounds.run_round(desk)
    getattr(given.channel(desk), at).append(error)
    given.send_all(desk)
    given.send_all(desk)
    assert (states(desk), asked(desk)) == (["refused", "withdrawn"], [])
    assert "letter 1 did not leave: our mail server" in status(desk).off_because
    assert said in status(desk).off_because
    with picture(desk) as tx:
        line = gather(desk, tx, tx.now).stood_still[-1]
    assert (line.title, line.facts["reason"]) == ("our mail server", reason)


def test_what_to_mend_with_our_own_server_is_told(desk: Desk) -> None:
    given.channel(desk).at_hand_over.append(AT_HOME[1][0])
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.send_all(desk)
    text = " ".join(show(desk).text.split())
    assert (
        "Le lettere aspettano dal 7 settembre alle 09:41. Una non è partita: il nostro "
        "server di posta l’ha presa per spam (codice 5.7.1). Chiedi al provider perché"
    ) in text
    (check,) = [one for one in doctor(desk) if one.name == "our mail server"]
    assert "ask your provider" in check.cure


def test_what_our_own_server_refuses_again_after_the_mending_is_a_call(
    desk: Desk,
) -> None:
    given.channel(desk).at_hand_over += [AT_HOME[1][0]] * 2
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.send_all(desk)
    letters.resume_all(desk, "carla")
    given.send_all(desk)
    given.send_all(desk)
    assert (states(desk), status(desk).off_because) == (["refused"] * 2, "")
    assert asked(desk) == [
        "letter 2 did not arrive: our mail server took it for spam (5.7.1)"
    ]


@pytest.mark.parametrize(
    ("fault", "mend"),
    [
        ("smtp.firm.test refuses user or password: 535", "rifiuta utente o password"),
        ("smtp.firm.test does not let us send: 553", "non ci lascia spedire"),
    ],
)
def test_what_our_own_server_has_against_our_login_is_told(
    desk: Desk, fault: str, mend: str
) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.channel(desk).fault = fault
    given.channel(desk).at_offer.append(TryLater(fault))
    given.send_all(desk)
    assert (states(desk), asked(desk)) == (["ready"], [])
    assert mend in " ".join(show(desk).text.split())


@pytest.mark.parametrize("about", [True, False])
def test_nobody_is_phoned_about_a_letter_that_came_back_once_all_is_paid(
    desk: Desk, *, about: bool
) -> None:
    raw = given.one_letter(desk)
    given.money(desk, 10_000, "fattura 1/2026", "Alfa Srl")
    rounds.run_round(desk)
    given.arrives(desk, notice(about=raw) if about else notice())
    assert asked(desk) == []


def test_a_notice_logged_before_faults_were_told_apart_stops_no_reading(
    desk: Desk,
) -> None:
    raw = given.one_letter(desk)
    with transaction(desk) as tx:
        events.write(tx, "letter.bounced", "letter:X", "it was returned", no=1)
    given.arrives(desk, notice(*SPAM, about=raw))
    assert states(desk) == ["bounced"]


def test_an_address_no_mail_can_be_sent_to_is_dead(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    with pytest.raises(Refused) as refused:
        wire("no address@client.test")
    given.channel(desk).at_offer.append(refused.value)
    given.send_all(desk)
    assert given.the_customer(desk).write_to == ""
    assert "put off" not in asked(desk)[0]
