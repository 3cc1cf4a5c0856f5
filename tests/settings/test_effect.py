"""Every key of the configuration is read by the program: none is without effect."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.cli.main import run
from agent.cli.opening import open_desk
from agent.cli.shell import Shell
from agent.daemon import Daemon
from agent.settings import Settings, load
from agent.settings.keys import all_keys
from agent.settings.kinds import Table

BARE = '[firm]\nname = "x"\n'
WHOLE = """
[firm]
name = "Studio Esempio"
[mailbox.office]
host = "localhost"
port = 9
user = "office"
credential = "mail"
[smtp]
host = "localhost"
port = 9
user = "office"
credential = "mail"
from = "office@example.com"
[mailbox.certified]
kind = "pec"
host = "localhost"
port = 9
user = "studio@pec.example"
credential = "mail"
[pec]
host = "localhost"
port = 9
user = "studio@pec.example"
credential = "mail"
from = "studio@pec.example"
[reader]
url = "http://localhost:9/v1"
model = "small"
credential = "mail"
[office]
closures = [{ from = "08-10", until = "08-21" }]
[procedure.own]
stages = [{ name = "first", days = 3 }]
[clock]
simulated = true
[[interest.late_payment]]
from = "2026-07-01"
until = "2026-12-31"
percent = "10.15"
source = "Gazzetta ufficiale"
"""


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> set[tuple[type, str]]:
    """Note which keys of which tables are asked for."""
    asked: set[tuple[type, str]] = set()
    plain = Table.__getattribute__

    def noting(self: Table, name: str) -> object:
        asked.add((type(self), name))
        return plain(self, name)

    monkeypatch.setattr(Table, "__getattribute__", noting)
    return asked


def test_no_key_is_without_effect(tmp_path: Path, read: set[tuple[type, str]]) -> None:
    for name, text in (("bare", BARE), ("whole", WHOLE)):
        (tmp_path / f"{name}.toml").write_text(text)
    config = tmp_path / "whole.toml"
    (tmp_path / "credentials").mkdir()
    (tmp_path / "credentials" / "mail").write_text("secret")
    assert run(["run", "--config", str(tmp_path / "bare.toml")]) == 78
    assert run(["doctor", "--config", str(config)]) == 1
    with open_desk(Shell(config)) as desk:
        Daemon(load(config), desk, lambda: load(config))
    load(config).mailbox_password("office")
    load(config).smtp_password()
    load(config).pec_password()
    load(config).reader_key()

    tables = {Settings} | {key.inner for key in all_keys().values() if key.inner}
    keys = {(table, name) for table in tables for name in table.model_fields}
    idle = sorted(f"{table.__name__}.{name}" for table, name in keys - read)
    assert idle == []
