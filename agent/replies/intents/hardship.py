"""He cannot pay: trouble, insolvency, illness, death."""

from __future__ import annotations

from agent.replies.said import Evidence, Intent, Said, any_of, stated

_WORDS = any_of(
    r"difficolt\w{1,2}|crisi\b|(?:mancanza|carenza|problemi|tensione|poca|scarsa|problema) (?:di )?liquidit\w{1,2}|liquidità|concordat[oa] (?:preventivo|fallimentare|in continuità|semplificato)|falliment\w{1,3}|fallit[oa]|liquidazione (?:giudiziale|volontaria|coatta|controllata)|in liquidazione|liquidator\w{1,2}|procedura (?:concorsuale|di (?:sovraindebitamento|composizione))|curator\w{1,2}|composizione negoziata|sovraindebit\w{1,6}|insolven\w{1,3}|ristrutturazione del debito|cassa integrazione",
    r"(?:non (?:abbiamo|ho|ci sono|riusciamo|riesco|siamo in grado|sono in grado|possiamo permetterci)|senza) (?:\w+ ){0,4}(?:soldi|fondi|denaro|contanti|pagare|liquidità|disponibilità|far fronte|incassi)|soldi (?:\w+ ){0,2}non ci sono|(?:siamo|sono) (?:fermi|ferm[oa]|in ginocchio|a terra|senza lavoro)|(?:lutto|malat[ot]\w{0,3}|ospedale|ricoverat\w|mancat[oa] (?:mio|mia|il (?:titolare|signor\w?|padre|nostro)|la (?:titolare|signora|madre))|venut[oa] a mancare|decedut\w|alluvion\w{1,2}|incendio)\b",
    r"cash[- ]?flow|cash is (?:\w+ )?tight|(?:money|cash|funds|things|finances) (?:is|are) (?:\w+ )?(?:tight|low|short|difficult|bad)|struggl\w{1,4}|insolven\w{1,2}|(?:entered|gone into|in|into|under) (?:administration|liquidation|receivership|bankruptcy)|administrators?\b|liquidators?\b|liquidation|bankrupt\w{0,3}|chapter (?:7|11)|receivership|winding[- ]up|(?:no|not enough|lack of|out of) (?:money|funds|cash)|can['’]?(?:t|not) afford|unable to pay|financial (?:difficult\w{1,4}|trouble|problems|hardship)|proof of debt|ill(?:ness)?\b|hospital|bereave\w{1,4}|ceas(?:ed|ing) trading",
    r"insolvenz\w{0,10}|zahlungsunfähig\w{0,4}|liquidität\w{0,10}|finanzielle\w? (?:schwierigkeit\w{0,2}|probleme\w?|engpass|lage)|engpass|konkurs|schwierige\w? (?:lage|situation|zeit)|kein geld|nicht (?:\S+ ){0,3}(?:bezahlen|leisten) können|können (?:\S+ ){0,4}nicht (?:be)?zahlen|kurzarbeit|krank\w{0,6}|todesfall|geschäftsaufgabe",
    r"difficultés?|(?:notre|difficultés? de|problèmes? de|plus de|sans) trésorerie|trésorerie (?:est|ne|tendue|à sec|insuffisante)|redressement|liquidation|liquidateur|mandataire|insolvab\w{1,5}|dépôt de bilan|sauvegarde|cessation (?:de paiements?|d['’]activité)|pas (?:les moyens|d['’]argent|en mesure de (?:payer|régler))|faillite|hospitalis\w{1,3}|décès|malad(?:e|ie)",
    r"dificultad\w{0,2}|falta de liquidez|liquidez|concurso (?:de acreedores|voluntario|necesario)?|administrador concursal|insolvencia|insolvente|quiebra|(?:nuestra|problemas? de|falta de|sin|tensiones de) tesorería|tesorería (?:es|está|no)\b|\berte\b|no (?:podemos|puedo) (?:\w+ )?pagar|no (?:tenemos|tengo|hay) (?:\w+ )?(?:dinero|fondos)|crisis|enferm\w{1,5}|fallecimiento|cierre de (?:la )?empresa",
)


def _find(said: Said) -> tuple[Evidence, ...]:
    return stated(said, _WORDS)


INTENT = Intent("hardship", _find)
