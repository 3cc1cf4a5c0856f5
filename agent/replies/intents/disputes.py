"""He contests the invoice, the amount or the work behind it."""

from __future__ import annotations

from agent.replies.said import Evidence, Intent, Said, any_of, sentence_of, stated

_WORDS = any_of(
    r"contest\w{1,6}|contenzios|reclam\w{1,5}|nota di (?:credito|accredito|variazione)|storn\w{1,5}|errat[aoie]\b|errore\b|sbagliat[aoie]\b|scorrett\w|inesatt\w",
    r"non (?:è|e'|sono|era|ci sembra|mi sembra|ci risulta|risulta|mi risulta) (?:\w+ ){0,2}(?:corrett|dovut|giust|conform|esatt|quell[ao] (?:concordat|pattuit)|congru)\w",
    r"non (?:\w+ ){0,2}(?:corrispond\w{1,3}|torna\b|tornano|spetta|quadra|concord\w{1,5}|riconosc\w{1,5}|accett\w{1,5}|condivid\w{1,5})|non (?:vi |le |vi si )?(?:dobbiamo|devo|deve) (?:nulla|niente|più)",
    r"(?:non (?:è|e'|sono|erano|era)|mai) (?:\w+ ){0,3}(?:previst|concordat|pattuit|ordinat|richiest|autorizzat|complet|finit|terminat|conclus|eseguit|consegnat|fornit|funzion|not[aoe]\b)\w{0,3}",
    r"(?:lavoro|lavori|servizio|merce|fornitura|prodotto|consegna|materiale)\b.{0,40}\b(?:non|difett|mancant|incomplet|danneggiat|in ritardo|mai)\b|difett\w{1,4}|vizi\b|danneggiat|in disaccordo|non intend\w{1,4}|mi rifiuto|ci rifiutiamo|doppi[ao] fattur|fatturat\w due volte|sconto .{0,30}(?:garantit|promess|concordat|mancant|applicat)",
    r"mai (?:chiest|ordinat|autorizzat|firmat|richiest|commissionat)\w|a noi risulta\w{0,2} .{0,60}(?:non|invece|diverso|previst)|(?:importo|prezzo|totale|somma|spese) .{0,30}(?:diver[sa]|maggior|troppo|super|in più|non)|il resto non",
    r"disput\w{1,3}|contest\w{0,3}\b|incorrect|(?:is|are|was|looks?|seems?) wrong|wrong (?:amount|invoice|price|total|quantity|vat)|(?:error|mistake) (?:in|on|with)|overcharg\w{1,3}|billed twice|double[- ]?billed|duplicate invoice",
    r"(?:do(?:es)?|did|is|are|was|were|have|has)(?: not|n['’]t) (?:\w+ ){0,3}(?:agree|owe|recogni[sz]e|match|correct|right|due|owed|accept|order|authori[sz]e|work|complete|finished|delivered|approved|happy|ours)\w{0,2}|not (?:what|as) (?:we )?(?:was )?agreed|credit note|faulty|defect\w{0,4}|damaged|never (?:ordered|received the (?:goods|service|work)|agreed|delivered)|(?:refuse|refusing) to pay|(?:won['’]t|will not|not going to|not) (?:be )?pay(?:ing)? (?:for|this|it|the|until|an)|complain\w{0,3}|the (?:price|rate|amount|total) (?:\w+ ){0,3}(?:quoted|agreed)",
    r"fehlerhaft|falsch\w{0,2}|(?:nicht|keine\w?) (?:\S+ ){0,2}(?:korrekt|richtig|bestellt|geliefert|erbracht|vereinbart|fertig|einverstanden|nachvollzieh\w{1,4}|anerkenn\w{0,2}|berechtigt|akzeptier\w{1,2})|stimmt (?:so )?nicht|reklam\w{1,6}|beanstand\w{1,4}|gutschrift (?:aus|er|über|bitte)|korrigier\w{1,4}|korrektur|mängel|mangelhaft|bestreit\w{1,3}|widerspr\w{1,6}|nichts (?:\S+ ){0,2}(?:bestellt|beauftragt|erhalten)|nie (?:\S+ ){0,3}(?:bestellt|beauftragt|erhalten|geliefert)|einspruch|zu viel (?:be|ver)rechnet|zu hoch|doppelt (?:be|ab)",
    r"contest\w{1,5}|litige|erreur|erronée?|ne correspond|pas conforme|un avoir|désaccord|jamais (?:\S+ ){0,2}(?:commandé|demandé|reçu la|accepté|signé)|n['’]est pas (?:correct|due?|conforme|justifiée?)|pas (?:été )?(?:livrée?|terminée?|commandée?|réalisée?|prévue?)|réclamation|défectueux|malfaçon|trop (?:facturé|élevé)|surfactur\w{1,3}",
    r"no (?:es|está|son|estamos|estoy|nos|me) (?:\w+ ){0,2}(?:correct\w|debid\w|conform\w|de acuerdo|cuadra|corresponde|acabad\w|terminad\w)|incorrect\w|error\b|errón\w{1,3}|disput\w{1,3}|reclam\w{1,5}|factura rectificativa|defectuos\w|falta (?:aplicar|el descuento|descontar)|nunca (?:\w+ ){0,2}(?:pedid|contratad|recibid|solicitad)\w|no (?:hemos|he) (?:pedido|recibido (?:la mercancía|el servicio|el material))|mal (?:facturad|calculad)\w",
)


# A slip of the writer's own: the mail was meant for somebody else.
_WRONG_MAIL = any_of(
    r"(?:sbagliat\w|error\w) (?:\w+ ){0,2}(?:destinatari\w|indirizzo|persona|mail|messaggio|finestra|chat)|(?:mail|messaggio|inviat\w|mandat\w|spedit\w|scritt\w) (?:\w+ ){0,2}per (?:errore|sbaglio)",
    r"wrong (?:window|thread|chat|address|person|button)|sent (?:\w+ ){0,2}(?:in error|by mistake)",
    r"falsche\w? (?:empfänger|adresse|fenster|chat)|(?:irrtümlich|aus versehen|versehentlich) (?:\w+ )?(?:gesendet|geschickt|geschrieben)",
    r"erreur (?:de|d['’]) ?(?:destinataire|adresse|envoi)|envoyée? par erreur",
    r"error (?:de|en el) (?:destinatario|envío)|(?:enviad[oa]|mandad[oa]|mensaje) por error",
)


def _find(said: Said) -> tuple[Evidence, ...]:
    return tuple(
        one
        for one in stated(said, _WORDS)
        if not _WRONG_MAIL.search(sentence_of(said, one))
    )


INTENT = Intent("disputes", _find)
