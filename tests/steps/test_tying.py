"""A notice is about one letter of ours, surely or less so, or about none."""

from __future__ import annotations

from datetime import date

import pytest

from agent.ledger import calls, outbox
from agent.steps import rounds
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.look.call_sheets import call_sheets
from agent.steps.look.why import why
from agent.steps.summarise import show
from tests.steps import given
from tests.steps.notices import notice

DUE = date(2026, 9, 1)


def stands(desk: Desk) -> tuple[str, str, list[str]]:
    """Give the letter's state, where letters go, and why somebody is phoned."""
    with picture(desk) as tx:
        state = outbox.of_letter(tx, 1)[0].state
        asked = [call.because for call in calls.listed(tx)]
    return state, given.the_customer(desk).write_to, asked


def arrival(letter: bytes) -> bytes:
    """Write the report that a letter arrived."""
    failed = notice("2.0.0", "queued", about=letter)
    return failed.replace(b"Action: failed", b"Action: delivered").replace(
        b"Undelivered Mail", b"Report"
    )


def test_the_envelope_id_alone_ties_a_notice(desk: Desk) -> None:
    token = given.message_id(given.one_letter(desk)).strip("<>").partition("@")[0]
    given.arrives(desk, notice(envelope=token))
    assert stands(desk)[:2] == ("bounced", "")


def test_our_address_with_the_token_alone_ties_a_notice(desk: Desk) -> None:
    token = given.message_id(given.one_letter(desk)).strip("<>").partition("@")[0]
    bare = notice().replace(b"To: office@", f"To: office+{token}@".encode())
    given.arrives(desk, bare)
    assert stands(desk)[:2] == ("bounced", "")


def test_a_notice_that_names_only_the_address_asks_for_a_call_and_no_more(
    desk: Desk,
) -> None:
    given.one_letter(desk)
    given.arrives(desk, notice())
    state, address, asked = stands(desk)
    assert (state, address) == ("sent", "anna@client.test")
    because = (
        "letter 1 may not have arrived: the address does not exist (5.1.1); the notice "
        "does not name the letter"
    )
    assert asked == [because]
    assert call_sheets(desk)[0].because == because
    doubts = [
        each.because for each in why(desk, "1/2026").history if "doubt" in each.what
    ]
    assert doubts == [because.partition(": ")[2]]
    text = " ".join(show(desk).text.split())
    assert "forse non è arrivata: l’indirizzo non esiste" in text
    assert "forse è tornata indietro, ma non è sicuro" in text


def test_a_second_notice_of_the_same_address_asks_nothing_more(desk: Desk) -> None:
    given.one_letter(desk)
    given.arrives(desk, notice())
    given.arrives(desk, notice(mark="n-2"))
    assert given.happened(desk).count("letter.doubted") == 1
    assert len(stands(desk)[2]) == 1


def test_a_letter_that_was_delivered_is_not_presumed(desk: Desk) -> None:
    given.arrives(desk, arrival(given.one_letter(desk)))
    given.arrives(desk, notice(mark="n-2"))
    assert stands(desk) == ("delivered", "anna@client.test", [])


def test_of_two_letters_to_one_address_none_is_presumed(desk: Desk) -> None:
    given.one_letter(desk)
    given.invoice(desk, "2/2026", DUE, name="Beta Spa")
    rounds.run_round(desk)
    given.send_all(desk)
    assert given.recipients(desk) == ["anna@client.test"] * 2
    given.arrives(desk, notice())
    assert stands(desk) == ("sent", "anna@client.test", [])
    assert "notice.unmatched" in given.happened(desk)


def test_a_letter_of_weeks_ago_is_not_presumed(desk: Desk) -> None:
    given.one_letter(desk)
    given.sign_of_life(desk)
    given.pass_time(desk, days=11)
    given.arrives(desk, notice())
    assert stands(desk)[2] == []
    assert "notice.unmatched" in given.happened(desk)


@pytest.mark.parametrize(
    "named",
    [
        b"Message-ID: <aaaaaaaaaaaaaaaaaaaaaaaaaa@firm.test>\n",
        b"Message-ID: <a-mail-of-carla@firm.test>\n",
    ],
    ids=["forged", "another mail"],
)
def test_a_notice_that_names_no_letter_of_ours_changes_nothing(
    desk: Desk, named: bytes
) -> None:
    given.one_letter(desk)
    given.arrives(desk, notice(about=named))
    assert stands(desk) == ("sent", "anna@client.test", [])
    assert "notice.unmatched" in given.happened(desk)


def test_where_a_letter_was_passed_on_to_may_fail_without_the_customers_address(
    desk: Desk,
) -> None:
    raw = given.one_letter(desk)
    given.arrives(desk, notice(about=raw, recipient="old@elsewhere.test"))
    state, address, asked = stands(desk)
    assert (state, address) == ("sent", "anna@client.test")
    assert "at another address, to which it was passed on" in asked[0]
