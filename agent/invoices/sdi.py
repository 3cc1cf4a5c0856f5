"""SdI: receipts, notices and metadata files of the Italian exchange system.

Source: Agenzia delle Entrate, technical specifications of the SdI 1.8, §§ 3 and 4,
and MessaggiTypes 1.1; the root element tells the type.
"""

from __future__ import annotations

from agent.errors import Unreadable
from agent.forms.xml import Node, has_element, is_xml, read_xml
from agent.invoices.signed import is_signed, opened
from agent.model.exchange import ExchangeFate, ExchangeNotice

_FATES: dict[str, ExchangeFate] = {
    "RicevutaConsegna": "delivered",
    "NotificaMancataConsegna": "undelivered",
    "RicevutaImpossibilitaRecapito": "undelivered",
    "AttestazioneTrasmissioneFattura": "undelivered",
    "NotificaScarto": "rejected",
    "RicevutaScarto": "rejected",
    "NotificaDecorrenzaTermini": "accepted",
    "NotificaEsito": "other",
    "NotificaEsitoCommittente": "other",
    "ScartoEsitoCommittente": "other",
    "MetadatiInvioFile": "other",
    "FileMetadati": "other",
}
_OUTCOMES: dict[str, ExchangeFate] = {"EC01": "accepted", "EC02": "refused"}


def is_notice(data: bytes) -> bool:
    """Tell by the root element whether a file is one of the exchange system's."""
    try:
        data = opened(data) if is_signed(data) else data
    except Unreadable:
        return False
    return is_xml(data) and has_element(data, *_FATES)


def read_notice(data: bytes, name: str) -> ExchangeNotice:
    """Read one.

    Args:
        name: As people know the file; stands in every problem.

    Raises:
        Unreadable: It is damaged, unsafe, or none of the types.
    """
    try:
        tree = read_xml(opened(data))
    except Unreadable as error:
        raise Unreadable(f"{name} {error}") from error
    root = next((node for node in tree.walk() if node.name in _FATES), None)
    if root is None:
        raise Unreadable(f"{name}: no receipt of the exchange system that we know")
    return _notice(root)


def _notice(root: Node) -> ExchangeNotice:
    within = root.first("EsitoCommittente") or root
    outcome = within.says("Esito", "Scarto").upper()
    return ExchangeNotice(
        type=root.name,
        fate=_fate(root.name, outcome),
        sdi_id=root.says("IdentificativoSdI"),
        file_name=root.says("NomeFile"),
        file_sha256=root.says("Hash", "HashFileOriginale").lower(),
        message_id=root.says("MessageId", "MessageIdCommittente"),
        outcome=outcome,
        errors=tuple(
            (fault.says("Codice"), " ".join(fault.says("Descrizione").split()))
            for fault in root.every("ListaErrori/Errore")
        ),
        number=within.says("RiferimentoFattura/NumeroFattura"),
        note=" ".join(within.says("Descrizione", "Note").split()),
    )


def _fate(root: str, outcome: str) -> ExchangeFate:
    """What the customer answered counts only where the exchange passes it on."""
    if root == "NotificaEsito":
        return _OUTCOMES.get(outcome, "other")
    return _FATES[root]
