"""Receipts of the exchange system are known by their root element."""

from __future__ import annotations

import pytest

from agent.errors import Unreadable
from agent.invoices.sdi import is_notice, read_notice
from tests.invoices import made

FAULTS = (
    "<ListaErrori><Errore><Codice>00305</Codice><Descrizione>codice\n non valido"
    "</Descrizione></Errore><Errore><Codice>00404</Codice></Errore></ListaErrori>"
)


@pytest.mark.parametrize(
    ("root", "fate"),
    [
        ("RicevutaConsegna", "delivered"),
        ("NotificaMancataConsegna", "undelivered"),
        ("RicevutaImpossibilitaRecapito", "undelivered"),
        ("AttestazioneTrasmissioneFattura", "undelivered"),
        ("NotificaScarto", "rejected"),
        ("RicevutaScarto", "rejected"),
        ("NotificaDecorrenzaTermini", "accepted"),
        ("MetadatiInvioFile", "other"),
        ("ScartoEsitoCommittente", "other"),
    ],
)
def test_the_root_element_tells_the_fate(root: str, fate: str) -> None:
    notice = read_notice(made.receipt(root), "r.xml")
    assert (notice.type, notice.fate) == (root, fate)
    assert (notice.sdi_id, notice.file_name) == ("111", "IT01_a1.xml")
    assert notice.message_id == "123456"


def test_the_faults_of_a_rejected_file_are_told() -> None:
    notice = read_notice(made.receipt(inside=FAULTS), "r.xml")
    assert notice.errors == (("00305", "codice non valido"), ("00404", ""))


@pytest.mark.parametrize(
    ("outcome", "fate"), [("EC01", "accepted"), ("EC02", "refused"), ("", "other")]
)
def test_an_outcome_is_that_of_the_invoice_it_names(outcome: str, fate: str) -> None:
    inside = (
        "<EsitoCommittente><RiferimentoFattura><NumeroFattura>12/2026</NumeroFattura>"
        f"</RiferimentoFattura><Esito>{outcome}</Esito></EsitoCommittente>"
    )
    notice = read_notice(made.receipt("NotificaEsito", inside), "r.xml")
    assert (notice.fate, notice.number, notice.outcome) == (fate, "12/2026", outcome)


def test_what_the_customer_wrote_counts_only_when_it_is_passed_on() -> None:
    inside = "<Esito>EC02</Esito>"
    notice = read_notice(made.receipt("NotificaEsitoCommittente", inside), "r.xml")
    assert notice.fate == "other"


def test_a_signed_receipt_is_the_receipt() -> None:
    bare = made.receipt()
    assert is_notice(made.signed(bare))
    assert read_notice(made.signed(bare), "r") == read_notice(bare, "r")


@pytest.mark.parametrize("data", [b"", made.fatturapa(), made.cii(), made.signed(None)])
def test_nothing_else_is_a_receipt(data: bytes) -> None:
    assert not is_notice(data)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<!DOCTYPE a><RicevutaScarto/>", "DOCTYPE"),
        (b"<RicevutaScarto>", "not well-formed"),
        (b"<other/>", "no receipt"),
    ],
)
def test_a_damaged_receipt_is_refused_with_its_name(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=f"r.xml.*{why}"):
        read_notice(data, "r.xml")
