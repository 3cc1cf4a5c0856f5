"""Words that add nothing to an order, and the own words of each that must be sure: data.

Written without accents and in lower case, as `fold` leaves them.
"""

from __future__ import annotations

import re

from agent.replies.said import any_of


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


FILLERS = _words(
    "ciao buongiorno buonasera salve prego per favore cortesia piacere grazie mille",
    "gentilmente cortesemente pure il lo la le i gli l un una numero num nr n lettera lettere",
    "sollecito punto riga voce a al allo alla ai alle con di del dello della dell dei su sul",
    "sulla sull e ed anche invece allora quindi questa questo quella quello queste questi",
    "subito adesso ora certo certamente perfetto ottimo direi sono digli li",
    "hi hello dear good morning afternoon evening please pls plz thanks many very",
    "much cheers kindly just do it the a an letter letters one number item line this that",
    "these those them to for with on of and is are it s its also too then so now right",
    "away great perfect course we i ll am say",
    "bitte danke die der das den dem nummer brief ist sind gern gerne mit und zu fur hallo",
    "merci le les lettre numero est et pour avec c bonjour",
    "por gracias el los las carta es y para hola",
)
_MEN = _words(
    "him her them they he she gli loro lui lei ha hanno mi ci da noi us me ihm ihnen lui leur",
    "fattura fatture fatt ft documento doc invoice invoices inv rechnung facture factura",
    "cliente customer",
)
# By action: what its words may be, each in full.
OWN: dict[str, re.Pattern[str]] = {
    "approve": re.compile(
        r"ok+|okay|si|va|bene|approv\w{1,4}|proced(?:i|ere|iamo|ete|a)|proceed|conferm[oa]\w{0,3}"
        r"|confirm(?:ed|o)?|(?:manda|invia)(?:l[aeio]|re|rl[aeio]|t[aeio]|mo)?|spedisci\w{0,3}|autorizz\w{1,4}|via|libera|vanno"
        r"|yes|yep|yup|y|go|ahead|sure|send|sending|fine|looks|vai|parti|bene"
        r"|ja|einverstanden|genehmigt|senden|oui|d|accordo?|envoie\w?|vas|vale|de|acuerdo|adelante|envia\w{0,2}"
    ),
    "send_copy": re.compile(
        r"(?:ri)?(?:manda|invia)\w{0,4}|mandi|invii|(?:ri)?spedisci\w{0,2}|(?:re)?send|sending|re|again"
        r"|schick\w{0,2}|sende\w?|envoie\w?|envoyer|envia\w?|e?mail|copi[ae]|copy|copies|kopie|"
        r"duplicat\w?|duplicado|another|altra|nuovo|nuova|new|ok"
    ),
    "resume": re.compile(
        r"take|off|togli\w{0,2}|leva\w{0,2}|fine|basta|pausa|blocco|remove|end|lift|pause|hold|ripart\w{1,4}"
        r"|riprend\w{1,3}|riattiv\w{1,3}|sblocc\w{1,3}|resume|unpause|unblock|unfreeze|release"
        r"|fortsetzen|freigeben|weiter|reprend\w{1,3}|reanud\w{1,3}|puo|puoi|possiamo|can|ok"
    ),
    "resume_all": re.compile(
        r"riprendi\w{0,4}|riprend\w{1,4}|fai|ripart\w{1,4}|riattiva|sblocca|resume|restart|start|begin|sending|writing|again"
        r"|ricomincia\w{0,3}|mandare|scrivere|inviare|fortsetzen|weiter|reprend\w{1,3}|reanud\w{1,3}|sigue|puoi|potete|can|ok"
        r"|tutt[oiae]|all|everything|everyone|everybody|alles|alle|tout|tous|todos?"
    ),
    "write_off": re.compile(
        r"stralci\w{1,4}|perdita|perdite|passal[aeo]|passa|mettil[aeo]|inesigibile|rinunci\w{1,3}|write|writing"
        r"|off|written|abbuon\w{1,3}|condon\w{1,3}|abschreib\w{1,3}|ausbuchen|passer|en|pertes?"
        r"|incobrable|dar|perdid\w|resto|rest|in|ok"
    ),
    "undo": re.compile(
        r"annulla\w{0,2}|torna|indietro|undo|ruckgangig|machen|annule\w?|deshac\w{1,2}|tutto|ok"
    ),
    "paid": re.compile(
        r"pagat[oaie]|pagamento|incass\w{1,4}|saldat[oaie]|saldo|contanti|assegno|ricevut[oi]|soldi|dat[oaie]"
        r"|gia|stat[oaie]|mano|pos|bonifico|bancomat|carta|in|paid|cash|cheque|check|by|card|transfer|bank"
        r"|already|was|were|been|has|have|gave|given|hand|bezahlt|bar|erhalten|paye\w{0,2}|regle\w{0,2}"
        r"|encaisse\w{0,2}|pagad[oa]s?|cobrad[oa]s?|efectivo|ok"
    ),
    "correct": re.compile(
        r"riguarda|spost\w{1,4}|e|era|va|vanno|appartiene|spetta|riferit[oa]|put|book|move|was"
        r"|belongs|goes|meant|should|be|gehort|zur?|concerne|appartient|corresponde|no|sbagliat[oa]"
        r"|errat[oa]|wrong|incasso|bonifico|pagamento|soldi|money|payment|transfer|quel|quei|not|qui|here"
    ),
}
OF_A_PERSON = _MEN
# What may stand beside a mistyped word of these; the days of it are left out.
BESIDE_TYPO = {
    "wait": re.compile(
        r"aspett\w{1,5}|attend\w{1,4}|rimand\w{1,4}|rinvi\w{1,4}|wait|postpone|fino|until|till|another|ancora|more|by"
    ),
    "pause": re.compile(
        r"paus[ae]|sospendi|suspend|fino|until|till|metti\w{0,3}|in|put"
    ),
    "skip": re.compile(r"salta\w{0,2}|skip"),
    # Of what is stopped: between the order and its end, never mistyped.
    "stop_all": re.compile(
        r"invii|invio|invia\w{0,2}|solleciti|e?mails?|reminders?|sending|writing|customers?"
        r"|clienti|tutt[aei]|everyone|everybody|senden|briefe|envios?|cartas"
    ),
}
# What is said of the writer or to the reader; "send it to me" is not "fine by me".
COURTESIES = any_of(
    r"(?:per|for|with|by) me\b|thank you\b|s['’]il (?:vous|te) pla[iî]t"
)
# Whole sayings behind an order that change nothing in it.
SAYINGS = {
    "approve": any_of(
        r"quando vuoi\b|whenever you (?:like|want)\b|when you like\b|no problem\w?\b|senza problemi\b|nessun problema\b|is good\b|(?:looks|sounds|all) good\b|be so kind as\b"
    ),
    "write_off": any_of(
        r"(?:sono|è|e['’]) fallit\w|(?:non|nn) (?:ci )?pagher\w{1,4}(?: mai)?|(?:hanno|ha) chiuso\b|(?:they|he|she)(?:['’]?(?:ve|s)| have| has| are)? (?:gone )?(?:bust|bankrupt|under|insolvent)\b|(?:they|he|she)(?:['’]ll| will)? never pay\b|bad debt\b"
    ),
    "paid": any_of(
        r"last (?:week|month|night)|(?:la )?(?:settimana scorsa|scorsa settimana)|(?:il )?mese scorso|l['’]altro giorno|the other day|this morning|stamattina|stamani\b"
    ),
    "undo": any_of(
        r"(?:quello|cosa|ciò) che (?:hai fatto|ho (?:detto|scritto)|ti ho (?:detto|scritto))(?: ieri)?|what (?:you did|i (?:said|told you|wrote))(?: yesterday)?|ho (?:sbagliato|cambiato idea)|(?:i['’]?ve |i )?(?:changed my mind|made a mistake|got it wrong)|my mistake"
    ),
    "send_copy": any_of(
        r"(?:l['’])?(?:hanno|ha) pers[ao]\b|(?:they|he|she)(?:['’]?(?:ve|s)| have| has)? (?:lost|mislaid) it\b"
    ),
}
