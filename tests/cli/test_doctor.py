"""Doctor on the command line: it looks and makes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agent.cli.main import run

CONFIG = """
[firm]
name = "Studio Esempio"
vat_id = "IT01234567897"
ibans = ["IT60X0542811101000000123456"]
[summary]
to = ["anna@example.com"]
[smtp]
host = "localhost"
port = 9
from = "anna@example.com"
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(CONFIG)
    return path


def test_where_there_is_no_ledger_none_is_made(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["doctor", "--config", str(config)]) == 1
    assert "sollecito.db is not there yet" in capsys.readouterr().out
    assert list(config.parent.iterdir()) == [config]


def test_a_ledger_that_is_there_is_looked_at(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["quarantine", "--config", str(config)]) == 0
    capsys.readouterr()
    assert run(["doctor", "--json", "--config", str(config)]) == 1
    found = {one["name"]: one for one in json.loads(capsys.readouterr().out)}
    assert found["ledger"]["meaning"].endswith("the log is whole")


def test_every_warning_and_fault_has_a_cure(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config.write_text(CONFIG.replace("vat_id", "# vat_id"))
    assert run(["doctor", "--json", "--config", str(config)]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [one for one in found if (one["state"] == "ok") != (not one["cure"])] == []
    notes = [one["cure"] for one in found if one["name"] == "configuration"]
    assert "write your VAT number there" in notes
