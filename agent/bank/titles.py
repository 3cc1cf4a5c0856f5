"""Titles: by which words the columns of a bank's table are known."""

from __future__ import annotations

from agent.bank.signs import are_marks
from agent.forms.header import (
    Role,
    some_amounts,
    some_codes,
    some_days,
    some_words,
    titles,
)

DAYS = ("booked", "date", "value")
AMOUNTS = ("amount", "credit", "debit", "balance", "fee")

ROLES = {
    "booked": Role(
        titles(
            "booking date|booked|booked on|posting date|post date|posted|completed date"
            "|date completed|accounting date|entry date|settlement date"
        ),
        titles(
            "data contabile|data contab|data cont|data contabilizzazione|data registrazione"
            "|buchungstag|buchungsdatum|buchung|date comptable|date comptabilisation"
            "|fecha contable|boekdatum|bokforingsdag|bokforingsdatum"
        ),
    ),
    "date": Role(
        titles(
            "date|transaction date|operation date|transactiondate|dateop|started date"
        ),
        titles(
            "data|data operazione|data operaz|data op|data movimento|data mov"
            "|data transazione|data esecuzione|giorno|data contabilita|datum|dato|date operation|date d operation|fecha"
            "|fecha operacion|f operacion|f operativa"
        ),
    ),
    "value": Role(
        titles("value date|value|valuedate"),
        titles(
            "valuta|data valuta|data val|wertstellung|valutadatum|valutadate"
            "|wertstellungsdatum|wertstellung valuta|wert|date valeur|dateval"
            "|fecha valor|f valor|rentedatum"
        ),
        holds=some_days,
    ),
    "amount": Role(
        titles("amount|transaction amount|value|total amount|total amount incl vat"),
        titles(
            "importo|ammontare|importo movimento|importo operazione|betrag|umsatz"
            "|importo transazione|importo totale|montant|montant operation|importe"
            "|bedrag|belopp|kwota|kwota operacji"
        ),
    ),
    "credit": Role(
        titles(
            "credit|credits|credit amount|amount credit|paid in|money in|deposit"
            "|deposits|incoming"
        ),
        titles(
            "accrediti|accredito|avere|entrate|entrata|importo entrate|importo avere"
            "|importo accrediti|importo accredito|credito|crediti|haben|gutschrift"
            "|montant credit|abono|abonos|haber|ingreso|ingresos"
        ),
    ),
    "debit": Role(
        titles(
            "debit|debits|debit amount|amount debit|paid out|money out|withdrawal"
            "|withdrawals|outgoing"
        ),
        titles(
            "addebiti|addebito|dare|uscite|uscita|importo uscite|importo dare"
            "|importo addebiti|importo addebito|debito|debiti|soll|lastschrift"
            "|belastung|montant debit|cargo|cargos|debe"
        ),
    ),
    "sign": Role(
        titles("sign|dc|d c|cr dr|dr cr|credit debit|debit credit|dcmark"),
        titles("segno|dare avere|d a|a d|soll haben|s h|sens|af bij"),
    ),
    # Some banks call it type; others write the kind of the operation there.
    "type": Role(titles("type|details"), titles("tipo"), holds=are_marks),
    "balance": Role(
        titles("balance|running balance|account balance|accountbalance|balance after"),
        titles(
            "saldo|saldo progressivo|saldo contabile|saldo dopo operazione|solde"
            "|saldo disponibile|kontostand|saldo nach buchung|saldo na trn|disponible"
        ),
        may_repeat=True,
    ),
    "currency": Role(
        titles("currency|ccy"),
        titles("valuta|divisa|wahrung|waehrung|devise|moneda|munt"),
        holds=some_codes,
    ),
    "party": Role(
        titles(
            "counterparty|counter party|counterparty name|partner name|partnername|partner"
            "|name|other party"
            "|payer payee"
        ),
        titles(
            "ordinante beneficiario|beneficiario ordinante|controparte|nominativo"
            "|nome controparte|name zahlungsbeteiligter|auftraggeber begunstigter"
            "|begunstigter zahlungspflichtiger|beguenstigter zahlungspflichtiger"
            "|begunstigter auftraggeber|auftraggeber empfanger|contrepartie"
            "|ordenante beneficiario|naam tegenpartij|naam omschrijving|debitore creditore"
            "|soggetto|cliente fornitore|nome|empfanger 1|empfaenger 1"
        ),
    ),
    "payer": Role(
        titles("payer|payer name|ordering party|sender"),
        titles(
            "ordinante|mittente|auftraggeber|donneur ordre|ordenante|zahlungspflichtige r"
        ),
    ),
    "payee": Role(
        titles("payee|payee name|beneficiary|recipient"),
        titles(
            "beneficiario|destinatario|empfanger|empfaenger|beneficiaire"
            "|zahlungsempfanger in"
        ),
    ),
    "account": Role(
        titles("own account|own iban"),
        titles("conto corrente|rapporto|auftragskonto|iban auftragskonto"),
    ),
    "party_iban": Role(
        titles(
            "counterparty iban|counterparty account|partner iban|payer iban"
            "|iban counterparty"
        ),
        titles(
            "iban controparte|iban ordinante|iban beneficiario|conto controparte"
            "|iban ordinante beneficiario|tegenrekening|tegenrekening iban bban|kontonummer iban|iban zahlungsbeteiligter"
        ),
    ),
    # Ours or the other side's: its cells tell.
    "some_iban": Role(
        titles("iban|account|account number|account iban"),
        titles("conto|numero conto|cuenta|konto|kontonummer|compte|numero compte"),
    ),
    "text": Role(
        titles(
            "description|details|label|narrative|memo|remittance|remittance information"
            "|message|text|purpose|transaction details|transaction description"
            "|particulars|notes"
            "|communication"
        ),
        titles(
            "descrizione|operazione|descrizione operazione|descrizione operazioni|causale"
            "|descrizione movimento|descrizione completa|descrizione estesa|dettagli"
            "|dettaglio|note|verwendungszweck|avisierungstext|buchungstext|libelle|libelle operation"
            "|buchungs info|motif|movimiento|mas datos|concepto|descripcion|observaciones|omschrijving|mededelingen"
        ),
        beginnings=("descrizione", "description", "causale", "dettagli", "details"),
        holds=some_words,
        may_repeat=True,
    ),
    "reference": Role(
        titles("reference|ref|payment reference|customer reference"),
        titles("riferimento|riferimenti|referenz|kundenreferenz|referencia"),
        may_repeat=True,
    ),
    "end_to_end": Role(
        titles("end to end id|end to end|end to end reference|e2e id"),
        titles("kundenreferenz end to end|identificativo end to end|id end to end"),
    ),
    "bank_id": Role(
        titles("transaction id|transactionid|bank reference|transaction number"),
        titles("id transazione|id operazione|numero operazione|id movimento|trn|cro"),
    ),
    "status": Role(
        titles("status|state|statetype|booking status"),
        titles("stato|stato operazione|stato movimento|contabilizzazione|etat|estado"),
    ),
    "card": Role(
        titles("card number|card id|cardid|card holder|cardholder|card"),
        titles(
            "numero carta|intestatario carta|carta|circuito|kartennummer"
            "|numero carte|numero tarjeta"
        ),
        may_repeat=True,
    ),
    "fee": Role(
        titles("fee|fees|gross|net"),
        titles("commissione|commissioni|tariffa|lordo|netto"),
        holds=some_amounts,
        may_repeat=True,
    ),
    "rate": Role(
        titles("exchange rate"),
        titles("cambio|tasso cambio|wechselkurs"),
        holds=some_amounts,
    ),
    "original": Role(
        titles("original currency|originalcurrency|type foreign currency"),
        titles("divisa originale|valuta originale"),
        holds=some_codes,
    ),
    # A list of invoices has dates and amounts too: it must not pass for money.
    "invoice": Role(
        titles("due date|invoice number|invoice no|invoice|vat number|vat id"),
        titles(
            "scadenza|data scadenza|numero fattura|n fattura|nr fattura|fattura"
            "|partita iva|p iva|codice fiscale|cliente"
        ),
        may_repeat=True,
    ),
}


def is_statement(roles: frozenset[str]) -> bool:
    """Judge whether columns of these roles make a table of movements."""
    has_day = bool(roles & {"booked", "date"})
    has_money = bool(roles & {"amount", "credit", "debit"})
    return has_day and has_money and "invoice" not in roles
