"""What a person writes holds his cases, for as long as the table says and no longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from agent.ledger import calls, holds, promises
from agent.steps import day_facts, rounds
from agent.steps.act import cases
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.summarise import show, summarise
from tests.steps import given

DUE = date(2026, 9, 1)
MONDAY, WEDNESDAY = date(2026, 9, 7), date(2026, 9, 9)


def answer(desk: Desk, text: str, raw: bytes = b"", **headers: str) -> None:
    mail = given.mail(
        "anna@client.test", "Re: Fattura 1/2026", text, answers=raw, **headers
    )
    given.arrives(desk, mail)


def reasons(desk: Desk) -> list[str]:
    return [reason for reason, _ in given.standing_holds(desk)]


def promised(desk: Desk) -> list[str]:
    with picture(desk) as tx:
        return [each.state for each in promises.in_state(tx, "")]


@pytest.mark.parametrize(
    ("text", "reason", "until"),
    [
        ("Buongiorno, il bonifico è già partito.", "claim", date(2026, 9, 14)),
        ("Ricevuto, grazie.", "reply", WEDNESDAY),
        ("Pagheremo il 18 settembre.", "promise", date(2026, 9, 22)),
        ("La fattura è sbagliata, la contestiamo.", "dispute", None),
        ("Passo la pratica al nostro avvocato.", "reply", None),
        ("Possiamo pagare in tre rate?", "reply", None),
        ("Pagheremo entro il 20 dicembre 2027.", "reply", None),
    ],
)
def test_the_hold_is_as_long_as_the_decision_table_says(
    desk: Desk, text: str, reason: str, until: date | None
) -> None:
    answer(desk, text, given.one_letter(desk), Date="Mon, 07 Sep 2026 09:50:00 +0200")
    assert given.standing_holds(desk) == [(reason, until)]


def test_a_hold_ends_by_itself_and_the_case_goes_on(desk: Desk) -> None:
    raw = given.one_letter(desk)
    answer(desk, "Buongiorno, il bonifico è già partito.", raw)
    given.pass_time(desk, days=8)
    rounds.run_round(desk)
    assert reasons(desk) == []
    assert "hold.ended" in given.happened(desk)
    given.send_all(desk)
    assert given.recipients(desk) == ["anna@client.test"] * 2


def test_a_second_mail_holds_longer_than_the_first(desk: Desk) -> None:
    raw = given.one_letter(desk)
    answer(desk, "Ricevuto, grazie.", raw)
    answer(desk, "Anzi, la fattura è sbagliata: la contestiamo.", raw)
    assert given.standing_holds(desk) == [("reply", WEDNESDAY), ("dispute", None)]
    given.pass_time(desk, days=30)
    rounds.run_round(desk)
    assert reasons(desk) == ["dispute"]


def test_what_a_person_released_is_not_held_by_the_same_mail(desk: Desk) -> None:
    raw = given.one_letter(desk)
    answer(desk, "La fattura è sbagliata, la contestiamo.", raw)
    assert cases.release(desk, "carla", "spoken with him", customer="Alfa") == 1
    given.mailbox(desk).uidvalidity = 2
    rounds.run_round(desk)
    assert reasons(desk) == []


def test_the_same_mail_in_two_mailboxes_is_one_answer(desk: Desk) -> None:
    raw = given.one_letter(desk)
    answer(desk, "Pagheremo il 18 settembre.", raw)
    cases.release(desk, "carla", "spoken with him", customer="Alfa")
    mail = given.mail(
        "anna@client.test",
        "Re: Fattura 1/2026",
        "Pagheremo il 18 settembre.",
        answers=raw,
        Received="from mx.firm.test by imap.firm.test",
    )
    given.arrives(desk, mail)
    assert reasons(desk) == []
    assert promised(desk) == ["open"]


def test_another_promise_takes_the_place_of_the_first_with_its_hold(desk: Desk) -> None:
    raw = given.one_letter(desk)
    answer(desk, "Pagheremo il 30 settembre.", raw)
    answer(desk, "Anticipiamo: pagheremo il 15 settembre.", raw)
    assert promised(desk) == ["undone", "open"]
    assert given.standing_holds(desk) == [("promise", date(2026, 9, 17))]


def test_a_promise_kept_ends_its_hold(desk: Desk) -> None:
    answer(desk, "Pagheremo il 18 settembre.", given.one_letter(desk))
    given.money(desk, 10_000, "fattura 1/2026", "Alfa Srl")
    rounds.run_round(desk)
    assert (promised(desk), reasons(desk)) == (["kept"], [])


@pytest.mark.parametrize(
    "sent", ["Mon, 07 Sep 2009 10:00:00 +0200", "Mon, 07 Sep 2037 10:00:00 +0200"]
)
def test_a_wrong_date_header_moves_no_promise(desk: Desk, sent: str) -> None:
    answer(desk, "Pagheremo venerdì.", given.one_letter(desk), Date=sent)
    assert given.standing_holds(desk) == [("promise", date(2026, 9, 15))]


def test_an_old_promise_read_late_is_a_call_and_no_letter(desk: Desk) -> None:
    raw = given.one_letter(desk)
    given.pass_time(desk, days=7)
    sent = "Mon, 07 Sep 2026 12:00:00 +0200"
    answer(desk, "Pagheremo domani.", raw, Date=sent)
    given.send_all(desk)
    assert promised(desk) == ["broken"]
    assert given.recipients(desk) == ["anna@client.test"]


def test_an_old_claim_still_holds_for_a_while(desk: Desk) -> None:
    raw = given.one_letter(desk)
    given.pass_time(desk, days=2)
    sent = "Mon, 07 Sep 2026 12:00:00 +0200"
    answer(desk, "Ricevuto, grazie.", raw, Date=sent)
    assert given.standing_holds(desk) == [("reply", date(2026, 9, 11))]


def test_an_owners_answer_to_the_summary_is_no_customers(desk: Desk) -> None:
    given.one_letter(desk)
    outside = replace(desk, own_addresses=frozenset({"office@firm.test"}))
    summarise(outside)
    rounds.run_round(outside)
    summary = given.channel(desk).taken[-1][1]
    given.arrives(
        outside,
        given.mail(
            "boss@firm.test",
            "Re: Sollecito",
            "2 aspetta: la fattura 1/2026 la paga.",
            answers=summary,
        ),
    )
    assert reasons(desk) == []


def test_a_stranger_who_names_invoices_of_two_holds_both_for_two_days(
    desk: Desk,
) -> None:
    given.invoice(desk, "31/2026", DUE)
    given.invoice(desk, "32/2026", DUE, name="Beta Spa", email="b@beta.test")
    given.arrives(
        desk,
        given.mail(
            "studio@accountant.test",
            "Fatture 31/2026 e 32/2026",
            "Le fatture 31/2026 e 32/2026 sono sbagliate, le contestiamo.",
        ),
    )
    assert given.standing_holds(desk) == [("reply", WEDNESDAY)] * 2


def test_a_stranger_who_names_an_invoice_in_his_subject_alone_holds_too(
    desk: Desk,
) -> None:
    given.invoice(desk, "31/2026", DUE)
    text = "Buongiorno, abbiamo pagato ieri."
    given.arrives(desk, given.mail("studio@accountant.test", "Fattura 31/2026", text))
    assert reasons(desk) == ["claim"]


def test_a_document_without_a_figure_in_its_number_is_named_too(desk: Desk) -> None:
    given.invoice(desk, "ABC", DUE)
    text = "Ho pagato la fattura ABC."
    mail = given.mail("who@other.test", "Ciao", text, to="anna@client.test")
    given.arrives(desk, mail)
    assert reasons(desk) == ["claim"]


def test_whoever_writes_from_a_customers_domain_speaks_for_him(desk: Desk) -> None:
    theirs = frozenset({"client.test"})
    wide = replace(desk, intake=replace(desk.intake, customer_domains=theirs))
    given.one_letter(wide)
    mail = given.mail("mario@client.test", "Pagamento", "Abbiamo pagato ieri.")
    given.arrives(wide, mail)
    assert reasons(desk) == ["claim"]


def test_a_mail_about_money_from_nobody_we_know_is_shown(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    mail = given.mail(
        "who@other.test", "Re: vostra", "Ho pagato ieri.", to="anna@client.test"
    )
    given.arrives(desk, mail)
    assert reasons(desk) == []
    assert "Ho pagato ieri." in show(desk).text


def test_a_reply_read_late_still_stands_in_the_next_summary(desk: Desk) -> None:
    raw = given.one_letter(desk)
    mail = given.mail("anna@client.test", "Re: Fattura", "Le rispondo.", answers=raw)
    given.mailbox(desk).deliver(mail)
    given.pass_time(desk, days=1)
    summarise(desk)  # the mailbox was not readable meanwhile
    given.pass_time(desk, hours=1)
    rounds.run_round(desk)
    assert "Le rispondo." in show(desk).text


@pytest.mark.parametrize(
    ("account", "is_told"),
    [
        ("FR7630006000011234567890189", True),
        ("DE89 3704 0044 0532 0130 00", True),
        ("IT60X0542811101000000123456", False),
    ],
)
def test_an_account_that_is_not_ours_beside_our_invoices_is_an_alarm(
    desk: Desk, account: str, *, is_told: bool
) -> None:
    words = f"Per la fattura 1/2026 il nuovo IBAN è {account}, confermate?"
    answer(desk, words, given.one_letter(desk))
    assert ("un conto che non è tuo" in show(desk).text) is is_told


def test_a_reply_that_cannot_be_read_holds_its_writer(desk: Desk) -> None:
    raw = given.one_letter(desk)
    box = given.mailbox(desk)
    box.deliver(
        given.mail("anna@client.test", "Re: Fattura", "Ho pagato ieri.", answers=raw)
    )
    rounds.take_mail(desk, box)
    with_fault = replace(desk, rules=replace(desk.rules, is_closed=fails))
    rounds.read_what_came(with_fault)
    assert given.standing_holds(desk) == [("reply", None)]
    with picture(desk) as tx:
        (hold,) = holds.standing(tx)
    assert hold.because == "a mail of his could not be read"


def fails(_day: date) -> bool:
    raise ZeroDivisionError


def calls_asked(desk: Desk) -> list[tuple[str, date]]:
    with picture(desk) as tx:
        return [(each.reason, each.asked_on) for each in calls.listed(tx)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Mi può chiamare? Grazie.", MONDAY),
        ("Mi richiami mercoledì mattina, grazie.", WEDNESDAY),
        ("La fattura è sbagliata. Chiamatemi sabato.", date(2026, 9, 14)),
    ],
)
def test_who_asks_to_be_phoned_is_on_the_call_list_on_his_day(
    desk: Desk, text: str, day: date
) -> None:
    answer(desk, text, given.one_letter(desk), Date="Mon, 07 Sep 2026 09:50:00 +0200")

    assert calls_asked(desk) == [("asked", day)]
    (hold,) = given.standing_holds(desk)
    assert hold[1] is None


def test_the_call_list_shows_how_he_asked(desk: Desk) -> None:
    answer(desk, "Buongiorno. Mi può chiamare dopo le 15?", given.one_letter(desk))

    with picture(desk) as tx:
        (call,) = calls.listed(tx)
        words = day_facts.words_of_call(tx, call)
    assert words == "Mi può chiamare dopo le 15?"


def test_the_same_mail_asks_for_one_call(desk: Desk) -> None:
    answer(desk, "Mi può chiamare?", given.one_letter(desk))
    given.mailbox(desk).uidvalidity = 2
    rounds.run_round(desk)

    assert len(calls_asked(desk)) == 1
