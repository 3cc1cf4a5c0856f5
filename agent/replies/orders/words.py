"""The words of orders in five languages: data of `order`, the first that fits."""

from __future__ import annotations

import re

from agent.forms.wording import Wording
from agent.replies.orders.not_his import NOT_HIS
from agent.replies.said import any_of

_ALL = r"(?:tutt[oi]|tutte le lettere|all|everything|alles|alle|tout|tous|todo|todos)\b"
# The whole of what is said: "ha confermato", "conferma di aver ricevuto" tell of him.
_CONFIRMED = r"(?<![a-zà-ù] )(?:confermo|conferma(?:l[aeio]|t[ao])?|confirm(?:ed|o)?)\b(?! +(?!pure\b|grazie\b|(?:l[aeo]|il|i|the) +\d)[a-zà-ù])"

ACTIONS: tuple[tuple[str, Wording], ...] = (
    (
        "note",
        any_of(r"(?:nota|note|appunto|notiz|vermerk|remarque|memo|apunte)\s*:"),
    ),
    (
        "stop_all",
        any_of(
            rf"(?:ferm\w{{1,4}}|stop|blocc\w{{1,4}}|sospend\w{{1,4}}|pausa|pause|suspend|freeze|hold|halt|anhalten|stoppe\w?|arrête\w?|arrêter|para|parar|detén) (?:a |con )?{_ALL}",
            r"(?:alles|tout|todo) (?:anhalten|stoppen|arrêter|parar)",
        ),
    ),
    (
        "resume_all",
        any_of(
            rf"(?:riprendi|(?:fai )?ripart\w{{1,4}}|riattiva|sblocca|resume|restart|fortsetzen|reprends|reprendre|reanuda\w?|sigue) (?:con )?{_ALL}",
            r"(?:start|resume|restart|begin) (?:sending|writing)(?: letters| reminders)?(?: again)? to (?:everyone|everybody|all)\b",
            r"(?:ripart\w{1,4}|riprend\w{1,4}|ricominci\w{0,3}) (?:(?:a |con )(?:scrivere|mandare|inviare) )?(?:con |a )tutti\b",
            r"(?:alles|tout|todo) (?:fortsetzen|weiter|reprendre|reanudar)",
        ),
    ),
    (
        "why",
        any_of(
            r"perch[eéè](?!\w)|come mai\b|why\b|warum\b|wieso\b|pourquoi\b|por ?qu[eé]\b"
        ),
    ),
    (
        "send_copy",
        any_of(
            r"(?:manda\w{0,2}|invia\w{0,2}|spedisci|send|schick\w{0,2}|sende\w?|envoie\w?|envoyer|envía\w?|manda) .{0,20}(?:copi[ae]|copy|kopie|copie|duplicat\w?|duplicado)\b",
            r"(?:copia|copy|kopie|copie)\b|(?:resend|re-send|send again) (?:the |them the )?invoice",
        ),
    ),
    (
        "write_off",
        any_of(
            r"stralci\w{1,4}|(?:a|in) perdita|inesigibile|rinunci\w{1,3}|write[- ]?off|write (?:it|this|that|them|the rest|one) off|written off|abbuon\w{1,3}|condon\w{1,3}|abschreib\w{1,3}|ausbuchen|passer en pertes?|incobrable|dar por perdid\w"
        ),
    ),
    (
        "undo",
        any_of(
            r"annulla\w{0,2}|torna indietro|undo\b|rückgängig|annule\w?|deshac\w{1,2}"
        ),
    ),
    (
        "called",
        any_of(
            r"(?:ho )?(?:chiamat[oaie]|telefonat[oa]|sentit[oaie]|parlato)\b|called\b|call made|made (?:the |a )?call\b|(?:got|get) (?:through|hold)\b|phoned\b|rang\b|spoke\b|spoken\b|talked\b|angerufen|telefoniert|gesprochen|appelée?\b|téléphoné|llamad[oa]|llamé|hablado",
            r"non risponde|no (?:answer|reply|response)|left (?:him |her |them )?a message|lasciato (?:un )?messaggio|not reached|occupato\b|segreteria|voicemail|(?:mi|ci) richiam\w{1,5}\b|richiam(?:are|o|a|ano|erò|erà|eranno|arl\w)\b|(?:call|ring)(?:s|ing)? (?:\w{2,4} )?back|nicht erreicht|injoignable|no contesta|numero (?:è )?(?:sbagliato|errato|inesistente)|wrong number|falsche nummer|mauvais numéro|número equivocado",
        ),
    ),
    (
        "correct",
        any_of(
            r"riguarda\b|spost\w{1,4} (?:su|a)\w{0,3}\b|(?:move|put|book)(?: it)? (?:to|on)\b|(?:è|era|va|vanno|sono|appartiene|spetta|riferit[oa])\s+(?:per |a |al |alla |su |sul |sulla |di |del |della |dell['’])",
            r"(?:it['’]?s|is|was|belongs|goes|meant) (?:for|to|on)\b|should be\b|gehört (?:zu|zur)|ist für|concerne\b|c['’]est (?:pour|la)|appartient|es (?:de|para)\b|corresponde a",
        ),
    ),
    (
        "dispute",
        any_of(
            r"contest\w{1,7}|disput\w{1,3}|reklam\w{1,6}|bestreitet|litige|conteste\w?|disputa|reclama\w{0,4}"
        ),
    ),
    (
        "promise",
        any_of(
            r"(?:promess[ao]|promette|paga(?:no)?\b|pagher\w{1,4}|salda\b|salder\w{1,3}|(?:fa|fanno|farà|faranno) (?:il |un )?bonifico)|promise[sd]?|(?:will |he['’]ll |they['’]ll )?pay(?:s|ing)?\b|zahlt\b|verspr\w{1,7}|paiera\b|paie\b|promet\w?|pagará\w?|paga\b"
        ),
    ),
    (
        "paid",
        any_of(
            r"pagat[oaie]\b|incassat[oaie]|saldat[oaie]|contanti|assegno|ricevut[oi] (?:i soldi|il pagamento)|paid\b|cash\b|cheque\b|bezahlt|erhalten|bar\b|payée?s?\b|réglée?s?\b|encaissée?s?|pagad[oa]s?\b|cobrad[oa]s?\b|efectivo"
        ),
    ),
    (
        "resume",
        any_of(
            r"off (?:hold|pause)\b|(?:togli\w{0,2}|leva\w{0,2}|fine|basta)(?: con)?(?: (?:l[ao]|il|al))? (?:pausa|blocco)|(?:remove|end|lift) (?:the )?(?:pause|hold)|ripart\w{1,4}|riprend\w{1,3}|riattiv\w{1,3}|sblocc\w{1,3}|resume\b|unpause|unblock|unfreeze|release\b|fortsetzen|freigeben|weiter\b|reprend\w{1,3}|reanud\w{1,3}"
        ),
    ),
    (
        "pause",
        any_of(
            r"stopp?a\w{0,2}\b|non scriver\w{0,5}|paus[ae]\w{0,2}|sospend\w{1,4}|ferma\w{0,2}|blocca\w{0,2}|pause[dn]?\b|hold\b|suspend\w{0,3}|stop\b|aussetzen|pausier\w{1,2}|stoppen|suspend\w{1,3}|pausar?\b"
        ),
    ),
    (
        "wait",
        any_of(
            r"hold off\b|lasci\w{1,3} passare|in attesa\b|give (?:him|her|them|it) |aspett\w{1,5}|attend\w{1,4}|rimand\w{1,4}|rinvi\w{1,4}|posticip\w{1,4}|wait\w{0,3}|later\b|postpone|delay\b|put off|warte\w?|später|verschieb\w{1,3}|attend\w{1,3}|plus tard|report\w{1,3}|esper\w{1,3}|más tarde|aplaz\w{1,3}"
        ),
    ),
    (
        "skip",
        any_of(
            r"salta\w{0,2}|^\W*(?:no|nope|nein)\b|\b(?:no|nope)\W*$|\bno,? (?:grazie|thanks)|evita\w{0,2}|rifiut\w{1,3}|refuse\w?|reject\w{0,2}|(?:non|nn|not|don['’]?t|do not|nicht) (?:la |lo |it |l['’])?(?:ok|okay|mand\w{1,5}|invi\w{1,5}|approv\w{1,5}|send\w{0,2}|schick\w{0,2})\b|non (?:questa volta|ora|adesso|mandar\w?|inviar\w?|approv\w{1,4})|lascia(?: stare| perdere)?|skip\b|leave it\b|not (?:this time|now)|don['’]?t\b|do not\b|nn\b|nein\b|nicht (?:senden|jetzt|dieses mal|schicken)|auslassen|überspringen|pas (?:cette fois|maintenant)|saute\w?|sáltal\w|saltar|ahora no"
        ),
    ),
    (
        "approve",
        any_of(
            rf"ok+\b|okay\b|s[iì]\b|va(?:nno)? bene|(?:sounds|looks|all) good\b|via libera\b|autorizz\w{{1,4}}|spedisci\w{{0,3}}|approv\w{{1,4}}|proced(?:i|ere|iamo)\b|proceed\b|{_CONFIRMED}|(?:manda|invia)\w{{0,2}}\b(?! (?:un\w?|due|qualche|dei|delle) )|yes\b|approve\w?|go ahead|sure\b|yep\b|yup\b|vai\b|send\b(?! (?:him|her|them|an?|some|two)\b)|fine\b|ja\b|einverstanden|genehmigt|senden|oui\b|d['’]accord|envoie\w?|vas-y|sí\b|de acuerdo|vale\b|adelante|envía\w{{0,2}}\b",
            r"👍|✅",
        ),
    ),
    ("not_his", any_of(NOT_HIS)),
)
WORDS = dict(ACTIONS)
# Of a call, the first that fits.
OUTCOMES: tuple[tuple[str, Wording], ...] = (
    (
        "wrong_number",
        any_of(
            r"numero (?:è )?(?:sbagliato|errato|inesistente)|wrong number|falsche nummer|mauvais numéro|número (?:equivocado|erróneo)"
        ),
    ),
    (
        "not_reached",
        any_of(
            r"non (?:ha )?rispo\w{1,5}|lasciato (?:un )?messaggio|left (?:a |him a |her a )?message|nessuna risposta|nessuno (?:ha )?rispo\w{1,5}|(?:nobody|no ?one) (?:answer\w{0,2}|pick\w{0,2}|there|in\b|home)|called (?:and got )?no ?(?:one|body)|segreteria|occupato|no (?:answer|reply)|not reached|didn['’]t (?:answer|pick)|voicemail|nicht erreicht|keine antwort|mailbox|injoignable|pas de réponse|répondeur|no contesta|sin respuesta|buzón"
        ),
    ),
    (
        "call_back",
        any_of(
            r"richiam\w{1,5}|(?:call|ring)(?:s|ing)? (?:me |us |him |her |them )?back|zurückruf\w{0,2}|ruft zurück|rappel\w{1,4}|volver a llamar|devuelve la llamada|llamará"
        ),
    ),
    (
        "dispute",
        any_of(
            r"contest\w{1,6}|disput\w{1,3}|reklam\w{1,6}|bestreitet|litige|reclama\w{0,3}",
            r"damaged|broken|faulty|defective|danneggiat\w|difettos\w|rott[aeio]\b|short delivery|never (?:got|received|had) the goods|(?:merce|materiale|consegna) mai (?:arrivat|ricevut)\w|beschädigt|defekt|kaputt|endommagée?s?|défectueu\w{1,3}|dañad[oa]s?|defectuos[oa]s?",
        ),
    ),
    (
        "promise",
        any_of(
            r"paga(?:no)?\b|pagher\w{1,4}|salda(?:no)?\b|(?:fa|fanno|farà|faranno) (?:il |un )?bonifico|promett\w{1,3}|promess[ao]|salder\w{1,3}|bonifica\b|(?:will |he['’]ll |they['’]ll )?pay(?:s|ing)?\b|promise[sd]?|(?:cheque|check|transfer|payment|money|assegno|bonifico|soldi|saldo)\b.{0,12}\b(?:by|on|entro|per|before)\b|zahlt\b|überweist|verspr\w{1,7}|paiera?\b|paie\b|promet\w?|pagará\w?"
        ),
    ),
)
# Before an action they turn it round: "non pagato", "not paid".
NOT = any_of(
    r"(?:non|nn|not|never|mai|\w{2,6}n['’]t|(?:do|does|did|wo|ca|is|was|are|were|has|have|had|should|would|could)n['’]?t|nicht|ne|pas|no)\b[^,;:]{0,14}$"
)
UNTIL = frozenset(("wait", "pause", "stop_all", "promise", "called", "skip", "dispute"))
# A doubt is never an order.
UNSURE = any_of(
    r"tranne\b|eccetto|a parte\b|except\b|apart from|all but|außer\b|sauf\b|excepto|non (?:lo )?so\b|non saprei|no idea|not sure|don['’]t know|boh\b|mah\b|forse\b|magari\b|dubit\w{1,3}|sper(?:o|a|iamo|ano)\b|probabil\w{1,5}|dovrebber?o?\b|probably|hop(?:e|es|ing)\b|doubt\w{0,3}\b|might\b|maybe\b|perhaps\b|ci penso|vediamo|let me think|vielleicht|weiß nicht|peut-être|je ne sais|quizás|no sé\b"
)
CONDITION = any_of(
    r"(?:se|if|unless|purch[eé]|a meno che|a condizione|a patto|provided|only when|solo quando|appena|as soon as|once (?:he|she|they|we|i|the)|wenn|falls|sofern|à condition|siempre que)\b"
)
BUT = re.compile(r"[,;]?\s+(ma|però|but|aber|mais|pero)\s+", re.I)
# "No, è Bianchi 14/2026": what follows is where it belongs.
INSTEAD = re.compile(
    r"^\W*(?:no\b\W*)?(?:è|e['’]|era|it['’]?s|it is|that['’]?s|that is|this is)\s+(?P<what>.*)$",
    re.I,
)
# What the summary itself writes under a line: quoted without a mark, it is no order.
OURS = re.compile(r"^\s*→")
# Spoken of on the phone, and yet no promise: what came of the call is not sure.
OF_PAYING = any_of(r"pag(?:a|ar|at|her)\w{0,5}\b|paid\b|pays?\b|paying\b|bonific\w+")
GREETING = re.compile(
    r"\W*(?:(?:good )?(?:morning|afternoon|evening)|all|team|everyone|a tutti|ragazzi)\b",
    re.I,
)
# "Carla", "Carla V.", "C.V.": a name below the orders.
SIGNED = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){0,2}")
