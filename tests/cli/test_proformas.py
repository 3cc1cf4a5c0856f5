"""`import --proforma` and `invoices replaces`, as typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.cli.main import run
from tests.invoices import made

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


def test_a_pdf_is_confirmed_corrected_and_refused(folder: Path, capsys: Said) -> None:
    words = "PROFORMA N. {}\nData 01/08/2026\nAlfa Srl\nTotale 100,00"
    (folder / "8.pdf").write_bytes(made.written(words.format(8)))
    (folder / "9.pdf").write_bytes(made.written(words.format(9)))
    assert run(["import", "--proforma", "8.pdf", "--amount", "90"]) == 0
    assert run(["import", "9.pdf"]) == 0
    assert "8 was read in the words of a PDF" in capsys.readouterr().err
    assert run(["review"]) == 0
    shown = capsys.readouterr().out
    assert "pro-forma 8 of Alfa Srl, 90.00 EUR" in shown
    assert "`sollecito review invoice 9 --amount SUM`" in shown
    assert (
        run(["review", "invoice", "8", "--amount", "95,50", "--due", "2026-09-30"]) == 0
    )
    assert "pro-forma 8: counts as open" in capsys.readouterr().out
    assert run(["review", "invoice", "9", "--cancel", "not ours"]) == 0
    assert run(["invoices"]) == 0
    listed = capsys.readouterr().out
    assert "95.50" in listed
    assert "read in the words" not in listed


def test_only_one_file_is_told_what_it_says(capsys: Said) -> None:
    assert run(["import", "avvisi.csv", "--amount", "90"]) == 2
    assert "with --proforma" in capsys.readouterr().err
    assert run(["import", "--proforma", "avvisi.csv", "--amount", "90"]) == 1
    assert "only of a PDF" in capsys.readouterr().err
