"""Data: what the labels of fields in notices are called, in five languages."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, cast

Role = Literal[
    "balance",
    "fee",
    "net",
    "amount",
    "currency",
    "day",
    "payer",
    "payer_account",
    "account",
    "recipient",
    "remittance",
    "id",
    "other",
]
MOST_WORDS = 6

# The first that fits counts; over plain text.
_LABELS: tuple[tuple[Role, str], ...] = (
    (
        "other",
        (
            r"(?:ban(?:ca|k|que|co)|filiale|istituto|indirizzo|address|anschrift|adresse|direccion|telefono|phone|tel"
            r"|e-?mail|codice fiscale|partita iva|p\.? ?iva|vat|orario?|ora|time|uhrzeit|heure|hora|cap|bic|swift|paese|country"
            r"|tipo|type|art|typ|metodo|method|canale|channel|stato|status|etat|estado|cambio|exchange rate|wechselkurs|taux"
            r"|numero verde|assistenza|support|servizio|kundennummer|prodotto|product|quantit\w+|oggetto sociale)\b.*"
        ),
    ),
    (
        "balance",
        (
            r"(?:nuovo |new |neuer |nouveau |nuevo )?(?:saldo(?! (?:fatt|ft|della|di fatt))|balance|kontostand|solde|giacenza|disponibilita|guthaben)\b.*"
            r"|.*\b(?:available balance|account balance|saldo (?:disponibile|contabile|attuale)|verfugbar\w*|solde)\b.*|disponib(?:ile|le)\b.*"
        ),
    ),
    (
        "fee",
        r".*(?:\bcommission\w*|\btariff\w*|\bspes[ae]\b|\bcost[oi]\b|\bfees?\b|\bcharges?\b|gebuhr|\bentgelt|\bfrais\b|\bcomision\w*|\bgastos\b|\bkosten\b|\btrattenut\w*).*",
    ),
    (
        "net",
        r".*(?:\bnett[oa]\b|\bnet\b|\bliquido\b|\bneto\b).*|.*\bauszahlungsbetrag\b.*|.*\b(?:your|tuo) (?:total|totale)\b.*|you(?:'ll| will) (?:get|receive)|ricevi|riceverai",
    ),
    ("currency", r"(?:divisa|valuta|currency|wahrung|devise|moneda|codice valuta)"),
    (
        "id",
        (
            r".*\b(?:cro|trn|utr|uetr|crn|iuv)\b.*"
            r"|(?!.*(?:invoice|fattur|rechnung|factur|document))(?:id|codice|numero|n\.?|nr\.?|no\.?|number|num(?:ero)?|identificativo|identifiant|kennung)\b.*"
            r"|.*\b(?:id|identificativo|transaktionscode|transaktionsnummer|vorgangsnummer|confirmation number|transaction (?:id|code|number)|end[- ]to[- ]end.*|e2e.*|mandat\w*)\b"
            r"|(?:rif(?:erimento)?\.?|reference|ref\.?|referenz|referencia) (?:operazione|transazione|banca|bank|interno|transaction|de la operacion|de l'operation|der bank)\b.*"
        ),
    ),
    (
        "payer_account",
        (
            r"(?:iban|conto|account|konto|kontonummer|compte|cuenta|n\.? conto)\b.*\b(?:ordinante|mittente|pagante|debitore|sender|payer|debtor|auftraggeber\w*|zahler\w*|absender\w*|emetteur|donneur|payeur|debiteur|ordenante|remitente|pagador|controparte)\b.*"
            r"|(?:ordinante|mittente|sender|payer|auftraggeber|absender|emetteur|ordenante|from)\W* (?:iban|account|conto|konto|compte|cuenta)\b.*|gegenkonto.*|from account"
        ),
    ),
    (
        "day",
        (
            r"(?:data|date|datum|fecha|giorno|day|tag|jour|dia|buchungs(?:tag|datum)|wertstellung(?:stag|sdatum)?|eingang(?:sdatum| am)?|gutschrift am|valuta|valutadatum|quando|when|wann"
            r"|received(?: on| at)?(?! from)|ricevuto il|accreditato il|credited on|recu le|paid on|paid at|recibid[oa] el|erhalten am|abgeschlossen am|value date|booking date|posting date|transaction date|payment date)\b(?! di (?:nascita|scadenza)).*"
        ),
    ),
    (
        "recipient",
        r"(?:beneficiari[oa]|beneficiary|beneficiaire|empfanger\w*|zahlungsempfanger|destinatari[oa]|destinataire|recipient|kontoinhaber|intestatari[oa]|titular|titulaire|account holder|merchant|esercente|a|to|an|para|creditore|creditor|payee)\b.*",
    ),
    (
        "account",
        r"(?:(?:tuo|suo|vostro|your|ihr|dein|votre|tu|su) )?(?:conto|account|konto|kontonummer|compte|cuenta|iban|c/c|rapporto|carta|wallet|portafoglio)\b.*",
    ),
    (
        "remittance",
        (
            r"(?:causale|descrizione|motivazione|motivo|oggetto|nota|note|messaggio|commento|riferimento|rif\.?|informazioni|dettagli|per|in riferimento a"
            r"|reference|ref\.?|message|memo|description|details|remittance|purpose|narrative|comments?|for|payment reference|payer reference|personal note"
            r"|verwendungszweck|zweck|betreff|nachricht|mitteilung|referenz|buchungstext|zahlungsreferenz|beschreibung|notiz|hinweis des .*"
            r"|motif|libelle|objet|communication|commentaire|informations|concepto|asunto|mensaje|referencia|descripcion|observaciones|detalle)\b.*"
            r"|.*\b(?:causale|verwendungszweck|remittance information|libelle|concepto|description)\b.*"
            r"|(?:(?:numero|number|n\.?|nr\.?|no\.?) (?:di |de |of )?)?(?:invoices?|fattur[ae]|rechnung(?:en|snummer)?|factur[ea]s?|documento)(?: number| numero| no\.?| n\.?| nr\.?)?"
        ),
    ),
    (
        "payer",
        (
            r"(?:(?:nome|name|nom|nombre) )?(?:e cognome )?(?:del |dell'|della |of |of the |des |de |du |de l'|der |vom |the )?"
            r"(?:ordinante|mittente|pagante|pagatore|debitore|cliente|acquirente|controparte|payer|sender|debtor|customer|client|buyer|remitter|originator|ordering (?:party|customer)|counterparty|donor"
            r"|auftraggeber\w*|absender\w*|zahler\w*|zahlungspflichtige\w*|einzahler\w*|kunde|kaufer|emetteur|expediteur|payeur|debiteur|donneur d'ordre|acheteur|ordenante|remitente|pagador|emisor|comprador|deudor)\b.*"
            r"|(?:da|dal|from|von|de|paid by|sent by|received from|inviato da|disposto da|ordinato da|pagato da|ricevuto da|bezahlt von|eingegangen von|recu de|payee par|recibido de|ordenad[oa] por|a nome di|da parte di|chi ti ha pagato|de la part de|de parte de|payment from|bonifico da|uberweisung von|virement de|transferencia de)"
            r"|(?:nome|name|nom|nombre|denominazione|ragione sociale)(?: e cognome)?"
        ),
    ),
    (
        "amount",
        (
            r"(?:lord[oa]|brutto|brut|bruto|gross)\b.*"
            r"|.*(?:\bimport[oei]\b|\bammontare\b|\bsomma\b|\bcifra\b|\bcontrovalore\b|\bamount\b|\bsum\b|\btotal\w*\b|betrag|\bsumme\b|\bmontant\b|\bsomme\b|\bimporte\b|\bcantidad\b|\bmonto\b).*"
            r"|(?:hai ricevuto|ricevuto|ricevuti|incassato|accredito|accreditato|bonifico|entrata|avere|you received|received|paid|payment|credit|credited|deposit|credited|gutschrift|zahlung|eingang|erhalten|recu|vous avez recu|credit|paiement|versement|virement|recibido|has recibido|ingreso|abono|pago|cobro|pagamento|versamento|pagato)"
        ),
    ),
)
_ROLES = re.compile("|".join(f"(?P<{role}>{pattern})" for role, pattern in _LABELS))
_TRIM = re.compile(r"^[\s\-.:=>]+|[\s\-.:=]+$")


@lru_cache(maxsize=4096)
def role_of(label: str) -> Role | None:
    """Tell what a label announces.

    Args:
        label: In plain letters, without its colon.
    """
    label = _TRIM.sub("", label)
    if not label or len(label.split()) > MOST_WORDS:
        return None
    found = _ROLES.fullmatch(label)
    return cast("Role", found.lastgroup) if found else None
