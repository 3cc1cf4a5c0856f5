"""A robot's words, wherever they came through."""

from __future__ import annotations

from agent.replies.said import Evidence, Intent, Said, any_of, stated

_WORDS = any_of(
    r"(?:questa è una |la presente è una )?(?:risposta|messaggio|e-?mail|comunicazione) (?:generat[oa] )?automatic(?:a|o|amente)\b|non rispond\w{1,5} a quest[oa]|(?:la sua|la vostra|vostra|sua) richiesta (?:\S+ ){0,4}(?:presa in carico|registrata|ricevuta)|(?:ticket|pratica|richiesta) (?:n\.? ?)?#?\d+|(?:generat|inviat)[oa] automaticamente|(?:risponderemo|risponderà|risposta) (?:\w+ ){0,2}entro \d+ (?:ore|giorni)",
    r"(?:this is an )?(?:automated|automatic|auto[- ]?generated) (?:response|reply|message|e-?mail|notification)|do not reply to this|(?:your )?(?:request|ticket|case|enquiry) (?:\S+ ){0,4}(?:has been (?:received|created|logged|registered|assigned)|#?\d{3,})|thank you for contacting|(?:we (?:aim|try|endeavour)|will be|normally|usually) (?:\w+ ){0,3}(?:respond|reply|answered) (?:\w+ ){0,2}within",
    r"automatische (?:antwort|nachricht|e-?mail)|automatisch (?:generiert|erstellt|versandt|verschickt)\w{0,2}|anfrage (?:\S+ ){0,3}eingegangen|melden uns innerhalb|(?:ticket|anfrage|vorgang) (?:\S+ ){0,3}(?:eröffnet|erstellt|#?\d{3,})",
    r"(?:réponse|message) automatique|(?:ticket|demande) (?:\S+ ){0,4}(?:enregistrée?|créée?|#?\d{3,})|(?:merci|prière) de ne pas (?:y )?répondre|généré automatiquement|(?:répondr\w{1,4}|réponse) (?:\S+ ){0,3}(?:sous|dans les) \d+ (?:heures|jours)",
    r"(?:respuesta|mensaje|correo) automátic[oa]|(?:ticket|solicitud) (?:\S+ ){0,4}(?:registrad[oa]|cread[oa]|#?\d{3,})|no (?:responda|conteste) a este|(?:generad|enviad)[oa] automáticamente|(?:responderemos|contestaremos) en (?:\w+ ){0,3}\d+ horas",
)


def _find(said: Said) -> tuple[Evidence, ...]:
    return stated(said, _WORDS)


INTENT = Intent("automatic", _find)
