"""Data: the words by which a kind of notice is known, in five languages.

Patterns over plain lower-case text without accents. Add to them; nothing else
knows a language.
"""

from __future__ import annotations

import re

from agent.forms.wording import Wording, any_of
from agent.model.notice import NoticeKind

# That money came in for us: done, and said so.
MONEY_IN = (
    r"\b(?:e|sono) stat[oaie] (?:gia )?(?:accreditat|ricevut|incassat|versat)",
    r"\baccreditat[oaie]\b|\b(?:hai|ha|abbiamo|avete) (?:appena )?(?:ricevuto|incassato)\b",
    r"\b(?:ti|le|vi|gli) ha (?:appena )?(?:inviato|mandato|pagato|versato|trasferito|bonificato|accreditato|girato)",
    r"\b(?:ti|le|vi) ha (?:appena )?(?:fatto|effettuato|disposto) un (?:bonifico|pagamento|versamento)",
    r"\b(?:e|sono) (?:appena )?(?:arrivat|entrat|pervenut)[oaie]\b",
    r"\bavviso di (?:accredito|incasso)|\b(?:accredito|accrediti|bonifico|pagamento|incasso|denaro|versamento|somma|importo) (?:sepa |istantaneo )?(?:ricevut|incassat|pervenut)",
    r"\bnuov[oa] (?:accredito|incasso|entrata|pagamento ricevuto)|\baccredito (?:in|sul|su) (?:conto|c/c)|\baccredito bonifico\b",
    r"\b(?:bonifico|movimento|pagamento|accredito) (?:sepa |istantaneo )?in entrata|\b(?:bonifico|pagamento|accredito|operazione)[^.!?]{0,40} a (?:tuo|suo|vostro) favore",
    r"\bha (?:appena )?(?:pagato|saldato) (?:la tua|la sua|la vostra|il tuo|online)|\bpagamento (?:completato|confermato|riuscito)\b|\bsi conferma l'?accredito",
    r"\baccredito di (?:€|eur|\d)",
    r"\byou(?:'ve| have|'re| were)?(?: just)? (?:received|been (?:paid|sent)|got (?:paid|money|a payment)|paid by)",
    r"\b(?:sent|paid|transferred|wired)(?: to)? you\b|\bhas (?:sent|paid|transferred)(?: to)? you\b",
    r"\b(?:payment|transfer|credit|deposit|funds|money|wire|remittance)s?(?: of [^.!?]{1,30}?)? (?:(?:has|have|was|were) (?:been )?(?:successfully )?)?(?:received|credited|deposited|arrived|settled|posted|paid in)\b",
    r"\b(?:has|have|was|were) (?:been )?(?:successfully )?(?:credited|deposited|paid into|received)\b|\bcredit(?:ed)? to your account\b",
    r"\breceived a (?:new )?(?:payment|transfer|deposit|credit)|\bnew (?:payment|deposit|sale|transfer) (?:received|from)|\bincoming (?:payment|transfer|credit|funds|sepa)",
    r"\bpayment of (?:[€£$]|[a-z]{3} ?|\d)[^!?]{1,30}? from\b|\bcompleted a payment\b|\b(?:customer|client) (?:has )?paid\b|\bmoney(?: has come| came)? in\b|\bcredit (?:advice|notification|alert)\b",
    r"\b(?:has|have) arrived\b|\bwe(?:'ve| have) (?:received|credited)\b|\bpaid your (?:invoice|bill|payment link)|\bsuccessful payment\b|\byou made a sale\b",
    r"(?:gutschrift|zahlungs?eingang|geldeingang|uberweisungseingang|gutgeschrieben)",
    r"\b(?:haben|hast|wir)\b[^.!?]{0,80}\b(?:erhalten|bekommen|empfangen)\b|\b(?:ist|sind|wurden?)\b[^.!?]{0,80}\b(?:eingegangen|angekommen|eingetroffen|eingezahlt)\b",
    r"\bhat (?:ihnen|dir|euch)\b[^.!?]{0,80}\b(?:gesendet|uberwiesen|gezahlt|bezahlt|geschickt|transferiert)\b|\beingegangene (?:zahlung|uberweisung|gutschrift)|\bzahlung (?:erhalten|eingegangen)|\bgeld erhalten\b",
    r"\bhat (?:ihre|deine) rechnung[^.!?]{0,60} bezahlt\b",
    r"\b(?:vous avez|avons|avez)(?: bien)? recu\b|\b(?:virement|paiement|versement|reglement)s? (?:sepa |instantane )?(?:recu|encaisse|credite|entrant)",
    r"\b(?:vous|t') ?a (?:envoye|verse|paye|vire|transfere|regle|effectue un (?:virement|paiement))",
    r"\ba (?:bien )?ete (?:credite|recu|encaisse|verse)|\b(?:est|sont) (?:bien )?(?:arrive|parvenu)|\bau credit de votre compte|\bcredite(?:e|s)? (?:sur|de|d'un)|\bavis de credit\b|\bnouvel encaissement\b|\ben votre faveur\b|\ba regle (?:votre|sa) facture",
    r"\b(?:has|ha|hemos|habeis|han) (?:recibido|cobrado)\b|\b(?:te|le|os|les) ha (?:enviado|pagado|transferido|ingresado|hecho (?:un|una)|realizado (?:un|una))",
    r"\b(?:transferencia|pago|ingreso|bizum|abono|dinero|cobro) (?:inmediat[oa] |sepa )?(?:recibid|abonad|entrante|a (?:tu|su) favor)|\b(?:hemos|ha sido|se ha|fue) (?:abonado|ingresado|acreditado)|\babonad[oa]s? en (?:tu|su|cuenta)|\bha (?:llegado|entrado)\b|\bnuevo (?:ingreso|abono|cobro|pago recibido)|\baviso de (?:abono|ingreso)|\ba pagado (?:tu|su) factura",
    r"\babono en (?:tu |su |la )?cuenta\b|\bingreso en (?:tu |su |la )?cuenta\b",
)

# That it is something else. The first that is said counts.
_KINDS: tuple[tuple[NoticeKind, tuple[str, ...]], ...] = (
    (
        "phishing",
        (
            r"\b(?:conferm|verific|aggiorn|inserisc|convalid)\w*[^.!?]{0,25} (?:dati|identita|credenziali|coordinate|password|carta|informazioni|pin)\b",
            r"\b(?:confirm|verify|update|validate|provide|enter) (?:your|the) (?:\w+ )?(?:identity|details|account|credentials|password|card|information|data|bank)\b|\bto (?:release|unlock|claim|accept) (?:them|it|the|your|this)\b",
            r"\b(?:bestatigen|aktualisieren|verifizieren|uberprufen|geben)\b[^.!?]{0,30}\b(?:\w*daten|identitat|angaben|konto|pin|tan)\b|\b(?:\w*daten|identitat|angaben)\b[^.!?]{0,20}\b(?:bestatigen|verifizieren|aktualisieren)\b",
            r"\b(?:confirm|verifi|valid|actualis|renseign)\w*[^.!?]{0,20} (?:coordonnees|identite|donnees|identifiants|informations|mot de passe|carte)\b",
            r"\b(?:confirm|verifi|actuali|valid|introdu)\w*[^.!?]{0,20} (?:datos|identidad|credenciales|contrasena|tarjeta|clave)\b",
            r"\b(?:sblocc|riscuot)\w* (?:la somma|il pagamento|l'importo|i fondi|il denaro)|\bper (?:accreditare|incassare|riscattare|accettare) (?:la somma|l'importo|il denaro|il pagamento)|\bdebloquer\b|\bdesbloquear\b|\b(?:freizugeben|freischalten|freigeben)\b",
        ),
    ),
    (
        "request",
        (
            r"\bti chiede\b|\brichiest[ae] di (?:denaro|pagamento)|\b(?:ha|hai) (?:richiesto|chiesto) (?:€|eur|\d|un pagamento)|\bpaga (?:ora|adesso|subito)\b|\bti ha inviato una (?:fattura|richiesta)|\bda pagare entro\b|\brichiede un pagamento\b",
            r"\b(?:money|payment) requests?\b|\brequest(?:s|ed|ing)? (?:money|a payment|payment|[€£$]|\d|[a-z]{3} \d|you)|\basks? you\b|\basking you\b|\bpay now\b|\bsent you an? (?:invoice|request|bill)\b|\brequest for (?:money|payment)\b|\bhas requested\b",
            r"zahlungsanforderung|geldanforderung|zahlungsaufforderung|\bfordert\b|\bbittet (?:sie|dich)\b|\bjetzt (?:be)?zahlen\b|\bzahlungsanfrage|\bmochte (?:geld )?von (?:ihnen|dir)",
            r"\bdemandes? (?:de paiement|d'argent)|\b(?:vous|te) demande\b|\bpayer maintenant\b|\bsollicite un paiement\b|\bdemande [^.!?]{0,20}€",
            r"\bsolicitud (?:de )?(?:pago|dinero|cobro)|\b(?:te|le) (?:pide|solicita)\b|\bha solicitado\b|\bpagar ahora\b|\bte ha enviado una (?:factura|solicitud)|\bsolicita (?:€|\d|un pago)",
        ),
    ),
    (
        "failed",
        (
            r"\bnon (?:e|sono) (?:stat[oaie] )?(?:andat[oaie] a buon fine|riuscit|complet|esegui|accredita)|\bnon riuscit|\bnon andat[oa] a buon fine|\brifiutat|\brespint|\binsolut|\bfallit[oaie]\b|\bfondi insufficienti|\bnon e (?:stato )?possibile (?:completare|eseguire|accreditare|elaborare)|\bmancata esecuzione|\bscartat",
            r"\b(?:could|can) ?not be (?:completed|processed|credited|executed)|\bcouldn't be\b|\bfail(?:ed|ure)?\b|\bdeclined\b|\breject(?:ed|ion)\b|\b(?:was|were|has|is) not (?:been )?(?:completed|successful|processed)|\bunsuccessful\b|\binsufficient funds|\breturned unpaid|\bbounced\b|\bunpaid\b",
            r"fehlgeschlagen|mangels deckung|zuruckgegeben|zuruckgewiesen|abgelehnt|nicht (?:ausgefuhrt|eingelost|durchgefuhrt|erfolgreich)|rucklastschrift|gescheitert|zuruckgewiesen",
            r"\brejet|\brefuse|\bechou|\bechec|\bn'a (?:pas )?(?:pu|abouti)|\bimpaye|\bprovision insuffisante|\bnon abouti",
            r"\brechazad|\bfallid|\bno se ha podido|\bno ha podido|\bdevuelt|\bdevolucion|\bimpagad|\bsaldo insuficiente|\bno (?:se )?(?:ha )?completad|\bdenegad",
        ),
    ),
    (
        "reversal",
        (
            r"\bstornat|\bstorno\b|\bcontestat|\bcontestazione (?:aperta|ricevuta|su)|\bha (?:aperto una )?contest|\bannullat[oa]\b|\brevocat|\brichiamat[oa]\b|\brecall\b|\bsospes[oa]\b|\bcontroversia\b|\bstato revocato",
            r"\bcharge-?back|\bdisputed?\b|\brevers(?:ed|al)\b|\bcancell?ed\b|\bclawed back|\brecalled\b|\bcase (?:was )?opened|\bon hold\b|\btaken back\b",
            r"ruckbuchung|storniert|stornierung|ruckgangig|\bruckruf|kauferschutz|\bkonflikt\b|zuruckgebucht|widerrufen",
            r"\blitige|\bannule|\bcontre-?pass|\bextourn|\brappel de virement|\bconteste",
            r"\bretroce|\banulad|\bdisputa|\breclamacion abierta|\bcontracargo|\brevertid|\bextorno",
        ),
    ),
    (
        "refund",
        (
            r"\brimborsat|\brimborso\b",
            r"\brefund(?:ed|s|ing)?\b",
            r"erstattet|erstattung",
            r"\brembours",
            r"\breembols",
        ),
    ),
    (
        "payout",
        (
            r"\b(?:trasferi\w+|versa\w+|accredit\w+)[^.!?]{0,40}(?:del |il |i |dei )?(?:tuo saldo|tuoi incassi|tuoi ricavi|suoi incassi|vostri incassi)|\bverso il (?:tuo|suo) conto bancario|\btrasferimento (?:del saldo|verso il tuo conto|sul tuo conto bancario)|\bprelievo\b|\bpagamento degli incassi",
            r"\bpayouts?\b|\bwithdraw(?:al|n|ing)?\b|\b(?:your|the) (?:balance|earnings|sales|funds)[^.!?]{0,40} to your bank|\b(?:sent|sending|transferr(?:ed|ing)|on (?:its|the) way|initiated)[^.!?]{0,60}\bto your (?:own )?bank\b|\bsettlement of your sales",
            r"auszahlung|\bzahlen\b[^.!?]{0,60}\baus\b|ausgezahlt|\babhebung",
            r"\bversons\b|\bvers votre (?:banque|compte)|\breversement|\bretrait\b|\bvirement de (?:votre solde|vos ventes)|\bvotre solde [^.!?]{0,30}vire",
            r"\bretirada\b|\bretiro\b|\ba tu (?:cuenta bancaria|banco)\b|\babono de tus (?:ventas|cobros)|\bliquidacion de (?:tus|sus) (?:ventas|cobros)|\benviamos[^.!?]{0,30}a (?:tu|su) (?:cuenta|banco)|\b(?:hemos|estamos) (?:enviado|enviando|transferido|transfiriendo)[^.!?]{0,60} a (?:tu|su) cuenta",
        ),
    ),
    (
        "outgoing",
        (
            r"\b(?:hai|ha|avete) (?:appena )?(?:inviato|pagato|disposto|trasferito|mandato|versato|bonificato)(?! un (?:bonifico|pagamento)[^.!?]{0,20}(?:a (?:tuo|suo|vostro) favore))(?=[^.!?]{0,60}\b(?:a|ad|al|alla|verso|a favore di)\b)(?<!ti ha inviato)(?<!le ha inviato)|\b(?:e stato|sono stati) addebitat|\baddebito (?:diretto|sul|su|in|di|sdd)|\bbonifico (?:inviato|eseguito|disposto|in uscita)|\b(?:il )?(?:tuo|suo|vostro) (?:bonifico|pagamento) (?:di|a|verso|e stato (?:eseguito|inviato))|\bin uscita\b|\bpagamento inviato\b|\bhai (?:pagato|speso)\b",
            r"\byou(?:'ve| have)?(?: just)? (?:sent|paid|transferred|made a payment|spent)\b(?! by)|\byour (?:payment|transfer|purchase) (?:of [^.!?]{1,30} )?(?:to|at|is on its way|was sent|has been sent)|\b(?:has|have|was|were) (?:been )?debited|\bdirect debit\b|\boutgoing\b|\bpayment sent\b|\btransfer sent\b|\breceipt for your payment\b",
            r"\b(?:haben|hast)\b[^.!?]{0,80}\b(?:gesendet|uberwiesen|gezahlt|geschickt|uberweisung[^.!?]{0,20}beauftragt)\b|\b(?:ihre|deine) (?:uberweisung|zahlung|echtzeituberweisung)\b[^.!?]{0,60}\b(?:ausgefuhrt|gesendet|an)\b|\blastschrift\b|abbuchung|\bbelastet\b|\bbelastung\b|ausgehende|uberweisung ausgefuhrt",
            r"\bvous avez (?:envoye|paye|vire|transfere|effectue)|\bvirement (?:emis|envoye|sortant)|\bvotre (?:virement|paiement) (?:de [^.!?]{1,30} )?(?:a|vers|au profit)\b|\ba ete debite|\bprelevement|\bau debit de\b",
            r"\b(?:has|ha|habeis) (?:enviado|pagado|transferido|realizado|hecho)\b(?<!te ha enviado)(?<!le ha enviado)(?=[^.!?]{0,60}\b(?:a|al|para|por importe)\b)(?<!te ha pagado)(?<!le ha pagado)(?<!te ha transferido)(?<!te ha realizado)(?<!te ha hecho)|\b(?:transferencia|pago) (?:emitid|enviad|realizad|ordenad)[oa]?\b(?! por)|\b(?:tu|su) (?:transferencia|pago)[^.!?]{0,40} a\b|\bcargo en\b|\bhemos cargado|\badeudo|\bdomiciliacion",
        ),
    ),
    (
        "pending",
        (
            r"\b(?:sara|verra|saranno|verranno) (?:\w+ )?(?:accreditat|disponibil|versat|eseguit)|\bin arrivo\b|\bin attesa\b|\bin corso\b|\bin elaborazione\b|\bin lavorazione\b|\bdopo le verifiche\b|\bprossimi giorni\b|\bprevist[oa] (?:per|il|entro)\b|\bnon (?:e )?ancora\b|\bprenotat[oa]\b|\bprogrammat[oa]\b",
            r"\bwill (?:be|arrive|reach|show)\b[^.!?]{0,40}(?:credited|deposited|available|soon|by|on|within|your account|paid|processed)|\bpending\b|\bon (?:its|the) way\b|\bprocessing (?:this|the|your|it)\b|\bis processing\b|\bscheduled\b|\bnot yet\b|\bexpected\b|\bestimated (?:arrival|delivery)|\bshould arrive\b|\bawaiting\b|\bin progress\b|\bbeing (?:processed|reviewed)\b|\bunder review\b",
            r"\bwird\b[^.!?]{0,80}(?:gutgeschrieben|verbucht|eingehen|ausgefuhrt|gebucht)|vorgemerkt|ausstehend|angekundigt|\berwartet|\bunterwegs\b|in kurze|in bearbeitung|noch nicht|voraussichtlich|in den nachsten tagen",
            r"\ben attente\b|\bsera (?:\w+ )?(?:credite|verse|disponible)|\ba venir\b|\ben cours\b|\bprochain|\bpas encore\b|\bprevu|\barrivera\b|\ben route\b|\bsous (?:\d+|quelques) jours",
            r"\bpendiente|\b(?:sera|se) (?:abonad|abonara|ingresad|acreditad)|\ben curso\b|\ben camino\b|\bprevist[oa]\b|\bproximo|\ben proceso\b|\btodavia no\b|\baun no\b|\bllegara\b|\bprogramad[oa]\b",
        ),
    ),
    (
        "statement",
        (
            r"\bestratto conto\b|\brendiconto\b|\bdocumento (?:disponibile|online)|\briepilogo (?:mensile|settimanale|movimenti|annuale)|\bresoconto\b",
            r"\bstatements?\b(?! descriptor)|\b(?:monthly|weekly|daily|annual) (?:summary|report|activity)",
            r"kontoauszug|auszug|monatsubersicht|rechnungsabschluss",
            r"\breleves? (?:de compte|mensuel|bancaire|d'identite)|\bvotre releve\b|\brecapitulatif (?:mensuel|hebdomadaire)",
            r"\bextractos?\b|\bresumen (?:mensual|semanal)",
        ),
    ),
    (
        "newsletter",
        (
            r"\bscopri\b|\bannulla l'iscrizione|\bdisiscri|\bnewsletter\b|\bofferta\b|\bpromozion|\bgratis\b|\bnon vuoi piu ricevere|\bcashback\b|\bbonus\b|\bvinci\b|\bconcorso\b|\bsenza costi\b|\bporta un amico",
            r"\bunsubscribe\b|\bdiscover\b|\bnewsletter\b|\bspecial offer|\bpromotion|\brefer a friend|\bwebinar\b|\bintroducing\b|\blearn how\b|\bfee-free\b",
            r"abmelden|abbestellen|newsletter|\bangebot\b|\bentdecken\b|\baktion\b|gewinnspiel|kostenlos",
            r"\bdesinscri|\bdesabonn|\bdecouvrez\b|\boffre\b|\bpromotion|\blettre d'information|\bgratuit",
            r"\bdarse de baja|\bdarte de baja|\bdescubre\b|\bdescubra\b|\boferta\b|\bpromocion|\bsorteo\b|\bgratis\b|\bboletin\b",
        ),
    ),
)

IS_MONEY_IN = any_of(*MONEY_IN)
OTHER_KINDS: tuple[tuple[NoticeKind, Wording], ...] = tuple(
    (kind, any_of(*phrases)) for kind, phrases in _KINDS
)

# What is said only in case: neither an event nor its contrary.
IN_CASE = re.compile(
    r"^(?:[^\w\"]*)(?:se |if |wenn |falls |sollten? |qualora |in caso |nel caso |when(?:ever)? |in case "
    r"|si (?:vous|tu|usted|no|has|ha|il|n'|c'|le|la|el|ce|desea|necesita|quiere|tiene|cette|votre)\b"
    r"|quando |quand |lorsque |cuando |en cas |en caso |im falle? |bei fragen|should you"
    r"|ricorda\b|attenzione\b|remember\b|per (?:motivi di )?sicurezza\b|diffida\b|beware\b)"
    r"|,? (?:se non (?:hai|riconosci|sei)|if you (?:did|do|don't|have|are|no)|if this)\b"
    r"|\?\W*$"
)
NEVER = re.compile(
    r"\b(?:mai|never|nie|niemals|jamais|nunca|non ti chied\w+|non vi chied\w+)\b"
)
EACH = re.compile(
    r"\b(?:fino a|up to|bis zu|jusqu'a|hasta|ogni|ciascun\w*|each|every|any|jede\w*|chaque|cada)"
    r"\b[^.!?]{0,25}$"
)
# Words before a sum that tell what it is.
BEFORE_FEE = re.compile(
    r"\b(?:commission\w*|tariff\w*|spes[ae]|cost[oi]|fees?|charges?|gebuhr\w*|entgelt|kosten|frais|comision\w*|gastos|deduct\w*|trattenut\w*)\b[^.!?;]{0,25}$"
)
AFTER_FEE = re.compile(
    r"^ ?(?:di |of |de |an )?(?:commission|fee|spese|gebuhr|frais|comision)"
)
BEFORE_BALANCE = re.compile(
    r"(?:\b(?:saldo|balance|solde|giacenza|disponibilita|disponibile|available|guthaben)\b|kontostand)[^.!?;]{0,40}$"
)
BEFORE_NET = re.compile(r"\b(?:nett[oae]|net|al netto|liquid[oa])\b[^.!?;]{0,25}$")
BEFORE_LIMIT = re.compile(
    r"\b(?:fino a|up to|bis zu|jusqu'a|hasta|massimo|maximum|limite|plafond)\W*$"
)
