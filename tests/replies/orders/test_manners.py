"""Manners: courtesy around an order changes nothing, and a note orders nothing."""

from datetime import date

import pytest

from agent.replies.orders.order import orders

SENT = date(2026, 5, 12)
CUSTOMERS = ("Rossi Srl", "Verdi Anna")


def read(text: str) -> list[tuple[int | None, str]]:
    return [(each.item, each.action) for each in orders(text, SENT, CUSTOMERS)]


@pytest.mark.parametrize(
    "line",
    [
        "Ciao, per favore la 3 sì. Grazie mille, Giulia",
        "Buonasera, potresti gentilmente procedere con la numero 3? Cordiali saluti",
        "Would you be so kind as to send number 3? Kind regards,",
        "Hi there, please approve 3. Thanks!",
        "can you send 3?",
        "3 y",
        "3 okk",
    ],
)
def test_a_polite_order_is_one(line: str) -> None:
    assert read(line) == [(3, "approve")]


@pytest.mark.parametrize("line", ["3 ok?", "did you send 3?", "should we send 3?"])
def test_a_question_is_no_order(line: str) -> None:
    assert read(line) == [(3, "not_understood")]


@pytest.mark.parametrize("line", ["Thanks, have a good day", "Grazie, buona giornata!"])
def test_wishes_are_no_order(line: str) -> None:
    assert read(line) == []


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("nota: 3 ok, 4 annulla", None),
        ("note for Rossi: new accounts lady is called Susan", None),
        ("3 remember they always pay in January", 3),
        ("ricordati che Rossi paga venerdì", None),
        ("nota per la 3: chiamare la mattina", 3),
    ],
)
def test_whatever_a_note_says_is_kept_and_not_done(line: str, item: int | None) -> None:
    assert read(line) == [(item, "note")]


def test_what_follows_a_note_in_its_line_belongs_to_it() -> None:
    assert read("1 ok, 2 nota: chiamare Rossi, 3 ok") == [(1, "approve"), (2, "note")]


def test_yes_and_no_in_one_letter_are_told_from_a_list() -> None:
    assert read("1 y 2 n") == [(1, "approve"), (2, "skip")]
    assert read("1 y 2 ok") == [(1, "approve"), (2, "approve")]


def test_numbers_apart_by_blanks_are_all_meant() -> None:
    meant = [(1, "approve"), (2, "approve"), (3, "approve")]

    assert read("1 2 3 ok") == read("1 2 e 3 ok") == meant


def test_please_may_stand_behind_a_number() -> None:
    meant = [(1, "approve"), (2, "wait")]

    assert read("1 ok, thanks. 2 please wait till Monday.") == meant
    assert read("potresti aspettare con la 2 fino a venerdì?") == meant[1:]
