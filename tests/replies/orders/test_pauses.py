"""Pauses: where a period is named, a pause ends with it, or the line is asked back."""

from datetime import date

import pytest

from agent.replies.orders.order import Order, orders

SENT = date(2026, 5, 12)  # a Tuesday


def one(line: str) -> Order:
    (found,) = orders(line, SENT, ("Rossi Srl",), ("12/2026",))
    return found


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("pausa tutto agosto", date(2026, 8, 31)),
        ("pausa fino al 31 agosto", date(2026, 8, 31)),
        ("Pausa fino al 31/8, grazie", date(2026, 8, 31)),
        ("pause until 31 August please", date(2026, 8, 31)),
        ("pausa per due settimane", date(2026, 5, 26)),
        ("pausa tutto ad agosto", date(2026, 8, 31)),
        ("pausa tutto fino al 31 agosto", date(2026, 8, 31)),
        ("sospendi tutto dal 1/8 al 31/8", date(2026, 8, 31)),
        ("ferma tutto per due settimane", date(2026, 5, 26)),
        ("pausa tutto 10 giorni", date(2026, 5, 22)),
        ("ferma tutto fino a Natale", date(2026, 12, 25)),
        ("pausa tutto il mese", date(2026, 5, 31)),
        ("pausa tutto questo mese", date(2026, 5, 31)),
        ("stop all letters in August", date(2026, 8, 31)),
        ("stop all until 1 September", date(2026, 9, 1)),
        ("pause all this week", date(2026, 5, 17)),
        ("alles stoppen bis 31.8.", date(2026, 8, 31)),
        ("tout arrêter jusqu'au 31 août", date(2026, 8, 31)),
    ],
)
def test_a_stop_of_all_letters_ends_with_the_period_it_names(
    line: str, until: date
) -> None:
    found = one(line)

    assert (found.action, found.until) == ("stop_all", until)


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("Rossi pausa agosto", date(2026, 8, 31)),
        ("Rossi pausa tutto agosto", date(2026, 8, 31)),
        ("2 pausa tutto agosto", date(2026, 8, 31)),
        ("2 pausa per tutto agosto", date(2026, 8, 31)),
        ("Rossi pausa tutta la settimana", date(2026, 5, 17)),
        ("Rossi pausa tra il 10 e il 20 agosto", date(2026, 8, 20)),
        ("pausa 12/2026 from 1 August to 20 August", date(2026, 8, 20)),
        ("Rossi pause in may", date(2026, 5, 31)),
    ],
)
def test_a_pause_of_somebody_ends_with_the_period_it_names(
    line: str, until: date
) -> None:
    found = one(line)

    assert (found.action, found.until) == ("pause", until)


@pytest.mark.parametrize(
    "line",
    [
        "pausa tutto fino al rientro",
        "pausa tutto finché non torno",
        "pausa tutta l'estate",
        "Rossi pausa durante le ferie",
        "stop all over the summer",
        "pausa tutto dal 1 al 10 o al 20 agosto",
    ],
)
def test_a_period_whose_end_is_unknown_is_asked_back(line: str) -> None:
    assert one(line).action == "not_understood"


@pytest.mark.parametrize(
    "line",
    [
        "pausa",
        "Rosi pausa fino al 31/8",
        "pausa Neri fino al 31/8",
        "pausa al cantiere",
    ],
)
def test_a_pause_of_nobody_we_know_stops_not_all(line: str) -> None:
    assert one(line).action in ("pause", "not_understood")


@pytest.mark.parametrize(
    "line",
    ["ferma tutto", "stop all letters", "ferma tutto fino a nuovo ordine"],
)
def test_a_stop_without_a_period_has_no_end(line: str) -> None:
    found = one(line)

    assert (found.action, found.until) == ("stop_all", None)


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("ferma tutto per luglio e agosto", date(2026, 8, 31)),
        ("Rossi pausa a luglio e agosto", date(2026, 8, 31)),
        ("stop all letters in July and August", date(2026, 8, 31)),
        ("pausa tutto questa settimana e la prossima", date(2026, 5, 24)),
        ("pausa tutto fino al 31/7 e anche agosto", date(2026, 8, 31)),
    ],
)
def test_a_pause_of_two_periods_ends_with_the_second(line: str, until: date) -> None:
    assert one(line).until in (until, None)


@pytest.mark.parametrize(
    "line",
    [
        "ferma tutto, oggi ho visto un errore",
        "ferma tutto: il 15 maggio ho trovato un errore",
        "stop everything, I found an error in May",
        "ferma tutto! a maggio abbiamo cambiato banca",
        "ferma tutto a maggio abbiamo cambiato banca",
        "ferma tutto agosto è stato un disastro",
        "ferma tutto, fino a oggi mancano 3 pagamenti",
        "ferma tutto, da due settimane non arriva nulla",
        "ferma tutto perché a maggio abbiamo cambiato banca",
        "stop all I will be away until 31 August",
        "ferma tutto, errore 10",
        "Rossi pausa, oggi ho visto un errore",
    ],
)
def test_a_day_of_the_reason_ends_no_stop(line: str) -> None:
    assert one(line).until is None


@pytest.mark.parametrize(
    "line",
    [
        "pausa tutto dal 10 agosto",
        "stop all from 1 August",
        "pausa tutto a partire dal 10/8",
        "pausa tutto da domani al 6 gennaio",
        "pausa dal 10 agosto",
        "pausa tutto dalla prossima settimana",
        "ferma tutto tra due settimane",
        "stop all letters in two weeks",
        "ferma tutto domani",
        "ferma tutto entro venerdì",
        "pausa tutto dal 10 agosto al 20",
        "ferma tutto fino al 6 gennaio",
        "Rossi pausa dal 10 agosto",
    ],
)
def test_the_first_day_of_a_pause_is_not_its_last(line: str) -> None:
    found = one(line)

    assert found.until in (None, date(2027, 1, 6))


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("ferma tutto, fino al 31 agosto", date(2026, 8, 31)),
        ("ferma tutto fino al 31 agosto siamo chiusi", date(2026, 8, 31)),
        ("pausa tutto agosto per ferie", date(2026, 8, 31)),
        ("ferma tutto per luglio, agosto e settembre", date(2026, 9, 30)),
        ("fino al 31 agosto ferma tutto", date(2026, 8, 31)),
        ("da domani ferma tutto fino al 10 giugno", date(2026, 6, 10)),
        ("ferma tutto dal 10 agosto per due settimane", date(2026, 8, 24)),
        ("stop all mails to customers until 15 June", date(2026, 6, 15)),
        ("alles stoppen vom 1.8. bis 31.8.", date(2026, 8, 31)),
        ("Rossi pausa fino al 15/6, oggi ho visto un errore", date(2026, 6, 15)),
        ("pausa Rossi da domani al 20 giugno", date(2026, 6, 20)),
    ],
)
def test_a_period_bound_to_a_pause_is_its_end(line: str, until: date) -> None:
    assert one(line).until == until


@pytest.mark.parametrize(
    "line",
    [
        "ferma tutto, oggi ho visto un errore",
        "pausa tutto dal 10 agosto",
        "ferma tutto fino al 6 gennaio",
        "ferma tutto, fino a ieri andava bene",
    ],
)
def test_a_stop_whose_end_is_in_doubt_begins_now(line: str) -> None:
    assert one(line).action == "stop_all"


@pytest.mark.parametrize(
    ("line", "action"),
    [
        ("pausa tutto per le feste di Natale", "stop_all"),
        ("ferma tutto a Natale, grazie", "stop_all"),
        ("Rossi pausa durante le feste natalizie", "pause"),
        ("stop all over Christmas", "stop_all"),
        ("pause all for the Christmas holidays", "stop_all"),
        ("alles stoppen über Weihnachten", "stop_all"),
        ("tout arrêter pour Noël", "stop_all"),
        ("parar todo por Navidad", "stop_all"),
    ],
)
@pytest.mark.parametrize("sent", [date(2026, 11, 30), date(2026, 12, 28)])
def test_a_pause_over_christmas_ends_with_epiphany(
    line: str, action: str, sent: date
) -> None:
    (found,) = orders(line, sent, ("Rossi Srl",), ())

    assert (found.action, found.until) == (action, date(2027, 1, 6))


@pytest.mark.parametrize(
    "line",
    [
        "ferma tutto da oggi a Natale",
        "ferma tutto dal 10 dicembre a Natale",
        "Rossi pausa dal 10 dicembre a Natale",
    ],
)
def test_from_a_day_to_christmas_is_until_christmas(line: str) -> None:
    (found,) = orders(line, date(2026, 12, 1), ("Rossi Srl",), ())
    assert found.until == date(2026, 12, 25)


def test_what_lasts_until_christmas_lasts_not_over_it() -> None:
    (found,) = orders("ferma tutto fino a Natale", date(2026, 12, 1), (), ())

    assert found.until == date(2026, 12, 25)


def test_a_christmas_of_the_reason_ends_no_stop() -> None:
    line = "ferma tutto, a Natale ho visto un errore"
    (found,) = orders(line, date(2026, 12, 1), (), ())

    assert (found.action, found.until) == ("stop_all", None)


@pytest.mark.parametrize(
    "line",
    [
        "pausa tutto durante le feste",
        "Rossi pausa per Pasqua",
        "stop all over Easter",
        "pausa tutto a Ferragosto",
    ],
)
def test_holidays_whose_last_day_is_anybodys_guess_are_asked_back(line: str) -> None:
    assert one(line).action == "not_understood"


def test_a_customer_may_be_called_like_a_season() -> None:
    (found,) = orders("Pasqua Vini pausa", SENT, ("Pasqua Vini Srl",), ())

    assert (found.action, found.until) == ("pause", None)


@pytest.mark.parametrize(
    "line", ["ferma tutto oggi", "stop all today", "Rossi pausa oggi"]
)
def test_a_pause_of_today_ends_with_it(line: str) -> None:
    assert one(line).until == SENT


@pytest.mark.parametrize(
    "line", ["Rossi pausa venerdì", "pausa 12/2026 domani", "pause Rossi on Friday"]
)
def test_a_bare_day_of_a_pause_is_asked_back(line: str) -> None:
    assert one(line).action == "not_understood"


def test_a_bare_day_of_a_stop_of_all_stops_it_now_until_it_is_ended() -> None:
    found = one("ferma tutto domani")

    assert (found.action, found.until) == ("stop_all", None)


EARLY, SEASON, AFTER = date(2026, 9, 7), date(2026, 12, 1), date(2026, 12, 28)


@pytest.mark.parametrize(
    "line",
    [
        "stop all over Christmas",
        "pause Rossi over Christmas",
        "ferma tutto a Natale",
        "ferma tutto per le vacanze di Natale",
        "Rossi pausa durante le feste",
        "ferma tutto nelle feste",
        "tout arrêter pendant les fêtes",
        "parar todo durante las fiestas",
        "ferma tutto tra Natale e Capodanno",
        "Rossi pausa tra Natale e Capodanno",
        "stop everything between Christmas and New Year",
        "alles anhalten zwischen Weihnachten und Neujahr",
        "alles anhalten zwischen den Jahren",
    ],
)
def test_a_christmas_still_far_is_asked_back(line: str) -> None:
    (found,) = orders(line, EARLY, ("Rossi Srl",), ())
    assert found.action == "not_understood"


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("ferma tutto tra Natale e Capodanno", date(2027, 1, 1)),
        ("Rossi pausa tra Natale e Capodanno", date(2027, 1, 1)),
        ("stop everything between Christmas and New Year", date(2027, 1, 1)),
        ("stop all from Christmas until New Year's Eve", date(2026, 12, 31)),
        ("alles anhalten zwischen Weihnachten und Neujahr", date(2027, 1, 1)),
        ("tout arrêter entre Noël et le Nouvel An", date(2027, 1, 1)),
        ("parar todo entre Navidad y Año Nuevo", date(2027, 1, 1)),
        ("ferma tutto da Natale all'Epifania", date(2027, 1, 6)),
        ("ferma tutto sotto Natale", date(2027, 1, 6)),
    ],
)
@pytest.mark.parametrize("sent", [SEASON, AFTER])
def test_from_christmas_to_another_day_ends_on_that(
    line: str, until: date, sent: date
) -> None:
    (found,) = orders(line, sent, ("Rossi Srl",), ())
    assert found.until == until


def test_a_time_that_is_over_is_asked_back() -> None:
    said = "ferma tutto tra Natale e Capodanno"
    (found,) = orders(said, date(2027, 1, 4), (), ())
    assert found.action == "not_understood"


@pytest.mark.parametrize(
    "line", ["ferma tutto fino a Natale", "1 aspetta fino a Natale"]
)
@pytest.mark.parametrize("sent", [date(2026, 12, 25), AFTER, date(2027, 1, 6)])
def test_while_it_is_christmas_until_it_is_asked_back(line: str, sent: date) -> None:
    (found,) = orders(line, sent, (), ())
    assert found.action == "not_understood"


@pytest.mark.parametrize(
    ("sent", "until"),
    [(EARLY, None), (SEASON, date(2027, 1, 6)), (AFTER, date(2027, 1, 6))],
)
def test_who_waits_over_christmas_waits_until_epiphany(
    sent: date, until: date | None
) -> None:
    (found,) = orders("1 wait over Christmas", sent, (), ())
    assert (found.action, found.until) == ("wait", until)


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("ferma tutto da ora a Natale", date(2026, 12, 25)),
        ("ferma tutto da subito a Natale", date(2026, 12, 25)),
        ("stop all from now to Christmas", date(2026, 12, 25)),
        ("d'ora in poi ferma tutto fino al 10 gennaio", date(2027, 1, 10)),
        ("pause Rossi from now on until Friday", date(2026, 12, 4)),
        ("Rossi pausa da subito per due settimane", date(2026, 12, 15)),
        ("stop all from now on", None),
        ("ferma tutto da subito", None),
        ("Rossi pausa d'ora in poi", None),
        ("alles anhalten ab sofort", None),
    ],
)
def test_what_begins_now_ends_only_where_an_end_is_said(
    line: str, until: date | None
) -> None:
    (found,) = orders(line, SEASON, ("Rossi Srl",), ())
    assert found.action in ("pause", "stop_all")
    assert found.until == until


@pytest.mark.parametrize(
    "line",
    [
        "ferma tutto da ora a Pasqua",
        "ferma tutto da subito fino a Ferragosto",
        "stop all from now until the summer",
        "alles anhalten ab sofort bis Ostern",
    ],
)
def test_what_begins_now_and_ends_on_a_day_unknown_is_asked_back(line: str) -> None:
    assert one(line).action == "not_understood"
