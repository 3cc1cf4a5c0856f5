"""Warnings: what a configuration allows and its owner may not have meant."""

from __future__ import annotations

from pathlib import Path

from agent.settings import Settings, load
from agent.settings.warnings import secret_files, warnings

WHOLE = """
[firm]
name = "Studio Esempio"
ibans = ["IT60X0542811101000000123456"]
vat_id = "IT01234567897"
[mailbox.office]
host = "imap.example.com"
user = "office"
password_file = "secret"
trusted_authserv_ids = ["mx.example.com"]
[smtp]
host = "smtp.example.com"
from = "office@example.com"
[summary]
to = ["office@example.com"]
"""


def written(folder: Path, text: str, *, secret_mode: int = 0o600) -> Settings:
    path = folder / "config.toml"
    path.write_text(text)
    path.chmod(0o600)
    (folder / "secret").write_text("x")
    (folder / "secret").chmod(secret_mode)
    return load(path)


def test_a_careful_configuration_gives_no_warning(tmp_path: Path) -> None:
    assert warnings(written(tmp_path, WHOLE)) == []


def test_a_secret_that_others_may_read_is_told_with_the_cure(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    (said,) = warnings(written(tmp_path, WHOLE, secret_mode=0o640))
    assert str(said) == (
        f"mailbox.office.password_file: others may read {secret} (mode 0640); "
        f"chmod 600 {secret}"
    )


def test_a_secret_that_is_not_there_is_told(tmp_path: Path) -> None:
    settings = written(tmp_path, WHOLE)
    (tmp_path / "secret").unlink()
    (said,) = warnings(settings)
    assert said.meaning.endswith("secret does not exist or cannot be looked at")
    assert "mode 0600" in said.cure


def test_a_configuration_that_others_may_change_is_told(tmp_path: Path) -> None:
    settings = written(tmp_path, WHOLE)
    settings.file.chmod(0o664)
    (said,) = warnings(settings)
    assert said.meaning.startswith("others may change")


def test_every_secret_in_a_file_is_known_by_its_key(tmp_path: Path) -> None:
    text = WHOLE.replace(
        'from = "office@example.com"',
        'from = "office@example.com"\nuser = "x"\ncredential = "mail"',
    )
    settings = written(tmp_path, text + '[ledger]\nurl_file = "url"')
    assert secret_files(settings) == {
        "mailbox.office.password_file": tmp_path / "secret",
        "smtp.credential": tmp_path / "credentials" / "mail",
        "ledger.url_file": tmp_path / "url",
    }


def test_what_is_left_open_is_told(tmp_path: Path) -> None:
    text = """
[firm]
name = "x"
country = "ZZ"
[mailbox.office]
host = "h"
user = "u"
password_env = "P"
[templates]
folder = "nowhere"
[clock]
simulated = true
"""
    said = "\n".join(map(str, warnings(written(tmp_path, text))))
    assert "firm.ibans is empty" in said
    assert "firm.vat_id is empty" in said
    assert "no holidays are known of ZZ" in said
    assert "summary.to is empty" in said
    assert "mailbox.office.trusted_authserv_ids is empty" in said
    assert "nowhere is not a folder" in said
    assert "clock.simulated is true" in said


def test_a_firm_without_a_mailbox_is_told(tmp_path: Path) -> None:
    said = warnings(written(tmp_path, '[firm]\nname = "x"'))
    assert any(each.meaning.startswith("no mailbox is named") for each in said)
