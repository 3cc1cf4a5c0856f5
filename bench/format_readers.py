"""Readers of money as files, ours and others': each tells the sums of one file."""

from __future__ import annotations

import importlib.util
import logging
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from agent.bank.statement import read_statement
from agent.steps.readers import readers

_EXTENSIONS = {"mt940": ".sta", "mt942": ".sta", "camt": ".xml", "ofx": ".ofx"}
_EXTENSIONS |= {"csv": ".csv"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader says of a file.

    Args:
        told: By the truth's own names, such as "sum_credit".
        is_held: It asks a person first.
    """

    told: Mapping[str, object]
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader.

    Args:
        module: What must be installed; empty for ours.
        formats: The truth's names of what it reads.
        read: Takes the bytes and the truth's name of the format; raises anything
            where it refuses.
    """

    name: str
    module: str
    formats: frozenset[str]
    read: Callable[[bytes, str], Answer]

    @property
    def is_installed(self) -> bool:
        return not self.module or importlib.util.find_spec(self.module) is not None


def _sums(amounts: Iterable[Decimal], *, is_held: bool = False) -> Answer:
    known = list(amounts)
    came = sum((one for one in known if one > 0), Decimal())
    went = -sum((one for one in known if one < 0), Decimal())
    return Answer({"sum_credit": came, "sum_debit": went}, is_held)


_FORMATS = readers().statements


def _ours(data: bytes, _format: str) -> Answer:
    statements = read_statement(data, "file", _FORMATS)
    lines = [line for one in statements for line in one.lines]
    signed = (
        line.amount.decimal if line.is_credit else -line.amount.decimal
        for line in lines
        if line.status == "booked"
    )
    return _sums(signed, is_held=any(one.doubts for one in statements))


def _mt_940(data: bytes, _format: str) -> Answer:
    from mt940 import parse

    logging.getLogger("mt940").setLevel(logging.CRITICAL)
    return _sums(one.data["amount"].amount for one in parse(data))


def _bankstatementparser(data: bytes, format_: str) -> Answer:
    from bankstatementparser import create_parser

    logging.disable(logging.CRITICAL)
    with tempfile.NamedTemporaryFile(suffix=_EXTENSIONS[format_]) as file:
        Path(file.name).write_bytes(data)
        kind = "mt940" if format_ == "mt942" else format_
        table = create_parser(file.name, kind).parse()
    column = "Amount" if "Amount" in table.columns else "amount"
    return _sums(Decimal(str(one)) for one in table.get(column, ()))


STATEMENTS = frozenset({"mt940", "mt942", "camt", "cbi", "ofx", "csv", "xlsx", "xls"})
READERS = [
    Reader("sollecito", "", STATEMENTS, _ours),
    Reader("mt-940", "mt940", frozenset({"mt940", "mt942"}), _mt_940),
    Reader(
        "bankstatementparser",
        "bankstatementparser",
        frozenset(_EXTENSIONS),
        _bankstatementparser,
    ),
]
