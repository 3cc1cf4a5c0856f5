"""Days in the words of a document: when it was issued, until when it is to be paid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from agent.errors import Unreadable
from agent.forms import day as days
from agent.forms.month_names import PATTERN as MONTH
from agent.forms.month_names import month
from agent.invoices.written_titles import titles

Role = Literal["issued", "due", "place", "other", ""]

_NUMERIC = re.compile(
    r"(?<![\d./-])(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|(\d{1,2})[-/.]\d{1,2}[-/.](?:\d{4}|\d\d))"
    r"(?![\d/-]|\.\d)"
)
_NAMED = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:er|st|nd|rd|th|[.°ºª])?\s+(?:de\s+|of\s+)?({MONTH})\.?,?\s+"
    r"(?:del?\s+)?(\d{4})(?!\d)",
    re.I,
)
_MONTH_FIRST = re.compile(
    rf"\b({MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)", re.I
)
_MARKS = r"[\s:.,(|–-]*(?:(?:il|am|le|on|the|el|den|l[iì]|zum|giorno)\b[\s:]*)?$"
_DUE = re.compile(
    r"(?:scadenza(?: (?:pagamento|il))?|scade(?: il)?|entro(?: e non oltre)?(?: il)?"
    r"|termine(?: di pagamento)?|\bdue(?: date| on| by)?|payable by|pay(?:ment)? (?:due )?by"
    r"|zahlbar bis|f[äa]llig(?:keit|keitsdatum)?(?: am| bis)?|zu zahlen bis|zahlungsziel"
    r"|[ée]ch[ée]ance|(?:payer|payable|r[ée]gler) (?:avant|jusqu['’]au)"
    r"|vencimiento|vence|pagar (?:antes del?|hasta))" + _MARKS,
    re.I,
)
_ISSUED = re.compile(
    r"(?:\bdata(?: (?:di )?(?:documento|doc\.?|emissione|avviso|proforma|fattura|parcella"
    r"|notula))?|\bemess[ao](?: il)?|\bdate(?: of issue)?|issued(?: on)?|dated"
    r"|(?:rechnungs|beleg|ausstellungs)?datum|date d['’](?:[ée]mission)"
    r"|date de (?:la )?facture|[ée]mise? le|fait [àa] [\w -]{2,30},?(?: le)?"
    r"|fecha(?: de (?:emisi[óo]n|factura|expedici[óo]n))?)" + _MARKS,
    re.I,
)
_OF_NUMBER = re.compile(
    r"\d\S{0,40}[ ,–-]{1,5}(?:del|of|vom|du|de|dated)?[\s:]*$", re.I
)
_PLACE = re.compile(
    r"^\W*[^\W\d_][^\W\d]*(?:[ '’-][^\W\d]+){0,3},\s*(?:[^\W\d]{2,3}\s*)?$"
)
_OTHER = re.compile(
    r"(?:\b(?:dal|al|from|to|until|vom|bis|periodo|period|zeitraum|du|au|desde|hasta"
    r"|consegna|delivery|leistung(?:sdatum)?|ordine|order|contratto|nat[oa])\b[\w .:/-]*)$",
    re.I,
)
_WITHIN = re.compile(
    r"\b(?:entro|a|within|net|innerhalb(?: von)?|binnen|sous|[àa]|en) (\d{1,3}) "
    r"(?:giorni|gg\.?|days|tagen?|jours|d[íi]as)\b(?!\W*(?:f\.?m|fine mese|dffm|end of))",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Days:
    """When a document was issued and is due, as its words say.

    Args:
        wrong: What of it contradicts itself or has two readings: "issued" or "due", and
            why.
    """

    issued_on: date | None = None
    due_on: date | None = None
    wrong: tuple[tuple[str, str], ...] = ()


def days_of(text: str, *, may_be_month_first: bool) -> Days:
    """Read the day a text was issued on, and its due date.

    Args:
        may_be_month_first: 03/04/2026 may be of March: no day is taken from it.
    """
    try:
        found = list(_dated(text, may_be_month_first=may_be_month_first))
    except Unreadable as error:
        return Days(wrong=(("issued", str(error)),))
    by_role = {role: _of(found, role) for role in ("issued", "due", "place", "")}
    issued = by_role["issued"] or by_role["place"] or by_role[""]
    due, wrong = by_role["due"], []
    if len(issued) > 1:
        wrong.append(("issued", f"its date may be {' or '.join(map(str, issued))}"))
    if len(due) > 1:
        wrong.append(("due", f"it is due on {' and on '.join(map(str, due))}"))
    issued_on = issued[0] if len(issued) == 1 else None
    due_on = due[0] if len(due) == 1 else None
    if issued_on and not due:
        due_on = _after(issued_on, text)
    if issued_on and due_on and due_on < issued_on:
        wrong.append(("due", f"it is due on {due_on}, before its date {issued_on}"))
        due_on = None
    return Days(issued_on, due_on, tuple(wrong))


def _of(found: list[tuple[Role, date]], role: str) -> list[date]:
    return list(dict.fromkeys(one for of, one in found if of == role))


def _after(issued_on: date, text: str) -> date | None:
    terms = {int(found[1]) for found in _WITHIN.finditer(text)}
    return issued_on + timedelta(days=terms.pop()) if len(terms) == 1 else None


def _dated(text: str, *, may_be_month_first: bool) -> Iterator[tuple[Role, date]]:
    order = None if may_be_month_first else True
    numeric = [found[0] for found in _NUMERIC.finditer(text) if found[1]]
    order = days.is_day_first(numeric) if order is None else order
    for found in _NUMERIC.finditer(text):
        role = _role(text, found.start())
        if role in ("issued", "due"):
            yield role, days.day(found[0], is_day_first=order)
        elif one := days.readings(found[0]).get(order is not False):
            yield role, one  # what is no day may be a telephone's number
    for named, d, m in ((_NAMED, 1, 2), (_MONTH_FIRST, 2, 1)):
        for found in named.finditer(text):
            role = _role(text, found.start())
            if one := _named(found[3], found[m], found[d]):
                yield role, one


def _named(year: str, name: str, number: str) -> date | None:
    """Give a day by the name of its month; None if the month has it not."""
    try:
        return date(int(year), month(name), int(number))
    except ValueError:
        return None


def _role(text: str, at: int) -> Role:
    """Say what a day is by the words before it in its line, else by the line above."""
    start = text.rfind("\n", 0, at) + 1
    before = text[start:at]
    if not before.strip(" \t:"):
        above = text[:start].rstrip("\n")
        before = above[above.rfind("\n") + 1 :]
    if _DUE.search(before):
        return "due"
    if _ISSUED.search(before) or _is_of_title(text, start, at):
        return "issued"
    if _PLACE.match(before):
        return "place"
    return "other" if _OTHER.search(before) else ""


def _is_of_title(text: str, start: int, at: int) -> bool:
    end = (text.find("\n", at) + 1 or len(text) + 1) - 1
    is_titled = any(True for _ in titles(text[start:end]))
    before = text[start:at]
    return is_titled and bool(_OF_NUMBER.search(before) or _LINKED.search(before))


_LINKED = re.compile(r"\b(?:del|of|vom|du|dated)\s*$", re.I)
