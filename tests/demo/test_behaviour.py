"""What each kind of customer does with a letter in his hand."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from agent.demo.behaviour import Deed, Pays, Reader, Writes, react, say
from agent.demo.firm import Role, SampleCustomer, SampleInvoice, make_sample
from agent.demo.mails import in_words
from agent.model.money import Money

_TODAY = date(2026, 9, 29)


def one(role: Role) -> tuple[SampleCustomer, SampleInvoice]:
    sample = make_sample(Random(1), 40, 42)  # noqa: S311  repeats
    customer = next(each for each in sample.customers if each.role == role)
    his = (each for each in sample.invoices if each.customer.no == customer.no)
    return customer, next(his)


def after(role: Role, letters: int) -> tuple[Deed, ...]:
    customer, invoice = one(role)
    owed = ((invoice, invoice.due),)
    chance = Random(1)  # noqa: S311  repeats
    return react(Reader(customer, _TODAY, letters, owed, chance))


def paid(deeds: tuple[Deed, ...]) -> list[Money]:
    return [
        part for deed in deeds if isinstance(deed, Pays) for part in deed.parts.values()
    ]


def tasks(deeds: tuple[Deed, ...]) -> list[str]:
    return [deed.task for deed in deeds if isinstance(deed, Writes)]


@pytest.mark.parametrize(
    "role", ["together", "away", "says_paid", "unclear", "bounces"]
)
def test_some_pay_all_after_the_first_letter(role: Role) -> None:
    assert paid(after(role, 1)) == [one(role)[1].due]


def test_he_who_pays_in_part_pays_less_first_and_says_so() -> None:
    deeds = after("part", 1)
    assert Money(0) < paid(deeds)[0] < one("part")[1].due
    assert tasks(deeds) == ["read"]
    assert paid(after("part", 2)) == [one("part")[1].due]


def test_he_who_promises_pays_on_the_day_he_names() -> None:
    words, payment = after("promises", 1)
    assert isinstance(words, Writes)
    assert isinstance(payment, Pays)
    assert in_words(payment.on) in words.words


def test_he_who_breaks_his_promise_names_a_day_and_pays_nothing() -> None:
    deeds = after("breaks_promise", 1)
    assert len(tasks(deeds)) == 1
    assert paid(deeds) == []


def test_he_who_contests_gives_the_owner_something_to_look_into() -> None:
    assert tasks(after("disputes", 1)) == ["dispute"]
    assert after("disputes", 2) == ()


def test_the_silent_do_nothing_however_often_one_writes() -> None:
    assert [after("silent", nth) for nth in (1, 2, 3)] == [(), (), ()]


def test_unclear_money_comes_from_another_account_and_names_no_invoice() -> None:
    (deed,) = after("unclear", 1)
    customer, invoice = one("unclear")
    assert isinstance(deed, Pays)
    assert deed.name == customer.contact.upper()
    assert invoice.number not in deed.words


def test_a_dead_address_is_mended_on_the_phone() -> None:
    customer, _ = one("bounces")
    spoken = say(customer, 1, _TODAY)
    assert spoken.outcome == "reached"
    assert spoken.email not in ("", customer.email)


def test_the_silent_answer_the_second_call_with_a_day() -> None:
    customer, _ = one("silent")
    first, second = (say(customer, nth, _TODAY) for nth in (1, 2))
    assert (first.outcome, second.outcome) == ("not_reached", "promise")
    assert second.until is not None
    assert second.until > _TODAY


def test_no_promise_names_a_weekend() -> None:
    customer, _ = one("breaks_promise")
    days = [
        say(customer, 1, _TODAY + timedelta(days=ahead)).until for ahead in range(7)
    ]
    assert all(day is not None and day.weekday() < 5 for day in days)
