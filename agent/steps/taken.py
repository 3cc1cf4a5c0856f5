"""Taken: what files brought, counted."""

from __future__ import annotations

from dataclasses import dataclass, field

from agent.steps.import_invoices import Imported


@dataclass(slots=True)
class Taken:
    """What files brought.

    Args:
        customers: New ones, from a list or first seen on an invoice.
        changed: Customers of whom a list said something else, or more.
        known: Documents, lines and customers that stood already.
        problems: Sentences, each naming file and place.
    """

    files: int = 0
    invoices: int = 0
    payments: int = 0
    customers: int = 0
    changed: int = 0
    known: int = 0
    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def has_news(self) -> bool:
        """Tell files that brought something that did not stand before."""
        return bool(self.invoices or self.payments or self.customers or self.changed)

    def count(self, one: Imported) -> None:
        """Count a document in."""
        self.invoices += one.is_fresh
        self.customers += one.is_first_of_his
        self.known += not one.is_fresh and not one.problem
        self.remarks += one.remarks
        self.problems += [one.problem] if one.problem else []

    def add(self, other: Taken) -> None:
        """Count another file's harvest in."""
        self.files += other.files
        self.invoices += other.invoices
        self.payments += other.payments
        self.customers += other.customers
        self.changed += other.changed
        self.known += other.known
        self.problems += other.problems
        self.remarks += other.remarks
