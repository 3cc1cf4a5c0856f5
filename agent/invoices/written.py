"""Written: what the words of a document without data say of it; a claim in each part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stdnum.eu import vat
from stdnum.it import codicefiscale, iva

from agent.forms.iban import accounts_in
from agent.invoices.identity import emails
from agent.invoices.written_days import days_of
from agent.invoices.written_sums import sums_of
from agent.invoices.written_titles import is_proforma, numbers, titles
from agent.model.money import Money

_LABEL_OF = r"(?:del(?:la)? |di )?(?:documento|doc\.?|proforma|avviso|fattura|document)"
_LABELS = re.compile(
    rf"(?:(?:numero|number|nummer|n[.°º]|nr\.?|no\.)(?: {_LABEL_OF})?"
    rf"|(?:data|date|datum|fecha)(?: {_LABEL_OF})?|(?:data )?scadenza|due date"
    r"|f[äa]lligkeit|[ée]ch[ée]ance|vencimiento|imponibile|iva|vat|mwst\.?|tva|netto"
    r"|totale(?: documento)?|total|gesamtbetrag|valuta|net)",
    re.I,
)
_VAT = re.compile(
    r"(?<![\w])(?:[A-Z]{2}[ ]?)?[0-9A-Z]{1,2}\d{6,10}[A-Z]?(?:B\d\d)?(?!\w)"
)
_TAX_CODE = re.compile(r"(?<!\w)[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z](?!\w)", re.I)
_DIGITS = re.compile(r"(?<!\w)\d{11}(?!\w)")
_MONTH_FIRST_MAY_BE = re.compile(r"invoice", re.I)
# Nobody writes so long a word or line: it would only take long to look through.
_NO_WORD = re.compile(r"\S{100,}")
_LONGEST = 500
_HEAD_LINES = 60
_LONGEST_LINE = 120


@dataclass(frozen=True, slots=True)
class Written:
    """What the words of a document say of it; what they do not say is empty.

    Args:
        is_proforma: Its title calls it one.
        issued_on, due_on: As said; None where it is not said or not clear.
        total: Of the document; `due` is what of it is to be transferred.
        vat_ids, tax_codes, emails, ibans: All that stand there, ours too.
        head: Its first lines: whom it is for stands among them.
        wrong: What contradicts itself: "number", "issued", "due" or "amount", and why.
    """

    is_proforma: bool = False
    number: str = ""
    issued_on: date | None = None
    due_on: date | None = None
    total: Money | None = None
    due: Money | None = None
    vat_ids: tuple[str, ...] = ()
    tax_codes: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    ibans: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    wrong: tuple[tuple[str, str], ...] = ()


def read_written(text: str) -> Written:
    """Read the words of a document as those of a pro-forma."""
    plain = _NO_WORD.sub(" ", text.replace("\u00a0", " "))
    text = "\n".join(_unfolded([line[:_LONGEST] for line in plain.splitlines()]))
    title = next(titles(text), None)
    is_english = bool(title and _MONTH_FIRST_MAY_BE.search(title[0]))
    days = days_of(text, may_be_month_first=is_english)
    sums, found = sums_of(text), numbers(text)
    wrong = [("amount", one) for one in sums.wrong]
    if len(found) > 1:
        wrong.append(("number", f"its number may be {' or '.join(found)}"))
    return Written(
        is_proforma=is_proforma(text),
        number=found[0] if len(found) == 1 else "",
        issued_on=days.issued_on,
        due_on=days.due_on,
        total=sums.total,
        due=sums.due,
        vat_ids=tuple(dict.fromkeys(_vat_ids(text))),
        tax_codes=tuple(dict.fromkeys(_tax_codes(text))),
        emails=emails(text),
        ibans=tuple(dict.fromkeys(number for _, number in accounts_in(text))),
        head=tuple(_head(text)),
        wrong=(*wrong, *days.wrong),
    )


def _unfolded(lines: list[str]) -> Iterator[str]:
    """Write a row of titles and the row of its values as lines of title and value."""
    above: list[str] = []
    for line in lines:
        cells = line.split()
        if above and len(cells) == len(above):
            yield from (f"{t}: {c}" for t, c in zip(above, cells, strict=True))
            above = []
            continue
        if above:
            yield " ".join(above)
        above = _titles_in(line)
        if not above:
            yield line
    if above:
        yield " ".join(above)


def _titles_in(line: str) -> list[str]:
    """Give the titles of columns that a line is made of; none if it holds more."""
    found = [one[0] for one in _LABELS.finditer(line)]
    is_all = "".join(found).replace(" ", "") == "".join(line.split())
    return found if is_all and len(found) > 1 else []


def _vat_ids(text: str) -> Iterator[str]:
    for found in _VAT.finditer(text):
        bare = "".join(found[0].split())
        if bare.isdigit():
            if iva.is_valid(bare):
                yield f"IT{bare}"
        elif vat.is_valid(bare):
            yield bare


def _tax_codes(text: str) -> Iterator[str]:
    for found in _TAX_CODE.finditer(text):
        if codicefiscale.is_valid(found[0]):
            yield found[0].upper()
    for found in _DIGITS.finditer(text):
        if iva.is_valid(found[0]):
            yield found[0]


def _head(text: str) -> Iterator[str]:
    lines = (line.strip() for line in text.splitlines()[: 2 * _HEAD_LINES])
    some = [line[:_LONGEST_LINE] for line in lines if line]
    yield from some[:_HEAD_LINES]
