"""Preambles: what the rows above a bank's table say of the account and the days."""

from __future__ import annotations

import re
from datetime import date

from agent.bank.ibans import ibans_in
from agent.errors import Unreadable
from agent.forms.day import day
from agent.forms.header import Header

_DATE = r"(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4})"
_PERIOD = re.compile(
    rf"\b(?:dal|da|from|von|vom|du|desde)\b\W{{0,3}}{_DATE}\W{{1,5}}"
    rf"(?:al|a|to|bis|au|hasta)\b\W{{0,3}}{_DATE}",
    re.I,
)
_ACCOUNT = re.compile(
    r"\b(?:conto(?: corrente)?|c/c|rapporto|account(?: number)?|konto(?:nummer)?)"
    r"(?: n(?:umero|r|o|°)?\.?)?\s*[:;]?\s*(\d[\d /.-]{4,30}\d)",
    re.I,
)
_CURRENCIES = "EUR|CHF|USD|GBP|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN"
_CURRENCY = re.compile(rf"\b(?:{_CURRENCIES})\b")


def account_in(header: Header) -> str:
    """Give the IBAN, else the account number, of the preamble; else ""."""
    for text in _texts(header):
        if number := next(ibans_in(text), ""):
            return number
    for text in _texts(header):
        if said := _ACCOUNT.search(text):
            return said[1].replace(" ", "")
    return ""


def period_in(header: Header) -> tuple[date | None, date | None]:
    """Give the first and last day the preamble says are covered."""
    for text in _texts(header):
        if said := _PERIOD.search(text):
            try:
                return day(said[1], is_day_first=True), day(said[2], is_day_first=True)
            except Unreadable:
                continue
    return None, None


def currency_in(header: Header) -> str:
    """Give the one currency that titles and preamble name; EUR if they name none."""
    told = {c for text in _texts(header) for c in _CURRENCY.findall(text)}
    told |= {c for text in header.titles for c in _CURRENCY.findall(text.upper())}
    return told.pop() if len(told) == 1 else "EUR"


def _texts(header: Header) -> list[str]:
    return [" ".join(filter(None, row.texts)) for row in header.preamble]
