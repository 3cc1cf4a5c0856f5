"""What mail programs say of a delivery, in the languages they say it in: data."""

from __future__ import annotations

import re

from agent.forms.wording import any_of

# How programs title their notices; a person seldom does.
SUBJECT = any_of(
    r"^\W*(?:undeliver(?:ed|able)|your (?:message|mail|e-?mail) (?:was not|could not|cannot|has not)|(?:permanent|temporary) delivery (?:failure|problem)|there was an error sending|non[- ]?deliver|not delivered|failure notice"
    r"|(?:mail|message|e-?mail)? ?(?:delivery|transport|system) ?(?:status|failure|failed|error"
    r"|notification|problem|delayed|report|warning)|(?:mail|message) (?:could|can)(?: not|n.t) be delivered|returned mail|mail delivery (?:failed|failure|system)"
    r"|delivery (?:status )?notification|delivery failure|warning: (?:message|could not)"
    r"|message (?:status|delivery|you sent|undeliver|delay|could not)|delayed mail|mail failure"
    r"|error sending|unable to deliver|bounce\w* (?:mail|message|notice)|couldn.?t deliver"
    r"|mail not delivered|sorry, (?:your|the) (?:message|mail) could not|postmaster\W{1,3}(?:e-?mail )?delivery"
    r"|mancat[ao] (?:recapito|consegna)|messaggio non (?:recapitat|consegnat|inviat)"
    r"|impossibile (?:recapitare|consegnare)|notifica (?:dello )?stato (?:del )?(?:recapito|consegna)"
    r"|errore (?:di|nella) consegna|non recapitabile"
    r"|unzustellbar|nicht zugestellt|unzustellbarkeit|zustellung (?:fehlgeschlagen|verzögert)|zustellungsfehler"
    r"|non remis|non distribuable|échec (?:de la )?(?:remise|distribution)|message non (?:distribué|délivré)|remise retardée"
    r"|no se (?:puede|pudo|ha podido) entregar|no entregado|mensaje no entregado|correo devuelto|no entregable"
    r"|não (?:é possível|foi possível) entregar|não entregue|falha (?:na|de) entrega"
    r"|onbestelbaar|niet (?:afgeleverd|bezorgd)|niet te bezorgen"
    r"|nie (?:można )?dostarczon\w|niedostarcz|nie można dostarczyć|zwrot wiadomości"
    r"|olevererbar|kan (?:inte|ikke) levereras?|kunne ikke levere|nedoručiteln|teslim edileme|недоставлен|не доставлено"
    r"|.{0,20}(?:配信|送信|配達|送達|送付)(?:でき|され|不能|不可|エラー)|.{0,12}エラーメール"
    r"|.{0,12}(?:退信|无法送达|無法傳送|未传递|投递失败)|.{0,12}(?:배달되지|배달할 수))",
)

FAILED = any_of(
    r"(?:could|can|will|would) ?(?:not|n.?t) (?:be )?(?:deliver|sent|transmit|reach|process)",
    r"(?:unable|not able|wasn.?t able|failed|failure|error|problem\w{0,12}) (?:\w+ ){0,4}(?:to )?(?:deliver|sen[dt]|reach|transmi)",
    r"undeliver(?:able|ed)|non-?deliver|not (?:been )?(?:successfully )?(?:deliver|sent|reach|processed)",
    r"failure notice|no mailbox|not a valid (?:user|recipient|address)|del[ie]ver\w{0,12} (?:\w+ ){0,6}\(?(?:aborted|failed|failure|error|problem|has failed|attempts? failed)",
    r"fail\w{0,12} (?:to|while|during|in) deliver|(?:permanent|fatal|delivery) (?:\w+ )?errors?\b",
    r"did not (?:reach|receive)|non ha(?:nno)? raggiunto|impossibile raggiungere|nicht erreicht|konnten? nicht|impossible de joindre"
    r"|n.a pas atteint|no se pudo (?:alcanzar|contactar)|no ha llegado|não chegou|niet bereikt|nie dotarła",
    r"was(?:n.?t| not) (?:delivered|sent|accepted)|returned (?:mail|message|to)",
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
    r"não (?:foi|pôde|pode) (?:\S+ ){0,3}(?:entreg|envia)|não foi possível entregar|falha (?:na|de|ao) entreg",
    r"(?:kon|kan|is) (?:\S+ ){0,6}niet (?:\S+ ){0,3}(?:bezorgd|afgeleverd|verzonden)|onbestelbaar",
    r"nie (?:mo[żz]na|zosta[łl]\w?|uda[łl]o) (?:\S+ ){0,4}(?:dostarcz|wys[łl]a)|niedostarcz",
    r"не доставлен|не может быть доставлен|не удалось доставить|недоставлен",
    r"(?:配信|送信|配達|送達|お届け)(?:することが)?でき(?:ません|なか)|(?:配信|送信)(?:不能|エラー)|退信|无法送达|未能送达",
    # An SMTP conversation that ends in a refusal.
    r"rcpt to: ?<[^<>\n]{3,254}>[^\n]{0,80}\n[^\n]{0,20}\b5\d\d[ -]",
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
    r"ainda não (?:foi|pôde)|(?:entrega|mensagem) (?:\S+ )?(?:adiada|atrasada)|nog niet (?:bezorgd|afgeleverd)|vertraagd",
    r"jeszcze nie|opóźni|ещё не|задерж|遅延|遅れて|再送を(?:試|続)",
)

# Sure signs of a delay, even beside words of the final kind.
WARNING = any_of(
    r"warning (?:message )?only|(?:do|does) not need to resend|will be retried",
    r"not yet (?:been )?delivered|only a warning|no action is required",
)

FINAL = any_of(
    r"permanent(?:ly)?\b|given up|giving up|gave up|fatal|will be deleted|not going to try again",
    r"definitiv|endgültig|returned to (?:the )?sender|no (?:further|more) (?:attempts|delivery)|(?:will not|won.t) be retried|will not (?:try|attempt)",
    r"could not be delivered (?:for|within|after|in) (?:the )?(?:last |past )?\d+|nessun altro tentativo|non verr\w+ (?:effettuat|tentat)|keine weiteren|aucune autre tentative",
)

PERMANENT = any_of(
    r"permanent(?:ly)?\b|fatal error|errore permanente|dauerhaft|permanente"
)

TEMPORARY = any_of(
    r"temporar|try (?:again )?later|transient|temporane|vorübergehend|temporaire|temporal\b"
)

# The line at which the returned mail begins, behind a newline: what begins with one
# letter is quickly found. Of a text in lower case.
RETURNED = re.compile(
    r"\n(?:[ \t>*]{0,20}+[-=+*_ ]{0,40}(?:"
    r"(?:this is|here is|below (?:this line )?is|included is|following is) (?:the |a )?(?:first part of the )?(?:copy|header)"
    r"|begin(?:ning of)? (?:original|returned) message|start of returned message"
    r"|(?:full |original |returned |unsent |unse?nd )(?:message|mail|e-?mail)(?: headers?)?(?: (?:text|body|follows?|below|header))*"
    r"|(?:original |returned )?message (?:headers?|text|body|contents?)(?: follows?)?"
    r"|the (?:header|headers|text|body|first \w+ lines) of the (?:original )?(?:message|mail)"
    r"|your (?:original )?(?:message|mail) (?:reads|follows|is (?:included|as|returned))"
    r"|(?:copy|header)s? of (?:the |your )?(?:original )?(?:message|mail)"
    r"|messaggio originale|ursprüngliche nachricht|message d.origine|mensaje original"
    r"|intestazion[ei] (?:del messaggio|original)|old message|-{3,} ?forwarded message"
    r"|mensagem original|oorspronkelijk(?:e)? bericht|oryginalna wiadomo|元のメッセージ"
    r")[^\n]{0,80}$"
    r"|(?:return-path: ?<|received: (?:from|by|\(qmail)|message-id: ?<)"
    r"|(?:from|to|subject|date): [^\n]*\n(?:(?:from|to|cc|reply-to|subject|date): [^\n]*\n){0,5}"
    r"(?:message-id|mime-version|content-type): )",
    re.M,
)
