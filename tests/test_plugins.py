"""Plugins are found by their file alone."""

import pytest

from agent import plugins
from agent.bank import formats
from agent.bank.statement import StatementFormat


def test_each_module_of_a_folder_offers_one_thing_in_order_of_names() -> None:
    found = plugins.find(formats, "FORMAT", StatementFormat)

    assert [format_.name for format_ in found][:1] == ["CAMT"]


def test_a_module_that_offers_something_else_is_a_fault_of_ours() -> None:
    with pytest.raises(AssertionError, match=r"camt\.FORMAT"):
        plugins.find(formats, "FORMAT", int)
