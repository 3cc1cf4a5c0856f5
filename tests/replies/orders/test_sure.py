"""Sure: what lets something leave is read only where every word is accounted for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.replies.orders.order import Order, orders

SENT = date(2026, 5, 12)
CUSTOMERS = ("Rossi Srl", "Officine Blu Spa", "Verdi Anna")
NUMBERS = ("12/2026", "14/2026", "FT 7")
GIVING = [
    "3 ok",
    "3 manda copia",
    "3 riprendi",
    "riprendi tutto",
    "3 stralcia",
    "annulla 3",
    "3 pagata in contanti",
    "3 è della 12/2026",
    "3 non è suo",
    "3 not from Rossi",
]


def read(line: str) -> list[Order]:
    return list(orders(line, SENT, CUSTOMERS, NUMBERS))


def actions(line: str) -> set[str]:
    return {each.action for each in read(line)}


@pytest.mark.parametrize("line", GIVING)
@pytest.mark.parametrize("word", ["solo", "qblx", "prima", "but", "не", "👎"])
def test_a_word_that_nobody_knows_makes_an_order_asked_back(
    line: str, word: str
) -> None:
    assert "not_understood" not in actions(line)
    assert actions(f"{line} {word}") == {"not_understood"}


@given(st.text(alphabet="abcdefghijklmnoprstuv", min_size=1, max_size=9))
def test_no_unknown_word_lets_a_letter_leave(word: str) -> None:
    assert "approve" not in actions(f"3 ok zq{word}")


@pytest.mark.parametrize(
    "line",
    [
        "5 si ma solo dopo il 3 giugno",
        "3 yes but not before Monday",
        "3 ok domani",
        "3 send it by Friday",
        "3 sì se paga",
        "1 ok 2",
        "3 ok 4 5",
        "3 send to all",
        "3 send it to me",
        "could we send 2?",
    ],
)
def test_what_is_held_back_is_not_approved(line: str) -> None:
    assert actions(line) == {"not_understood"}


@pytest.mark.parametrize(
    "line", ["dont send 4", "nn mandare la 4", "non approvo la 4", "do not approve 4"]
)
def test_a_denial_without_an_apostrophe_is_one(line: str) -> None:
    assert actions(line) == {"skip"}


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("5 mandala il 20/5", date(2026, 5, 20)),
        ("la 5 mandala tra dieci giorni", date(2026, 5, 22)),
        ("send 5 on Friday", date(2026, 5, 15)),
    ],
)
def test_a_letter_to_send_on_a_day_waits_for_it(line: str, until: date) -> None:
    (order,) = read(line)

    assert (order.action, order.item, order.until) == ("wait", 5, until)


@pytest.mark.parametrize(
    "line",
    [
        "2 pagati 30 e 20 in contanti",
        "stralcia 12/2026 e 14/2026",
        "2 è della 12/2026 e della 14/2026",
        "riprendi Rossi dal 10 giugno",
        "send copy of 12/2026 to the lawyer",
    ],
)
def test_what_is_left_over_is_not_dropped(line: str) -> None:
    assert actions(line) == {"not_understood"}


@pytest.mark.parametrize(
    ("line", "target"),
    [
        ("6 should be 14/2026 not 12/2026", "14/2026"),
        ("6 è di Verdi Anna non di Rossi", "Verdi Anna"),
        ("6 non è di Rossi, è di Verdi Anna", "Verdi Anna"),
    ],
)
def test_a_correction_goes_where_it_is_not_denied(line: str, target: str) -> None:
    (order,) = read(line)

    assert (order.action, order.target) == ("correct", target)


def test_what_has_a_reason_of_a_known_kind_is_obeyed() -> None:
    assert actions("6 stralcia, sono falliti") == {"write_off"}
    assert actions("5 bad debt, write it off") == {"write_off"}
    assert actions("3 annulla quello che ho detto ieri") == {"undo"}
    assert actions("stop a tutto finché non te lo dico") == {"stop_all"}


def test_taken_off_hold_is_not_held() -> None:
    assert actions("take Rossi off hold") == {"resume"}
    assert actions("Rossi on hold") == {"pause"}


def test_to_stop_all_no_more_need_be_understood() -> None:
    assert actions("STOP everything, error!") == {"stop_all"}
    assert actions("ferma tutto, c'è un errore nelle lettere") == {"stop_all"}
    assert actions("non fermare tutto") != {"stop_all"}
    assert actions("don't stop everything") != {"stop_all"}


@pytest.mark.parametrize(
    ("line", "whose"),
    [
        ("2 non è suo", ""),
        ("2 no, non è suo, grazie", ""),
        ("2 questo bonifico non è suo", ""),
        ("2 it's not theirs", ""),
        ("2 nicht von ihm", ""),
        ("2 n'est pas de lui", ""),
        ("2 no es suyo", ""),
        ("2 non è di Rossi", "Rossi Srl"),
        ("2 not from Officine Blu", "Officine Blu Spa"),
        ("2 it's not Rossi's", "Rossi Srl"),
    ],
)
def test_who_did_not_pay_is_heard_where_nothing_else_is_said(
    line: str, whose: str
) -> None:
    (order,) = read(line)

    assert (order.item, order.action, order.target) == (2, "not_his", whose)


@pytest.mark.parametrize(
    "line",
    [
        "2 non è suo problema",
        "2 not his fault",
        "2 non è solo suo",
        "2 non è suo?",
        "2 forse non è suo",
        "2 non è vero che non è suo",
        "2 non non è suo",
        "2 not sure it's his",
        "2 ok ma non è suo",
        "2 non è suo ma ok",
        "2 non è suo finché non chiama",
        "2 non è di Rossi 14/2026",
        "2 not Rossi but Verdi",
    ],
)
def test_a_denial_with_one_word_more_is_asked_back(line: str) -> None:
    assert actions(line) == {"not_understood"}


def test_whose_it_is_instead_counts_more_than_whose_it_is_not() -> None:
    (order,) = read("2 non è suo, è di Verdi Anna")

    assert (order.action, order.target) == ("correct", "Verdi Anna")
