"""What words mean, whatever the language: one line a concept; data.

Written without capitals and accents; "pag*" stands for all words that begin so.
"""

from __future__ import annotations

from functools import lru_cache

_CONCEPTS = """
pay: pagare pago paga pagh* paghiamo pay pays paying zahlen zahle zahlt zahl bezahlen bezahle payer paie payons paye paiement* pagar pagamos pague pagu* regler regle reglons abonar abonamos saldare saldo saldiamo salda versare verso versiamo settle clear begleichen ausgleichen liquidare liquidiamo liquidar solder pagamento pagamenti payment payments zahlung zahlungen reglement reglements pagos remit remittance chiudere estinguere
paid: pagat* saldat* versat* liquidat* bonificat* paid settled cleared remitted wired transferred bezahlt gezahlt uberwiesen beglichen ausgeglichen angewiesen abgebucht payee payes payees reglee regles reglees solde soldee vire virement pagad* abonad* liquidad* transferid* ingresad* quietanzat* estint* discharged eingelost debite debitee addebitat* charged pague ingrese transferi compensat* regolat*
willpay: paghero pagheremo salderemo saldero verseremo versero provvedero provvederemo bonificheremo sistemo sistemero paierai paierons reglerai reglerons virerai pagare pagaremos abonare abonaremos ingresare uberweise provvedo provvediamo accrediteremo disporremo
transfer: bonific* transfer transfers wire bacs uberweis* virement virements vire transferenc* transfier* accredit* ingreso ingres* lastschrift prelevement bizum paypal satispay sepa rid addebito debit direct versamento bollettino abbuchung gutgeschrieben
cash: contant* cash bar especes efectivo metalico assegn* cheque cheques check scheck talon chequera brevi mano mani quittung ricevuta receipt recibo
bank: banc* bank banks banque banques banco bancari* bancaire* entidad istituto filiale sparkasse homebanking hausbank
account: iban cont* conto conti account accounts konto kontos bankverbindung kontodaten rib compte comptes cuenta cuentas coordinate coordonnees coordinates beneficiary sort
invoice: fattur* invoice invoices inv bill bills rechnung* facture factures factura facturas parcell* ft rg fact document* pratica posizione partita voce item items
amount: import* amount sum somma cifra betrag* summe montant montants somme importe importes total totale balance quanto dovuto residuo figures xamountx euro euros eur quid pounds pound sterling gesamtsumme
money: sold* money denar* geld argent sous dinero fond* funds cash euro penny pot kasse caisse caja
reminder: sollecit* reminder reminders mahnung* erinnerung* erinnern relance* rappel recordatori* promemoria nudge chasing chase avviso hinweis segnalazione heads avisar recordar*
due: scad* due fallig* echeance* venc* termin* overdue offen offene offenen outstanding pendiente pendientes aperto aperte open owe owed owing dovut* schuld* deuda debito debt dette forderung creance creanza credito impay* liability
receive: ricev* arriv* pervenut* receiv* got get erhalt* bekomm* angekommen recu recue recevr* recib* lleg* reach* came come landed eingegangen parvenu entrato
send: mand* invi* spedi* send* sent resend forward schick* send* mail* uberm* envoy* renvoy* envi* reenv* adress* remit* rimand* trasmet* transmet* allega* fornir* provide share ping shoot pass* email fwd reinvi* rispedi* reinviar*
copy: copi* copy kopie* duplicat* duplikat zweitschrift pdf xml ejemplar exemplaire estratto extract riepilogo statement aufstellung kontoauszug releve relacion listado list elenco dettaglio breakdown detail* desglose duplicado
find: trov* find found locate finde gefunden retrouv* encuentr* vist* see seen vu visto spam archivio
already: gia already schon bereits deja ya longtime langst tempo previously weeks ago fa atras hace depuis
past: ieri yesterday gestern hier ayer scors* last passat* letzte* dernier* pasad* ago fa prima altro vorgestern anteayer settimana stamattina
tomorrow: doman* tomorrow morgen demain manana dopodomani ubermorgen stasera tonight tonite abend soir noche
today: oggi today heute aujourd hui hoy now adesso ora jetzt instant ahora just odierna appena subito immediately sofort gleich gerade giornata
weekday: lunedi martedi mercoledi giovedi venerdi sabato domenica monday tuesday wednesday thursday friday saturday sunday weekend montag dienstag mittwoch donnerstag freitag samstag wochenende lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miercoles jueves viernes domingo
month: mes* month months monat* mois monats* gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre january february march april june july august september october november december januar februar marz juni juli oktober dezember janvier fevrier mars avril juin juillet aout septembre octobre decembre enero febrero abril junio julio septiembre octubre noviembre diciembre natale christmas navidad noel weihnachten spring primavera printemps
week: settiman* week weeks woche* semaine* semana* kw
day: giorn* day days tag tage tagen jour jours dia dias xdayx gg mattina morning
next: prossim* next entrante kommende* nachste* prochain* proxim* viene coming following venturo pv pro
end: fine end ende fin finales
by: entro by bis spatestens avant antes within innerhalb binnen sous plazo non oltre latest later limite
soon: presto soon bald bientot pronto brev* shortly kurze prima asap meilleurs delais course premura possible calma
when: quando appena when once wenn sobald nachdem quand des lorsque cuando cuanto upon fois dopo after nach apres tras finche tant until till hasta
if: se if wenn falls si qualora purche patto condizion* provided providing condition* unless vorausgesetzt sofern siempre otherwise altrimenti sonst dipende depends hinges subordinat* supeditado conditional vincolat* suspendu subject abhang* hangt
only: solo only erst nur seulement solamente soltanto before prima primero bevor abord vorher
not: non not no nicht kein* ne pas don didn doesn isn haven hasn wasn aren won can cannot nn nun niente nessun* senza without ohne sans sin cant dont isnt didnt nie
never: mai never nie jamais nunca niemals jamas
nothing: null* niente nothing nichts rien nada manco
nomore: piu plus mehr mas longer anymore more further ulterior* weitere* altre altri stop
what: cosa che what was quoi que which quale quali welche* quelle quel cual wofur warum why perche pourquoi porque come how wie comment como when wann quando cuando chi who wer qui quien sta
howmuch: quanto much wieviel hoch combien cuanto total
can: posso puo possiamo potete potrei potreste possibile riesc* riuscit* can could may konnen konnten kann konnte pouvez pourriez peux peut pouvons puedo puede pueden podria podriamos possible moglich posible geht si would ware serait seria
want: vorrei vorremmo want wish would mochte* wurde* voudr* aimerais querria quisiera gustaria chied* request* bitten bitte* demand* solicit* sollicit* pido propon* propos* vorschlag
need: serv* occorr* need* necessit* brauch* benotig* besoin faut falta necesit* precis* bisogna devo dobbiamo mussen must manca mancan* missing fehlt manqu* require*
please: per favore please bitte svp merci gentilmente cortes* kindly favor pls veuillez prego
thanks: grazi* thank* danke dank merci gracias ringrazi* cheers ta
sorry: scus* sorry entschuldig* leid desole* navre* disculp* perdon* apolog* pardon excus*
forgot: dimentic* sfuggit* forgot* slipped vergess* untergegangen liegen oubli* olvid* paso
late: ritard* delay* late verspatung verzug retard* tardanza behind
time: tempo time zeit aufschub frist temps delai* tiempo dilazion* dilat* proroga proroghe respiro extension verlangerung aplaz* prorroga moratoria longer posticip* spostare postpone* move decaler reporter stundung
instalment: rat* rate instal* raten ratenzahlung tranche* mensil* monthly mensualit* plazos cuotas volte fois veces split spread spalmare dividere gradually partes teilen etal* echelonn* repartir fraccion* cambiali standing abstottern stuckweise monatsbetrag* versements echeancier trimestrali poco volta halves rateizz* piano
half: meta half halfte moitie mitad acconto part parte parti teil resto rest rimanente restante remainder remaining solde restant saldo
job: lavor* work job works arbeit* chantier obra travaux prestazion* prestation servizi* service services servicio intervento consulenza cantiere trabajo* opera
goods: merce goods ware material* fornitura consegna order bestellung commande pedido pallet pezzi prodott* tiles product*
broken: rott* broken kaputt casse* roto difett* defect* mangel vizi damaged cracked perd* leak* funzion* marche fault* wackel* blocca storto averia beschadigt danneggiat* rubbish schifo
wrong: sbagliat* errat* wrong falsch* faux fausse mal error* errore fehler* erreur incorrect* incorrecto inesatt* duplicate doppi* twice zweimal doppelt deux dos due torna quadra collent cuadran match stimmt passen add diverso different annullata giusto
agreed: concordat* agreed vereinbart convenu pactad* pattuit* accordi accordo quote* quoted offerte angebot devis presupuesto preventivo contratto contract vertrag contrat contrato prezzo price preis prix precio told promised zugesagt promis dissed
toomuch: troppo esagerat* over overcharg* excess* penny more piu zuviel trop demasiado higher
hours: ore hours stunden heures horas
contest: contest* disput* reject* respingiamo rifiut* widersprech* widerspruch rechaz* refus* accept* riconosc* recogni* anerkenn* accett* infondat* inesistent* denied deny unfounded improcedente fundamento fondement esigibile zuruck weisen anullare annullare challenge liability ours nostra nostro notre nuestra uns betrifft concern* ditta
cancel: disdett* annull* cancel* kundig* gekundigt resili* baja storn*
credit: nota credito credit gutschrift avoir abono sconto discount skonto escompte descuento storno rabatt penal* interessi interest mora fee mahngebuhr recargo penalites deduc*
deliver: consegn* deliver* geliefert lieferung livr* entreg* handover ubergabe ddt bolle lieferscheine delivery albaranes remise
finish: finit* finished complet* fertig termin* acab* ultimat* finir finissez terminat* done handed snagging reserves levees collaudo abnahme*
repair: ripar* repar* fix* reparier* venite come venez sistem* rifate rifat* look
lawyer: avvocat* avv barrister* lawyer* solicitor* attorney* counsel anwalt* rechtsanwalt* rechtsbeistand kanzlei avocat* abogad* legal* legali legale difensore conseil advice sindacato ombudsman
court: tribunal* court gericht* juzgado giudic* judge judgment sentenza justice causa sue suing proceedings klage juicio foro udienza giudizi* claims jugement litigation opposizione decreto ingiuntivo mahnbescheid huissier assign* saisir verteidig* defend* defendr* oppondr* opponiamo resisteremo
police: carabinieri police polizei policia querela denunci* strafanzeige plainte denunciar* anzeige report* garante molest* stalking standards autorita authorities
prescribed: prescri* verjahr* barred
mandate: mandato incarico assistit* mandant* client act behalf nome conto vollmacht vertretung representacion mercantil constitue firm interesse
notice: diffid* notice demeure requier* riserva reserve* rights sedi hereby danni damages risarcimento autorita pretesa pretes* avverten* formal* formell requerimiento
insolvency: insolv* falliment* fallit* concordat* liquidazion* liquidat* liquidation bankrupt* concurso redressement bilan depose administrator administrat* administration sovraindebitamento insolvenz* insolvenzverwalter receiver mandataire procedura* procedure verfahren commissario curatore crisi creditor* acreedores moratorium winding petition composizione bailiffs pignor* pfand* gepfandet embarg* saisie faillite quiebra konkurs
unable: difficolt* struggl* schwier* difficult* dificult* crisis riesc* unable cant afford permetter* leisten skint pleite ahogados sec fermo ferma tight liquidit* liquidez flussig tresorerie tesoreria possiamo faccio manage terra ginocchio justos hole buco broke means revenu* income ingresos einkommen entrate entrat* drained collapsed berne picado umsatz verkaufe ventas stipendio
jobless: licenzi* cassa disoccup* unemploy* job arbeitslos chomage paro erte kurzarbeit credit redundant lost perso perdu perdido laid
ill: malat* ospedal* ill illness sick hospital cancer krank* maladie malade hopital operaz* op operacion baja medica malattia chirurg* surgery arret
dead: mort* mancat* decedut* died dead death passed verstorben tod deced* deces fallec* lutto successione husband marito mann mari marido widow vedova padre
disaster: alluvion* fire incendio brand sinistre flood terremoto roadworks wasser detruit destruyo destroyed sturm
closed: chius* closed close geschlossen ferm* cerrad* shut ceased cessat* cierre ruht
away: assente away fuori abwesend absent* fuera ausente urlaub ferie vacan* holiday* leave conge* vacaciones erreichbar maternit* paternit* elternzeit viaggio travel* unterwegs deplacement viaje trasferta office ufficio betriebsurlaub betriebsferien ponte festivo feiertag festa inventario
return: rientr* torno tornero back return* zuruck wieder retour rentrant vuelta riapr* reopen* reabr* abrimos
urgent: urgen* dringend emergen* absence vertretung sostituisc* sostitut* meantime cover absences
automatic: automati* auto unattended monitorat* unmonitored generat* generiert generee generado acknowledgement
ticket: ticket case caso numero nummer number registr* erfasst enregistr* vorgang prot protocollo cas coda aperta opened queue conferma
noreply: rispond* reply antworten repondre conteste* respond operatore aim hours heures horas stunden
read: lett* read gelesen lu leido vist* noted noted tomo nota note ricevut* recibido erhalten recu acknowledge* understood capito verstanden entendido preso kenntnis
forward: gir* inoltr* trasmess* forward* weiter* weitergeleitet transm* traslado pass* passo palla reenvio weitergeben cc cced copia dar kollegen
check: controll* verific* check* look* pruf* schau* nachsehen vérif* verifi* regard* mir* reviso compruebe* guard* dig informo investigate examin* mirad riscontr* ricontrollare
ok: ok okay perfetto perfect bene accordo alles klar vale bien fine va agreed sisi 👍
colleague: collega colleague* kolleg* collegue companera companero partner socio soci sorella marito moglie wife figlia tochter fille hija capo boss chef jefe direttore director titolare sister
responsible: occup* segue seguo referente responsab* charge handles handle handl* deals deal zustandig* kummert verantwort* gere traite encarga lleva gestisc* gestit* competen* manages looks gestiona ansprechpartner* person persona contatto contact
department: amministrazion* contabil* accounting payable payables finance buchhaltung kreditorenbuchhaltung compta* comptabilite contabilidad ufficio department reparto service abteilung sede siege zentrale central headquarters head capogruppo gestoria commercialista bookkeeper accountant expert comptable amministratore hausverwaltung centralino magazziniere receptionist technik technique tecnico
address: indirizz* address adresse xmailx mailbox casella recapit* tel ext interno 0000000 number rufnummer correo direccion telefono phone
instead: instead invece statt plutot futuro future redirect indirizzare posto now ora nunmehr desormais ab ahora gennaio wrong sbagliato
leftjob: lasciat* left verlassen quitt* dejo dejado pensione retired retirement rente retraite jubil* cessato ausgeschieden parti partie former ex dipendente dimesso employed organico salarie moved taken over nachfolger* remplacant sustituto
here: qui here hier ici aqui da noi with us chez nosotros bei uns notre nostra staff company azienda societa firma entreprise empresa betrieb
new: nuov* new neu* nouve* nuev*
change: cambi* chang* gewechselt geandert ander* wechsel variazion* aggiorn* updat* modific* switch* moved mis actualic* anpassen divert audit blocked bloccato
credentials: credenzial* login password* zugangsdaten identifiants claves link click verify verifich* conferm* sospes* suspend* gesperrt bloccat* verification
refund: rimborso refund erstattung ruckerstattung remboursement devolucion reembolso
stop: smett* stop* basta cess* auf hor* unterlass* arret* dej* paren quit lasciat* leave lasst lassen fichez finiamola piantat* finitela enough assez absehen verschon* parate cease paz peace pace ruhe paix dejen vale spam* togli* remove unsubscribe unsub
mails: mail* e-mail* email* messagg* message* nachricht* messages correos comunicaz* communicat* correspond* schreiben scriv* escrib* ecri* write writing contact* contatt* wrote lettere letters relances
delete: cancell* delet* losch* supprim* borr* dati data daten donnees datos gdpr privacy bloccher* block database fichiers list lista
angry: schifo scherzando vergogna bloody insist* harass* belastig* harcel* acoso moquez encima stancato stufo every damn continuate continually sempre coraggio
call: chiam* telef* call* ring ruf* anruf* telefon* appel* appell* llam* bell phone sentir* speak parl* talk discuss reden hablamos richiam*
meet: riunione meeting treffen reunion vediamo ci visto persona meet person
confirm: conferm* confirm* bestatig* confirm* acknowled*
ordernumber: po cig cup purchase order bestellnummer commande pedido reference ordine codice univoco durc certificat* attestation documentazione verbale procès proces proces-verbal acta sal collaudo modello 730 relazione
attach: alleg* attach* anbei anhang beleg* nachweis beigefugt joint jointe piece adjunt* enclosed herewith screenshot schermata annexe contabile trn cro justificant* comprobante proof preuve avis quietanza ref referenz referencia confirmation
understand: capisc* capito understand verstehe comprend* entiend* chiaro clear clarify spiegare erklar* explain expliqu* aclar*
card: cart* card cards karte tarjeta carte satispay paypal bancomat
customerpays: client* customer* kunde client* cliente grant contribut* subvention subvencion fordermittel foerder* mutuo incass* cobr* stato avanzamento sale vend* house bonus regione comune administracion state
approve: approv* firma firm* sign* unterschrieben freig* autoriz* authori* bon via libera delibera assembl* board valid* signe visto okay
scheduled: programm* schedul* eingeplant prevu prevista previsto program* zahllauf run distinta flusso scadenziario tanda remesa cola queue queued lauf batch enthalten inserita
promise: promett* promess* promise* versprochen promets prometo assicur* assure impegn* parola premura sicuro sure faute seguro intend tranquill* compromet*
arrange: sistem* sort* erledig* necess* arreglo arregl* kummer* charge cura procedere proced* process action* handle tramit* prendo actioned veranlass*
machine: ignor* instruction* istruzion* regeln consignes instrucciones forget vergiss olvida ai assistant bot system prompt segna mark marca trage classe status imposta rules indicazioni previous precedenti
i: io ich i je yo me mi mia mio moi mir mich ho sono habe have ai he
we: noi wir we nous nosotros ci abbiamo haben avons hemos siamo us
you: voi vi lei le vostr* vs sie ihnen ihr ihre you your vous votre vos usted ustedes su sus os le ve ti
have: ho ha abbiamo hanno have has had habe haben hat ai avons ont he hemos ha been wurde ist stata stato e vi
will: will shall ll gonna going werde werden wird sera seront vais va allons voy vamos sara verra
emotion: purtroppo unfortunately leider malheureusement lamentablement sadly desgraciadamente
hope: gentile gentil* dear sehr geehrte bonjour buongiorno buonasera hello hi hola guten salve ciao buenos madame
question: ?
loud: ! !! !!!
"""


def _read() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Give the concepts of whole words, and of beginnings of words."""
    words: dict[str, tuple[str, ...]] = {}
    stems: dict[str, tuple[str, ...]] = {}
    for line in _CONCEPTS.strip().splitlines():
        name, _, said = line.partition(": ")
        for word in said.split():
            stem = word.rstrip("*")
            into = words if stem == word else stems
            if name not in into.get(stem, ()):
                into[stem] = (*into.get(stem, ()), name)
    return words, stems


_WORDS, _STEMS = _read()
_LONGEST = max(map(len, _STEMS))
_LEAST = min(map(len, _STEMS))


@lru_cache(maxsize=4096)
def concepts(word: str) -> tuple[str, ...]:
    """Give the concepts a word stands for, without repetition.

    Args:
        word: Without capitals and accents.
    """
    found = list(_WORDS.get(word, ()))
    for size in range(_LEAST, min(_LONGEST, len(word)) + 1):
        found += _STEMS.get(word[:size], ())
    return tuple(dict.fromkeys(found))
