"""A rejected invoice is never asked for; one not delivered is told as such."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from agent.ledger import exchange_notices, invoice_files, invoices, outbox
from agent.steps import intake, rounds
from agent.steps.act import invoicing
from agent.steps.act import quarantine as aside
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.look.lists import invoice_rows, set_aside
from agent.steps.look.review import review
from agent.steps.look.why import why
from agent.steps.taken import Taken
from tests.desks import open_desk
from tests.invoices import made
from tests.steps import given

NAME = "IT99999999990_a1.xml"
FAULTS = (
    "<ListaErrori><Errore><Codice>00305</Codice><Descrizione>partita IVA non valida"
    "</Descrizione></Errore></ListaErrori>"
)


@pytest.fixture
def desk() -> Desk:
    return given.live(open_desk())


def take(desk: Desk, data: bytes, name: str) -> Taken:
    return intake.take_file(desk, name, data)


def receipt(
    root: str = "RicevutaScarto", inside: str = FAULTS, of: str = NAME
) -> bytes:
    return made.receipt(root, inside, of)


def states(desk: Desk) -> list[str]:
    return [row.state for row in invoice_rows(desk, everything=True)]


def test_a_rejected_invoice_waits_for_a_person_who_reads_why(desk: Desk) -> None:
    take(desk, made.fatturapa(), NAME)
    taken = take(desk, receipt(), "ns.xml")
    (row,) = review(desk).invoices
    assert (taken.problems, taken.known) == ([], 1)
    assert "rejected" in row.remarks
    assert "00305 partita IVA non valida" in row.remarks
    assert "00305" in why(desk, "12/2026").paragraph


def test_a_rejected_invoice_is_never_asked_for(desk: Desk) -> None:
    given.invoice(desk, NAME.removesuffix(".xml"), date(2026, 9, 1))
    rounds.run_round(desk)
    take(desk, receipt(), "ns.xml")
    with picture(desk) as tx:
        assert [one.state for one in outbox.of_letter(tx, 1)] == ["withdrawn"]
    given.send_all(desk)
    assert given.recipients(desk) == []


def test_a_receipt_that_came_before_its_invoice_counts_with_it(desk: Desk) -> None:
    taken = take(desk, receipt(), "ns.xml")
    assert "no invoice came in that file" in taken.problems[0]
    take(desk, made.fatturapa(), NAME)
    assert states(desk) == ["review"]
    assert set_aside(desk) == ()


@pytest.mark.parametrize(
    "name", [NAME, NAME + ".p7m", NAME.upper(), f"C:\\fatture\\{NAME}"]
)
def test_the_file_is_known_signed_or_not(desk: Desk, name: str) -> None:
    take(desk, made.fatturapa(), name)
    take(desk, receipt(), "ns.xml")
    assert states(desk) == ["review"]


def test_a_file_is_known_by_its_hash_whatever_its_name(desk: Desk) -> None:
    take(desk, made.fatturapa(), "fattura 12.xml")
    digest = hashlib.sha256(made.fatturapa()).hexdigest().upper()
    take(desk, receipt(inside=f"<Hash>{digest}</Hash>", of=""), "ns.xml")
    assert states(desk) == ["review"]


def test_a_receipt_of_another_file_changes_nothing(desk: Desk) -> None:
    take(desk, made.fatturapa(), NAME)
    take(desk, receipt(of="IT99999999990_a2.xml"), "ns.xml")
    assert states(desk) == ["open"]


def test_a_notice_without_a_file_is_known_by_its_transmission(desk: Desk) -> None:
    take(desk, made.fatturapa(), NAME)
    take(desk, receipt("MetadatiInvioFile", ""), "mt.xml")
    take(desk, receipt(of=""), "ns.xml")
    assert states(desk) == ["review"]


def test_an_outcome_concerns_the_one_invoice_it_names(desk: Desk) -> None:
    take(desk, made.fatturapa("12/2026"), NAME)
    take(desk, made.fatturapa("13/2026"), NAME)
    take(desk, receipt("NotificaEsito", _refused("13 / 2026")), "ne.xml")
    rows = invoice_rows(desk, everything=True)
    assert {row.number: row.state for row in rows} == {
        "12/2026": "open",
        "13/2026": "review",
    }
    assert "refused" not in why(desk, "12/2026").paragraph


def _refused(number: str) -> str:
    return (
        f"<EsitoCommittente><RiferimentoFattura><NumeroFattura>{number}</NumeroFattura>"
        "</RiferimentoFattura><Esito>EC02</Esito></EsitoCommittente>"
    )


def test_the_same_receipt_twice_is_one_and_a_person_decides_once(desk: Desk) -> None:
    take(desk, made.fatturapa(), NAME)
    take(desk, receipt(), "ns.xml")
    invoicing.confirm(desk, "carla", "12/2026", None)
    take(desk, receipt(), "ns again.xml")
    assert states(desk) == ["open"]


def test_what_a_person_decided_stands_when_metadata_come(desk: Desk) -> None:
    take(desk, made.fatturapa(), NAME)
    take(desk, receipt(), "ns.xml")
    invoicing.confirm(desk, "carla", "12/2026", None)
    given.pass_time(desk, hours=1)
    take(desk, receipt("MetadatiInvioFile", ""), "mt.xml")
    assert states(desk) == ["open"]


def test_a_cancelled_invoice_stays_cancelled(desk: Desk) -> None:
    take(desk, made.fatturapa(), NAME)
    invoicing.cancel(desk, "carla", "12/2026", "wrong")
    take(desk, receipt(), "ns.xml")
    assert states(desk) == ["cancelled"]


def test_issued_anew_under_its_number_it_is_asked_for_once_a_person_accepts(
    desk: Desk,
) -> None:
    take(desk, made.fatturapa(), NAME)
    take(desk, receipt(), "ns.xml")
    invoicing.cancel(desk, "carla", "12/2026", "rejected")
    again = made.fatturapa() + b"\n"
    assert take(desk, again, NAME).known == 1
    assert take(desk, again, "IT99999999990_a2.xml").invoices == 1
    assert sorted(states(desk)) == ["cancelled", "review"]
    invoicing.confirm(desk, "carla", "12/2026", None)
    assert sorted(states(desk)) == ["cancelled", "open"]


def test_a_cancelled_invoice_that_was_not_rejected_stays_so(desk: Desk) -> None:
    take(desk, made.fatturapa(), NAME)
    invoicing.cancel(desk, "carla", "12/2026", "wrong")
    assert take(desk, made.fatturapa(), "IT99999999990_a2.xml").known == 1


def test_what_could_not_be_delivered_is_told_and_still_asked_for(desk: Desk) -> None:
    take(desk, made.fatturapa(), NAME)
    take(desk, receipt("RicevutaImpossibilitaRecapito", ""), "mc.xml")
    assert states(desk) == ["open"]
    assert "the customer may not have it" in why(desk, "12/2026").paragraph
    assert "12/2026 of Officina Esempio" in review(desk).undelivered[0]


def test_a_later_delivery_ends_that_it_was_not_delivered(desk: Desk) -> None:
    take(desk, made.fatturapa(), NAME)
    take(desk, receipt("NotificaMancataConsegna", ""), "mc.xml")
    given.pass_time(desk, hours=1)
    take(desk, receipt("RicevutaConsegna", ""), "rc.xml")
    with picture(desk) as tx:
        assert exchange_notices.undelivered(tx) == {}
    assert review(desk).undelivered == ()


def test_every_decision_about_it_stands_in_the_log(desk: Desk) -> None:
    take(desk, made.fatturapa(), NAME)
    take(desk, receipt(), "ns.xml")
    last = why(desk, "12/2026").history[-1]
    assert (last.what, "00305" in last.because) == ("invoice.rejected", False)


def mail(*files: bytes) -> bytes:
    """Write certified mail of the exchange system: an envelope and the mail in it."""
    inner, outer = EmailMessage(), EmailMessage()
    inner["From"] = "sdi01@pec.fatturapa.it"
    inner["Subject"] = "Ricevuta di scarto"
    inner.set_content("Si veda l'allegato.")
    name = "IT99999999990_a1_NS_001.xml"
    for one in files:
        inner.add_attachment(one, maintype="text", subtype="xml", filename=name)
    outer["From"] = '"Per conto di: sdi01@pec.fatturapa.it" <posta@pec.example.test>'
    outer["To"] = "studio@example.test"
    outer["Subject"] = "POSTA CERTIFICATA: Ricevuta di scarto"
    outer["X-Trasporto"] = "posta-certificata"
    outer["Message-ID"] = "<1@pec.example.test>"
    outer.set_content("Messaggio di posta certificata")
    outer.add_attachment(inner, filename="postacert.eml")
    return outer.as_bytes()


def test_a_receipt_by_mail_counts_and_its_unproven_sender_is_told(desk: Desk) -> None:
    take(desk, made.fatturapa(), NAME)
    given.arrives(desk, mail(receipt()))
    (row,) = review(desk).invoices
    assert "a mail says so whose sender nobody vouches for" in row.remarks


def test_a_sender_proven_to_be_another_proves_no_receipt(desk: Desk) -> None:
    trusted = {"office": frozenset({"mx.firm.test"})}
    desk = replace(desk, intake=replace(desk.intake, trusted=trusted))
    proof = b"Authentication-Results: mx.firm.test; dmarc=pass header.from=evil.test\n"
    own, forged = (
        b"From: sdi01@pec",
        b'From: "sdi01@pec.fatturapa.it" <a@evil.test>\nX-Was: ',
    )
    take(desk, made.fatturapa(), NAME)
    given.arrives(desk, proof + mail(receipt()).replace(own, forged))
    (row,) = review(desk).invoices
    assert "a mail says so whose sender nobody vouches for" in row.remarks


def test_an_unproven_receipt_is_told_as_such_though_its_invoice_comes_later(
    desk: Desk,
) -> None:
    given.arrives(desk, mail(receipt()))
    take(desk, made.fatturapa(), NAME)
    (row,) = review(desk).invoices
    assert "a mail says so whose sender nobody vouches for" in row.remarks


def test_a_receipt_by_mail_about_an_unknown_file_waits_in_sight(desk: Desk) -> None:
    given.arrives(desk, mail(receipt()))
    (item,) = set_aside(desk)
    assert (item.kind, "nobody vouches" in item.error) == ("sdi_receipt", True)
    take(desk, made.fatturapa(), "other.xml")
    assert aside.retry(desk, "carla", item.no)
    take(desk, made.fatturapa("14/2026"), NAME)
    assert set_aside(desk) == ()


def test_a_damaged_receipt_in_a_mail_stops_nothing(desk: Desk) -> None:
    take(desk, made.fatturapa(), NAME)
    given.arrives(desk, mail(b"<RicevutaScarto>", b"hello", receipt()))
    assert states(desk) == ["review"]


def test_a_receipt_in_the_drop_folder_is_put_away(desk: Desk, tmp_path: Path) -> None:
    inbox = replace(desk.intake, folder=tmp_path, settle_seconds=0.0)
    take(desk, made.fatturapa(), NAME)
    (tmp_path / "anything.dat").write_bytes(receipt())
    rounds.take_files(replace(desk, intake=inbox))
    assert (tmp_path / "done" / "anything.dat").exists()
    assert states(desk) == ["review"]


def test_a_pdf_with_its_invoice_inside_is_its_own_copy(desk: Desk) -> None:
    data = made.pdf(("factur-x.xml", made.cii()))
    take(desk, data, "invoice.pdf")
    with picture(desk) as tx:
        (entry,) = invoices.listed(tx)
        (file,) = invoice_files.files(tx, [entry.id])
    assert (file["name"], file["kind"]) == ("invoice.pdf", "application/pdf")


def test_one_invoice_from_three_files_is_one(desk: Desk) -> None:
    bare = made.cii(terms=made.term("20260331"))
    take(desk, made.fatturapa(), "a.xml")
    signed = take(desk, made.signed(made.fatturapa()), "a.xml.p7m")
    inside = take(desk, made.pdf(("factur-x.xml", bare)), "a.pdf")
    assert (signed.known, inside.known) == (1, 1)
    assert "signature was not verified" in signed.remarks[0]
    assert len(states(desk)) == 1
