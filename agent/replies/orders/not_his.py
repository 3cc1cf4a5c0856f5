"""Not his: the words that say that money is not somebody's; data alone.

`words` finds them in a line, `denials` reads a line that says nothing else, `targets`
leaves them out where a line goes on with what it is instead.
"""

from __future__ import annotations

import re

# "Non è suo", "it's not theirs".
NOT_HIS = (
    r"(?:(?:non|nn) (?:(?:è|e['’]?|sono|viene|arriva)(?: stat[oa])? )?(?:(?:il|un|i|dei|soldi) )?(?:suo|sua|suoi|sue|lui|lei|loro|(?:di|da) (?:lui|lei|loro))"
    r"|(?:(?:it['’]?s|that['’]?s|it|that|this|they) )?(?:(?:is |was |are )?not|(?:is|was|are)n['’]?t) (?:(?:from|by|of) )?(?:his|hers?|theirs?|him|them)"
    r"|(?:(?:es |das |sie )?(?:ist|sind) )?nicht (?:seine?s?|ihre?s?|von (?:ihm|ihr|ihnen))"
    r"|(?:ce )?(?:n['’]est )?pas (?:le sien|les siens|(?:à|de) (?:lui|elle|eux))"
    r"|no (?:es|son) (?:suy[oa]s?|de (?:él|ella|ellos)))\b"
)
_MONEY = (
    r"(?:pagamento|bonifico|incasso|versamento|soldi|denaro|payment|money|transfer"
    r"|zahlung|geld|paiement|virement|argent|pago|dinero)"
)
_BEFORE = (
    r"(?:(?:no|nope|nein)\b[\s,.:;!–-]+)?"
    rf"(?:(?:quest[oaie]|quell[oaie]|quel|i|il|the|that|this|das|dieses?|le|ce|el|este)\b\s*)?(?:{_MONEY}\s+)?"
)
# A whole line: "it is not from Verdi".
NAMED = re.compile(
    rf"{_BEFORE}(?:it['’]?s |it |that['’]?s )?(?:non|nn|not|(?:is|was) not|(?:is|was)n['’]?t)\s+"
    r"(?:(?:è|e['’]|sono|viene|arriva|stat[oa]|di|da|de[li]|dell[aeo]|degli|da[li]|dall[aeo]|dagli|from|by|of)\s+|(?:dell|dall)['’]\s*)*"
    r"(?P<whose>[^,;:?]+?)(?:['’]s?)?",
    re.I,
)
# A whole line: "no, this payment is not his".
WHOLE = re.compile(rf"{_BEFORE}{NOT_HIS}(?:\s+{_MONEY})?", re.I)
# Beside what it is: "è di Verdi, non di Rossi".
BESIDE = re.compile(
    r"[,;]?\s*\b(?:(?:e|ed|and|but|ma) )?(?:non|nn|not|isn['’]?t|is not)\s+(?:è |e['’] |is |it['’]?s )?"
    r"(?:(?:di|del|della|dell['’]|per|la|il|su|sulla|for|to|on|from|the|fattura|invoice) ?)*(?P<what>[^,;]+?)"
    r"(?=[,;]|\s+(?:ma|but|è|it['’]s)\b|\W*$)(?:\s*[,;]?\s*(?:ma|but)\b)?",
    re.I,
)
# "Non è suo, è di Verdi": what it is instead follows.
BUT_HIS = re.compile(rf"{NOT_HIS}\s*[,;:.–-]\s*(?:(?:ma|bensì|but)\s+)?(?=\w)", re.I)
