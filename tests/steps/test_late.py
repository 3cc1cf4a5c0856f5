from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from agent.dunning.charges import LateTerms
from agent.dunning.rates import Rate, Tables
from agent.ledger import letter_book, outbox
from agent.model.customer import InterestMode
from agent.model.letter import Composed, Delivery
from agent.model.money import Money
from agent.steps.act.editing import edit
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.look.preview import preview
from agent.steps.look.why import why
from agent.steps.remind import remind
from agent.steps.settle import settle
from tests.desks import open_desk
from tests.steps import given

# 100.00 x 36.50 % x 1 / 365 = 0.10 a day
RATES = (Rate(date(2026, 1, 1), date(2026, 12, 31), Decimal("36.50"), "invented"),)
FEE = "40,00\u00a0€"


def desk_with(mode: InterestMode, rates: tuple[Rate, ...] = RATES) -> Desk:
    """Give a desk with an invoice of 100.00, due 20 days ago."""
    late = LateTerms(Tables(rates, rates), mode)
    desk = given.live(replace(open_desk(), late=late))
    given.invoice(desk, "12/2026", date(2026, 8, 18))
    return desk


def written(desk: Desk) -> tuple[Delivery, Composed]:
    remind(desk)
    customer = given.the_customer(desk)
    with picture(desk) as tx:
        (letter,) = outbox.of_customer(tx, customer.id)
        return letter, letter_book.words(tx, letter.letter_id)


def plain(letter: Composed) -> str:
    return letter.text.replace("\u00a0", " ")


def test_a_letter_asks_for_interest_and_forty_euro_where_they_are_claimed() -> None:
    _, letter = written(desk_with("claim"))

    assert "fino al 7 set 2026: 2,00 €" in plain(letter)
    assert "(D.Lgs. 231/2002): 40,00 €" in plain(letter)
    assert "Totale: 142,00 €" in plain(letter)
    assert "Importo: 142,00 €" in plain(letter)


def test_a_letter_that_tells_of_them_asks_for_the_invoice_alone() -> None:
    _, letter = written(desk_with("show"))

    assert "qui non richiesti:\n- Interessi di mora" in plain(letter)
    assert "Importo: 100,00 €" in plain(letter)


def test_the_preview_shows_the_very_letter() -> None:
    desk = desk_with("claim")
    (planned, *_) = preview(desk, desk.clock.today())

    _, letter = written(desk)

    assert planned.letter
    assert planned.letter.text == letter.text


def test_the_preview_asks_for_what_is_claimed_before_and_after_it_is_written() -> None:
    desk = desk_with("claim")
    (planned, *_) = preview(desk, desk.clock.today())
    written(desk)
    (waiting, *_) = preview(desk, desk.clock.today())

    assert planned.amounts == waiting.amounts == (Money(14_200),)


def test_by_themselves_letters_are_silent_about_them() -> None:
    _, letter = written(desk_with("waive"))

    assert FEE not in letter.text
    assert "Interessi" not in letter.html


def test_a_customer_may_be_spared() -> None:
    desk = desk_with("claim")
    edit(desk, "carla", "Alfa", {"interest": "waive"})

    _, letter = written(desk)

    assert FEE not in letter.text


def test_where_the_rate_is_not_known_no_figure_is_named_and_it_is_said() -> None:
    desk = desk_with("claim", rates=())

    delivery, letter = written(desk)

    assert FEE not in letter.text
    assert "no rate of interest is known for 2026-08-19" in delivery.because
    assert "Interest: no rate of interest is known" in why(desk, "12/2026").paragraph


def test_why_tells_what_the_law_gives_and_what_letters_do() -> None:
    desk = desk_with("waive")

    assert (
        "For 20 days of delay the law gives 2.00 EUR of interest (36.50 %) and 40.00 "
        "EUR for recovery costs; letters do not speak of it."
    ) in why(desk, "12/2026").paragraph


def test_why_still_tells_it_once_a_late_invoice_is_paid() -> None:
    desk = desk_with("claim")
    given.money(desk, 10_000, "saldo fattura 12/2026", payer="Alfa Srl")
    settle(desk)

    said = why(desk, "12/2026").paragraph

    assert "nothing is open" in said
    assert "2.00 EUR of interest" in said


def test_what_came_in_time_bears_no_interest() -> None:
    desk = desk_with("claim")
    given.money(
        desk,
        10_000,
        "saldo fattura 12/2026",
        payer="Alfa Srl",
        booked_on=date(2026, 8, 17),
    )
    settle(desk)

    assert "interest" not in why(desk, "12/2026").paragraph
