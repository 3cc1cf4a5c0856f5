"""He has read it, or passes it on: no more than that."""

from __future__ import annotations

from agent.replies.said import Evidence, Intent, Said, affirmed, any_of

_WORDS = any_of(
    r"^\W*(?:ok|okay|ricevut[oa]|letto|visto|perfetto|d['’]accordo|va bene|bene|certo|certamente)\b(?! (?:il|la|lo) (?:pagamento|bonifico))",
    r"(?:preso atto|prendiamo atto|prendo atto|presa visione|prendo nota|preso nota|ricevuto,? grazie|grazie (?:mille )?(?:per|del|della|dell['’]) ?(?:la |il |l['’])?(?:segnalazione|avviso|comunicazione|promemoria|mail|messaggio|sollecito|informazione))",
    r"(?:verific(?:o|hiamo|herò|heremo)|controll(?:o|iamo|erò|eremo)|guardo|guardiamo|vedo|faccio (?:una verifica|verificare|vedere)|(?:vi|le) (?:faccio|facciamo|farò|faremo) sapere|(?:la|lo|ne) (?:giro|inoltro|passo|parlo)|gir(?:o|iamo|ata|ato) (?:\w+ ){0,2}(?:al|all['’]|alla|in)|inoltr(?:o|iamo|ata|ato) (?:\w+ ){0,2}(?:al|all['’]|alla)|passo (?:\w+ ){0,2}(?:al|all['’]|alla) )",
    r"^\W*(?:noted|received|thanks|thank you|understood|acknowledged|got it|will check|will look|checking)\b|(?:thanks|thank you) for (?:the|your|letting|this) (?:\w+ )?(?:reminder|email|e-mail|message|note|mail|heads|us know|me know)?",
    r"(?:i|we)(?:['’]ll| will| am| are|['’]m|['’]re)? (?:\w+ )?(?:check(?:ing)?|look(?:ing)? into|get back|chas(?:e|ing)|follow up|pass(?:ed|ing)? (?:this|it)|forward(?:ed|ing)? (?:this|it)|let you know|look at)\b|(?:passed|forwarded) (?:\w+ ){0,2}(?:on )?to (?:our|the|my|accounts|finance)|duly noted",
    r"(?:zur kenntnis|zur kenntnis genommen|(?:nachricht|mail|schreiben|erinnerung) erhalten|^\W*(?:danke|vielen dank|erhalten|verstanden|alles klar)\b|(?:habe|haben) (?:\S+ ){0,4}(?:weitergeleitet|weitergegeben)|(?:ich|wir) (?:prüfe\w?|kläre\w?|leite\w? (?:\S+ ){0,3}weiter|melde\w? (?:mich|uns))|wird geprüft)",
    r"(?:bien (?:reçu|noté)|(?:j['’]ai|avons|nous) (?:bien )?(?:pris note|prenons note)|je (?:vérifie|regarde|transmets)|nous (?:vérifions|transmettons)|(?:ai|avons) transmis|^\W*(?:merci(?! de)|reçu|noté)\b|reviens vers vous|revenons vers vous)",
    r"(?:^\W*(?:recibid[oa]|gracias|de acuerdo|entendido|anotado|vale)\b|tomamos nota|tomo nota|lo (?:reviso|revisamos|miro|miramos|paso|consulto)|le (?:digo|informo|confirmo) (?:algo|en breve)|(?:he|hemos) (?:pasado|reenviado))",
)


def _find(said: Said) -> tuple[Evidence, ...]:
    return affirmed(said, _WORDS)


INTENT = Intent("acknowledges", _find)
