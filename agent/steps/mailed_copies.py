"""Mailed copies: the PDF of an invoice that went to its customer by mail."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath

from agent.forms.document_number import normal
from agent.forms.words import fold
from agent.ledger import blobs, candidates, customers, invoice_files
from agent.ledger.book import Tx
from agent.matching.keys import number_keys
from agent.matching.names import name_words
from agent.model.invoice import OpenItem
from agent.model.message import Attachment

# Words under which another paper bears an invoice's number.
_OTHERS = re.compile(r"pro ?-?forma|credit|nota|offert|preventiv|ddt|ordine|order|quot")
_BESIDE = ("copia", "copy", "cortesia", "di", "per")


def attach(tx: Tx, files: Iterable[Attachment], owners: Iterable[str]) -> None:
    """Keep PDFs with the invoices their names say, where none has a copy yet.

    Args:
        owners: The customers who got them: a copy of another's is never kept.
    """
    for file in files:
        name = PurePath(file.name.replace("\\", "/")).name
        found = {
            item.invoice_id
            for owner in owners
            for item in _named(tx, PurePath(name).stem, owner)
        }
        if len(found) == 1 and not invoice_files.files(tx, found):
            sha256 = blobs.keep(tx, file.data, "copy")
            invoice_files.attach(tx, found.pop(), sha256, name, "application/pdf")


def _named(tx: Tx, stem: str, owner: str) -> Iterable[OpenItem]:
    """Give the instalments of a customer's invoices that a file's name says."""
    if _OTHERS.search(fold(stem)):
        return
    passing = {*map(fold, name_words(customers.get(tx, owner).name)), *_BESIDE}
    words = re.split(r"[\s_]+", fold(stem))
    said = " ".join(word for word in words if word not in passing)
    keys = [key for key in number_keys(said) if not key.startswith("~")]
    for item in candidates.by_keys(tx, keys):
        if item.customer_id == owner and normal(item.number) == normal(said):
            yield item
