"""He asks to pay in parts, or for more time."""

from __future__ import annotations

from agent.replies.said import Evidence, Intent, Said, any_of, stated

_WORDS = any_of(
    r"rateizz\w{1,6}|dilazion\w{1,4}|(?:a|in|due|tre|quattro|cinque|sei|\d+|comode|poche|delle|piccole) rate\b|rata mensile|piano di (?:rientro|pagamento|ammortamento)|(?:in|a) (?:due|tre|quattro|più|\d+) (?:volte|tranche|soluzioni|scadenze|riprese)|un po['’]? alla volta|(?:\d+|cento|duecento|trecento|cinquecento) (?:€ |euro )?(?:al|ogni|a) mese|mensilmente|proroga|più tempo|(?:un po['’]? di|altro|qualche|ancora) (?:tempo|giorn\w|settiman\w)|spostare (?:la )?scadenza|posticip\w{1,5}|aspettare (?:ancora|un)|pazientare",
    r"instal?ments?|payment plan|(?:a|per|each|every) month\b|monthly|in (?:two|three|four|several|\d+) (?:parts|payments|tranches|goes)|spread (?:the|it|this|over)|bit by bit|more time|extension|extend(?:ed)? (?:the )?(?:terms|deadline|payment)|(?:defer|postpone|delay)\w{0,3} (?:the )?payment|stagger\w{0,3}",
    r"raten\w{0,8}|in \w+ raten|teilzahlung\w{0,2}|teilbeträge?\w?|stundung|zahlungsaufschub|aufschub|zahlungsziel (?:\S+ )?verläng\w{1,5}|mehr zeit|monatlich\w{0,2}|fristverlängerung|nach und nach",
    r"échelonn\w{1,6}|en (?:plusieurs|deux|trois|quatre|\d+) (?:fois|mensualités|versements)|mensualités?|échéancier|délais? (?:de paiement|supplémentaire)|par mois|un (?:peu de|petit) délai|report(?:er)? (?:de |l['’]|le )?(?:échéance|paiement)|facilités? de paiement",
    r"(?:en|a) (?:dos|tres|cuatro|varios|\d+)?\s?plazos|fraccion\w{1,6}|aplaz\w{1,6}|al mes\b|mensual\w{0,5}|prórroga|más tiempo|poco a poco|cuotas",
)


def _find(said: Said) -> tuple[Evidence, ...]:
    return stated(said, _WORDS)


INTENT = Intent("asks_instalments", _find)
