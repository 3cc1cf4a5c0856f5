"""Phrases: how customers put what they write, each in a few ways."""

from __future__ import annotations

from random import Random

PHRASES = {
    "promises": (
        "ci scusiamo per il ritardo: paghiamo la fattura {number} entro {day}.",
        "ci dispiace per il ritardo, faremo il bonifico entro {day}.",
        "la fattura {number} è in pagamento: facciamo il bonifico entro {day}.",
    ),
    "breaks_promise": (
        "abbiate pazienza, la fattura {number} la paghiamo entro {day}.",
        "siamo un po' in ritardo: saldiamo la fattura {number} entro {day}.",
    ),
    "disputes": (
        "la fattura {number} non è corretta: sono arrivate 300 copie, non 500.",
        "la fattura {number} non torna: mancano ancora 200 copie su 500.",
    ),
    "part": (
        "vi mandiamo un acconto sulla fattura {number}, il resto appena possibile.",
        "non riusciamo a pagare tutta la fattura {number}: intanto un acconto.",
    ),
    "says_paid": (
        "il bonifico è partito ieri, lo vedrete tra un paio di giorni.",
        "abbiamo pagato la fattura {number} ieri con bonifico.",
    ),
    "asks_copy": (
        "non troviamo la fattura {number}: ce la rimandate per cortesia?",
        "ci mandate di nuovo la fattura {number}? Non ci è arrivata.",
    ),
    "other_things": (
        "per la festa d'autunno ci servono 200 locandine. Ci fate un preventivo?",
        "le bozze vanno bene, potete andare in stampa.",
    ),
}


def phrase(kind: str, randomness: Random, number: str = "", day: str = "") -> str:
    """Choose one of the ways to say something."""
    return randomness.choice(PHRASES[kind]).format(number=number, day=day)
