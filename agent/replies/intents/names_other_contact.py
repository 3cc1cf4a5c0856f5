"""He says that somebody else is to be written to."""

from __future__ import annotations

from agent.replies.said import Evidence, Intent, Said, any_of, stated

_WITH_ADDRESS = any_of(
    r"(?:contatt\w{1,5}|scriv\w{1,5}|rivolg\w{1,6}|invi\w{1,6}|mand\w{1,5}|inoltr\w{1,5}|referente|competen\w{1,3}|indirizz\w{1,5}|amministrazione|contabilità|in copia|utilizz\w{1,4}|usa\w{0,3}|contact|direct|write|e-?mail|send|try|address|instead|speak|copy in|reach|wenden|schreiben|richten|senden|ansprechpartner\w{0,2}|zuständig\w{0,2}|adresse|kontakt\w{0,6}|écri\w{1,4}|adress\w{1,4}|contact\w{1,4}|envoy\w{1,4}|escrib\w{1,3}|dirij\w{1,4}|dirig\w{1,4}|contact\w{1,4}|envi\w{1,4}|mande\w?)\b[^\n]{0,120}?[\w.+-]+@[\w-]+\.[\w.-]+",
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.[\w.-]+ (?:è|is|ist|est|es)\b",
)
_WITHOUT = any_of(
    r"non (?:sono io|me ne occupo|mi occupo|seguo io|è di mia competenza|è più di mia)|(?:se ne|ne) (?:occupa|occuperà)\b|(?:si rivolga|rivolgetevi|rivolgersi|rivolgiti|si metta in contatto|contattate|contatti|sentite|senta|chiamate|chieda|chiedete) (?:a|al|all['’]|alla|il|la|con|pure|direttamente)\b|(?:di )?competenza (?:di|del|dell|della)\b|(?:parl\w{1,4}|sent\w{1,4}) con (?:il|la|l['’]|mi[oa]|nostr)",
    r"(?:not|isn['’]t) the right person|wrong person|(?:please )?(?:contact|speak to|speak with|talk to|write to|get in touch with|direct (?:this|it|your) \w* ?to) (?:our|my|the|mr|mrs|ms|accounts|finance|head)\b|(?:is|are) (?:handled|dealt with|managed) by|no longer (?:my|responsible)|(?:accounts|finance|my colleague) (?:handles?|deals? with|looks? after)",
    r"(?:falsche\w?|nicht der richtige) ansprechpartner|(?:bitte )?wenden sie sich|nicht (?:mehr )?zuständig|zuständig (?:ist|dafür)|mein\w? kolleg\w{1,3} (?:kümmert|bearbeitet)",
    r"(?:pas|plus) (?:la bonne personne|mon service|en charge)|(?:veuillez |merci de )?(?:contacter|vous adresser|écrire) (?:à|au|le|la|notre)\b|s['’]en occupe\b",
    r"no (?:soy|es) (?:la persona|el responsable)|(?:diríjase|contacte|escriba|hable) (?:a|al|con|usted)\b|(?:lo|se) (?:lleva|encarga|ocupa)\b",
)


def _find(said: Said) -> tuple[Evidence, ...]:
    return stated(said, _WITH_ADDRESS) or stated(said, _WITHOUT)


INTENT = Intent("names_other_contact", _find)
