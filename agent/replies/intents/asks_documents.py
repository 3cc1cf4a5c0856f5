"""He asks for a copy, a statement or another paper."""

from __future__ import annotations

from agent.replies.said import Evidence, Intent, Said, any_of, stated

_PAPER_IT = r"(?:fattur[ae]|copia|(?<!\d )copie|pdf|document[oi]|estratto conto|ddt|durc|dettagli[oi]?|iban|coordinate|preventivo|ordine|xml|riepilogo|giustificativ\w|rendicont\w{1,3}|timesheet)"
_PAPER_EN = r"(?:invoices?|cop(?:y|ies)|statement|pdf|po(?: number)?|purchase order|documents?|documentation|breakdown|bank details|timesheets?|details|proof|w-?9|credit note)"
_WORDS = any_of(
    rf"(?:mand|invi|rimand|rinvi|gir|inoltr|trasmett|fornir|forni|alleg|ricever|aver|reinvi)(?!iamo\b|o\b|at[oaie]\b|herò\b|erò\b|eremo\b)\w{{0,6}}\b.{{0,50}}\b{_PAPER_IT}\b",
    rf"(?:serv\w{{1,4}}|occorr\w{{1,4}}|manca\w{{0,3}}|attend\w{{1,5}}|vorrei|chied\w{{1,4}}|ci serve|mi serve) .{{0,40}}\b{_PAPER_IT}\b",
    r"non (?:la |lo |le )?trov(?:o|iamo)\b|non (?:abbiamo|ho|mi è|ci è|è|risulta|ci risulta) (?:\w+ ){0,2}(?:ricevut|pervenut|arrivat|trovat)\w|mai (?:ricevut|arrivat|pervenut|vist)\w",
    rf"(?:send|resend|re-send|forward|provide|e-?mail|share|supply|have|get|need|attach)\b.{{0,40}}\b{_PAPER_EN}\b",
    r"(?:never|not|haven['’]t|hasn['’]t|didn['’]t|don['’]t) (?:\w+ ){0,2}(?:got|get|receiv\w{1,3}|reach\w{0,2}|seen?|have) (?:\w+ ){0,3}(?:invoice|it|us|copy|this)\b|(?:can['’]t|cannot|could not|couldn['’]t) find|missing (?:the )?(?:invoice|po|copy)",
    r"(?:schicken|senden|zusenden|zuschicken|übersenden|weiterleiten|bräuchte\w?|benötige\w?|brauche\w?)\b.{0,50}\b(?:rechnung\w{0,3}|kopie|pdf|beleg\w?|unterlagen|aufstellung|kontoauszug)|(?:rechnung\w{0,3}|kopie|pdf|beleg|unterlagen|aufstellung)\b.{0,60}\b(?:schicken|senden|zusenden|zukommen|zuschicken|übersenden|mailen)|(?:rechnung|sie) .{0,30}nicht (?:erhalten|bekommen|gefunden|vor)|liegt (?:uns|mir) nicht vor|finde\w? .{0,20}nicht",
    r"(?:envoyer|renvoyer|transmettre|fournir|recevoir|avoir|joindre|adresser)\b.{0,50}\b(?:factures?|copie|duplicata|pdf|relevé|document\w?|rib|bon de commande)|(?:pas|jamais) (?:\S+ ){0,2}(?:reçue?|trouvée?)|ne (?:la |le )?(?:trouve|retrouve)\w{0,3} pas",
    r"(?:enviar\w{0,3}|reenviar\w{0,3}|mandar\w{0,3}|remitir\w{0,3}|facilitar\w{0,3}|envíe\w{0,2}|reenvíe\w{0,2}|mande\w{0,2}|necesit\w{1,5})\b.{0,50}\b(?:facturas?|copia|duplicado|pdf|extracto|documento\w?|detalle|pedido)|no (?:me consta|nos consta|la encuentr\w{1,4}|hemos recibido (?:la|ninguna|su) factura|he recibido)",
)


def _find(said: Said) -> tuple[Evidence, ...]:
    return stated(said, _WORDS)


INTENT = Intent("asks_documents", _find)
