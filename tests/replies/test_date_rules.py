"""Every wording of a date is tried wherever it may stand."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.replies.date_rules import RULES, Rule

# What stands behind other words cannot be made up.
ALONE = [rule for rule in RULES if "(?<=" not in rule.wording.pattern]


@pytest.mark.parametrize("rule", ALONE)
@settings(max_examples=5)
@given(data=st.data())
def test_no_wording_of_a_date_is_passed_over(rule: Rule, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(rule.wording.pattern), fullmatch=True))

    assert any(letters in text.lower() for letters in rule.needed)
