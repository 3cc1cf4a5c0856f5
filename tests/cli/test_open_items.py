"""`import --open-items`, `invoices to-mark` and `customers missing`, as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agent.cli.main import run

CONFIG = """
[firm]
name = "Studio Esempio"
language = "en"
"""
INVOICES = """Numero;Data;Scadenza;Importo;Cliente
1/2026;01/08/2026;01/09/2026;100,00;Alfa Srl
2/2026;01/08/2026;01/09/2026;70,00;Beta Srl
"""
ALFA_ALONE = "\n".join(INVOICES.splitlines()[:2])
Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "config.toml").write_text(CONFIG)
    (tmp_path / "invoices.csv").write_text(INVOICES)
    (tmp_path / "open.csv").write_text(ALFA_ALONE)
    monkeypatch.chdir(tmp_path)
    assert run(["import", "invoices.csv"]) == 0
    return tmp_path


def test_a_list_by_its_option_holds_what_it_lacks(capsys: Said) -> None:
    assert run(["import", "open.csv"]) == 0
    assert "list" not in capsys.readouterr().err
    assert run(["import", "--open-items", "open.csv"]) == 0
    assert "invoices held, for the list has them" in capsys.readouterr().err
    assert run(["why", "2/2026"]) == 0
    assert "no longer lists it as open" in capsys.readouterr().out
    assert run(["status"]) == 0
    assert "list of what is open of" in capsys.readouterr().out


def test_a_list_by_its_configured_name_does_too(folder: Path, capsys: Said) -> None:
    (folder / "config.toml").write_text(f'{CONFIG}[intake]\nopen_items = "open*"\n')
    assert run(["import", "open.csv"]) == 0
    assert "invoices held, for the list has them" in capsys.readouterr().err


def test_what_was_paid_is_listed_to_be_marked(capsys: Said) -> None:
    assert run(["invoices", "to-mark"]) == 0
    told = capsys.readouterr().err
    assert "was ever imported: `sollecito import --open-items FILE` reads one" in told
    assert run(["import", "--open-items", "open.csv"]) == 0
    assert run(["invoices", "to-mark"]) == 0
    assert "nothing open that is paid" in capsys.readouterr().err
    assert run(["pay", "1/2026", "100"]) == 0
    assert run(["import", "--open-items", "open.csv"]) == 0
    capsys.readouterr()
    assert run(["invoices", "to-mark"]) == 0
    assert "1/2026\t1 Alfa Srl\t100.00 EUR\t0.00 EUR\tpayment 1" in (
        capsys.readouterr().out
    )
    assert run(["invoices", "to-mark", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["customer"] == "Alfa Srl"


@pytest.mark.parametrize(
    ("words", "status", "why"),
    [
        (("--as-of", "2026-01-01"), 2, "--as-of goes with --open-items"),
        (("--open-items", "--as-of", "+3"), 1, "has not come"),
    ],
)
def test_a_day_that_makes_no_sense_is_refused(
    words: tuple[str, ...], status: int, why: str, capsys: Said
) -> None:
    assert run(["import", "open.csv", *words]) == status
    assert why in capsys.readouterr().err


def test_missing_addresses_are_written_filled_in_and_applied(
    folder: Path, capsys: Said
) -> None:
    assert run(["customers", "missing", "--out", "missing.csv"]) == 0
    assert "2 customers without an e-mail" in capsys.readouterr().out
    out = folder / "missing.csv"
    filled = out.read_text().replace("Beta Srl;;;;", "Beta Srl;;;bea@beta.test;")
    out.write_text(filled)
    assert run(["customers", "missing", "--out", "missing.csv"]) == 1
    assert "it may be filled in" in capsys.readouterr().err
    assert run(["import", "missing.csv"]) == 0
    assert run(["customers", "list", "beta"]) == 0
    assert "bea@beta.test" in capsys.readouterr().out
    assert run(["customers", "missing", "--out", "missing.xlsx"]) == 0
    assert (folder / "missing.xlsx").read_bytes()[:2] == b"PK"
    assert run(["customers", "missing", "--out", "none/missing.csv"]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_customers_are_counted_who_are_new_and_who_are_changed(
    folder: Path, capsys: Said
) -> None:
    (folder / "gamma.csv").write_text(INVOICES.replace("Beta", "Gamma"))
    assert run(["import", "gamma.csv"]) == 0
    assert "0 payments, 1 customer new; 1 known already" in capsys.readouterr().out
    (folder / "people.csv").write_text("Cliente;Email\nAlfa Srl;a@alfa.test\n")
    assert run(["import", "people.csv"]) == 0
    said = "0 customers new, 1 changed; 0 known already"
    assert said in capsys.readouterr().out
