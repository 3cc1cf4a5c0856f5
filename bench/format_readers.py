"""Readers of statements, ours and others': each tells the sums of one file."""

from __future__ import annotations

import io
import logging
import tempfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from agent.bank.statement import read_statement
from agent.steps.readers import readers
from bench.reader import Answer, Reader

_EXTENSIONS = {"mt940": ".sta", "mt942": ".sta", "camt": ".xml", "ofx": ".ofx"}
_EXTENSIONS |= {"csv": ".csv"}


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


def _ofxparse(data: bytes, _format: str) -> Answer:
    from ofxparse import OfxParser

    parsed = OfxParser.parse(io.BytesIO(data))
    return _sums(
        one.amount
        for account in parsed.accounts
        for one in account.statement.transactions
    )


STATEMENTS = frozenset({"mt940", "mt942", "camt", "cbi", "ofx", "csv", "xlsx", "xls"})
READERS = [
    Reader("sollecito", "", STATEMENTS, _ours),
    Reader("mt-940", "mt940", frozenset({"mt940", "mt942"}), _mt_940),
    Reader("ofxparse", "ofxparse", frozenset({"ofx"}), _ofxparse),
    Reader(
        "bankstatementparser",
        "bankstatementparser",
        frozenset(_EXTENSIONS),
        _bankstatementparser,
    ),
]
