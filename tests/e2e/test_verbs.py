"""Every verb on a ledger with something of everything in it, as a person types it."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from agent.cli.main import run
from agent.cli.verbs import VERBS
from agent.clock import FixedClock
from agent.model.money import Money
from agent.settings.load import load
from agent.steps import rounds
from agent.steps.act import cases, letters, money
from agent.steps.intake import take_file
from agent.steps.settle import settle
from agent.wiring import open_desk
from tests.e2e.config import IBAN
from tests.e2e.files import Credit, Owed, invoices_csv, statement
from tests.e2e.house import LATE, MONDAY
from tests.e2e.mails import mail

_CONFIG = f"""
[firm]
name = "Studio Prova"
vat_id = "IT01234567897"
ibans = ["{IBAN}"]
[mailbox.office]
host = "localhost"
port = 9
user = "incassi@firm.test"
password_file = "password"
[smtp]
host = "localhost"
port = 9
user = "incassi@firm.test"
password_file = "password"
from = "incassi@firm.test"
[sending]
mode = "approve"
[summary]
to = ["boss@firm.test"]
[clock]
simulated = true
now = "2025-09-08T09:30"
"""
_OWED = (
    Owed("1/2025", LATE, "Alfa Srl", "anna@client.test"),
    Owed("2/2025", LATE, "Beta Spa", "bruno@client.test"),
    Owed("3/2025", LATE, "Gamma Snc", "", phone=""),
    Owed("4/2025", LATE + timedelta(days=24), "Delta Srl", "delta@client.test"),
    Owed("5/2025", LATE + timedelta(days=25), "Delta Srl", "delta@client.test"),
    Owed("6/2025", date(2025, 6, 1), "Epsilon Sas", "eps@client.test"),
    Owed("7/2025", LATE + timedelta(days=20), "Zeta Srl", "zeta@client.test", 50_000),
)
_PAID = (
    Credit("saldo fattura 7/2025", "Zeta Srl", 50_000),
    Credit("acconto", "Delta Srl", 61_000),
    Credit("rimborso", "Sconosciuto", 1_234),
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a configuration and a ledger that has something of everything."""
    folder = tmp_path_factory.mktemp("filled")
    (folder / "password").write_text("secret", "utf-8")
    (folder / "password").chmod(0o600)
    (folder / "config.toml").write_text(_CONFIG, "utf-8")
    settings = load(folder / "config.toml")
    desk = open_desk(settings, FixedClock(MONDAY, settings.zone))
    take_file(desk, "fatture.csv", invoices_csv(_OWED))
    take_file(desk, "estratto.xml", statement(MONDAY.date(), _PAID))
    take_file(desk, "rotto.xml", b"<Document>nothing of use")
    settle(desk)
    letters.go_live(desk, "carla")
    rounds.write_due(desk)
    cases.hold(desk, "carla", "in ferie", None, customer="Delta")
    cases.promise(
        desk, "carla", MONDAY.date(), MONDAY.date() + timedelta(days=9), "dopo",
        customer="", invoice="4/2025",
    )  # fmt: skip
    money.pay(desk, "carla", "2/2025", Money(10_000), MONDAY.date(), "cash")
    desk.ledger.close()
    return folder


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Path:
    """A copy of it, to change."""
    return Path(shutil.copytree(filled, tmp_path / "firm"))


def typed(folder: Path, *words: str) -> int:
    """Run one command line."""
    return run(["--config", str(folder / "config.toml"), *words])


_LOOKS = [
    ("status",),
    ("invoices",),
    ("invoices", "--all"),
    ("invoices", "--customer", "Alfa"),
    ("payments",),
    ("payments", "--limit", "1"),
    ("calls",),
    ("call", "1"),
    ("customers",),
    ("customers", "list"),
    ("customers", "list", "Delta"),
    ("why", "1/2025"),
    ("why", "Delta", "Srl"),
    ("preview", "--until", "+40"),
    ("preview", "--words"),
    ("summary",),
    ("summary", "--html"),
    ("review",),
    ("review", "letter", "1"),
    ("review", "payment", "2"),
    ("review", "payment", "1"),
    ("review", "invoice", "6/2025"),
    ("events",),
    ("events", "1/2025"),
    ("events", "--limit", "3"),
    ("events", "--verify"),
    ("quarantine",),
    ("quarantine", "list"),
]


@pytest.mark.parametrize("words", _LOOKS, ids=" ".join)
def test_every_look_answers_a_person(
    folder: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(folder, *words) == 0
    told = capsys.readouterr()
    assert told.out.strip()
    assert "Traceback" not in told.err


@pytest.mark.parametrize("words", _LOOKS, ids=" ".join)
def test_every_look_answers_a_program(
    folder: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(folder, *words, "--json") == 0
    told = capsys.readouterr()
    assert json.loads(told.out)
    assert "Traceback" not in told.err


@pytest.mark.parametrize(
    "words",
    [
        ("approve", "--all"),
        ("approve", "1"),
        ("review", "letter", "1", "--approve"),
        ("review", "letter", "1", "--refuse", "non ora"),
        ("review", "payment", "2", "--accept", "1"),
        ("review", "payment", "2", "--not-his", "1"),
        ("review", "payment", "2", "--invoice", "5/2025"),
        ("review", "payment", "3", "--not-ours", "rimborso"),
        ("review", "payment", "1", "--undo"),
        ("review", "invoice", "6/2025", "--cancel", "doppia"),
        ("call", "1", "--outcome", "reached", "--note", "paga domani"),
        ("call", "1", "--outcome", "promise", "--until", "+5"),
        ("call", "1", "--outcome", "dispute", "--note", "rotta"),
        ("promise", "--customer", "Alfa", "--by", "+10", "--words", "pago"),
        ("promise", "--invoice", "1/2025", "--by", "2025-09-20"),
        ("dispute", "1/2025", "--reason", "merce rotta", "--owner", "Carla"),
        ("dispute", "1/2025", "--reason", "un pezzo rotto", "--amount", "10,00"),
        ("plan", "Alfa", "--parts", "3", "--first", "+20"),
        ("hold", "--customer", "Alfa", "--because", "fiera", "--until", "+3"),
        ("hold", "--invoice", "1/2025", "--because", "fiera"),
        ("release", "Delta"),
        ("pay", "1/2025", "100,00"),
        ("pay", "1/2025", "9999", "--yes"),
        ("invoices", "edit", "1/2025", "--procedure", "gentle"),
        ("write-off", "1/2025", "--because", "fallita"),
        ("bank", "trust", "bank.example"),
        ("bank", "trust"),
        ("pause", "--because", "trasloco"),
        ("promise", "--invoice", "4/2025", "--undo"),
        ("pay", "Alfa", "50", "--how", "advance", "--on", "2025-09-01"),
        ("customers", "edit", "Alfa", "--phone", "+39 02 9", "--register", "familiar"),
        ("customers", "edit", "Gamma", "--email", "gamma@client.test"),
        ("customers", "edit", "Alfa", "--method", "riba"),
        ("customers", "edit", "Gamma", "--pec", "g@pec.test", "--channel", "pec"),
        ("quarantine", "drop", "1", "--because", "non serve"),
        ("go-live", "--yes"),
        ("events", "--verify"),
        ("config", "check"),
        ("config", "explain", "sending.mode"),
        ("config", "example"),
        ("install-service", "--dry-run"),
    ],
    ids=" ".join,
)
def test_every_decision_is_taken_and_told(
    folder: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(folder, *words) == 0
    told = capsys.readouterr()
    assert told.out.strip()
    assert "Traceback" not in told.err
    assert typed(folder, "events", "--verify") == 0


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("why", "99/2025"), 1, "neither an invoice nor a customer"),
        (("why", "payment", "2"), 1, "`sollecito review payment 2` shows"),
        (("why", "payment", "99"), 1, "neither an invoice nor a customer"),
        (("review", "payment", "abc"), 2, "no number as `sollecito payments` shows"),
        (("review", "letter", "0"), 2, "'0' is no number as `sollecito review` shows"),
        (("call", "x"), 2, "'x' is no number as `sollecito calls` shows it"),
        (("bank", "teach", "--item", "x"), 2, "'x' is no number"),
        (("approve", "99"), 1, "no letter 99"),
        (("call", "99"), 1, "no open call 99"),
        (("review", "payment", "99", "--undo"), 1, "99"),
        (("quarantine", "retry", "1"), 1, "rotto.xml"),
        (("quarantine", "retry", "99"), 1, "99"),
        (("bank", "teach", "--item", "1"), 1, "rotto.xml"),
        (("pay", "99/2025", "10"), 1, "99/2025"),
        (("pay", "1/2025", "viele"), 1, "no clear amount"),
        (("promise", "--customer", "Alfa", "--by", "domani"), 2, "is no day"),
        (("hold", "--because", "x"), 2, "--customer or --invoice"),
        (("approve",), 2, "--all"),
        (("approve", "1", "--all"), 2, "--all"),
        (("approve", "98", "1", "99"), 1, "no letter 99"),
        (("call", "1", "--note", "x"), 2, "--outcome"),
        (("call", "1", "--undo"), 1, "call 1 was not made"),
        (("call", "1", "--undo", "--note", "x"), 2, "--undo stands alone"),
        (("call", "1", "--outcome", "promise"), 1, "--until DAY"),
        (("review", "letter", "1", "--until", "+3"), 2, "--refuse"),
        (("review", "letter", "1", "--left", "--again"), 2, "one thing"),
        (("review", "letter", "1", "--undo", "--again"), 2, "one thing"),
        (("review", "payment", "2", "--accept", "1", "--undo"), 2, "one thing"),
        (("review", "payment", "3", "--accept", "1"), 1, "--invoice NUMBER"),
        (("review", "invoice", "6/2025", "--restore"), 1, "not cancelled"),
        (("review", "invoice", "99/2025"), 1, "`sollecito invoices --all`"),
        (("pay", "1/2025", "9999"), 1, "--yes enters it all the same"),
        (("pay", "1/2025", "10", "--on", "+1"), 1, "--on DAY"),
        (("pay", "7/2025", "10"), 1, "--how advance"),
        (("write-off", "1/2025"), 2, "--because WHY or --undo"),
        (("write-off", "1/2025", "--undo"), 1, "was given up"),
        (("returned", "1/2025"), 1, "is collected by us"),
        (("returned", "1/2025", "--on", "+1"), 1, "--on DAY"),
        (("returned", "1/2025", "--undo"), 1, "came back unpaid"),
        (("promise", "--customer", "Alfa"), 2, "--by DAY or --undo"),
        (("promise", "--customer", "Alfa", "--undo"), 1, "made no promise"),
        (("dispute", "1/2025"), 2, "--reason or --resolve"),
        (("plan", "Alfa", "--accept"), 1, "no plan that waits for his answer"),
        (("plan", "Alfa", "--end"), 1, "has no plan; `sollecito plan "),
        (("replies", "ZZZZ", "--right"), 1, "ZZZZ"),
        (("learn",), 1, "replies"),
        (("dispute", "1/2025", "--resolve", "x"), 1, "not contested"),
        (("release", "Alfa"), 1, "no hold was to be ended"),
        (("resume",), 1, "not stopped"),
        (("bank", "trust", "gmail.com"), 1, "no bank's"),
        (("bank", "trust", "--forget"), 2, "DOMAIN"),
        (("bank", "trust", "x.example", "--forget"), 1, "was not trusted"),
        (("invoices", "edit", "1/2025", "--procedure", "x"), 1, "no procedure"),
        (("invoices", "edit", "1/2025"), 2, "--procedure"),
        (("customers", "edit", "Alfa", "--language", "pt"), 1, "no letters in 'pt'"),
        (("customers", "edit", "Alfa", "--email", "anna@client"), 1, "end is missing"),
        (("payments", "--limit", "0"), 2, "--limit"),
        (("events", "--limit", "-1"), 2, "--limit"),
        (("events", "99/2025"), 1, "neither an invoice nor a customer"),
        (("preview", "--until", "2020-01-01"), 2, "has passed"),
        (("import", "none.xml"), 2, "does not exist"),
        (("read", "none.xml"), 2, "does not exist"),
        (("invoces",), 2, "invoices"),
        (("run", "--once", "--now", "soon"), 78, "is not a moment"),
        (("run", "--json"), 2, "--json goes with --once"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_cannot_be_is_said_in_a_sentence(
    folder: Path,
    words: tuple[str, ...],
    status: int,
    told: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert typed(folder, *words) == status
    said = capsys.readouterr()
    assert told in said.err
    assert "Traceback" not in said.err
    assert "fault in Sollecito itself" not in said.err


@pytest.mark.parametrize(
    ("act", "undo"),
    [
        (("pay", "1/2025", "10"), ("review", "payment", "5", "--undo")),
        (
            ("review", "payment", "2", "--invoice", "5/2025"),
            ("review", "payment", "2", "--undo"),
        ),
        (
            ("review", "payment", "3", "--not-ours", "x"),
            ("review", "payment", "3", "--undo"),
        ),
        (
            ("review", "invoice", "6/2025", "--cancel", "doppia"),
            ("review", "invoice", "6/2025", "--restore"),
        ),
        (
            ("write-off", "1/2025", "--because", "fallita"),
            ("write-off", "1/2025", "--undo"),
        ),
        (("pause", "--because", "trasloco"), ("resume",)),
        (("pause", "--because", "ferie", "--until", "+3"), ("resume",)),
        (("review", "letter", "1", "--approve"), ("review", "letter", "1", "--undo")),
        (
            ("promise", "--customer", "Alfa", "--by", "+3"),
            ("promise", "--customer", "Alfa", "--undo"),
        ),
        (("call", "1", "--outcome", "wrong_number"), ("call", "1", "--undo")),
        (("hold", "--customer", "Alfa", "--because", "x"), ("release", "Alfa")),
        (
            ("dispute", "1/2025", "--reason", "rotta"),
            ("dispute", "1/2025", "--resolve", "sostituita"),
        ),
        (
            ("quarantine", "drop", "1", "--because", "non serve"),
            ("quarantine", "retry", "1", "--despite-doubts"),
        ),
    ],
    ids=" ".join,
)
def test_what_can_be_undone_says_how_and_is_undone(
    folder: Path,
    act: tuple[str, ...],
    undo: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert typed(folder, *act) == 0
    said = capsys.readouterr().err
    assert f"`sollecito {undo[0]}" in said
    assert undo[-1] in said or undo[-1] in ("Alfa", "sostituita", "--despite-doubts")
    assert typed(folder, *undo) == (1 if undo[0] == "quarantine" else 0)
    assert "reversed" not in capsys.readouterr().out


def test_a_collection_comes_back_and_that_is_undone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(folder, "customers", "edit", "Alfa", "--method", "riba") == 0
    assert "pays by MP12" in capsys.readouterr().out
    assert typed(folder, "invoices") == 0
    assert "RiBa" in capsys.readouterr().out
    assert typed(folder, "returned", "1/2025") == 0
    said = capsys.readouterr()
    assert "came back unpaid; letters ask for it now" in said.out
    assert "`sollecito returned 1/2025 --undo`" in said.err
    assert typed(folder, "invoices") == 0
    assert "came back" in capsys.readouterr().out
    assert typed(folder, "returned", "1/2025", "--undo") == 0
    assert "is collected by us again" in capsys.readouterr().out


def test_an_answer_is_spoken_of_as_it_stands(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(folder, "dispute", "1/2025", "--reason", "rotta") == 0
    said = capsys.readouterr()
    assert "no reminder asks for it until resolved" in said.out
    no = said.err.partition("`sollecito approve ")[2].partition("`")[0]
    assert typed(folder, "review", "letter", no, "--refuse", "no") == 0
    said = capsys.readouterr()
    assert said.out == f"letter {no}: taken back; an answer puts nothing on hold\n"
    assert "release" not in said.err


def test_an_answer_that_leaves_by_itself_needs_no_approval(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = folder / "config.toml"
    auto = 'mode = "auto"\nanswers = "auto"'
    config.write_text(config.read_text().replace('mode = "approve"', auto))
    assert typed(folder, "dispute", "1/2025", "--reason", "rotta") == 0
    said = capsys.readouterr().err
    assert "--refuse WHY` stops it" in said
    assert "approve" not in said


def test_a_pause_is_loud(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed(folder, "pause", "--because", "trasloco") == 0
    assert typed(folder, "status") == 0
    assert capsys.readouterr().out.count("stopped all letters") == 1
    assert typed(folder, "preview") == 0
    assert "No letter leaves: " in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [("preview",), ("approve", "1"), ("go-live", "--yes")], ids=" ".join
)
def test_no_letter_is_promised_without_a_statement_of_our_account(
    folder: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    config = folder / "config.toml"
    both = f'"{IBAN}", "DE89370400440532013000"'
    config.write_text(config.read_text().replace(f'"{IBAN}"', both))
    assert typed(folder, "quarantine", "drop", "1", "--because", "vuoto") == 0
    assert typed(folder, *words) == 0
    assert "no bank statement of account ...3000" in capsys.readouterr().err


def test_a_configuration_with_a_fault_is_refused_with_its_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = _CONFIG.replace('mode = "approve"', 'modus = "approve"')
    (folder / "config.toml").write_text(wrong, "utf-8")
    assert typed(folder, "status") == 78
    assert "config.toml:18" in capsys.readouterr().err


def test_files_are_imported_once(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "nuove.csv").write_bytes(
        invoices_csv([Owed("8/2025", LATE, "Alfa Srl", "anna@client.test")])
    )
    assert typed(folder, "import", str(folder / "nuove.csv"), "--json") == 0
    first = json.loads(capsys.readouterr().out)
    assert typed(folder, "import", str(folder / "nuove.csv"), "--json") == 0
    second = json.loads(capsys.readouterr().out)
    assert (first["taken"]["invoices"], second["taken"]["invoices"]) == (1, 0)


def test_a_mail_is_read_without_touching_anything(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "una.eml").write_bytes(mail("anna@client.test", "Fattura 1/2025", "Ok\n"))
    before = (folder / "sollecito.db").read_bytes()
    assert typed(folder, "read", "--jsonl", str(folder / "una.eml")) == 0
    assert json.loads(capsys.readouterr().out)["kind"]
    assert (folder / "sollecito.db").read_bytes() == before


def test_a_preview_changes_nothing(folder: Path) -> None:
    assert typed(folder, "status") == 0
    before = (folder / "sollecito.db").read_bytes()
    assert typed(folder, "preview", "--until", "+90", "--words") == 0
    assert (folder / "sollecito.db").read_bytes() == before


def test_a_round_without_servers_says_what_stands_still(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(folder, "run", "--once") == 1
    assert "localhost:9" in " ".join(json.loads(capsys.readouterr().out)["faults"])
    assert typed(folder, "status") == 1
    assert "mailbox:office" in capsys.readouterr().out


def test_doctor_ends_with_a_fault_where_the_servers_are_away(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(folder, "doctor", "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert {one["name"] for one in found if one["state"] == "fault"} >= {
        "mailbox office",
        "way out",
    }


def test_a_round_on_real_servers_sends_what_is_due(
    house_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    owed = Owed("7/2025", LATE, "Alfa Srl", "anna@client.test")
    (house_folder / "fatture.csv").write_bytes(invoices_csv([owed]))
    (house_folder / "estratto.xml").write_bytes(statement(MONDAY.date(), ()))
    for name in ("fatture.csv", "estratto.xml"):
        assert typed(house_folder, "import", str(house_folder / name)) == 0
    assert typed(house_folder, "go-live", "--yes") == 0
    capsys.readouterr()
    assert typed(house_folder, "run", "--once", "--now", "2025-09-08T09:31") == 0
    assert json.loads(capsys.readouterr().out)["sent"] == 1
    assert typed(house_folder, "doctor") in (0, 2)


def test_every_verb_stands_in_this_file() -> None:
    text = Path(__file__).read_text("utf-8")
    untried = {verb for verb in VERBS if f'"{verb}"' not in text}
    assert untried <= {"init", "demo"}  # they make a firm of their own
