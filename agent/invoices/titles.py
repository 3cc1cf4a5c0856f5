"""Titles: by which words the columns of operators' tables are known."""

from __future__ import annotations

from agent.forms.header import Role, some_words, titles
from agent.invoices.said import some_kinds

DAYS = ("issued_on", "due_on")
AMOUNTS = ("total", "due", "taxable", "vat", "withheld")

_CUSTOMER = {
    "name": Role(
        titles("customer|customer name|client|client name|name|company|buyer|bill to"),
        titles(
            "cliente|nome cliente|ragione sociale|denominazione|intestatario|nome"
            "|cessionario|debitore|azienda|kunde|kundenname|kundin|client|nom client"
            "|cliente nombre"
        ),
    ),
    "vat_id": Role(
        titles("vat|vat id|vat number|vat no|customer vat|tax id"),
        titles("partita iva|p iva|piva|part iva|iva cliente|ust id|ust idnr|nif|tva"),
    ),
    "tax_code": Role(
        titles("tax code|fiscal code"),
        titles("codice fiscale|cod fiscale|cod fisc|cf|c f|steuernummer"),
    ),
    "email": Role(
        titles("email|e mail|mail|email address|customer email"),
        titles("posta elettronica|indirizzo email|email cliente|courriel|correo"),
        may_repeat=True,
    ),
    "pec": Role(
        titles("certified mail"), titles("pec|indirizzo pec|posta certificata")
    ),
    "phone": Role(
        titles("phone|telephone|phone number|mobile|tel"),
        titles("telefono|cellulare|telefon|telephone|recapito telefonico"),
    ),
    "language": Role(titles("language|lang"), titles("lingua|sprache|langue|idioma")),
    "street": Role(titles("street|address"), titles("indirizzo|via|strasse|adresse")),
    "postcode": Role(
        titles("postcode|zip|zip code|postal code"), titles("cap|plz|code postal")
    ),
    "city": Role(titles("city|town"), titles("citta|comune|localita|ort|stadt|ville")),
    "country": Role(titles("country"), titles("paese|nazione|land|pays|pais")),
}

_METHOD = Role(
    titles("payment method|method"),
    titles(
        "modalita pagamento|modalita di pagamento|mod pagamento|metodo pagamento"
        "|metodo di pagamento|tipo pagamento|pagamento|condizioni pagamento"
        "|condizioni di pagamento|zahlungsart|zahlungsweise|mode de paiement"
        "|forma de pago"
    ),
    holds=some_words,
)

INVOICE_ROLES = _CUSTOMER | {
    "number": Role(
        titles(
            "number|no|invoice number|invoice no|invoice|document number|doc no"
            "|document no|invoice id"
        ),
        titles(
            "numero|n|nr|num|numero fattura|n fattura|nr fattura|num fattura|fattura"
            "|numero documento|n documento|nr documento|num doc|documento"
            "|rechnungsnummer|rechnung|rechnungsnr|numero facture|facture"
            "|numero factura|factura"
        ),
    ),
    "proforma": Role(
        titles("proforma|pro forma|proforma number|proforma no|pro forma number"),
        titles(
            "numero proforma|n proforma|nr proforma|num proforma|rif proforma"
            "|riferimento proforma|proforma collegata|numero avviso|n avviso|nr avviso"
            "|numero avviso di parcella|avviso di parcella|n avviso di parcella"
            "|rif avviso di parcella|avviso di fattura|numero avviso di fattura"
            "|numero notula|notula|proforma rechnung|proformarechnung"
        ),
    ),
    "issued_on": Role(
        titles("date|issue date|invoice date|document date|issued|issued on"),
        titles(
            "data|data fattura|data proforma|data avviso|data documento|data doc|data emissione|emessa il"
            "|rechnungsdatum|datum|date facture|fecha|fecha factura"
        ),
    ),
    "due_on": Role(
        titles("due|due date|due on|payment due"),
        titles(
            "scadenza|data scadenza|scade il|scad|data scad|scadenza pagamento"
            "|falligkeit|fallig am|falligkeitsdatum|echeance|date echeance"
            "|vencimiento|fecha vencimiento"
        ),
    ),
    "total": Role(
        titles("total|amount|invoice total|total amount|gross|gross amount"),
        titles(
            "totale|importo|importo totale|totale fattura|totale documento"
            "|importo fattura|totale ivato|lordo|ammontare|betrag|rechnungsbetrag"
            "|brutto|gesamtbetrag|montant|montant ttc|importe|importe total"
        ),
    ),
    "due": Role(
        titles(
            "amount due|due amount|open amount|open|outstanding|balance due|balance"
            "|to pay|amount open"
        ),
        titles(
            "netto a pagare|importo da pagare|da pagare|importo rata|rata|residuo"
            "|importo residuo|aperto|importo aperto|importo scadenza|insoluto|saldo"
            "|da incassare|offener betrag|offen|reste payer|pendiente"
        ),
    ),
    "kind": Role(
        titles("type|document type|kind"),
        titles("tipo|tipo documento|tipo doc|dokumentart|belegart"),
        holds=some_kinds,
    ),
    "state": Role(
        titles("status|state|payment status|paid"),
        titles("stato|stato pagamento|stato fattura|pagata|pagato|incassata|incassato"),
    ),
    "currency": Role(titles("currency|ccy"), titles("valuta|divisa|wahrung|devise")),
    "iban": Role(titles("iban|bank account")),
    "method": _METHOD,
    "taxable": Role(
        titles("taxable|taxable amount|net amount"),
        titles("imponibile|totale imponibile|imponibile totale|nettobetrag"),
    ),
    "vat": Role(
        titles("vat amount|tax amount"),
        titles("imposta|importo iva|totale iva|mwst betrag|montant tva|cuota iva"),
    ),
    "withheld": Role(
        titles("withholding|withholding tax"),
        titles("ritenuta|ritenuta d acconto|importo ritenuta|ritenute"),
    ),
    "references": Role(
        titles("order|order number|purchase order|po number|payment reference"),
        titles(
            "ordine|n ordine|numero ordine|ordine acquisto|cig|cup|codice cig"
            "|codice cup|riferimento pagamento|bestellnummer|commande|pedido"
        ),
        may_repeat=True,
    ),
}

CUSTOMER_ROLES = _CUSTOMER | {
    "register": Role(
        titles("register|tone|form address"), titles("registro|tono|forma|anrede")
    ),
    "procedure": Role(titles("procedure"), titles("procedura|verfahren")),
    "group": Role(titles("group|category"), titles("gruppo|categoria|gruppe")),
    "method": _METHOD,
    "code": Role(
        titles("customer code|customer number|customer no|code|account number"),
        titles(
            "codice cliente|cod cliente|codice|cod|numero cliente|kundennummer"
            "|numero client|codigo cliente"
        ),
    ),
    "iban": Role(titles("iban|bank account"), titles("iban cliente|conto corrente")),
}


def is_invoices(roles: frozenset[str]) -> bool:
    """Judge whether columns of these roles make a table of invoices."""
    has_number = bool(roles & {"number", "proforma"})
    return has_number and "issued_on" in roles and bool(roles & {"total", "due"})


def is_customers(roles: frozenset[str]) -> bool:
    """Judge whether columns of these roles make a table of customers."""
    return "name" in roles and bool(roles - {"name"})
