"""The sample: invented people, numbers that hold, papers that the readers read."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban
from stdnum.it import iva

from agent.bank.statement import read_statement
from agent.demo import fatturapa, firm, invented, tables
from agent.demo.bank import Bank, Transfer
from agent.demo.firm import START, Sample, make_sample
from agent.invoices.customers import read_customers
from agent.invoices.document import read_document
from agent.model.money import Money
from agent.steps.readers import readers

_READERS = readers()


def sample(customers: int = 40, days: int = 42, seed: int = 1) -> Sample:
    return make_sample(Random(seed), customers, days)  # noqa: S311  repeats


@given(st.integers(0, 99_999))
def test_invented_numbers_have_the_right_check_digits(nth: int) -> None:
    assert iva.is_valid(invented.vat_id(nth))
    assert iban.is_valid(invented.iban(nth))


def test_the_cin_is_that_of_the_registrys_example() -> None:
    # ISO 13616 registry: IT60 X 05428 11101 000000123456.
    assert invented.cin("0542811101000000123456") == "X"


def test_a_usual_sample_has_forty_customers_and_some_120_invoices() -> None:
    made = sample()
    assert len(made.customers) == 40
    assert 100 <= len(made.invoices) <= 140


def test_a_seed_makes_one_sample() -> None:
    assert sample() == sample()
    assert sample(seed=2) != sample()


def test_a_thousand_customers_have_a_thousand_names_and_addresses() -> None:
    customers = sample(customers=1000).customers
    emails = [each.email for each in customers if each.email]
    assert len({each.name for each in customers}) == 1000
    assert len(set(emails)) == len(emails)


def test_addresses_lie_in_domains_that_cannot_exist() -> None:
    emails = [each.email for each in sample().customers if each.email]
    assert all(each.endswith(".test") for each in emails)


def test_numbers_follow_the_days_and_begin_anew_each_year() -> None:
    invoices = sample(days=200).invoices
    assert [each.issued_on for each in invoices] == sorted(
        each.issued_on for each in invoices
    )
    next_year = [each.number for each in invoices if each.issued_on.year > START.year]
    assert next_year[0] == "1/2027"


def test_every_invoice_is_read_back_as_it_was_meant() -> None:
    for_all = sample().invoices
    read = [
        read_document(fatturapa.write_invoice(one), "x.xml", _READERS.invoices)
        for one in for_all
    ]
    told = [(one.number, one.issued_on, one.due_on, one.due) for one in for_all]
    assert [
        (
            one.invoices[0].number,
            one.invoices[0].issued_on,
            one.invoices[0].instalments[0].due_on,
            one.invoices[0].amount_due,
        )
        for one in read
    ] == told
    assert not any(one.invoices[0].needs_review for one in read)


def test_a_public_office_owes_the_net_amount() -> None:
    his = [one for one in sample().invoices if one.customer.splits_vat]
    assert his
    assert all(one.due == one.net for one in his)


def test_the_table_of_open_items_is_read_back() -> None:
    some = sample().invoices[:12]
    read = read_document(tables.write_open_items(some), "x.csv", _READERS.invoices)
    assert read.problems == ()
    assert [one.number for one in read.invoices] == [one.number for one in some]
    assert [one.amount_due for one in read.invoices] == [one.due for one in some]


def test_the_customers_list_is_read_back() -> None:
    customers = sample().customers
    read = read_customers(tables.write_customers(customers), "x.csv")
    assert read.problems == ()
    assert [(row.name, "".join(row.emails)) for row in read.rows] == [
        (each.name, each.email) for each in customers
    ]


def test_statements_follow_one_another_without_a_doubt() -> None:
    bank = Bank(START)
    days = [START + timedelta(days=ahead) for ahead in range(3)]
    booked = [
        (Transfer("BAR & FIGLI", invented.iban(9), Money(12_345), "FT 1/2026"),),
        (),
        (Transfer("", "", Money(-500), "COMMISSIONI"),),
    ]
    read = [
        read_statement(
            bank.write_statement(day, lines), f"{day}.xml", _READERS.statements
        )[0]
        for day, lines in zip(days, booked, strict=True)
    ]
    assert [each.doubts for each in read] == [(), (), ()]
    assert [each.through for each in read] == days
    assert [each.opening for each in read[1:]] == [each.closing for each in read[:-1]]
    assert [line.counterparty for line in read[0].lines] == ["BAR & FIGLI"]


def test_names_make_domains_without_the_form_of_the_company() -> None:
    assert firm.domain("Pasticceria Corvè & Figli S.r.l.") == "pasticceria-corve-figli"


def test_the_demo_begins_on_a_monday() -> None:
    assert f"{START:%A %d %B %Y}" == "Monday 28 September 2026"
