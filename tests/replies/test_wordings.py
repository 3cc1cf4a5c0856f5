"""What is looked for in mails is written in lower case, as it is searched."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import agent.replies
from agent.forms.wording import Wording

MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(agent.replies.__path__, "agent.replies.")
]
WORDINGS = {
    f"{module.__name__}.{name}": value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, Wording)
}


@pytest.mark.parametrize("name", WORDINGS)
def test_no_wording_asks_for_capitals(name: str) -> None:
    written = re.sub(r"\\[SWDB]", "", WORDINGS[name].pattern.pattern)

    assert written == written.lower()
