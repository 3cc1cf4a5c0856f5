"""Why and preview tell one truth: all that was decided, and what comes next."""

from __future__ import annotations

from datetime import date

import pytest

from agent.errors import Refused
from agent.model.money import Money
from agent.steps import rounds
from agent.steps.act import cases, invoicing, learning, letters, money
from agent.steps.calling import ask_call
from agent.steps.desk import Desk
from agent.steps.each import transaction
from agent.steps.look.lists import customer_rows, payment_rows
from agent.steps.look.preview import preview
from agent.steps.look.review import letter, review
from agent.steps.look.status import status
from agent.steps.look.why import why
from tests.desks import with_mode
from tests.steps import given

DUE, TODAY = date(2026, 9, 1), date(2026, 9, 7)
FRIDAY = date(2026, 9, 11)


def told(desk: Desk, words: str = "1/2026") -> str:
    return why(desk, words).paragraph


def test_what_was_given_up_is_told_with_its_reason(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    invoicing.write_off(desk, "carla", "1/2026", "bankrupt")
    assert "carla gave up 100.00 EUR on 2026-09-07: bankrupt." in told(desk)


def test_a_dispute_is_told_until_and_after_it_ends(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    cases.dispute(desk, "carla", "1/2026", "wrong goods", "bruno")
    contested = "contested since 2026-09-07: wrong goods, bruno looks after it."
    assert contested in told(desk).lower()
    assert f"1/2026 is {contested}" in told(desk, "Alfa")
    cases.resolve(desk, "carla", "1/2026", "goods were right")
    assert "wrong goods; resolved: goods were right." in told(desk)


def test_a_promise_is_told_with_who_noted_it_and_its_day(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", date(2026, 12, 1))
    cases.promise(desk, "carla", TODAY, FRIDAY, "subito.", customer="Alfa")
    said = "as carla noted, to pay all that was overdue by 2026-09-11: subito."
    assert said in told(desk)
    assert said in told(desk, "Alfa")
    cases.unpromise(desk, "carla", customer="Alfa")
    assert "He promised" not in told(desk)


def test_an_advance_and_what_is_left_of_money_are_told(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE)
    money.pay(desk, "carla", "1/2026", Money(15_000), TODAY, "cash", may_exceed=True)
    assert "100.00 EUR came as cash on 2026-09-07 (payment 1, entered by carla)" in (
        told(desk)
    )
    assert "50.00 EUR of payment 1 is free" in told(desk, "2/2026")


def test_a_hold_is_told_once(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE)
    cases.hold(desk, "carla", "trade fair", FRIDAY, customer="Alfa")
    cases.hold(desk, "carla", "lost parcel", None, invoice="2/2026")
    assert told(desk).count("trade fair") == 1
    assert "lost parcel" not in told(desk)
    assert "Held until a person decides (hand): lost parcel." in told(desk, "Alfa")


def test_while_a_call_is_open_all_waits_for_it_in_why_and_preview(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    customer = given.the_customer(desk)
    with transaction(desk) as tx:
        ask_call(tx, customer.id, "hand", "he is to be called back", TODAY)
    assert [(plan.day, plan.what, plan.state) for plan in preview(desk, FRIDAY)] == [
        (TODAY, "call", "open")
    ]
    later = preview(desk, date(2026, 9, 14))[1]
    assert (later.day, later.what) == (date(2026, 9, 14), "first")
    assert "Next: call 1 (`sollecito call 1`), from 2026-09-07 on:" in told(desk)
    assert "after that the letter 'first reminder' on 2026-09-14:" in told(desk)


def test_a_letter_that_waits_is_told_once_and_with_what_follows(desk: Desk) -> None:
    asked = with_mode(desk, "approve")
    given.invoice(asked, "1/2026", DUE)
    rounds.run_round(asked)
    waits = (
        "letter 1 ('first reminder') waits for your approval (`sollecito approve 1`)"
    )
    assert (
        f"Next: {waits}; after that the letter 'second reminder' on 2026-09-14"
        in told(asked)
    )
    assert told(asked).lower().count("letter 1 ") == 1
    letters.approve(asked, "carla", 1)
    assert "leaves in office hours after 2026-09-07 09:40" in told(asked)


def test_what_is_written_is_previewed_with_customer_and_amount(desk: Desk) -> None:
    asked = with_mode(desk, "approve")
    given.invoice(asked, "1/2026", DUE)
    given.invoice(asked, "2/2026", date(2026, 12, 1))
    given.invoice(asked, "NC 1", DUE, 3_000, kind="credit_note")
    rounds.run_round(asked)
    (plan,) = preview(asked, TODAY)
    assert (plan.customer_no, plan.customer) == (1, "Alfa Srl")
    assert plan.amounts == (Money(7_000),)


def test_nothing_is_foreseen_of_what_only_a_person_ends(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    cases.hold(desk, "carla", "sued", None, customer="Alfa")
    assert "Next: nothing by itself: held until a person decides" in told(desk)
    assert preview(desk, FRIDAY) == ()


def test_while_letters_are_stopped_everybody_is_told(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    letters.stop_all(desk, "carla", "we moved")
    off = "carla stopped all letters on 2026-09-07 at 09:30: we moved"
    assert f"No letter leaves: {off}" in told(desk)
    assert status(desk).off_because.startswith(off)
    assert status(desk).stands_still == ()
    letters.resume_all(desk, "carla")
    assert "No letter leaves" not in told(desk)
    assert status(desk).off_because == ""


def test_an_invoice_and_a_customer_may_be_told_apart(desk: Desk) -> None:
    given.invoice(desk, "1", DUE)
    assert why(desk, "1").about == "invoice 1"
    assert why(desk, "customer 1").about == "customer 1"
    assert why(desk, "invoice 1").about == "invoice 1"
    given.invoice(desk, "1", DUE, name="Beta Spa", email="b@beta.test")
    with pytest.raises(Refused, match="several invoices fit '1'"):
        why(desk, "1")


def test_what_waited_from_before_us_is_asked_no_more_once_paid(desk: Desk) -> None:
    given.invoice(desk, "1/2020", date(2020, 1, 1))
    assert len(review(desk).backlog) == 1
    money.pay(desk, "carla", "1/2020", Money(10_000), TODAY, "cash")
    assert (review(desk).backlog, status(desk).holds) == ((), 0)
    money.undo(desk, "carla", 1)
    assert len(review(desk).backlog) == 1


def test_an_entry_by_hand_is_listed_with_whose_it_is_and_how(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    money.pay(desk, "carla", "1/2026", Money(4_000), TODAY, "cheque")
    (row,) = payment_rows(desk)
    assert (row.source, row.customer, row.how) == ("hand", "Alfa Srl", "cheque")


def test_customers_are_listed_with_what_comes_next(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    (row,) = customer_rows(desk)
    assert row.next.startswith(
        "the letter 'first reminder', today (2026-09-07): 1/2026 is 6"
    )


def test_a_rest_is_told_with_what_it_is_the_rest_of(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    assert "100.00 EUR is open, due on" in told(desk)
    money.pay(desk, "carla", "1/2026", Money(4_000), TODAY, "cash")
    money.pay(desk, "carla", "1/2026", Money(1_000), TODAY, "cheque")

    rest = "100.00 EUR less 40.00 EUR of payment 1 less 10.00 EUR of payment 2"
    assert f"100.00 EUR; 50.00 EUR is open ({rest}), due on" in told(desk)


def wrote(desk: Desk, words: str, sender: str = "anna@client.test") -> None:
    given.arrives(desk, given.mail(sender, "Fatture", words))


def test_the_mails_that_concern_an_invoice_are_told_with_what_followed(
    desk: Desk,
) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE)
    wrote(desk, "La fattura 1/2026 l'abbiamo pagata ieri.")

    said = "He wrote on 2026-09-07 (he says that he has paid): held until 2026-09-"
    assert said in told(desk)
    assert "He wrote" not in told(desk, "2/2026")


def test_a_hold_that_a_mail_brought_is_told_with_its_end(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    wrote(desk, "Non siamo d'accordo sulla fattura 1/2026, la merce era rotta.")
    assert "held until a person decides." in told(desk)
    given.pass_time(desk, days=1)

    cases.release(desk, "carla", "he was right", customer="Alfa")
    cases.release(desk, "carla", "he was right", invoice="1/2026")

    end = "held until a person decides, which ended on 2026-09-08 (he was right)."
    assert end in told(desk)


def test_what_was_promised_after_an_invoice_was_settled_is_not_told_of_it(
    desk: Desk,
) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE)
    money.pay(desk, "carla", "1/2026", Money(10_000), TODAY, "cash")
    given.pass_time(desk, days=1)

    cases.promise(desk, "carla", FRIDAY, FRIDAY, "venerdì", customer="Alfa")

    assert "He promised" not in told(desk)
    assert "He promised" in told(desk, "2/2026")


def test_a_mail_that_names_no_invoice_concerns_all_of_its_writer_and_no_other(
    desk: Desk,
) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "9/2026", DUE, name="Beta Spa", email="b@beta.test")
    wrote(desk, "Pagheremo entro venerdì 11 settembre.")

    assert "He wrote on 2026-09-07 (he says that he will pay)" in told(desk)
    assert "He promised" in told(desk)
    assert "wrote" not in told(desk, "9/2026")
    assert "promised" not in told(desk, "9/2026")


def test_a_mail_that_answers_a_letter_concerns_what_that_lists(desk: Desk) -> None:
    letter = given.one_letter(desk)
    given.invoice(desk, "2/2026", date(2026, 12, 1), issued_on=date(2026, 9, 1))
    mail = given.mail("anna@client.test", "Re:", "Non sono d'accordo.", answers=letter)
    given.arrives(desk, mail)

    assert "He wrote on" in told(desk)
    assert "He wrote on" not in told(desk, "2/2026")


def test_a_sentence_ends_with_one_point(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE)
    cases.dispute(desk, "carla", "1/2026", "Wrong goods.", "")
    invoicing.write_off(desk, "carla", "2/2026", "Bankrupt ...")

    assert told(desk).endswith("Wrong goods.")
    assert ".." not in told(desk)
    assert "Bankrupt ...." in told(desk, "2/2026")


def test_a_question_in_a_persons_words_ends_without_a_point(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    cases.hold(desk, "carla", "whose is it?", None, customer="Alfa")

    assert told(desk).endswith("(hand): whose is it?")


def test_what_a_person_allocated_and_took_back_is_told_in_whole_sentences(
    desk: Desk,
) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE)
    given.money(desk, 10_000, "saldo", "Carla Verdi")
    money.allocate(desk, "carla", 1, ["1/2026"])
    assert told(desk).endswith(": A person allocated it.")

    money.undo(desk, "carla", 1)

    taken = "payment 1 was taken back from his invoices, and nobody has said yet whose"
    assert f"{taken} it is." in told(desk)


def test_a_delivery_is_told_in_plain_words(desk: Desk) -> None:
    report = given.bounce_of(given.one_letter(desk)).replace(b"failed", b"delivered")
    good = report.replace(b"5.1.1", b"2.0.0").replace(b"Undelivered", b"Report")
    given.arrives(desk, good)

    assert "was delivered: accepted by the customer's server." in told(desk)


def coming(desk: Desk) -> list[tuple[str, date]]:
    return [(plan.what, plan.day) for plan in preview(desk, FRIDAY)]


def test_preview_shows_no_reminder_on_the_day_of_an_answer(desk: Desk) -> None:
    asked = with_mode(desk, "approve")
    given.invoice(asked, "1/2026", DUE)
    given.invoice(asked, "2/2026", date(2026, 12, 1))
    cases.dispute(asked, "carla", "2/2026", "wrong goods", "")

    assert coming(asked) == [
        ("dispute_acknowledged", TODAY),
        ("first", date(2026, 9, 8)),
    ]


def test_preview_shows_a_reminder_written_before_an_answer_on_another_day(
    desk: Desk,
) -> None:
    asked = with_mode(desk, "approve")
    given.invoice(asked, "1/2026", DUE)
    given.invoice(asked, "2/2026", date(2026, 12, 1))
    rounds.run_round(asked)
    cases.dispute(asked, "carla", "2/2026", "wrong goods", "")

    assert coming(asked) == [
        ("first", date(2026, 9, 8)),
        ("dispute_acknowledged", TODAY),
    ]


def test_what_comes_next_counts_no_days_as_of_today(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.send_all(desk)
    due = "Next: the letter 'second reminder' on 2026-09-14: 1/2026 was due on 2026-09-01;"
    assert due in told(desk)
    given.invoice(desk, "9/2026", FRIDAY, name="Beta Spa", email="b@beta.test")
    assert "9/2026 is due on 2026-09-11;" in told(desk, "9/2026")


def test_a_letter_kept_back_by_a_stop_counts_the_days_of_its_own_day(
    desk: Desk,
) -> None:
    given.invoice(desk, "1/2026", DUE)
    letters.stop_all(desk, "carla", "holidays", until=FRIDAY)
    following = told(desk).partition("Next: ")[2]
    assert following.startswith("the letter 'first reminder' on 2026-09-14,")
    assert "1/2026 is 13 days overdue" in following


def test_a_mail_that_was_corrected_is_told_as_first_read_and_as_it_stands(
    desk: Desk,
) -> None:
    given.invoice(desk, "1/2026", DUE)
    wrote(desk, "La fattura 1/2026 l'abbiamo pagata ieri.")
    given.pass_time(desk, days=1)
    (mail,) = learning.replies(desk)

    learning.correct(desk, "carla", mail.message, ["disputes"])

    said = told(desk)
    assert "He wrote on 2026-09-07 (he says that he has paid): held until" in said
    corrected = "carla corrected this on 2026-09-08, and it stands as: he contests"
    assert corrected in said
    assert "reply.corrected" in [event.what for event in why(desk, "Alfa").history]

    learning.correct(desk, "carla", mail.message, [])
    assert "corrected" not in told(desk)

    learning.correct(desk, "bruno", mail.message, ["says_paid"])
    assert "bruno said on 2026-09-08 that this is right." in told(desk)

    learning.correct(desk, "bruno", mail.message, ["other"])
    assert "it stands as: he says nothing of the kind" in told(desk)


def test_a_promise_that_a_person_denies_is_told_as_what_it_was_taken_for(
    desk: Desk,
) -> None:
    given.invoice(desk, "1/2026", DUE)
    wrote(desk, "Pagheremo entro venerdì 11 settembre.")
    (mail,) = learning.replies(desk)

    learning.correct(desk, "carla", mail.message, ["asks_question"])

    said = told(desk)
    assert "He promised" not in said
    assert "A mail of his was taken on 2026-09-07 for a promise to pay" in said
    assert "a person said that it is none." in said


@pytest.mark.parametrize("words", ["1/2026", "Alfa"])
def test_the_history_tells_what_was_taken_back(desk: Desk, words: str) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.money(desk, 10_000, "saldo", "Carla Verdi")
    money.allocate(desk, "carla", 1, ["1/2026"])

    money.undo(desk, "carla", 1)

    assert why(desk, words).history[-1].what == "payment.undone"


def test_of_a_payments_number_the_place_is_named(desk: Desk) -> None:
    given.money(desk, 7_700, "saldo")
    for words in ("1", "payment 1"):
        with pytest.raises(Refused, match="is a payment: `sollecito review payment 1`"):
            why(desk, words)
    with pytest.raises(Refused, match="neither an invoice nor a customer"):
        why(desk, "payment 2")


def test_a_letter_taken_back_is_shown_with_the_reason_she_gave(desk: Desk) -> None:
    asked = with_mode(desk, "approve")
    given.invoice(asked, "1/2026", DUE)
    rounds.run_round(asked)
    letters.refuse(asked, "carla", 1, "no")
    assert letter(asked, 1).because == "a person refused it: no"
    cases.release(asked, "carla", "go on", customer="1")
    assert letter(asked, 1).because == "a person refused it: no"
