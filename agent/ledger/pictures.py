"""Pictures: what a letter's page shows, kept by the name it is shown under."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.ledger import blobs
from agent.ledger.book import Tx
from agent.model.letter import File
from agent.model.picture import name_of, sha256_of

_SHOWN = re.compile(r'src="cid:([a-z2-7]{52}\.png)"')


def keep(tx: Tx, pictures: Sequence[File]) -> None:
    """Store the pictures of a letter, each named by its bytes."""
    for picture in pictures:
        assert picture.name == name_of(picture.data), f"{picture.name} is another"
        blobs.keep(tx, picture.data, "picture")


def shown(tx: Tx, html: str) -> tuple[File, ...]:
    """Give the pictures that a page shows, in its order."""
    return tuple(
        File(name, "image/png", blobs.get(tx, sha256_of(name)))
        for name in dict.fromkeys(_SHOWN.findall(html))
    )
