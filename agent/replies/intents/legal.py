"""Lawyers, courts and formal steps: always a person's matter."""

from __future__ import annotations

from agent.replies.said import Evidence, Intent, Said, any_of, stated

_WORDS = any_of(
    r"avvocat[oaie]|avv\.|(?:nostr|mi|studio|vi|azion|assistenza|ufficio|in sede|consulente|rappresentanza)\w{0,2} legal[ei]|legal[ei] (?:di fiducia|rappresentante|rappresenta)|al (?:nostro |mio )?legale|diffid\w{1,5}|tribunale|giudic[ei]\b|giudizial\w{1,5}|decreto ingiuntivo|opposizione|adire|querel\w{1,4}|denunci\w{1,4}|citazione|mandato (?!di pagamento)(?:a|di|all)|nostr[oa] assistit[oa]|mi[oa] (?:client|assistit)\w|in nome e per conto|procura (?:alle liti|speciale)|mediazione|negoziazione assistita|ex art\b|c\.?c\.?\b.{0,20}\bart|messa in mora|risarciment\w|privacy garante|garante (?:della|per)",
    r"lawyers?|solicitors?|barristers?|attorneys?|law firm|counsel|legal (?:action|proceedings|advice|department|team|representat\w{1,4}|steps|matter|notice)|(?:my|our) client|court|lawsuit|proceedings|sue\b|suing|litigation|tribunal|cease and desist|without prejudice|claim form|statutory demand",
    r"anw[aä]lt\w{0,4}|rechtsanw[aä]lt\w{0,4}|kanzlei|gericht\w{0,5}|klage|rechtsstreit\w{0,2}|verklag\w{1,3}|mahnbescheid|rechtlich\w{0,2} schritt\w{0,2}|mandant\w{0,3}|vertretung .{0,20}angezeigt|rechtsabteilung|unterlass\w{1,6}",
    r"avocate?s?|mise en demeure|huissier|(?:le|notre|mon|être le) conseil (?:de|juridique)|tribunal|assign\w{1,5}|procédure judiciaire|poursuites|voie judiciaire|juridique|ma cliente?|injonction",
    r"abogad[oa]s?|demanda (?:judicial|contra)|demandar\w{0,3}|burofax|pleito|juzgado|tribunal\w{0,2}|acciones legales|vía judicial|asesor[ií]a jurídica|requerimiento|mi client[ea]|procurador",
)


def _find(said: Said) -> tuple[Evidence, ...]:
    return stated(said, _WORDS)


INTENT = Intent("legal", _find)
