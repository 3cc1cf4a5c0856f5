"""`replies` and `learn` say what can be corrected, and refuse what cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.cli.learning import _print, _print_lesson
from agent.cli.main import run
from agent.ledger.corrections import Understood
from agent.replies.exam import Marks
from agent.steps.act.learning import Lesson

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
    told = capsys.readouterr().err
    assert "nothing was corrected" in told
    assert "Reading all examples" not in told


def test_what_a_mail_was_taken_for_is_told_in_words(capsys: Said) -> None:
    meant = ("promises_payment", "asks_documents")
    at = datetime(2026, 9, 7, 9, tzinfo=UTC)
    _print(Understood("x" * 26, at, "anna@client.test", "Pago.", meant, ()))

    told = " ".join(capsys.readouterr().out.split())
    assert (
        "anna@client.test: says that he will pay (promises_payment); asks for" in told
    )
    assert "asks for a copy or another paper (asks_documents) " in told


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


def test_what_learning_brought_is_told_by_a_table_that_says_what_it_compares(
    capsys: Said,
) -> None:
    before = Marks(100, 0.8, 0.7, 0.5, 0.4, 3, 4, 9)
    after = replace(before, micro=0.9)

    _print_lesson(Lesson(5, before, after))

    said, head, *rows = capsys.readouterr().out.splitlines()
    assert said == "Learned from 5 corrections."
    assert head == "tried on texts it never learned from\tread before\treads now"
    assert rows[0] == "meanings found, and right\t80.0%\t90.0%"


def test_of_what_became_better_and_worse_it_is_said_which_is_used_and_why(
    capsys: Said,
) -> None:
    before = Marks(100, 0.8, 0.7, 0.5, 0.4, 3, 4, 9)
    after = replace(before, micro=0.9, macro=0.70001, person=0.6, false_holds=6)

    _print_lesson(Lesson(5, before, after))

    said = capsys.readouterr().out
    assert "From now on mails are read by what was learned: no more dangers are" in said
    assert "Better: meanings found, and right. " in said
    assert "Worse: mails shown to you; work taken for money." in said
    assert "`sollecito learn --forget` reads as the program was shipped." in said


def test_where_nothing_changed_it_is_said_so(capsys: Said) -> None:
    marks = Marks(100, 0.8, 0.7, 0.5, 0.4, 3, 4, 9)
    _print_lesson(Lesson(1, marks, marks))
    assert "Better: nothing. Worse: nothing." in capsys.readouterr().out
