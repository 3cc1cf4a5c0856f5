"""Why mail does not arrive, in the words of servers: data, one row a reason.

The words were gathered from the programs' published texts, from RFC 5248's
registry and from notices in the languages named in each row's last lines.
The first row that fits wins: what is told apart only by a later word stands
before what would swallow it.
"""

from __future__ import annotations

from agent.forms.wording import Wording, any_of
from agent.model.message import FailureReason

Rows = tuple[tuple[FailureReason, Wording], ...]


def _row(reason: FailureReason, *phrases: str) -> tuple[FailureReason, Wording]:
    return reason, any_of(*phrases)


# Words that say more than any code beside them: relays translate a bare 550 or
# 553 into "unknown user", whatever the other server objected to.
SURE: Rows = (
    _row(
        "filtered",
        r"(?:recipient|user)(?:.?s)? preferences|envelope blocked - user entry|(?:refused|rejected|blocked) by (?:the )?(?:recipient|user)\b",
    ),
    _row(
        "rate",
        r"unusual rate of|(?:daily|hourly|sending) (?:\S{1,40} )?quota|too many (?:messages|connections|mails|emails|sessions|concurrent|invalid rec)"
        r"|(?:connection|message|sending) (?:rate|frequency) (?:is )?(?:limit|exceed)|frequency limited"
        r"|receiving mail (?:at a rate|too quickly)|throttl|gr[ae]y-?list|trop de connexions",
    ),
    _row(
        "mailbox_full",
        r"(?<!sending )\b(?:over ?quota|quota (?:is |has been )?exceeded|(?:mailbox|inbox) (?:is )?full)\b",
    ),
    _row(
        "not_accept",
        r"null mx\b|nullmx|indicated no smtp service|\bno mx (?:record )?(?:found|for)",
        r"couldn.?t find a mail exchanger|do(?:es)?(?: not|n.?t) accept (?:\S{1,40} ){0,2}(?:mail|e-?mail|message)s?\b(?! from)",
        r"not (?:currently )?accepting (?:any )?(?:inbound |incoming )?(?:mail|messages) (?:for|at|any)",
    ),
    _row(
        "spam",
        r"spam (?:pattern|classification|check|scor|filter|content|message|detect|signature|firewall|quarantine)|anti-?spam (?:check|filter|engine|polic)|(?:considered|classified|identified|rejected|marked|recogni[sz]ed|detected|blocked) (?:as|to be|for being) (?:\S{1,40} )?(?:spam|junk|bulk)|black-?listed (?:url|link)|uribl\b|surbl\b",
    ),
    _row(
        "suspended",
        r"(?:account|mailbox|user)\b (?:\S{1,40} ){0,2}(?:is |was |been )(?:currently |temporarily )?(?:disabled|suspended|deactivated|inactive)",
    ),
    _row("expired", r"unable to deliver in \d+ (?:minutes|hours|days)"),
    # Exchange Online refuses at its edge an address its directory lacks.
    _row("user_unknown", r"recipient address rejected: access denied"),
    _row(
        "policy",
        r"spamhaus|spamcop|barracudacentral|sorbs\b|uceprotect|proofpoint\.com/ipcheck|csi\.cloudmark|\brbl\b|\bdnsbl|black-?\s?list(?!ed url)|block-?\s?list",
        r"blocked (?:by|using) (?!the recipient)|(?:ip|ips|host|client)\b(?! name)\S{0,40} (?:\S{1,40} ){0,5}(?:is |was |has been )?(?:blocked|banned|refused)\b",
        r"\b(?:poor|bad|low) (?:\S{1,40} )?reputation|reputation of|user complaints|\bs3150\b|\bs3140\b|\btss0\d\b",
        r"\bspf\b.{0,40}(?:fail|record|not|check|reject)|(?:fail|reject)\w*.{0,60}\bspf\b|\bdkim\b|\bdmarc\b|sender policy framework|sender id \(pra\)",
        r"reverse (?:dns|name|lookup|hostname)|\bptr record|\brdns\b|(?:cannot|can.t|could not|couldn.t) find your (?:hostname|reverse)|fcrdns",
        r"rfc ?5?[38]22\b.{0,30}complian|not rfc ?5?[38]2[12]|headers too large|duplicate header|\bhelo\b|\behlo\b.{0,30}(?:reject|invalid|require)",
        r"refused to talk to me|relay(?:ing)? (?:access )?(?:is )?(?:denied|prohibited|not (?:allowed|permitted))|unable to relay|not permitted to relay|we do not relay|relay not permitted",
        r"sender (?:address )?(?:rejected|verify failed|denied)|sender domain|from:? (?:\S{1,40} )?domain is invalid|(?:smtp |client )?authentication (?:is )?required|requires? (?:smtp )?authentication|must (?:first )?authenticate|unauthenticated (?:e-?mail|sender)",
        r"not (?:authori[sz]ed|allowed|permitted) to (?:send|post|submit|contribute)|(?:restricted|allowed|only) (?:to )?(?:accept )?(?:mail |messages )?(?:only )?from (?:certain|authori[sz]ed|specific|people inside)|groups\.google\.com/\S{0,40}support",
    ),
)

REASONS: Rows = (
    _row(
        "mailbox_full",
        r"over[- ]?quota|quota (?:has been |is |was )?(?:exceed|violation|full|reach)|(?:exceed|over)\w{0,12} (?:\S{1,40} ){0,5}quota|out of (?:disk |storage )?(?:space|quota)",
        r"(?:mailbox|mail ?box|inbox|mailfolder|mail folder|maildir|account) (?:\S{1,40} ){0,4}?(?:full|exceed)|full mailbox|(?:quota|storage) (?:limit )?(?:exceeded|reached)",
        r"mailbox size limit|mailbox.{0,20}(?:storage|space)|too much mail stored|(?:recipient|user).{0,20}(?:storage|quota)|would exceed mailbox",
        r"(?:insufficient|not enough) (?:system )?(?:disk |storage )?(?:space|storage)(?! on)|exceeded storage allocation|storage allocation|disk quota|over (?:the )?(?:allowed|maximum) (?:quota|storage)|mailbox has exceeded|messages in recipient.s mailbox",
        r"casella (?:di posta |postale )?(?:\S{1,40} ){0,4}piena|spazio (?:\S{1,40} ){0,4}(?:esaurito|insufficiente|disponibile)|quota (?:\S{1,40} ){0,3}superata|superat\w (?:la )?quota",
        r"post(?:fach|box|eingang).{0,40}(?:voll|überfüllt)|speicherplatz.{0,25}(?:voll|erschöpft|überschritten)|quota (?:ist )?überschritten|kontingent.{0,30}(?:überschritten|erschöpft)",
        r"bo[iî]te.{0,40}(?:pleine|satur)|quota (?:\S{1,40} )?(?:dépassé|atteint)|espace.{0,30}(?:insuffisant|épuisé)|buz[oó]n.{0,35}lleno|cuota.{0,25}(?:exced|super)|bandeja.{0,25}llena",
        r"caixa (?:de correio |postal )?.{0,25}cheia|cota (?:\S{1,40} )?excedida|skrzynka.{0,30}(?:pełna|przepełni)|przekroczon\w .{0,20}(?:limit|quota)|postvak.{0,25}vol\b|mailbox (?:is|zit) vol\b|容量.{0,20}(?:超|いっぱい)|メールボックス.{0,20}(?:超|いっぱい)",
    ),
    _row(
        "too_big",
        r"(?:message|mail|attachment|data|body|header)\b.{0,25}(?:too (?:large|big)|exceed\w{0,12} .{0,25}size)|line limit",
        r"exceed\w{0,12} .{0,25}(?:message|maximum|fixed|allowed) (?:\S{1,40} )?size|(?:message )?size (?:limit )?exceed|size limit|larger than .{0,25}(?:limit|size)|maximum (?:message )?size|max message size",
        r"message size|too large|exceeds? (?:the )?limit of \d+ ?[km]b|line (?:is )?too long",
        r"troppo grand|supera.{0,25}dimension|dimension\w .{0,30}(?:superat|massim)|zu gro(?:ß|ss)|größe.{0,30}überschr|trop (?:gros|grand|volumineux)|taille.{0,30}(?:dépass|maxim)",
        r"demasiado (?:grande|grandes)|excede.{0,25}tamaño|tamaño.{0,25}(?:máximo|excede)|muito grande|excede o tamanho|za du[żz]\w|przekracza .{0,20}rozmiar|te groot|サイズ.{0,20}(?:超|大き)",
    ),
    _row(
        "virus",
        r"\bvirus(?!total)|malware|infected|trojan|\bworm\b|malicious|(?:banned|blocked|forbidden|prohibited|dangerous|executable) (?:file|attachment|content type|extension)|infett|virenfund|vírus",
    ),
    _row(
        "spam",
        r"spam|junk ?mail|unsolicited|\bu[bc]e\b|bulk (?:e-?)?mail|mass mail|blacklisted url|phishing|\bscam\b",
        r"(?:message|mail|content|e-?mail) (?:\S{1,40} ){0,4}(?:looks like|appears to be|classified as|considered|identified as) (?:\S{1,40} ){0,3}(?:junk|bulk|unwanted|abus)",
        r"content (?:was |has been |is )?(?:reject|refus|denied|block)|content filter|suspicious|rejected (?:due to|by|for) (?:\S{1,40} )?content|message (?:content )?rejected (?:due to|for) (?:\S{1,40} )?content|cloudmark|mail rejet[eé]|ofr_?506|sieve filter|mcspamsig|pourriel|posta indesiderata",
    ),
    _row(
        "policy",
        r"reputation|blocked (?:due|for|because)|address \S{0,40} ?blocked|prohibit|policy|policies|banned|tls (?:is )?required|starttls|encrypt\w+ (?:is )?(?:required|needed)|forged|spoof|client host|\bdenied\b|(?:mail|connections?) from (?:your|this) (?:host|server|ip|domain|network)|impersonat|administrative|access denied",
        r"(?:not|un)(?:permitted|authori[sz]ed|allowed)\b|(?:is |are )?not (?:permitted|authori[sz]ed|allowed)\b|you are not allowed|(?:bad|invalid|unknown|unroute?able|unverif\w+) send(?:er|ing)|sender (?:not|is not|was rejected|blocked|domain)|mail from .{0,30}(?:not|invalid|reject|denied)",
        r"from: .{0,20}(?:invalid|required|missing)|missing (?:\S{1,40} )?header|no (?:resent-)?from|headers? (?:error|missing)|turn on smtp auth|ip name lookup|dynamic ip|residential|dial-?up|not accepting connections|service refus|rejected for (?:policy|security)|security (?:policy|reasons)|restrict",
        r"connection (?:rejected|refused by policy|denied)|transaction (?:failed )?rejected|permission denied|criteri(?:o|a) di|politica|richtlinie|politique|política|richtlijn",
    ),
    _row(
        "rate",
        r"rate[- ]?limit|rate (?:is )?exceed|unusual (?:rate|volume|traffic)|too fast|too many(?! hops| received)|exceed\w{0,12} .{0,30}(?:messages|rate|limit|recipients|connections|hour|day)|limit (?:\S{1,40} ){0,3}(?:exceeded|reached)|(?:daily|hourly|sending) (?:\S{1,40} )?(?:limit|quota)|slow down|try again later, closing connection",
        r"troppi (?:messaggi|destinatari|invii)|limite (?:\S{1,40} ){0,3}(?:superato|raggiunto)|zu viele|trop de|demasiad[oa]s|muitas|te veel",
    ),
    _row(
        "suspended",
        r"suspend|(?:account|mailbox|user|recipient|address|domain)\b.{0,30}(?:disabled|inactive|locked|deactivated|discontinued|closed|expired|frozen|blocked)|deactivated|disabled (?:account|user|recipient|mailbox)|inactive (?:account|user|mailbox)",
        r"(?:casella|account|utente|indirizzo)\b.{0,30}(?:disabilitat|disattivat|sospes|bloccat|chius|scadut|non (?:è )?(?:più )?attiv)|(?:konto|postfach)\b.{0,30}(?:deaktiviert|gesperrt|geschlossen|inaktiv)|compte.{0,30}(?:désactiv|suspendu|ferm|bloqu)|cuenta.{0,30}(?:desactivad|suspendid|inactiv|deshabilit|bloquead)|conta.{0,25}(?:desativad|suspens|inativ)|konto.{0,25}(?:zablokowan|zawieszon|nieaktywn)",
    ),
    _row(
        "moved",
        r"has moved|address (?:has )?changed|changed (?:\S{1,40} )?address|new (?:e-?mail )?address (?:is|of)|no longer (?:at|with|works|employed|valid)|has left|mailbox owner has changed|please (?:use|try) <?\S{1,40}@",
        r"(?:ha )?cambiato indirizzo|nuovo indirizzo|neue (?:e-?mail-?)?adresse|nouvelle adresse|nueva direcci[oó]n|novo endereço|nowy adres|nieuw (?:e-?mail)?adres",
    ),
    _row(
        "not_accept",
        r"malformed or unexpected name server reply|responded with code noerror|no mail (?:is )?accepted|not accepting (?:\S{1,40} )?(?:mail|messages)|no longer accepts? mail",
    ),
    _row(
        "host_unknown",
        r"host (?:or domain )?(?:name )?(?:is )?(?:unknown|not found|or domain name not found)|unknown (?:host|domain|mail server)|no such (?:host|domain)|nxdomain|name service error|name or service not known",
        r"domain(?:'s)? (?:name |part )?(?:\S{1,40} )?(?:not found|not exist|do(?:es)?(?: not|n.?t) exist|is not found|unknown|couldn.?t be found|was not found|must exist|has no)|host name lookup fail|(?:dns|mx) (?:lookup|error|server|domain|query|record)|unrouteable|unroutable|all relevant mx records",
        r"unresolv|(?:cannot|can.t|unable to|could not|couldn.t) (?:be )?resolve|couldn.?t find any host|bad destination (?:host|system|domain)|unable to (?:look ?up|find|locate).{0,30}(?:host|domain|mx|server)|no (?:valid )?(?:hosts?|route|mx|server) found for|illegal host|invalid (?:host|domain)|lookup fail|no mail server|could not find a gateway|mail exchanger",
        r"dominio (?:\S{1,40} ){0,3}(?:inesistente|sconosciuto|non (?:esiste|valid|trovat))|domain .{0,40}(?:unbekannt|nicht gefunden|existiert nicht)|domaine .{0,40}(?:inconnu|introuvable|existe pas)|dominio .{0,40}(?:no existe|no encontrad|desconocid)|domínio .{0,30}(?:não|inexist)|domena .{0,20}nie|no se encontró el dominio|ドメイン.{0,20}(?:見つか|存在し)",
    ),
    _row(
        "user_unknown",
        r"(?:user|recipient|addressee|mailbox|account|address|person|alias|utente|login|member|customer|id)(?:e?s)?\b(?: \S{1,40}){0,4}[ :,]+(?:is |was |are |has )?(?:currently )?(?:unknown|not found|do(?:es)?(?: not|n.?t) exist|not exist|doesnt exist|not known|not listed|invalid|undeliverable|not recogni[sz]ed|not on (?:this|our)|no longer|not registered|unavailable|not available|could not be (?:found|resolved)|cannot be found|wasn.?t found|couldn.?t be found|not (?:a )?(?:valid|known|local|active|registered))",
        r"unknown (?:or \S{1,40} )?(?:\S{1,40} )?(?:user|recipient|address|mailbox|account|local|alias|login|to:)|no such (?:\S{1,40} )?(?:user|recipient|person|mailbox|address|account|id|here|local|alias|customer|domain user)|no (?:\S{1,40} )?(?:mailbox|account|user|recipient|person|valid recipients?)\b (?:by|with|here|for|of|at|found|exists?|in|named|under)|no mailbox|no (?:account|user|recipient|valid recipients?)\b",
        r"(?:invalid|illegal|incorrect|wrong|bad) (?:\S{1,40} ){0,3}(?:recipient|mailbox|address|user|userid|alias|account|destination)|not (?:a )?(?:valid|known|our|local|registered) (?:\S{1,40} )?(?:user|recipient|mailbox|address|customer|account|mailbox)|not (?:our )?customer|(?:user|recipient) (?:not exist|rejected$|unknown)|(?:recipient )?address rejected\.? ?(?:\(|$)|name is not recogni[sz]ed",
        r"not (?:listed|found) in .{0,40}(?:directory|table|book|list|domain|file)|do(?:es)? ?n.?o?t have an? |mailbox (?:not found|unavailable|does|not available|name not allowed)|no longer on (?:this )?server|not e-?mail users|possibly incorrect|address you (?:entered|sent)|user (?:has been )?(?:deleted|removed)|has been (?:deleted|removed)|misspelled|\bunknown$|address (?:\S{1,40} )?(?:error|unknown)|resolver\.adr\.(?:recipnotfound|exrecipnotfound)|recipnotfound|undeliverable address|bad destination mailbox|delivery error: dd|not e?xist|no encontramos|this user doesn",
        r"(?:utente|casella|indirizzo|destinatario|account)\b.{0,50}(?:sconosciut|inesistent|non (?:\S{1,40} )?(?:esiste|esistent|valid|trovat|riconosciut|presente))|impossibile trovare (?:l.)?indirizzo|non è stato (?:possibile )?trovat\w|(?:empfänger|e-?mail-?adresse|adresse|postfach|benutzer|nutzer|konto)\b.{0,50}(?:unbekannt|existiert nicht|nicht (?:\S{1,40} )?(?:gefunden|bekannt|vorhanden|gültig)|ungültig)|unbekannte|kein(?:e)? (?:solche|gültige)",
        r"(?:utilisateur|destinataire|adresse|bo[iî]te|compte)\b.{0,50}(?:inconnu|existe pas|introuvable|invalide|inexistant|pas (?:été )?trouv)|(?:usuario|destinatario|buz[oó]n|direcci[oó]n|cuenta)\b.{0,50}(?:desconocid|no existe|no (?:se )?(?:ha )?enc[ou]ntr|inexistente|no (?:es )?v[aá]lid)|no se (?:ha )?enc[ou]ntr\w+ (?:el |la )?(?:destinatari|direcci|usuari)",
        r"(?:usuário|utilizador|destinatário|endereço|caixa)\b.{0,50}(?:desconhecid|não (?:existe|encontrad|foi encontrad)|inexistente|inválid)|(?:użytkownik|odbiorc|adres|skrzynk|konto)\w*\b.{0,50}(?:nie (?:istnieje|znaleziono|zosta[łl] znalez)|nieznan)|(?:gebruiker|geadresseerde|ontvanger|adres|mailbox|postvak)\b.{0,50}(?:onbekend|bestaat niet|niet (?:gevonden|bekend|bestaat))|(?:ユーザ|宛先|アドレス|受信者|あて先).{0,30}(?:見つか|存在し|不明|ありません|誤)|不存在|沒有此|没有此",
    ),
    _row(
        "filtered",
        r"rejected by (?:the )?(?:recipient|user|\S{1,40} filter)|refuses? to accept|(?:user|recipient) reject|filter|refused by (?:the )?(?:recipient|user)|(?:not|doesn.t) want (?:to receive )?(?:mail|your)|blocked by (?:the )?(?:recipient|user)|because of (?:\S{1,40} )?redirection|abgelehnt|rifiutat|refusé|rechazad|odrzucon|geweigerd|recusad",
    ),
    _row(
        "expired",
        r"expired|(?:been )?in the queue too long|retry time(?:out)?|too long|giv(?:e|en|ing) up|gave up|(?:after|for|over|within|past|last) (?:more than |the last )?\d+(?:\.\d)? (?:days?|hours?|minutes|seconds|attempts|times)|\d+ attempts|no longer be retried",
        r"timed?[- ]?out|did not accept our requests to connect|aborted after|not (?:been )?collected|delivery time|has been deferred|unable to deliver in|despite repeated attempts|have been failing for a long time|will be retried for|could not initiate smtp",
        r"\d+ (?:giorni|ore|tage|stunden|jours|heures|días|horas|dni|godzin|dagen|uur|日|時間)|scadut|tempo (?:\S{1,40} )?(?:massimo|limite)|zeitüberschreitung|abgelaufen|délai|expir|caducad|plazo",
    ),
    _row(
        "network",
        r"connection (?:refused|reset|dropped|closed|failed|died|lost|error|attempt)|no route|unreachable|not reachable|(?:could|can|did)(?: not|n.?t) (?:be )?connect|not respon|no response|unable to connect|lost connection|temporarily (?:unavailable|unable|deferred)|no answer|socket error",
        r"mail (?:forwarding )?loop|loop(?:ing|ed|s)? (?:back|detected|to)|message looping|routing loop|too many (?:hops|received)|hop count|network|not contact|host is down|conversation with \S{1,40} timed|connessione|verbindung|connexion|conexión|conexão|połączeni|verbinding|接続",
    ),
    _row(
        "system",
        r"system (?:error|problem|full|resources|failure|not capable)|internal (?:server |software )?error|configuration|i/o error|input/output|mailer error|local (?:delivery |configuration )?error|(?:local|mail) delivery failed|service (?:is )?(?:currently )?(?:not available|unavailable)|insufficient (?:\S{1,40} )?resources|resources|disk|command (?:output|died|time)|unknown mailer|cannot (?:open|append|create|update|write)|can.t (?:open|create|write|lock)|temporary (?:\S{1,40} )?(?:failure|error|problem)|transaction failed|server error|database|errore (?:di sistema|interno|del server)|systemfehler|serverfehler|erreur (?:système|interne)|error (?:interno|del sistema)",
    ),
)

NO_SUCH_USER = any_of(
    r"(?:user|recipient|addressee) (?:\S{1,40} )?(?:unknown|not exist|doesn.?t exist|not found)|unknown user|no such user|unknown recipient",
)
# A look-up that may succeed the next time.
FOR_NOW = any_of(
    r"host not found, try again|name server: \S{1,40} host name lookup fail|temporary (?:dns|name|lookup)|temporarily|malformed or unexpected name server reply",
)
