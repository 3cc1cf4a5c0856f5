"""Customers: recognised by what a document says, written to at the right address."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.ledger import customers, writers
from agent.ledger.book import Ledger, Tx
from agent.ledger.writers import Writer
from agent.matching.names import legal_form
from agent.model.customer import Address, Customer
from agent.model.invoice import Party
from tests.ledger.builders import FIRM, HOUR, NOW, a_customer

_LAW = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def test_a_customer_comes_back_as_he_was_recorded(tx: Tx) -> None:
    told = Customer(
        id="",
        no=0,
        name="Alfa srl",
        vat_id="IT01234567890",
        tax_code="01234567890",
        addresses=(Address("A@example.com"), Address("b@example.com", confirmed=False)),
        pec="alfa@pec.example.com",
        phone="+39 02 1",
        street="via Roma 1",
        postcode="20100",
        city="Milano",
        country="CH",
        region="CH-TI",
        language="de",
        register="familiar",
        procedure="gentle",
        group="builders",
        is_consumer=True,
    )
    known = customers.add(tx, told, "ALFA")
    lower = (Address("a@example.com"), Address("b@example.com", confirmed=False))
    assert known == replace(told, id=known.id, no=1, addresses=lower)
    assert customers.get(tx, known.id) == known


def test_plain_fields_are_changed_alone(tx: Tx) -> None:
    known = a_customer(tx, "Alfa srl", "a@example.com")
    customers.change(tx, known.id, phone="+39 02 2", group="builders")
    customers.change(tx, known.id)
    changed = replace(known, phone="+39 02 2", group="builders")
    assert customers.get(tx, known.id) == changed


def test_customers_come_in_the_order_of_their_numbers(tx: Tx) -> None:
    known = [a_customer(tx, f"C{number}").id for number in range(12)]
    found = customers.some(tx, reversed(known))
    assert [each.no for each in found] == list(range(1, 13))
    assert customers.every(tx) == found


# -- finding by what a person types --------------------------------------------


@pytest.mark.parametrize(
    "words",
    ["1", " 1 ", "IT01234567890", "it01234567890", "A@Example.com", "SOCIETÀ", "età b"],
)
def test_a_customer_is_found_by_what_people_type(tx: Tx, words: str) -> None:
    known = a_customer(tx, "Società Beta", "a@example.com", vat_id="IT01234567890")
    a_customer(tx, "Gamma", "g@example.com", vat_id="IT99999999999")
    assert customers.find(tx, words) == (known,)


@pytest.mark.parametrize("words", ["%", "_", "²", "9" * 30, "Delta", "2"])
def test_nobody_is_found_by_what_fits_nobody(tx: Tx, words: str) -> None:
    a_customer(tx, "Alfa srl", "a@example.com", vat_id="IT01234567890")
    assert customers.find(tx, words) == ()


def test_a_part_of_a_name_finds_all_who_have_it(tx: Tx) -> None:
    found = [a_customer(tx, name) for name in ("Alfa Nord", "Beta", "alfa sud")]
    assert customers.find(tx, "alfa") == (found[0], found[2])


def test_an_address_finds_everyone_who_writes_from_it(tx: Tx) -> None:
    one = a_customer(tx, "Alfa", "both@example.com")
    two = a_customer(tx, "Beta", "both@example.com", "b@example.com")
    assert writers.of(tx, ["BOTH@example.com", "x@example.com"]) == (
        one.id,
        two.id,
    )
    assert writers.of(tx, []) == ()
    assert writers.by_email(tx, ["BOTH@example.com", "", "x@example.com"]) == {
        "both@example.com": (
            Writer(one.id, is_certified=False),
            Writer(two.id, is_certified=False),
        )
    }
    assert writers.emails(tx) == {"both@example.com", "b@example.com"}


def test_names_are_found_by_their_normal_form(tx: Tx) -> None:
    known = a_customer(tx, "Alfa")
    a_customer(tx, "Beta")
    assert customers.by_name_keys(tx, ["ALFA", "", "X"]) == (known.id,)
    assert customers.by_name_keys(tx, []) == ()


# -- recognising by what a document says ----------------------------------------


def test_a_vat_id_decides_before_the_name(tx: Tx) -> None:
    known = a_customer(tx, "Alfa srl", vat_id="IT01234567890")
    a_customer(tx, "Beta srl")
    party = Party("Beta srl", "IT01234567890")
    assert customers.recognise(tx, party, "BETA SRL", legal_form) == known.id


def test_a_tax_code_decides_before_the_name(tx: Tx) -> None:
    known = a_customer(tx, "Rossi Mario", tax_code="RSSMRA80A01F205X")
    a_customer(tx, "Bianchi")
    party = Party("Bianchi", "", "RSSMRA80A01F205X")
    assert customers.recognise(tx, party, "BIANCHI", legal_form) == known.id


def test_a_vat_id_decides_before_a_tax_code(tx: Tx) -> None:
    a_customer(tx, "Alfa", tax_code="01234567890")
    known = a_customer(tx, "Beta", vat_id="IT01234567890")
    party = Party("Alfa", "IT01234567890", "01234567890")
    assert customers.recognise(tx, party, "ALFA", legal_form) == known.id


def test_the_first_of_two_with_the_same_vat_id_is_meant(tx: Tx) -> None:
    known = a_customer(tx, "Alfa", vat_id="IT01234567890")
    a_customer(tx, "Alfa bis", vat_id="IT01234567890")
    assert (
        customers.recognise(tx, Party("?", "IT01234567890"), "?", legal_form)
        == known.id
    )


def test_a_name_alone_decides_where_no_number_differs(tx: Tx) -> None:
    known = a_customer(tx, "Alfa", vat_id="IT01234567890")
    assert customers.recognise(tx, Party("Alfa"), "ALFA", legal_form) == known.id


@pytest.mark.parametrize(
    "party", [Party("Alfa", "IT99999999999"), Party("Alfa", "", "99999999999")]
)
def test_a_name_decides_nothing_where_a_number_differs(tx: Tx, party: Party) -> None:
    a_customer(tx, "Alfa", vat_id="IT01234567890", tax_code="01234567890")
    assert customers.recognise(tx, party, "ALFA", legal_form) == ""


def test_the_same_name_in_another_legal_form_is_another_customer(tx: Tx) -> None:
    a_customer(tx, "Rossi Snc")

    assert customers.recognise(tx, Party("Rossi S.r.l."), "ROSSI SNC", legal_form) == ""


def test_a_name_without_its_legal_form_is_the_same_customer(tx: Tx) -> None:
    known = a_customer(tx, "Rossi Snc")

    assert customers.recognise(tx, Party("Rossi"), "ROSSI SNC", legal_form) == known.id


def test_a_name_of_two_customers_decides_nothing(tx: Tx) -> None:
    a_customer(tx, "Alfa")
    a_customer(tx, "Alfa")
    assert customers.recognise(tx, Party("Alfa"), "ALFA", legal_form) == ""


def test_a_new_name_is_a_new_customer(tx: Tx) -> None:
    a_customer(tx, "Alfa")
    assert customers.recognise(tx, Party("Beta"), "BETA", legal_form) == ""


def test_names_without_a_normal_form_are_told_apart(tx: Tx) -> None:
    blank = Customer(id="", no=0, name="Ромашка")
    known = customers.add(tx, blank, "")
    assert customers.recognise(tx, Party("РОМАШКА"), "", legal_form) == known.id
    assert customers.recognise(tx, Party("Αθηνά"), "", legal_form) == ""
    assert customers.recognise(tx, Party(""), "", legal_form) == ""


# -- addresses -------------------------------------------------------------------


def _emails(tx: Tx, customer_id: str) -> list[str]:
    return [each.email for each in customers.get(tx, customer_id).addresses]


def test_addresses_stand_in_the_order_they_were_named(tx: Tx) -> None:
    known = a_customer(tx, "Alfa", "c@example.com", "b@example.com", "a@example.com")
    assert _emails(tx, known.id) == ["c@example.com", "b@example.com", "a@example.com"]
    assert known.write_to == "c@example.com"


@_LAW
@given(
    st.lists(st.tuples(st.sampled_from("abcde"), st.booleans()), min_size=1, max_size=9)
)
def test_a_first_address_moves_before_the_others_which_keep_their_order(
    ledger: Ledger, puts: list[tuple[str, bool]]
) -> None:
    with ledger.begin(FIRM, NOW) as tx:
        known = a_customer(tx).id
        _put_all(tx, known, puts)
        assert _emails(tx, known) == _after(puts)


def _put_all(tx: Tx, customer_id: str, puts: list[tuple[str, bool]]) -> None:
    for email, first in puts:
        customers.put_address(tx, customer_id, email, confirmed=True, first=first)


def _after(puts: list[tuple[str, bool]]) -> list[str]:
    there: list[str] = []
    for email, first in puts:
        if first:
            there = [email, *(each for each in there if each != email)]
        elif email not in there:
            there.append(email)
    return there


def test_an_address_put_again_is_confirmed_and_revived(tx: Tx) -> None:
    known = a_customer(tx, "Alfa", "a@example.com")
    customers.put_address(tx, known.id, "new@example.com", confirmed=False)
    customers.mark_dead(tx, known.id, "New@example.com", "no such user")
    customers.put_address(tx, known.id, " NEW@example.com ", confirmed=True)
    found = customers.get(tx, known.id)
    assert found.addresses == (Address("a@example.com"), Address("new@example.com"))


def test_an_address_seen_again_is_not_revived(tx: Tx) -> None:
    known = a_customer(tx, "Alfa", "a@example.com")
    customers.mark_dead(tx, known.id, "a@example.com", "no such user")
    customers.put_address(tx, known.id, "a@example.com", confirmed=False)
    found = customers.get(tx, known.id)
    assert found.addresses == (Address("a@example.com", dead_because="no such user"),)
    assert found.write_to == ""


def test_no_address_is_no_address(tx: Tx) -> None:
    known = a_customer(tx, "Alfa")
    customers.put_address(tx, known.id, "  ", confirmed=True)
    assert customers.get(tx, known.id).addresses == ()


def test_who_writes_from_his_certified_address_is_told_so(tx: Tx) -> None:
    known = a_customer(tx, "Alfa", "a@example.com")
    customers.change(tx, known.id, pec="A@pec.test")
    found = writers.by_email(tx, ["a@pec.test", "a@example.com"])
    assert found == {
        "a@pec.test": (Writer(known.id, is_certified=True),),
        "a@example.com": (Writer(known.id, is_certified=False),),
    }
    customers.mark_dead(tx, known.id, "a@pec.test", "no such user")
    customers.mark_alive(tx, "a@pec.test", NOW, is_certified=False)
    assert customers.get(tx, known.id).pec_dead_because
    customers.mark_alive(tx, "a@pec.test", NOW)
    assert not customers.get(tx, known.id).pec_dead_because


def test_an_address_is_dropped_once(tx: Tx) -> None:
    known = a_customer(tx, "Alfa", "a@example.com", "b@example.com")
    assert customers.drop_address(tx, known.id, " A@example.com") is True
    assert customers.drop_address(tx, known.id, "a@example.com") is False
    assert _emails(tx, known.id) == ["b@example.com"]


def test_a_sign_of_life_clears_an_earlier_bounce(tx: Tx) -> None:
    known = a_customer(tx, "Alfa", "a@example.com")
    customers.mark_dead(tx, known.id, "a@example.com", "no such user")
    customers.mark_alive(tx, "A@example.com", NOW)
    assert customers.get(tx, known.id).write_to == "a@example.com"


def test_an_old_sign_of_life_clears_no_later_bounce(tx: Tx) -> None:
    known = a_customer(tx, "Alfa", "a@example.com")
    customers.mark_alive(tx, "a@example.com", NOW)
    customers.mark_dead(tx, known.id, "a@example.com", "no such user")
    customers.mark_alive(tx, "a@example.com", NOW - HOUR)
    customers.mark_alive(tx, "a@example.com", NOW)
    assert customers.get(tx, known.id).write_to == ""


def test_an_address_dead_for_one_is_not_dead_for_another(tx: Tx) -> None:
    one = a_customer(tx, "Alfa", "both@example.com")
    two = a_customer(tx, "Beta", "both@example.com")
    customers.mark_dead(tx, one.id, "both@example.com", "no such user")
    assert customers.get(tx, two.id).write_to == "both@example.com"
    customers.put_address(tx, two.id, "both@example.com", confirmed=True)
    assert customers.get(tx, one.id).write_to == ""
