"""Words that tell what money is for: not ours, taken back, part, credit note."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NOT_OURS = re.compile(
    r"\b(?:"
    r"INTERESSI\s(?:CREDITORI|ATTIVI|MATURATI|DI\sC/?C|SU)|LIQUIDAZIONE\sINTERESSI|COMPETENZE\sDI\sCHIUSURA"
    r"|INTEREST\s(?:PAID|PAYMENT|CREDIT)|ZINS(?:EN|GUTSCHRIFT|ABSCHLUSS)|INTERETS\s(?:CREDITEURS|BANCAIRES)|INTERESES\sA\sFAVOR"
    r"|GIROCONTO|GIROFONDI|TRASFERIMENTO\sTRA\sCONTI|OWN\s(?:ACCOUNT\s)?TRANSFER|UMBUCHUNG|VIREMENT\sINTERNE|TRASPASO"
    r"|RIMBORSO\s(?:IRPEF|IRES|IVA|IMPOST[AE]|TASSE|CONTRIBUT[IO]|CREDITO\sD.?IMPOSTA|FISCALE|INPS|INAIL|730|ACCISE)"
    r"|TAX\sREFUND|VAT\sREFUND|STEUER(?:ERSTATTUNG|RUECKZAHLUNG)|REMBOURSEMENT\s(?:TVA|IMPOTS?|URSSAF)|DEVOLUCION\s(?:IVA|IRPF|HACIENDA|AEAT)"
    r"|(?:EROGAZIONE|ACCREDITO|NETTO\sRICAVO)\s(?:MUTUO|FINANZIAMENTO|PRESTITO|FIDO)|MUTUO\s(?:CHIRO|IPO)\w+|LOAN\s(?:DISBURSEMENT|PAYOUT|DRAWDOWN)"
    r"|DARLEHENS?(?:AUSZAHLUNG)?|DEBLOCAGE\s(?:DE\s)?PRET|DISPOSICION\s(?:DE\s)?PRESTAMO|FINANZIAMENTO\sSOCI|VERSAMENTO\sSOCI|AUMENTO\s(?:DI\s)?CAPITALE"
    r"|LIQUIDAZIONE\sSINISTRO|SINISTRO\sN?|INDENNIZZO|INSURANCE\s(?:CLAIM|SETTLEMENT)|SCHADENREGULIERUNG|INDEMNISATION|INDEMNIZACION"
    r"|STIPENDIO|EMOLUMENTI|PENSIONE|SALARY|GEHALT|NOMINA\sMENSUAL|DIVIDEND[IO]?S?|CEDOL[AE]|RIMBORSO\sTITOLI"
    r"|(?:ACCREDITO|INCASS[OI])\sPOS|CONTRIBUTO\sA\sFONDO\sPERDUTO|VERSAMENTO\sCONTANTI"
    r")\b"
)
_TAKEN_BACK = re.compile(
    r"\b(?:"
    r"STORN[OI]|RESTITUZION[EI]|RESO|RIMBORS[OI]|CAPARRA|CAUZION[EI]|DEPOSITO|PREVENTIVO|ANTICIP[OA]T?[OA]?"
    r"|INSOLUT[OI]|RICHIAMO|PRESTIT[OI]|RISARCIMENTO|DONAZION[EI]|EROGAZIONE\sLIBERALE|SALARIO|LOAN|DARLEHEN|PRESTAMO|NOTA\sSPESE|DOPPIO\sPAGAMENTO|(?:ACCONTO|CONFERMA)\s(?:SU\s|PER\s|D.?\s?)?ORDINE"
    r"|REFUND\w*|REVERSAL|REVERSED|CHARGEBACK|RETURNED|RETURN|R-?TRANSACTION|DEPOSIT|PREPAYMENT|QUOTE|QUOTATION"
    r"|RUECK\w+|RUCK\w+|ERSTATTUNG|STORNIERUNG|KAUTION|VORAUSZAHLUNG|ANGEBOT"
    r"|REMBOURSEMENT|ARRHES|CAUTION|DEVIS|RETOUR|REJET"
    r"|REEMBOLSO|DEVOLUCION|FIANZA|SENAL|PRESUPUESTO"
    r")\b"
)
_PART = re.compile(
    r"\b(?:ACCONT[OI]|PARZIAL[EI]|RATA|RATE|TRANCHE|PART(?:IAL)?\sPAYMENT|ON\sACCOUNT|INSTALMENT"
    r"|TEILZAHLUNG|ANZAHLUNG|ABSCHLAG\w*|RATENZAHLUNG|ACOMPTE|PARTIEL|ECHEANCE|A\sCUENTA|PARCIAL|PLAZO)\b"
)
_CREDIT = re.compile(
    r"\b(?:N\.?\s?C\.?(?=\W|\d|$)|NOT[AE]\s(?:DI\s|D.\s?)?CREDITO|NOTACREDITO|GUTSCHRIFT(?:EN)?(?=\W)"
    r"|AVOIR|NOTA\sDE\s(?:CREDITO|ABONO)|CREDIT\sNOTES?)"
)

_WHOLE = re.compile(
    r"\b(?:E/C|ESTRATTO\sCONTO|(?:TUTTE|TUTTO)\s(?:LE\s)?(?:FATTURE|APERTO|SCADUTO)|SALDO\sCONTO"
    r"|STATEMENT\sOF\sACCOUNT|ALL\s(?:OPEN\s)?INVOICES|KONTOAUSGLEICH|SOLDE\s(?:DE\s)?COMPTE"
    r"|SALDO\sDE\sCUENTA)\b"
)
# What chooses among invoices, so that the law does not.
_WHICH = re.compile(
    r"\b(?:(?:PEN)?ULTIM[AEO]|PRIM[AEO]|SECOND[AEO]|TERZ[AEO]|QUART[AEO]"
    r"|(?:BI|TRI|QUADRI|SE)MESTR[EI]|TRIM|SEM|LAST|LATEST|FIRST|SECOND|THIRD|QUARTER"
    r"|LETZT\w+|ERST\w+|ZWEIT\w+|QUARTAL|DERNIERE?S?|PREMIERE?S?|TRIMESTRES?"
    r"|PRIMER[AO]|SEGUND[AO]|TERCER[AO])\b"
)
# Why less than is open was paid: no fee, and perhaps a dispute.
_LESS = re.compile(
    r"\b(?:MENO|DETRA\w+|DECURT\w+|TRATTEN\w+|DEDOTT[AEIO]|DEDUZION[EI]|RES[AEIO]\sMERCE"
    r"|MERCE\sRESA|PENAL[EI]|COMPENSA\w+|CONTESTA\w+|DIFETT\w+|IMPONIBILE|LESS|DEDUCT\w+"
    r"|ABZ(?:UE|U)GLICH|ABZUG|MINUS|MOINS|DEDUIT\w*|MENOS|DEDUCI\w+)\b"
)
# What is still to be done or delivered: no invoice of it need be here.
_AHEAD = re.compile(
    r"\b(?:NUOV[OAIE]|ORDIN[EI]|LAVORI|FORNITUR[AE]|PROGETTO|IMPIANTO|INIZIO|MERCE|CONTRATTO"
    r"|PRENOTAZIONE|ISCRIZIONE|NEW|ORDERS?|WORKS?|PROJECT|BOOKING|NEU\w{0,2}|AUFTRAG"
    r"|BESTELLUNG|PROJEKT|NOUVE\w+|COMMANDE|TRAVAUX|PROJET|NUEV[OA]S?|PEDIDO|OBRAS?"
    r"|PROYECTO|RESERVA(?:TION)?)\b"
)
PROFORMA = "PROFORMA"
_PROFORMA = re.compile(r"\bPRO[\s-]?FORMA(?=[\W\d]|$)")


@dataclass(frozen=True, slots=True)
class Purpose:
    """What the words say the money is for; each the words found, or empty.

    Args:
        not_ours: Pays no invoice: interest, tax refund, loan, own transfer.
        taken_back: Refund, deposit, order: perhaps no invoice.
        proforma: It pays a pro-forma, and no invoice but the one in its place.
        part: A part payment or instalment.
        credit: A credit note is taken off.
        whole: All that is open is paid.
        which: It chooses among invoices otherwise than by number or month.
        less: Why less than all is paid.
        ahead: It speaks of what is still to be done or delivered.
    """

    not_ours: str = ""
    taken_back: str = ""
    proforma: str = ""
    part: str = ""
    credit: str = ""
    whole: str = ""
    which: str = ""
    less: str = ""
    ahead: str = ""


def purpose_of(words: str) -> Purpose:
    """Find words of purpose in a payer's folded words."""
    return Purpose(
        not_ours=_found(_NOT_OURS, words),
        taken_back=_found(_TAKEN_BACK, words),
        proforma=_found(_PROFORMA, words),
        part=_found(_PART, words),
        credit=_found(_CREDIT, words),
        whole=_found(_WHOLE, words),
        which=_found(_WHICH, words),
        less=_found(_LESS, words),
        ahead=_found(_AHEAD, words),
    )


def mark_credit_notes(words: str) -> str:
    """Write every way to say "credit note" as the one word NC."""
    return _CREDIT.sub(" NC ", words)


def mark_proformas(words: str) -> str:
    """Write every way to say "pro-forma" as one word."""
    return _PROFORMA.sub(f" {PROFORMA} ", words)


def _found(pattern: re.Pattern[str], words: str) -> str:
    found = pattern.search(words)
    return found.group().strip() if found else ""
