"""Shelf: the documents that stand here, found as an invoicing program names them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from agent.forms.document_number import normal
from agent.invoices.document import Closed
from agent.ledger import customers, listed
from agent.ledger.book import Tx
from agent.ledger.invoices import plain_number
from agent.ledger.listed import Document
from agent.matching.keys import number_keys
from agent.matching.names import legal_form, payer_key
from agent.model.invoice import DocumentKind, Invoice


class Shelf:
    """The documents that stand here, to be found as a list names them."""

    def __init__(self, tx: Tx):
        self._tx = tx
        self.documents = listed.documents(tx)
        self._by_number: dict[tuple[object, ...], list[Document]] = defaultdict(list)
        self._by_day: dict[tuple[object, ...], list[Document]] = defaultdict(list)
        for one in self.documents:
            self._by_number[one.number_key, one.issued_on.year, one.kind].append(one)
            self._by_day[one.issued_on, one.kind].append(one)

    def find(self, named: Invoice | Closed) -> Document | None:
        """Give the one document that a row names; None where none or several may be.

        Its number, date and kind name it, however the list writes the customer; a
        number written otherwise, or dated otherwise that year (the day it was
        entered), does so for the same customer alone. A row that does not say its
        kind may mean a pro-forma, too.
        """
        same = [
            one for one in self._numbered(named) if one.issued_on == named.issued_on
        ]
        if len(same) == 1:
            return same[0]
        alike = same or list(self._alike(named)) or self._numbered(named)
        his = self._his(named, alike) if alike else []
        return his[0] if len(his) == 1 else None

    def _numbered(self, named: Invoice | Closed) -> Sequence[Document]:
        number = plain_number(named.number)
        year = named.issued_on.year
        return [
            one
            for kind in _kinds(named)
            for one in self._by_number.get((number, year, kind), ())
        ]

    def _alike(self, named: Invoice | Closed) -> Iterator[Document]:
        keys = set(number_keys(named.number))
        for one in self._by_day.get((named.issued_on, named.kind), ()):
            if keys & set(number_keys(one.number)):
                yield one
        if not named.says_kind:
            for one in self._by_day.get((named.issued_on, "proforma"), ()):
                if normal(one.number) == normal(named.number):
                    yield one

    def _his(
        self, named: Invoice | Closed, found: Sequence[Document]
    ) -> list[Document]:
        key = payer_key(named.buyer.name)
        owner = customers.recognise(self._tx, named.buyer, key, legal_form)
        return [one for one in found if owner and one.customer_id == owner]


def _kinds(named: Invoice | Closed) -> tuple[DocumentKind, ...]:
    return (named.kind,) if named.says_kind else (named.kind, "proforma")
