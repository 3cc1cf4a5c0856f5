"""The runner: verbs are found, faults become a sentence and a status."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from agent import __version__, errors
from agent.cli import main
from agent.cli.shell import Shell
from agent.cli.verbs import VERBS, Verb

ROOT = Path(__file__).parents[2]
FAULTY = Verb(f"{__name__}:faulty", "Fail in the way that is asked for.")


@click.command()
@click.argument("kind")
def faulty(kind: str) -> None:
    """Fail in the way that is asked for."""
    failing = {
        "surprise": ValueError("hunter2"),
        "interrupt": KeyboardInterrupt(),
    }
    raise failing[kind] if kind in failing else getattr(errors, kind)("It is so.")


@pytest.fixture
def with_faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(VERBS, "faulty", FAULTY)


def loaded_by(*words: str) -> set[str]:
    """Give the modules that one command line loads."""
    code = (
        "import sys; from agent.cli.main import run; run(sys.argv[1:]);"
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return set(done.stderr.split())


def test_help_loads_nothing_heavy() -> None:
    heavy = {"pydantic", "sqlalchemy", "rich", "imapclient", "aiosmtplib", "jinja2"}
    heavy |= {"alembic", "babel", "holidays", "asyncio", "ssl", "schedule", "stdnum"}
    assert loaded_by("--help") & heavy == set()


def test_help_loads_of_our_own_only_the_door() -> None:
    ours = {name for name in loaded_by("--help") if name.split(".")[0] == "agent"}
    assert ours == {
        "agent",
        "agent.cli",
        "agent.cli.main",
        "agent.cli.shell",
        "agent.cli.verbs",
        "agent.errors",
    }


@pytest.mark.parametrize("name", list(VERBS))
def test_every_verb_of_the_table_can_be_used_and_says_the_same(name: str) -> None:
    command = main.cli.get_command(click.Context(main.cli), name)
    assert command
    assert command.get_short_help_str(limit=200) == VERBS[name].help


def test_help_lists_the_verbs_by_kind(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["--help"]) == 0
    said = capsys.readouterr().out
    assert "\nSet up:\n  init " in said
    assert "Check the configuration, explain its keys." in said


def test_no_word_at_all_gives_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run([]) == 0
    assert "install-service" in capsys.readouterr().out


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["--version"]) == 0
    assert capsys.readouterr().out == f"sollecito {__version__}\n"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["confg"], "'config'"),
        (["config", "chek"], "'check'"),
        (["config", "check", "--quite"], "'--quiet'"),
    ],
)
def test_a_mistyped_word_is_met_with_the_one_that_was_meant(
    words: list[str], meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(words) == 2
    said = capsys.readouterr()
    assert f"Did you mean {meant}?" in said.err
    assert said.out == ""


@pytest.mark.usefixtures("with_faulty")
@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("ConfigError", 78),
        ("Unreadable", 1),
        ("TryLater", 1),
        ("Refused", 1),
        ("Uncertain", 1),
    ],
)
def test_each_of_our_errors_is_one_sentence_and_a_status(
    kind: str, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(["faulty", kind]) == status
    assert capsys.readouterr().err == "It is so.\n"


@pytest.mark.usefixtures("with_faulty")
def test_debug_shows_where_it_came_from(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["faulty", "Refused", "--debug"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("Traceback")
    assert said.endswith("It is so.\n")


@pytest.mark.usefixtures("with_faulty")
def test_a_fault_of_ours_is_named_by_place_without_its_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main.run(["faulty", "surprise"]) == 1
    said = capsys.readouterr().err
    assert said.startswith(
        "A fault in Sollecito itself: ValueError in test_main.py line"
    )
    assert "hunter2" not in said
    assert "Traceback" not in said


@pytest.mark.usefixtures("with_faulty")
def test_an_interrupted_verb_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["faulty", "interrupt"]) == 130
    assert capsys.readouterr().err.strip() == "Stopped."


def test_control_c_leaves_no_traceback(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "agent", "init", "--config", str(tmp_path / "c.toml")],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    assert child.stderr
    os.read(child.stderr.fileno(), 1)  # the first question
    child.send_signal(signal.SIGINT)
    said = child.communicate()[1].decode()
    assert child.returncode == 130
    assert "Traceback" not in said


def test_a_reader_that_left_is_no_traceback() -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run(
        [sys.executable, "-m", "agent", "config", "reference"],
        stdout=write_end,
        stderr=subprocess.PIPE,
        check=False,
        cwd=ROOT,
    )
    os.close(write_end)
    assert (done.returncode, done.stderr) == (1, b"")


def test_python_dash_m_is_the_same_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "agent", "--version"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout == f"sollecito {__version__}\n"


def written(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('[firm]\nname = "x"\n')
    return path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty home, and an empty folder to stand in."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("SOLLECITO_CONFIG", raising=False)
    return tmp_path


def test_the_configuration_named_wins(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOLLECITO_CONFIG", "/elsewhere.toml")
    written(home / "here" / "config.toml")
    assert Shell(config=Path("named.toml")).config_file() == Path("named.toml")
    assert Shell().config_file() == Path("/elsewhere.toml")


def test_the_configuration_here_comes_before_the_persons_own(home: Path) -> None:
    own = written(home / ".config" / "sollecito" / "config.toml")
    assert Shell().config_file() == own
    written(home / "here" / "config.toml")
    assert Shell().config_file() == Path("config.toml")


@pytest.mark.usefixtures("home")
def test_no_configuration_at_all_names_the_cure(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main.run(["config", "check"]) == 78
    assert capsys.readouterr().err == (
        "there is no configuration yet: `sollecito init` writes one, "
        "`--config FILE` names one elsewhere\n"
    )


def test_common_options_are_understood_before_and_after_the_verb(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(written(home / "any.toml"))
    assert main.run(["--config", path, "config", "check"]) == 0
    assert main.run(["config", "check", "--config", path]) == 0
    assert main.run(["config", "--config", path, "check", "--quiet"]) == 0
    assert capsys.readouterr().out == f"{path}: no faults\n" * 3


def test_the_settings_are_read_from_the_configuration_found(home: Path) -> None:
    written(home / "here" / "config.toml")
    assert Shell().settings().firm.name == "x"


def test_quiet_keeps_the_talk_back(capsys: pytest.CaptureFixture[str]) -> None:
    Shell(quiet=True).say("well")
    Shell().say("good")
    assert capsys.readouterr().err == "good\n"


def test_hints_name_the_program_as_it_was_started(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SOLLECITO_TYPED_AS", "./dev")
    assert main.run(["status", "--config", str(tmp_path / "none.toml")]) == 78
    assert "`./dev init` writes a configuration" in capsys.readouterr().err


def test_a_program_that_would_not_be_found_by_name_is_named_with_its_path(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main._typed_as("/opt/my x/sollecito") == "'/opt/my x/sollecito'"
    assert main._typed_as("/opt/x/agent/__main__.py") == "sollecito"
