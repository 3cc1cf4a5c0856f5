"""`replies` and `learn` say what can be corrected, and refuse what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.cli.main import run

CONFIG = """
[firm]
name = "Studio Esempio"
ibans = ["IT60X0542811101000000123456"]
"""
Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "config.toml").write_text(CONFIG)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_where_nobody_wrote_there_is_nothing_to_correct(capsys: Said) -> None:
    assert run(["replies"]) == 0
    assert "No person has written yet." in capsys.readouterr().err


def test_nothing_is_learned_from_nothing(capsys: Said) -> None:
    assert run(["learn"]) == 1
    assert "nothing was corrected" in capsys.readouterr().err


def test_what_was_learned_is_forgotten(capsys: Said) -> None:
    assert run(["learn", "--forget"]) == 0
    assert "as the program was shipped" in capsys.readouterr().err


@pytest.mark.parametrize(
    "asked",
    [
        ["replies", "--means", "legal"],
        ["replies", "abc", "--means", ""],
        ["replies", "abc", "--means", "legal", "--right"],
    ],
)
def test_half_a_correction_is_refused(asked: list[str]) -> None:
    assert run(asked) == 2


def test_a_mail_that_is_none_is_refused_and_the_list_is_named(capsys: Said) -> None:
    assert run(["replies", "abc"]) == 1
    assert "`sollecito replies` lists them" in capsys.readouterr().err


def test_a_word_that_is_none_is_refused(capsys: Said) -> None:
    assert run(["replies", "abc", "--means", "angry"]) == 1
    assert "'angry' is none of" in capsys.readouterr().err
