"""The day on which an absent person is back, where a robot says it plainly."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from agent.forms.month_names import PATTERN, month
from agent.forms.wording import any_of

_DAY = (
    r"(?:(?P<iso>20\d\d-\d\d-\d\d)"
    r"|(?P<d>\d{1,2})[./-](?P<m>\d{1,2})(?:[./-](?P<y>\d{4}|\d\d))?"
    r"|(?P<dd>\d{1,2})(?:\.|st|nd|rd|th|º|°|er)?\s+(?:de\s+|of\s+)?(?P<mm>"
    + PATTERN
    + r")\.?(?:\s+(?:de\s+)?(?P<yy>20\d\d))?"
    r"|(?P<mon>"
    + PATTERN
    + r")\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<year>20\d\d))?)(?![\d])"
)
_GAP = r"[^\n.!?]{0,40}?(?<![\d./-])"
_BACK = any_of(
    r"(?:torn(?:o|er[òo]|eremo|iamo|erà)|rientr\w{1,6}|di nuovo (?:in|al)|riapr\w{1,6}|(?:be )?back|return(?:ing)?"
    r"|re-?open\w{0,3}|resume|wieder|zurück|retour|reviens|revient|reprend\w{0,4}|vuelvo|volver[éá]|regres\w{1,4}|incorpor(?:ar[ée]|o|aré)"
    r"|retorn\w{1,4}|voltar?ei|volto|terug|wracam|wrócę|powr[óo]t\w{0,3})\b"
    + _GAP
    + _DAY
)
# "ab dem 20.05. wieder erreichbar": the day stands in front.
_AGAIN = any_of(
    r"(?<!\w)(?:ab|from|dal|à partir du|a partir del?)\s+(?:dem\s+)?(?:[a-zàèìù]{3,10}[, ]\s?)?(?<![\d./-])"
    + _DAY
    + r"[^\n!?]{0,30}?\b(?:wieder|again|back|di nuovo|nuovamente|de nouveau|à nouveau|de nuevo|nuevamente)\b"
)
_UNTIL = any_of(
    r"(?:fino (?:a|al|all.)|sino al|until|till|through|thru|bis(?: zum| einschließlich)?|jusqu.au|hasta(?: el)?|até|tot(?: en met)?|do dnia)\s+"
    + _GAP
    + _DAY
)
# "dal 10 al 25 agosto": the first day may leave out its month.
_RANGE = any_of(
    r"(?:dal|from|vom|du|del?|desde(?: el)?|van|od)\s+(?:[a-zàèìù]{3,10}[, ]\s?)?\d{1,2}[\w./-]{0,9}(?:\s+(?:de\s+)?[a-zäéû]{3,10})?(?:\s+20\d\d)?"
    r"\s+(?:al|to|until|till|bis(?: zum)?|au|a|al|hasta el|até|tot(?: en met)?|do)\s+(?:[a-zàèìù]{3,10}[, ]\s?)?(?<![\d./-])"
    + _DAY
)
# A number of one or two digits, or the year of an ISO date: every day holds one.
_NUMBER = re.compile(r"\d(?<!\d\d)(?:\d?(?!\d)|\d{3}-)")
_PATTERNS = ((_AGAIN, 0), (_BACK, 0), (_UNTIL, 1), (_RANGE, 1))
_LONGEST = timedelta(days=400)


def return_date(text: str, sent_at: datetime | None) -> date | None:
    """Find the first day back; "until the 20th" means the day after.

    Returns:
        None where it is not said, is past, or lies more than a year ahead.
    """
    if sent_at is None or not _NUMBER.search(text):
        return None
    sent_on = sent_at.date()
    for pattern, extra in _PATTERNS:
        for found in pattern.finditer(text):
            day = _day(found, sent_on)
            if day and sent_on <= day <= sent_on + _LONGEST:
                return day + timedelta(days=extra)
    return None


def _day(found: re.Match[str], sent_on: date) -> date | None:
    if found["iso"]:
        return _date(*(int(piece) for piece in found["iso"].split("-")))
    day = int(found["d"] or found["dd"] or found["day"])
    number = int(found["m"]) if found["m"] else month(found["mm"] or found["mon"])
    stated = found["y"] or found["yy"] or found["year"]
    if stated:
        return _date(int(stated) + (2000 if len(stated) == 2 else 0), number, day)  # noqa: PLR2004
    this_year = _date(sent_on.year, number, day)
    if this_year and this_year < sent_on - timedelta(days=60):
        return _date(sent_on.year + 1, number, day)
    return this_year


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
