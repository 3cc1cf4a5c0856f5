"""The words for ways of payment, as programs and people write them."""

from __future__ import annotations

import pytest

from agent.errors import Unreadable
from agent.invoices.customers import read_customers
from agent.invoices.said import known_method_said, method_said


@pytest.mark.parametrize(
    ("written", "method"),
    [
        ("RiBa", "MP12"),
        ("RI.BA. 60 gg fm", "MP12"),
        ("Ricevuta bancaria 30 gg", "MP12"),
        ("MP12", "MP12"),
        ("MP19 SEPA Direct Debit", "MP19"),
        ("SDD", "MP19"),
        ("SEPA Direct Debit CORE", "MP20"),
        ("SEPA SDD B2B", "MP21"),
        ("SDD core", "MP20"),
        ("Addebito diretto", "MP19"),
        ("RID", "MP09"),
        ("Lastschrift", "MP19"),
        ("Prélèvement SEPA", "MP19"),
        ("Bonifico bancario", "MP05"),
        ("Rimessa diretta", "MP05"),
        ("Überweisung", "MP05"),
        ("Contanti", "MP01"),
        ("", ""),
        ("a mezzo piccione", ""),
        ("30 gg data fattura fine mese", ""),
        ("30/60 gg RiBa", "MP12"),
        ("A 60 giorni f.m. Ri.Ba.", "MP12"),
        ("60 gg ricevuta bancaria", "MP12"),
        ("30 GG SDD", "MP19"),
        ("30 gg bonifico", "MP05"),
        ("Bonifico (non RiBa)", "MP05"),
        ("RiBa o bonifico", "MP12"),
        ("30 gg bonifico o RiBa", ""),
        ("Florida", ""),
    ],
)
def test_a_way_to_pay_is_known_by_its_words(written: str, method: str) -> None:
    assert method_said(written) == method


def test_an_unknown_way_of_a_customer_is_named() -> None:
    with pytest.raises(Unreadable, match="piccione"):
        known_method_said("a mezzo piccione")
    data = b"Cliente;Email;Modalita pagamento\nAlfa;a@x.test;RiBa\nBeta;b@x.test;boh\n"
    found = read_customers(data, "clienti.csv")
    assert [row.method for row in found.rows] == ["MP12", ""]
    assert "'boh' is unknown" in found.problems[0]
