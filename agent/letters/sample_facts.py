"""Sample facts: something of everything that a line of the summary may speak of."""

from __future__ import annotations

from datetime import date

from agent.model.day import Fact
from agent.model.money import Money

ALL_FACTS: dict[str, Fact] = {
    "address": "ufficio@edilrovere.example",
    "at": "14:05",
    "at_home": "",
    "bounced": 1,
    "broken": 2,
    "calls": 2,
    "count": 3,
    "days": 33,
    "doubted": "",
    "ending": "0189",
    "how": "cash",
    "later": 9,
    "left": Money(30000),
    "letters": 8,
    "minutes": 22,
    "names": ("Falegnameria Olmo", "Studio Acero"),
    "no": 38,
    "numbers": ("12/2026", "15/2026"),
    "paid": 2,
    "phone": "011 555 0199",
    "promised_on": date(2026, 12, 1),
    "questions": 2,
    "reason": "mailbox_full",
    "sent_on": date(2026, 11, 27),
    "share": 9,
    "stage": "first",
    "status": "5.2.2",
    "subject": "Fattura 12/2026",
    "usual": 4,
}
