"""Invoices we mailed, or that one of us passed on, come in; nobody else's do."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from email.message import EmailMessage

import pytest

from agent.ledger import invoice_files, invoices, messages
from agent.model.message import Parts
from agent.steps import mailed_invoices as step
from agent.steps import rounds
from agent.steps.act import quarantine
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.look.lists import invoice_rows, set_aside
from tests.desks import open_desk
from tests.fakes import SENT
from tests.invoices import made
from tests.steps import given

OFFICE, BOSS, ANNA = "office@firm.test", "boss@firm.test", "anna@officina.test"
PROGRAM = "invii@programma.test"
NAME = "IT99999999990_a1.xml"
PROVEN = "mx.firm.test; dmarc=pass header.from=firm.test"
File = tuple[str, bytes]
XML: File = (NAME, made.fatturapa())


@pytest.fixture
def desk() -> Desk:
    desk = given.live(open_desk())
    intake = replace(
        desk.intake,
        own_vat_id="IT99999999990",
        trusted={"office": frozenset({"mx.firm.test"})},
        invoice_senders=frozenset({PROGRAM}),
    )
    return replace(desk, intake=intake)


def mail(
    *files: File,
    sender: str = OFFICE,
    to: str = ANNA,
    verdict: str = "",
    text: str = "In allegato la nostra fattura.",
    whole: bytes = b"",
) -> bytes:
    """Write a mail with files.

    Args:
        whole: Another mail, attached as it came.
    """
    message = EmailMessage()
    if verdict:
        message["Authentication-Results"] = verdict
    message["From"], message["To"] = sender, to
    message["Subject"] = "Documento"
    mark = hashlib.sha256(repr((files, sender, to, text)).encode()).hexdigest()[:20]
    message["Message-ID"] = f"<{mark}@pc.test>"
    message.set_content(text)
    for name, data in files:
        message.add_attachment(
            data, maintype="application", subtype="octet-stream", filename=name
        )
    if whole:
        inner = EmailMessage()
        inner["From"] = whole.partition(b"From: ")[2].partition(b"\n")[0].decode()
        inner.set_content("Inoltro.")
        inner.add_attachment(
            XML[1], maintype="application", subtype="octet-stream", filename=NAME
        )
        message.add_attachment(inner)
    return message.as_bytes()


def numbers(desk: Desk) -> list[str]:
    return [row.number for row in invoice_rows(desk, everything=True)]


def asked(desk: Desk) -> list[tuple[str, str]]:
    return [(item.kind, item.name) for item in set_aside(desk)]


def copies(desk: Desk) -> list[str]:
    with picture(desk) as tx:
        ids = [entry.id for entry in invoices.listed(tx)]
        return [row["name"] for row in invoice_files.files(tx, ids)]


@pytest.mark.parametrize(
    "file",
    [
        XML,
        (NAME + ".p7m", made.signed(made.fatturapa())),
        ("fattura.pdf", made.pdf(("factur-x.xml", made.cii()))),
        ("C:\\fatture\\ubl.XML", made.ubl()),
    ],
)
def test_an_invoice_we_mailed_to_a_stranger_makes_him_a_customer(
    desk: Desk, file: File
) -> None:
    given.arrives(desk, mail(file), SENT)
    assert (numbers(desk), asked(desk)) == (["12/2026"], [])
    assert given.the_customer(desk, "Officina Esempio").vat_id


def test_one_mailed_to_the_exchange_system_is_taken_too(desk: Desk) -> None:
    given.arrives(desk, mail(XML, to="sdi01@pec.fatturapa.it"), SENT)
    assert numbers(desk) == ["12/2026"]


def test_what_comes_by_mail_and_by_folder_is_one_invoice(desk: Desk) -> None:
    given.arrives(desk, mail(XML), SENT)
    given.arrives(desk, mail((NAME + ".p7m", made.signed(XML[1])), to=BOSS), SENT)
    given.arrives(desk, mail(XML, to=OFFICE, verdict=PROVEN))
    assert (numbers(desk), asked(desk)) == (["12/2026"], [])


def test_a_suppliers_invoice_passed_on_is_nobodys_business(desk: Desk) -> None:
    theirs = XML[1].replace(b"99999999990", b"77777777770")
    given.arrives(desk, mail((NAME, theirs), to="studio@commercialista.test"), SENT)
    given.arrives(desk, mail((NAME, theirs), to=OFFICE))
    assert (numbers(desk), asked(desk)) == ([], [])


def test_without_a_vat_number_our_name_must_stand_on_it(desk: Desk) -> None:
    nameless = replace(desk, intake=replace(desk.intake, own_vat_id=""))
    other = XML[1].replace(b"Studio Prova", b"Studio Altrui")
    given.arrives(nameless, mail((NAME, other)), SENT)
    assert numbers(nameless) == []
    given.arrives(nameless, mail(XML), SENT)
    assert numbers(nameless) == ["12/2026"]


@pytest.mark.parametrize("sender", ["anna@client.test", "x@evil.test"])
def test_what_others_attach_never_makes_an_invoice(desk: Desk, sender: str) -> None:
    given.invoice(desk, "1/2026", date(2026, 9, 1))
    proof = f"mx.firm.test; dmarc=pass header.from={sender.partition('@')[2]}"
    given.arrives(desk, mail(XML, sender=sender, to=OFFICE, verdict=proof))
    assert (numbers(desk), asked(desk)) == (["1/2026"], [])


@pytest.mark.parametrize(
    ("sender", "verdict"),
    [
        (BOSS, PROVEN),
        (PROGRAM, "mx.firm.test; dkim=pass header.d=programma.test"),
    ],
)
def test_what_one_of_us_or_a_listed_program_sends_comes_in_if_it_is_proven(
    desk: Desk, sender: str, verdict: str
) -> None:
    given.arrives(desk, mail(XML, sender=sender, to=OFFICE, verdict=verdict))
    assert (numbers(desk), asked(desk)) == (["12/2026"], [])


@pytest.mark.parametrize(
    "verdict",
    [
        "",
        "mx.firm.test; dmarc=fail header.from=firm.test",
        "mx.evil.test; dmarc=pass header.from=firm.test",
        "mx.firm.test; dmarc=pass header.from=evil.test",
    ],
)
def test_a_forged_sender_is_a_question_and_makes_no_invoice(
    desk: Desk, verdict: str
) -> None:
    given.arrives(desk, mail(XML, sender=BOSS, to=OFFICE, verdict=verdict))
    assert (numbers(desk), asked(desk)) == ([], [("invoice_mail", NAME)])


def test_a_person_may_vouch_for_it(desk: Desk) -> None:
    given.arrives(desk, mail(XML, sender=BOSS, to=OFFICE))
    assert "did not prove" in quarantine.retry(desk, "carla", 1)[0]
    assert quarantine.retry(desk, "carla", 1, despite_doubts=True) == ()
    assert (numbers(desk), asked(desk)) == (["12/2026"], [])


def test_without_a_trusted_server_the_question_says_what_to_configure(
    desk: Desk,
) -> None:
    plain = replace(desk, intake=replace(desk.intake, trusted={}))
    given.arrives(plain, mail(XML, sender=BOSS, to=OFFICE, verdict=PROVEN))
    assert "trusted_authserv_ids of [mailbox.office]" in set_aside(plain)[0].error


def test_a_question_is_asked_once_and_ends_when_the_invoice_comes(desk: Desk) -> None:
    given.arrives(desk, mail(XML, sender=BOSS, to=OFFICE))
    quarantine.drop(desk, "carla", 1, "forged")
    given.arrives(desk, mail(XML, sender=BOSS, to=OFFICE, text="Di nuovo."))
    assert asked(desk) == []
    other: File = ("b.xml", made.fatturapa("13/2026"))
    given.arrives(desk, mail(other, sender=BOSS, to=OFFICE, text="Altra."))
    assert asked(desk) == [("invoice_mail", "b.xml")]
    given.arrives(desk, mail(other), SENT)
    assert (numbers(desk), asked(desk)) == (["13/2026"], [])


def test_our_own_copy_to_ourselves_of_a_known_invoice_is_no_question(
    desk: Desk,
) -> None:
    given.arrives(desk, mail(XML), SENT)
    given.arrives(desk, mail(XML, to=f"{ANNA}, {OFFICE}"))
    assert asked(desk) == []


QUOTED = "Vedi sotto.\n\n> Da: Anna <{}>\n> Oggetto: fattura\n>\n> In allegato.\n"


def test_what_a_customer_sent_and_one_of_us_passes_on_is_a_question(
    desk: Desk,
) -> None:
    given.invoice(desk, "1/2026", date(2026, 9, 1))
    text = QUOTED.format("anna@client.test")
    given.arrives(desk, mail(XML, to=BOSS, text=text), SENT)
    assert (numbers(desk), asked(desk)) == (["1/2026"], [("invoice_mail", NAME)])
    assert "from a customer" in set_aside(desk)[0].error


def test_an_invoice_in_answer_to_a_customer_is_ours(desk: Desk) -> None:
    given.invoice(desk, "1/2026", date(2026, 9, 1))
    text = QUOTED.format("anna@client.test")
    given.arrives(desk, mail(XML, to="anna@client.test", text=text), SENT)
    assert sorted(numbers(desk)) == ["1/2026", "12/2026"]


def test_an_invoice_within_a_mail_passed_on_whole_is_a_question(desk: Desk) -> None:
    whole = b"From: invii@altro.test\n"
    given.arrives(desk, mail(sender=BOSS, to=OFFICE, verdict=PROVEN, whole=whole))
    assert (numbers(desk), asked(desk)) == ([], [("invoice_mail", NAME)])


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + XML[1][21:]


def test_a_damaged_invoice_of_ours_costs_only_itself_and_is_told(desk: Desk) -> None:
    given.arrives(desk, mail(("a.xml", BOMB), ("b.xml", XML[1])), SENT)
    assert (numbers(desk), asked(desk)) == (["12/2026"], [("invoice", "a.xml")])


@pytest.mark.parametrize(
    "file",
    [
        ("a.xml", BOMB.replace(b"99999999990", b"77777777770")),
        ("a.xml", b"<note/>"),
        ("contratto.pdf.p7m", made.signed(b"%PDF-1.7 contratto")),
        ("contratto.p7m", made.signed(None)),
        ("a.xml", b""),
        ("elenco.csv", b"Numero;Data;Scadenza;Cliente;Totale\n9;1/8/26;1/9/26;X;1\n"),
    ],
)
def test_what_is_no_invoice_of_ours_is_passed_over_in_silence(
    desk: Desk, file: File
) -> None:
    given.arrives(desk, mail(file, XML), SENT)
    assert (numbers(desk), asked(desk)) == (["12/2026"], [])


def test_the_mail_of_a_program_is_nobodys_reply(desk: Desk) -> None:
    given.invoice(desk, "1/2026", date(2026, 9, 1))
    verdict = "mx.firm.test; dkim=pass header.d=programma.test"
    text = "La fattura 1/2026 non è stata ancora pagata?"
    given.arrives(
        desk, mail(XML, sender=PROGRAM, to=OFFICE, verdict=verdict, text=text)
    )
    assert given.standing_holds(desk) == [("backlog", None)]


@pytest.mark.parametrize("sender", ["anna@client.test", "socio@client.test"])
def test_a_listed_sender_who_answers_a_letter_of_ours_is_heard(
    desk: Desk, sender: str
) -> None:
    desk = replace(
        desk, intake=replace(desk.intake, invoice_senders=frozenset({sender}))
    )
    letter = given.message_id(given.one_letter(desk))
    raw = mail(
        ("contabile.pdf", b"%PDF-1.4"),
        sender=sender,
        to=OFFICE,
        verdict="mx.firm.test; dkim=pass header.d=client.test",
        text="La fattura 1/2026 non è corretta, la contestiamo.",
    )
    given.arrives(desk, f"In-Reply-To: {letter}\n".encode() + raw)
    assert given.happened(desk).count("reply.held") == 1


def test_what_a_customer_writes_from_a_listed_address_is_read(desk: Desk) -> None:
    listed = frozenset({"anna@client.test"})
    desk = replace(desk, intake=replace(desk.intake, invoice_senders=listed))
    given.invoice(desk, "1/2026", date(2026, 9, 1))
    raw = mail(
        ("contabile.pdf", b"%PDF-1.4"),
        sender="anna@client.test",
        to=OFFICE,
        verdict="mx.firm.test; dkim=pass header.d=client.test",
        text="La fattura 1/2026 non è corretta, la contestiamo.",
    )
    given.arrives(desk, raw)
    assert given.happened(desk).count("reply.held") == 1


def test_our_own_address_in_the_list_does_not_hide_that_we_wrote(desk: Desk) -> None:
    listed = frozenset({OFFICE})
    desk = replace(desk, intake=replace(desk.intake, invoice_senders=listed))
    given.invoice(desk, "1/2026", date(2026, 9, 1))
    given.arrives(desk, mail(XML, to="anna@client.test"), SENT)
    assert "message.colleague" in given.happened(desk)


def test_a_receipt_of_the_exchange_system_is_heard_whoever_is_listed(
    desk: Desk,
) -> None:
    exchange = "sdi01@pec.fatturapa.it"
    desk = replace(
        desk, intake=replace(desk.intake, invoice_senders=frozenset({exchange}))
    )
    given.arrives(desk, mail(XML), SENT)
    proof = "mx.firm.test; dkim=pass header.d=pec.fatturapa.it"
    file = (f"{NAME[:-4]}_NS_001.xml", made.receipt("RicevutaScarto", "", NAME))
    given.arrives(desk, mail(file, sender=exchange, to=OFFICE, verdict=proof))
    assert "invoice.rejected" in given.happened(desk)


def test_of_sent_mail_to_strangers_only_what_brings_an_invoice_is_kept(
    desk: Desk,
) -> None:
    for file in (("foto.jpg", b"x"), ("listino.pdf", b"%PDF-1.4 listino")):
        given.arrives(desk, mail(file, text=file[0]), SENT)
    given.arrives(desk, mail(("smime.p7m", made.signed(b"ciao"))), SENT)
    with picture(desk) as tx:
        assert messages.count(tx) == {}


def test_each_mail_fetched_whole_is_a_sign_of_life(desk: Desk) -> None:
    box = given.mailbox(desk)
    for n in range(5):
        box.deliver(mail(("listino.pdf", PDF), text=str(n)), SENT)
    beats: list[int] = []
    rounds.take_mail(desk, box, lambda: beats.append(1))
    assert len(beats) >= 5


def test_each_mail_read_for_its_files_is_a_sign_of_life(desk: Desk) -> None:
    box = given.mailbox(desk)
    for n in range(5):
        box.deliver(mail(XML, text=str(n)), SENT)
    rounds.take_mail(desk, box)
    beats: list[int] = []
    rounds.read_what_came(desk, beat=lambda: beats.append(len(numbers(desk))))
    assert beats[:7] == [0, 0, 1, 1, 1, 1, 1]


def test_letters_of_ours_are_not_read_for_what_they_enclose(desk: Desk) -> None:
    raw = given.one_letter(desk)
    head = Parts(message_id=given.message_id(raw).strip("<>"), sender=OFFICE)
    assert not step.is_one(desk, mail(XML), head, "sent")
    assert step.is_one(desk, mail(XML), replace(head, message_id="x@y.test"), "sent")


def test_a_crash_after_the_files_takes_them_once(desk: Desk) -> None:
    given.mailbox(desk).deliver(mail(XML), SENT)
    rounds.take_mail(desk, given.mailbox(desk))
    with picture(desk) as tx:
        (stored,) = messages.new(tx, 1)
    step.take_files(desk, stored)  # and the program dies before it is marked as read
    rounds.run_round(desk)
    assert numbers(desk) == ["12/2026"]
    assert given.happened(desk).count("invoice.recorded") == 1


PDF = b"%PDF-1.4\n%%EOF"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("12-2026.pdf", True),
        ("Fattura 12-2026 Officina Esempio.pdf", True),
        ("Copia fattura n. 12_2026.pdf", True),
        ("Proforma 12-2026.pdf", False),
        ("Offerta 12-2026.pdf", False),
        ("ddt 12-2026.pdf", False),
        ("contratto.pdf", False),
        ("13-2026.pdf", False),
    ],
)
def test_a_pdf_beside_its_invoice_is_its_copy(
    desk: Desk, name: str, *, kept: bool
) -> None:
    given.arrives(desk, mail((name, PDF), XML), SENT)
    assert copies(desk) == ([name] if kept else [])


def test_a_pdf_sent_later_is_the_copy_of_its_customers_invoice_alone(
    desk: Desk,
) -> None:
    given.invoice(desk, "1/2026", date(2026, 9, 1))
    given.invoice(
        desk, "2/2026", date(2026, 9, 1), name="Beta Srl", email="b@beta.test"
    )
    given.arrives(desk, mail(("2-2026.pdf", PDF), to="anna@client.test"), SENT)
    assert copies(desk) == []
    given.arrives(desk, mail(("1-2026.pdf", PDF), to="anna@client.test"), SENT)
    given.arrives(desk, mail(("1-2026.pdf", PDF + b" "), to="anna@client.test"), SENT)
    assert copies(desk) == ["1-2026.pdf"]


def test_a_forged_mail_of_ours_gives_no_copy(desk: Desk) -> None:
    given.invoice(desk, "1/2026", date(2026, 9, 1))
    given.arrives(desk, mail(("1-2026.pdf", PDF), to=f"{OFFICE}, anna@client.test"))
    assert copies(desk) == []
