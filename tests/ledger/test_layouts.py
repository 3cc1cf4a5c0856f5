"""A layout is remembered as it was taught, until it is taught anew or forgotten."""

from __future__ import annotations

from dataclasses import replace

from agent.ledger import layouts
from agent.ledger.book import Ledger
from agent.model.layout import Layout
from tests.ledger.builders import FIRM, NOW

TAUGHT = Layout(
    "1" * 64,
    ("Giorno", "Somma"),
    {"date": (0,), "amount": (1,)},
    is_day_first=True,
    decimal_mark=",",
)
OTHER = Layout("2" * 64, ("Tag", "Wert"), {"date": (0,), "amount": (1,)})


def test_a_layout_comes_back_as_it_was_taught(ledger: Ledger) -> None:
    with ledger.begin(FIRM, NOW, "Carla") as tx:
        layouts.teach(tx, TAUGHT)
        layouts.teach(tx, OTHER)
        assert layouts.known(tx) == (TAUGHT, OTHER)


def test_what_is_taught_last_counts(ledger: Ledger) -> None:
    better = replace(TAUGHT, columns={"date": (1,), "amount": (0,)})
    with ledger.begin(FIRM, NOW, "Carla") as tx:
        layouts.teach(tx, TAUGHT)
        layouts.teach(tx, better)
        assert layouts.known(tx) == (better,)


def test_one_layout_is_forgotten_without_the_others(ledger: Ledger) -> None:
    with ledger.begin(FIRM, NOW, "Carla") as tx:
        layouts.teach(tx, TAUGHT)
        layouts.teach(tx, OTHER)
        layouts.forget(tx, TAUGHT.mark)
        assert layouts.known(tx) == (OTHER,)
