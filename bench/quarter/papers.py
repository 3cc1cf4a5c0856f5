"""Papers: invoices as FatturaPA, customers as a table, statements as CAMT.053 and CSV."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from agent.model.money import Money
from tests.e2e.config import IBAN

_FATTURA = "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2"
_CAMT = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.{:02}"
_OPENING = 1_000_000
_WRAPPED = 8  # since .08 names and states stand one element deeper


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a statement; a negative amount went out.

    Args:
        reference: The bank's own, by which the line is known when it comes again.
        parts: Amounts of a batch that the bank booked as one line.
    """

    cents: int
    words: str
    name: str
    iban: str = ""
    reference: str = ""
    is_reversal: bool = False
    parts: tuple[int, ...] = ()


def camt(
    day: date, entries: Sequence[Entry], name: str, version: int = 8, off: int = 0
) -> bytes:
    """Write a day's statement of the firm's account.

    Args:
        off: Cents by which the closing balance is wrong.
    """
    closing = _OPENING + sum(one.cents for one in entries) + off
    created = f"<CreDtTm>{day}T20:00:00</CreDtTm>"
    lines = [
        f'<Document xmlns="{_CAMT.format(version)}"><BkToCstmrStmt>',
        f"<GrpHdr><MsgId>{name}</MsgId>{created}</GrpHdr><Stmt><Id>{name}</Id>{created}",
        f"<FrToDt><FrDtTm>{day}T00:00:00</FrDtTm><ToDtTm>{day}T23:59:59</ToDtTm></FrToDt>",
        f"<Acct><Id><IBAN>{IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>",
        _balance("OPBD", _OPENING, day),
        _balance("CLBD", closing, day),
        *(_entry(one, day, version) for one in entries),
        "</Stmt></BkToCstmrStmt></Document>",
    ]
    return "\n".join(lines).encode()


def _balance(kind: str, cents: int, day: date) -> str:
    kind = f"<Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>"
    return f"<Bal>{kind}{_amount(cents)}<Dt><Dt>{day}</Dt></Dt></Bal>"


def _entry(one: Entry, day: date, version: int) -> str:
    mark = f"{one.name}{one.words}{one.cents}{day}"
    reference = one.reference or hashlib.sha256(mark.encode()).hexdigest()[:12].upper()
    came_in = (one.cents > 0) is not one.is_reversal
    status = f"<Sts>{'BOOK' if version < _WRAPPED else '<Cd>BOOK</Cd>'}</Sts>"
    turned = "<RvslInd>true</RvslInd>" if one.is_reversal else ""
    parts = one.parts or (one.cents,)
    told = "".join(
        f"<TxDtls><Refs><AcctSvcrRef>{reference}</AcctSvcrRef></Refs>{_amount(cents)}"
        f"{_party(one, 'Dbtr' if came_in else 'Cdtr', version)}"
        f"<RmtInf><Ustrd>{one.words}</Ustrd></RmtInf></TxDtls>"
        for cents in parts
    )
    return (
        f"<Ntry>{_amount(one.cents)}{turned}{status}"
        f"<BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>"
        f"<AcctSvcrRef>{reference}</AcctSvcrRef><NtryDtls>{told}</NtryDtls></Ntry>"
    )


def _party(one: Entry, side: str, version: int) -> str:
    name = f"<Nm>{one.name}</Nm>"
    name = name if version < _WRAPPED else f"<Pty>{name}</Pty>"
    iban = f"<{side}Acct><Id><IBAN>{one.iban}</IBAN></Id></{side}Acct>"
    return (
        f"<RltdPties><{side}>{name}</{side}>{iban if one.iban else ''}</RltdPties>"
        if one.name
        else ""
    )


def _amount(cents: int) -> str:
    direction = "CRDT" if cents >= 0 else "DBIT"
    amount = Money(abs(cents)).decimal
    return f'<Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd>'


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
