"""The person we wrote to is no longer there."""

from __future__ import annotations

from agent.replies.said import Evidence, Intent, Said, any_of, stated

_WORDS = any_of(
    r"non (?:lavora|è|fa|collabora|opera|sono|lavoro|collaboro|faccio) (?:\w+ ){0,2}?più (?:\w+ ){0,2}?(?:con noi|qui|presso|parte|in (?:azienda|società|forza|organico|servizio)|dipendente|da noi|nostr[oa]|per|in)\b|non lavora più\b",
    r"(?:ha|hanno|ho) (?:\w+ ){0,2}(?:lasciato|cessato (?:il rapporto|la collaborazione)|concluso (?:il|la)) (?:\w+ ){0,2}(?:azienda|società|studio|ditta|incarico|rapporto|collaborazione|l['’]azienda|lavoro)?|si è (?:dimess[oa]|licenziat[oa]|trasferit[oa])|andat[oa] in pensione|in pensione d\w{1,2}|è (?:mancat[oa] (?:mio|mia|il|la) (?:titolare|signor\w?|padre|madre|nostr\w|collega)|decedut[oa]|venut[oa] a mancare)",
    r"no longer (?:\w+ )?(?:work\w{0,3}|with (?:us|the)|at|employed|here|part of)|(?:has|have) (?:\w+ )?left (?:us|the|our|in|company|last)|left (?:us|the (?:company|firm|business|organi[sz]ation))|(?:has )?retired|doesn['’]t work here|passed away|moved on from|(?:i have|i['’]ve) (?:now )?left (?!(?:a|an|the|you|it|my|your|this|some|for)\b)\w",
    r"nicht mehr (?:\S+ ){0,3}(?:bei uns|im (?:unternehmen|haus|betrieb)|tätig|beschäftigt|für uns|hier)|ausgeschieden|(?:hat|haben) (?:\S+ ){0,3}(?:unternehmen|firma|uns) verlassen|im ruhestand|in rente|verstorben",
    r"ne (?:travaille|fait|collabore) plus|n['’]est plus (?:\S+ ){0,2}(?:chez|dans|en poste|salarié)|a quitté (?:la|l['’]|notre)|parti à la retraite|à la retraite|décédée?",
    r"(?:já )?não (?:trabalha|trabalho|faz|faço) mais|já não (?:trabalh[ao]|faz|faço)|niet (?:meer|langer) (?:werkzaam|in dienst)|werkt niet meer|już nie pracuj|nie pracuje już",
    r"ya no (?:trabaj[ao]|est(?:á|oy)|form[ao]|pertenece|pertenezco)|(?:dejó|ha dejado) (?:la|nuestra) (?:empresa|compañía)|se (?:ha )?jubil\w{1,4}|falleci\w{1,4}",
)


def _find(said: Said) -> tuple[Evidence, ...]:
    return stated(said, _WORDS)


INTENT = Intent("person_left", _find)
