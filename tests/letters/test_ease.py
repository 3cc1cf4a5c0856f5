from __future__ import annotations

from collections.abc import Callable

import pytest

from agent.letters import ease

Syllables = Callable[[str], int]


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (ease._english, {"invoice": 2, "table": 2, "please": 1, "paid": 1}),
        (ease._german, {"überweisung": 4, "bezahlt": 2, "zeile": 2, "häuser": 2}),
        (ease._french, {"échéance": 3, "facture": 2, "payée": 2, "virement": 3}),
        (ease._spanish, {"todavía": 4, "siguiente": 3, "ciudad": 2, "muy": 1}),
    ],
)
def test_syllables_are_counted_as_they_are_written(
    count: Syllables, words: dict[str, int]
) -> None:
    assert {word: count(word) for word in words} == words


@pytest.mark.parametrize(
    ("index", "text", "words", "figure"),
    [
        (ease.gulpease, "aaaa aaaa", 2, 199.0),
        (ease.flesch, "the cat sat", 3, 206.835 - 1.015 * 3 - 84.6),
        (ease.amstad, "die Katze saß", 3, 180 - 3 - 58.5 * 4 / 3),
        (ease.kandel_moles, "le chat dort", 3, 207 - 1.015 * 3 - 73.6),
        (ease.szigriszt, "el gato duerme", 3, 206.835 - 62.3 * 5 / 3 - 3),
    ],
)
def test_an_index_is_the_formula_of_its_source(
    index: ease.Ease, text: str, words: int, figure: float
) -> None:
    assert index(text, words, 1) == pytest.approx(figure)
