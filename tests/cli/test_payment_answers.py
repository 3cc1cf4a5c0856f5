"""What is said of a payment after an answer is what became of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from agent.cli.main import run
from agent.clock import SystemClock

Said = pytest.CaptureFixture[str]
CLOCK = SystemClock(ZoneInfo("Europe/Rome"))  # the zone of a firm that names none


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder where 28.00 of payment 1 is left over; 2 speaks of a claim."""
    (tmp_path / "config.toml").write_text(
        '[firm]\nname = "Studio Esempio"\nlanguage = "en"\n'
        'ibans = ["IT60X0542811101000000123456"]\n'
    )
    today = CLOCK.today()
    issued, due = today - timedelta(days=30), today - timedelta(days=7)
    days = f"{issued:%d/%m/%Y};{due:%d/%m/%Y}"
    (tmp_path / "fatture.csv").write_text(
        "Numero;Data;Scadenza;Importo;Cliente;Email\n"
        f"7/2026;{days};122,00;Alfa Srl;a@client.test\n"
        f"8/2026;{days};80,00;Alfa Srl;a@client.test\n"
    )
    (tmp_path / "bank.csv").write_text(
        "Data;Importo;Causale;Ordinante\n"
        f"{today:%d/%m/%Y};150,00;saldo fattura 7/2026;Alfa Srl\n"
        f"{today:%d/%m/%Y};433,10;liquidazione sinistro;Assicurazioni Spa\n"
        f"{today:%d/%m/%Y};-5,00;spese;\n"
    )
    monkeypatch.chdir(tmp_path)
    assert run(["import", "fatture.csv"]) == 0
    assert run(["import", "bank.csv"]) == 0
    return tmp_path


def test_that_the_rest_pays_no_invoice_is_acknowledged(capsys: Said) -> None:
    capsys.readouterr()

    assert run(["review", "payment", "1", "--not-ours", "bank fee"]) == 0

    told = capsys.readouterr().out
    said = "7/2026: 122.00 EUR; the rest of 28.00 EUR pays no invoice"
    assert told == f"payment 1: {said}\n"


def test_the_list_of_payments_says_it_of_the_rest_alone(capsys: Said) -> None:
    assert run(["review", "payment", "1", "--not-ours", "bank fee"]) == 0
    capsys.readouterr()

    assert run(["payments"]) == 0

    first, *_ = [row for row in capsys.readouterr().out.splitlines() if "150.00" in row]
    assert "rest: no invoice's" in first


def test_what_the_program_takes_for_no_invoices_is_corrected_by_naming_one(
    capsys: Said,
) -> None:
    capsys.readouterr()

    assert run(["review", "payment", "2"]) == 0

    told = capsys.readouterr().out
    assert "such money pays no invoice." in told
    assert "--undo" not in told
    assert "`sollecito review payment 2 --invoice NUMBER`" in told
    assert run(["review", "payment", "2", "--invoice", "8/2026"]) == 0
    assert "payment 2: 8/2026: 80.00 EUR;" in capsys.readouterr().out


def test_undo_says_that_the_program_decided_it(capsys: Said) -> None:
    capsys.readouterr()

    assert run(["review", "payment", "2", "--undo"]) == 1

    told = " ".join(capsys.readouterr().err.split())
    assert "the program decided that" in told
    assert "sollecito review payment 2 --invoice NUMBER" in told


def test_what_a_person_said_of_such_money_is_taken_back(capsys: Said) -> None:
    assert run(["review", "payment", "2", "--not-ours", "a claim"]) == 0
    capsys.readouterr()

    assert run(["review", "payment", "2", "--undo"]) == 0

    assert "payment 2: the answer is taken back" in capsys.readouterr().out
