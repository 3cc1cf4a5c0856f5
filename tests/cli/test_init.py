"""Init: a few questions, then a configuration that loads; nothing is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from agent.cli import init
from agent.cli.main import cli, run
from agent.errors import Refused
from agent.settings import Settings, load

IBAN = "IT60X0542811101000000123456"
VAT = "IT01234567897"
MINIMAL = ["--set", "firm.name=Studio Esempio", "--set", "smtp.from=office@example.com"]


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SOLLECITO_PASSWORD", raising=False)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    return tmp_path / "new" / "config.toml"


def by_answers(target: Path, *answers: str, words: tuple[str, ...] = ()) -> str:
    """Answer the questions in order and give what was said."""
    result = CliRunner().invoke(
        cli, ["init", "--config", str(target), *words], input="\n".join(answers) + "\n"
    )
    return result.stderr


def by_words(target: Path, *words: str) -> Settings:
    assert run(["init", "--yes", "--config", str(target), *MINIMAL, *words]) == 0
    return load(target)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_seven_answers_and_a_yes_make_a_configuration_that_loads(target: Path) -> None:
    said = by_answers(
        target,
        *("Studio Esempio", VAT, "office@example.com", "", "", IBAN, "hunter2", "y"),
    )
    settings = load(target)
    assert settings.firm.name == "Studio Esempio"
    assert settings.mailbox["office"].host == "imap.example.com"
    assert settings.sender().iban == IBAN
    assert settings.firm.vat_id == VAT
    assert settings.summary.to == ("office@example.com",)
    assert settings.sending.mode == "off"
    assert settings.mailbox_password("office").get_secret_value() == "hunter2"
    assert settings.smtp_password().get_secret_value() == "hunter2"
    assert "Letters leave from it" in said


def test_files_are_for_their_owner_alone_and_the_secret_stands_apart(
    target: Path,
) -> None:
    by_answers(target, "x", "", "office@example.com", "", "", IBAN, "hunter2", "y")
    secret = target.parent / "credentials" / "mail"
    assert (mode(target), mode(secret)) == (0o600, 0o600)
    assert mode(target.parent) == 0o700
    assert "hunter2" not in target.read_text("utf-8")


def test_what_will_be_written_is_shown_first_without_the_secret(target: Path) -> None:
    said = by_answers(
        target, "x", "", "office@example.com", "", "", IBAN, "hunter2", "n"
    )
    assert 'host = "imap.example.com"' in said
    assert f"To be written: {target} (mode 0600)" in said
    assert "hunter2" not in said
    assert not target.parent.exists()


def test_a_wrong_answer_is_explained_and_asked_again(target: Path) -> None:
    said = by_answers(
        target,
        *("x", "IT01234567898", "NOTANADDRESS", VAT),
        *("office", "office@example.com", "", "", "IT00", IBAN, "", "y"),
    )
    assert '"IT01234567898" is no VAT number' in said
    assert '"NOTANADDRESS" is no VAT number' in said
    assert '"office" is not a mail address' in said
    assert '"IT00" is not an IBAN' in said
    assert load(target).firm.ibans == (IBAN,)


def test_what_is_set_already_is_not_asked(target: Path) -> None:
    words = (*MINIMAL, "--set", "firm.ibans=" + IBAN)
    by_answers(target, "", "", "", "", "y", words=words)
    assert load(target).firm.name == "Studio Esempio"


def test_the_password_is_not_asked_where_its_place_is_named(target: Path) -> None:
    words = ("--set", "smtp.password_env=P", "--set", "mailbox.office.password_env=P")
    said = by_answers(
        target, "x", "", "office@example.com", "", "", "", "y", words=words
    )
    assert "The password" not in said
    assert load(target).mailbox["office"].credential == ""


def test_a_known_providers_servers_are_offered(target: Path) -> None:
    by_answers(target, "x", "", "someone@outlook.com", "", "", "", "", "y")
    smtp = load(target).smtp
    assert smtp
    assert (smtp.host, smtp.tls, smtp.port) == ("smtp.office365.com", "starttls", 587)


def test_without_questions_the_words_decide(target: Path) -> None:
    settings = by_words(
        target,
        *("--set", "mailbox.boss.host=mx.example.com"),
        *("--set", "smtp.port=2525"),
        *("--set", f"firm.ibans={IBAN}"),
        *("--set", "firm.postcode=20100"),
        *("--set", 'office.weekdays=["mon", "tue"]'),
        *("--set", "smtp.receipts=true"),
        *("--set", "sending.undo_minutes=0"),
    )
    assert list(settings.mailbox) == ["boss"]
    assert settings.mailbox["boss"].user == "office@example.com"
    assert settings.firm.ibans == (IBAN,)
    assert settings.firm.postcode == "20100"
    assert settings.office.weekdays == ("mon", "tue")
    assert settings.sending.undo_minutes == 0
    assert settings.smtp
    assert (settings.smtp.port, settings.smtp.receipts) == (2525, True)


def test_without_questions_the_password_comes_from_the_environment(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOLLECITO_PASSWORD", "hunter2")
    settings = by_words(target)
    assert settings.smtp_password().get_secret_value() == "hunter2"


def test_a_password_that_is_still_to_come_is_told(
    target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by_words(target)
    secret = target.parent / "credentials" / "mail"
    assert f"Now write the mail password into {secret}" in capsys.readouterr().err


def test_another_source_of_the_password_takes_the_credentials_place(
    target: Path,
) -> None:
    settings = by_words(
        target,
        *("--set", "smtp.password_env=OUT"),
        *("--set", "mailbox.office.password_command=pass show mail"),
    )
    assert settings.smtp
    out, office = settings.smtp, settings.mailbox["office"]
    assert (out.password_env, out.credential) == ("OUT", "")
    assert (office.password_command, office.credential) == ("pass show mail", "")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--yes"], 2, "so say --set firm.name=... --set smtp.from=..."),
        (["--yes", "--set", "firm.nam=x"], 2, "did you mean firm.name"),
        (["--yes", "--set", "firm.name"], 2, "'firm.name' is not KEY=VALUE"),
        (["--yes", "--set", "firm=x"], 2, "'firm' is not KEY=VALUE"),
        (["--yes", *MINIMAL, "--set", "smtp.port=x"], 78, 'smtp.port: "x" stands here'),
    ],
)
def test_words_that_cannot_be_are_refused_and_nothing_is_written(
    words: list[str],
    status: int,
    said: str,
    target: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["init", "--config", str(target), *words]) == status
    assert said in capsys.readouterr().err
    assert not target.exists()


def test_nothing_is_ever_overwritten(
    target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by_words(target)
    before = target.read_bytes()
    assert run(["init", "--yes", "--config", str(target), *MINIMAL]) == 1
    assert "is there already and was left as it is" in capsys.readouterr().err
    assert target.read_bytes() == before


def test_that_a_file_is_there_is_said_before_anything_is_asked(
    target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by_words(target)
    capsys.readouterr()
    assert run(["init", "--config", str(target)]) == 1
    said = capsys.readouterr().err
    assert "is there already and was left as it is" in said
    assert "The firm's name" not in said


def test_a_secret_that_is_there_stops_all_before_anything_is_written(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOLLECITO_PASSWORD", "hunter2")
    secret = target.parent / "credentials" / "mail"
    secret.parent.mkdir(parents=True)
    secret.write_text("old")
    assert run(["init", "--yes", "--config", str(target), *MINIMAL]) == 1
    assert secret.read_text() == "old"
    assert not target.exists()


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("another's")
    with pytest.raises(Refused, match="cannot be written: File exists"):
        init._create(init._Paper(path, "ours", 0o600))
    assert path.read_text() == "another's"


def test_a_services_configuration_can_be_read_by_its_user_but_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "etc" / "config.toml"
    monkeypatch.setattr(init, "SYSTEM_CONFIG", target)
    monkeypatch.setenv("SOLLECITO_PASSWORD", "hunter2")
    assert run(["init", "--yes", "--system", *MINIMAL]) == 0
    secret = target.parent / "credentials" / "mail"
    assert (mode(target), mode(secret)) == (0o644, 0o600)
    assert (mode(target.parent), mode(secret.parent)) == (0o755, 0o700)
    assert load(target).ledger_path == Path("/var/lib/sollecito/sollecito.db")


def test_without_a_place_named_it_is_the_persons_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert run(["init", "--yes", *MINIMAL]) == 0
    own = tmp_path / ".config" / "sollecito" / "config.toml"
    assert load(own).firm.name == "Studio Esempio"


def test_what_to_type_next_names_the_file_where_it_would_not_be_found(
    target: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOLLECITO_TYPED_AS", "./dev")
    by_words(target)
    assert f"Next: `./dev doctor --config {target}`" in capsys.readouterr().err
    monkeypatch.setenv("SOLLECITO_CONFIG", str(target))
    target.unlink()
    by_words(target)
    assert "Next: `./dev doctor`" in capsys.readouterr().err


def test_every_key_written_has_its_meaning_above_it(target: Path) -> None:
    by_words(target)
    text = target.read_text("utf-8")
    assert "# The firm's name, as letters show it.\nname = " in text
    assert max(len(line) for line in text.splitlines()) <= 88
