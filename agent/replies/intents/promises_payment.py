"""He says that he will pay; the day, where he names one, is read elsewhere."""

from __future__ import annotations

from agent.replies.intents.says_paid import WORDS as PAID
from agent.replies.said import (
    Evidence,
    Intent,
    Said,
    affirmed,
    any_of,
    sentence_of,
)
from agent.replies.words import AHEAD, language_has_condition

WORDS = any_of(
    # Italian
    r"(?:pagher|salder|provveder|bonificher|liquider|verser|regolarizzer|effettuer|sistemer|disporr)\w{1,5}|proceder(?:ò|o'|emo|à|anno)\b",
    r"(?:faremo|farò|faccio|facciamo|mando|mandiamo|invio|inviamo|dispongo|disponiamo) (?:\w+ ){0,2}(?:bonific|pagament|versament|saldo)\w{0,2}",
    r"(?:provvediamo|provvedo|paghiamo|pago|saldiamo|liquidiamo|versiamo|bonifichiamo|bonifico) (?:\w+ )?(?:(?:entro|subito|a|il|la|lo|in|domani|oggi|domattina|stasera|tutto|al|quanto|settimana|dopodomani|nei|per|tra|fra|con)\b|luned|marted|mercoled|gioved|venerd)",
    r"(?:vi|ti|le|la|lo|li|ve l[oaei]|te l[oaei]|gliel[oaei]) (?:pago|paghiamo|saldo|saldiamo|verso|versiamo|bonifico|bonifichiamo)\b(?! (?:sempre|ogni|da anni))",
    r"(?:procedo|procediamo|sistemo|sistemiamo|provvedo|provvediamo|salderò|regolarizzo|regolarizziamo)\b",
    r"(?:vi|le|ve la|te la|la|lo|li) (?:pago|paghiamo|saldo|saldiamo|bonifico|bonifichiamo|liquidiamo)\b",
    r"(?:verr\w{1,4}|sar\w{1,4}) (?:\w+ ){0,3}(?:pagat|saldat|effettuat|dispost|liquidat|mess|accreditat|eseguit|bonificat|regolat|evas)\w",
    r"(?:mett\w{1,5}|mess[oa]|va|andrà|inserit[oa]|inser\w{1,5}|è) (?:\w+ ){0,3}(?:in|nei|nella|nelle) (?:(?:pagament|distint)\w{1,2}|prossim\w (?:\w+ )?(?:distint|pagament|bonific|giro|fluss|tornat)\w{0,2})|in pagamento\b|(?:ci attiviamo|mi attivo|ci stiamo attivando)\b",
    r"(?:riceverete|avrete|trover\w{1,4}|trova) (?:\w+ )?(?:l['’]accredito|il bonifico|il pagamento|i soldi|in banca)",
    r"(?:bonifico|pagamento|pgto|saldo) (?:\S+ ){0,3}?(?:previst|programmat|in scad|fissat|partir|parte|pianificat|pronto|va\b|andrà|arriver)\w{0,4}",
    r"(?:paga|paghiamo|pagano) (?:solo |sempre )?(?:a|il|al|entro|ogni)\b|contiamo di (?:pagare|saldare|chiudere)|impegn\w{1,5} a (?:pagare|saldare|versare)",
    r"porto l['’]assegno|le porto (?:i soldi|il contante)|passo (?:io )?(?:a (?:pagare|saldare)|in studio)",
    # English
    r"(?:will|(?:i|we|it|they)['’]ll|shall|going to|plan(?:ning)? to|intend to|aim to|able to|can) (?:\w+ ){0,3}(?:pay|be paid|settle|transfer|remit|wire|process|release|clear|arrange|make (?:the |a )?(?:payment|transfer)|send (?:the |you )?(?:payment|money|funds)|get (?:this|it|that) (?:\w+ )?(?:sorted|paid|done|over|processed|out|cleared))\b",
    r"(?:payment|transfer|invoice|it) (?:\w+ ){0,2}(?:is|has been|are) (?:\w+ ){0,2}(?:scheduled|planned|due to|set|approved|queued|lined up|in the)\b",
    r"(?:payment|transfer) (?:goes|will go|will be|should be|should reach)\b|in (?:our|the|your) (?:next )?(?:payment|cheque|check) run|payment (?:run|date)\b",
    r"(?:we|i) (?:can )?(?:settle|pay|transfer) (?:it |this |you |the \w+ )?(?:by|on|tomorrow|today|next|in|within|at)\b|(?:are|am) paying\b|scheduled (?:for|to)\b|you(?:['’]ll| will) (?:have|receive|be in|get) (?:\w+ ){0,2}(?:payment|money|it|funds|our)",
    r"(?:will get (?:this|it)|will do|give us until|should be with you|the transfer goes out|consider it (?:paid|done)|we are on it|we['’]re on it)\b",
    # German
    r"(?:werde\w?|wird) (?:\S+ ){0,8}?(?:bezahlt|überwiesen|beglichen|angewiesen|zahlen|bezahlen|überweisen|begleichen|anweisen|veranlasst|veranlassen|ausgeglichen)\b",
    r"(?:wir|ich) (?:zahlen|zahle|überweisen|überweise|begleichen|begleiche|veranlassen|veranlasse)\b|zahlung (?:erfolgt|geht|wird|ist (?:für|am|eingeplant))|zahllauf|(?:das geld|überweisung|gutschrift|ausgleich) (?:kommt|erfolgt|geht)\b",
    r"(?:sie erhalten|haben sie) (?:das geld|die zahlung|den betrag)|wir kümmern uns|wird (?:umgehend|sofort) (?:erledigt|bezahlt)",
    # French
    r"(?:paierons|paierai|paiera|réglerons|réglerai|règlerons|règlerai|virerons|payons|réglons|règle|soldons)\b|(?:sera|seront|va être|vont être) (?:\S+ ){0,3}(?:payée?s?|réglée?s?|virée?s?|soldée?s?|fait|effectué)",
    r"(?:virement|règlement|paiement) (?:part|partira|interviendra|sera|est prévu|est programmé|passera)|(?:allons|vais) (?:\S+ ){0,2}(?:payer|régler|virer|procéder|faire le virement)|(?:fais|faisons|ferons|ferai) (?:le nécessaire|le virement)|comptez sur un (?:règlement|paiement)|recevrez les fonds|elle passera le règlement|m['’]en occupe|s['’]en occupe|au règlement du",
    # Spanish
    r"(?:pagaremos|pagaré|abonaremos|abonaré|haremos la transferencia|haré|liquidaremos|pagamos|abonamos)\b|(?:será|quedará|se) (?:\S+ ){0,2}(?:pagad[oa]|abonad[oa]|abonará|pagará|transferid[oa])|(?:vamos|voy) a (?:pagar|abonar|hacer la transferencia|transferir)",
    r"transferencia (?:sale|saldrá|se hará)|pago (?:está )?(?:previsto|programado)|cuente con el pago|le hago la transferencia|lo (?:gestionamos|tendrá|dejamos pagado|pago|pagamos)|entra en la remesa|remesa del",
)


def _find(said: Said) -> tuple[Evidence, ...]:
    gone_by = affirmed(said, PAID, unless=AHEAD)
    by_then = [one for one in affirmed(said, PAID) if one not in gone_by]
    return tuple(
        one
        for one in (*affirmed(said, WORDS), *by_then)
        if not language_has_condition(said, sentence_of(said, one))
    )


INTENT = Intent("promises_payment", _find)
