"""The grammar of dates: which wording has which shape; data.

Of two rules that fit at one place the longer match wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from agent.forms.month_names import PATTERN as MONTH
from agent.forms.needed_letters import needed_letters
from agent.replies import date_shapes as shape
from agent.replies import date_words as say
from agent.replies.date_shapes import Builder


@dataclass(frozen=True)  # without slots: what is worked out is kept
class Rule:
    """A wording and what builds days of it."""

    wording: re.Pattern[str]
    build: Builder

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """Give letters of which every text that fits holds some, in lower case."""
        return needed_letters(self.wording.pattern)


def _rule(pattern: str, build: Builder) -> Rule:
    return Rule(re.compile(rf"(?<![\w]){pattern}(?!\w)", re.I), build)


_OF = r"(?:\s+(?:of|di|del|della|de|du|de la|des|der|im|in|d.)(?:\s+(?:the|el|la|l.))?|\s*-)?\s*"
_PART = (
    rf"(?:(?P<end>{say.END})|(?P<start>{say.START})|(?P<middle>{say.MIDDLE})"
    r"|(?P<first>(?:la |the |der |die |la )?(?:prima|first|ersten?|première|primera) (?:settimana|week|woche|semaine|semana))"
    r"|(?P<half>(?:la |the )?(?:seconda metà|second half|zweite[rn]? hälfte|seconde moitié|segunda mitad)))"
)
_TH = r"(?:st|nd|rd|th|º|°|er|\.)?"
_ON = rf"(?:{say.WEEKDAY},?\s+(?:il |the |den |le |el )?)?"
_NO_MONTH = rf"(?!{_TH}\s*(?:de |di |of )?{MONTH})"
_YEAR = r"(?:(?:,|\s+(?:de|del))?\s+(?P<y>20\d\d))?"

RULES: tuple[Rule, ...] = (
    _rule(r"(20\d\d)-(\d\d)-(\d\d)", shape.iso),
    _rule(
        _ON + r"(?P<d>\d{1,2})\s?[./-]\s?(?P<m>\d{1,2})\s?[./-]\s?(?P<y>20\d\d|\d\d)",
        shape.numeric,
    ),
    _rule(_ON + r"(?P<d>\d{1,2})/(?P<m>\d{1,2})(?P<y>)(?!/?\d)", shape.numeric),
    _rule(_ON + r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})(?P<y>)\.(?!\d)", shape.numeric),
    _rule(r"(?<=l )(?P<d>\d{1,2})\.(?P<m>\d{2})(?P<y>)(?![.,]?\d)", shape.numeric),
    _rule(
        _ON
        + rf"(?P<d>\d{{1,2}}){_TH}\s+(?:de\s+|of\s+|di\s+)?(?P<m>{MONTH})\.?"
        + _YEAR,
        shape.named,
    ),
    _rule(rf"(?P<m>{MONTH})\.?\s+(?P<d>\d{{1,2}}){_TH}" + _YEAR, shape.named),
    _rule(rf"primo\s+(?P<d>)(?P<m>{MONTH})" + _YEAR, shape.named),
    _rule(
        rf"(?:(?P<next>{say.NEXT})\s+|(?P<last>{say.LAST})\s+|{say.THIS}\s+)?(?P<w>{say.WEEKDAY})"
        rf"(?:\s+(?P<next2>{say.NEXT})|\s+(?P<last2>{say.LAST})"
        rf"|,?\s+(?:the\s+|il\s+|le\s+|el\s+|den\s+)?(?P<n>\d{{1,2}})(?![\d:/]|[.,]\d|{_TH}\s+{MONTH}))?",
        shape.weekday,
    ),
    *(_rule(f"(?:{words})", shape.relative(days)) for days, words in say.RELATIVE),
    _rule(
        r"(?:(?P<within>within|entro(?: e non oltre)?|nel giro di|nei prossimi|in (?:the )?next|the next|over the next|"
        r"innerhalb(?: von| der nächsten)?|binnen|in den nächsten|sous|d.ici(?: à)?|dans les(?: prochains)?|"
        r"en un plazo de|en el plazo de|en los próximos|antes de)|in|tra|fra|dans(?: un délai de)?|dentro de|en)\s+"
        rf"(?P<about>circa |about |around |approximately |ca\.? |etwa |ungefähr |environ |unos |una )?(?P<n>{say.NUMBER})"
        rf"(?:\s+(?P<work>{say.WORKING}))?\s*-?(?:{say.DAYS}|(?P<unit>{say.WEEKS}|{say.MONTHS}))"
        rf"(?:\s+(?P<work2>{say.WORKING}))?"
        r"(?!\s+(?:d\.?f\.?|data fattura|dalla (?:data )?(?:fattura|ricezione)|dal ricevimento|(?:from|of|after) (?:the )?(?:invoice|receipt)|nach (?:rechnung|erhalt)))",
        shape.counted,
    ),
    _rule(
        r"(?P<about>)(?P<within>binnen|innerhalb) (?P<n>"
        + say.NUMBER
        + r") (?P<work>)(?P<work2>)(?:(?P<unit>wochen)|werktagen)",
        shape.counted,
    ),
    _rule(
        rf"(?:{_PART}{_OF})?(?:(?:la\s+)?(?P<next>{say.NEXT})\s+{say.WEEKS}|(?:la\s+|the\s+)?{say.WEEKS}\s+(?P<next2>{say.NEXT}))",
        shape.week,
    ),
    _rule(rf"{_PART}{_OF}(?:{say.THIS}\s+)?{say.WEEKS}", shape.week),
    _rule(
        rf"(?:{say.THIS}\s+{say.WEEKS}|in settimana|(?<=entro )la settimana|wochenende)",
        shape.week,
    ),
    _rule(r"(?:kw|week|settimana|semaine|semana)\s+(?P<number>\d{1,2})", shape.week),
    _rule(
        rf"(?P<nth>{'|'.join(shape.ORDINALS)})\s+(?P<w>{say.WEEKDAY})\s+(?:of|di|del|im|de|du|in)\s+(?:(?P<m>{MONTH})|(?P<next>{say.NEXT})\s+{say.MONTHS}|{say.MONTHS}\s+(?P<next2>{say.NEXT}))",
        shape.nth,
    ),
    _rule(
        rf"{_PART}{_OF}(?:(?P<next>{say.NEXT})\s+{say.MONTHS}|{say.MONTHS}\s+(?P<next2>{say.NEXT}))",
        shape.month,
    ),
    _rule(
        rf"{_PART}{_OF}(?:{say.THIS}\s+)?{say.MONTHS}(?:\s+{say.THIS})?", shape.month
    ),
    _rule(rf"{_PART}{_OF}(?:el mes de\s+)?(?P<m>{MONTH})", shape.month),
    _rule(
        r"(?:(?P<end>monatsende|month[- ]?end|eom)|(?P<start>monatsanfang)|(?P<middle>monatsmitte))",
        shape.month,
    ),
    _rule(
        rf"(?:(?P<next>{say.NEXT})\s+{say.MONTHS}|{say.MONTHS}\s+(?P<next2>{say.NEXT}))",
        shape.month,
    ),
    _rule(
        rf"(?:in|a|ad|entro|im|en|by|bis|per)\s+(?P<m>{MONTH})(?!\s+\d)", shape.month
    ),
    _rule(
        r"(?P<after>nach quartalsende|after (?:the )?(?:end of (?:the )?)?quarter(?: end)?|dopo (?:la fine del|il) trimestre|après (?:la fin du|le) trimestre|después del trimestre|nach dem quartal)",
        shape.quarter,
    ),
    _rule(r"(?P<end>quartalsende|quarter[- ]end)", shape.quarter),
    _rule(
        rf"{_PART}{_OF}(?:{say.THIS}\s+|(?P<next>{say.NEXT})\s+)?{say.QUARTER}",
        shape.quarter,
    ),
    _rule(r"(?P<end>jahresende|year[- ]end)", shape.year_part),
    _rule(rf"{_PART}{_OF}(?:{say.THIS}\s+)?{say.YEAR}", shape.year_part),
    _rule(
        r"(?:il|al|per il|giorno|dal|del)\s+(\d{1,2})"
        + _NO_MONTH
        + r"(?![\d/:]|[.,]\d|\s*(?:€|%|euro|giorni|gg|rate|anni|mesi))",
        shape.bare,
    ),
    _rule(r"the\s+(\d{1,2})(?:st|nd|rd|th)" + _NO_MONTH, shape.bare),
    _rule(
        r"(?:am|zum|bis|den|bis zum)\s+(\d{1,2})\." + _NO_MONTH + r"(?!\s?\d)",
        shape.bare,
    ),
    _rule(
        r"(?:le|du|au)\s+(\d{1,2})(?:er)?"
        + _NO_MONTH
        + r"(?![\d/:]|[.,]\d|\s*(?:€|%|euros?|jours))",
        shape.bare,
    ),
    _rule(
        r"(?:el|día|dia|del)\s+(\d{1,2})"
        + _NO_MONTH
        + r"(?![\d/:]|[.,]\d|\s*(?:€|%|euros?|días))",
        shape.bare,
    ),
)
