"""Invented notices of invented banks: each in a layout and a wording of its own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """A mail and what it tells.

    Args:
        body: Plain text; HTML where it begins with "<".
    """

    name: str
    subject: str
    body: str
    kind: str = "money_in"
    amount: str = ""
    payer: str = ""
    remittance: str = ""
    on: str = ""
    currency: str = "EUR"


SEEN = (
    Wording(
        "it-table",
        "Banca Alfa - Notifica movimento in entrata",
        "<table><tr><th>Data</th><th>Ordinante</th><th>Importo</th><th>Causale</th></tr><tr><td>05/10/2026</td><td>Molino Verde S.p.A.</td><td>€&nbsp;2.440,00</td><td>Fatt. 44/2026</td></tr></table><p>Saldo contabile: € 31.020,11</p><p>Se non riconosci l'operazione contesta subito l'addebito.</p>",
        amount="2440.00",
        payer="Molino Verde S.p.A.",
        remittance="Fatt. 44/2026",
        on="2026-10-05",
    ),
    Wording(
        "it-prose",
        "Ti è arrivato un bonifico",
        'Ciao Marta,\nabbiamo accreditato sul tuo conto ***7712 un bonifico di 1.830,00 EUR\nproveniente da Officine Bruni S.r.l. con causale "saldo ft 19". Il saldo\ndisponibile è ora 9.120,50 EUR.\n\nA presto, il team',
        amount="1830.00",
        payer="Officine Bruni S.r.l.",
        remittance="saldo ft 19",
    ),
    Wording(
        "it-sms",
        "Alert conto",
        "Accredito di EUR 610,00 in data 02.10.2026 su c/c ...4471 da ROSSI MARIO per AFFITTO OTTOBRE. Info 800000000",
        amount="610.00",
        payer="ROSSI MARIO",
        remittance="AFFITTO OTTOBRE",
        on="2026-10-02",
    ),
    Wording(
        "it-dots",
        "Avviso di accredito n. 8821",
        "Spettabile Cliente,\nsi comunica che in data odierna è stato accreditato sul Vs. conto quanto segue:\n\nImporto lordo.......: 3.050,00 EUR\nSpese...............: 2,50 EUR\nNetto accreditato...: 3.047,50 EUR\nOrdinante...........: Tessitura Lario sas\nRif. operazione.....: 0309948812\nCausale.............: FATTURA 7/B DEL 01.09.2026\nValuta..............: 06.10.2026\n\nCapitale sociale Euro 120.000.000,00 i.v.",
        amount="3050.00",
        payer="Tessitura Lario sas",
        remittance="FATTURA 7/B DEL 01.09.2026",
        on="2026-10-06",
    ),
    Wording(
        "en-pay",
        "You've got money!",
        'Hi Studio Demo,\n\nHarbour Tools Ltd paid you £1,250.00 GBP\n\nTransaction date\nOctober 4, 2026\n\nTransaction ID\n8XY77162GH\n\nNote from Harbour Tools Ltd\n"Invoice 2026-118"\n\nFee\n-£36.55 GBP\n\nYour total\n£1,213.45 GBP\n\nDon\'t recognise this payment? Open a dispute.',
        amount="1250.00",
        payer="Harbour Tools Ltd",
        remittance="Invoice 2026-118",
        on="2026-10-04",
        currency="GBP",
    ),
    Wording(
        "en-short",
        "Money in: €890.00",
        "€890.00 from Greenfield Dairy has landed in your account ending 2290 on 3 Oct 2026. Reference: INV 5521. If you did not expect this, contact us.",
        amount="890.00",
        payer="Greenfield Dairy",
        remittance="INV 5521",
        on="2026-10-03",
    ),
    Wording(
        "de-lines",
        "Zahlungseingang auf Ihrem Konto",
        "Guten Tag,\n\nIhrem Konto DE** **** **** 3310 wurden 1.190,00 € gutgeschrieben.\n\nAbsender: Metallbau Huber GmbH\nVerwendungszweck: RE 2026-0817\nWertstellung: 07.10.2026\nNeuer Kontostand: 14.220,18 €\n\nMit freundlichen Grüßen",
        amount="1190.00",
        payer="Metallbau Huber GmbH",
        remittance="RE 2026-0817",
        on="2026-10-07",
    ),
    Wording(
        "de-prose",
        "Du hast Geld erhalten",
        'Hallo,\n\nKlara Weiss hat dir 250,00 € gesendet. Nachricht: "Rechnung 55". Der Betrag ist ab sofort auf deinem Konto verfügbar.',
        amount="250.00",
        payer="Klara Weiss",
        remittance="Rechnung 55",
    ),
    Wording(
        "fr-lines",
        "Avis de crédit",
        "Bonjour,\n\nNous vous informons qu'un virement a été crédité sur votre compte n° XXXX8820.\n\nMontant : 1 476,00 €\nDonneur d'ordre : Boulangerie Petit SARL\nLibellé : Facture F-2026-31\nDate de valeur : 08/10/2026",
        amount="1476.00",
        payer="Boulangerie Petit SARL",
        remittance="Facture F-2026-31",
        on="2026-10-08",
    ),
    Wording(
        "fr-prose",
        "Paiement reçu",
        "Vous avez reçu un paiement de 320,50 € de la part de Jean Dupont le 4 octobre 2026 avec le motif « Facture 12 ».",
        amount="320.50",
        payer="Jean Dupont",
        remittance="Facture 12",
        on="2026-10-04",
    ),
    Wording(
        "es-lines",
        "Aviso de abono en cuenta",
        "Estimado cliente:\n\nLe informamos de un nuevo ingreso en su cuenta ****1190\n\n- Importe: 2.150,00 EUR\n- Ordenante: Talleres Vega S.L.\n- Concepto: Factura A/77\n- Fecha valor: 09/10/2026\n- Saldo tras la operación: 18.004,12 EUR",
        amount="2150.00",
        payer="Talleres Vega S.L.",
        remittance="Factura A/77",
        on="2026-10-09",
    ),
    Wording(
        "es-bizum",
        "Has recibido un pago",
        'Lucía Romero te ha enviado 45,00 € por "clase de septiembre".',
        amount="45.00",
        payer="Lucía Romero",
        remittance="clase de septiembre",
    ),
    Wording(
        "it-pos",
        "Incasso ricevuto",
        "<div>Hai incassato <b>366,00&#8239;€</b></div><div>Pagato da</div><div>Carlo Neri</div><div>Descrizione</div><div>Preventivo accettato 12</div><div>Commissioni</div><div>4,02&nbsp;€</div><div>Riceverai</div><div>361,98&nbsp;€</div>",
        amount="366.00",
        payer="Carlo Neri",
        remittance="Preventivo accettato 12",
    ),
    Wording(
        "en-card",
        "New payment received",
        "<p style='display:none'>You have a new sale worth up to €9,999.00</p><h1>€1,098.00</h1><p>New payment from Alder &amp; Co</p><table><tr><td>Date</td><td>6 October 2026</td></tr><tr><td>For</td><td>Invoice 901</td></tr><tr><td>Processing fee</td><td>€16.27</td></tr></table>",
        amount="1098.00",
        payer="Alder & Co",
        remittance="Invoice 901",
        on="2026-10-06",
    ),
    Wording(
        "pending-it",
        "Bonifico in lavorazione",
        "Il bonifico di 500,00 € ordinato da Rossi Srl è in lavorazione e sarà disponibile domani.",
        "pending",
    ),
    Wording(
        "pending-en",
        "A payment is on its way",
        "Harbour Tools Ltd has sent you €400.00. It should arrive by 12 October.",
        "pending",
    ),
    Wording(
        "out-it",
        "Bonifico eseguito",
        "Il tuo bonifico di 900,00 € a favore di Rossi Srl è stato eseguito.",
        "outgoing",
    ),
    Wording(
        "out-de",
        "Überweisung ausgeführt",
        "Ihre Überweisung über 300,00 € an Klara Weiss wurde ausgeführt.",
        "outgoing",
    ),
    Wording(
        "out-en",
        "You paid Alder & Co",
        "You paid €77.00 to Alder & Co. Receipt for your payment attached.",
        "outgoing",
    ),
    Wording(
        "failed-it",
        "Addebito insoluto",
        "L'incasso SDD di 700,00 € da Rossi Srl risulta insoluto.",
        "failed",
    ),
    Wording(
        "request-en",
        "Alder & Co requests €90.00",
        'Alder & Co is requesting €90.00. Note: "You have received a payment of €9,000.00". Pay now.',
        "request",
    ),
    Wording(
        "request-de",
        "Zahlungsanforderung",
        "Klara Weiss fordert 80,00 € von Ihnen an.",
        "request",
    ),
    Wording(
        "payout-en",
        "Your payout is on the way",
        "We've sent your payout of €3,000.00 to your bank account ending 2290.",
        "payout",
    ),
    Wording(
        "payout-es",
        "Liquidación",
        "Hemos enviado 450,00 € a tu cuenta bancaria terminada en 3321.",
        "payout",
    ),
    Wording(
        "refund-fr",
        "Remboursement effectué",
        "Vous avez remboursé 40,00 € à Jean Dupont.",
        "refund",
    ),
    Wording(
        "reversal-en",
        "A dispute was opened",
        "Harbour Tools Ltd disputed the payment of £1,250.00 you received on 4 October.",
        "reversal",
    ),
    Wording(
        "statement-de",
        "Ihr Kontoauszug ist da",
        "Ihr Kontoauszug 10/2026 steht im Postfach bereit.",
        "statement",
    ),
    Wording(
        "news-it",
        "Apri il conto e vinci",
        "Per ogni bonifico ricevuto entro il mese guadagni 10 €. Scopri di più. Annulla l'iscrizione.",
        "newsletter",
    ),
    Wording(
        "phish-it",
        "Hai ricevuto un bonifico di 980,00 €",
        "Un cliente ti ha inviato 980,00 €. Per sbloccare la somma verifica le tue credenziali: http://conto.test/",
        "phishing",
    ),
)
