"""He, or his robot, says that he is away for a while."""

from __future__ import annotations

from agent.replies.said import Evidence, Intent, Said, any_of, stated

_WORDS = any_of(
    r"(?:sono|sarò|siamo|saremo|mi trovo) (?:\w+ ){0,2}(?:fuori (?:ufficio|sede|dall.ufficio)|assent[ei]|in (?:ferie|vacanza|congedo|malattia|maternità|trasferta|viaggio))|(?:uffici?o?|studio|azienda|siamo) (?:\w+ ){0,3}chius[oi]\b|chiusura (?:estiva|uffici|aziendale|per ferie)",
    r"(?:tornerò|rientrerò|rientro|torno|sarò di (?:nuovo|ritorno)) (?:\w+ ){0,3}(?:operativ|in ufficio|in sede|disponibil|il \d|dal \d|luned|marted|mercoled|gioved|venerd)\w{0,3}",
    r"(?:i['’]?m|i am|i will be|i['’]ll be|we are|we will be|currently) (?:\w+ ){0,2}(?:out of (?:the )?office|away|on (?:\w+ )?(?:leave|holiday|vacation)|travelling|traveling|closed)|(?:our )?offices? (?:is|are|will be) closed|out of (?:the )?office (?:until|from|till)|(?:i )?will (?:be back|return) (?:\w+ )?(?:on|in the office)|limited access to (?:my )?e-?mail",
    r"(?:bin|sind) (?:\S+ ){0,6}?(?:nicht im (?:büro|haus)|im urlaub|abwesend|nicht erreichbar|außer haus)|(?:bis|ab) \S+ (?:\S+ )?(?:abwesend|nicht im büro|im urlaub)|bin ab .{0,25}wieder|betriebsferien|büro .{0,20}geschlossen",
    r"(?:je suis|nous sommes|je serai) (?:\S+ ){0,2}(?:absente?s?|en congés?|en vacances|en déplacement)|absente? (?:du|jusqu|jusqu['’]au)|(?:bureaux?|entreprise) .{0,20}fermée?s?|de retour le",
    r"(?:estaré|estoy|estamos|estaremos) (?:\w+ ){0,2}(?:fuera de la oficina|de vacaciones|ausente\w?|de baja|de viaje)|oficina (?:\w+ )?cerrada|fuera de la oficina hasta",
    r"(?:estou|estarei|estamos|estaremos) (?:\w+ ){0,2}(?:ausentes?|fora do escritório|de férias)|(?:ik ben|wij zijn) (?:\S+ ){0,4}?(?:afwezig|niet aanwezig|niet op kantoor|met vakantie|met verlof)|(?:jestem|będę) (?:\S+ ){0,2}(?:nieobecn\w|poza biurem|na urlopie)",
)


def _find(said: Said) -> tuple[Evidence, ...]:
    return stated(said, _WORDS)


INTENT = Intent("out_of_office", _find)
