"""Parties of a FatturaPA: who issued the documents of a file, and to whom."""

from __future__ import annotations

from agent.forms.xml import Node
from agent.model.invoice import Party

_NOBODY = Node("", 0, {}, (), "")


def seller_of(header: Node) -> Party:
    """Read CedentePrestatore (section 1.2; simplified form alike)."""
    return _party(header.first("CedentePrestatore") or _NOBODY, pec="")


def buyer_of(header: Node) -> Party:
    """Read CessionarioCommittente (section 1.4) and the PEC given for delivery."""
    return _party(
        header.first("CessionarioCommittente") or _NOBODY,
        pec=header.says("DatiTrasmissione/PECDestinatario").lower(),
    )


def _party(node: Node, pec: str) -> Party:
    place = node.first("Sede") or node.first("AltriDatiIdentificativi/Sede") or _NOBODY
    street = f"{place.says('Indirizzo')} {place.says('NumeroCivico')}"
    return Party(
        name=_name(node),
        vat_id=_vat_id(node),
        tax_code=node.says(
            "DatiAnagrafici/CodiceFiscale",
            "IdentificativiFiscali/CodiceFiscale",
            "CodiceFiscale",
        ).upper(),
        email=node.says("Contatti/Email").lower(),
        pec=pec,
        phone=node.says("Contatti/Telefono"),
        street=street.strip(),
        postcode=place.says("CAP"),
        city=place.says("Comune"),
        country=place.says("Nazione").upper() or "IT",
    )


def _name(node: Node) -> str:
    for path in ("DatiAnagrafici/Anagrafica", "AltriDatiIdentificativi"):
        if found := node.first(path):
            return _name_in(found)
    return _name_in(node)


def _name_in(node: Node) -> str:
    person = f"{node.says('Nome')} {node.says('Cognome')}".strip()
    return node.says("Denominazione") or person


def _vat_id(node: Node) -> str:
    for path in ("DatiAnagrafici/", "IdentificativiFiscali/", ""):
        if found := node.first(f"{path}IdFiscaleIVA"):
            return found.says("IdPaese").upper() + found.says("IdCodice")
    return ""
