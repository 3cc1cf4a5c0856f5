"""What `read` answers about files and mails: what they are, and what they hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from agent.steps import examine
from agent.steps.examine import Firm, Row, examine_path, walk
from agent.steps.readers import readers
from tests.steps import given

DATA = Path(__file__).parents[1] / "data"
LETTER = b"Message-ID: <abc@firm.test>\nFrom: office@firm.test\n\nPagate.\n"
FIRM = Firm(frozenset({"office@firm.test"}), "firm.test", numbers=frozenset({"1/2026"}))
WORK = "Domani alle nove siamo in cantiere."
DATED = "Fri, 06 Nov 2026 10:00:00 +0100"


def read(data: bytes, tmp_path: Path, name: str = "file") -> Row:
    path = tmp_path / name
    path.write_bytes(data)
    return examine_path(path, name, readers(), FIRM)


def reply(text: str, tmp_path: Path, **headers: str) -> Row:
    raw = given.mail("anna@client.test", "Re: x", text, answers=LETTER, **headers)
    found = read(raw, tmp_path)["reply"]
    assert isinstance(found, dict)
    return found


def test_a_folder_is_walked_in_order_and_its_files_named_within_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.txt").touch()
    (tmp_path / "a.txt").touch()
    alone = tmp_path / "a.txt"
    assert [name for _, name in walk((tmp_path, alone))] == [
        "a.txt",
        "b/2.txt",
        "a.txt",
    ]


def test_a_persons_answer_tells_its_promise_and_its_letter(tmp_path: Path) -> None:
    found = reply("Pagheremo entro il 20 novembre 2026.", tmp_path, Date=DATED)
    assert found["letter"] == "abc"
    assert found["promise"] == {"from": "2026-11-07", "to": "2026-11-20"}
    assert found["intents"] == ["promises_payment"]
    assert found["needs_person"] is False


def test_a_mail_without_a_date_promises_no_day(tmp_path: Path) -> None:
    found = reply("Paghiamo venerdì.", tmp_path)
    assert found["promise"] is None
    assert found["intents"] == ["promises_payment"]


def test_an_answer_says_when_it_was_paid(tmp_path: Path) -> None:
    found = reply("Pagata il 3 novembre 2026.", tmp_path, Date=DATED)
    assert found["paid_on"] == "2026-11-03"


def test_a_robots_answer_is_told_as_one_with_its_return(tmp_path: Path) -> None:
    raw = given.mail(
        "anna@client.test",
        "Fuori sede",
        "Sono assente fino al 20 novembre 2026.",
        Auto_Submitted="auto-replied",
        Date=DATED,
    )
    row = read(raw, tmp_path)
    assert row["kind"] == "auto_reply"
    assert isinstance(row["reply"], dict)
    back = date.fromisoformat(row["reply"]["return_date"])
    assert date(2026, 11, 20) <= back <= date(2026, 11, 23)


def test_a_mail_about_something_else_has_no_reply(tmp_path: Path) -> None:
    row = read(given.mail("bob@x.test", "Cantiere", WORK), tmp_path)
    assert row["kind"] == "other"
    assert "reply" not in row


@pytest.mark.parametrize(
    ("action", "status", "kind", "expected"),
    [
        ("failed", "5.1.1", "bounce", {"permanent": True, "status": "5.1.1"}),
        ("delayed", "4.4.1", "delay", {"permanent": False, "status": "4.4.1"}),
        ("delivered", "2.0.0", "delivered", {"recipients": ["anna@client.test"]}),
    ],
)
def test_a_notice_tells_what_became_of_which_mail(
    tmp_path: Path, action: str, status: str, kind: str, expected: Row
) -> None:
    notice = given.bounce_of(LETTER).decode()
    notice = notice.replace("Action: failed", f"Action: {action}")
    notice = notice.replace("Status: 5.1.1", f"Status: {status}")
    notice = notice.replace("550 5.1.1 no such user", f"{status[0]}50 {status} see")
    row = read(notice.encode(), tmp_path)
    assert row["kind"] == kind
    assert row["original_message_id"] == "abc@firm.test"
    assert expected.items() <= row.items()


def test_an_abuse_report_is_a_complaint(tmp_path: Path) -> None:
    raw = b"""From: abuse@client.test
Subject: abuse report
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

This is an abuse report.

--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: x/1
Version: 1
Original-Rcpt-To: anna@client.test

--b--
"""
    row = read(raw, tmp_path)
    assert row["kind"] == "complaint"
    assert row["recipients"] == ["anna@client.test"]


def test_a_statement_tells_its_lines(tmp_path: Path) -> None:
    row = read(given.statement(date(2026, 11, 6), 12_345, "saldo 1/2026"), tmp_path)
    assert row["kind"] == "statement"
    assert row["needs_review"] is False
    assert isinstance(row["transactions"], list)
    (line,) = row["transactions"]
    assert (line["amount"], line["direction"]) == ("123.45", "credit")
    assert (line["booking_date"], line["remittance"]) == ("2026-11-06", "saldo 1/2026")


def test_a_doubtful_statement_says_its_doubt() -> None:
    path = DATA / "bank" / "broken_running_balance.csv"
    row = examine_path(path, path.name, readers(), FIRM)
    assert row["needs_review"] is True
    assert str(row["because"]).startswith(path.name)


def test_an_invoice_tells_number_amounts_and_parties(tmp_path: Path) -> None:
    table = (
        "Numero;Data;Scadenza;Cliente;Totale\n7/2026;01/10/2026;31/10/2026;Alfa;50,00\n"
    )
    row = read(table.encode(), tmp_path, "fatture.csv")
    assert row["kind"] == "invoice"
    assert isinstance(row["invoices"], list)
    (found,) = row["invoices"]
    assert (found["number"], found["amount_due"]) == ("7/2026", "50.00")
    assert found["due_dates"] == ["2026-10-31"]
    assert found["buyer"] == {"name": "Alfa", "vat_id": None}


def test_a_list_of_customers_is_counted(tmp_path: Path) -> None:
    row = read(b"Nome;Email\nAlfa Srl;a@alfa.test\n", tmp_path, "clienti.csv")
    assert (row["kind"], row["because"]) == ("other", "a list of 1 customers")


def test_what_cannot_be_read_is_an_answer_too(tmp_path: Path) -> None:
    row = read(b"\x00\x01\x02", tmp_path, "odd.bin")
    assert row["kind"] == "unreadable"
    assert "odd.bin" in str(row["error"])
    gone = examine_path(tmp_path / "gone", "gone", readers(), FIRM)
    assert gone["error"] == "gone: cannot be read: No such file or directory"


def test_a_file_too_large_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(examine._LARGEST_FILE + 1)
    row = examine_path(path, "large", readers(), FIRM)
    assert row["error"] == "large: larger than 64 MB"


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    assert "the file is empty" in str(read(b" \n", tmp_path, "fattura.xml")["error"])


def test_one_payment_in_two_ways_is_stated_twice_and_asked_for_once(
    tmp_path: Path,
) -> None:
    pays = (
        f"<DettaglioPagamento><ModalitaPagamento>{way}</ModalitaPagamento>"
        "<ImportoPagamento>100.00</ImportoPagamento></DettaglioPagamento>"
        for way in ("MP05", "MP08")
    )
    body = (
        "<DatiGenerali><DatiGeneraliDocumento><Numero>1</Numero><Data>2026-03-01</Data>"
        "<ImportoTotaleDocumento>100.00</ImportoTotaleDocumento>"
        "</DatiGeneraliDocumento></DatiGenerali>"
        f"<DatiPagamento>{''.join(pays)}</DatiPagamento>"
    )
    text = (
        "<FatturaElettronica><FatturaElettronicaHeader/><FatturaElettronicaBody>"
        f"{body}</FatturaElettronicaBody></FatturaElettronica>"
    )
    row = read(text.encode(), tmp_path, "fattura.xml")
    assert isinstance(row["invoices"], list)
    (found,) = row["invoices"]
    assert (found["amount_due"], found["amount_asked"]) == ("200.00", "100.00")
    assert "one payment is offered in 2 ways: taken once" in found["remarks"]
