"""E-invoices and their wrappings, written for tests; all names are invented."""

from __future__ import annotations

import base64
from io import BytesIO

from asn1crypto import algos, cms, core
from pypdf import PdfWriter

UBL = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
CII = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
PA = "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2"


def fatturapa(number: str = "12/2026", namespace: str = PA) -> bytes:
    """Write a FatturaPA of 122 EUR due on 2026-03-31."""
    return (
        f'<?xml version="1.0"?><p:FatturaElettronica xmlns:p="{namespace}">'
        "<FatturaElettronicaHeader><CedentePrestatore><DatiAnagrafici><IdFiscaleIVA>"
        "<IdPaese>IT</IdPaese><IdCodice>99999999990</IdCodice></IdFiscaleIVA>"
        "<Anagrafica><Denominazione>Studio Prova</Denominazione></Anagrafica>"
        "</DatiAnagrafici></CedentePrestatore><CessionarioCommittente><DatiAnagrafici>"
        "<IdFiscaleIVA><IdPaese>IT</IdPaese><IdCodice>88888888880</IdCodice>"
        "</IdFiscaleIVA><Anagrafica><Denominazione>Officina Esempio</Denominazione>"
        "</Anagrafica></DatiAnagrafici></CessionarioCommittente>"
        "</FatturaElettronicaHeader><FatturaElettronicaBody><DatiGenerali>"
        "<DatiGeneraliDocumento><TipoDocumento>TD01</TipoDocumento><Divisa>EUR</Divisa>"
        f"<Data>2026-03-01</Data><Numero>{number}</Numero>"
        "<ImportoTotaleDocumento>122.00</ImportoTotaleDocumento>"
        "</DatiGeneraliDocumento></DatiGenerali><DatiPagamento><DettaglioPagamento>"
        "<ModalitaPagamento>MP05</ModalitaPagamento>"
        "<DataScadenzaPagamento>2026-03-31</DataScadenzaPagamento>"
        "<ImportoPagamento>122.00</ImportoPagamento></DettaglioPagamento>"
        "</DatiPagamento></FatturaElettronicaBody></p:FatturaElettronica>"
    ).encode()


def cii(
    *,
    number: str = "12/2026",
    kind: str = "380",
    root: str = "CrossIndustryInvoice",
    due: str = "<r:DuePayableAmount>122.00</r:DuePayableAmount>",
    total: str = "122.00",
    terms: str = "",
    means: str = "58",
) -> bytes:
    """Write a CII document; the terms by default name no day."""
    old = root != "CrossIndustryInvoice"
    head = "HeaderExchangedDocument" if old else "ExchangedDocument"
    trade = (
        "SpecifiedSupplyChainTradeTransaction" if old else "SupplyChainTradeTransaction"
    )
    part = "ApplicableSupplyChainTrade" if old else "ApplicableHeaderTrade"
    sums = "SpecifiedTradeSettlement" + ("" if old else "Header") + "MonetarySummation"
    return (
        f'<r:{root} xmlns:r="{CII}"><r:{head}><r:ID>{number}</r:ID><r:TypeCode>{kind}'
        '</r:TypeCode><r:IssueDateTime><r:DateTimeString format="102">20260301'
        f"</r:DateTimeString></r:IssueDateTime></r:{head}><r:{trade}><r:{part}Agreement>"
        f"{_party('Seller', 'Studio Prova', 'IT99999999990')}"
        f"{_party('Buyer', 'Officina Esempio', 'IT88888888880')}"
        f"</r:{part}Agreement><r:{part}Settlement>"
        "<r:InvoiceCurrencyCode>EUR</r:InvoiceCurrencyCode>"
        "<r:SpecifiedTradeSettlementPaymentMeans>"
        f"<r:TypeCode>{means}</r:TypeCode><r:PayeePartyCreditorFinancialAccount><r:IBANID>"
        "XX00 TEST 0001</r:IBANID></r:PayeePartyCreditorFinancialAccount>"
        f"</r:SpecifiedTradeSettlementPaymentMeans>{terms}<r:{sums}><r:GrandTotalAmount>"
        f"{total}</r:GrandTotalAmount><r:TotalPrepaidAmount>20.00</r:TotalPrepaidAmount>"
        f"{due}</r:{sums}></r:{part}Settlement></r:{trade}></r:{root}>"
    ).encode()


def term(due_on: str, amount: str = "") -> str:
    """Write payment terms of a CII document."""
    part = (
        f"<r:PartialPaymentAmount>{amount}</r:PartialPaymentAmount>" if amount else ""
    )
    return (
        "<r:SpecifiedTradePaymentTerms><r:DueDateDateTime><r:DateTimeString>"
        f"{due_on}</r:DateTimeString></r:DueDateDateTime>{part}"
        "</r:SpecifiedTradePaymentTerms>"
    )


def _party(role: str, name: str, vat_id: str) -> str:
    return (
        f"<r:{role}TradeParty><r:Name>{name}</r:Name><r:SpecifiedTaxRegistration>"
        '<r:ID schemeID="FC">27/1</r:ID></r:SpecifiedTaxRegistration>'
        f'<r:SpecifiedTaxRegistration><r:ID schemeID="VA">{vat_id}</r:ID>'
        f"</r:SpecifiedTaxRegistration></r:{role}TradeParty>"
    )


def ubl(
    *,
    root: str = "Invoice",
    kind: str = "380",
    due_on: str = "<c:DueDate>2026-03-31</c:DueDate>",
    more: str = "",
    scheme: str = "VAT",
    payable: str = "102.00",
) -> bytes:
    """Write a UBL document of 122 EUR, 20 of them paid before."""
    return (
        f'<{root} xmlns="{UBL}" xmlns:c="urn:cbc"><c:ID>12/2026</c:ID>'
        f"<c:IssueDate>2026-03-01</c:IssueDate>{due_on}<c:{root}TypeCode>{kind}"
        f"</c:{root}TypeCode><c:DocumentCurrencyCode>EUR</c:DocumentCurrencyCode>"
        "<AccountingSupplierParty><Party><PartyTaxScheme><CompanyID>99/1</CompanyID>"
        "<TaxScheme><ID>FC</ID></TaxScheme></PartyTaxScheme><PartyTaxScheme>"
        f"<CompanyID>IT 99999999990</CompanyID><TaxScheme><ID>{scheme}</ID></TaxScheme>"
        "</PartyTaxScheme><PartyLegalEntity><RegistrationName>Studio Prova"
        "</RegistrationName></PartyLegalEntity></Party></AccountingSupplierParty>"
        "<AccountingCustomerParty><Party><PartyName><Name>Officina Esempio</Name>"
        "</PartyName><PartyTaxScheme><CompanyID>IT88888888880</CompanyID><TaxScheme>"
        "<ID>VAT</ID></TaxScheme></PartyTaxScheme></Party></AccountingCustomerParty>"
        f"<PaymentMeans><PaymentMeansCode>59</PaymentMeansCode></PaymentMeans>{more}"
        "<LegalMonetaryTotal><TaxInclusiveAmount>122.00</TaxInclusiveAmount>"
        '<PrepaidAmount>20.00</PrepaidAmount><PayableAmount currencyID="EUR">'
        f"{payable}</PayableAmount></LegalMonetaryTotal></{root}>"
    ).encode()


def signed(content: bytes | None) -> bytes:
    """Put bytes into a CMS envelope (DER) that nobody signed; None = detached."""
    inside: dict[str, object] = {"content_type": "data"}
    if content is not None:
        inside["content"] = core.OctetString(content)
    data = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [algos.DigestAlgorithm({"algorithm": "sha256"})],
            "encap_content_info": inside,
            "signer_infos": [],
        }
    )
    envelope = cms.ContentInfo({"content_type": "signed_data", "content": data})
    return bytes(envelope.dump())


def indefinite(content: bytes) -> bytes:
    """Write the same in BER: lengths left open, the content in pieces of 100 bytes."""
    signed_data = bytes.fromhex("06092a864886f70d010702")
    plain_data = bytes.fromhex("06092a864886f70d010701")
    end, version, empty_set = b"\0\0", b"\x02\x01\x01", b"\x31\x00"
    pieces = [content[at : at + 100] for at in range(0, len(content), 100)]
    octets = b"".join(b"\x04" + bytes([len(piece)]) + piece for piece in pieces)
    inner = b"\x30\x80" + plain_data + b"\xa0\x80\x24\x80" + octets + end * 3
    body = b"\x30\x80" + version + empty_set + inner + empty_set + end
    return b"\x30\x80" + signed_data + b"\xa0\x80" + body + end * 2


def armoured(data: bytes) -> bytes:
    """Write a PEM block."""
    return b"-----BEGIN PKCS7-----\n%b-----END PKCS7-----\n" % base64.encodebytes(data)


def pdf(*attachments: tuple[str, bytes]) -> bytes:
    """Make a PDF of one empty page with files inside."""
    writer = PdfWriter()
    writer.add_blank_page(width=72, height=72)
    for name, content in attachments:
        writer.add_attachment(name, content)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def written(text: str) -> bytes:
    """Make a PDF of one page that says these lines and holds no data."""
    lines = (
        line.encode("cp1252")
        .replace(b"\\", rb"\\")
        .replace(b"(", rb"\(")
        .replace(b")", rb"\)")
        for line in text.splitlines()
    )
    drawn = b"\n".join(b"(" + line + b") Tj T*" for line in lines)
    page = b"BT /F1 10 Tf 14 TL 40 800 Td\n" + drawn + b"\nET"
    shown = b"/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%b>>" % shown,
        b"<</Length %d>>stream\n%b\nendstream" % (len(page), page),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%b endobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"xref\n0 6\n0000000000 65535 f \n%btrailer<</Size 6/Root 1 0 R>>\n" % table
    return out + tail + b"startxref\n%d\n%%%%EOF" % len(out)


def receipt(
    root: str = "RicevutaScarto", inside: str = "", name: str = "IT01_a1.xml"
) -> bytes:
    """Write what the exchange system says of an invoice file."""
    file = f"<NomeFile>{name}</NomeFile>" if name else ""
    return (
        f'<?xml version="1.0"?><types:{root} xmlns:types="urn:types" versione="1.0">'
        f"<IdentificativoSdI>111</IdentificativoSdI>{file}{inside}"
        f"<MessageId>123456</MessageId></types:{root}>"
    ).encode()
