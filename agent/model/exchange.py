"""The exchange: what the Italian exchange system (SdI) says of an invoice file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ExchangeFate = Literal[
    "delivered",
    "undelivered",  # the customer may not have it
    "rejected",  # it counts as never issued
    "accepted",  # by a public administration, or by lapse of its term
    "refused",  # by a public administration
    "other",  # nothing that concerns what is owed
]


@dataclass(frozen=True, slots=True)
class ExchangeNotice:
    """A receipt, notice or metadata file of the exchange system.

    Args:
        type: Name of its root element, "RicevutaConsegna".
        sdi_id: IdentificativoSdI: the transmission it speaks of.
        file_name: NomeFile of the invoice file; empty if not said.
        file_sha256: Hash of that file, hex; empty if not said.
        outcome: Esito, such as "EC02"; empty if it has none.
        errors: Code and words of each fault.
        number: The one invoice of the file it speaks of; empty = all of them.
        note: Its own words (Descrizione, Note).
    """

    type: str
    fate: ExchangeFate
    sdi_id: str = ""
    file_name: str = ""
    file_sha256: str = ""
    message_id: str = ""
    outcome: str = ""
    errors: tuple[tuple[str, str], ...] = ()
    number: str = ""
    note: str = ""
