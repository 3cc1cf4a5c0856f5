"""The exam of the owner's orders: hundreds of phrasings, nearly all right, none wrong."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bench import orders

UNSEEN = orders.TEXTS.with_name("orders_unseen.txt")


@pytest.mark.parametrize("texts", [orders.TEXTS, UNSEEN], ids=lambda path: path.stem)
def test_nearly_all_orders_are_read_right_and_none_wrongly(texts: Path) -> None:
    found = Counter(
        verdict for text in orders.read(texts) for verdict, *_ in orders.judged(text)
    )

    assert found["wrong"] == 0
    assert found["right"] >= 0.98 * found.total()
