"""`bank teach` shows its guess on the file's own rows, and remembers what is accepted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agent.cli.main import run

CONFIG = """
[firm]
name = "Studio Esempio"
ibans = ["IT60X0542811101000000123456"]
"""
MARCH = """Quando;Cosa;Quanto;Resto;Chi
13/03/2026;bonifico fattura 12;5,00;15,00;Alfa Srl
14/03/2026;luce;-1,00;14,00;
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "config.toml").write_text(CONFIG)
    (tmp_path / "march.csv").write_text(MARCH)
    monkeypatch.chdir(tmp_path)
    return tmp_path


Said = pytest.CaptureFixture[str]


def test_the_guess_is_shown_on_the_files_own_rows_and_nothing_is_kept(
    capsys: Said,
) -> None:
    assert run(["bank", "teach", "march.csv"]) == 0
    shown = capsys.readouterr()
    assert "3\tQuanto\tamount\t5,00 | -1,00" in shown.out
    assert "5\tChi\t-\tAlfa Srl" in shown.out
    assert "2 movements: 1 in, 5.00; 1 out, 1.00" in shown.out
    assert "2026-03-13\t+5.00 EUR\t\tbonifico fattura 12" in shown.out
    assert "`sollecito bank teach march.csv --accept`" in shown.err
    assert run(["import", "march.csv"]) == 1


def test_what_is_accepted_reads_the_waiting_file_and_the_next(
    folder: Path, capsys: Said
) -> None:
    assert run(["import", "march.csv"]) == 1
    assert "`sollecito bank teach`" in capsys.readouterr().err
    assert (
        run(["bank", "teach", "--item", "1", "--column", "party=Chi", "--accept"]) == 0
    )
    assert (
        "`sollecito quarantine retry 1` reads march.csv now" in capsys.readouterr().err
    )
    assert run(["quarantine", "retry", "1"]) == 0
    (folder / "april.csv").write_text(MARCH.replace("/03/", "/04/"))
    assert run(["import", "april.csv"]) == 0
    capsys.readouterr()
    assert run(["payments", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["payer"] for one in found] == ["Alfa Srl", "Alfa Srl"]


def test_what_was_taught_is_taken_back(capsys: Said) -> None:
    assert run(["bank", "teach", "march.csv", "--accept"]) == 0
    assert "`sollecito import march.csv` takes it in" in capsys.readouterr().err
    assert run(["bank", "teach", "march.csv"]) == 0
    assert "So it was taught" in capsys.readouterr().err
    assert run(["bank", "teach", "march.csv", "--forget"]) == 0
    assert run(["bank", "teach", "march.csv", "--forget"]) == 1
    assert "never taught" in capsys.readouterr().err


def test_dates_in_doubt_are_not_remembered_before_they_are_said(
    folder: Path, capsys: Said
) -> None:
    (folder / "march.csv").write_text(MARCH.replace("13/", "03/").replace("14/", "04/"))
    assert run(["bank", "teach", "march.csv", "--accept"]) == 1
    shown = capsys.readouterr()
    assert "doubt: march.csv: every date" in shown.out
    assert "--day-first or --month-first" in shown.err
    assert run(["bank", "teach", "march.csv", "--accept", "--month-first"]) == 0
    assert run(["import", "march.csv"]) == 0


def test_nothing_that_reads_nothing_is_remembered(capsys: Said) -> None:
    words = ["--column", "value=Quando", "--accept"]
    assert run(["bank", "teach", "march.csv", *words]) == 1
    assert "nothing was read this way" in capsys.readouterr().err


def test_a_program_reads_the_guess_as_json(capsys: Said) -> None:
    assert run(["bank", "teach", "march.csv", "--json", "--decimal", ","]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["layout"]["decimal_mark"] == ","
    assert found["columns"][2]["role"] == "amount"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((), "name a FILE"),
        (("march.csv", "--item", "1"), "name a FILE"),
        (("march.csv", "--accept", "--forget"), "only one of them"),
        (("march.csv", "--column", "amount"), "write ROLE=TITLE"),
        (("march.csv", "--column", "colour=Cosa"), "ROLE one of booked"),
    ],
)
def test_what_is_not_understood_is_said(
    words: tuple[str, ...], why: str, capsys: Said
) -> None:
    assert run(["bank", "teach", *words]) == 2
    assert why in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("march.csv", "--column", "amount=Quant"), "did you mean 'Quanto'"),
        (("--item", "9"), "no file 9"),
        (("config.toml",), "no row of titles"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    words: tuple[str, ...], why: str, capsys: Said
) -> None:
    assert run(["bank", "teach", *words]) == 1
    assert why in capsys.readouterr().err
