from __future__ import annotations

from pathlib import Path

import pytest

from agent import resources
from agent.errors import ConfigError


def test_templates_are_found_in_a_checkout() -> None:
    assert (resources.find("templates") / "letter.html.j2").is_file()


def test_what_the_package_carries_wins_over_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged = tmp_path / "agent" / "_data" / "templates"
    packaged.mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    monkeypatch.setattr(resources, "files", lambda _: tmp_path / "agent")

    assert resources.find("templates") == packaged


def test_missing_data_is_a_broken_installation() -> None:
    with pytest.raises(ConfigError, match="broken installation: nothing-here"):
        resources.find("nothing-here")
