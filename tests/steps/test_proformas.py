"""Pro-formas: asked for, then the invoice takes their place with all that hangs on it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from agent.errors import Refused
from agent.ledger import disputes, events, invoices, outbox, payments
from agent.ledger.invoices import Entry
from agent.model.invoice import DocumentKind, Instalment, Invoice, Party
from agent.model.money import Money
from agent.steps import import_invoices, rounds
from agent.steps.act import cases, planning
from agent.steps.act.invoicing import confirm, replace_proforma
from agent.steps.act.money import allocate
from agent.steps.day import gather
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.import_invoices import Imported
from agent.steps.intake import take_file
from agent.steps.look.why import why
from agent.steps.settle import settle
from tests.steps import given

ISSUED, DUE = date(2026, 8, 1), date(2026, 8, 31)
TODAY = date(2026, 9, 7)


def document(
    desk: Desk,
    number: str,
    cents: int = 100_000,
    *,
    kind: DocumentKind = "proforma",
    issued_on: date = ISSUED,
    dues: tuple[date, ...] = (DUE,),
    names: tuple[str, ...] = (),
    related: tuple[str, ...] = (),
    name: str = "Alfa Srl",
) -> Imported:
    part = Money(cents // len(dues))
    read = Invoice(
        number=number,
        issued_on=issued_on,
        kind=kind,
        total=Money(cents),
        instalments=tuple(Instalment(due_on, part) for due_on in dues),
        buyer=Party(name=name, email="anna@client.test"),
        proformas=names,
        related=related,
    )
    with transaction(desk) as tx:
        return import_invoices.record(desk, tx, read, f"{number}.xml", number)


def invoice(desk: Desk, number: str, cents: int = 100_000, **said: object) -> Imported:
    plain = {"kind": "invoice", "issued_on": TODAY, "dues": (date(2026, 10, 7),)}
    return document(desk, number, cents, **{**plain, **said})  # type: ignore[arg-type]


def standing(
    desk: Desk, *, everything: bool = False
) -> list[tuple[str, str, str, int]]:
    with picture(desk) as tx:
        found = invoices.listed(tx, only_open=not everything)
    rows = [(one.number, one.kind, one.state, one.open.cents) for one in found]
    return sorted(rows)


def entry(desk: Desk, number: str) -> Entry:
    with picture(desk) as tx:
        (found,) = invoices.find(tx, (), number)
    return found


def said(desk: Desk, code: str) -> list[tuple[str, Money | None, date | None]]:
    with picture(desk) as tx:
        today = gather(desk, tx, tx.now - timedelta(days=1))
    return [
        (one.title, one.amount, one.day) for one in today.do_today if one.said == code
    ]


def test_a_proforma_is_asked_for_by_letters_of_its_own(desk: Desk) -> None:
    document(desk, "PF 7/2026")

    rounds.run_round(desk)
    given.send_all(desk)

    with picture(desk) as tx:
        (letter,) = outbox.in_state(tx, "sent")
    assert letter.kind == "proforma"
    assert letter.subject == "Proforma PF 7/2026 – Studio Prova"


def test_the_invoice_that_names_it_takes_its_place(desk: Desk) -> None:
    document(desk, "7/2026")

    told = invoice(desk, "34/2026", 100_200, names=("7",))

    assert told.is_fresh
    assert standing(desk, everything=True) == [("34/2026", "invoice", "open", 100_200)]
    assert entry(desk, "34/2026").due_on == date(2026, 10, 7)


def test_the_only_one_of_just_that_amount_gives_way(desk: Desk) -> None:
    document(desk, "7/2026")
    document(desk, "8/2026", 50_000)

    invoice(desk, "34/2026")

    assert standing(desk, everything=True) == [
        ("34/2026", "invoice", "open", 100_000),
        ("8/2026", "proforma", "open", 50_000),
    ]


def test_what_was_paid_promised_and_contested_stays(desk: Desk) -> None:
    document(desk, "7/2026")
    given.money(desk, 40_000, "acconto", "Alfa Srl")
    settle(desk)
    allocate(desk, "carla", 1, ["7/2026"])
    cases.dispute(desk, "carla", "7/2026", "ore non fatte", "")
    before = entry(desk, "7/2026").id

    invoice(desk, "34/2026", names=("7/2026",))

    after = entry(desk, "34/2026")
    assert (after.id, after.open) == (before, Money(60_000))
    with picture(desk) as tx:
        (contested,) = disputes.listed(tx, invoice=after.id)
        log = [one.what for one in events.of(tx, f"invoice:{after.id}")]
    assert contested.reason == "ore non fatte"
    assert "proforma.recorded" in log
    assert "proforma.replaced" in log


def test_a_letter_not_gone_that_speaks_of_it_is_taken_back(desk: Desk) -> None:
    document(desk, "7/2026")
    rounds.run_round(desk)

    invoice(desk, "34/2026")
    given.send_all(desk)

    assert given.channel(desk).taken == []


def test_read_again_it_is_known_by_its_invoice(desk: Desk) -> None:
    document(desk, "7/2026")
    invoice(desk, "34/2026")

    again = document(desk, "7/2026", 90_000)

    assert (again.is_fresh, again.problem) == (False, "")
    assert standing(desk, everything=True) == [("34/2026", "invoice", "open", 100_000)]


def test_the_invoice_read_again_is_no_news(desk: Desk) -> None:
    document(desk, "7/2026", dues=(DUE, date(2026, 9, 30)))
    invoice(desk, "34/2026")

    again = invoice(desk, "34/2026")

    assert (again.is_fresh, again.problem) == (False, "")
    assert [row[3] for row in standing(desk)] == [100_000]


def test_a_proforma_that_comes_after_the_invoice_naming_it_is_none(desk: Desk) -> None:
    invoice(desk, "34/2026", 90_000, names=("7/2026",))

    document(desk, "7/2026")

    assert standing(desk) == [("34/2026", "invoice", "open", 90_000)]


def test_a_proforma_that_comes_after_an_invoice_of_its_amount_waits(
    desk: Desk,
) -> None:
    invoice(desk, "34/2026")

    document(desk, "7/2026")

    assert standing(desk) == [
        ("34/2026", "invoice", "open", 100_000),
        ("7/2026", "proforma", "review", 100_000),
    ]


@pytest.mark.parametrize(
    ("cents", "names"),
    [(102_000, ()), (60_000, ("7/2026",)), (100_000, ("7/2026", "8/2026"))],
    ids=["nearly as much", "less than it names", "two of them"],
)
def test_what_is_not_clear_waits_for_a_person(
    desk: Desk, cents: int, names: tuple[str, ...]
) -> None:
    document(desk, "7/2026")
    document(desk, "8/2026", 100_000)

    invoice(desk, "34/2026", cents, names=names)

    assert ("34/2026", "invoice", "review", cents) in standing(desk)
    assert [title for title, _, _ in said(desk, "invoice.review")] == [
        "34/2026 Alfa Srl"
    ]


def test_an_invoice_of_quite_another_amount_is_another_debt(desk: Desk) -> None:
    document(desk, "7/2026")

    invoice(desk, "34/2026", 30_000)

    assert [row[2] for row in standing(desk)] == ["open", "open"]


def test_beside_a_paid_proforma_any_invoice_is_asked_about_first(desk: Desk) -> None:
    document(desk, "7/2026")
    given.money(desk, 100_000, "proforma 7/2026", "Alfa Srl")
    settle(desk)

    invoice(desk, "34/2026", 130_000)

    assert entry(desk, "34/2026").state == "review"


def test_a_person_says_which_one_it_replaces(desk: Desk) -> None:
    document(desk, "7/2026")
    document(desk, "8/2026")
    invoice(desk, "34/2026")

    replace_proforma(desk, "carla", "34/2026", "8/2026")

    assert standing(desk) == [
        ("34/2026", "invoice", "open", 100_000),
        ("7/2026", "proforma", "open", 100_000),
    ]
    assert "in the place of pro-forma 8/2026" in why(desk, "34/2026").paragraph


def test_a_person_says_that_it_is_one_more(desk: Desk) -> None:
    document(desk, "7/2026")
    document(desk, "8/2026")
    invoice(desk, "34/2026")

    confirm(desk, "carla", "34/2026", None)

    assert [row[2] for row in standing(desk)] == ["open", "open", "open"]


def test_an_invoice_replaces_no_invoice(desk: Desk) -> None:
    invoice(desk, "34/2026")
    invoice(desk, "35/2026")

    with pytest.raises(Refused, match="that of a pro-forma"):
        replace_proforma(desk, "carla", "34/2026", "35/2026")


def test_what_was_paid_too_much_is_free_again_and_asked_about(desk: Desk) -> None:
    document(desk, "7/2026")
    given.money(desk, 100_000, "proforma 7/2026", "Alfa Srl")
    settle(desk)

    invoice(desk, "34/2026", 97_000, names=("7/2026",))

    assert standing(desk) == []
    with picture(desk) as tx:
        (payment,) = payments.latest(tx, 1)
    assert (payment.free, payment.decision) == (Money(3_000), "unknown")


def test_money_fills_the_instalments_of_the_invoice_in_order(desk: Desk) -> None:
    document(desk, "7/2026")
    given.money(desk, 100_000, "proforma 7/2026", "Alfa Srl")
    settle(desk)

    invoice(
        desk, "34/2026", 150_000, names=("7/2026",), dues=(TODAY, date(2026, 10, 7))
    )

    whole = entry(desk, "34/2026").id
    with picture(desk) as tx:
        left = [one.open.cents for one in invoices.items_of(tx, whole)]
    assert left == [0, 50_000]


def test_a_payment_that_names_the_proforma_finds_its_invoice(desk: Desk) -> None:
    document(desk, "7/2026")
    document(desk, "9/2026", 100_000, name="Beta Srl")
    invoice(desk, "34/2026")

    given.money(desk, 100_000, "saldo pro forma n. 7/2026", "Alfa Srl")
    settle(desk)

    assert standing(desk) == [("9/2026", "proforma", "open", 100_000)]


def test_a_payment_that_names_a_proforma_pays_no_invoice_of_that_number(
    desk: Desk,
) -> None:
    invoice(desk, "7/2026")

    given.money(desk, 100_000, "saldo proforma 7/2026", "Alfa Srl")
    settle(desk)

    assert [row[3] for row in standing(desk)] == [100_000]


def test_paying_one_asks_for_its_invoice_within_twelve_days(desk: Desk) -> None:
    document(desk, "7/2026")
    given.money(
        desk, 100_000, "proforma 7/2026", "Alfa Srl", booked_on=date(2026, 9, 4)
    )
    settle(desk)

    assert said(desk, "proforma.paid") == [
        ("7/2026 Alfa Srl", Money(100_000), date(2026, 9, 16))
    ]


def test_once_its_invoice_came_none_is_to_be_issued(desk: Desk) -> None:
    document(desk, "7/2026")
    given.money(desk, 100_000, "proforma 7/2026", "Alfa Srl")
    settle(desk)

    invoice(desk, "34/2026")

    assert said(desk, "proforma.paid") == []
    assert standing(desk, everything=True) == [("34/2026", "invoice", "open", 0)]


@pytest.mark.parametrize(("asked", "left"), [(100_000, 0), (101_000, 1_500)])
def test_a_bank_fee_closed_with_it_is_closed_of_the_invoice_that_leaves_the_same(
    desk: Desk, asked: int, left: int
) -> None:
    document(desk, "7/2026")
    given.money(desk, 99_500, "proforma 7/2026", "Alfa Srl")
    settle(desk)

    invoice(desk, "34/2026", asked, names=("7/2026",))

    assert standing(desk, everything=True) == [("34/2026", "invoice", "open", left)]


def test_a_list_of_what_is_open_need_not_name_proformas(desk: Desk) -> None:
    document(desk, "7/2026")
    table = b"Numero;Data;Totale;Residuo;Cliente\n50/2026;01/09/2026;10,00;10,00;Beta\n"

    take_file(desk, "list.csv", table, only="open_items")

    assert given.standing_holds(desk) == []


def test_a_list_of_both_kinds_asks_for_each_debt_once(desk: Desk) -> None:
    table = (
        b"Tipo;Numero;Data;Scadenza;Totale;Cliente\n"
        b"Fattura;34/2026;05/09/2026;05/10/2026;1.000,00;Alfa Srl\n"
        b"Avviso di parcella;7/2026;01/08/2026;31/08/2026;1.000,00;Alfa Srl\n"
        b"Preventivo;3/2026;01/08/2026;31/08/2026;900,00;Alfa Srl\n"
    )

    take_file(desk, "documenti.csv", table)

    assert standing(desk) == [("34/2026", "invoice", "open", 100_000)]


def test_a_list_of_known_invoices_is_not_taken_for_proformas_too(desk: Desk) -> None:
    table = (
        b"Numero;Data;Scadenza;Totale;Cliente\n"
        b"7/2026;01/08/2026;31/08/2026;10,00;Alfa Srl\n"
        b"8/2026;01/08/2026;31/08/2026;20,00;Alfa Srl\n"
    )
    take_file(desk, "export.csv", table.replace(b"8/2026;01/08", b"8/2026;02/08"))

    told = take_file(desk, "again.csv", table, only="proforma")

    (problem,) = told.problems
    assert "7/2026 of 2026-08-01 stands already as an invoice" in problem
    assert standing(desk) == [
        ("7/2026", "invoice", "open", 1_000),
        ("8/2026", "invoice", "open", 2_000),
        ("8/2026", "proforma", "review", 2_000),  # it may be that invoice
    ]


def test_a_file_is_of_proformas_where_a_person_says_so(desk: Desk) -> None:
    table = b"Numero;Data;Scadenza;Totale;Cliente\n7;01/08/2026;31/08/2026;10,00;Alfa\n"

    take_file(desk, "export.csv", table, only="proforma")

    assert standing(desk) == [("7", "proforma", "open", 1_000)]


def test_a_pro_forma_that_is_paid_in_parts_is_tied_by_a_person(desk: Desk) -> None:
    document(desk, "P1/2026")
    planning.propose(desk, "carla", 2, date(2026, 9, 21), customer="Alfa")
    planning.accept(desk, "carla", "Alfa")

    invoice(desk, "7/2026", names=("P1/2026",))

    assert standing(desk) == [
        ("7/2026", "invoice", "review", 100_000),
        ("P1/2026", "proforma", "open", 100_000),
    ]
