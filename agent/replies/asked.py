"""What a mail asks for beside the money: a call, and parts of a certain number or size."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from agent.replies.dates import phrases
from agent.replies.said import Said, affirmed, any_of, sentence_of

_CALL = any_of(
    r"(?:ri)?(?:chiam|telefon)(?:a|ate|i)(?:mi|ci)\b|(?:mi|ci) (?:ri)?(?:chiami|chiamate|telefoni|telefonate)\b|(?:può|puoi|potete|potrebbe|potreste|potresti) (?:\w+ )?(?:ri)?(?:chiamar|telefonar)(?:mi|ci)\b|(?:mi|ci) (?:può|puoi|potete|potrebbe|potreste|potresti) (?:\w+ )?(?:ri)?(?:chiamare|telefonare)",
    r"(?:prego|pregherei|chiedo) di (?:ri)?(?:chiamar|telefonar)(?:mi|ci)\b|(?:attendo|aspetto|gradirei|preferirei) (?:una |la )?(?:vostra |sua |tua )?(?:telefonata|chiamata)|(?:essere|venire) (?:ri)?(?:chiamat|contattat)[oaie] (?:telefonicamente|al telefono|al numero|al cell\w*)|(?:fa\w{2,5}|dia\w{0,2}|date\w{0,2}) uno squillo|(?:sentir|parlar)(?:ci|ne|si|le|vi) (?:\w+ ){0,2}(?:al telefono|telefonicamente|a voce|per telefono)|^\W*sentiamoci\b",
    r"(?:call|ring|phone|telephone) (?:me|us)\b(?! (?:a |names|old))|give (?:me|us) a (?:call|ring|buzz|bell|tinkle)|(?:can|could|would|will) (?:we|you|someone|somebody|anyone) (?:\w+ ){0,2}?(?:call|ring|phone|telephone)\b|(?:speak|talk|chat) (?:\w+ ){0,3}?(?:by|on|over) the (?:tele)?phone|(?:speak|talk|chat) by (?:tele)?phone|call(?:ing)? (?:me|us) back",
    r"(?:ruf|rufe|rufen|ruft) (?:sie )?(?:\S+ ){0,2}?(?:mich|uns)\b.{0,60}\b(?:an|zurück|durch)\b|(?:um|bitte) (?:\S+ ){0,2}?(?:rückruf|anruf)\b|rückruf (?:erbeten|bitte)|(?:können|könnten|kannst) (?:sie|wir|du) (?:\S+ ){0,6}?(?:anrufen|zurückrufen|telefonieren)|klingel\w* (?:sie )?(?:\S+ ){0,3}durch",
    r"(?:r?appel(?:ez|le)|téléphone[rz]?)[- ](?:moi|nous)\b|(?:m['’]|me |nous )(?:r?appeler|téléphoner)\b|passe[zr]?[- ](?:moi|nous) un coup de (?:fil|téléphone)|parler (?:\S+ ){0,2}?(?:au|par) téléphone",
    r"ll[aá]m[ae]n?(?:me|nos)\b|(?:puede|podría|puedes|podrías|pueden|podrían) (?:\w+ )?(?:llamar|telefonear)(?:me|nos)|(?:me|nos) (?:puede|podría|puedes|pueden|podrían) llamar|(?:me|nos) llam(?:e|en|es)\b|hablar(?:lo)? (?:\w+ )?por teléfono|hablamos por teléfono|(?:de|dé|deme|déme|dame) un toque",
)
# Words of a call that is no wish: a name, a reproach.
_NO_WISH = any_of(
    r"non (?:mi |ci )?(?:ri)?chiam|perché (?:mi|ci) chiamate|smett\w+|basta",
    r"stop|don['’]?t|do not|never|why do you",
    r"hören sie auf|nicht mehr|nie wieder",
    r"ne (?:me |m['’]|nous )|arrêtez|cessez",
    r"dejen?\b|no (?:me|nos) llam|por qué me",
)
_NUMBERS = {
    number: words.split()
    for number, words in (
        (2, "due two zwei deux dos doi"),
        (3, "tre three drei trois tres"),
        (4, "quattro four vier quatre cuatro"),
        (5, "cinque five fünf cinq cinco"),
        (6, "sei six sechs six seis"),
        (8, "otto eight acht huit ocho"),
        (10, "dieci ten zehn dix diez"),
        (12, "dodici twelve zwölf douze doce"),
    )
}
_BY_WORD = {word: number for number, words in _NUMBERS.items() for word in words}
_COUNT = rf"(?P<count>\d{{1,2}}|{'|'.join(sorted(_BY_WORD, key=len, reverse=True))})"
_PARTS = re.compile(
    rf"\b{_COUNT} (?:\w+ ){{0,2}}?(?:rate\b|volte\b|tranche\w?|soluzioni|versamenti|scaglioni|mensilità"
    r"|inst?al?lments?|(?:\w+ )?payments|parts\b|goes\b|raten\b|teilen\b|teilbeträge\w?|teilzahlungen|monatsraten"
    r"|fois\b|mensualités|versements|échéances|plazos|veces\b|cuotas|pagos)",
    re.IGNORECASE,
)
_SUM = r"(?P<sum>\d{2,5})(?:[.,]00)?"
_A_MONTH = re.compile(
    rf"[€£$] ?{_SUM} (?:\w+ )?(?:a|per|each|every) month"
    rf"|\b(?P<sum2>\d{{2,5}})(?:[.,]00)? ?(?:€|euro?s?|eur|£|pounds|quid)? ?(?:(?:\w+ )?(?:al|ogni|per|a|each|every|im|pro|jeden|par|chaque|cada) (?:mese|month|monat|mois|mes)\b|monatlich|mensil\w*|monthly|mensual\w*|mensuel\w*)",
    re.IGNORECASE,
)
_FEWEST, _MOST = 2, 36


@dataclass(frozen=True, slots=True)
class Call:
    """A wish to be phoned.

    Args:
        words: His own, verbatim: they may name a time.
        on: The day he names; None where he names none.
    """

    words: str
    on: date | None


def call_in(said: Said, sent: date) -> Call | None:
    """Give the wish to be phoned that a text expresses; None = there is none."""
    for one in affirmed(said, _CALL, unless=_NO_WISH, questions=True):
        words = sentence_of(said, one).strip()
        days = [each.since for each in phrases(words, sent) if each.since > sent]
        return Call(" ".join(words.split()), days[0] if days else None)
    return None


def parts_in(text: str) -> int:
    """Give the number of parts in which he wishes to pay; 0 = he names none."""
    found = _PARTS.search(text)
    if not found:
        return 0
    count = found["count"].casefold()
    number = int(count) if count.isdigit() else _BY_WORD[count]
    return number if _FEWEST <= number <= _MOST else 0


def monthly_in(text: str) -> int:
    """Give what he can pay a month, in whole units of money; 0 = he does not say."""
    found = _A_MONTH.search(text)
    return int(found["sum"] or found["sum2"]) if found else 0
