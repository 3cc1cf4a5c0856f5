"""The language of a text among five, by its commonest words and letters."""

from __future__ import annotations

import re

_WORDS = {
    "it": (
        "il lo la gli le di del della dei delle che è e per con una un non sono ho abbiamo vi ci si ma "
        "anche al alla nel da questo questa vostra vostro fattura pagamento grazie buongiorno saluti già "
        "bonifico pagata pagato saldo entro ieri domani oggi fine mese ricevuto ricevuta provvedo provvederemo "
        "allegato dal dalla alle mi ti più ha hanno era risulta sono stata stato fattura fatture"
    ),
    "en": (
        "the of and to in is we you it for on this that have has will be with are not your our i by as at "
        "please thanks invoice payment regards hello hi from was been can "
        "see attached paid pay thank received noted us they he she me my his out which would should about tomorrow week"
    ),
    "de": (
        "der die das und ist wir sie ich nicht zu den mit von für auf ein eine dem im des wird haben werden "
        "bitte rechnung zahlung grüße guten tag ihre ihnen uns am bei noch "
        "bis anbei zahlen überweisung überwiesen betrag rechnungen ihr mein danke morgen heute woche aber wenn nach es"
    ),
    "fr": (
        "le la les des du de et est nous vous je ne pas pour un une dans sur que qui au avec votre notre ce "
        "cette facture paiement merci bonjour cordialement été sera à "
        "bien reçu virement règlement demain semaine mois fin facture réglé mais par son sa ses au aux il elle"
    ),
    "es": (
        "el la los las de del y es que en un una por para con no se su lo nos le al hemos está ha pago factura "
        "gracias hola saludos esta este como más "
        "recibido pagamos transferencia hasta estaré fuera mañana semana mes fin pero muy señores adjunto siempre ya"
    ),
}
_LETTERS = {
    "it": re.compile(r"zione\b|gli\b|\bqu|tt|cch|ò|ì"),
    "en": re.compile(r"th|ing\b|wh|ould\b|\bi['’]|['’]ll\b"),
    "de": re.compile(r"sch|ß|ü|ö|ung\b|cht|\bge"),
    "fr": re.compile(r"[çêèœâ]|eau|\bl['’]|\bd['’]|\bqu['’]|ent\b|é"),
    "es": re.compile(r"ñ|¿|¡|ción\b|ll|ción|[áíóú]"),
}
_SETS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 1.5
_MARGIN = 1.15
_SHARE = 0.12
_LETTER_WEIGHT = 0.5
_MOST_WORDS = 400


def language(text: str) -> str:
    """Tell the language of a text: it, en, de, fr, es; empty if unclear."""
    lower = text.lower()
    words = _WORD.findall(lower)[:_MOST_WORDS]
    hits = {name: sum(map(known.__contains__, words)) for name, known in _SETS.items()}
    scores = {
        name: hits[name]
        + _LETTER_WEIGHT * min(len(_LETTERS[name].findall(lower[:4000])), len(words))
        for name in _SETS
    }
    (best, score), (_, second) = sorted(scores.items(), key=lambda pair: -pair[1])[:2]
    is_clear = score >= _ENOUGH and score >= second * _MARGIN
    return best if is_clear and hits[best] >= _SHARE * len(words) else ""
