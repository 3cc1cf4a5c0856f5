"""What mail programs say of a delivery, in the languages they say it in: data."""

from __future__ import annotations

import re

from agent.mail.wording import Wording, any_of
from agent.model.message import FailureReason

# The first row that fits wins: what is told apart only by a later word stands
# before what would swallow it.
REASONS: tuple[tuple[FailureReason, Wording], ...] = (
    (
        "mailbox_full",
        any_of(
            r"over[- ]?quota|quota (?:has been )?exceed|exceed\w{0,12} (?:\w+ ){0,3}quota",
            r"mailbox (?:is )?(?:too )?(?:full|exceeds)|full mailbox|inbox is full",
            r"mailbox size limit|mailbox.{0,20}(?:storage|space)|too much mail stored",
            r"(?:insufficient|not enough) (?:system )?(?:disk |storage )?space|user.{0,20}out of.{0,9}space",
            r"casella (?:di posta )?(?:\S+ ){0,3}piena|spazio (?:\S+ ){0,3}esaurito",
            r"postfach.{0,25}voll|speicherplatz.{0,25}(?:voll|erschöpft)|boîte.{0,25}pleine",
            r"quota dépassé|buz[oó]n.{0,25}lleno|cuota.{0,20}(?:exced|super)",
            r"disk quota|storage (?:limit|quota) (?:exceed|reach)|would exceed mailbox",
        ),
    ),
    (
        "too_big",
        any_of(
            r"(?:message|mail|attachment|data)\b.{0,25}(?:too (?:large|big)|exceed\w{0,12} .{0,25}size)",
            r"line limit|exceed\w{0,12} .{0,25}(?:message|maximum) size|size limit|larger than .{0,25}(?:limit|size)",
            r"message size|too large|troppo grande|supera.{0,25}dimension|zu groß",
            r"trop (?:gros|volumineux)|demasiado grande|excede.{0,25}tamaño",
        ),
    ),
    ("virus", any_of(r"\bvirus|malware|infected|trojan|infetto")),
    (
        "spam",
        any_of(
            r"spam(?!haus|cop)|junk mail|unsolicited|\bu[bc]e\b|bulk (?:e-?)?mail|mass mail",
            r"blacklisted url|content (?:was |has been |filter )?reject|content filter",
        ),
    ),
    (
        "policy",
        any_of(
            r"spamhaus|spamcop|barracuda|\brbl\b|dnsbl|black ?list(?!ed url)|block ?list|blocklisted",
            r"blocked (?:by|using|due|for|because)|(?:ip|address|host|client)\S* (?:\S+ ){0,5}blocked",
            r"reputation|\bspf\b|\bdkim\b|\bdmarc\b|reverse (?:dns|name|lookup|hostname)|\bptr\b",
            r"relay(?:ing)? (?:access )?(?:is )?(?:denied|prohibited|not (?:allowed|permitted))",
            r"not (?:permitted|authori[sz]ed|allowed) to (?:relay|send|post)|unauthenticated",
            r"authentication (?:is )?required|requires? authentication|sender (?:address )?rejected",
            r"sender (?:verify|denied|not)|you are not allowed|access denied|administrative",
            r"prohibit|policy|policies|local polic|bad (?:sender|reputation)|helo|banned",
            r"tls (?:is )?required|starttls|forged|spoof|client host|\brdns\b|rfc ?5?[38]22\b",
            r"turn on smtp auth|unroute?able sender|headers? (?:error|too large)|refused due to",
            r"ip name lookup|\bblocked ip|frequency limited",
        ),
    ),
    (
        "rate",
        any_of(
            r"too many (?:messages|connections|mails|emails|recipients|sessions|concurrent)",
            r"rate[- ]?limit|throttl|unusual rate|too fast|exceed\w{0,12} .{0,30}(?:messages|rate|limit)",
            r"gr[ae]y-?list|receiving mail at a rate",
        ),
    ),
    (
        "suspended",
        any_of(
            r"suspend|(?:account|mailbox|user|recipient|address)\b.{0,30}(?:disabled|inactive|locked)",
            r"deactivated|account (?:has )?(?:been )?(?:closed|expired|frozen)|disabled (?:account|user)",
            r"inactive (?:account|user|mailbox)|casella.{0,25}(?:disabilitata|disattivata|sospesa)",
            r"currently (?:disabled|suspended)|user is (?:disabled|locked)",
        ),
    ),
    (
        "moved",
        any_of(
            r"has moved|address (?:has )?changed|new (?:e-?mail )?address (?:is|of)",
            r"no longer (?:at|with|works|employed|in use)|ha cambiato indirizzo",
        ),
    ),
    (
        "not_accept",
        any_of(
            r"do(?:es)?(?: not|n.?t) accept (?:\S+ ){0,2}(?:mail|e-?mail|message)|null mx",
            r"no mail (?:is )?accepted|not accepting (?:\S+ )?(?:mail|messages)",
            r"malformed or unexpected name server reply|responded with code noerror",
        ),
    ),
    (
        "host_unknown",
        any_of(
            r"host (?:or domain )?(?:name )?(?:is )?(?:unknown|not found|or domain name not found)",
            r"unknown (?:host|domain)|no such (?:host|domain)|nxdomain|name service error",
            r"domain (?:name )?(?:\S+ )?(?:not found|does not exist|is not found|couldn.?t be found)",
            r"dns (?:lookup|error|server|domain|query)|unrouteable (?:mail domain|address)",
            r"all relevant mx records|unresolv|cannot resolve|couldn.?t find any host",
            r"bad destination (?:host|system)|unable to (?:look ?up|find|resolve).{0,30}(?:host|domain|mx)",
            r"dominio (?:\S+ ){0,2}(?:inesistente|sconosciuto|non (?:esiste|trovato))|no mx",
            r"illegal host|invalid domain|lookup fail",
        ),
    ),
    (
        "user_unknown",
        any_of(
            r"(?:user|recipient|addressee|mailbox|account|address|person|alias|utente)"
            r"(?: \S+){0,4} (?:is )?(?:unknown|not found|doesn.?t exist|does not exist|not exist"
            r"|not known|not listed|invalid|could not be found|wasn.?t found|couldn.?t be found"
            r"|is not (?:a )?(?:valid|known|local|active))",
            r"unknown (?:\S+ )?(?:user|recipient|address|mailbox|account|local|alias)",
            r"no such (?:\S+ )?(?:user|recipient|person|mailbox|address|account|id|here|local)",
            r"invalid (?:\S+ ){0,3}(?:recipient|mailbox|address|user|userid)|no mailbox",
            r"not (?:a )?(?:valid|known|our) (?:user|recipient|mailbox|address|customer|account)",
            r"no (?:account|user|recipient|valid recipients?)\b|(?:user|recipient) not exist",
            r"not (?:listed|found) in .{0,40}(?:directory|table|book|list)|does ?n.?o?t have an? ",
            r"mailbox (?:not found|unavailable|does)|no longer on (?:this )?server",
            r"not e-?mail users|possibly incorrect|unbekannte|benutzer .{0,30}nicht",
            r"(?:utente|casella|indirizzo|destinatario)\b.{0,40}(?:sconosciut|inesistent|non (?:esiste|valid|trovat))",
            r"(?:empfänger|adresse|postfach)\b.{0,40}(?:unbekannt|existiert nicht|nicht gefunden)",
            r"(?:utilisateur|destinataire|adresse)\b.{0,40}(?:inconnu|existe pas|introuvable)",
            r"(?:usuario|destinatario|buz[oó]n|direcci[oó]n)\b.{0,40}(?:desconocid|no existe|no encontrad)",
            r"address (?:\S+ )?(?:error|unknown)|misspelled|\bunknown$",
        ),
    ),
    (
        "filtered",
        any_of(
            r"rejected by (?:the )?(?:recipient|user|\S+ filter)|refuses? to accept|filter",
            r"refused by (?:the )?(?:recipient|user)|abgelehnt|rifiutat|refusé|rechazad",
        ),
    ),
    (
        "expired",
        any_of(
            r"expired|(?:been )?in the queue too long|retry time(?:out)?|too long|giv(?:e|en|ing) up",
            r"(?:after|for|over|within) (?:more than )?\d+ (?:days?|hours?|minutes)",
            r"timed? ?out|did not accept our requests to connect|aborted after",
            r"not (?:been )?collected|delivery time|has been deferred|unable to deliver in",
            r"\d+ (?:attempts|giorni|ore|tage|stunden|jours|heures|días|horas)|scadut",
        ),
    ),
    (
        "network",
        any_of(
            r"connection (?:refused|reset|dropped|closed|failed|died|lost)",
            r"no route|unreachable|(?:could|can|did)(?: not|n.?t) connect|not respon",
            r"unable to connect|lost connection|temporarily (?:unavailable|unable)|no answer",
            r"mail ?loop|loop(?:ing)? (?:back|detected)|too many hops|hop count|network",
        ),
    ),
    (
        "system",
        any_of(
            r"system (?:error|problem|full)|internal (?:server )?error|configuration|i/o error",
            r"mailer error|local error|service (?:currently )?unavailable|resources|disk",
        ),
    ),
)

FAILED = any_of(
    r"(?:could|can|will|would) ?(?:not|n.?t) (?:be )?(?:deliver|sent|transmit|reach|process)",
    r"(?:unable|not able|wasn.?t able|failed|failure|error|problem\w{0,12}) (?:\w+ ){0,4}(?:to )?(?:deliver|sen[dt]|reach|transmi)",
    r"undeliver(?:able|ed)|non-?deliver|not (?:been )?(?:successfully )?(?:deliver|sent|reach|processed)",
    r"failure notice|no mailbox|not a valid (?:user|recipient|address)|del[ie]ver\w{0,12} (?:\w+ ){0,6}\(?(?:aborted|failed|failure|error|problem|has failed|attempts? failed)",
    r"fail\w{0,12} (?:to|while|during|in) deliver|(?:permanent|fatal|delivery) (?:\w+ )?errors?\b",
    r"did not (?:reach|receive)|was(?:n.?t| not) (?:delivered|sent|accepted)|returned (?:mail|message|to)",
    r"following (?:address|recipient)\S*(?: \w+){0,3} (?:fail|reject|had|was|were|could)",
    r"was rejected|has been rejected|mail delivery failed|return(?:ing|ed) (?:your )?(?:message|mail)",
    r"(?:unknown|no such|invalid) (?:user|recipient|address|host)|(?:user|recipient|host) unknown",
    r"did not like our|error-for:|bounced|invalid final delivery|encountered delivery problems",
    r"user (?:not|is not|doesn|unknown)|mailbox (?:is )?full|over quota|exceed\w{0,12} (?:\w+ )?quota",
    r"non (?:è stato|e' stato|è|può essere|e) (?:stato )?(?:possibile )?(?:recapita|consegna|invia|accetta)",
    r"impossibile (?:recapitare|consegnare|inviare)|mancat[ao] (?:recapito|consegna)|errore (?:di|nella) consegna",
    r"konnte (?:\S+ ){0,8}nicht (?:\S+ ){0,3}(?:zugestellt|übermittelt|gesendet)|unzustellbar|nicht zugestellt",
    r"n.a (?:pas )?(?:pu|été) (?:pas )?(?:être )?(?:remis|distribu|délivr|livr)|échec de la remise|pas pu être (?:remis|distribu)",
    r"no (?:se )?(?:ha |pudo |puede |ha podido )?(?:sido |ser )?entrega|no se entreg",
    r"не доставлено|не может быть доставлено",
)

DELAYED = any_of(
    r"not yet (?:been )?delivered|delayed mail",
    r"postponed|delayed|still (?:trying|being retried|attempting|in the queue)|this is (?:only )?a warning|warning (?:message )?only",
    r"(?:do|does) not need to resend|will (?:be retried|keep trying|continue|try again|retry)",
    r"(?:attempts?|delivery|tr(?:y|ies)) will (?:continue|be)|no action is required|temporarily deferred",
    r"message will be retried|continue (?:trying|to try|to attempt)",
    r"non è (?:stato )?ancora|in ritardo|ritardo nell|ritardat|verrà (?:ri)?tentat|nuovi tentativi",
    r"noch nicht (?:zugestellt|übermittelt)|verzögert|weiter(?:e|hin)? (?:versuch|zustell)",
    r"pas encore (?:été )?(?:remis|distribu)|retardé|a[uú]n no (?:se )?ha|retrasad|se seguir[áa]",
)

# Sure signs of a delay, even beside words of the final kind.
WARNING = any_of(
    r"warning (?:message )?only|(?:do|does) not need to resend|will be retried",
    r"not yet (?:been )?delivered|only a warning|no action is required",
)

FINAL = any_of(
    r"permanent(?:ly)?\b|given up|giving up|gave up|fatal|will be deleted|not going to try again",
    r"definitiv|endgültig|returned to (?:the )?sender|no (?:further|more) (?:attempts|delivery)",
)

PERMANENT = any_of(
    r"permanent(?:ly)?\b|fatal error|errore permanente|dauerhaft|permanente"
)

# The line at which the returned mail begins.
RETURNED = re.compile(
    r"^[ \t>*]{0,20}[-=+*_ ]{0,40}(?:"
    r"(?:this is|here is|below (?:this line )?is|included is|following is) (?:the |a )?(?:first part of the )?(?:copy|header)"
    r"|begin(?:ning of)? (?:original|returned) message|start of returned message"
    r"|(?:full |original |returned |unsent |unse?nd )(?:message|mail|e-?mail)(?: headers?)?(?: (?:text|body|follows?|below|header))*"
    r"|(?:original |returned )?message (?:headers?|text|body|contents?)(?: follows?)?"
    r"|the (?:header|headers|text|body|first \w+ lines) of the (?:original )?(?:message|mail)"
    r"|your (?:original )?(?:message|mail) (?:reads|follows|is (?:included|as|returned))"
    r"|(?:copy|header)s? of (?:the |your )?(?:original )?(?:message|mail)"
    r"|messaggio originale|ursprüngliche nachricht|message d.origine|mensaje original"
    r"|intestazion[ei] (?:del messaggio|original)|old message|-{3,} ?forwarded message"
    r")[^\n]{0,80}$"
    r"|^(?:return-path: ?<|received: (?:from|by|\(qmail))",
    re.I | re.M,
)
