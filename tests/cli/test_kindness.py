"""What a person may type otherwise than we do, and what he is told then."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from agent.cli.main import run
from agent.clock import SystemClock

TITLES = "Numero;Data;Scadenza;Importo;Cliente;Email\n"
MAIL = """
[sending]
mode = "approve"
[smtp]
host = "smtp.firm.test"
from = "office@firm.test"
[mailbox.office]
host = "imap.firm.test"
user = "office@firm.test"
password_file = "password"
"""
Said = pytest.CaptureFixture[str]
CLOCK = SystemClock(ZoneInfo("Europe/Rome"))  # the zone of a firm that names none


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with an invoice of 122.00 that was due a week ago."""
    (tmp_path / "config.toml").write_text(
        '[firm]\nname = "Studio Esempio"\nlanguage = "en"\n'
        'ibans = ["IT60X0542811101000000123456"]\n'
    )
    today = CLOCK.today()
    issued, due = today - timedelta(days=30), today - timedelta(days=7)
    row = f"7/2026;{issued:%d/%m/%Y};{due:%d/%m/%Y};122,00;Alfa Srl;a@client.test\n"
    (tmp_path / "fatture.csv").write_text(f"{TITLES}{row}")
    monkeypatch.chdir(tmp_path)
    assert run(["import", "fatture.csv"]) == 0
    return tmp_path


def test_a_language_may_be_in_capitals(capsys: Said) -> None:
    assert run(["customers", "edit", "Alfa", "--language", "DE"]) == 0
    assert "; de, formal;" in capsys.readouterr().out


def test_a_customer_of_whom_nothing_is_to_be_changed_is_shown(capsys: Said) -> None:
    assert run(["customers", "edit", "Alfa"]) == 0
    assert "1 Alfa Srl: a@client.test, no phone; " in capsys.readouterr().out


def test_a_customer_who_is_none_is_said_to_be_none(capsys: Said) -> None:
    assert run(["customers", "edit", "Zzz"]) == 1
    assert "no customer fits 'Zzz'" in capsys.readouterr().err


def test_interest_asked_of_a_private_person_is_said_to_be_none(capsys: Said) -> None:
    assert run(["customers", "edit", "Alfa", "--consumer", "--interest", "claim"]) == 0
    assert "never speak of interest" in capsys.readouterr().err


def test_all_that_is_set_of_a_customer_is_told(capsys: Said, tmp_path: Path) -> None:
    with (tmp_path / "config.toml").open("a") as file:
        file.write('[dunning]\ngroups = { friends = "gentle" }\n')
    said = ["--consumer", "--group", "friends", "--interest", "waive", "--region", "MI"]

    assert run(["customers", "edit", "Alfa", *said]) == 0

    told = capsys.readouterr().out
    assert "; a private person; procedure gentle; group friends; " in told
    assert "; interest: waive; " in told
    assert "; country IT, MI" in told


def test_a_part_is_told_with_its_currency(capsys: Said) -> None:
    said = ["dispute", "7/2026", "--reason", "broken", "--amount", "20"]
    assert run(said) == 0
    assert "20.00 EUR of it is contested" in capsys.readouterr().out


def test_money_that_is_not_his_is_said_so_with_how_to_take_it_back(
    folder: Path, capsys: Said
) -> None:
    other = (folder / "fatture.csv").read_text().replace("7/2026", "8/2026")
    other = other.replace("Alfa Srl", "Beta Srl").replace("a@", "b@")
    (folder / "more.csv").write_text(other)
    assert run(["import", "more.csv"]) == 0
    day = CLOCK.today()
    lines = f"{day:%d/%m/%Y};122,00;saldo;Carla Verdi\n{day:%d/%m/%Y};-5,00;spese;\n"
    (folder / "bank.csv").write_text(f"Data;Importo;Causale;Ordinante\n{lines}")
    assert run(["import", "bank.csv"]) == 0
    capsys.readouterr()

    assert run(["review", "payment", "1", "--not-his", "1"]) == 0

    told = capsys.readouterr()
    assert "; letters to him no longer wait for it" in told.out
    assert "`sollecito review payment 1 --undo` takes it back" in told.err


def test_a_customer_named_without_a_verb_is_looked_for(capsys: Said) -> None:
    assert run(["customers", "Alfa"]) == 2
    assert "`sollecito customers list Alfa` looks for it" in capsys.readouterr().err


def test_why_is_told_a_sentence_a_line(capsys: Said) -> None:
    assert run(["why", "7/2026"]) == 0
    first, *_, last = [
        line for line in capsys.readouterr().out.splitlines() if line[:1].strip()
    ]
    assert first.startswith("Invoice 7/2026")
    assert first.endswith("7 days ago.")
    assert last.startswith("Next: ")


def test_letters_to_come_are_seen_in_a_browser(folder: Path, capsys: Said) -> None:
    assert run(["preview", "--until", "+14", "--html", "letters.html"]) == 0
    page = (folder / "letters.html").read_text("utf-8")

    assert "letters.html: " in capsys.readouterr().err
    assert "Invoice 7/2026" in page
    assert "data:image/png;base64," in page
    assert "cid:" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_a_plan_is_shown_to_who_names_its_customer(capsys: Said) -> None:
    assert run(["plan", "Alfa"]) == 1
    assert "Alfa Srl has no plan" in capsys.readouterr().err
    first = CLOCK.today() + timedelta(days=20)
    assert run(["plan", "Alfa", "--parts", "2", "--first", f"{first}"]) == 0
    capsys.readouterr()

    assert run(["plan", "Alfa"]) == 0

    head, one, _ = capsys.readouterr().out.splitlines()
    assert head.startswith("7/2026: 2 parts, proposed until ")
    assert one.startswith("61.00 EUR by ")


def test_going_live_while_letters_are_paused_says_so(
    capsys: Said, tmp_path: Path
) -> None:
    with (tmp_path / "config.toml").open("a") as file:
        file.write(MAIL)
    (tmp_path / "password").touch(0o600)
    (tmp_path / "password").write_text("secret")
    assert run(["pause", "--because", "we moved", "--until", "+9"]) == 0
    capsys.readouterr()

    assert run(["go-live", "--yes"]) == 0

    said = capsys.readouterr()
    assert "stopped all letters on " in said.err
    assert "we moved; `" in said.err
    assert said.out.startswith("live, but paused")


def test_a_letter_that_answers_is_previewed_in_words_and_without_a_sum(
    capsys: Said, tmp_path: Path
) -> None:
    with (tmp_path / "config.toml").open("a") as file:
        file.write(MAIL)
    (tmp_path / "password").touch(0o600)
    (tmp_path / "password").write_text("secret")
    assert run(["go-live", "--yes"]) == 0
    assert run(["dispute", "7/2026", "--reason", "broken", "--amount", "20"]) == 0
    capsys.readouterr()

    assert run(["preview"]) == 0
    (line,) = [
        line for line in capsys.readouterr().out.splitlines() if "a@client" in line
    ][:1]
    assert line.split("\t")[1:4] == [
        "Alfa Srl",
        "answer to the objection",
        "asks for none",
    ]
    assert run(["review"]) == 0
    assert "to Alfa Srl (answer to the objection): " in capsys.readouterr().out


def test_of_a_rest_nothing_is_offered_that_is_refused(
    folder: Path, capsys: Said
) -> None:
    other = (folder / "fatture.csv").read_text().replace("7/2026", "8/2026")
    (folder / "more.csv").write_text(other)
    assert run(["import", "more.csv"]) == 0
    day = CLOCK.today()
    lines = f"{day:%d/%m/%Y};152,00;fattura 7/2026;Alfa Srl\n{day:%d/%m/%Y};-5,00;x;\n"
    (folder / "bank.csv").write_text(f"Data;Importo;Causale;Ordinante\n{lines}")
    assert run(["import", "bank.csv"]) == 0
    capsys.readouterr()

    assert run(["review", "payment", "1"]) == 0
    told = capsys.readouterr().out
    assert "`sollecito review payment 1 --accept 1`" in told
    assert "--not-his" not in told
    assert run(["review", "payment", "1", "--not-his", "1"]) == 1
    assert "payment 1 is his: say what the rest" in capsys.readouterr().err


def test_where_nobody_lacks_an_address_there_is_nothing_to_fill_in(
    capsys: Said,
) -> None:
    assert run(["customers", "missing", "--out", "missing.csv"]) == 0
    told = capsys.readouterr()
    assert "0 customers without an e-mail" in told.out
    assert "There is nothing to fill in." in told.err
    assert "Fill in its" not in told.err


def test_why_a_file_cannot_be_read_is_said_once(folder: Path, capsys: Said) -> None:
    (folder / "broken.xml").write_text("<a")
    capsys.readouterr()
    assert run(["read", "broken.xml"]) == 0  # an answer too: docs/read.md
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("broken.xml: unreadable: ")
