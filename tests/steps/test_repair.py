"""A dead address: others are proposed to a person, and a sign of life clears it."""

from __future__ import annotations

from datetime import date

from agent.errors import Refused
from agent.ledger import calls, invoices
from agent.steps import rounds
from agent.steps.act import editing
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.look.call_sheets import call_sheets
from agent.steps.look.why import why
from agent.steps.summarise import show
from tests.steps import given
from tests.steps.notices import notice

DUE = date(2026, 9, 1)
FULL = ("5.2.2", "mailbox full, over quota")


def wrote(desk: Desk, sender: str, copy_to: str = "office@firm.test") -> None:
    given.pass_time(desk, minutes=5)
    text = f"Buongiorno, domani alle nove {sender} passa in cantiere."
    given.arrives(desk, given.mail(sender, "Cantiere", text, Cc=copy_to))


def seen(desk: Desk) -> list[str]:
    return [each.email for sheet in call_sheets(desk) for each in sheet.addresses]


def asked(desk: Desk) -> list[str]:
    with picture(desk) as tx:
        return [call.reason for call in calls.listed(tx)]


def test_other_addresses_are_proposed_newest_first_and_never_written_to(
    desk: Desk,
) -> None:
    raw = given.one_letter(desk)
    wrote(desk, "bruno@client.test", copy_to="anna@client.test")
    wrote(desk, "anna@client.test", copy_to="carlo@client.test, office@firm.test")
    wrote(desk, "who@other.test", copy_to="anna@client.test")
    news = given.mail(
        "news@client.test",
        "Offerte",
        "Sconti!",
        Cc="anna@client.test",
        List_Id="<news.client.test>",
    )
    given.arrives(desk, news)
    given.arrives(desk, notice(about=raw))
    assert seen(desk) == ["carlo@client.test", "bruno@client.test"]
    assert given.the_customer(desk).write_to == ""
    told = why(desk, "1/2026").paragraph
    assert "No letter reaches anna@client.test: the address does not exist" in told
    command = "`sollecito customers edit 1 --email carlo@client.test` writes there"
    assert (
        f"carlo@client.test was seen in the mailbox on 2026-09-07 ({command})" in told
    )
    text = " ".join(show(desk).text.split())
    assert "Visti anche: carlo@client.test, bruno@client.test." in text


def test_who_wrote_to_us_alone_and_whom_a_colleague_wrote_to_are_proposed(
    desk: Desk,
) -> None:
    raw = given.one_letter(desk)
    wrote(desk, "bruno@client.test")
    ours = given.mail(
        "office@firm.test",
        "Cantiere",
        "A domani.",
        to="anna@client.test",
        Cc="carlo@client.test",
    )
    given.pass_time(desk, minutes=5)
    given.arrives(desk, ours, "Sent")
    given.arrives(desk, notice(about=raw))
    assert seen(desk) == ["carlo@client.test", "bruno@client.test"]
    assert "message.unassigned" not in given.happened(desk), "it asks for nothing"


def test_a_person_confirms_and_the_letter_comes_again(desk: Desk) -> None:
    raw = given.one_letter(desk)
    wrote(desk, "bruno@client.test", copy_to="anna@client.test")
    given.arrives(desk, notice(about=raw))
    assert seen(desk) == ["bruno@client.test"]
    editing.edit(desk, "carla", "1", {}, add_email="bruno@client.test")
    rounds.run_round(desk)
    given.send_all(desk)
    assert given.recipients(desk)[-1] == "bruno@client.test"
    assert asked(desk) == []


def test_whoever_answered_a_letter_is_proposed_wherever_he_writes_from(
    desk: Desk,
) -> None:
    raw = given.one_letter(desk)
    text = "La fattura 1/2026 la vede il mio socio."
    given.arrives(desk, given.mail("b@elsewhere.test", "Re:", text, answers=raw))
    given.arrives(desk, notice(about=raw))
    assert seen(desk) == ["b@elsewhere.test"]


def test_a_domain_of_two_customers_or_of_everybody_proposes_nobody(desk: Desk) -> None:
    raw = given.one_letter(desk)
    given.invoice(desk, "2/2026", DUE, name="Beta Spa", email="beta@client.test")
    given.invoice(desk, "3/2026", DUE, name="Gamma Sas", email="gamma@libero.it")
    wrote(desk, "bruno@client.test", copy_to="anna@client.test")
    wrote(desk, "someone@libero.it", copy_to="gamma@libero.it")
    given.arrives(desk, notice(about=raw))
    assert seen(desk) == []
    assert "was seen in the mailbox" not in why(desk, "Gamma").paragraph


def test_a_reply_from_the_dead_address_clears_it_and_closes_the_call(
    desk: Desk,
) -> None:
    given.arrives(desk, notice(about=given.one_letter(desk)))
    assert asked(desk) == ["bounced"]
    wrote(desk, "bruno@client.test", copy_to="anna@client.test")
    assert asked(desk) == ["bounced"]
    wrote(desk, "anna@client.test")
    assert asked(desk) == []
    assert given.the_customer(desk).write_to == "anna@client.test"


def test_a_payment_after_the_letter_clears_it_and_closes_the_call(desk: Desk) -> None:
    given.arrives(desk, notice(about=given.one_letter(desk)))
    given.money(desk, 4_000, "acconto fattura 1/2026", "Alfa Srl")
    rounds.run_round(desk)
    assert asked(desk) == []
    assert given.the_customer(desk).write_to == "anna@client.test"


def test_a_payment_from_before_the_letter_clears_nothing(desk: Desk) -> None:
    given.arrives(desk, notice(about=given.one_letter(desk)))
    text = "acconto fattura 1/2026"
    given.money(desk, 4_000, text, "Alfa Srl", booked_on=DUE)
    rounds.run_round(desk)
    owner = given.the_customer(desk).id
    with picture(desk) as tx:
        left = [item.open.cents for item in invoices.open_items(tx, [owner])]
    assert left == [6_000]
    assert asked(desk) == ["bounced"]
    assert given.the_customer(desk).write_to == ""


def test_a_payment_after_an_address_was_refused_at_once_says_nothing_of_it(
    desk: Desk,
) -> None:
    given.one_letter(desk)
    given.sign_of_life(desk)
    given.pass_time(desk, days=10)
    given.money(desk, 1)
    rounds.run_round(desk)
    given.channel(desk).at_offer.append(Refused("no such user", 550, "5.1.1"))
    given.send_all(desk)
    given.money(desk, 4_000, "acconto fattura 1/2026", "Alfa Srl")
    rounds.run_round(desk)
    assert given.the_customer(desk).write_to == ""
    assert asked(desk) == ["bounced"]


def test_a_payment_from_before_the_letter_closes_no_call(desk: Desk) -> None:
    given.one_letter(desk)
    given.pass_time(desk, days=4)
    rounds.run_round(desk)
    text = "acconto fattura 1/2026"
    given.money(desk, 4_000, text, "Alfa Srl", booked_on=DUE)
    rounds.run_round(desk)
    assert asked(desk) == ["unconfirmed"]


def test_a_payment_closes_a_call_asked_for_by_silence(desk: Desk) -> None:
    given.one_letter(desk)
    given.pass_time(desk, days=4)
    rounds.run_round(desk)
    assert asked(desk) == ["unconfirmed"]
    given.money(desk, 4_000, "acconto fattura 1/2026", "Alfa Srl")
    rounds.run_round(desk)
    assert asked(desk) == []
