"""The PEC channel: letters out through the firm's certified mailbox.

The provider's access point checks a mail's form and answers a wrong one with a
"non accettazione"; what it would not take is refused here, before it is handed over.
Source: RFC 6109 § 3.1.1; DM 2 November 2005, technical rules, § 6.2.
"""

from __future__ import annotations

from email.parser import BytesHeaderParser
from email.utils import getaddresses

from agent.channels.addresses import wire
from agent.channels.channel import Envelope
from agent.channels.email import EmailChannel
from agent.channels.smtp_login import Capabilities, SmtpLogin
from agent.errors import Refused

_MOST_BYTES = 30_000_000


class PecChannel:
    """Sends by a certified mailbox; see `Channel` for what each step promises.

    Raises:
        ConfigError: The authority's file cannot be read.
    """

    def __init__(self, login: SmtpLogin) -> None:
        self._smtp = EmailChannel(login)
        self._offered = Envelope("", "", "")

    @property
    def fault(self) -> str:
        """Say what is wrong on our own side; empty while all is well."""
        return self._smtp.fault

    def offer(self, envelope: Envelope) -> None:
        """Ask whether a letter would be taken; see `Channel`."""
        if envelope.size > _MOST_BYTES:
            raise Refused("the letter is too big for certified mail", status="5.3.4")
        self._offered = envelope
        self._smtp.offer(envelope)

    def hand_over(self, raw: bytes) -> str:
        """Give away the letter just offered; see `Channel`."""
        fault = misshapen(raw, self._offered)
        if fault:
            what = f"certified mail would not be accepted: {fault}"
            raise Refused(what, status="5.6.0")
        return self._smtp.hand_over(raw)

    def probe(self) -> Capabilities:
        """Log in, look round and leave.

        Raises:
            TryLater: One sentence on what does not work.
        """
        return self._smtp.probe()

    def takes(self, envelope: Envelope) -> bool:
        """Ask whether a letter would be taken, and leave it at that; see `Channel`."""
        return self._smtp.takes(envelope)

    def stop(self) -> None:
        """Begin nothing more; may be called from any thread."""
        self._smtp.stop()

    def close(self) -> None:
        """Part from the server; the channel is of no more use."""
        self._smtp.close()


def misshapen(raw: bytes, envelope: Envelope) -> str:
    """Say why an access point would not accept a mail; empty if it would."""
    head = BytesHeaderParser().parsebytes(raw)
    named = {
        name: {one.lower() for _, one in getaddresses(head.get_all(name, []))}
        for name in ("from", "to", "cc", "bcc")
    }
    if named["from"] != {wire(envelope.sender).lower()}:
        return "its From is not its envelope sender"
    if not named["to"]:
        return "it has no To"
    if named["to"] | named["cc"] != {wire(envelope.recipient).lower()}:
        return "its recipients are not those of its envelope"
    if named["bcc"] or envelope.own_copy:
        return "it has a hidden recipient"
    return ""
