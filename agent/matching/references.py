"""What a payer's words refer to: document numbers, dates, amounts, identifiers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from agent.matching.envelope import peel
from agent.matching.identifiers import customer_codes, reference_keys
from agent.matching.months import Month, months_alone, take_dates, take_months
from agent.matching.names import fold
from agent.matching.shapes import DOCUMENT_WORDS, Shape, shapes_written
from agent.matching.words import (
    PROFORMA,
    Purpose,
    mark_credit_notes,
    mark_proformas,
    purpose_of,
)
from agent.model.payment import Payment

# Labels whose number is no invoice of ours: the bank's own, orders, contracts.
_LABELLED = re.compile(
    r"(?:\b(?:CRO|TRN|ID\.?\s?(?:OPER|MITT)\w*\.?|N(?:UM)?\.?\s?OPER\w*\.?|RUM|MANDATO"
    r"|CUP|CIG|ODA|P\.?\s?IVA|VAT(?:\sN\w*)?|UST-?ID(?:-?NR)?|COD\w*\.?\s?FISC\w*\.?"
    r"|C\.?F\.|COD\w*\.?\s?CLI\w*\.?|CLIENTE|KUNDENN\w+\.?|ORD\w*\.?(?:\sN\w?\.?)?"
    r"|BESTELLUNG|COMMANDE|PEDIDO|PO|OC|PREVENTIVO|DDT|BOLLA"
    r"|CONTRATTO|PRATICA|POLIZZA|SINISTRO|C/?C|CONTO|IBAN|BIC)(?![A-Z])"
    r"|[EKMC]REF\+|CRED\+|/(?:EREF|ROC|PREF)/)[\s:.#]*"
    r"((?:[A-Z]{1,4}\s)?[A-Z0-9-]*(?:/[A-Z0-9-]+)?\d[A-Z0-9-]*(?:/[A-Z0-9-]+)?)"
)
_LONG = re.compile(
    r"\b(?:[A-Z]{2}\d{2}[A-Z0-9]{11,30}"
    r"|(?:IT|SM|DE|AT|CH|FR|ES|GB|NL|BE|LU|PT|IE)\d\d(?:\s[A-Z0-9]{4}){3,7}"
    r"(?:\s[A-Z0-9]{1,3})?"
    r"|RF\d\d[A-Z0-9]{1,21}|RF\d\d(?:\s(?=[A-Z]*\d)[A-Z0-9]{1,4})+"
    r"|[A-Z]{0,4}\d{10,}|\d+[A-Z]+\d+[A-Z][A-Z0-9]*"
    r"|\d{2,}(?!DEL|DU|VOM)[A-Z]+\d{3,}[A-Z0-9]*)\b"
)
_AMOUNT = re.compile(
    r"(?:EUROS?|EUR|€)\s?\d[\d.,]*|(?<![\d/])\d{1,3}(?:\.\d{3})+(?:,\d\d)?(?!\d)"
    r"|(?<![\d/,])\d{3,},\d\d(?![\d,])|(?<![\d/.])\d+[.,]\d\d\s?(?:EUROS?|EUR|€)"
)
_TAG = re.compile(r"/(INV|CINV|RFB|URI|REMI|USTD|STRD)/")
# "Saldo n. 3 fatture", "canone 12 mesi" and "50 % dei lavori" name none.
_COUNT = re.compile(
    r"\b(?:N\.?\s?)?\d{1,3}\s?(?:%|PER\sCENTO\b|(?:FATTURE|FATT?|FT|RATE|CANONI|MESI"
    r"|MENSILITA|GIORNI|GG|ORE|INVOICES|MONTHS|DAYS|RECHNUNGEN|RATEN|MONATE|TAGE|FACTURES"
    r"|MOIS|JOURS|FACTURAS|MESES|DIAS)\b(?!\s*[\dN]))"
)
_GLUED_DATE = re.compile(r"(?<=\d)(DEL|DU|VOM)(?=\d)")
_SLASH = re.compile(r"(?<=[A-Z0-9])(?:\s?/\s|\s/)(?=[A-Z0-9])")
_CREDITOR = re.compile(r"RF\d{2}([A-Z0-9]{1,21})")
_DATED = re.compile(
    r"\b(?:FATT?|FTT?|FATTUR[AE]|INVOICES?|RECHNUNG(?:EN)?|FACTURES?|FACTURAS?"
    r"|SCAD(?:ENZA|UTA)?|DUE|FALLIG|ECHEANCE|VENCIMIENTO)\.?"
    r"(?:\s(?:DEL|DU|VOM|OF|DATED|DD|DATA|IN|DE|IL|AL|ON|AM))*(?P<days>\s+@\d+@"
    r"(?:\s*(?:[,;+&-]|E|ED|ET|UND|AND|Y)?(?:\s(?:DEL|DU|VOM|OF))?\s*@\d+@)*)"
)
_DAY = re.compile(r"@(\d+)@")
_MONTH = re.compile(r"(?:0?[1-9]|1[0-2])[/-](?:20)?\d\d")
_LETTERS = re.compile(r"[A-Z]+")
_TOKEN = re.compile(r"@\d+@|[A-Z0-9]+(?:[/\-_.\\]+[A-Z0-9]+)*")
_CREDIT_NOTE = "NC"
_NUMBER_WORDS = frozenset({"N", "NR", "NO", "NUM", "NUMERO", "RIF", "RIFERIMENTO"})
# Whoever writes but a number, and that he pays, writes our number.
_OF_PAYING = frozenset(
    {"BONIFICO", "SEPA", "PAGAMENTO", "PAG", "PAYMENT", "NOTPROVIDED"}
)
# What a bank cuts off ends inside a date.
_CUT_DATE = re.compile(r"\s(?:DEL|DU|VOM|OF)\s\d{1,2}([./-])\d{1,2}\1\d?\s*$")
_BANKS_OWN = re.compile(r"\b(?:CRO|TRN|ID\.?\s?OPER\w*\.?)[\s:.#]*[A-Z0-9]+")
_AND = frozenset({"E", "ED", "ET", "UND", "AND", "Y"})
_BETWEEN = frozenset({"DEL", "DU", "VOM", "OF", "DATED", "DD", "DATA", "IN", "DE"})
_JOINING = _AND | _BETWEEN | _NUMBER_WORDS
_FOR_DOCUMENTS = DOCUMENT_WORDS - _NUMBER_WORDS
# "Fattura del 12" tells a day, "saldo 12" perhaps what twelve things cost.
_NOT_BESIDE = _BETWEEN | {"SALDO"}


@dataclass(frozen=True, slots=True)
class Mention:
    """Hold one document number that the payer wrote.

    Args:
        shapes: Ways to read it as a number, most literal first.
        written: As it stands in the text.
        dated: The document's date, if written beside it.
        is_credit: Announced as a credit note.
        is_proforma: Announced as a pro-forma.
        is_announced: A word for a document stands before it, or before its list.
        reference: What else it may be: an order, a structured reference; then it
            has no shapes.
    """

    shapes: tuple[Shape, ...]
    written: str
    dated: date | None = None
    is_credit: bool = False
    is_proforma: bool = False
    is_announced: bool = False
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Remittance:
    """All that a payment's text says, taken apart.

    Args:
        payer: Name of who ordered it: the bank's field, else its envelope.
        words: The payer's words, folded, without envelope.
        identifiers: Tokens that identify something else than an invoice.
        months: Periods named, as (year, month).
        references: Tokens that may name a document otherwise than by its number.
        codes: Customer numbers he says are his.
        calendar: Months of the year (1 to 12) named without one.
        dates: Given to documents without a number, such as "fattura del 1/8/2026".
        labelled: Numbers that a label says are something else's: a contract's, an
            order's. They may be ours all the same.
        is_bare: He writes nothing but numbers, and that he pays.
    """

    payer: str
    words: str
    mentions: tuple[Mention, ...]
    identifiers: tuple[str, ...]
    months: tuple[Month, ...]
    purpose: Purpose
    references: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    calendar: tuple[int, ...] = ()
    dates: tuple[date, ...] = ()
    labelled: tuple[Mention, ...] = ()
    is_bare: bool = False


def read_remittance(payment: Payment) -> Remittance:
    """Read what the payment's own text refers to."""
    return _read_words(payment.remittance, payment.payer, payment.booked_on.year)


# Asked for its keys, for what it says, and for what it teaches.
@lru_cache(maxsize=2_000)
def _read_words(remittance: str, payer: str, year: int) -> Remittance:
    envelope = peel(" ".join(fold(remittance).split()))
    years = range(year - 6, year + 2)
    identifiers: list[str] = []
    text = _take(_LABELLED, envelope.words, identifiers)
    labelled = tuple(identifiers)
    text = _take(_LONG, text, identifiers)
    text, dates = take_dates(_CUT_DATE.sub(" ", _GLUED_DATE.sub(r" \1 ", text)))
    text, months = take_months(_COUNT.sub(" ", text))
    text = mark_credit_notes(mark_proformas(_AMOUNT.sub(" ", text)))
    text = _TAG.sub(r" \1 ", _SLASH.sub("/", text))
    mentions = [
        *_mentions(_TOKEN.findall(text), dates, years),
        *_creditor_references(identifiers, years),
    ]
    return Remittance(
        payer=payer or envelope.payer,
        words=envelope.words,
        mentions=tuple(dict.fromkeys(mentions)),
        identifiers=tuple(identifiers),
        months=tuple(dict.fromkeys((*months, *_months_in_digits(mentions)))),
        purpose=purpose_of(envelope.words),
        references=reference_keys(envelope.words),
        codes=customer_codes(envelope.words),
        calendar=tuple(dict.fromkeys(months_alone(text))),
        dates=tuple(
            dates[int(no)]
            for found in _DATED.finditer(text)
            for no in _DAY.findall(found["days"])
        ),
        labelled=tuple(
            Mention(shapes, each)
            for each in labelled
            for shapes in shapes_written(each, years)
        ),
        is_bare=_is_bare(envelope.words),
    )


def _is_bare(words: str) -> bool:
    tokens = _TOKEN.findall(_TAG.sub(r" \1 ", _BANKS_OWN.sub(" ", words)))
    return all(_says_a_number(token) for token in tokens)


def _says_a_number(token: str) -> bool:
    is_filler = token in DOCUMENT_WORDS or token in _JOINING or token in _OF_PAYING
    return is_filler or any(each.isdigit() for each in token)


def _months_in_digits(mentions: list[Mention]) -> list[Month]:
    return [
        (shape.year, int(shape.sequence))
        for mention in mentions
        if _MONTH.fullmatch(mention.written)
        for shape in mention.shapes
        if shape.is_guess and shape.year
    ]


def _creditor_references(identifiers: list[str], years: range) -> list[Mention]:
    """Read our own number out of a structured reference (ISO 11649)."""
    found = [_CREDITOR.fullmatch(each.replace(" ", "")) for each in identifiers]
    return [
        Mention(shapes, each[0])
        for each in found
        if each
        for shapes in shapes_written(each[1], years) or ((Shape(each[1]),),)
    ]


def _take(pattern: re.Pattern[str], text: str, found: list[str]) -> str:
    def out(match: re.Match[str]) -> str:
        found.append(match[match.lastindex or 0])
        return " "

    return pattern.sub(out, text)


def _mentions(tokens: list[str], dates: list[date], years: range) -> list[Mention]:
    found: list[Mention] = []
    can_extend = is_credit = is_proforma = is_announced = False
    for before, token in pairwise(("", *tokens)):
        if token.startswith("@"):
            if can_extend:
                found[-1] = replace(found[-1], dated=dates[int(token.strip("@"))])
            can_extend = False
        elif not any(each.isdigit() for each in token):
            is_other = token in DOCUMENT_WORDS and token != _CREDIT_NOTE
            is_credit = token == _CREDIT_NOTE or (is_credit and not is_other)
            is_other = token in _FOR_DOCUMENTS
            is_proforma = token == PROFORMA or (is_proforma and not is_other)
            is_document = is_other or token == PROFORMA
            is_announced = is_document or (is_announced and token in _JOINING)
            can_extend = can_extend and token in _BETWEEN
        elif can_extend and _is_year_of(token, found[-1], years):
            found[-1] = _with_year(found[-1], int(token))
        else:
            is_ours = is_announced and before not in _NOT_BESIDE
            is_ours = is_ours or _says_document(token)
            is_number = is_ours or before in _NUMBER_WORDS
            fresh = [
                Mention(shapes, token, None, is_credit, is_proforma, is_ours)
                for shapes in _read(token, years, is_number=is_number)
            ]
            found += fresh
            can_extend = bool(fresh)
    return found


def _read(
    token: str, years: range, *, is_number: bool
) -> tuple[tuple[Shape, ...], ...]:
    """Read the numbers of a token; without a word for it "8/2026" may be August."""
    found = shapes_written(token, years)
    if is_number or not _MONTH.fullmatch(token):
        return found
    return tuple(
        tuple(replace(shape, is_guess=True) for shape in shapes) for shapes in found
    )


def _says_document(token: str) -> bool:
    return any(word in _FOR_DOCUMENTS for word in _LETTERS.findall(token))


def _is_year_of(token: str, mention: Mention, years: range) -> bool:
    is_year = token in {str(year) for year in years}
    return is_year and mention.shapes[0].year is None


def _with_year(mention: Mention, year: int) -> Mention:
    shape = replace(mention.shapes[0], year=year)
    return replace(mention, shapes=(shape,), written=f"{mention.written} {year}")
