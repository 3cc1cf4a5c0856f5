"""What a template may read of a thing is found out once, and never of another kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from jinja2 import DictLoader
from jinja2.exceptions import SecurityError

from agent.letters.sandbox import Sandbox

SANDBOX = Sandbox(DictLoader({}), escape=False)
A_DAY = date(2028, 2, 29)
READ_YEAR = SANDBOX.from_string("{{ it.year }}")


@dataclass(frozen=True)
class Fact:
    year: int = 2026


class Secret:
    year = 1999


def test_what_is_a_fact_may_be_read_again_and_again() -> None:
    shown = [READ_YEAR.render(it=each) for each in (Fact(), Fact(2027), A_DAY)]
    assert shown == ["2026", "2027", "2028"]


def test_what_may_be_read_of_a_fact_may_not_be_read_of_anything_else() -> None:
    READ_YEAR.render(it=Fact())
    with pytest.raises(SecurityError):
        READ_YEAR.render(it=Secret())


def test_a_class_is_judged_by_what_it_is_itself() -> None:
    assert READ_YEAR.render(it=Fact) == "2026"
    with pytest.raises(SecurityError):
        READ_YEAR.render(it=Secret)


def test_one_word_of_a_kind_opens_no_other() -> None:
    assert SANDBOX.from_string("{{ it.upper() }}").render(it="a") == "A"
    with pytest.raises(SecurityError):
        SANDBOX.from_string("{{ it.ljust(9) }}").render(it="a")
