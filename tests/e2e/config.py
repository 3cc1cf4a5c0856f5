"""The configuration of a firm whose mail lies on a pair of real servers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from tests.servers.mail_pair import MailPair

OFFICE = "incassi@firm.test"
BOSS = "boss@firm.test"
IBAN = "IT60X0542811101000000123456"
BANK = "estratti@bank.test"

Tables = Mapping[str, Mapping[str, object]]


def write(folder: Path, pair: MailPair, tables: Tables | None = None) -> Path:
    """Write `config.toml` with its secret and its drop folder; give its path.

    Args:
        tables: Keys by table, such as {"sending": {"mode": "off"}}, beside or
            instead of the usual ones; None takes a key away.
    """
    secret = folder / "password"
    secret.write_text(pair.password, "utf-8")
    secret.chmod(0o600)
    (folder / "drop").mkdir(exist_ok=True)
    whole = {name: dict(keys) for name, keys in _usual(pair).items()}
    for name, keys in (tables or {}).items():
        whole.setdefault(name, {}).update(keys)
    path = folder / "config.toml"
    path.write_text("\n".join(_table(*each) for each in whole.items()), "utf-8")
    return path


def login(pair: MailPair, user: str, port: int) -> dict[str, object]:
    """Give what every login of this pair needs."""
    return {
        "host": "localhost",
        "port": port,
        "user": user,
        "password_file": "password",
        "ca_file": str(pair.ca_file),
    }


def _usual(pair: MailPair) -> Tables:
    ports = pair.place.ports
    return {
        "firm": {
            "name": "Studio Prova",
            "vat_id": "IT01234567897",
            "contact": "Carla Prova",
            "phone": "+39 02 0000000",
            "ibans": [IBAN],
        },
        "mailbox.office": {
            **login(pair, OFFICE, ports.imaps),
            "trusted_authserv_ids": ["mx.firm.test"],
        },
        "smtp": {
            **login(pair, OFFICE, ports.smtps),
            "from": OFFICE,
            "per_minute": 1000,
        },
        "sending": {"mode": "auto", "undo_minutes": 0},
        "summary": {"to": [BOSS]},
        "intake": {"folder": "drop"},
        "bank": {"senders": [BANK], "stale_days": 400},
        "clock": {"simulated": True},
    }


def _table(name: str, keys: Mapping[str, object]) -> str:
    said = [
        f"{key} = {json.dumps(value)}"
        for key, value in keys.items()
        if value is not None
    ]
    return "\n".join([f"[{name}]", *said, ""])
