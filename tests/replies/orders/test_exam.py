"""The exam of the owner's orders: hundreds of phrasings, nearly all right, none wrong."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bench import orders

UNSEEN = orders.TEXTS.with_name("orders_unseen.txt")
STRANGER = orders.TEXTS.with_name("orders_stranger.txt")


@pytest.mark.parametrize(
    ("texts", "share"),
    [(orders.TEXTS, 0.98), (UNSEEN, 0.98), (STRANGER, 0.97)],
    ids=["orders", "unseen", "stranger"],
)
def test_nearly_all_orders_are_read_right_and_none_wrongly(
    texts: Path, share: float
) -> None:
    found = Counter(
        verdict for text in orders.read(texts) for verdict, *_ in orders.judged(text)
    )

    assert found["wrong"] == 0
    assert found["right"] >= share * found.total()
