"""The systemd unit: every line has its reason, and little is left to an intruder."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
from pathlib import Path

import pytest

UNIT = Path(__file__).parents[1] / "systemd" / "sollecito.service"
LINES = UNIT.read_text("utf-8").splitlines()
needs_systemd = pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed"
)


def test_every_setting_has_its_reason_above_it() -> None:
    bare = [
        line
        for above, line in itertools.pairwise(LINES)
        if "=" in line and not line.startswith("#") and not above.startswith("#")
    ]
    assert bare == ["Description=Sollecito, an accounts-receivable agent"]


@pytest.mark.parametrize(
    "setting",
    [
        "Type=notify",
        "NotifyAccess=main",
        "WatchdogSec=120",
        "TimeoutStartSec=90",
        "TimeoutStopSec=90",
        "Restart=on-failure",
        "RestartSec=10",
        "StartLimitIntervalSec=600",
        "StartLimitBurst=20",
        "RestartPreventExitStatus=78",
        "DynamicUser=yes",
        "StateDirectoryMode=0700",
        "ProtectSystem=strict",
        "CapabilityBoundingSet=",
        "UMask=0077",
        "MemoryMax=512M",
        "TasksMax=64",
        "LimitCORE=0",
    ],
)
def test_what_keeps_it_alive_and_shut_in_is_there(setting: str) -> None:
    assert setting in LINES


@needs_systemd
def test_its_exposure_is_at_most_one_and_a_half() -> None:
    said = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", str(UNIT)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    score = re.search(r"Overall exposure level for .*: (\d+\.\d+)", said)
    assert score
    assert float(score[1]) <= 1.5


@needs_systemd
def test_systemd_understands_every_line(tmp_path: Path) -> None:
    runnable = tmp_path / "sollecito.service"
    text = UNIT.read_text("utf-8").replace("/usr/local/bin/sollecito", "/bin/true")
    runnable.write_text(text)
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(runnable)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (0, "")
