"""Output: tables for people, lines for programs, and nothing that steers a terminal."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from agent.cli.looking import _answers
from agent.cli.output import counted, show, show_json
from agent.cli.table import show_paragraph, show_table
from agent.model.call import Answering
from agent.model.money import Money

ROOT = Path(__file__).parents[2]
TABLE = (
    "from agent.cli.table import show_table;"
    "show_table(['who', 'open'], [['[b]Rossi[/b] \\x1b[31m', 12]], right={1})"
)


def on_terminal(code: str, **environment: str) -> str:
    """Run a line of Python with a terminal as its stdout and give what it shows."""
    ours, theirs = pty.openpty()
    subprocess.run(
        [sys.executable, "-c", code],
        stdout=theirs,
        check=True,
        cwd=ROOT,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80", **environment},
    )
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    return shown


def test_away_from_a_terminal_a_table_is_lines_with_tabs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_table(["who", "open"], [["Rossi\n& figli", 12], ["\x1b[31mBlu", 3]])
    assert capsys.readouterr().out == (
        "who\topen\nRossi & figli\t12\n\ufffd[31mBlu\t3\n"
    )


def test_on_a_terminal_a_table_is_drawn_and_its_cells_stay_text() -> None:
    shown = on_terminal(TABLE)
    assert "──" in shown
    assert "[b]Rossi[/b] \ufffd[31m" in shown


WIDE = (
    "from agent.cli.table import show_table;"
    "show_table(['no', 'name', 'open', 'why'],"
    "[[1, 'Autotrasporti ' * 8, '1234.50 EUR', 'because ' * 20]],"
    "cut={1}, right={2}, beneath={3})"
)


@pytest.mark.parametrize("columns", [80, 120])
def test_on_a_terminal_a_row_is_one_line_and_its_reason_stands_beneath(
    columns: int,
) -> None:
    drawn = on_terminal(WIDE, COLUMNS=str(columns), NO_COLOR="1")
    shown = re.sub(r"\x1b\[\d*m", "", drawn).splitlines()
    assert max(map(len, shown)) <= columns
    assert shown[2].startswith("1   Autotrasporti")
    assert shown[2].endswith("…  1234.50 EUR")
    assert shown[3].startswith("    because because")
    assert shown[4].startswith("      because")


def test_on_a_terminal_an_empty_table_is_nothing() -> None:
    code = "from agent.cli.table import show_table; show_table(['no'], []); print('.')"
    assert on_terminal(code) == ".\r\n"


def test_prose_is_wrapped_for_a_terminal_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = "word " * 30 + "end"
    show_paragraph(text, "  ")
    assert capsys.readouterr().out == f"  {text}\n"
    code = f"from agent.cli.table import show_paragraph; show_paragraph({text!r}, '  ')"
    shown = on_terminal(code, COLUMNS="40").splitlines()
    assert max(map(len, shown)) <= 40
    assert shown[1].startswith("    word")


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 letters"), (1, "1 letter"), (2, "2 letters")]
)
def test_things_are_counted_as_one_says_it(number: int, said: str) -> None:
    assert counted(number, "letter") == said


def test_no_color_means_no_color() -> None:
    assert "\x1b[3" not in on_terminal(TABLE, NO_COLOR="1")


def test_text_is_printed_without_what_steers_a_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show("Città di \u202eoddas\u00a0è\n\tsì \x9b2J")
    assert capsys.readouterr().out == "Città di \ufffdoddas\u00a0è\n\tsì \ufffd2J\n"


@dataclass(frozen=True, slots=True)
class Row:
    """A noun with all kinds of value."""

    open: Money
    due_on: date
    at: datetime
    file: Path
    tags: frozenset[str]
    inner: tuple[Money | None, ...]
    data: bytes


def test_json_holds_our_nouns_in_plain_form(capsys: pytest.CaptureFixture[str]) -> None:
    row = Row(
        open=Money(123450),
        due_on=date(2026, 3, 1),
        at=datetime(2026, 3, 1, 9, tzinfo=UTC),
        file=Path("a/b"),
        tags=frozenset({"y", "x"}),
        inner=(Money(5, "JPY"), None),
        data=b"\x89PNG",
    )
    show_json({"rows": [row], "città": "\x9b"})
    text = capsys.readouterr().out
    assert "\x9b" not in text
    assert "città" in text
    assert json.loads(text) == {
        "rows": [
            {
                "open": {"amount": "1234.50", "currency": "EUR"},
                "due_on": "2026-03-01",
                "at": "2026-03-01T09:00:00+00:00",
                "file": "a/b",
                "tags": ["x", "y"],
                "inner": [{"amount": "5", "currency": "JPY"}, None],
                "data": "iVBORw==",
            }
        ],
        "città": "\x9b",
    }


def test_a_day_is_written_as_people_write_it() -> None:
    now = datetime(2026, 11, 8, 20, 0, tzinfo=UTC)
    opens = datetime(2026, 11, 9, 14, 30, tzinfo=UTC)

    assert _answers(Answering("", now, (), opens)) == "Mon 9 Nov 14:30"


def test_a_round_is_told_in_lines_on_a_terminal(tmp_path: Path) -> None:
    config, login = tmp_path / "config.toml", tmp_path / "password"
    login.touch(mode=0o600)
    login.write_text("secret")
    config.write_text(
        '[firm]\nname = "Studio Prova"\nibans = ["IT60X0542811101000000123456"]\n'
        '[mailbox.office]\nhost = "localhost"\nport = 9\nuser = "office@firm.test"\n'
        'password_file = "password"\n'
    )
    words = ["--config", str(config), "run", "--once"]
    shown = on_terminal(f"from agent.cli.main import run; run({words!r})")
    assert shown.startswith("came in: 0 mails, 0 files; payments: 0 settled, 0 to ask")
    assert "0 letters written, 0 left; 0 calls to make" in shown
    assert "FAULT: " in shown
    assert "{" not in shown
