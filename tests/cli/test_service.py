"""Install-service: the unit with this installation's paths, or what it would be."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from agent.cli import service
from agent.cli.main import run
from agent.cli.unit import Place, quoted, render

SHIPPED = (Path(__file__).parents[2] / "systemd" / "sollecito.service").read_text(
    "utf-8"
)
CONFIG = """
[firm]
name = "x"
[ledger]
path = "/var/lib/sollecito/sollecito.db"
[mailbox.office]
host = "h"
user = "u"
credential = "mail"
[mailbox.boss]
host = "h"
user = "u"
credential = "boss"
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(CONFIG)
    path.chmod(0o644)
    return path


@pytest.fixture
def units(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let a person's units lie in a temporary home."""
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path / ".config" / "systemd" / "user" / "sollecito.service"


def place(scope: str = "system", config: str = "/etc/x/config.toml") -> Place:
    assert scope in ("system", "user")
    return Place(scope, "/opt/x/sollecito", Path(config), ["smtp", "mail", "mail"])  # type: ignore[arg-type]


def test_the_unit_starts_this_program_with_this_configuration() -> None:
    unit = render(SHIPPED, place())
    command = "/opt/x/sollecito --config /etc/x/config.toml run"
    assert f"\nExecStart={command}\n" in unit


def test_each_secret_is_handed_over_once() -> None:
    lines = render(SHIPPED, place()).splitlines()
    assert [line for line in lines if line.startswith("LoadCredential=")] == [
        "LoadCredential=mail:/etc/x/credentials/mail",
        "LoadCredential=smtp:/etc/x/credentials/smtp",
    ]


def test_without_a_secret_to_hand_over_nothing_is_said_of_it() -> None:
    unit = render(SHIPPED, Place("system", "x", Path("/etc/x/config.toml")))
    assert "Credential" not in unit
    assert "Each password" not in unit


def test_nothing_else_of_the_shipped_unit_changes() -> None:
    changed = set(render(SHIPPED, place()).splitlines()) ^ set(SHIPPED.splitlines())
    assert {line.partition("=")[0] for line in changed} == {
        "ExecStart",
        "LoadCredential",
    }


def test_a_persons_own_unit_asks_for_nothing_that_only_root_may_give() -> None:
    unit = render(SHIPPED, place("user"))
    assert "DynamicUser" not in unit
    assert "LoadCredential" not in unit
    assert "WantedBy=default.target" in unit
    assert "NoNewPrivileges=yes" in unit
    assert "WatchdogSec=120" in unit
    assert [line for line in unit.splitlines() if line.startswith("[")] == [
        "[Unit]",
        "[Service]",
        "[Install]",
    ]


def test_paths_are_quoted_as_systemd_reads_them() -> None:
    assert quoted("/opt/my firm/x") == '"/opt/my firm/x"'
    assert quoted("/opt/100%/$x") == "/opt/100%%/$$x"
    assert quoted('/a"b') == '"/a\\"b"'


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze")
def test_systemd_understands_the_unit_that_is_installed(tmp_path: Path) -> None:
    path = tmp_path / "sollecito.service"
    awkward = Place("system", quoted("/bin/true"), Path("/etc/my firm/c.toml"), ["a"])
    path.write_text(render(SHIPPED, awkward))
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (0, "")


def test_a_dry_run_prints_the_unit_and_writes_nothing(
    config: Path, units: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["install-service", "--user", "--dry-run", "--config", str(config)]
    assert run(words) == 0
    said = capsys.readouterr()
    assert f"--config {config} run" in said.out
    assert f"Nothing was written. Without --dry-run it goes to {units}" in said.err
    assert "  systemctl --user enable --now sollecito\n" in said.err
    assert not units.exists()


def test_the_unit_is_put_in_place_with_what_to_type_next(
    config: Path, units: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["install-service", "--user", "--config", str(config)]) == 0
    assert f"ExecStart={Path(sys.executable).parent}" in units.read_text()
    assert "systemctl --user enable --now sollecito" in capsys.readouterr().err


def test_a_unit_that_differs_is_replaced_only_when_told(
    config: Path, units: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["install-service", "--user", "--config", str(config)]
    units.parent.mkdir(parents=True)
    units.write_text("mine")
    assert run(words) == 1
    assert "--replace writes it anew" in capsys.readouterr().err
    assert units.read_text() == "mine"
    assert run([*words, "--replace"]) == 0
    assert run(words) == 0


def test_a_unit_that_cannot_be_written_is_a_sentence(
    config: Path, units: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    units.parent.parent.mkdir(parents=True)
    units.parent.write_text("a file where a folder should be")
    assert run(["install-service", "--user", "--config", str(config)]) == 1
    assert "cannot be written" in capsys.readouterr().err


def system_notes(config: Path, capsys: pytest.CaptureFixture[str]) -> str:
    words = ["install-service", "--system", "--dry-run", "--config", str(config)]
    assert run(words) == 0
    return capsys.readouterr().err


def test_a_fit_configuration_gives_no_note(
    config: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_HIDDEN", ())
    assert "Note" not in system_notes(config, capsys)


def test_what_the_services_user_cannot_reach_is_told(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config.write_text("""
[firm]
name = "x"
[intake]
folder = "/home/anna/drop"
[mailbox.office]
host = "h"
user = "u"
password_file = "p"
""")
    config.chmod(0o600)
    said = system_notes(config, capsys)
    assert f"chmod 644 {config}" in said
    assert "mailbox.office.password_file: the service's own user cannot read" in said
    assert "intake.folder: the service may write only below /var/lib/sollec" in said
    assert "ledger.path: the service may write only below /var/lib/sollecito" in said
    assert "the service cannot see /home/anna/drop" in said


def test_a_configuration_that_is_not_there_yet_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = system_notes(tmp_path / "config.toml", capsys)
    assert "is not there yet: `sollecito init` writes it" in said


def test_a_faulty_configuration_installs_nothing(
    config: Path, units: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config.write_text("[firm]\n")
    assert run(["install-service", "--user", "--config", str(config)]) == 78
    assert "firm.name: is missing" in capsys.readouterr().err
    assert not units.exists()


def test_the_program_is_found_beside_the_interpreter_else_by_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert service._program() == str(Path(sys.executable).with_name("sollecito"))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert service._program() == f"{tmp_path}/python -m agent"


def test_root_installs_for_the_machine_and_others_for_themselves() -> None:
    assert service._unit_path("system") == Path("/etc/systemd/system/sollecito.service")
