"""Orders: lines the owner writes under the summary of Tuesday 12 May 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.replies.orders.order import Order, orders
from agent.replies.orders.words import ACTIONS

SENT = date(2026, 5, 12)
CUSTOMERS = ("Rossi Srl", "Officine Blu Spa", "Verdi Anna")
NUMBERS = ("12/2026", "FT 7")


def one(line: str) -> Order:
    (found,) = orders(line, SENT, CUSTOMERS, NUMBERS)
    return found


@pytest.mark.parametrize(
    ("line", "item", "action"),
    [
        ("1 ok", 1, "approve"),
        ("2. sì, mandala", 2, "approve"),
        ("3) yes", 3, "approve"),
        ("4: ja", 4, "approve"),
        ("5 oui", 5, "approve"),
        ("6 vale", 6, "approve"),
        ("1 no", 1, "skip"),
        ("2 non mandare", 2, "skip"),
        ("2 non ok", 2, "skip"),
        ("3 skip", 3, "skip"),
        ("4 nicht senden", 4, "skip"),
        ("1 contesta il prezzo", 1, "dispute"),
        ("1 stralcia", 1, "write_off"),
        ("1 annulla", 1, "undo"),
        ("1 perché?", 1, "why"),
        ("why 12/2026", None, "why"),
        ("1 manda copia", 1, "send_copy"),
        ("ferma tutto", None, "stop_all"),
        ("stop all", None, "stop_all"),
        ("riprendi tutto", None, "resume_all"),
        ("resume everything", None, "resume_all"),
        ("riprendi Rossi", None, "resume"),
        ("3 nota: parlare con il socio", 3, "note"),
        ("2 incassato in contanti", 2, "paid"),
        ("2 non pagata", 2, "not_understood"),
        ("2 boh", 2, "not_understood"),
        ("annulla 4", 4, "undo"),
        ("undo 4.", 4, "undo"),
        ("perché 3?", 3, "why"),
        ("ok 2", 2, "approve"),
        ("approva la 2", 2, "approve"),
        ("aspetta 10", None, "wait"),
        ("12 mele rosse", 12, "not_understood"),
    ],
)
def test_a_line_orders(line: str, item: int | None, action: str) -> None:
    found = one(line)

    assert (found.line, found.item, found.action) == (line, item, action)


@pytest.mark.parametrize(
    ("line", "action", "until"),
    [
        ("2 aspetta 10", "wait", date(2026, 5, 22)),
        ("2 aspetta 10 giorni", "wait", date(2026, 5, 22)),
        ("2 wait until Friday", "wait", date(2026, 5, 15)),
        ("2 warten bis 20. Mai", "wait", date(2026, 5, 20)),
        ("pausa Rossi fino al 31 maggio", "pause", date(2026, 5, 31)),
        ("pause 12/2026 until the end of June", "pause", date(2026, 6, 30)),
        ("4 paga venerdì", "promise", date(2026, 5, 15)),
        ("4 zahlt am Freitag", "promise", date(2026, 5, 15)),
        ("pausa Rossi", "pause", None),
    ],
)
def test_a_day_is_counted_from_the_mail(
    line: str, action: str, until: date | None
) -> None:
    found = one(line)

    assert (found.action, found.until) == (action, until)


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("3 chiamato: paga venerdì", "promise"),
        ("3 chiamato, non risponde", "not_reached"),
        ("3 non risponde", "not_reached"),
        ("3 called, wrong number", "wrong_number"),
        ("3 telefonato, richiama lui domani", "call_back"),
        ("3 sentito, contesta la fattura", "dispute"),
        ("3 angerufen", "reached"),
        ("3 appelé: paiera vendredi", "promise"),
        ("3 llamado, no contesta", "not_reached"),
    ],
)
def test_a_call_has_an_outcome(line: str, outcome: str) -> None:
    found = one(line)

    assert (found.action, found.outcome) == ("called", outcome)


def test_a_call_keeps_the_day_that_was_promised() -> None:
    assert one("3 chiamato: paga venerdì").until == date(2026, 5, 15)


def test_customers_and_invoices_are_named_as_the_ledger_writes_them() -> None:
    assert one("pausa officine blu").customer == "Officine Blu Spa"
    assert one("riprendi la 12/2026").invoice == "12/2026"


def test_money_that_came_another_way_has_its_amount() -> None:
    assert one("2 pagato 500 in contanti").amount == "500.00"
    assert one("2 paid € 1.220,50").amount == "1220.50"


def test_a_correction_names_its_target() -> None:
    assert one("5 è della 12/2026") == Order(
        "5 è della 12/2026", item=5, action="correct", target="12/2026"
    )
    assert one("5 belongs to Verdi Anna").target == "Verdi Anna"
    assert one("5 va bene").action == "approve"


def test_several_items_are_several_orders() -> None:
    assert [each.item for each in orders("1, 2 e 5 ok", SENT)] == [1, 2, 5]
    assert [each.item for each in orders("1-3 ok", SENT)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("1 ok, 2 no", [(1, "approve"), (2, "skip")]),
        ("1 ok e 2 aspetta 10", [(1, "approve"), (2, "wait")]),
        ("uno ok, due no", [(1, "approve"), (2, "skip")]),
        ("3 chiamato il 12, paga il 20", [(3, "called")]),
        ("2 pagato 30 e 20 in contanti", [(2, "not_understood")]),
        ("10 giorni di pausa a Rossi", [(None, "pause")]),
    ],
)
def test_a_line_may_hold_several_orders(
    line: str, meant: list[tuple[int | None, str]]
) -> None:
    found = orders(line, SENT, CUSTOMERS, NUMBERS)

    assert [(each.item, each.action) for each in found] == meant


def test_what_the_summary_writes_under_a_line_is_no_order() -> None:
    assert orders("→ 1 ok · 1 no · 1 aspetta 7 giorni", SENT) == ()


def test_greetings_and_thanks_are_no_orders() -> None:
    text = "Buongiorno,\n1 ok\n2 no\n\nGrazie\nCordiali saluti"

    assert [each.action for each in orders(text, SENT)] == ["approve", "skip"]


@given(st.text(max_size=200))
def test_any_text_gives_known_actions(text: str) -> None:
    known = {action for action, _ in ACTIONS} | {"not_understood"}

    assert {each.action for each in orders(text, SENT, CUSTOMERS)} <= known
