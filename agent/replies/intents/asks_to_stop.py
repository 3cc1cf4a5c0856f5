"""He asks us to stop writing."""

from __future__ import annotations

from agent.replies.said import Evidence, Intent, Said, any_of, stated

_WORDS = any_of(
    r"(?:basta|smett\w{1,5}|cess\w{1,4}|piantatela|finitela) (?:\w+ ){0,4}(?:solleciti|sollecit\w{1,4}|mail|e-?mail|messaggi|scriver\w{1,3}|mandar\w{1,3}|inviar\w{1,3}|chiamar\w{1,3}|disturb\w{1,5}|tormentar\w{1,3})|basta\b[!.]?$|basta (?:così|con)\b|smettetela|la smetta",
    r"non (?:vogliamo|voglio|desidero|desideriamo|mi|ci|inviate\w{0,2}|mandate\w{0,2}|scrivete\w{0,2}|contattate\w{0,2}|chiamate\w{0,2}) (?:\w+ ){0,4}(?:scriv\w{1,5}|mand\w{1,5}|invi\w{1,5}|contatt\w{1,5}|disturb\w{1,5}|ricever\w|chiam\w{1,5}|solleciti|altri? (?:solleciti|mail)|più)|(?:prima di|invece di) (?:mandar|inviar|spedir)\w{1,4} (?:\w+ ){0,2}sollecit\w|(?:vi )?segnalo come spam|cancell\w{1,5} (?:il mio|la mia|il nostro|i miei|questo) (?:\w+ )?(?:indirizzo|mail|e-?mail|dati|contatt)\w{0,3}|stalking|molest\w{1,4}",
    r"piantatela|piantala|finiamola|lasciate(?:mi|ci) in pace|mi lasci in pace|verschon\w{1,4} sie|lass(?:en sie|t) (?:mich|uns) in ruhe|(?:fichez|foutez|laissez)[- ](?:moi|nous) (?:la paix|tranquilles?)|déjen?(?:me|nos) en paz|leave (?:me|us) (?:alone|be)\b",
    r"stop (?:\w+ ){0,3}(?:sending|emailing|e-mailing|writing|contacting|calling|chasing|harassing|bothering|these|reminders|it)|unsubscribe|remove (?:me|us|my|our)|(?:do not|don['’]t|please don['’]t) (?:\w+ )?(?:contact|e?-?mail|write|send|call|chase)|leave (?:me|us) alone|no more (?:reminders|emails|e-mails|mails|messages)|enough (?:with|of) (?:the|these)|harass\w{0,5}|report(?:ing)? (?:you|this) as spam|take (?:me|us) off",
    r"(?:hören sie|hört|unterlassen sie|lassen sie) (?:\S+ ){0,6}?(?:auf\b|mahn\w{1,5}|schreiben|belästig\w{1,5}|in ruhe)|keine (?:weiteren )?(?:mahnungen|mails|e-mails|erinnerungen|nachrichten)|(?:schreiben|kontaktieren|mahnen) sie (?:\S+ ){0,3}nicht mehr|aufhören|belästig\w{1,5}",
    r"(?:arrêtez|cessez|merci de cesser|stop)\b.{0,40}|ne (?:nous |me |m['’])?(?:\w+ ){0,2}(?:écrivez|contactez|envoyez|relancez) (?:\w+ )?plus|harcèlement|plus (?:de|aucune?) relances?",
    r"(?:dejen?|deje ya|paren?|basta) (?:\w+ ){0,2}(?:de|ya|con)\b.{0,30}|no (?:me|nos) (?:escrib\w{1,3}|mand\w{1,3}|contact\w{1,3}|envíe\w?|llam\w{1,3}) (?:\w+ )?más|acoso",
)


def _find(said: Said) -> tuple[Evidence, ...]:
    return stated(said, _WORDS)


INTENT = Intent("asks_to_stop", _find)
