"""Letters by certified mail: which go so, and what their receipts bring about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from agent.dunning.way import with_pec
from agent.errors import Refused, TryLater, Uncertain
from agent.ledger import blobs, customers, messages, outbox, signs
from agent.model.customer import Customer, CustomerRow
from agent.model.invoice import Instalment, Invoice, Party
from agent.model.letter import Delivery
from agent.model.money import Money
from agent.steps import import_customers, import_invoices, rounds
from agent.steps.act.editing import edit
from agent.steps.act.letters import send_again
from agent.steps.day_news import unconfirmed
from agent.steps.day_to_do import Names
from agent.steps.desk import Certified, Desk
from agent.steps.each import picture, transaction
from agent.steps.look.call_sheets import call_sheets
from agent.steps.look.status import status
from agent.steps.look.why import why
from tests import gestore
from tests.desks import open_desk
from tests.fakes import SENT, FakeChannel, FakeMailbox
from tests.steps import given

DUE = date(2026, 9, 1)
OURS, HIS = "studio@pec.firm.test", "alfa@pec.client.test"


@pytest.fixture
def desk() -> Desk:
    """A desk gone live, with a certified mailbox beside the ordinary one."""
    plain = open_desk()
    procedures = {
        name: replace(with_pec(each, is_public=name == "public_body"), has_pec=True)
        for name, each in plain.rules.procedures.items()
    }
    made = replace(
        plain,
        rules=replace(plain.rules, procedures=procedures),
        own_addresses=plain.own_addresses | {OURS},
        sources=(*plain.sources, FakeMailbox(plain.clock, "certified")),
        pec=Certified(OURS, "certified", FakeChannel()),
    )
    return given.live(made)


def office(desk: Desk) -> FakeMailbox:
    return box_of(desk, 0)


def certified(desk: Desk) -> FakeMailbox:
    return box_of(desk, 1)


def box_of(desk: Desk, no: int) -> FakeMailbox:
    box = desk.sources[no]
    assert isinstance(box, FakeMailbox)
    return box


def channel(desk: Desk) -> FakeChannel:
    assert desk.pec is not None
    assert isinstance(desk.pec.channel, FakeChannel)
    return desk.pec.channel


def owes(desk: Desk, **changes: str) -> Customer:
    """Let Alfa, who has a certified address, owe 1/2026; change what is known of him."""
    given.invoice(desk, "1/2026", DUE)
    with transaction(desk) as tx:
        alfa = customers.find(tx, "Alfa")[0]
        customers.change(tx, alfa.id, **{"pec": HIS, **changes})
        return customers.get(tx, alfa.id)


def chosen(desk: Desk) -> Delivery:
    """Write Alfa's first letter, which he gets by certified mail."""
    owes(desk, channel="pec")
    rounds.run_round(desk)
    return the_letter(desk)


def sent(desk: Desk) -> bytes:
    """Let that letter leave; give its bytes."""
    chosen(desk)
    given.send_all(desk)
    ((_, raw),) = channel(desk).taken
    return raw


def the_letter(desk: Desk) -> Delivery:
    with picture(desk) as tx:
        (only,) = (one for one in outbox.listed(tx) if one.customer_id)
    return only


def comes(desk: Desk, raw: bytes, box: FakeMailbox | None = None) -> None:
    """Let a mail come into the certified mailbox, or another."""
    given.pass_time(desk, minutes=1)
    (box or certified(desk)).deliver(raw)
    rounds.run_round(desk)


def read_as(desk: Desk) -> list[str]:
    letter = the_letter(desk)
    with picture(desk) as tx:
        return [one.kind for one in messages.receipts(tx, letter)]


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


# -- what its receipts say -------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "error", "state", "word"),
    [
        ("accettazione", "nessuno", "sent", "pec_accepted"),
        ("avvenuta-consegna", "nessuno", "delivered", "pec_delivered"),
        ("preavviso-errore-consegna", "altro", "delayed", "delay"),
        ("errore-consegna", "no-dest", "bounced", "pec_failed"),
        ("non-accettazione", "altro", "bounced", "pec_failed"),
        ("rilevazione-virus", "virus", "bounced", "pec_failed"),
        ("presa-in-carico", "nessuno", "sent", "pec_other"),
    ],
)
def test_each_receipt_is_tied_and_has_its_effect(
    desk: Desk, kind: str, error: str, state: str, word: str
) -> None:
    raw = sent(desk)
    comes(desk, gestore.receipt(kind, raw, error=error))
    assert read_as(desk) == [word]
    assert the_letter(desk).state == state


def test_delivered_counts_as_a_sign_of_life(desk: Desk) -> None:
    raw = sent(desk)
    comes(desk, gestore.receipt("accettazione", raw))
    customer_id = the_letter(desk).customer_id
    with picture(desk) as tx:
        assert signs.latest(tx, customer_id) is None
    comes(desk, gestore.receipt("avvenuta-consegna", raw))
    with picture(desk) as tx:
        assert signs.latest(tx, customer_id) is not None
    given.pass_time(desk, days=6)
    rounds.run_round(desk)
    assert "letter.unconfirmed" not in given.happened(desk)


def test_a_failure_after_acceptance_is_a_call_and_the_address_is_dead(
    desk: Desk,
) -> None:
    raw = sent(desk)
    comes(desk, gestore.receipt("accettazione", raw))
    comes(desk, gestore.receipt("errore-consegna", raw, error="no-dest"))
    (sheet,) = call_sheets(desk)
    assert "the address does not exist" in sheet.because
    assert sheet.customer.certified == ""
    assert sheet.customer.write_to == "anna@client.test"


def test_a_failure_that_names_no_fault_of_the_address_leaves_it_alive(
    desk: Desk,
) -> None:
    comes(desk, gestore.receipt("errore-consegna", sent(desk), error="altro"))
    assert len(call_sheets(desk)) == 1
    assert given.the_customer(desk).certified == HIS


def failed(raw: bytes, **other: str) -> bytes:
    return gestore.receipt("errore-consegna", raw, **other)


def about_two(raw: bytes) -> bytes:
    named = f"X-Riferimento-Message-ID: {given.message_id(raw)}".encode()
    return failed(raw).replace(named, b"X-Riferimento-Message-ID: <x@firm.test>")


def about_another(raw: bytes) -> bytes:
    """Name another mail, and ours only where returned text may stand."""
    told = failed(raw, about="<x@firm.test>")
    return told.replace(b"il messaggio", given.message_id(raw).encode())


@pytest.mark.parametrize(
    ("forge", "box"),
    [
        pytest.param(failed, 0, id="in the ordinary mailbox"),
        pytest.param(about_another, 1, id="about another mail"),
        pytest.param(about_two, 1, id="with two names"),
        pytest.param(
            lambda raw: failed(raw, recipient=OURS), 1, id="about another recipient"
        ),
        pytest.param(
            lambda raw: gestore.carried(failed(raw), kind="errore"),
            1,
            id="ordinary mail in an envelope",
        ),
        pytest.param(
            lambda raw: given.bounce_of(raw, HIS), 0, id="an ordinary bounce outside"
        ),
    ],
)
def test_a_forged_receipt_changes_nothing(
    desk: Desk, forge: Callable[[bytes], bytes], box: int
) -> None:
    comes(desk, forge(sent(desk)), box_of(desk, box))
    assert the_letter(desk).state == "sent"
    assert call_sheets(desk) == ()
    assert read_as(desk) == []


def test_its_bytes_are_kept_whole_as_long_as_the_case_is_open(desk: Desk) -> None:
    raw = gestore.receipt("avvenuta-consegna", sent(desk))
    comes(desk, raw)
    letter = the_letter(desk)
    with transaction(desk) as tx:
        (stored,) = messages.receipts(tx, letter)
        messages.expire(tx, desk.clock.today() + timedelta(days=4100))
        assert blobs.get(tx, stored.sha256) == raw.replace(b"\r\n", b"\n")
    given.money(desk, 10_000, "saldo 1/2026", "Alfa Srl")
    rounds.run_round(desk)
    with transaction(desk) as tx:
        messages.expire(tx, desk.clock.today() + timedelta(days=4100))
        assert blobs.get(tx, stored.sha256) == b""


def test_why_names_its_receipts(desk: Desk) -> None:
    raw = sent(desk)
    comes(desk, gestore.receipt("accettazione", raw))
    comes(desk, gestore.receipt("avvenuta-consegna", raw))
    said = why(desk, "1/2026").paragraph
    assert f"certified mail to {HIS}" in said
    assert "accepted on 2026-09-07, delivered on 2026-09-07" in said


def test_a_day_without_a_delivery_receipt_is_shown_once(desk: Desk) -> None:
    raw = sent(desk)
    comes(desk, gestore.receipt("accettazione", raw))
    given.pass_time(desk, hours=23)
    rounds.run_round(desk)
    assert "letter.unreceipted" not in given.happened(desk)
    given.pass_time(desk, hours=2)
    rounds.run_round(desk)
    rounds.run_round(desk)
    assert given.happened(desk).count("letter.unreceipted") == 1
    with picture(desk) as tx:
        began = desk.clock.now() - timedelta(days=2)
        (line,) = unconfirmed(desk, tx, Names(tx), began)
    assert line.said == "letter.unreceipted"
    said = why(desk, "1/2026").paragraph
    assert "no delivery receipt in 24 hours" in said


# -- answers ---------------------------------------------------------------------------


def test_an_answer_by_certified_mail_is_his(desk: Desk) -> None:
    sent(desk)
    answer = given.mail(HIS, "Sollecito", "Paghiamo entro venerdì.", to=OURS)
    comes(desk, gestore.carried(answer))
    assert [reason for reason, _ in given.standing_holds(desk)] == ["promise"]


def test_an_answer_from_his_certified_address_revives_it(desk: Desk) -> None:
    comes(desk, gestore.receipt("errore-consegna", sent(desk), error="no-dest"))
    assert given.the_customer(desk).certified == ""
    answer = given.mail(HIS, "Sollecito", "Buongiorno, chi parla?", to=OURS)
    comes(desk, gestore.carried(answer))
    assert given.the_customer(desk).certified == HIS
