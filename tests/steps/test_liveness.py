"""Which addresses live: a sign keeps one alive for a year, silence asks for few calls."""

from __future__ import annotations

from datetime import date

import pytest

from agent.ledger import calls
from agent.steps import rounds
from agent.steps.act import editing
from agent.steps.desk import Desk
from agent.steps.each import picture
from tests.steps import given
from tests.steps.notices import notice

DUE = date(2026, 9, 1)
CUSTOMERS = {"Alfa Srl": 10_000, "Beta Spa": 40_000, "Gamma Sas": 30_000}
MORE = {"Delta Snc": 20_000, "Epsilon Srl": 50_000}


def asked(desk: Desk) -> list[str]:
    with picture(desk) as tx:
        return [call.reason for call in calls.listed(tx, state="")]


def silent_customers(desk: Desk) -> list[str]:
    names = {given.the_customer(desk, each).id: each for each in CUSTOMERS | MORE}
    with picture(desk) as tx:
        found = calls.listed(tx, state="")
    return [names[call.customer_id] for call in found]


def paid_and_written_to_again(desk: Desk, days: int) -> None:
    """Let a letter be answered by money, and the next one by nothing."""
    given.one_letter(desk)
    given.pass_time(desk, days=2)
    given.money(desk, 10_000, "fattura 1/2026", "Alfa Srl")
    rounds.run_round(desk)
    given.pass_time(desk, days=days)
    given.invoice(desk, "2/2026", desk.clock.today().replace(day=1), 20_000)
    given.money(desk, 1)
    rounds.run_round(desk)
    given.send_all(desk)
    given.pass_time(desk, days=6)
    rounds.run_round(desk)


@pytest.mark.parametrize(("days", "reasons"), [(35, []), (378, ["unconfirmed"])])
def test_a_payment_keeps_an_address_alive_for_a_year(
    desk: Desk, days: int, reasons: list[str]
) -> None:
    paid_and_written_to_again(desk, days)
    assert given.recipients(desk) == ["anna@client.test"] * 2
    assert asked(desk) == reasons


def test_another_address_does_not_live_by_the_old_ones_signs(desk: Desk) -> None:
    given.one_letter(desk)
    given.sign_of_life(desk)
    editing.edit(desk, "carla", "1", {}, add_email="bruno@client.test")
    given.pass_time(desk, days=10)
    given.money(desk, 1)
    rounds.run_round(desk)
    given.send_all(desk)
    assert given.recipients(desk)[-1] == "bruno@client.test"
    given.pass_time(desk, days=6)
    rounds.run_round(desk)
    assert asked(desk) == ["unconfirmed"]


def test_an_address_that_came_back_must_show_life_anew(desk: Desk) -> None:
    raw = given.one_letter(desk)
    given.sign_of_life(desk)
    given.arrives(desk, notice(about=raw))
    editing.edit(desk, "carla", "1", {}, add_email="anna@client.test")
    rounds.run_round(desk)
    given.send_all(desk)
    assert given.recipients(desk) == ["anna@client.test"] * 2
    given.pass_time(desk, days=4)
    rounds.run_round(desk)
    assert asked(desk) == ["bounced", "unconfirmed"]


def test_silence_asks_for_three_calls_a_day_by_money_at_stake(desk: Desk) -> None:
    for no, (name, cents) in enumerate((CUSTOMERS | MORE).items(), 1):
        email = f"info@c{no}.test"
        given.invoice(desk, f"{no}/2026", DUE, cents, name=name, email=email)
    rounds.run_round(desk)
    for _letter in range(5):
        given.send_all(desk)
    given.pass_time(desk, days=4)
    rounds.run_round(desk)
    rounds.run_round(desk)
    assert silent_customers(desk) == ["Epsilon Srl", "Beta Spa", "Gamma Sas"]
    given.pass_time(desk, days=1)
    rounds.run_round(desk)
    assert silent_customers(desk)[3:] == ["Delta Snc", "Alfa Srl"]


def test_a_writer_nobody_knows_shows_no_life_of_customers_he_cannot_be(
    desk: Desk,
) -> None:
    given.one_letter(desk)
    given.invoice(desk, "2/2026", DUE, name="Beta Spa", email="b@beta.test")
    given.send_all(desk)
    given.send_all(desk)
    text = "Buongiorno, le fatture 1/2026 e 2/2026 sono in pagamento?"
    mail = given.mail("who@other.test", "fatture 1/2026 e 2/2026", text)
    given.arrives(desk, mail)
    given.pass_time(desk, days=6)
    rounds.run_round(desk)
    assert asked(desk) == ["unconfirmed"] * 2


def test_who_answers_for_two_customers_shows_life_of_both(desk: Desk) -> None:
    for no, name in enumerate(("Alfa Srl", "Beta Spa"), 1):
        given.invoice(desk, f"{no}/2026", DUE, name=name, email="acc@client.test")
    rounds.run_round(desk)
    given.send_all(desk)
    given.send_all(desk)
    given.pass_time(desk, minutes=30)
    text = "Buongiorno, allego la planimetria del cantiere."
    given.arrives(desk, given.mail("acc@client.test", "planimetria", text))
    given.pass_time(desk, days=6)
    rounds.run_round(desk)
    assert given.recipients(desk) == ["acc@client.test"] * 2
    assert asked(desk) == []
