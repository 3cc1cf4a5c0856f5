"""TOML: what is written can be read back."""

from __future__ import annotations

import tomllib
from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from agent.model.money import Money
from agent.settings.toml import to_toml

PLAIN = st.recursive(
    st.booleans() | st.integers() | st.text() | st.dates(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(PLAIN)
def test_what_is_written_is_read_back(value: object) -> None:
    assert tomllib.loads(f"value = {to_toml(value)}")["value"] == value


def test_values_of_ours_are_written_as_the_configuration_has_them() -> None:
    assert to_toml(time(8)) == '"08:00"'
    assert to_toml((time(9), time(12, 30))) == '"09:00-12:30"'
    assert to_toml(Money(1250)) == '"12.50"'
    assert to_toml(date(2026, 8, 10)) == "2026-08-10"
