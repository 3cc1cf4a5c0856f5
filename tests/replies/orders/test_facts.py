"""Facts: days, sums and outcomes are what the line says, or nothing."""

from datetime import date

import pytest

from agent.replies.orders.order import Order, orders

SENT = date(2026, 11, 25)
CUSTOMERS = ("Rossi Srl", "Studio Acero")
NUMBERS = ("12/2026", "14/2026")


def one(line: str) -> Order:
    (found,) = orders(line, SENT, CUSTOMERS, NUMBERS)
    return found


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("pause rossi till jan 15", date(2027, 1, 15)),
        ("pausa Rossi fino a Natale", date(2026, 12, 25)),
        ("3 give them another fortnight", date(2026, 12, 9)),
        ("rossi paying friday", date(2026, 11, 27)),
    ],
)
def test_a_day_is_the_one_named(line: str, until: date) -> None:
    assert one(line).until == until


def test_a_document_is_not_read_out_of_a_day() -> None:
    order = one("non scrivere più a Studio Acero fino al 31/12/2026")

    assert (order.action, order.invoice, order.until) == (
        "pause",
        "",
        date(2026, 12, 31),
    )


@pytest.mark.parametrize(
    "line",
    [
        "pause rossi until 15",
        "pausa Rossi fino a Pasqua",
        "3 in pausa fino al 10, poi il 20",
        "3 aspetta 10 giorni non 20",
        "2 no 3",
        "sospendi 12/2026 e 14/2026",
    ],
)
def test_a_day_or_a_number_left_over_is_asked_about(line: str) -> None:
    assert one(line).action == "not_understood"


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("3 got through, he's looking into it", "reached"),
        ("3 call made no answer", "not_reached"),
        ("3 called, nobody there", "not_reached"),
        ("3: mi richiamano loro domani", "call_back"),
        ("3 spoke to Dave, cheque by the end of the month", "promise"),
        ("3 called, they say goods were damaged", "dispute"),
    ],
)
def test_a_call_is_told_in_many_words(line: str, outcome: str) -> None:
    order = one(line)

    assert (order.action, order.outcome) == ("called", outcome)


@pytest.mark.parametrize(
    "line",
    [
        "3 called: contesta 50, paga il resto venerdì",
        "3 called and they pay Friday or call back Monday",
        "3 called, not yet",
        "3 called, pays Friday if the goods arrive",
    ],
)
def test_a_call_with_two_results_or_half_a_one_is_asked_back(line: str) -> None:
    assert one(line).action == "not_understood"


def test_the_day_of_a_call_is_not_the_day_of_its_result() -> None:
    assert one("Rossi chiamata stamattina, contestano l'importo").until is None
    assert one("3 rang on Monday, pays Friday").until == date(2026, 11, 27)


@pytest.mark.parametrize(
    "line",
    [
        "2 spera di pagare venerdì",
        "2 might pay Friday",
        "dubito che Rossi paga venerdì",
        "2 paga venerdì se arriva la merce",
        "2 ha pagato 300, il resto lo paga venerdì",
    ],
)
def test_a_hope_or_a_condition_is_no_promise(line: str) -> None:
    assert one(line).action == "not_understood"


@pytest.mark.parametrize(
    ("line", "action"),
    [
        ("2 pagati mille euro", "not_understood"),
        ("2 pagati 1.000 euro", "paid"),
        ("2 paid EUR 350", "paid"),
    ],
)
def test_a_sum_in_letters_is_asked_back(line: str, action: str) -> None:
    assert one(line).action == action


def test_a_pause_that_is_denied_from_afar_is_none() -> None:
    line = "non voglio assolutamente mettere in pausa Rossi"

    assert one(line).action == "not_understood"
