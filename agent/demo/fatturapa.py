"""FatturaPA: the sample's invoices as the firm's invoicing program writes them.

Source: Specifiche tecniche FatturaPA 1.2.3 (Agenzia delle Entrate), FPR12 and FPA12.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from agent.demo import firm
from agent.demo.firm import SampleCustomer, SampleInvoice
from agent.model.money import Money

_SPACE = "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2"
_NOBODY, _ABROAD, _OFFICE = "0000000", "XXXXXXX", "ZZZZZZ"


def file_name(invoice: SampleInvoice) -> str:
    """Name the file as the exchange system wants it: the sender and a counter."""
    number, _, year = invoice.number.partition("/")
    return f"{firm.VAT_ID}_{year[2:]}{int(number):03}.xml"


def write_invoice(invoice: SampleInvoice) -> bytes:
    """Write one invoice."""
    form = "FPA12" if invoice.customer.splits_vat else "FPR12"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<p:FatturaElettronica versione="{form}" xmlns:p="{_SPACE}">',
        "<FatturaElettronicaHeader>",
        _sent_to(invoice, form),
        _seller(),
        _buyer(invoice.customer),
        "</FatturaElettronicaHeader>",
        "<FatturaElettronicaBody>",
        _general(invoice),
        _goods(invoice),
        _payment(invoice),
        "</FatturaElettronicaBody>",
        "</p:FatturaElettronica>",
    ]
    return "\n".join(lines).encode()


def _sent_to(invoice: SampleInvoice, form: str) -> str:
    customer = invoice.customer
    code = _OFFICE if form == "FPA12" else _NOBODY
    return _element(
        "DatiTrasmissione",
        _id("IdTrasmittente", firm.VAT_ID),
        _text("ProgressivoInvio", invoice.number.replace("/", "-")),
        _text("FormatoTrasmissione", form),
        _text("CodiceDestinatario", code if customer.country == "IT" else _ABROAD),
    )


def _seller() -> str:
    return _element(
        "CedentePrestatore",
        _element(
            "DatiAnagrafici",
            _id("IdFiscaleIVA", firm.VAT_ID),
            _element("Anagrafica", _text("Denominazione", firm.NAME)),
            _text("RegimeFiscale", "RF01"),
        ),
        _seat(firm.STREET, firm.POSTCODE, firm.CITY, "IT"),
    )


def _buyer(customer: SampleCustomer) -> str:
    return _element(
        "CessionarioCommittente",
        _element(
            "DatiAnagrafici",
            _id("IdFiscaleIVA", customer.vat_id),
            _element("Anagrafica", _text("Denominazione", customer.name)),
        ),
        _seat(customer.street, customer.postcode, customer.city, customer.country),
    )


def _general(invoice: SampleInvoice) -> str:
    return _element(
        "DatiGenerali",
        _element(
            "DatiGeneraliDocumento",
            _text("TipoDocumento", "TD01"),
            _text("Divisa", "EUR"),
            _text("Data", invoice.issued_on.isoformat()),
            _text("Numero", invoice.number),
            _text("ImportoTotaleDocumento", _amount(invoice.total)),
        ),
    )


def _goods(invoice: SampleInvoice) -> str:
    rate = f"{firm.VAT_PERCENT}.00"
    return _element(
        "DatiBeniServizi",
        _element(
            "DettaglioLinee",
            _text("NumeroLinea", "1"),
            _text("Descrizione", invoice.goods),
            _text("PrezzoUnitario", _amount(invoice.net)),
            _text("PrezzoTotale", _amount(invoice.net)),
            _text("AliquotaIVA", rate),
        ),
        _element(
            "DatiRiepilogo",
            _text("AliquotaIVA", rate),
            _text("ImponibileImporto", _amount(invoice.net)),
            _text("Imposta", _amount(invoice.vat)),
            _text("EsigibilitaIVA", "S" if invoice.customer.splits_vat else "I"),
        ),
    )


def _payment(invoice: SampleInvoice) -> str:
    return _element(
        "DatiPagamento",
        _text("CondizioniPagamento", "TP02"),
        _element(
            "DettaglioPagamento",
            _text("ModalitaPagamento", "MP05"),
            _text("DataScadenzaPagamento", invoice.due_on.isoformat()),
            _text("ImportoPagamento", _amount(invoice.due)),
            _text("IBAN", firm.IBAN),
        ),
    )


def _seat(street: str, postcode: str, city: str, country: str) -> str:
    return _element(
        "Sede",
        _text("Indirizzo", street),
        _text("CAP", postcode if country == "IT" else "00000"),
        _text("Comune", city),
        _text("Nazione", country),
    )


def _id(name: str, vat_id: str) -> str:
    return _element(name, _text("IdPaese", vat_id[:2]), _text("IdCodice", vat_id[2:]))


def _element(name: str, *parts: str) -> str:
    return f"<{name}>{''.join(parts)}</{name}>"


def _text(name: str, words: str) -> str:
    return _element(name, escape(words))


def _amount(money: Money) -> str:
    return str(money.decimal)
