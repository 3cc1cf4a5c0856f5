"""Letters by certified mail: which go so, and never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from agent.errors import Refused, TryLater, Uncertain
from agent.ledger import outbox
from agent.model.customer import CustomerRow
from agent.model.invoice import Instalment, Invoice, Party
from agent.model.money import Money
from agent.steps import import_customers, import_invoices, rounds
from agent.steps.act.editing import edit
from agent.steps.act.letters import send_again
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.look.call_sheets import call_sheets
from agent.steps.look.status import status
from tests import gestore
from tests.desks import open_desk
from tests.fakes import SENT, FakeChannel
from tests.steps import given
from tests.steps.certified import (
    DUE,
    HIS,
    OURS,
    certified,
    channel,
    chosen,
    comes,
    office,
    open_certified,
    owes,
    sent,
    the_letter,
)


@pytest.fixture
def desk() -> Desk:
    return open_certified()


# -- which letters go by certified mail ------------------------------------------------


def test_a_first_letter_does_not_go_by_certified_mail_unless_chosen(desk: Desk) -> None:
    owes(desk)
    rounds.run_round(desk)
    given.send_all(desk)
    assert given.recipients(desk) == ["anna@client.test"]
    assert channel(desk).taken == []


def test_a_customer_for_whom_it_is_chosen_gets_all_his_letters_so(desk: Desk) -> None:
    sent(desk)
    ((envelope, raw),) = channel(desk).taken
    assert (envelope.sender, envelope.recipient) == (OURS, HIS)
    assert given.channel(desk).taken == []
    assert f"<{OURS}>".encode() in raw


def test_a_last_letter_goes_so_where_an_address_is_known(desk: Desk) -> None:
    own = desk.rules.procedures["standard"]
    late = replace(own, stages=(replace(own.stages[-2], offset_days=3),))
    rules = replace(desk.rules, procedures={"standard": late})
    owes(replace(desk, rules=rules))
    rounds.run_round(replace(desk, rules=rules))
    assert (the_letter(desk).kind, the_letter(desk).recipient) == ("last", HIS)


def test_its_form_is_that_which_is_accepted(desk: Desk) -> None:
    raw = sent(desk).decode()
    head = raw.partition("\r\n\r\n")[0].lower()
    ((envelope, _),) = channel(desk).taken
    assert envelope.own_copy == ""
    assert "reply-to:" not in head
    assert "disposition-notification-to" not in head
    assert "text/html" not in raw


def test_the_hours_and_the_undo_window_hold_for_it_too(desk: Desk) -> None:
    chosen(desk)
    rounds.run_round(desk)
    assert channel(desk).taken == []  # ten minutes to undo
    given.pass_time(desk, hours=13)
    rounds.run_round(desk)
    assert channel(desk).taken == []  # the office is closed
    given.pass_time(desk, hours=12)
    rounds.run_round(desk)
    assert len(channel(desk).taken) == 1


def test_money_that_comes_meanwhile_stops_it(desk: Desk) -> None:
    chosen(desk)
    given.money(desk, 10_000, "saldo 1/2026", "Alfa Srl")
    given.send_all(desk)
    assert channel(desk).taken == []
    assert the_letter(desk).state == "withdrawn"


def test_another_certified_address_has_it_written_anew(desk: Desk) -> None:
    first = chosen(desk)
    edit(desk, "carla", "Alfa", {"pec": "New@PEC.client.test"})
    rounds.run_round(desk)
    with picture(desk) as tx:
        (again,) = (one for one in outbox.of_customer(tx, first.customer_id)[1:])
        assert outbox.get(tx, first.id).state == "withdrawn"
    assert again.recipient == "new@pec.client.test"


def invoice_naming(desk: Desk, number: str, pec: str) -> None:
    """Record an invoice that names a certified address to Alfa."""
    amount = Money(10_000)
    document = Invoice(
        number=number,
        issued_on=date(2026, 8, 1),
        kind="invoice",
        total=amount,
        instalments=(Instalment(DUE, amount),),
        buyer=Party(name="Alfa Srl", pec=pec),
    )
    with transaction(desk) as tx:
        import_invoices.record(desk, tx, document, f"{number}.xml", "")


def test_an_invoice_completes_what_is_known_and_replaces_nothing(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    assert given.the_customer(desk).pec == ""
    invoice_naming(desk, "2/2026", HIS)
    assert given.the_customer(desk).pec == HIS
    invoice_naming(desk, "3/2026", "other@pec.client.test")
    assert given.the_customer(desk).pec == HIS


def test_a_customers_list_names_the_certified_address(desk: Desk) -> None:
    owes(desk, pec="")
    row = CustomerRow(2, "Alfa Srl", pec="ALFA@pec.client.test")
    with transaction(desk) as tx:
        import_customers.record_customer(desk, tx, row)
    assert given.the_customer(desk).certified == HIS


@pytest.mark.parametrize("address", [OURS, "alfa@pec", "no address"])
def test_what_is_no_address_of_his_is_refused(desk: Desk, address: str) -> None:
    owes(desk)
    with pytest.raises(Refused):
        edit(desk, "carla", "Alfa", {"pec": address})


def test_once_the_mailbox_is_configured_no_more_it_goes_by_mail(desk: Desk) -> None:
    chosen(desk)
    plain = replace(desk, pec=None, rules=open_desk().rules)
    given.send_all(plain)
    given.send_all(plain)
    assert channel(desk).taken == []
    assert given.recipients(plain) == ["anna@client.test"]


# -- never twice, never lost -----------------------------------------------------------


class Killed(BaseException):
    """The process ends here."""


class Deadly(FakeChannel):
    """Takes a letter, and the process dies before it can note that."""

    def hand_over(self, raw: bytes) -> str:
        super().hand_over(raw)
        raise Killed


def killed_while_sending(desk: Desk) -> tuple[Desk, FakeChannel]:
    """Let the process die between intent and result; give a new one's desk."""
    deadly = Deadly()
    assert desk.pec is not None
    dying = replace(desk, pec=replace(desk.pec, channel=deadly))
    chosen(dying)
    with pytest.raises(Killed):
        given.send_all(dying)
    rounds.begin(desk)
    return desk, deadly


def test_a_crash_between_intent_and_result_sends_nothing_twice(desk: Desk) -> None:
    desk, deadly = killed_while_sending(desk)
    given.send_all(desk)
    assert the_letter(desk).state == "handing_over"
    assert (len(deadly.taken), channel(desk).taken) == (1, [])


def test_the_receipt_of_acceptance_settles_it(desk: Desk) -> None:
    desk, deadly = killed_while_sending(desk)
    comes(desk, gestore.receipt("accettazione", deadly.taken[0][1]))
    assert the_letter(desk).state == "sent"
    given.send_all(desk)
    assert channel(desk).taken == []


def test_without_any_a_person_is_asked_and_a_late_one_answers(desk: Desk) -> None:
    desk, deadly = killed_while_sending(desk)
    for_long(desk)
    assert the_letter(desk).state == "uncertain"
    assert given.standing_holds(desk) == [("uncertain", None)]
    comes(desk, gestore.receipt("accettazione", deadly.taken[0][1]))
    assert the_letter(desk).state == "sent"
    assert given.standing_holds(desk) == []


def for_long(desk: Desk) -> None:
    for _ in range(6):
        given.pass_time(desk, minutes=9)
        rounds.run_round(desk)


def test_its_evidence_is_looked_for_in_the_certified_mailbox_alone(desk: Desk) -> None:
    desk, _ = killed_while_sending(desk)
    certified(desk).broken = TryLater("away")
    for_long(desk)
    assert the_letter(desk).state == "handing_over"


def test_a_server_that_is_away_is_named_as_its_own(desk: Desk) -> None:
    chosen(desk)
    channel(desk).fault = "smtps.pec.test is away"
    channel(desk).at_offer.append(TryLater("smtps.pec.test is away"))
    given.send_all(desk)
    assert "smtps.pec.test" in given.still(desk)["sending by PEC"]
    assert "sending" not in given.still(desk)
    given.pass_time(desk, minutes=10)
    rounds.run_round(desk)
    assert given.still(desk) == {}
    assert the_letter(desk).state == "sent"


def test_what_its_provider_refuses_is_a_call_and_stops_no_ordinary_letter(
    desk: Desk,
) -> None:
    chosen(desk)
    refusal = Refused("the letter is too big: 552 size limit exceeded", 552)
    channel(desk).at_offer.append(refusal)
    given.send_all(desk)
    assert the_letter(desk).state == "refused"
    assert status(desk).off_because == ""
    (sheet,) = call_sheets(desk)
    assert "too large" in sheet.because


def test_a_person_may_send_it_again(desk: Desk) -> None:
    chosen(desk)
    channel(desk).at_hand_over.append(Uncertain("cut"))
    given.send_all(desk)
    for_long(desk)
    send_again(desk, "carla", the_letter(desk).letter_no)
    given.send_all(desk)
    assert len(channel(desk).taken) == 1


def test_a_copy_is_filed_once_in_the_certified_mailbox(desk: Desk) -> None:
    sent(desk)
    for _ in range(3):
        given.pass_time(desk, minutes=10)
        rounds.run_round(desk)
    assert len(certified(desk).mails[SENT]) == 1
    assert office(desk).mails[SENT] == {}
    assert the_letter(desk).state == "sent"
