"""Which pro-forma an invoice names, and whose place it takes."""

from __future__ import annotations

from datetime import date

import pytest

from agent.invoices.document import read_document
from agent.invoices.formats.cii import FORMAT as CII
from agent.invoices.formats.columns import FORMAT as COLUMNS
from agent.invoices.formats.fatturapa import FORMAT as FATTURAPA
from agent.invoices.formats.ubl import FORMAT as UBL
from agent.invoices.proforma import Known, proformas_named, succession
from agent.model.invoice import Instalment, Invoice
from agent.model.money import Money

FORMATS = (FATTURAPA, UBL, CII, COLUMNS)


def known(number: str, cents: int = 100_000, **said: object) -> Known:
    money = Money(cents)
    return Known(number, number, date(2026, 3, 1), money, money, **said)  # type: ignore[arg-type]


def issued(
    cents: int = 100_000,
    *,
    names: tuple[str, ...] = (),
    related: tuple[str, ...] = (),
    on: date = date(2026, 4, 1),
) -> Invoice:
    money = Money(cents)
    return Invoice(
        number="34/2026",
        issued_on=on,
        kind="invoice",
        total=money,
        instalments=(Instalment(None, money),),
        proformas=names,
        related=related,
    )


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("Saldo avviso di parcella n. 12/2026 del 03/02/2026", ("12/2026",)),
        ("Rif. ns. proforma nr. PF-7", ("PF-7",)),
        ("Preavviso di fattura 9.", ("9",)),
        ("Notula n° 4/A del 1.1.2026", ("4/A",)),
        ("Proforma invoice No. 123", ("123",)),
        ("proforma 3 e proforma 4", ("3", "4")),
        ("come da proforma del 12/03/2026", ()),
        ("Consulenza marzo 2026, pratica 12/2026", ()),
    ],
)
def test_the_number_behind_the_word_is_its_name(
    words: str, numbers: tuple[str, ...]
) -> None:
    assert proformas_named([words]) == numbers


@pytest.mark.parametrize("names", ["12/2026", "12", "PROFORMA 0012/2026"])
def test_one_that_it_names_gives_way_whatever_more_is_asked(names: str) -> None:
    found = succession(
        issued(150_000, names=(names,)), [known("12/2026"), known("13/2026")]
    )
    assert found.id == "12/2026"


def test_a_number_of_another_document_counts_with_the_sum_alone() -> None:
    both = [known("12/2026", 40_000), known("13/2026")]
    assert succession(issued(related=("12/2026",)), both).id == "13/2026"
    assert succession(issued(40_000, related=("12/2026",)), both).id == "12/2026"


def test_of_several_alike_the_one_that_was_paid_gives_way() -> None:
    both = [known("12/2026"), known("13/2026", is_paid=True)]
    assert succession(issued(), both).id == "13/2026"


def test_of_several_alike_a_person_says_which() -> None:
    found = succession(issued(), [known("12/2026"), known("13/2026")])
    assert (found.id, found.perhaps) == ("", ("12/2026", "13/2026"))


def test_what_was_given_up_in_part_is_a_persons_to_tie() -> None:
    found = succession(issued(names=("12",)), [known("12/2026", is_tangled=True)])
    assert (found.id, found.perhaps) == ("", ("12/2026",))


@pytest.mark.parametrize("on", [date(2026, 2, 1), date(2027, 4, 1)])
def test_one_issued_later_or_long_before_is_none(on: date) -> None:
    assert succession(issued(on=on), [known("12/2026")]).id == ""


CSV = "Tipo;Numero;Data;Totale;Cliente\n{};12;01/02/2026;100,00;Alfa\n"


@pytest.mark.parametrize(
    "word",
    [
        "Proforma",
        "pro-forma",
        "Fattura proforma",
        "Avviso di parcella",
        "Avviso di fattura",
        "AVVISO PARCELLA",
        "Preavviso di fattura",
        "Notula",
        "Proforma-Rechnung",
        "325",
    ],
)
def test_a_table_says_in_its_type_what_a_proforma_is(word: str) -> None:
    found = read_document(CSV.format(word).encode(), "list.csv", FORMATS)
    assert [one.kind for one in found.invoices] == ["proforma"]


@pytest.mark.parametrize("word", ["Parcella", "Fattura", "FT", "TD06"])
def test_what_is_an_invoice_stays_one(word: str) -> None:
    found = read_document(CSV.format(word).encode(), "list.csv", FORMATS)
    assert [one.kind for one in found.invoices] == ["invoice"]


def test_a_table_whose_numbers_are_those_of_proformas_is_of_them() -> None:
    table = b"Numero proforma;Data proforma;Totale;Cliente\n12;01/02/2026;100,00;Alfa\n"
    (found,) = read_document(table, "list.csv", FORMATS).invoices
    assert (found.kind, found.number, found.proformas) == ("proforma", "12", ())


def test_a_table_of_invoices_names_their_proformas_in_a_column() -> None:
    table = b"Numero;Rif. proforma;Data;Totale;Cliente\n34;12;01/02/2026;100,00;Alfa\n"
    (found,) = read_document(table, "list.csv", FORMATS).invoices
    assert (found.kind, found.number, found.proformas) == ("invoice", "34", ("12",))


UBL_FILE = """<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">
<ID>34</ID><IssueDate>2026-02-01</IssueDate><InvoiceTypeCode>{code}</InvoiceTypeCode>
<Note>Rif. proforma n. 12/2026</Note>
<DocumentCurrencyCode>EUR</DocumentCurrencyCode>
<BillingReference><InvoiceDocumentReference><ID>30</ID></InvoiceDocumentReference>
</BillingReference><LegalMonetaryTotal>
<TaxInclusiveAmount>1000.00</TaxInclusiveAmount><PrepaidAmount>300.00</PrepaidAmount>
<PayableAmount>700.00</PayableAmount></LegalMonetaryTotal></Invoice>"""


@pytest.mark.parametrize(
    ("code", "kind", "names"),
    [("325", "proforma", ()), ("380", "invoice", ("12/2026",))],
)
def test_ubl_says_by_its_code_what_it_is(
    code: str, kind: str, names: tuple[str, ...]
) -> None:
    (found,) = read_document(
        UBL_FILE.format(code=code).encode(), "a.xml", FORMATS
    ).invoices
    assert (found.kind, found.proformas, found.related) == (kind, names, ("30",))


def test_what_was_prepaid_is_taken_off_once() -> None:
    (found,) = read_document(
        UBL_FILE.format(code="380").encode(), "a.xml", FORMATS
    ).invoices
    assert (found.total, found.amount_due) == (Money(100_000), Money(70_000))


CII_FILE = """<CrossIndustryInvoice><ExchangedDocument><ID>34</ID>
<TypeCode>{code}</TypeCode><IssueDateTime><DateTimeString>20260201</DateTimeString>
</IssueDateTime><IncludedNote><Content>Proforma 12/2026</Content></IncludedNote>
</ExchangedDocument><SupplyChainTradeTransaction><ApplicableHeaderTradeSettlement>
<InvoiceCurrencyCode>EUR</InvoiceCurrencyCode>
<SpecifiedTradeSettlementHeaderMonetarySummation>
<GrandTotalAmount>1000.00</GrandTotalAmount><DuePayableAmount>700.00</DuePayableAmount>
</SpecifiedTradeSettlementHeaderMonetarySummation><InvoiceReferencedDocument>
<IssuerAssignedID>30</IssuerAssignedID></InvoiceReferencedDocument>
</ApplicableHeaderTradeSettlement></SupplyChainTradeTransaction></CrossIndustryInvoice>"""


@pytest.mark.parametrize(
    ("code", "kind", "names"),
    [("325", "proforma", ()), ("380", "invoice", ("12/2026",))],
)
def test_cii_says_by_its_code_what_it_is(
    code: str, kind: str, names: tuple[str, ...]
) -> None:
    (found,) = read_document(
        CII_FILE.format(code=code).encode(), "a.xml", FORMATS
    ).invoices
    assert (found.kind, found.proformas, found.related) == (kind, names, ("30",))


FATTURAPA_FILE = """<FatturaElettronica versione="FPR12"><FatturaElettronicaHeader>
</FatturaElettronicaHeader><FatturaElettronicaBody><DatiGenerali>
<DatiGeneraliDocumento><TipoDocumento>{kind}</TipoDocumento><Divisa>EUR</Divisa>
<Data>2026-03-01</Data><Numero>34</Numero>
<ImportoTotaleDocumento>{total}</ImportoTotaleDocumento>
<Causale>Saldo avviso di parcella n. 12/2026</Causale></DatiGeneraliDocumento>
<DatiFattureCollegate><IdDocumento>30</IdDocumento></DatiFattureCollegate>
</DatiGenerali><DatiBeniServizi>
<DettaglioLinee><Descrizione>Consulenza</Descrizione><PrezzoTotale>1000.00</PrezzoTotale>
</DettaglioLinee><DettaglioLinee><Descrizione>Acconto fatt. 30</Descrizione>
<PrezzoTotale>-300.00</PrezzoTotale></DettaglioLinee>
<DatiRiepilogo><ImponibileImporto>700.00</ImponibileImporto><Imposta>154.00</Imposta>
</DatiRiepilogo></DatiBeniServizi></FatturaElettronicaBody></FatturaElettronica>"""


@pytest.mark.parametrize("kind", ["TD01", "TD02", "TD03", "TD06"])
def test_of_advance_and_balance_each_asks_for_what_it_says(kind: str) -> None:
    file = FATTURAPA_FILE.format(kind=kind, total="854.00").encode()
    (found,) = read_document(file, "a.xml", FORMATS).invoices
    assert (found.kind, found.total, found.amount_due) == (
        "invoice",
        Money(85_400),
        Money(85_400),
    )
    assert (found.proformas, found.related) == (("12/2026",), ("30",))


def test_a_balance_of_nothing_is_due_for_nothing() -> None:
    file = FATTURAPA_FILE.format(kind="TD01", total="0.00").encode()
    (found,) = read_document(file, "a.xml", FORMATS).invoices
    assert found.amount_due == Money(0)
