"""Several orders in one line, and numbers behind words: none is lost, none invented."""

from __future__ import annotations

from datetime import date

import pytest

from agent.replies.orders.order import Order, orders

SENT = date(2026, 5, 12)
CUSTOMERS = ("Rossi Srl", "Verdi Anna")


def read(text: str) -> tuple[Order, ...]:
    return orders(text, SENT, CUSTOMERS, ("12/2026",))


def acts(text: str) -> list[str]:
    return [f"{order.action} {order.item or ''}".strip() for order in read(text)]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("1 ok 2 no 3 ok", ["approve 1", "skip 2", "approve 3"]),
        ("la 1 va bene, la 2 no", ["approve 1", "skip 2"]),
        ("due e tre ok il quattro no", ["approve 2", "approve 3", "skip 4"]),
        ("item 1: ok. item 2: no", ["approve 1", "skip 2"]),
        ("Ok alla 4, alla 5 no", ["approve 4", "skip 5"]),
        ("3 ok, annulla 6", ["approve 3", "undo 6"]),
        ("send the copy to 3 and write off 4", ["send_copy 3", "write_off 4"]),
        ("per favore: 3 manda la copia", ["send_copy 3"]),
        ("called 3, will pay on Monday", ["called 3"]),
        ("chiamato il 3, non risponde", ["called 3"]),
        ("postpone 4 by two weeks", ["wait 4"]),
        ("2 paid 500 cash", ["paid 2"]),
        ("2 paga il 15 ok", ["promise 2"]),
        ("ok per tutto tranne la 3", ["not_understood 3"]),
        ("1 ok 1 no", ["approve 1", "skip 1"]),
        ("1 sì, anzi no", ["not_understood 1"]),
        ("ok 4, non 5", ["not_understood 4"]),
    ],
)
def test_a_line_is_read_in_its_parts(line: str, wanted: list[str]) -> None:
    assert acts(line) == wanted


def test_a_number_to_skip_is_no_number_of_days() -> None:
    (order,) = read("skip 4")
    assert order.until is None


def test_a_payment_that_is_denied_is_no_promise() -> None:
    assert acts("7 chiamata: la signora non c’era e non paga") == ["not_understood 7"]


def test_a_part_may_be_contested() -> None:
    (order,) = read("3 contesta 200 euro")
    assert (order.action, order.amount) == ("dispute", "200.00")


@pytest.mark.parametrize(
    "line",
    [
        "3 contestata, dice che il prezzo giusto è 500 euro",
        "3 contesta la fattura da 1.220,00 euro",
    ],
)
def test_an_amount_that_is_no_part_leaves_all_of_it_contested(line: str) -> None:
    (order,) = read(line)
    assert (order.action, order.amount) == ("dispute", "")


def test_the_writers_name_below_is_no_order() -> None:
    assert acts("1 ok\n\nCarla V.") == ["approve 1"]


def test_a_customers_name_below_is_asked_about() -> None:
    assert acts("1 ok\n\nRossi Srl") == ["approve 1", "not_understood"]


def test_not_this_but_that_is_a_correction() -> None:
    (order,) = read("2 non è Rossi, è Verdi Anna")
    assert (order.action, order.target) == ("correct", "Verdi Anna")


@pytest.mark.parametrize("line", ["3 ferma tutto", "3 riprendi tutto", "3 pause all"])
def test_a_number_never_stops_or_resumes_the_letters_to_all(line: str) -> None:
    assert acts(line) == ["not_understood 3"]


@pytest.mark.parametrize(
    "line",
    [
        "3 ha confermato il pagamento",
        "3 conferma di aver ricevuto la fattura",
        "3 da confermare",
        "3 confirm with him first",
        "3 he confirmed receipt",
    ],
)
def test_what_he_confirmed_approves_no_letter(line: str) -> None:
    assert acts(line) == ["not_understood 3"]


@pytest.mark.parametrize(
    "line", ["3 confermo", "3 conferma, grazie", "confermo 3", "conferma la 3"]
)
def test_who_confirms_approves(line: str) -> None:
    assert acts(line) == ["approve 3"]
