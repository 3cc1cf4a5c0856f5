from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from agent.errors import Unreadable
from agent.letters import samples, templates
from agent.letters.compose import compose
from agent.letters.samples import facts, item
from agent.model.invoice import OpenItem
from agent.model.letter import Composed, Facts
from agent.model.money import Money, total
from agent.model.procedure import Stage

OURS = templates.load()
FIRST = facts("first", "it", "formal")
(TWELVE,) = FIRST.overdue


def write(given: Facts) -> Composed:
    return compose(given, OURS)


def listing(*items: OpenItem) -> Facts:
    return replace(FIRST, overdue=items, totals=total([each.open for each in items]))


def test_the_subject_names_the_invoice_and_the_firm_and_no_debt() -> None:
    assert write(FIRST).subject == "Fattura 12/2026 – Studio Larice"


def test_many_invoices_are_counted_in_the_subject() -> None:
    many = [item(f"{n}/2026", TWELVE.due_on, 1000) for n in range(11, 16)]

    subject = write(listing(*many)).subject

    assert subject == "Fatture 11/2026, 12/2026 e altre 3 – Studio Larice"


def test_two_instalments_of_an_invoice_are_one_document() -> None:
    first = replace(TWELVE, id="a", instalment_no=1, instalments=3)
    second = replace(TWELVE, id="b", instalment_no=2, instalments=3)

    written = write(listing(first, second))

    assert written.subject == "Fattura 12/2026 – Studio Larice"
    assert "Fattura 12/2026 del 1 nov 2026, rata 1 di 3" in written.text
    assert "rata 2 di 3" in written.text


def test_an_invoice_paid_in_part_asks_for_the_rest_alone() -> None:
    text = write(listing(replace(TWELVE, open=Money(20000)))).text

    assert "Il saldo non ci risulta ancora arrivato." in text
    assert "200,00\u00a0€ (resto di 1.220,00\u00a0€)" in text
    assert "bonifico di 200,00\u00a0€ entro" in text


def test_one_invoice_needs_no_total_line() -> None:
    assert "Totale" not in write(FIRST).text


def test_a_credit_note_is_listed_and_taken_off() -> None:
    credit = item("4/2026", TWELVE.due_on, -20000)

    written = write(replace(FIRST, credits=(credit,), totals=(Money(102000),)))

    assert "Nota di credito 4/2026" in written.text
    assert "Totale: 1.020,00\u00a0€" in written.text
    assert "Nota di credito 4/2026" in written.html


def test_what_is_not_yet_due_is_told_and_not_asked_for() -> None:
    later = item("15/2026", date(2026, 12, 20), 50000)

    text = write(replace(FIRST, upcoming=(later,))).text

    assert "Non ancora scadute, per sola informazione:\n- Fattura 15/2026" in text
    assert "bonifico di 1.220,00\u00a0€ entro" in text
    assert "Causale: Fattura 12/2026\n" in text


def test_currencies_are_never_added_up() -> None:
    swiss = replace(
        item("15/2026", TWELVE.due_on, 5000),
        amount=Money(5000, "CHF"),
        open=Money(5000, "CHF"),
    )

    text = write(listing(TWELVE, swiss)).text

    assert "Totale: 50,00\u00a0CHF e 1.220,00\u00a0€" in text


def test_a_currency_in_credit_is_not_asked_for() -> None:
    swiss = replace(
        item("4/2026", TWELVE.due_on, -5000),
        amount=Money(-5000, "CHF"),
        open=Money(-5000, "CHF"),
    )
    sums = (Money(-5000, "CHF"), Money(122000))

    text = write(replace(FIRST, credits=(swiss,), totals=sums)).text

    assert "Totale: 1.220,00\u00a0€" in text


def test_a_total_that_is_not_the_sum_of_its_items_is_never_written() -> None:
    with pytest.raises(Unreadable, match="not the sum of the listed items"):
        write(replace(FIRST, totals=(Money(122001),)))


def test_nothing_is_asked_for_where_credits_outweigh_debts() -> None:
    with pytest.raises(Unreadable, match="nothing is left to ask Edil Rovere for"):
        write(replace(FIRST, totals=(Money(-1),)))


def test_a_letter_about_nothing_is_never_written() -> None:
    with pytest.raises(Unreadable, match="no invoice is given"):
        write(replace(FIRST, overdue=(), totals=()))


def test_payment_is_asked_for_in_a_week_and_on_a_working_day() -> None:
    on_saturday = replace(FIRST, today=date(2026, 12, 5))

    assert "entro venerdì 11 dicembre 2026" in write(FIRST).text
    assert "entro lunedì 14 dicembre 2026" in write(on_saturday).text


def test_a_day_to_pay_by_that_is_given_is_taken() -> None:
    text = write(replace(FIRST, pay_by=date(2026, 12, 23))).text

    assert "entro mercoledì 23 dicembre 2026" in text


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date(2026, 12, 7), "in scadenza lunedì 7 dicembre 2026."),
        (date(2026, 12, 4), "in scadenza oggi, venerdì 4 dicembre 2026."),
    ],
)
def test_a_courtesy_letter_tells_the_due_date_as_it_is(
    due_on: date, words: str
) -> None:
    courtesy = facts("courtesy", "it", "formal", (replace(TWELVE, due_on=due_on),))

    assert words in write(courtesy).text


def test_several_due_dates_are_told_by_the_first() -> None:
    later = item("15/2026", date(2026, 12, 20), 50000)
    sooner = replace(TWELVE, due_on=date(2026, 12, 7))

    text = write(facts("courtesy", "it", "formal", (later, sooner))).text

    assert "la prima in scadenza lunedì 7 dicembre 2026." in text
    assert text.index("Fattura 12/2026") < text.index("Fattura 15/2026")


def test_the_second_letter_claims_an_earlier_one_only_where_there_was_one() -> None:
    second = facts("second", "it", "formal")

    assert "le abbiamo già scritto" in write(second).text
    assert "già scritto" not in write(replace(second, last_letter_on=None)).text


def test_a_call_is_announced_without_a_number_where_none_is_known() -> None:
    third = facts("third", "en", "formal")
    silent = replace(third, customer=replace(third.customer, phone=""))

    assert "we will call you on 011\u00a0555\u00a00199" in write(third).text
    assert "we would like to talk to you" in write(silent).text


def test_a_language_without_letters_is_written_in_english() -> None:
    german = replace(FIRST, customer=replace(FIRST.customer, language="de"))
    known = {name: OURS.letters[name] for name in ("en", "it")}

    written = compose(german, replace(OURS, letters=known))

    assert written.subject == "Invoice 12/2026 – Studio Larice"


def test_a_customer_without_a_name_is_greeted_without_one() -> None:
    nameless = replace(FIRST, customer=replace(FIRST.customer, name=""))

    assert write(nameless).text.startswith("Buongiorno,\n")


def test_a_stage_without_a_template_is_named_with_its_cure() -> None:
    with pytest.raises(Unreadable, match="no template it/fourth"):
        write(replace(FIRST, stage=Stage("fourth", 40)))


def test_a_stage_name_never_leaves_the_templates_folder() -> None:
    with pytest.raises(Unreadable, match="no template"):
        write(replace(FIRST, stage=Stage("../../etc/passwd", 40)))


def test_the_account_is_the_firms_own_in_groups_of_four() -> None:
    written = write(FIRST)

    assert "IBAN: IT60 X054 2811 1010 0000 0123 456\n" in written.text
    assert "IT60 X054 2811 1010 0000 0123 456" in written.html


def test_a_letter_that_mail_programs_would_cut_is_text_alone() -> None:
    many = [item(f"{n}/2026", TWELVE.due_on, 1000) for n in range(200)]

    written = write(listing(*many))

    assert written.html == ""
    assert "199/2026" in written.text


def test_a_letter_of_sixty_invoices_still_has_its_html() -> None:
    many = [item(f"{n}/2026", TWELVE.due_on, 1000) for n in range(60)]

    assert 0 < len(write(listing(*many)).html.encode()) < 100_000


def test_the_samples_never_name_a_real_firm() -> None:
    assert samples.FIRM.email.endswith(".example")
