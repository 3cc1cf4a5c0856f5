"""What a mail program says in a notice, apart from the mail it gives back."""

from __future__ import annotations

import re
from typing import Literal

from agent.mail import returned
from agent.model.message import Parts

Command = Literal["", "connect", "mail", "rcpt", "data"]

_MOST = 16 * 1024
_BLANK = re.compile(r"[ \t]{2,}|\r")

# Whom the other server answered, as mail programs word it. A transcript names
# the command on a line of its own, the answer on the next.
_COMMANDS: tuple[tuple[Command, re.Pattern[str]], ...] = (
    ("rcpt", re.compile(r"503 \S{0,20} ?(?:error: )?need rcpt", re.I)),
    (
        "connect",
        re.compile(
            r"refused to talk to me|(?:my name was rejected|but greeting failed)"
            r"|(?:in reply to|after|in response to)(?: the)? (?:initial connection|(?:HELO|EHLO)\b)"
            r"|^>>> (?:HELO|EHLO) .*\n<<< [45]",
            re.I | re.M,
        ),
    ),
    (
        "mail",
        re.compile(
            r"(?:in reply to|after|in response to)(?: the)?(?: pipelined)? MAIL(?: FROM)?\b"
            r"|but sender was rejected|^(?:>>>|Sent <<<) MAIL From.*\n(?:<<<|Received >>>) [45]",
            re.I | re.M,
        ),
    ),
    (
        "rcpt",
        re.compile(
            r"(?:in reply to|after|in response to)(?: the)?(?: pipelined)? RCPT(?: TO)?\b"
            r"|^(?:>>>|Sent <<<) RCPT To.*\n(?:<<<|Received >>>) [45]",
            re.I | re.M,
        ),
    ),
    (
        "data",
        re.compile(
            r"(?:in reply to|after|in response to)(?: the)?(?: end of|(?: pipelined)?) ?DATA\b"
            r"|^(?:>>>|Sent <<<) DATA.*\n(?:<<<|Received >>>) [45]"
            r"|smtp command\s{1,4}data\b",
            re.I | re.M,
        ),
    ),
)


def text_of(parts: Parts) -> str:
    """Give what the program says, without the mail it returns."""
    text = returned.split(parts.text)[0]
    files = (
        one.data[:_MOST].decode("utf-8", "replace")
        for one in parts.attachments
        if one.kind == "text/plain"
    )
    whole = "\n".join((text, *parts.report, *(returned.split(one)[0] for one in files)))
    return _BLANK.sub(lambda found: found[0][:8].replace("\r", ""), whole)[:_MOST]


def about(said: str, recipients: tuple[str, ...]) -> str:
    """Give the words from the first failed address on: there the cause stands."""
    at = said.lower().find(recipients[0]) if recipients else -1
    return said[at : at + 2000] if at >= 0 else said[:4000]


def command(words: str) -> Command:
    """Tell which command of ours the other server refused; empty if not said."""
    return next((name for name, said in _COMMANDS if said.search(words)), "")
