"""Candidates are found by index: words of names, beginnings of them."""

from __future__ import annotations

from agent.ledger import candidates, customers
from agent.ledger.book import Tx
from agent.model.customer import Customer


def a_customer(tx: Tx, name: str) -> str:
    return customers.add(tx, Customer(id="", no=0, name=name), name).id


def test_a_customer_is_found_by_any_word_of_his_name(tx: Tx) -> None:
    rossi = a_customer(tx, "IMPIANTI ROSSI")
    blu = a_customer(tx, "IMPIANTI VERDI")
    assert candidates.by_words(tx, ["IMPIANTI", "ROSSI", "NERI"]) == {
        "IMPIANTI": frozenset({rossi, blu}),
        "ROSSI": frozenset({rossi}),
    }


def test_a_customer_is_found_by_the_beginning_of_a_word_that_was_cut(tx: Tx) -> None:
    rossi = a_customer(tx, "CARPENTERIA ROSSI")
    a_customer(tx, "CARTIERA VERDI")
    assert candidates.by_words(tx, [], ["CARPEN"]) == {"CARPEN": frozenset({rossi})}


def test_a_word_in_too_many_names_is_no_evidence(tx: Tx) -> None:
    for name in ("A", "B", "C"):
        a_customer(tx, f"FARMACIA {name}")
    assert candidates.by_words(tx, ["FARMACIA"], ["FARM"], cap=2) == {}


def test_a_customer_renamed_is_found_by_his_new_name_alone(tx: Tx) -> None:
    rossi = a_customer(tx, "ROSSI")
    customers.change(tx, rossi, name="Verdi", name_key="VERDI")
    assert candidates.by_words(tx, ["ROSSI", "VERDI"]) == {"VERDI": frozenset({rossi})}
