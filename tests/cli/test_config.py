"""Verbs on the configuration: check, explain, reference, example."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from agent.cli.main import run
from agent.settings import load

ROOT = Path(__file__).parents[2]


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text('[firm]\nname = "x"\nzone = 1\n[smpt]\n')
    return path


def test_check_tells_every_fault_and_ends_with_78(
    faulty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["config", "check", "--config", str(faulty)]) == 78
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        f'{faulty}:3: firm.zone: 1 stands here; expected a time zone such as "Europe/Rome"',
        f"{faulty}:4: smpt: unknown key; did you mean smtp?",
    ]


def test_check_gives_faults_to_programs_as_json(
    faulty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["config", "check", "--json", "--config", str(faulty)]) == 78
    said = json.loads(capsys.readouterr().out)
    assert said["file"] == str(faulty)
    assert said["faults"][1] == {
        "line": 4,
        "key": "smpt",
        "problem": "unknown key",
        "expected": "",
        "did_you_mean": "smtp",
    }
    assert said["warnings"] == []


def test_check_says_that_all_is_well_and_what_to_think_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[firm]\nname = "x"\n')
    assert run(["config", "check", "--config", str(path)]) == 0
    said = capsys.readouterr()
    assert said.out == f"{path}: no faults\n"
    assert "Note: summary.to is empty: nobody gets the daily summary; write" in said.err


def test_check_tells_a_rate_of_interest_that_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[firm]\nname = "x"\n[interest]\nletters = "claim"\n')
    clock = "agent.clock.SystemClock.today"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, lambda _: date(2199, 1, 1))
        assert run(["config", "check", "--config", str(path)]) == 0
    said = capsys.readouterr().err
    assert "no rate of interest is known for 2199-01-01" in " ".join(said.split())


def test_explain_says_what_a_key_means(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["config", "explain", "mailbox.office.port"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("mailbox.NAME.port\n")
    assert "default   993" in said


def test_explain_without_a_key_lists_the_tables(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["config", "explain"]) == 0
    said = capsys.readouterr().out
    assert "[firm] " in said
    assert "Nothing in it is ever deleted.\n" in said


def test_the_pages_name_the_program_itself_however_it_was_started(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOLLECITO_TYPED_AS", "./dev")
    assert run(["config", "reference"]) == 0
    assert "`sollecito init`" in capsys.readouterr().out


def test_explain_knows_which_key_was_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["config", "explain", "smtp.hosts"]) == 2
    assert (
        "there is no key smtp.hosts; did you mean smtp.host" in capsys.readouterr().err
    )


def test_explain_of_nonsense_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["config", "explain", "qqqq"]) == 2
    assert "there is no key qqqq\n" in capsys.readouterr().err


def test_reference_prints_the_page_in_docs(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["config", "reference"]) == 0
    page = (ROOT / "docs" / "config.md").read_text("utf-8")
    assert capsys.readouterr().out == page


def test_the_printed_example_is_a_configuration(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["config", "example"]) == 0
    path = tmp_path / "config.toml"
    path.write_text(capsys.readouterr().out, "utf-8")
    assert load(path).firm.name == "Studio Esempio"
