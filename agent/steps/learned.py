"""Learned: the model that reads mails, as persons' corrections have made it."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

from agent import resources
from agent.errors import Unreadable
from agent.ledger import blobs, corrections
from agent.ledger.book import Tx
from agent.replies.model import Model, from_bytes
from agent.steps.desk import Desk


def model_of(desk: Desk, tx: Tx) -> Model | None:
    """Give the model learned here, else the one shipped; None = the rules alone.

    What was learned from older weights than the shipped ones waits to be learned anew.
    """
    shipped = desk.readers.model()
    digest, base = corrections.weights(tx)
    if shipped is None or not digest or base != shipped_digest():
        return shipped
    return _kept.get(digest) or _load(tx, digest) or shipped


@lru_cache(maxsize=1)
def shipped_digest() -> str:
    """Name the weights shipped."""
    return sha256(resources.weights().read_bytes()).hexdigest()


_kept: dict[str, Model] = {}


def _load(tx: Tx, digest: str) -> Model | None:
    try:
        found = from_bytes(blobs.get(tx, digest))
    except Unreadable:
        return None
    _kept.clear()
    _kept[digest] = found
    return found
