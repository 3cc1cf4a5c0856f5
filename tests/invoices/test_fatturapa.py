"""FatturaPA is read by local names, one document a body."""

import pytest

from agent.invoices.document import read_document
from agent.invoices.formats.fatturapa import FORMAT
from agent.model.invoice import Basis, Invoice

HEAD = "<FatturaElettronicaHeader/>"


def read(general: str, rest: str = "") -> Invoice:
    text = (
        f"<FatturaElettronica>{HEAD}<FatturaElettronicaBody><DatiGenerali>"
        f"<DatiGeneraliDocumento><Numero>1</Numero><Data>2026-03-01</Data>{general}"
        f"</DatiGeneraliDocumento></DatiGenerali>{rest}</FatturaElettronicaBody>"
        "</FatturaElettronica>"
    )
    (invoice,) = read_document(text.encode(), "x.xml", [FORMAT]).invoices
    return invoice


def paid(*details: str) -> str:
    each = (f"<DettaglioPagamento>{inside}</DettaglioPagamento>" for inside in details)
    return f"<DatiPagamento>{''.join(each)}</DatiPagamento>"


TOTAL = "<ImportoTotaleDocumento>100.00</ImportoTotaleDocumento>"


def test_a_document_without_parties_is_read_all_the_same() -> None:
    invoice = read(TOTAL)

    assert (invoice.seller.name, invoice.buyer.vat_id) == ("", "")
    assert invoice.kind == "invoice"


@pytest.mark.parametrize(
    ("terms", "due_on"),
    [
        ("<DataScadenzaPagamento>2026-04-01</DataScadenzaPagamento>", "2026-04-01"),
        ("<GiorniTerminiPagamento>30</GiorniTerminiPagamento>", "2026-03-31"),
        ("<GiorniTerminiPagamento>9999</GiorniTerminiPagamento>", "None"),
        ("<GiorniTerminiPagamento>trenta</GiorniTerminiPagamento>", "None"),
        ("", "None"),
    ],
)
def test_the_due_date_is_stated_or_counted(terms: str, due_on: str) -> None:
    assert str(read(TOTAL, paid(terms)).instalments[0].due_on) == due_on


def test_several_withholdings_are_all_deducted() -> None:
    kept = "<DatiRitenuta><ImportoRitenuta>20.00</ImportoRitenuta></DatiRitenuta>"

    assert str(read(TOTAL + kept + kept).amount_due) == "60.00 EUR"


def test_a_credit_note_with_a_minus_is_not_turned_twice() -> None:
    kind = "<TipoDocumento>TD04</TipoDocumento>"

    assert str(read(kind + TOTAL).amount_due) == "-100.00 EUR"
    assert str(read(kind + TOTAL.replace("100", "-100")).amount_due) == "-100.00 EUR"


def test_the_total_is_derived_with_its_rounding() -> None:
    rounding = "<Arrotondamento>-0.01</Arrotondamento>"
    summary = (
        "<DatiBeniServizi><DatiRiepilogo><ImponibileImporto>100.00</ImponibileImporto>"
        "<Imposta>22.00</Imposta></DatiRiepilogo></DatiBeniServizi>"
    )

    assert str(read(rounding, summary).total) == "121.99 EUR"


def test_a_total_taken_from_its_instalments_says_so() -> None:
    stated = "<ImportoPagamento>30.00</ImportoPagamento>"

    assert read("", paid(stated, stated)).remarks[0] == (
        "its total is taken from its instalments"
    )


def test_accounts_are_named_once_without_blanks() -> None:
    iban = "<IBAN>it47 X999 9999 9990 0000 0000 001</IBAN>"

    assert read(TOTAL, paid(iban, iban)).ibans == ("IT47X9999999999000000000001",)


def test_what_the_amount_is_made_of_is_read() -> None:
    kept = "<DatiRitenuta><ImportoRitenuta>16.00</ImportoRitenuta></DatiRitenuta>"
    goods = (
        "<DatiBeniServizi><DatiRiepilogo><ImponibileImporto>80.00</ImponibileImporto>"
        "<Imposta>20.00</Imposta></DatiRiepilogo></DatiBeniServizi>"
    )

    assert read(TOTAL + kept, goods).basis == Basis(8_000, 2_000, 1_600)


def test_order_and_tender_codes_are_what_a_payer_may_write() -> None:
    order = (
        "</DatiGeneraliDocumento><DatiOrdineAcquisto><IdDocumento>OA-77</IdDocumento>"
        "<CodiceCIG>AB12CD34EF</CodiceCIG></DatiOrdineAcquisto><DatiGeneraliDocumento>"
    )
    code = paid("<CodicePagamento>RF18539007547034</CodicePagamento>")

    assert read(TOTAL + order, code).references == (
        "OA-77",
        "AB12CD34EF",
        "RF18539007547034",
    )


@pytest.mark.parametrize(
    ("kind", "due", "stated"),
    [("TD01", "100.00 EUR", "200.00 EUR"), ("TD04", "-100.00 EUR", "-200.00 EUR")],
)
def test_one_payment_by_transfer_or_by_card_is_owed_once_and_stated_twice(
    kind: str, due: str, stated: str
) -> None:
    amount = "<ImportoPagamento>100.00</ImportoPagamento>"
    ways = (f"<ModalitaPagamento>{way}</ModalitaPagamento>" for way in ("MP05", "MP08"))
    terms = paid(*(way + amount for way in ways))
    invoice = read(f"<TipoDocumento>{kind}</TipoDocumento>{TOTAL}", terms)

    assert (str(invoice.amount_due), str(invoice.amount_stated)) == (due, stated)
    assert "one payment is offered in 2 ways: taken once" in invoice.remarks
