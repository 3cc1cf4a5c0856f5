"""The verb `demo`: a line a day, what to type next, and no touch of others' folders."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from agent.cli.main import run


def typed(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the program as one does after the demo has ended."""
    command = [sys.executable, "-m", "agent", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


_SHORT = ("--customers", "2", "--days", "2")


def test_each_day_is_told_in_a_line_and_the_end_says_what_to_type(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "shown"
    assert run(["demo", "--out", str(out), *_SHORT]) == 0
    told = capsys.readouterr().out
    assert "\nMon 28 Sep " in told
    assert "2 customers, " in told
    assert "\nTue 29 Sep " in told
    assert "sending is switched on" in told
    assert f"export SOLLECITO_CONFIG={out}/config.toml" in told


def test_what_it_says_to_type_works(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "shown"
    run(["demo", "--quiet", "--out", str(out), *_SHORT])
    told = capsys.readouterr().out
    status = typed("status", "--json", "--config", f"{out}/config.toml")
    whole = typed("events", "--verify", "--config", f"{out}/config.toml")
    assert told == f"{out}\n"
    assert (status.returncode, whole.returncode) == (0, 0)
    assert json.loads(status.stdout)["now"].startswith("2026-09-30T06:40")
    assert whole.stdout == "the log is whole\n"


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine").write_text("mine")
    out = tmp_path / "mine" / "shown"
    assert run(["demo", "--out", str(out)]) == 1
    told = capsys.readouterr().err
    assert f"{out} cannot be written (Not a directory)" in " ".join(told.split())


def test_a_folder_that_is_no_demos_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine").write_text("mine")
    assert run(["demo", "--out", str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert "name another folder with --out" in told.err
    assert told.out == ""


def test_without_its_servers_the_demo_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [each for each in sys.modules if each.startswith("agent.demo")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pymap.imap", None)
    assert run(["demo"]) == 1
    assert "pip install 'sollecito[demo]'" in capsys.readouterr().err


def test_the_demo_is_stopped_by_ctrl_c_without_a_traceback(tmp_path: Path) -> None:
    code = (
        "import sys, agent.demo.play as play\n"
        "from agent.cli.main import run\n"
        "def stop(*_): raise KeyboardInterrupt\n"
        "play.tell = stop\n"
        f"sys.exit(run(['demo', '--out', {str(tmp_path / 'x')!r}, '--days', '1',"
        " '--customers', '1']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.strip()) == (130, "Stopped.")
