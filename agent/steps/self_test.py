"""Self-test: what our own provider does with a mail from us to ourselves."""

from __future__ import annotations

from agent.channels.channel import Envelope
from agent.errors import TryLater
from agent.ledger import events, firms
from agent.ledger.ids import letter_token
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction


def probe_detail(desk: Desk) -> None:
    """Learn once whether local+word@domain is taken, as sender and as recipient.

    Nothing is sent: the question ends before DATA. A server that is away
    teaches nothing.
    """
    channel = desk.channel
    if channel is None or not desk.sending.plus_detail:
        return
    with picture(desk) as tx:
        if firms.switch(tx, "plus_detail"):
            return
        token = letter_token(firms.secret(tx), "probe")
    own = desk.sender.email
    detailed = with_detail(own, token)
    try:
        plain = channel.takes(Envelope(token, own, own))
        detail = plain and channel.takes(Envelope(token, detailed, detailed))
    except TryLater:
        return
    if plain:
        with transaction(desk) as tx:
            word = "yes" if detail else "no"
            because = "asked our own mail server"
            firms.set_switch(tx, "plus_detail", word, because)
            events.write(tx, "detail.probed", "firm:self", f"+detail: {word}")


def with_detail(address: str, word: str) -> str:
    """Give local+word@domain (RFC 5233)."""
    local, _, domain = address.partition("@")
    return f"{local}+{word}@{domain}"
