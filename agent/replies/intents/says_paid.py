"""He says that he has paid: a claim, never a payment."""

from __future__ import annotations

from agent.replies.references import payment_reference
from agent.replies.said import (
    Evidence,
    Intent,
    Said,
    affirmed,
    any_of,
    sentence_of,
)
from agent.replies.words import AHEAD, BELIEVED, FUTURE

WORDS = any_of(
    # Italian
    r"(?:abbiamo|ho|hanno|ha|avete|è|e'|sono|risulta\w{0,2}|avendo|essere) (?:\w+ ){0,3}(?:pagat|saldat|bonificat|liquidat|versat|regolat|corrispost|accreditat|provveduto)\w{0,2}",
    r"(?:l|ve l|gliel|te l)['’](?:ho|abbiamo|ha) (?:già |gia )?(?:pagat|saldat|bonificat|versat|liquidat)\w",
    r"(?:abbiamo|ho|hanno|ha|è stato|è|risulta) (?:\w+ ){0,3}(?:effettuat|dispost|eseguit|fatt|inviat|mandat|emess|ordinat)\w (?:\w+ ){0,3}(?:bonific|pagament|versament|saldo)\w{0,2}",
    r"(?:bonific|pagament|versament|saldo)\w{0,2} (?:\S+ ){0,5}?(?:eseguit|effettuat|dispost|fatt|inviat|partit|avvenut|contabilizzat|ordinat)[oa]\b",
    r"(?:ho|abbiamo|ha) (?:\w+ ){0,2}(?:mandat|inviat|versat|girat|accreditat)\w (?:\w+ ){0,2}(?:\d[\d.,]*|€|euro|soldi|importo|somma)",
    r"(?:già|gia) (?:stat\w )?(?:pagat|saldat|bonificat|liquidat|regolat|versat|provveduto|dispost|effettuat)\w{0,2}",
    r"(?:(?:in allegato|allego|alleghiamo|invi(?:o|amo)|mand(?:o|iamo)|ecco|trovate?)\b.{0,30})\b(?:contabil[ei]|(?:copia|ricevuta|distinta|attestazione|conferma) (?:del|di) (?:bonifico|pagamento|versamento)|quietanza|ricevuta)",
    r"(?:fattura|partita|parcella|importo)\b.{0,25}\b(?:saldat|pagat|quietanzat)[aoie]\b",
    r"pagat[aoei] (?:ieri|il|in data|lo scorso|la scorsa|con|a|tramite|oggi|stamattina|settimana|luned|marted|mercoled|gioved|venerd)\b",
    r"^\W*(?:già )?(?:pagat|saldat)[aoei]\b",
    # English
    r"(?:have|has|had|(?:i|we|they)['’]ve|was|were|been|already|just|got) (?:\w+ ){0,3}(?:paid|settled|transferred|wired|remitted|cleared)\b",
    r"(?:we|i) (?:paid|settled|transferred|wired|remitted|sent (?:the |you )?(?:payment|money|transfer))\b",
    r"(?:payment|transfer|wire|remittance) (?:\w+ ){0,4}?(?:was|has been|has|were) (?:\w+ )?(?:made|sent|processed|completed|released|done|executed|gone out|left)\b",
    r"(?:payment|transfer) (?:made|sent|done|executed|completed)\b|paid (?:on|by|last|yesterday|today|via|it|this|in full)\b",
    r"(?:remittance|proof of payment|payment (?:advice|confirmation|receipt)|transfer (?:receipt|confirmation)) (?:\w+ ){0,2}(?:attached|enclosed)",
    r"(?:attached|enclosed|here) (?:\w+ ){0,4}(?:remittance|proof of payment|payment (?:advice|confirmation|receipt)|transfer receipt)",
    # German
    r"(?:habe\w?|hat|wurde\w?|ist|sind|bereits|schon) (?:\S+ ){0,6}?(?:bezahlt|überwiesen|beglichen|angewiesen|getätigt|ausgeglichen)\b",
    r"zahlung (?:ist |wurde )?(?:\S+ ){0,3}?(?:erfolgte?|veranlasst|ausgeführt|rausgegangen)\b(?! (?:am|zum|bis|im|in|ende|anfang))",
    r"(?:anbei|im anhang|beigefügt) (?:\S+ ){0,3}(?:überweisungsbeleg|zahlungsbeleg|zahlungsnachweis|zahlungsavis|beleg)",
    # French
    r"(?:avons|ai|a été|ont été|est|déjà) (?:\S+ ){0,4}?(?:payée?s?|réglée?s?|virée?s?|soldée?s?|effectué|procédé au (?:règlement|paiement|virement))",
    r"(?:virement|paiement|règlement) (?:a (?:bien )?été )?(?:fait|effectué|émis|envoyé|exécuté|parti)\b",
    r"(?:ci-joint|en pièce jointe|voici) (?:\S+ ){0,3}(?:l['’])?(?:avis de virement|preuve|justificatif|ordre de virement)",
    # Spanish
    r"(?:hemos|he|ha|han|fue|está|ya) (?:\S+ ){0,4}?(?:pagad[oa]|abonad[oa]|transferid[oa]|liquidad[oa]|pagamos|abonamos)",
    r"transferencia (?:\S+ ){0,2}?(?:se hizo|realizada|hecha|enviada|emitida|efectuada)|(?:hemos|he) (?:hecho|realizado|efectuado|enviado) (?:\S+ ){0,2}(?:transferencia|pago)",
    r"(?:adjunto|adjuntamos|le envío) (?:\S+ ){0,3}(?:justificante|comprobante|recibo)",
)


def _find(said: Said) -> tuple[Evidence, ...]:
    gone_by = affirmed(said, WORDS, unless=AHEAD)
    found = tuple(
        one
        for one in affirmed(said, WORDS, unless=FUTURE)
        if one in gone_by and not BELIEVED.search(sentence_of(said, one))
    )
    if found:
        return found
    number = payment_reference(said.text)
    at = said.text.find(number)
    return (Evidence(at, at + len(number), number),) if number else ()


INTENT = Intent("says_paid", _find)
