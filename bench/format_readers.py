"""Readers of statements, ours and others': each tells the money of one file."""

from __future__ import annotations

import io
import logging
import tempfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from agent.bank.statement import read_statement
from agent.steps.readers import readers
from bench.reader import Answer, Credit, Reader

_EXTENSIONS = {"mt940": ".sta", "mt942": ".sta", "camt": ".xml", "ofx": ".ofx"}
_EXTENSIONS |= {"csv": ".csv"}
_CAMT_KINDS = {b"BkToCstmrAcctRpt": "camt052", b"BkToCstmrDbtCdtNtfctn": "camt054"}
_CAMT_COLUMNS = ("Amount", "BookgDt", "ValDt")


Moved = tuple[Decimal, frozenset[str]]  # negative for money out; its days, as ISO


def _told(moved: Iterable[Moved], *, is_held: bool = False) -> Answer:
    known = list(moved)
    came = sum((amount for amount, _ in known if amount > 0), Decimal())
    went = -sum((amount for amount, _ in known if amount < 0), Decimal())
    credits_ = [Credit(amount, days) for amount, days in known if amount > 0]
    said = {"sum_credit": came, "sum_debit": went, "credits": credits_}
    return Answer(said, is_held)


def _days(*written: object) -> frozenset[str]:
    """Give days as ISO writes them; some tell a day and hour, some no hyphens."""
    plain = (str(day).replace("-", "")[:8] for day in written if day)
    return frozenset(f"{day[:4]}-{day[4:6]}-{day[6:]}" for day in plain)


_FORMATS = readers().statements


def _ours(data: bytes, _format: str) -> Answer:
    statements = read_statement(data, "file", _FORMATS)
    lines = [line for one in statements for line in one.lines]
    moved = (
        (
            line.amount.decimal if line.is_credit else -line.amount.decimal,
            _days(line.booked_on, line.value_on),
        )
        for line in lines
        if line.status == "booked"
    )
    return _told(moved, is_held=any(one.doubts for one in statements))


def _mt_940(data: bytes, _format: str) -> Answer:
    from mt940 import parse

    logging.getLogger("mt940").setLevel(logging.CRITICAL)
    return _told(
        (one["amount"].amount, _days(one["date"], one.get("entry_date")))
        for one in (each.data for each in parse(data))
    )


def _bankstatementparser(data: bytes, format_: str) -> Answer:
    from bankstatementparser import create_parser

    logging.disable(logging.CRITICAL)
    told = (kind for words, kind in _CAMT_KINDS.items() if words in data)
    kind = next(told, format_) if format_ == "camt" else format_
    with tempfile.NamedTemporaryFile(suffix=_EXTENSIONS[format_]) as file:
        Path(file.name).write_bytes(data)
        table = create_parser(file.name, kind).parse()
    amount, *days = _CAMT_COLUMNS if "Amount" in table.columns else ("amount", "date")
    return _told(
        (Decimal(str(row[amount])), _days(*(row.get(day) for day in days)))
        for row in table.to_dict("records")
    )


def _ofxparse(data: bytes, _format: str) -> Answer:
    from ofxparse import OfxParser

    parsed = OfxParser.parse(io.BytesIO(data))
    return _told(
        (one.amount, _days(one.date))
        for account in parsed.accounts
        for one in account.statement.transactions
        if hasattr(one, "amount")  # trades in securities have none
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
