"""Sums in the words of a document: its total, and what of it is to be transferred."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agent.errors import Unreadable
from agent.forms.amount import DecimalMark, amount, decimal_mark
from agent.model.money import Money

_MOST_PARTS = 200
# By rank: what is to be paid, then what the document comes to, then any "total" at all;
# the first of them that stands there counts.
_PAY = r"(?:pagare|versare|bonificare|corrispondere|saldare)"
_TO_PAY = (
    rf"netto\s+dovuto|(?:netto\s+)?(?:a|da)\s+{_PAY}"
    r"|(?:totale|importo|somma|saldo)\s+(?:netto\s+)?dovut[oa]"
    r"|(?:total|amount|balance|sum)\s+(?:now\s+)?(?:due|payable)|to\s+pay|please\s+pay"
    r"|net\s+payable|zahlbetrag|zu\s+zahlen(?:der\s+betrag)?|zahlbarer\s+betrag"
    r"|(?:f[äa]lliger|offener)\s+betrag|[àa]\s+(?:payer|r[ée]gler)|montant\s+d[ûu]"
    r"|a\s+(?:pagar|percibir|abonar)"
)
_OF_DOCUMENT = (
    r"totale\s+(?:del(?:la)?\s+|dell['’]\s*)?(?:documento|fattura|parcella|avviso|proforma"
    r"|pro-forma|notula|generale|complessivo|lordo|ivato|iva\s+inclusa)|importo\s+totale"
    r"|grand\s+total|(?:invoice|pro[ -]?forma)\s+total|total\s+amount"
    r"|total\s+incl(?:\.|uding)?\s*(?:of\s+)?(?:vat|tax)"
    r"|gesamtbetrag|gesamtsumme|rechnungsbetrag|endbetrag|endsumme|bruttobetrag"
    r"|gesamt\s+brutto|summe\s+brutto|total\s+(?:t\.?t\.?c\.?|g[ée]n[ée]ral)|montant\s+total"
    r"|montant\s+t\.?t\.?c\.?|importe\s+total|total\s+(?:factura|con\s+iva|iva\s+incluido)"
)
_ANY = r"totale|total|gesamt|summe"
_SIGN = r"€|£|\$|(?i:euros?)|[A-Z]{3}"
_DIGITS = (
    r"[-+(]?\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3}){1,5}(?:[.,]\d{1,2})?"
    r"|[-+(]?\d{1,12}(?:[.,]\d{1,2})?"
)
_DAY = r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
_UNTIL = rf"(?:entro(?:\s+il)?|by|bis(?:\s+zum)?|avant\s+le|antes\s+del)\s+{_DAY}"
_REST = rf"(?:\s*\([^)\n]{{0,30}}\))?(?:\s*{_UNTIL})?[\s:=.…_|–*-]*(?:(?:in|di|of)\s+)?"
_SUM = (
    rf"(?:(?P<before>{_SIGN})[\s.:]*)?(?P<sum>{_DIGITS})(?![\d%/]|[.,]\d)"
    rf"(?:[ \t]*(?P<after>{_SIGN}))?"
)
_SUMS = tuple(
    re.compile(rf"(?<![\w-])(?i:(?:{labels}){_REST}){_SUM}")
    for labels in (_TO_PAY, _OF_DOCUMENT, _ANY)
)
_OF_ANOTHER = re.compile(r"[^\W\d_][\s.-]?$")  # "imponibile totale", "sub total"
_EXACT = re.compile(r"(?<![\d.,/-])\d[\d.,'’]{0,20}[.,]\d\d(?![\d%/-]|[.,]\d)")
_LESSENED = re.compile(
    r"\britenut[ae]\b|\bwithholding\b|\bretenci[óo]n\b|\bretenue [àa] la source\b"
    r"|\bgi[àa] (?:pagat|versat|corrispost)[oaie]\b|\bacconto (?:versat|ricevut)o"
    r"|\b(?:amount|already|deposit) (?:paid|received)\b|\banzahlung\b|\bbereits (?:ge|be)zahlt"
    r"|\bacompte (?:vers|re[çc])|\bd[ée]j[àa] (?:pay|r[ée]gl)|\banticipo\b|\bya pagado",
    re.I,
)
_CURRENCIES = {"€": "EUR", "EURO": "EUR", "EUROS": "EUR", "£": "GBP", "$": ""}
_CODE = re.compile(r"EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|CAD|AUD")


@dataclass(frozen=True, slots=True)
class Sums:
    """What a document comes to, and what of it is to be transferred.

    Args:
        wrong: What of it contradicts itself.
    """

    total: Money | None = None
    due: Money | None = None
    wrong: tuple[str, ...] = ()


def sums_of(text: str) -> Sums:
    """Read the total of a text and what of it is to be paid."""
    exact = _EXACT.findall(text)
    try:
        mark = decimal_mark(exact)
        to_pay, of_document, of_any = (list(_found(text, one, mark)) for one in _SUMS)
    except Unreadable as error:
        return Sums(wrong=(str(error),))
    totals = of_document or ([] if to_pay else of_any)
    dues = to_pay or totals
    if not dues:
        return Sums()
    due = dues[0]
    if wrong := _why_unclear(text, to_pay, dues):
        return Sums(wrong=(wrong,))
    total = totals[0] if len(set(totals)) == 1 else due
    is_one = total.currency == due.currency
    if not is_one or not _is_told(exact, abs(total.cents - due.cents), mark):
        return Sums(wrong=(f"it names two totals, {due} and {total}",))
    return Sums(max(total, due, key=lambda one: one.cents), due)


def _why_unclear(text: str, to_pay: Sequence[Money], dues: Sequence[Money]) -> str:
    if len(set(dues)) > 1:
        listed = " and ".join(map(str, dict.fromkeys(dues)))
        return f"it names several totals, {listed}"
    if dues[0].cents <= 0:
        return f"what it asks for is {dues[0]}"
    if not to_pay and _LESSENED.search(text):
        return (
            "it speaks of a withholding or of money paid before, and does not say "
            f"whether {dues[0]} is what is left"
        )
    return ""


def _found(
    text: str, labelled: re.Pattern[str], mark: DecimalMark | None
) -> Iterator[Money]:
    for found in labelled.finditer(text):
        line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        if labelled is not _SUMS[0] and _OF_ANOTHER.search(line):
            continue
        signs = [_currency(found["before"]), _currency(found["after"])]
        said = [one for one in signs if one is not None]
        if not said and not _EXACT.fullmatch(found["sum"].lstrip("-+(")):
            continue  # "Totale 3": of hours, of pages
        currency = said[0] if said else "EUR"
        if not currency:
            raise Unreadable(f"the currency of its total {found['sum']} is not clear")
        yield Money.of(_read(found["sum"], mark), currency)


def _currency(sign: str | None) -> str | None:
    """Give the currency of a sign, empty where several have it; None if it is no sign."""
    word = (sign or "").upper()
    return _CURRENCIES.get(word, word if _CODE.fullmatch(word) else None)


def _read(written: str, mark: DecimalMark | None) -> Decimal:
    try:
        return amount(written)
    except Unreadable:
        return amount(written, mark)


def _is_told(exact: Sequence[str], off: int, mark: DecimalMark | None) -> bool:
    """Tell whether what lies between two totals stands there too, in one sum or two."""
    parts = {0}
    for one in exact:
        parts.add(Money.of(_read(one, mark)).cents)
    pairs = itertools.combinations_with_replacement(sorted(parts)[:_MOST_PARTS], 2)
    return any(one + other == off for one, other in pairs)
