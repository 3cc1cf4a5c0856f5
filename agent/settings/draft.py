"""Write a first configuration from a few answers."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import wrap
from typing import Any

from agent.settings.keys import Key, all_keys
from agent.settings.reference import find
from agent.settings.secrets import SOURCES
from agent.settings.toml import to_toml

CREDENTIAL = "mail"  # one password opens mailbox and way out alike
_HEAD = """\
# Everything else there is to set: `sollecito config explain KEY`.
"""
_SERVERS = {  # by mail domain: IMAP, SMTP, and how SMTP is encrypted
    "gmail.com": ("imap.gmail.com", "smtp.gmail.com", "implicit"),
    "googlemail.com": ("imap.gmail.com", "smtp.gmail.com", "implicit"),
    "outlook.com": ("outlook.office365.com", "smtp.office365.com", "starttls"),
    "hotmail.com": ("outlook.office365.com", "smtp.office365.com", "starttls"),
    "icloud.com": ("imap.mail.me.com", "smtp.mail.me.com", "starttls"),
    "yahoo.com": ("imap.mail.yahoo.com", "smtp.mail.yahoo.com", "implicit"),
    "libero.it": ("imapmail.libero.it", "smtp.libero.it", "implicit"),
    "aruba.it": ("imaps.aruba.it", "smtps.aruba.it", "implicit"),
    "gmx.net": ("imap.gmx.net", "mail.gmx.net", "implicit"),
    "web.de": ("imap.web.de", "smtp.web.de", "starttls"),
}
_ORDER = ("firm", "ledger", "mailbox", "smtp", "sending", "summary")
Answers = dict[str, object]  # dotted key to value as TOML has it


def servers(address: str) -> tuple[str, str, str]:
    """Guess IMAP server, SMTP server and its encryption from a mail address."""
    domain = address.rpartition("@")[2].lower()
    return _SERVERS.get(domain, (f"imap.{domain}", f"smtp.{domain}", "implicit"))


def parse(key: Key, text: str) -> object:
    """Read a value typed on a command line as the kind its key holds."""
    if key.is_text:
        return text
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        words = [word.strip() for word in text.split(",") if word.strip()]
        return words if key.is_list else text


def mailbox_of(answers: Mapping[str, object]) -> str:
    """Tell which mailbox the answers speak of; "office" if of none."""
    named = (key.split(".")[1] for key in answers if key.startswith("mailbox."))
    return next(named, "office")


def complete(answers: Mapping[str, object], ledger: Path) -> Answers:
    """Fill in what follows from the answers given; `smtp.from` must be among them."""
    address, box = str(answers["smtp.from"]), f"mailbox.{mailbox_of(answers)}"
    imap, smtp, tls = servers(address)
    guessed: Answers = {
        "firm.addresses": [address],
        "firm.language": "it",
        "ledger.path": str(ledger),
        f"{box}.host": imap,
        f"{box}.user": address,
        "smtp.host": smtp,
        "smtp.tls": tls,
        "smtp.user": address,
        "sending.mode": "off",
        "summary.to": [address],
    }
    for table in (box, "smtp"):
        if not any(f"{table}.{source}" in answers for source in SOURCES):
            guessed[f"{table}.credential"] = CREDENTIAL
    return guessed | dict(answers)


def uses_credential(answers: Answers) -> bool:
    """Tell whether a login takes its password from the credential `mail`."""
    return any(
        key.endswith(".credential") and value == CREDENTIAL
        for key, value in answers.items()
    )


def write(answers: Answers) -> str:
    """Write a configuration, each key below a line that says what it means."""
    tables: dict[str, Answers] = {}
    for key, value in answers.items():
        table, _, name = key.rpartition(".")
        tables.setdefault(table, {})[name] = value
    parts = [_table(name, tables[name]) for name in sorted(tables, key=_rank)]
    return "\n".join([_HEAD, *parts])


def _rank(table: str) -> tuple[int, str]:
    first = table.partition(".")[0]
    return (_ORDER.index(first) if first in _ORDER else len(_ORDER), table)


def _table(name: str, values: Answers) -> str:
    return "\n".join([f"[{name}]", *_lines(name, values), ""])


def _lines(table: str, values: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted(values, key=lambda name: _place(f"{table}.{name}")):
        known = find(f"{table}.{name}")
        meaning = known.meaning if known else ""
        yield from (f"# {line}" for line in wrap(meaning, width=86))
        yield f"{name} = {to_toml(values[name])}"


def _place(name: str) -> int:
    """Give a key's place in the model's own order."""
    known = find(name)
    return list(all_keys()).index(known.place) if known else len(all_keys())
