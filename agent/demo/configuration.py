"""The demo's configuration: an ordinary one, for servers on loopback."""

from __future__ import annotations

from datetime import datetime

from agent.demo import firm

_TEXT = """\
# Written by `sollecito demo`. The servers are gone; the ledger can be looked at.

[firm]
name = "{firm.NAME}"
addresses = ["{firm.MAILBOX}", "{firm.OWNER}"]
vat_id = "{firm.VAT_ID}"
ibans = ["{firm.IBAN}"]
bank = "{firm.BANK}"
contact = "{firm.CONTACT}"
phone = "{firm.PHONE}"
street = "{firm.STREET}"
postcode = "{firm.POSTCODE}"
city = "{firm.CITY}"
region = "RN"                                 # keeps 14 October, San Gaudenzio

[ledger]
path = "sollecito.db"

[mailbox.office]
owner = "Marta"
host = "127.0.0.1"
port = {imap_port}
user = "{firm.MAILBOX}"
password_file = "password"
ca_file = "ca.pem"

[mailbox.office.folders]
sent = "Sent"                                 # the demo's server does not mark it

[smtp]
host = "127.0.0.1"
port = {smtp_port}
user = "{firm.MAILBOX}"
password_file = "password"
ca_file = "ca.pem"
from = "{firm.MAILBOX}"
plus_detail = true

[sending]
mode = "approve"

[dunning]
groups = {{ enti = "public_body" }}

[summary]
to = ["{firm.OWNER}"]
language = "en"

[intake]
folder = "intake"

[clock]
simulated = true                              # the six weeks passed in a minute
now = "{now}"
"""


def write_configuration(imap_port: int, smtp_port: int, now: datetime) -> str:
    """Write the configuration.

    Args:
        now: In the firm's zone: the moment at which the verbs look at the ledger.
    """
    return _TEXT.format(
        firm=firm,
        imap_port=imap_port,
        smtp_port=smtp_port,
        now=now.replace(tzinfo=None).isoformat(timespec="minutes"),
    )
