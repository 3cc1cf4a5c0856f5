"""One invoice is the same whether it comes bare, signed or inside a PDF."""

from __future__ import annotations

import base64
from dataclasses import replace
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent import plugins
from agent.errors import Unreadable
from agent.invoices import formats
from agent.invoices.document import Documents, InvoiceFormat, read_document
from agent.invoices.signed import NOTE, is_signed, opened
from agent.model.invoice import Invoice
from tests.invoices import made

FORMATS = plugins.find(formats, "FORMAT", InvoiceFormat)
BARE = made.fatturapa()
DER = made.signed(BARE)


def read(data: bytes) -> Documents:
    return read_document(data, "x", FORMATS)


def only(data: bytes) -> Invoice:
    (invoice,) = read(data).invoices
    return invoice


SIGNED = {
    "der": DER,
    "der_with_bytes_behind": DER + b"\0\0",
    "ber": made.indefinite(BARE),
    "base64": base64.b64encode(DER),
    "base64_in_lines": b"\r\n" + base64.encodebytes(DER),
    "base64_for_urls": base64.urlsafe_b64encode(DER).rstrip(b"="),
    "pem": made.armoured(DER),
    "twice": made.signed(made.indefinite(BARE)),
    "base64_inside": made.signed(base64.b64encode(DER)),
}


@pytest.mark.parametrize("wrapped", SIGNED.values(), ids=SIGNED)
def test_a_signed_invoice_is_the_invoice(wrapped: bytes) -> None:
    assert only(wrapped) == only(BARE)


def test_of_a_signed_invoice_it_is_said_that_nobody_verified_it() -> None:
    assert read(DER).notes == (f"x: {NOTE}",)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (made.signed(None), "a signature without the document"),
        (DER[:120], "damaged|without the document"),
        (made.signed(b"hello"), "not an invoice of a kind we read"),
        (made.signed(b"<!DOCTYPE a><FatturaElettronica/>"), "DOCTYPE"),
    ],
)
def test_a_signed_file_without_an_invoice_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=f"^x.*({why})"):
        read(data)


def test_envelopes_in_one_another_are_opened_so_far_and_no_further() -> None:
    data = reduce(lambda inside, _: made.signed(inside), range(6), BARE)
    with pytest.raises(Unreadable, match="more than 5"):
        opened(data)


@pytest.mark.parametrize("data", [b"", b"0", BARE, b"MIIB", b"0" * 40, b"\x30\x80"])
def test_what_is_no_envelope_is_left_as_it_is(data: bytes) -> None:
    assert not is_signed(data)
    assert opened(data) == data


@pytest.mark.parametrize(
    "attachments",
    [
        [("factur-x.xml", made.cii())],
        [("Rechnung.dat", made.cii())],
        [("ZUGFeRD-invoice.xml", made.cii(root="CrossIndustryDocument"))],
        [("A.xml", made.cii(number="other")), ("Factur-X.xml", made.cii())],
        [("factur-x.xml", b"<order/>"), ("b.xml", made.cii())],
    ],
    ids=["standard", "any_name", "zugferd_1", "standard_first", "by_its_root"],
)
def test_the_invoice_in_a_pdf_is_found(attachments: list[tuple[str, bytes]]) -> None:
    assert only(made.pdf(*attachments)) == only(made.cii())


@pytest.mark.parametrize(
    "data",
    [made.pdf(), made.pdf(("notes.txt", b"hello")), b"%PDF-1.7 damaged", b"%PDF-"],
)
def test_a_pdf_without_an_invoice_inside_is_none(data: bytes) -> None:
    assert not any(one.claims(data, "x.pdf") for one in FORMATS)


def test_a_pdf_is_known_by_its_content() -> None:
    assert only(b"\n\n" + made.pdf(("factur-x.xml", made.cii()))).number == "12/2026"


def test_the_same_invoice_of_three_formats_is_one_document() -> None:
    in_cii = only(made.cii(terms=made.term("20260331")))
    assert replace(in_cii, ibans=()) == only(BARE)


WRAPPED = [BARE, DER, made.indefinite(BARE), made.cii(), made.ubl()]
WRAPPED += [made.pdf(("factur-x.xml", made.cii())), made.receipt()]


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(WRAPPED),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=8),
    st.floats(0, 1),
)
def test_damaged_bytes_are_read_or_refused_and_nothing_else(
    data: bytes, changes: list[tuple[float, int]], kept: float
) -> None:
    damaged = bytearray(data)
    for place, value in changes:
        damaged[int(place * (len(data) - 1))] = value
    del damaged[max(1, int(len(data) * max(kept, 0.5))) :]
    try:
        found = read(bytes(damaged))
    except Unreadable as error:
        assert str(error).startswith("x")  # noqa: PT017 - one of two good ends
    else:
        assert isinstance(found, Documents)
