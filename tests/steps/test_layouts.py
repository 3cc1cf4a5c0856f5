"""A table that nobody knows waits, is explained once, and then is read by itself."""

from __future__ import annotations

import pytest

from agent.errors import Refused
from agent.model.layout import Wishes
from agent.steps import intake
from agent.steps.act import layouts as act
from agent.steps.act import quarantine
from agent.steps.desk import Desk
from agent.steps.look import layouts as look
from agent.steps.look.lists import set_aside
from tests.steps import given

MARCH = (
    b"Quando;Cosa;Quanto;Resto\n13/03/2026;bonifico da Alfa;5,00;15,00\n"
    b"14/03/2026;luce;-1,00;14,00\n"
)
APRIL = (
    b"Quando;Cosa;Quanto;Resto\n03/04/2026;bonifico da Beta;7,00;21,00\n"
    b"04/04/2026;luce;-1,00;20,00\n"
)


def teach(desk: Desk, data: bytes = MARCH) -> None:
    found = look.consider(desk, look.Table("x.csv", data), Wishes())
    act.teach(desk, "carla", found.layout)


def test_an_unknown_table_waits_and_keeps_the_letters_back(desk: Desk) -> None:
    taken = intake.take_file(desk, "march.csv", MARCH)

    assert "bank teach" in taken.problems[0]
    assert [(item.kind, item.name) for item in set_aside(desk)] == [
        ("table", "march.csv")
    ]
    assert "statement could not be read" in given.send_all(desk).waits


def test_a_table_without_dates_and_amounts_keeps_nothing_back(desk: Desk) -> None:
    intake.take_file(desk, "x.csv", b"a;b\n1;2\n")
    assert [item.kind for item in set_aside(desk)] == ["unknown"]


def test_once_taught_the_waiting_file_is_read_on_retry(desk: Desk) -> None:
    intake.take_file(desk, "march.csv", MARCH)
    table = look.set_aside_table(desk, 1)
    found = look.consider(desk, table, Wishes())
    act.teach(desk, "carla", found.layout)

    assert [item.no for item in look.waiting(desk, found.layout)] == [1]
    assert quarantine.retry(desk, "carla", 1) == ()
    assert set_aside(desk) == ()
    assert "payment.recorded" in given.happened(desk)


def test_once_taught_later_files_are_read_by_themselves(desk: Desk) -> None:
    teach(desk)
    taken = intake.take_file(desk, "april.csv", APRIL)

    assert (taken.payments, taken.problems) == (1, [])
    assert look.consider(desk, look.Table("x.csv", APRIL), Wishes()).is_known


def test_a_file_taken_in_anew_after_teaching_waits_no_more(desk: Desk) -> None:
    intake.take_file(desk, "march.csv", MARCH)
    teach(desk)
    intake.take_file(desk, "march.csv", MARCH)

    assert set_aside(desk) == ()


def test_what_was_taught_counts_before_what_titles_seem_to_say(desk: Desk) -> None:
    invoices_like = (
        b"Numero;Data;Cliente;Totale\n1;13/03/2026;Alfa;5,00\n2;14/03/2026;Beta;-1,00\n"
    )
    wishes = Wishes((("date", "Data"), ("amount", "Totale"), ("party", "Cliente")))
    found = look.consider(desk, look.Table("x.csv", invoices_like), wishes)
    act.teach(desk, "carla", found.layout)

    assert intake.take_file(desk, "x.csv", invoices_like).payments == 1


def test_a_statement_in_a_mail_of_the_bank_waits_as_a_table_too(desk: Desk) -> None:
    taken = intake.take_file(desk, "march.csv", MARCH, only="statement")
    assert "bank teach" in taken.problems[0]
    assert [item.kind for item in set_aside(desk)] == ["table"]


def test_what_was_forgotten_is_asked_about_again(desk: Desk) -> None:
    teach(desk)
    layout = look.consider(desk, look.Table("x.csv", MARCH), Wishes()).layout
    act.forget(desk, "carla", layout)

    assert intake.take_file(desk, "march.csv", MARCH).payments == 0
    assert {"layout.taught", "layout.forgotten"} <= set(given.happened(desk))
    with pytest.raises(Refused, match="never taught"):
        act.forget(desk, "carla", layout)


def test_a_file_that_is_not_set_aside_cannot_be_shown(desk: Desk) -> None:
    with pytest.raises(Refused, match="no file 7"):
        look.set_aside_table(desk, 7)
