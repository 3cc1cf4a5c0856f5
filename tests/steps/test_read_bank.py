"""What an interim report told of is the same money when the statement comes."""

from __future__ import annotations

from datetime import date

import pytest

from agent.steps import intake
from agent.steps.desk import Desk
from agent.steps.look.lists import payment_rows
from tests.desks import open_desk
from tests.steps import given

_HEAD = ":20:X\r\n:25:IT60X0542811101000000123456\r\n:28C:1/1\r\n"
_TEXT = ":86:saldo fattura 1/2026 ALFA SRL\r\n"
_EARLY = ":61:260907C100,00NTRFNONREF\r\n"
_LATE = ":61:2609070907C100,00NTRFNONREF//"


@pytest.fixture
def desk() -> Desk:
    return given.live(open_desk())


def interim(*lines: str) -> bytes:
    return f"{_HEAD}:34F:EUR0,\r\n{''.join(lines)}-\r\n".encode()


def statement(*lines: str, day: str = "260907", closing: str) -> bytes:
    ends = f":62F:C{day}EUR{closing}\r\n-\r\n"
    return f"{_HEAD}:60F:C260904EUR0,00\r\n{''.join(lines)}{ends}".encode()


def line(reference: str) -> str:
    return f"{_LATE}{reference}\r\n{_TEXT}"


def take(desk: Desk, data: bytes, name: str = "a.sta") -> None:
    assert not intake.take_file(desk, name, data).problems


def cents(desk: Desk) -> list[int]:
    return [row.amount.cents for row in payment_rows(desk)]


def test_a_statement_that_adds_the_banks_reference_tells_no_new_money(
    desk: Desk,
) -> None:
    take(desk, interim(_EARLY, _TEXT))
    take(desk, statement(line("A1"), closing="100,00"))
    take(desk, interim(_EARLY, _TEXT), "again.sta")
    assert cents(desk) == [10_000]


def test_what_the_interim_report_did_not_have_is_new(desk: Desk) -> None:
    take(desk, interim(_EARLY, _TEXT))
    take(desk, statement(line("A1"), line("A2"), closing="200,00"))
    assert cents(desk) == [10_000, 10_000]


def test_two_equal_lines_of_an_interim_report_are_two_of_the_statement(
    desk: Desk,
) -> None:
    take(desk, interim(_EARLY, _TEXT, _EARLY, _TEXT))
    take(desk, statement(line("A1"), line("A2"), closing="200,00"))
    assert cents(desk) == [10_000, 10_000]


def test_equal_money_of_another_day_is_new(desk: Desk) -> None:
    take(desk, interim(_EARLY, _TEXT))
    other = line("A1").replace("2609070907", "2609040904")
    take(desk, statement(other, closing="100,00"))
    assert cents(desk) == [10_000, 10_000]


def test_a_statement_covers_its_day_and_an_interim_report_none(desk: Desk) -> None:
    take(desk, interim(_EARLY, _TEXT))
    take(desk, statement(line("A1"), closing="100,00"))
    assert [row.booked_on for row in payment_rows(desk)] == [date(2026, 9, 7)]
