"""Papers: invoices as FatturaPA, customers as a table, movements as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from agent.model.money import Money

_FATTURA = "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2"


def bank_csv(rows: Iterable[tuple[date, str, int]]) -> bytes:
    """Write movements as a bank's page exports them."""
    lines = ["Data operazione;Data valuta;Descrizione;Entrate;Uscite"]
    for day, words, cents in rows:
        amount = italian(abs(cents))
        sides = f"{amount};" if cents > 0 else f";-{amount}"
        lines.append(f"{day:%d/%m/%Y};{day:%d/%m/%Y};{words};{sides}")
    return "\r\n".join([*lines, ""]).encode()


def italian(cents: int) -> str:
    """Write an amount as 1.234,50."""
    return f"{Money(cents).decimal:,}".translate(str.maketrans(",.", ".,"))


@dataclass(frozen=True, slots=True)
class Body:
    """One document of a FatturaPA.

    Args:
        dues: Instalments: day and cents to be transferred; none = left out.
        withheld: Cents of withholding tax.
    """

    number: str
    issued_on: date
    net: int
    dues: tuple[tuple[date, int], ...]
    withheld: int = 0
    splits_vat: bool = False
    kind: str = "TD01"

    @property
    def vat(self) -> int:
        return self.net * 22 // 100


def fattura(
    buyer: str, vat_id: str, bodies: Sequence[Body], pec: str = "", tax_code: str = ""
) -> bytes:
    """Write a FatturaPA of several bodies."""
    whose = f"<IdFiscaleIVA><IdPaese>IT</IdPaese><IdCodice>{vat_id}</IdCodice></IdFiscaleIVA>"
    whose = whose if vat_id else f"<CodiceFiscale>{tax_code}</CodiceFiscale>"
    sent_to = f"<PECDestinatario>{pec}</PECDestinatario>" if pec else ""
    seat = "<Sede><Indirizzo>Via Prova 1</Indirizzo><CAP>20100</CAP><Comune>Milano</Comune><Nazione>IT</Nazione></Sede>"
    header = (
        "<FatturaElettronicaHeader><DatiTrasmissione><IdTrasmittente><IdPaese>IT</IdPaese>"
        "<IdCodice>01234567897</IdCodice></IdTrasmittente>"
        f"{sent_to}</DatiTrasmissione><CedentePrestatore><DatiAnagrafici><IdFiscaleIVA>"
        "<IdPaese>IT</IdPaese><IdCodice>01234567897</IdCodice></IdFiscaleIVA><Anagrafica>"
        "<Denominazione>Studio Prova</Denominazione></Anagrafica></DatiAnagrafici>"
        f"{seat}</CedentePrestatore><CessionarioCommittente><DatiAnagrafici>{whose}"
        f"<Anagrafica><Denominazione>{buyer}</Denominazione></Anagrafica></DatiAnagrafici>"
        f"{seat}</CessionarioCommittente></FatturaElettronicaHeader>"
    )
    root = f'<p:FatturaElettronica versione="FPR12" xmlns:p="{_FATTURA}">'
    return "\n".join(
        [root, header, *map(_body, bodies), "</p:FatturaElettronica>"]
    ).encode()


def _body(one: Body) -> str:
    withheld = (
        f"<DatiRitenuta><TipoRitenuta>RT02</TipoRitenuta><ImportoRitenuta>{_plain(one.withheld)}"
        "</ImportoRitenuta><AliquotaRitenuta>20.00</AliquotaRitenuta>"
        "<CausalePagamento>A</CausalePagamento></DatiRitenuta>"
    )
    dues = "".join(
        f"<DettaglioPagamento><ModalitaPagamento>MP05</ModalitaPagamento><DataScadenzaPagamento>"
        f"{day}</DataScadenzaPagamento><ImportoPagamento>{_plain(cents)}</ImportoPagamento>"
        "</DettaglioPagamento>"
        for day, cents in one.dues
    )
    return (
        "<FatturaElettronicaBody><DatiGenerali><DatiGeneraliDocumento>"
        f"<TipoDocumento>{one.kind}</TipoDocumento><Divisa>EUR</Divisa><Data>{one.issued_on}</Data>"
        f"<Numero>{one.number}</Numero>{withheld if one.withheld else ''}<ImportoTotaleDocumento>"
        f"{_plain(one.net + one.vat)}</ImportoTotaleDocumento></DatiGeneraliDocumento></DatiGenerali>"
        "<DatiBeniServizi><DatiRiepilogo><AliquotaIVA>22.00</AliquotaIVA><ImponibileImporto>"
        f"{_plain(one.net)}</ImponibileImporto><Imposta>{_plain(one.vat)}</Imposta><EsigibilitaIVA>"
        f"{'S' if one.splits_vat else 'I'}</EsigibilitaIVA></DatiRiepilogo></DatiBeniServizi>"
        f"<DatiPagamento><CondizioniPagamento>TP02</CondizioniPagamento>{dues}</DatiPagamento>"
        "</FatturaElettronicaBody>"
    )


def _plain(cents: int) -> str:
    return str(Money(cents).decimal)


def customers_csv(titles: str, *rows: str) -> bytes:
    """Write a table of customers: titles and rows with ; between the cells."""
    return "\r\n".join([titles, *rows, ""]).encode()
