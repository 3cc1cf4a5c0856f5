"""Manners: greetings, thanks and polite questions around an order, and notes."""

from __future__ import annotations

import re

from agent.replies.orders.heads import LIST, figures

_GREETING = re.compile(
    r"^\W*(?:(?:ciao|buongiorno|buon giorno|buonasera|buona sera|salve|hi|hello|hey|dear all|good (?:morning|afternoon|evening)"
    r"|morning|afternoon|evening|hallo|guten (?:tag|morgen)|bonjour|hola|buenos días)(?: (?:a tutti|team|all|there|everyone))?\b[\s,.!:;–-]*)+",
    re.I,
)
_PLEASE = re.compile(
    r"^\W*(?:per (?:favore|cortesia|piacere)|please|pls|bitte|s['’]il vous plaît|por favor)\b[\s,.!:;–-]*",
    re.I,
)
_REQUEST = re.compile(
    r"^\W*(?:(?:(?:mi |ci |gli |le |lo |la )?(?:puoi|può|potete|potresti|potrebbe|potreste|riesci a|riuscite a)|(?:can|could) you"
    r"|would you(?: (?:please|kindly)| be (?:so kind as|kind enough) to| mind)|(?:saresti|sareste|sarebbe) così gentile da|ti chiedo di|vi chiedo di|i['’]d like you to)"
    r"(?: (?:please|kindly|per favore|per cortesia|gentilmente|cortesemente))*\b\s*|(?=(?:(?:mi|gli|le|ci) )?(?:mandi|invii)\b))",
    re.I,
)
_HAND = r"[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){0,2}"
_THANKS = (
    r"(?i:grazie(?: mille| tante| infinite)?|(?:molte|tante|mille) grazie|(?:many |kind )?thanks(?: (?:a lot|so much|very much))?|thank you(?: (?:so|very) much)?"
    r"|cheers|(?:con i (?:più )?)?(?:cordiali|distinti|cari) saluti|(?:un )?(?:cordiale )?saluto|saluti|buon(?:a)? (?:giornata|serata|lavoro|weekend)"
    r"|(?:kind|best|warm)(?:est)? regards|regards|best wishes|have a (?:good|nice|great|lovely) (?:day|one|weekend|evening)|vielen dank|danke|merci|gracias|a presto|ciao)"
)
_CLOSING = re.compile(
    rf"(?:(?:^|[.,;:!?–-]|\s)\s*{_THANKS})+(?:[,.!\s]+{_HAND})?[\s,.!]*$"
)
_POLITE = re.compile(
    rf"\W*(?:{_THANKS}|(?i:ciao|hi|hello|e|and|a tutti|to all|all))(?:[\s,.!;]+(?:{_THANKS}|(?i:e|and)))*[\s,.!]*"
)
_YES_OR_NO = re.compile(
    r"(?<!\w)(\d{1,3}[.:)]?\s*)([yn])(?=\s*(?:$|[,;.!]|\d{1,3}\s*[yn]\b))", re.I
)
_NOTE = re.compile(
    rf"^\W*(?:{LIST}[\s.:;,)–-]*)?(?:(?:please|per favore)\s+)?"
    r"(?:nota|note|appunt\w{1,4}|annot\w{1,4}|remember|ricord(?:a|ati|iamo|iamoci|arsi)|tieni presente|promemoria"
    r"|memo|reminder|notiz|vermerk|remarque|apunte)\b(?!\s+(?:di|de) (?:credit|debit|crédit|cargo))",
    re.I,
)
# "Nota per la 3: chiamare la mattina".
_ABOUT = re.compile(
    rf"\W*(?:(?:for|on|about|to|per|su|sul|sulla)\s+)?(?P<items>{LIST})\s*[:,;–-]", re.I
)


def plainly(line: str) -> str:
    """Give an order without its greeting and its thanks; a polite question as an order."""
    if begins_note(line):
        return line
    plain = _PLEASE.sub("", _GREETING.sub("", line))
    shorter = _CLOSING.sub("", plain).rstrip()
    plain = shorter if re.search(r"\w", shorter) else plain
    if request := _REQUEST.match(plain):
        plain = plain[request.end() :].rstrip("?! .")
    plain = _YES_OR_NO.sub(
        lambda at: at[1] + {"y": "yes", "n": "no"}[at[2].lower()], plain
    )
    return plain if re.search(r"\w", plain) else line


def is_polite(line: str) -> bool:
    """Tell a line of thanks and wishes alone."""
    return bool(_POLITE.fullmatch(line.strip()))


def begins_note(line: str) -> bool:
    """Tell words to be kept: whatever follows "nota" or "remember" orders nothing."""
    return bool(_NOTE.match(line))


def noted(line: str) -> tuple[str, str]:
    """Give the numbers that a note is about, in figures, and its words."""
    words = _NOTE.sub("", line)
    found = _ABOUT.match(words)
    return (figures(found["items"]), words[found.end() :]) if found else ("", words)
