"""What a mail program says in a notice, apart from the mail it gives back."""

from __future__ import annotations

import re
from typing import Literal

from agent.forms.wording import Wording, any_of
from agent.mail import returned
from agent.model.message import Parts

Command = Literal["", "connect", "mail", "rcpt", "data"]

_MOST = 16 * 1024
_BLANK = re.compile(r"[ \t\r](?:(?<=\r)|[ \t]+)")

# Whom the other server answered, as mail programs word it. A transcript names
# the command on a line of its own, the answer on the next.
_COMMANDS: tuple[tuple[Command, Wording], ...] = (
    ("rcpt", any_of(r"503 \S{0,20} ?(?:error: )?need rcpt")),
    (
        "connect",
        any_of(
            r"refused to talk to me|(?:my name was rejected|but greeting failed)",
            r"(?:in reply to|after|in response to)(?: the)? (?:initial connection|(?:helo|ehlo)\b)",
            r"(?m:^)>>> (?:helo|ehlo) .*\n<<< [45]",
        ),
    ),
    (
        "mail",
        any_of(
            r"(?:in reply to|after|in response to)(?: the)?(?: pipelined)? mail(?: from)?\b",
            r"but sender was rejected|(?m:^)(?:>>>|sent <<<) mail from.*\n(?:<<<|received >>>) [45]",
        ),
    ),
    (
        "rcpt",
        any_of(
            r"(?:in reply to|after|in response to)(?: the)?(?: pipelined)? rcpt(?: to)?\b",
            r"(?m:^)(?:>>>|sent <<<) rcpt to.*\n(?:<<<|received >>>) [45]",
        ),
    ),
    (
        "data",
        any_of(
            r"(?:in reply to|after|in response to)(?: the)?(?: end of|(?: pipelined)?) ?data\b",
            r"(?m:^)(?:>>>|sent <<<) data.*\n(?:<<<|received >>>) [45]|smtp command\s{1,4}data\b",
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
