"""The table of the second reader: a model elsewhere that may add caution."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, Field

from agent.settings.kinds import (
    Authority,
    Credential,
    Expect,
    FilePath,
    Positive,
    Table,
    Text,
    Variable,
)

_OURSELVES = ("localhost", "127.0.0.1", "::1")


def _url(value: str) -> str:
    try:
        parts = urlsplit(value)
        is_one = _is_safe(parts) and parts.port != 0
    except ValueError:
        is_one = False
    if not is_one:
        raise ValueError("it is no such address")
    return value.rstrip("/")


def _is_safe(parts: SplitResult) -> bool:
    """Tell an address that nobody on the way reads with us, and that holds no key."""
    is_secret = parts.scheme == "https" or parts.hostname in _OURSELVES
    is_plain = not (parts.query or parts.fragment or "@" in parts.netloc)
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    return is_web and is_secret and is_plain and parts.geturl().isprintable()


class Reader(Table):
    """A model that reads customers' mails a second time, and may only add holds; off without this table. Any server that speaks as OpenAI's does, at best your own. Names and amounts in a mail's new words leave the house then; account numbers, mail addresses, telephones, sender, subject, attachments and your letters do not. Each mail is asked about once, and only while no hold waits for you anyway."""

    url: Annotated[
        str,
        AfterValidator(_url),
        Expect(
            "an address such as https://ai.example.com/v1; without https only on this "
            "machine"
        ),
    ] = Field(description="The server; /chat/completions is added.")
    model: Text = Field(min_length=1, description="The model's name there.")
    key_file: FilePath | None = Field(
        None, description="A file (mode 0600) whose first line is the key."
    )
    key_env: Variable = Field(
        "", description="The environment variable that holds the key."
    )
    key_command: Text = Field(
        "", description="A command that prints the key; no shell is involved."
    )
    credential: Credential = Field(
        "",
        description="The name of a systemd credential that holds the key; without "
        "systemd the file credentials/NAME beside this one.",
    )
    ca_file: Authority = None
    seconds: Annotated[
        Positive, Field(le=120), Expect("a whole number from 1 to 120")
    ] = Field(
        10,
        description="How long an answer may take; then the mail stays as it was read.",
    )
