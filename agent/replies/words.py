"""Words that change what is said around them: future, condition, part, money."""

from __future__ import annotations

from agent.forms.wording import lowered
from agent.replies.said import Said, any_of

FUTURE = any_of(
    r"verr(?:à|anno|a')",
    r"sar(?:à|anno|a')",
    r"(?:pagher|saldere|provveder|faremo|farò|effettuer|dispor)\w{0,6}",
    r"da (?:pagare|saldare|versare)\b",
    r"(?:devo|dobbiamo|deve|dovrei|dovremmo|vorr\w{1,5}|potre\w{1,5}|stiamo per)\b",
    r"(?:will|shall|going to|to be|must|should|would|could|can|need to|(?:may|might) (?:be|not|pay|have))\b",
    r"(?:wird|werden|werde|würde\w{0,2}|soll\w{0,3}|muss|müssen|kann|können)\b",
    r"(?:sera|seront|allons|vais|devons|dois|pourr\w{1,4})\b",
    r"(?:será|serán|vamos a|voy a|debemos|debo|podr\w{1,5})\b",
)

# "Paid by Friday" is not paid, and "should be with you already" is no promise.
AHEAD = any_of(
    r"(?:entro|domani|domattina|stasera|prossim\w|dopodomani|al (?:massimo|più tardi)|per (?:la )?(?:fine|natale|pasqua))\b",
    r"by (?:mon|tues|wednes|thurs|fri|satur|sun|the (?:\d|end|time)|end|next|christmas|easter|tomorrow|noon)|(?:tomorrow|tonight|tmrw|next (?!to\b|door)|coming|at most|tops|at the latest|within|before (?:christmas|easter|the))\b",
    r"(?:bis|spätestens|übermorgen|nächste\w?|kommende\w?|(?:noch )?vor (?:weihnachten|ostern|monatsende)|am montag|demnächst)\b|(?<!heute )morgen\b",
    r"d['’]ici\b|(?:demain|prochaine?|au plus tard|ce soir|avant (?:la|le|noël|pâques))\b",
    r"(?<!esta )mañana\b|(?:próxim\w|como (?:muy )?tarde|a más tardar|antes de|que viene)\b",
)
BACK = any_of(
    r"(?:ieri|già|scors\w|l['’]altro (?:ieri|giorno)|stamattina|da (?:luned|marted|mercoled|gioved|venerd|giorni|settimane))",
    r"(?:yesterday|already|last (?:week|month|night|mon|tues|wednes|thurs|fri)|ago|this morning|since)",
    r"(?:gestern|schon|bereits|letzte\w?|längst|vorige\w?|seit)\b",
    r"(?:hier|déjà|derni(?:er|ère)|depuis)\b",
    r"(?:ayer|ya (?:está|lo|la|te|le|se)|pasad[oa]|desde (?:el|hace))\b",
)

CONDITION = any_of(
    r"(?:se|qualora|purché|a condizione|a patto|salvo|appena|quando|una volta|finch[ée]|previ[oa]|dopo (?:che|aver|il|la|l.)|solo (?:se|dopo)|in attesa)\b",
    r"(?:if|once|as soon as|when|unless|provided|subject to|after|on receipt|upon)\b",
    r"until (?:we|you|they|the (?:work|goods|job|issue|matter))\b",
    r"(?:prima\b.{2,60}\b(?:poi|dopo|allora)|first\b.{2,60}\b(?:then|and)|erst\b.{2,60}\bdann|d['’]abord\b.{2,60}\b(?:ensuite|après|puis)|primero\b.{2,60}\b(?:luego|entonces|después)|and then (?:we|i|you)\b|(?:poi|dopo) (?:pag|sald|provved|liquid)|dann (?:zahl|überweis|begleich)|(?:ensuite|après) (?:je|nous|on) (?:pay|pai|régl|règl)|(?:luego|después|entonces) (?:pag|abon|liquid|sac)|con il (?:via libera|nulla osta)|with the go-ahead)\b",
    r"(?:il giorno (?:che|in cui)|(?:ma|però) prima|the day (?:that|the|you|we|your)|but (?:\w+ ){0,2}first|(?:an dem tag|aber (?:vorher|zuerst|erst))|(?:le jour où|mais (?:d['’]abord|avant|il (?:me|nous) faut))|(?:el día que|pero (?:antes|primero)))\b",
    r"(?:wenn|falls|sobald|sofern|erst|nachdem|vorausgesetzt)\b",
    r"(?:dès (?:que|réception)|lorsque|quand|une fois|à condition|après)\b",
    r"(?:cuando|en cuanto|una vez|hasta que|siempre que|tras)\b",
    r"si (?:vous|nous|on|me|nos|usted|el|la|le)\b",
)

# What he held for true, and was not.
BELIEVED = any_of(
    r"(?:convint[oaie]|pensav\w{1,3}|credev\w{1,3}|mi (?:era )?sembrava|(?:i|we) (?:\w+ )?(?:thought|believed|assumed)|under the impression|(?:dachte|glaubte|meinte)\w?|(?:croyais|pensais|croyions|pensions)|(?:creía|pensaba|creíamos|pensábamos))\b",
)

_WHETHER = any_of(
    r"(?:controll|verific|sap|chied|cap|ved|dir|dic)\w{0,6} (?:\w+ )?(?:se|quando)\b",
    r"(?:check|see|know|confirm|tell (?:me|us)|wonder|ask|verify) (?:if|when|whether)\b",
    r"(?:prüf|seh|wiss|sag|frag)\w{0,4},? (?:ob|wann|wenn)\b",
    r"(?:vérifi|voir|savoir|dire|confirm)\w{0,4} (?:si|quand)\b",
    r"(?:comprob|verific|ver|saber|decir|confirm)\w{0,5} (?:si|cuando)\b",
)

PART = any_of(
    r"(?:acconto|in parte|parzial\w{1,5}|una parte|metà|il resto|la differenza|rimanente|residuo|meno|tranne|esclus\w{1,3}|al netto|trattenut\w)\b",
    r"(?:part(?:ly|ial\w{0,2})?|deposit|half|the rest|remaining|balance|difference|less|except|minus|withh\w{1,5}|on account)\b",
    r"(?:teil\w{0,7}|anzahlung|hälfte|rest\w{0,6}|abzüglich|differenz)\b",
    r"(?:acompte|en partie|moitié|le reste|solde restant|différence|déduction)\b",
    r"(?:a cuenta|en parte|parcial\w{0,5}|mitad|el resto|diferencia|menos)\b",
)

# Wording aimed at a machine: a person reads it.
TO_A_MACHINE = any_of(
    r"(?:ignor\w{1,5}|disregard|forget|dimentica) .{0,40}(?:instruction|istruzion|prompt|regol|rules|previous|preceden|above)",
    r"(?:system|developer) (?:prompt|message)|as an ai\b|language model|chatgpt|\bllm\b|prompt\b",
    r"(?:dear|caro|gentile|hello|ciao) (?:ai|bot|assistant|agente|sistema|robot|machine)\b",
    r"(?:mark|set|flag|register|segna\w{0,2}|contrassegn\w{1,4}|imposta|registra|markiere\w{0,2}|marque[rz]?|marca\w{0,3}) .{0,40}(?:as )?(?:paid|settled|closed|pagat|saldat|chius|bezahlt|payée?|pagad)",
    r"(?:per|all['’]|al|for|to|für|für den|an (?:das|den)|pour|à l['’]attention du|para|al) (?:il |l['’]|the |das |den |le |el )?(?:sistema|assistente|robot|bots?|automated (?:system|processing)|ki-system|roboter|système|systeme|elaborazione automatica|automatische verarbeitung|traitement automati\w{1,3}|procesamiento automático)\b",
    r"(?:senza|without|ohne|sans|sin) (?:\w+ )?(?:verifica|controllo|revisione|human|review|prüfung|contrôle|revisión|intervento|umano?)\b",
    r"(?:admin\w{0,12}|system|systembefehl|comando|orden|commande|befehl)[ -]?(?:override|command|befehl|amministratore|de administrador|administrateur)?:",
    r"(?:you are|sei|du bist|tu es|eres) (?:now |ora |jetzt |désormais |ahora )?(?:an? |un[oa]? |ein(?:e)? |une? )?(?:ai|ia|ki|assistant|assistente|modello|programma|programm|sprachmodell|modèle|robot|bot)\b",
    r"(?:if|se|wenn|si) (?:you are|you're|sei|du|tu es|eres) (?:\w+ )?(?:ai|ia|ki|bot|model\w*|modell\w*|programma|sprachmodell|robot)\b",
    r"(?:intent|needs_person|says_paid|status|stato|statut|estado|payment_received)\s*[=:]",
    r"(?:à l['’]|a la |an die |alla |all['’]|to the )(?:ia|ki|ai)\b|(?:assistente|asistente) virtuale?|virtual assistant|virtueller assistent|assistant virtuel|any software|(?:per|an|pour|para|for) (?:il |la |die |das |le |el |the )?(?:software|programma?|logiciel)\b",
    r"pretend (?:you|to be)|fai finta di|tu so als|fais comme si|finge (?:que|ser)|(?:da (?:questo momento|ora)|from now on|ab (?:jetzt|sofort)|désormais|a partir de ahora),? (?:ti comport|tu sei|sei|you (?:are|act)|bist du|handelst du|tu (?:es|agis)|eres|actúa)|override\b",
    r"(?:ai|ki|ia|bots?|chatbot|robot|software|assistant|assistente|asistente) (?:(?:that|which|who|che|qui|que|der|das|die) )?(?:is |are )?(?:read|process|handl|legg|elabor|lit\b|trait|lee\b|proces|liest|verarbeit)\w*",
    r"(?:bot|robot|chatbot|ai|ki|ia|automat),? (?:record|mark|set|close|registra|segna|chiudi|verbuch|solde|cierr)\w*",
    r"(?:email|e-mail|mail|posta|post|correo|courriel)[- ]?(?:bot|robot|roboter)\b|bot (?:della|delle|de|des) (?:posta|mail|correo|courriel)",
    r"(?:si vous êtes|wenn sie|se (?:lei )?è|si (?:usted )?es) (?:une?|eine?|un[oa]?) (?:\w+ )?(?:ai|ki|ia|bot|robot|roboter|program\w*|intelligen\w+|logiciel|software|automat\w*)",
    r"</?(?:system|instructions?|assistant|user)>",
)

# A mail about the work itself has none of these.
MONEY = any_of(
    r"(?:(?<!busta )(?<!buste )paga\b|pag(?:o|at[aeio]|h\w{1,6}|ament[oi]|hiamo|are|ando)|saldo|sald(?:at[aeio]|are|iamo|er\w{1,5})|bonific\w{1,4}|fattur[ae]|fatt\.|ft\.|parcell[ae]|sollecit\w{1,4}|scadenz[ae]|(?:fattur|import|rat|termin|pagament|partit|debit)\w{1,3} (?:\w+ )?scadut[aeio]|insolut[aeio]|import[oi]\b|acconto|rat[ae]\b|ricevut[ae] bancari|contabile|distinta|iban|euro\b|soldi|debit[oi]|credit[oi]|estratto conto|versament\w|liquid\w{1,6}|incass\w{1,5}|riba\b|rimborso|ritenuta)",
    r"(?:pay(?!roll|slip)(?:s|ing|ment\w?|able)?\b|paid|invoices?|overdue|settle\w{0,4}|transfer\w{0,4}|remit\w{0,6}|remind\w{0,3}|balance|amount|account\b|accounts (?:payable|receivable|department|team)|statement|bank|owe[ds]?|owing|(?:is|are|was|were|now|amounts?|balance|sums?|what['’]?s|money) (?:\w+ )?due\b|due (?:date|on|by)\b|debt|credit note|refund|cash)",
    r"(?:zahl\w{0,6}|bezahl\w{0,4}|überw\w{1,8}|rechnung\w{0,4}|mahn\w{0,6}|betrag|fällig\w{0,4}|konto|geld|schuld\w{0,3}|gutschrift|buchhaltung|begl\w{1,7})",
    r"(?:pay(?:er|é\w{0,2}|ons|erons|ement\w?)|pai(?:ement|erons|erai)\w?|factur\w{1,3}|règl\w{1,6}|régl\w{1,6}|virement\w?|échéance|relance|montant|solde|impay\w{1,3}|avoir\b|compta\w{0,6})",
    r"(?:pag(?:ar\w{0,5}|o|os|ad[oa]|amos|ué)|factur\w{1,3}|transferencia|abon\w{1,6}|vencid\w|vencimiento|importe|cuenta|deuda|cobro|remesa)",
    r"€|\$|£|\beur\b",
)

COURTESY = any_of(
    r"(?:buon ?giorno|buona ?sera|salve|ciao|gentil\w{1,4}|gent\.|spett|egregi\w|car[oaie]\b|dott\w{0,6}|sig\w{0,5}|studio)",
    r"(?:cordial\w{1,4}|distinti|salut[oi]|grazie|ringrazi\w{0,4}|mi scus\w{1,3}|scus\w{1,5}|ci scusiamo|in attesa di|rest\w{1,4} a disposizione|per (?:cortesia|favore|piacere)|cortes\w{1,5}|buon\w? (?:giornata|lavoro|serata))",
    r"(?:hi|hello|dear|good (?:morning|afternoon|evening)|thank\w{0,2}|regards|kind|best|sorry|apolog\w{1,5}|cheers|please|hope)\b",
    r"(?:guten|hallo|liebe\w?|sehr geehrt\w{1,2}|danke|vielen dank|grüße?n?|mit freundlichen|entschuldig\w{1,5}|beste|bitte)\b",
    r"(?:bonjour|bonsoir|madame|monsieur|cher\w{0,2}|merci|cordialement|désolé\w?|salutations|bien à vous|excus\w{1,5}|s['’]il vous plaît)",
    r"(?:ha|avete|hai) (?:perfettamente |proprio )?ragione|(?:mi|ci) (?:è|era) (?:proprio )?sfuggit\w|(?:colpa|errore) (?:mi|nostr)[ao]|(?:l['’])?(?:avevo|avevamo) dimenticat\w|dimenticanza",
    r"(?:you(?:['’]re| are) (?:quite |absolutely )?right|my (?:bad|fault|mistake)|our (?:fault|mistake|oversight)|(?:this|that|it) (?:slipped|got overlooked|was overlooked)|oversight)\b",
    r"(?:tut (?:mir|uns) (?:sehr )?leid|untergegangen|liegen ?geblieben|(?:mein|unser) (?:fehler|versehen)|(?:sie haben|da haben sie) (?:ganz )?recht|vergessen)\b",
    r"(?:vous avez (?:tout à fait )?raison|oubli de (?:ma|notre) part|(?:nous|m['’])(?:a|avait) échappée?|navrée?s?)\b",
    r"(?:tienen?|tiene usted) (?:toda la )?razón|se (?:me|nos) (?:pasó|olvidó|había pasado)|lo (?:siento|sentimos)|perdone\w?",
    r"(?:hola|buenos|buenas|estimad\w{1,2}|gracias|saludos?|disculp\w{1,3}|perdón|atentamente|un cordial|por favor)",
)


def language_has_condition(said: Said, text: str) -> bool:
    """Tell whether a text sets a condition.

    "Check whether" sets none, nor do the Spanish and French "se".
    """
    text = _WHETHER.pattern.sub("", lowered(text))
    return any(
        found[0].lower() != "se" or said.language not in {"es", "fr", "de"}
        for found in CONDITION.finditer(text)
    )
