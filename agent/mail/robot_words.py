"""What robots that answer write, in the languages they write it in: data.

Subjects are compared folded: without accents, in lower case. The sure ones are
what Exchange and Outlook put before the subject they answer, in the languages
they are sold in; the others need a second sign.
"""

from __future__ import annotations

import re
import unicodedata

from agent.forms.wording import any_of

_SURE = (
    # Exchange 2010 and later, Microsoft 365: "Automatic reply: ..."
    "automatic reply",
    "risposta automatica",
    "automatische antwort",
    "reponse automatique",
    "respuesta automatica",
    "resposta automatica",
    "automatisch antwoord",
    "odpowiedz automatyczna",
    "autosvar",
    "automatiskt svar",
    "automatisk svar",
    "automaattinen vastaus",
    "automaticka odpoved",
    "automatikus valasz",
    "raspuns automat",
    "otomatik yanıt",
    "αυτοματη απαντηση",
    "автоматический ответ",
    "автоматична відповідь",
    "автоматичен отговор",
    "automatiska atbilde",
    "automatinis atsakymas",
    "automaatvastus",
    "automatski odgovor",
    "samodejni odgovor",
    "自動応答",
    "自動返信",
    "自动答复",
    "自动回复",
    "自動回覆",
    "자동 회신",
    # Exchange 2003 and 2007: "Out of Office AutoReply: ..."
    "out of office auto-?reply",
    "abwesenheitsnotiz",
    "autoodpowiedz poza biurem",
    "arpus biroja atrasanas automatiska atbilde",
)
_LIKELY = (
    "auto(?:mated)?[ -]?(?:reply|response)",
    "autoreply",
    r"autorespon\w{1,4}",
    "out of (?:the )?office",
    "ooo",
    "vacation(?: reply| message)?",
    "risponditore automatico",
    "fuori (?:sede|ufficio)(?: -? ?risposta automatica)?",
    "messaggio automatico",
    "assenza(?: dall.ufficio)?",
    "abwesenheits(?:assistent|nachricht|meldung)",
    "abwesend",
    "absence du bureau",
    "absent du bureau",
    "message d.absence",
    "fuera de (?:la )?oficina",
    "ausencia(?: temporaria| do escritorio)?",
    "fora do escritorio",
    "afwezig(?:heidsbericht|heid)?",
    "niet aanwezig",
    "poza biurem",
    "nieobecnosc",
    "franvaro",
    "不在",
)
_MARK = r"\s*[:：]\s"
SURE_SUBJECT = re.compile(rf"(?:{'|'.join(_SURE)}){_MARK}")
SUBJECT = re.compile(rf"(?:{'|'.join((*_SURE, *_LIKELY))})\s*[:：(\[-]")
WHOLE_SUBJECT = re.compile(rf"(?:{'|'.join((*_SURE, *_LIKELY))})\W*")

# What a robot speaks of; needs a second sign.
SPEAKS = any_of(
    r"automatic\w{0,4} (?:generated|reply|response|answer|message|notification)"
    r"|(?:risposta|messaggio|notifica) automatic|automatische (?:antwort|nachricht)"
    r"|(?:réponse|message) automatique|(?:respuesta|mensaje) autom[aá]tic|(?:resposta|mensagem) autom[aá]tica"
    r"|automatisch (?:antwoord|bericht)|(?:odpowied[zź]|wiadomo[sś][cć]) automatyczn|automatyczna (?:odpowied|wiadomo)|自動(?:返信|応答|送信)"
    r"|auto[- ]?(?:reply|respon)|out of (?:the )?office|away from|on (?:vacation|holiday|leave)"
    r"|fuori (?:sede|ufficio)|assent|in ferie|abwesen|im urlaub|absent|en congés|fuera de|de vacaciones"
    r"|ausente|de férias|afwezig|met vakantie|nieobecn|na urlopie|poza biurem|不在"
    r"|(?:we|i) (?:have |.ve )?received your|abbiamo ricevuto|wir haben ihre|bien reçu|hemos recibido|recebemos (?:o|a) s|wij hebben uw|otrzymali[sś]my"
    r"|(?:ticket|request|case|richiesta|anfrage|demande|solicitud|pedido|verzoek|zgłoszenie)\b.{0,40}"
    r"(?:created|opened|received|registered|logged|apert|registrat|ricevut|eröffnet|erstellt|créé|reçu|creado|recibid|criado|recebid|ontvangen|aangemaakt|utworzon|zarejestrowan)",
)
# What only a program says of itself, at the beginning of a line.
DECLARES = any_of(
    r"(?m)^[ \t*]{0,4}(?:(?:please )?note: )?(?:this is (?:a |an )?(?:auto\w{0,8}|computer)[- ](?:\w{1,10}[- ])?(?:response|reply|answer)"
    r"|questa è una risposta automatica|risposta generata automaticamente"
    r"|dies ist eine automati\w{1,6} (?:antwort|generierte)|ceci est une réponse automatique"
    r"|est[ae] es una respuesta autom[aá]tica|(?:esta|isto) é uma resposta autom[aá]tica"
    r"|dit is een automatisch (?:antwoord|gegenereerd)|to jest automatyczna odpowied"
    r"|これは自動(?:返信|応答))",
)
ABSENCE = any_of(
    r"out of (?:the |my )?office|away from|on (?:annual |maternity |parental |sick )?(?:vacation|holiday|leave)|fuori (?:sede|ufficio)|assente|in ferie"
    r"|abwesend|im urlaub|nicht im büro|nicht im hause|absent|en congés?|fuera de (?:la )?oficina|de vacaciones|ausente|de férias|fora do escritório"
    r"|afwezig|niet aanwezig|met vakantie|nieobecn|na urlopie|poza biurem",
)


def folded(subject: str) -> str:
    """Give a subject in lower case and without accents, which robots often lose."""
    decomposed = unicodedata.normalize("NFKD", subject.casefold())
    return "".join(one for one in decomposed if not unicodedata.combining(one))
