"""UBL and CII say the same things: what is due, when, to whom, in which way."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from agent.errors import Unreadable
from agent.invoices.document import Documents, read_document
from agent.invoices.formats import cii, fatturapa, ubl
from agent.model.invoice import Invoice
from tests.invoices import made

FORMATS = [cii.FORMAT, fatturapa.FORMAT, ubl.FORMAT]


def read(data: bytes) -> Documents:
    return read_document(data, "x.xml", FORMATS)


def only(data: bytes) -> Invoice:
    (invoice,) = read(data).invoices
    return invoice


def parts(invoice: Invoice) -> list[tuple[str, str]]:
    return [(str(one.due_on), str(one.amount)) for one in invoice.instalments]


def test_ubl_is_read_whole() -> None:
    invoice = only(made.ubl())
    assert (invoice.number, str(invoice.issued_on)) == ("12/2026", "2026-03-01")
    assert str(invoice.total) == "122.00 EUR"
    assert parts(invoice) == [("2026-03-31", "102.00 EUR")]
    assert (invoice.seller.name, invoice.seller.vat_id) == (
        "Studio Prova",
        "IT99999999990",
    )
    assert (invoice.buyer.name, invoice.buyer.vat_id) == (
        "Officina Esempio",
        "IT88888888880",
    )
    assert invoice.remarks == ()


def test_cii_is_read_whole() -> None:
    invoice = only(made.cii(terms=made.term("20260331")))
    assert (invoice.number, str(invoice.issued_on)) == ("12/2026", "2026-03-01")
    assert parts(invoice) == [("2026-03-31", "122.00 EUR")]
    assert (invoice.seller.vat_id, invoice.buyer.vat_id) == (
        "IT99999999990",
        "IT88888888880",
    )
    assert invoice.ibans == ("XX00TEST0001",)


@pytest.mark.parametrize("root", ["CrossIndustryDocument", "Invoice"])
def test_zugferd_1_and_its_drafts_are_read_by_their_header(root: str) -> None:
    assert only(made.cii(root=root)).number == "12/2026"


def test_a_vat_id_is_that_of_the_vat_scheme_alone() -> None:
    assert only(made.ubl(scheme="GST")).seller.vat_id == ""


@pytest.mark.parametrize("kind", ["381", "396", "261"])
@pytest.mark.parametrize("write", [made.cii, made.ubl])
def test_a_credit_note_is_known_by_its_type(
    kind: str, write: Callable[..., bytes]
) -> None:
    invoice = only(write(kind=kind))
    assert invoice.kind == "credit_note"
    assert invoice.amount_due.cents < 0


def test_a_credit_note_is_known_by_its_root() -> None:
    invoice = only(made.ubl(root="CreditNote", kind=""))
    assert (invoice.kind, str(invoice.total)) == ("credit_note", "-122.00 EUR")


def test_a_credit_note_with_a_minus_is_not_turned_twice() -> None:
    due = "<r:DuePayableAmount>-122.00</r:DuePayableAmount>"
    invoice = only(made.cii(kind="381", due=due, total="-122.00"))
    assert str(invoice.amount_due) == "-122.00 EUR"


def test_what_is_due_is_derived_from_the_total_and_what_was_prepaid() -> None:
    invoice = only(made.cii(due=""))
    assert str(invoice.amount_due) == "102.00 EUR"
    assert "derived" in invoice.remarks[0]


@pytest.mark.parametrize(
    "written",
    [
        "<PaymentMeans><PaymentDueDate>2026-03-31</PaymentDueDate></PaymentMeans>",
        "<PaymentTerms><PaymentDueDate>2026-03-31+02:00</PaymentDueDate></PaymentTerms>",
    ],
)
def test_the_due_date_stands_where_programs_put_it(written: str) -> None:
    invoice = only(made.ubl(due_on="", more=written))
    assert parts(invoice) == [("2026-03-31", "102.00 EUR")]


def test_instalments_that_add_up_are_taken_one_by_one() -> None:
    terms = made.term("20260331", "100.00") + made.term("2026-04-30", "22.00")
    invoice = only(made.cii(terms=terms))
    assert parts(invoice) == [
        ("2026-03-31", "100.00 EUR"),
        ("2026-04-30", "22.00 EUR"),
    ]
    assert not invoice.needs_review


def test_ubl_has_instalments_too() -> None:
    more = "".join(
        f"<PaymentTerms><Amount>{amount}</Amount><InstallmentDueDate>2026-0{month}-28"
        "</InstallmentDueDate></PaymentTerms>"
        for month, amount in ((4, "100.00"), (5, "2.00"))
    )
    assert parts(only(made.ubl(due_on="", more=more))) == [
        ("2026-04-28", "100.00 EUR"),
        ("2026-05-28", "2.00 EUR"),
    ]


def test_due_dates_without_their_amounts_wait_for_a_person() -> None:
    invoice = only(made.cii(terms=made.term("20260331") + made.term("20260430")))
    assert parts(invoice) == [("2026-04-30", "122.00 EUR")]
    assert invoice.needs_review


def test_what_we_collect_ourselves_is_known_by_the_means() -> None:
    assert only(made.ubl()).instalments[0].method == "MP19"
    assert only(made.cii(means="58")).instalments[0].method == "MP05"


def test_money_prepaid_whole_leaves_nothing_due() -> None:
    assert only(made.ubl(payable="0.00")).amount_due.cents == 0


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (made.cii(number=""), "no number"),
        (made.cii(total="", due=""), "no amount"),
        (made.cii(total="1,00"), "1,00"),
        (made.cii(total="1.001"), "more digits"),
    ],
)
def test_a_document_that_says_too_little_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=rf"x.xml line 1: .*{why}"):
        read(data)


def test_one_bad_document_of_several_costs_only_itself() -> None:
    good, bad = made.ubl(), made.ubl(payable="much")
    found = read(b"<Envelope>" + good + bad + b"</Envelope>")
    assert [one.number for one in found.invoices] == ["12/2026"]
    assert "much" in found.problems[0]


@pytest.mark.parametrize("namespace", ["", "not a uri", "http://[", "%%%"])
def test_namespaces_need_not_be_valid_uris(namespace: str) -> None:
    assert only(made.fatturapa(namespace=namespace or "x")).number == "12/2026"


@pytest.mark.parametrize("data", [made.cii(), made.ubl(), made.fatturapa()])
def test_a_doctype_is_refused_at_once(data: bytes) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "%b">]>' % (b"x" * 2_000_000) + data
    with pytest.raises(Unreadable, match=r"line 1: .*DOCTYPE"):
        ubl.FORMAT.read(bomb, "x")
