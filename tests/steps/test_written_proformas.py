"""A pro-forma read in a PDF is a claim: asked for once a person has confirmed it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from agent.errors import Refused
from agent.ledger import customers, invoice_files, invoices, letter_book, outbox
from agent.ledger.invoices import Entry
from agent.model.customer import CustomerRow
from agent.steps import rounds
from agent.steps.act import quarantine
from agent.steps.act.invoicing import cancel, confirm
from agent.steps.contents import here
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.import_customers import record_customer
from agent.steps.intake import take_file
from agent.steps.look.lists import set_aside
from agent.steps.readers import readers
from agent.steps.settle import settle
from agent.steps.taken import Taken
from agent.steps.written_proformas import Told
from tests.invoices import made
from tests.steps import given
from tests.steps.test_proformas import document, invoice, said

WORDS = """Studio Prova
AVVISO DI PARCELLA N. 12/2026 del 01/08/2026
Spett.le Alfa Srl
Via Roma n. 5
Totale documento 1.268,80
Ritenuta d'acconto 20% su 1.000,00 200,00
Netto a pagare € 1.068,80
Scadenza: 31/08/2026
IBAN IT60 X054 2811 1010 0000 0123 456
"""
TWO_DAYS = "\nVerona, 3 agosto 2026\nRoma, 4 agosto 2026"
OURS, THEIRS, OTHER = "12345670157", "00743110157", "07654320154"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    people = (
        CustomerRow(1, "Alfa Srl", vat_id=f"IT{THEIRS}", emails=("anna@client.test",)),
        CustomerRow(2, "Beta Impianti Srl", emails=("bea@other.test",)),
    )
    with transaction(desk) as tx:
        fresh = {record_customer(desk, tx, one) for one in people}
    assert fresh == {"new"}
    return replace(desk, readers=replace(desk.readers, apart=here))


def take(
    desk: Desk, words: str = WORDS, name: str = "avviso.pdf", **said: object
) -> Taken:
    return take_file(desk, name, made.written(words), **said)  # type: ignore[arg-type]


def standing(desk: Desk) -> list[tuple[str, str, str, int]]:
    with picture(desk) as tx:
        found = invoices.listed(tx, only_open=False)
    return sorted((one.number, one.kind, one.state, one.open.cents) for one in found)


def the(desk: Desk, number: str = "12/2026") -> Entry:
    with picture(desk) as tx:
        (found,) = invoices.find(tx, (), number)
    return found


def letters(desk: Desk) -> list[str]:
    rounds.run_round(desk)
    given.send_all(desk)
    with picture(desk) as tx:
        return [one.kind for one in outbox.in_state(tx, "sent")]


def owner(desk: Desk, number: str = "12/2026") -> str:
    found = the(desk, number)
    with picture(desk) as tx:
        return customers.get(tx, found.customer_id).name


def test_it_waits_until_a_person_confirms_it(desk: Desk) -> None:
    taken = take(desk)
    assert (taken.invoices, taken.problems) == (1, [])
    assert standing(desk) == [("12/2026", "proforma", "review", 106_880)]
    assert (
        "issued 2026-08-01, 1068.80 EUR to be paid, due 2026-08-31" in the(desk).remarks
    )
    assert letters(desk) == []

    confirm(desk, "carla", "12/2026")

    assert letters(desk) == ["proforma"]


def test_its_letter_asks_for_what_is_to_be_paid_without_interest(desk: Desk) -> None:
    take(desk)
    confirm(desk, "carla", "12/2026")
    letters(desk)
    with picture(desk) as tx:
        (letter,) = outbox.in_state(tx, "sent")
        words = letter_book.words(tx, letter.letter_id)
    assert words.subject == "Proforma 12/2026 – Studio Prova"
    assert "1.068,80" in words.text
    assert "1.268,80" not in words.text
    assert "interess" not in words.text
    assert "Emettiamo la fattura" in words.text


def test_the_same_file_twice_is_one(desk: Desk) -> None:
    take(desk)
    again = take(desk, name="copia.pdf")
    assert (again.invoices, again.known, again.problems) == (0, 1, [])
    cancel(desk, "carla", "12/2026", "it is wrong")
    again = take(desk)
    assert (again.invoices, again.known) == (0, 1)
    assert standing(desk) == [("12/2026", "proforma", "cancelled", 106_880)]


def test_once_its_invoice_came_it_is_known_again(desk: Desk) -> None:
    take(desk)
    confirm(desk, "carla", "12/2026")
    invoice(desk, "34/2026", 126_880, names=("12/2026",))
    again = take(desk)
    assert (again.invoices, again.known, again.problems) == (0, 1, [])
    other = take(desk, f"{WORDS}Grazie", "altra.pdf")
    assert (other.invoices, other.known, other.problems) == (0, 1, [])
    assert [(row[0], row[1]) for row in standing(desk)] == [("34/2026", "invoice")]


def test_a_person_corrects_what_was_read_and_it_counts(desk: Desk) -> None:
    take(desk)
    told = Told(
        number="13/2026",
        issued_on=date(2026, 8, 2),
        customer="2",
        amount=Decimal(1220),
        due_on=date(2026, 9, 2),
    )
    entry = confirm(desk, "carla", "12/2026", told)
    assert (entry.number, entry.state, entry.open.cents) == ("13/2026", "open", 122_000)
    assert (entry.issued_on, entry.due_on) == (date(2026, 8, 2), date(2026, 9, 2))
    assert owner(desk, "13/2026") == "Beta Impianti Srl"
    assert take(desk).known == 1
    assert [row for row in standing(desk) if row[2] != "cancelled"] == [
        ("13/2026", "proforma", "open", 122_000)
    ]
    with picture(desk) as tx:
        (file,) = invoice_files.files(tx, [entry.id])
    assert file["name"] == "avviso.pdf"


def test_a_correction_that_cannot_be_changes_nothing(desk: Desk) -> None:
    take(desk)
    with pytest.raises(Refused, match="no customer fits"):
        confirm(desk, "carla", "12/2026", Told(customer="Omega"))
    with pytest.raises(Refused, match="before its date"):
        confirm(desk, "carla", "12/2026", Told(due_on=date(2026, 7, 1)))
    assert standing(desk) == [("12/2026", "proforma", "review", 106_880)]


def test_only_a_proforma_is_corrected(desk: Desk) -> None:
    take(desk)
    confirm(desk, "carla", "12/2026")
    invoice(desk, "34/2026", 105_000)
    with pytest.raises(Refused, match="only a pro-forma"):
        confirm(desk, "carla", "34/2026", Told(amount=Decimal(5)))
    with pytest.raises(Refused, match="not in review"):
        confirm(desk, "carla", "12/2026", Told(amount=Decimal(5)))


@pytest.mark.parametrize(
    ("gone", "instead", "missing", "option"),
    [
        (" N. 12/2026", "", "its number is not to be found", "--number NUMBER"),
        (" del 01/08/2026", TWO_DAYS, "its date may be", "--issued DAY"),
        (
            "Alfa Srl",
            "",
            "its customer is not one of those known here",
            "--customer NO",
        ),
        (
            "Netto a pagare € 1.068,80",
            "",
            "speaks of a withholding",
            "--amount 1220.00",
        ),
    ],
)
def test_what_is_missing_is_said_with_the_option_that_says_it(
    desk: Desk, gone: str, instead: str, missing: str, option: str
) -> None:
    (problem,) = take(desk, WORDS.replace(gone, instead)).problems
    assert missing in problem
    assert problem.endswith(
        f"`sollecito import --proforma avviso.pdf {option}` says it"
    )
    assert standing(desk) == []
    assert [one.kind for one in set_aside(desk)] == ["proforma"]


def test_two_totals_are_asked_about_and_a_person_says_which(desk: Desk) -> None:
    words = f"{WORDS}Totale da pagare 999,00\n"
    assert "1068.80 EUR and 999.00 EUR" in take(desk, words).problems[0]
    taken = take(desk, words, only="proforma", told=Told(amount=Decimal(999)))
    assert (taken.invoices, taken.problems) == (1, [])
    assert standing(desk) == [("12/2026", "proforma", "review", 99_900)]
    assert set_aside(desk) == ()


def test_a_scan_is_said_whole(desk: Desk) -> None:
    (problem,) = take(desk, "", only="proforma").problems
    assert "--number NUMBER --issued DAY --amount 1220.00 --customer NO" in problem
    told = Told("7", date(2026, 8, 1), "Beta", Decimal(50))
    taken = take(desk, "", only="proforma", told=told)
    assert taken.invoices == 1
    assert standing(desk) == [("7", "proforma", "review", 5_000)]
    assert the(desk, "7").due_on == date(2026, 8, 31)
    assert "names no due date" in the(desk, "7").remarks


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (f"P.IVA {OURS}\nP.IVA {THEIRS}", "Alfa Srl"),
        ("bea@other.test office@firm.test", "Beta Impianti Srl"),
        ("Cliente: BETA IMPIANTI S.R.L.", "Beta Impianti Srl"),
        ("Beta Impianti Srl Via Verdi 3 Verona", "Beta Impianti Srl"),
    ],
)
def test_its_customer_is_known_by_number_address_or_name(
    desk: Desk, words: str, name: str
) -> None:
    desk = replace(desk, intake=replace(desk.intake, own_vat_id=f"IT{OURS}"))
    assert take(desk, WORDS.replace("Spett.le Alfa Srl", words)).problems == []
    assert owner(desk) == name


def test_a_name_is_not_enough_beside_the_number_of_another(desk: Desk) -> None:
    desk = replace(desk, intake=replace(desk.intake, own_vat_id=f"IT{OURS}"))
    (problem,) = take(desk, f"{WORDS}P.IVA {OTHER}\n").problems
    assert "its customer" in problem


def test_of_several_customers_a_person_names_one(desk: Desk) -> None:
    (problem,) = take(desk, f"{WORDS}Beta Impianti Srl\n").problems
    assert "its customer may be" in problem
    assert "Alfa Srl" in problem


def test_one_to_be_paid_to_another_account_is_no_customers(desk: Desk) -> None:
    words = WORDS.replace(
        "IT60 X054 2811 1010 0000 0123 456", "DE89 3704 0044 0532 0130 00"
    )
    (problem,) = take(desk, words).problems
    assert "account ...3000" in problem


def test_the_copy_of_one_that_stands_is_kept_with_it(desk: Desk) -> None:
    document(desk, "12/2026", 106_880)
    taken, found = take(desk, "PROFORMA", "12-2026.pdf"), the(desk)
    assert (taken.known, taken.problems) == (1, [])
    with picture(desk) as tx:
        (file,) = invoice_files.files(tx, [found.id])
    assert file["name"] == "12-2026.pdf"


def test_a_file_about_another_customer_is_no_copy_of_it(desk: Desk) -> None:
    document(desk, "12/2026", 106_880)
    words = "PROFORMA\nSpett.le Beta Impianti Srl\nTotale 9,00"
    taken, found = take(desk, words, "12-2026.pdf"), the(desk)
    assert len(taken.problems) == 1
    with picture(desk) as tx:
        assert invoice_files.files(tx, [found.id]) == ()


def test_a_pdf_that_calls_itself_an_invoice_is_a_copy(desk: Desk) -> None:
    words = "Fattura n. 34\nSaldo avviso di parcella 12/2026\nAlfa Srl\nTotale 5,00"
    assert "a copy of which invoice?" in take(desk, words).problems[0]
    assert standing(desk) == []


def test_it_is_dropped_like_any_file(desk: Desk, tmp_path: Path) -> None:
    intake = replace(desk.intake, folder=tmp_path, settle_seconds=0.0)
    desk = replace(desk, intake=intake, readers=readers())
    (tmp_path / "a.pdf").write_bytes(made.written(WORDS))
    (tmp_path / "b.pdf").write_bytes(
        made.written("PROFORMA 5\n3 agosto 2026\nTotale 9,00")
    )
    rounds.take_files(desk)
    assert [row[0] for row in standing(desk)] == ["12/2026"]
    assert (tmp_path / "done" / "a.pdf").exists()
    assert (tmp_path / "aside" / "b.pdf").exists()
    (still,) = quarantine.retry(desk, "carla", 1)
    assert "--customer NO" in still


def test_the_summary_asks_to_confirm_it(desk: Desk) -> None:
    take(desk)
    assert [title for title, _, _ in said(desk, "invoice.review")] == [
        "12/2026 Alfa Srl"
    ]


def test_once_it_is_paid_its_invoice_is_to_be_issued(desk: Desk) -> None:
    take(desk)
    given.money(desk, 106_880, "avviso di parcella 12/2026", "Alfa Srl")
    settle(desk)
    assert said(desk, "proforma.paid") == []

    confirm(desk, "carla", "12/2026")

    ((title, amount, day),) = said(desk, "proforma.paid")
    assert (title, str(amount), day) == (
        "12/2026 Alfa Srl",
        "1068.80 EUR",
        date(2026, 9, 19),
    )
