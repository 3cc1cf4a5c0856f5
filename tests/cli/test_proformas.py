"""`import --proforma` and `invoices replaces`, as typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.cli.main import run

CONFIG = """
[firm]
name = "Studio Esempio"
language = "en"
"""
TITLES = "Numero;Data;Scadenza;Importo;Cliente\n"
Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "config.toml").write_text(CONFIG)
    (tmp_path / "avvisi.csv").write_text(
        f"{TITLES}7/2026;01/08/2026;01/09/2026;100,00;Alfa Srl\n"
    )
    (tmp_path / "fatture.csv").write_text(
        f"{TITLES}34/2026;01/09/2026;01/10/2026;102,00;Alfa Srl\n"
    )
    monkeypatch.chdir(tmp_path)
    assert run(["import", "--proforma", "avvisi.csv"]) == 0
    return tmp_path


def test_an_invoice_in_doubt_is_tied_to_its_proforma(capsys: Said) -> None:
    assert run(["import", "fatture.csv"]) == 0
    assert "may take the place of pro-forma 7/2026" in capsys.readouterr().err
    assert run(["invoices", "replaces", "34/2026", "7/2026"]) == 0
    assert "took the place of pro-forma 7/2026" in capsys.readouterr().out
    assert run(["invoices"]) == 0
    listed = capsys.readouterr().out
    assert "34/2026" in listed
    assert "7/2026" not in listed
    assert run(["why", "7/2026"]) == 0
    assert "Invoice 34/2026" in capsys.readouterr().out


def test_a_file_is_not_both(capsys: Said) -> None:
    assert run(["import", "--open-items", "--proforma", "avvisi.csv"]) == 2
    assert "either" in capsys.readouterr().err


def test_a_proforma_is_told_as_one(capsys: Said) -> None:
    assert run(["why", "7/2026"]) == 0
    assert "Pro-forma 7/2026" in capsys.readouterr().out
