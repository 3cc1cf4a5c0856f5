"""The words of dates in five languages: data of the grammar in `dates.py`."""

from __future__ import annotations

import re

_WEEKDAY_WORDS = (
    r"luned[iì]|monday|montags?|lundi|lunes",
    r"marted[iì]|tuesday|tues|dienstags?|mardi|martes",
    r"mercoled[iì]|wednesday|mittwochs?|mercredi|mi[eé]rcoles",
    r"gioved[iì]|thursday|thurs|donnerstags?|jeudi|jueves",
    r"venerd[iì]|friday|freitags?|vendredi|viernes",
    r"sabato|saturday|samstags?|sonnabends?|samedi|s[aá]bado",
    r"domenica|sunday|sonntags?|dimanche|domingo",
)
WEEKDAY = "(?:" + "|".join(_WEEKDAY_WORDS) + ")"
_WEEKDAYS = tuple(re.compile(words, re.I) for words in _WEEKDAY_WORDS)

_NUMBER_WORDS = (
    r"uno?|una|one|an?|ein(?:e[nmrs]?)?|une?",
    r"due|two|(?:a )?couple of|zwei|deux|dos|un paio di|un par de",
    r"tre|three|drei|trois|tres",
    r"quattro|four|vier|quatre|cuatro",
    r"cinque|five|fünf|cinq|cinco",
    r"sei|six|sechs|seis",
    r"sette|seven|sieben|sept|siete",
    r"otto|eight|acht|huit|ocho",
    r"nove|nine|neun|neuf|nueve",
    r"dieci|ten|zehn|dix|diez",
    r"undici|eleven|elf|onze|once",
    r"dodici|twelve|zwölf|douze|doce",
    r"tredici|thirteen|dreizehn|treize|trece",
    r"quattordici|fourteen|vierzehn|quatorze|catorce",
    r"quindici|fifteen|fünfzehn|quinze|quince",
)
_TENS = (
    (20, r"venti|twenty|zwanzig|vingt|veinte"),
    (30, r"trenta|thirty|dreißig|trente|treinta"),
)
NUMBER = (
    r"(?:\d{1,3}|" + "|".join((*_NUMBER_WORDS, *(words for _, words in _TENS))) + ")"
)
_NUMBERS = (
    *(
        (value, re.compile(words, re.I))
        for value, words in enumerate(_NUMBER_WORDS, start=1)
    ),
    *((value, re.compile(words, re.I)) for value, words in _TENS),
)

# Days from the mail's own day.
RELATIVE: tuple[tuple[int, str], ...] = (
    (2, r"dopodomani|day after tomorrow|übermorgen|après-?demain|pasado mañana"),
    (1, r"domani|domattina|tomorrow|morgen(?! früh wieder)|demain|mañana"),
    (
        0,
        r"oggi|stasera|stamattina|in giornata|today|tonight|this (?:morning|afternoon|evening)",
    ),
    (0, r"heute|aujourd.hui|ce (?:soir|matin)|cet après-midi|hoy|esta (?:tarde|noche)"),
    (
        -2,
        r"l.altro ieri|avantieri|day before yesterday|vorgestern|avant-?hier|anteayer",
    ),
    (-1, r"ieri|yesterday|gestern|hier(?= |$)|ayer"),
)

# "By", "within", "no later than": from the day after the mail up to the limit.
BY = (
    r"(?:entro e non oltre|entro|non oltre|prima di|prima del|al più tardi|by|on or before|"
    r"no later than|not later than|before|until|till|at the latest|within|bis(?: spätestens)?(?: zum)?|"
    r"spätestens(?: (?:am|bis|zum))?|vor|avant|d.ici(?: à| au)?|jusqu.(?:au|à)|au plus tard|"
    r"antes de(?:l| que acabe)?|hasta|como (?:muy tarde|máximo)|a más tardar|fino a[l]?)"
)
ARTICLES = (
    r"(?:(?:il|lo|la|le|l.|i|al|alla|del|della|dei|nel|nella|per il|per|the|of|on|cob|close of business|"
    r"dem|den|der|des|die|das|diesem|dieser|am|zum|im|au|aux|du|de|de la|en|el|los|las|"
    r"al|del|día|dia|giorno|jour|tag|sera di|in data|data)[ ']+)"
)

_NEXT = r"prossim[oaie]|venturo|entrante|seguente|p\.?v\.?|next|coming|following|kommende[nmrs]?|nächste[nmrs]?|folgende[nmrs]?|prochaine?|suivante?|próxim[oa]|proxim[oa]|que viene|que entra"
NEXT = f"(?:{_NEXT})"
THIS = r"(?:quest[oa]|corrente|in corso|c\.?m\.?|this|current|diese[nmrs]?|laufende[nmrs]?|cette|ce|courant|est[ea])"
LAST = r"(?:scors[oa]|passat[oa]|u\.?s\.?|ultimo scorso|last|letzte[nmrs]?|vergangene[nmrs]?|derni[eè]re?|passée?|pasad[oa])"
END = r"(?:(?:la )?fine|the end|end|ende|(?:la )?fin(?:ales)?|el final|final(?:es)?)"
START = r"(?:(?:l.)?inizio|inizi|primi(?: giorni)?|the beginning|beginning|start|the start|early|anfang|beginn|(?:le )?début|(?:el )?(?:principio|inicio)s?|primeros(?: días)?)"
MIDDLE = (
    r"(?:(?:la )?metà|the middle|middle|mid|mitte|(?:la )?mi|(?:el )?mediados?|milieu)"
)
DAYS = r"(?:giorn[io]|gg\.?|days?|tage?n?|jours?|d[ií]as?)"
WORKING = r"(?:lavorativ[io]|ll\.?|lav\.?|feriali|working|business|work|ouvrés?|ouvrables?|hábiles|laborables|werk|arbeits|bank)"
WEEKS = r"(?:settiman[ae]|weeks?|wochen?|semaines?|semanas?)"
MONTHS = r"(?:mes[ei]|months?|monate?[ns]?|mois|mes(?:es)?)"
QUARTER = r"(?:trimestr[ei]|quarter|quartals?|trimestre)"
YEAR = r"(?:anno|year|jahres?|année|an|año)"


def weekday(word: str) -> int:
    """Give the weekday a word names, 0 = Monday."""
    return next(day for day, named in enumerate(_WEEKDAYS) if named.fullmatch(word))


def number(word: str) -> int:
    """Give the number a word or digits stand for."""
    if word.isdecimal():
        return int(word)
    return next(value for value, named in _NUMBERS if named.fullmatch(word))
