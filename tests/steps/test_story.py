"""One customer, sixty days: the whole job as one story, told by the log."""

from __future__ import annotations

from datetime import date, datetime

from agent.errors import Refused
from agent.steps import rounds
from agent.steps.act import editing, phoning
from agent.steps.desk import Desk
from agent.steps.look.call_sheets import call_sheets
from agent.steps.look.lists import invoice_rows, verify
from tests.desks import ROME, open_desk
from tests.steps import given

STORY = """\
09-01 invoice.recorded
09-01 invoice.recorded
09-15 letter.proposed
09-15 letter.approved
09-15 letter.proposed
09-15 letter.approved
09-15 letter.sent
09-15 letter.sent
09-15 payment.recorded
09-16 payment.settled
09-22 letter.proposed
09-22 letter.approved
09-22 letter.sent
09-23 message.robot
09-29 letter.proposed
09-29 letter.approved
09-29 letter.refused
09-29 call.asked
09-30 call.made
09-30 promise.made
09-30 customer.changed
10-09 payment.recorded
10-10 payment.settled
10-19 payment.recorded
10-20 payment.settled
10-20 promise.kept
"""
LEFT_OUT = ("sending.live", "customer.recorded", "detail.probed")


def work_until(desk: Desk, month: int, day: int) -> None:
    """Do two rounds a day, the letters' undo window between them."""
    end = date(2026, month, day)
    while desk.clock.today() < end:
        given.pass_time(desk, days=1, minutes=-15)
        rounds.run_round(desk)
        given.pass_time(desk, minutes=15)
        rounds.run_round(desk)


def told(desk: Desk) -> str:
    """Give the log as a text: day and what happened."""
    return "".join(
        f"{event.at.astimezone(ROME):%m-%d} {event.what}\n"
        for event in given.history(desk)
        if event.what not in LEFT_OUT
    )


def test_sixty_days_of_one_customer() -> None:
    desk = given.live(open_desk(at=datetime(2026, 9, 1, 9, 30, tzinfo=ROME)))
    given.invoice(desk, "1/2026", date(2026, 9, 18), 100_000)
    given.invoice(
        desk, "2/2026", date(2026, 9, 18), 50_000, name="Beta Spa", email="b@beta.test"
    )

    work_until(desk, 9, 15)  # courtesy, three days before; both arrive
    given.sign_of_life(desk)
    given.sign_of_life(desk, "Beta Spa")
    given.money(desk, 50_000, "saldo fattura 2/2026", "Beta Spa")  # Beta pays on time
    work_until(desk, 9, 22)  # first reminder to Alfa
    robot = given.mail(
        "anna@client.test",
        "Fuori ufficio",
        "Torno presto.",
        Auto_Submitted="auto-replied",
    )
    given.mailbox(desk).deliver(robot)
    given.sign_of_life(desk)
    work_until(desk, 9, 28)  # then the second reminder: refused at the door
    given.channel(desk).at_offer.append(Refused("no such user", 550, "5.1.1"))
    work_until(desk, 9, 30)
    (sheet,) = call_sheets(desk)
    assert [item.number for item in sheet.items] == ["1/2026"]
    phoning.call_done(
        desk, "carla", sheet.no, "promise", "due rate", date(2026, 10, 20)
    )
    editing.edit(desk, "carla", "Alfa", {}, add_email="amministrazione@client.test")
    work_until(desk, 10, 9)
    given.money(desk, 40_000, "acconto fattura 1/2026", "Alfa Srl")
    work_until(desk, 10, 19)
    given.money(desk, 60_000, "saldo fattura 1/2026", "Alfa Srl")
    work_until(desk, 10, 31)

    assert told(desk) == STORY
    assert {row.open.cents for row in invoice_rows(desk, everything=True)} == {0}
    assert [to for to in given.recipients(desk) if to == "b@beta.test"] == [
        "b@beta.test"
    ]
    assert verify(desk) == ""
