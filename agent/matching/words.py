"""Words that tell what money is for: not ours, taken back, part, credit note."""

from __future__ import annotations

import re
from dataclasses import dataclass


def _any_of(*words: str) -> re.Pattern[str]:
    """Make a pattern of whole words: each line some of them, "|" between."""
    return re.compile(rf"\b(?:{'|'.join(words)})\b")


_NOT_OURS = _any_of(
    # interest
    r"INTERESSI\s(?:CREDITORI|ATTIVI|MATURATI|DI\sC/?C|SU)",
    r"LIQUIDAZIONE\sINTERESSI|COMPETENZE\sDI\sCHIUSURA",
    r"INTEREST\s(?:PAID|PAYMENT|CREDIT)|ZINS(?:EN|GUTSCHRIFT|ABSCHLUSS)",
    r"INTERETS\s(?:CREDITEURS|BANCAIRES)|INTERESES\sA\sFAVOR",
    # our own money
    r"GIROCONTO|GIROFONDI|TRASFERIMENTO\sTRA\sCONTI|OWN\s(?:ACCOUNT\s)?TRANSFER",
    r"UMBUCHUNG|VIREMENT\sINTERNE|TRASPASO",
    # tax
    r"RIMBORSO\s(?:IRPEF|IRES|IVA|IMPOST[AE]|TASSE|CONTRIBUT[IO]|CREDITO\sD.?IMPOSTA|FISCALE|INPS|INAIL|730|ACCISE)",
    r"TAX\sREFUND|VAT\sREFUND|STEUER(?:ERSTATTUNG|RUECKZAHLUNG)",
    r"REMBOURSEMENT\s(?:TVA|IMPOTS?|URSSAF)",
    r"DEVOLUCION\s(?:IVA|IRPF|HACIENDA|AEAT)",
    # loans and capital
    r"(?:EROGAZIONE|ACCREDITO|NETTO\sRICAVO)\s(?:MUTUO|FINANZIAMENTO|PRESTITO|FIDO)",
    r"MUTUO\s(?:CHIRO|IPO)\w+|LOAN\s(?:DISBURSEMENT|PAYOUT|DRAWDOWN)",
    r"DARLEHENS?(?:AUSZAHLUNG)?|DEBLOCAGE\s(?:DE\s)?PRET",
    r"DISPOSICION\s(?:DE\s)?PRESTAMO|FINANZIAMENTO\sSOCI|VERSAMENTO\sSOCI",
    r"AUMENTO\s(?:DI\s)?CAPITALE",
    # insurance
    r"LIQUIDAZIONE\sSINISTRO|SINISTRO\sN?|INDENNIZZO",
    r"INSURANCE\s(?:CLAIM|SETTLEMENT)|SCHADENREGULIERUNG|INDEMNISATION",
    r"INDEMNIZACION",
    # wages and dividends
    r"STIPENDIO|EMOLUMENTI|PENSIONE|SALARY|GEHALT|NOMINA\sMENSUAL",
    r"DIVIDEND[IO]?S?|CEDOL[AE]|RIMBORSO\sTITOLI",
    # collected otherwise
    r"(?:ACCREDITO|INCASS[OI])\sPOS|CONTRIBUTO\sA\sFONDO\sPERDUTO",
    r"VERSAMENTO\sCONTANTI",
)
_TAKEN_BACK = _any_of(
    # Italian
    r"STORN[OI]|RESTITUZION[EI]|RESO|RIMBORS[OI]|CAPARRA|CAUZION[EI]|DEPOSITO",
    r"PREVENTIVO|ANTICIP[OA]T?[OA]?",
    r"INSOLUT[OI]|RICHIAMO|PRESTIT[OI]|RISARCIMENTO|DONAZION[EI]",
    r"EROGAZIONE\sLIBERALE|SALARIO|LOAN|DARLEHEN|PRESTAMO|NOTA\sSPESE",
    r"DOPPIO\sPAGAMENTO|(?:ACCONTO|CONFERMA)\s(?:SU\s|PER\s|D.?\s?)?ORDINE",
    r"REGAL[OI]\s(?:DI|PER(?:\sIL|\sLA|\sLE)?)\s(?:NOZZE|MATRIMONIO|COMPLEANNO|LAUREA"
    r"|BATTESIMO|NATALE)",
    # English
    r"(?:WEDDING|BIRTHDAY)\s(?:GIFT|PRESENT)",
    r"REFUND\w*|REVERSAL|REVERSED|CHARGEBACK|RETURNED|RETURN|R-?TRANSACTION",
    r"DEPOSIT|PREPAYMENT|QUOTE|QUOTATION",
    # German
    r"(?:HOCHZEITS|GEBURTSTAGS)GESCHENK",
    r"RUECK\w+|RUCK\w+|ERSTATTUNG|STORNIERUNG|KAUTION|VORAUSZAHLUNG|ANGEBOT",
    # French
    r"CADEAU\s(?:DE\s|D.)(?:MARIAGE|NAISSANCE|ANNIVERSAIRE)",
    r"REMBOURSEMENT|ARRHES|CAUTION|DEVIS|RETOUR|REJET",
    # Spanish
    r"REGALO\sDE\s(?:BODA|CUMPLEANOS)",
    r"REEMBOLSO|DEVOLUCION|FIANZA|SENAL|PRESUPUESTO",
)
_PART = _any_of(
    r"ACCONT[OI]|PARZIAL[EI]|RATA|RATE|TRANCHE|PART(?:IAL)?\sPAYMENT|ON\sACCOUNT",
    r"INSTALMENT|TEILZAHLUNG|ANZAHLUNG|ABSCHLAG\w*|RATENZAHLUNG|ACOMPTE|PARTIEL",
    r"ECHEANCE|A\sCUENTA|PARCIAL|PLAZO",
)
_CREDIT = re.compile(
    r"\b(?:N\.?\s?C\.?(?=\W|\d|$)|NOT[AE]\s(?:DI\s|D.\s?)?CREDITO|NOTACREDITO|GUTSCHRIFT(?:EN)?(?=\W)"
    r"|AVOIR|NOTA\sDE\s(?:CREDITO|ABONO)|CREDIT\sNOTES?)"
)

_WHOLE = _any_of(
    r"E/C|ESTRATTO\sCONTO|(?:TUTTE|TUTTO)\s(?:LE\s)?(?:FATTURE|APERTO|SCADUTO)",
    r"SALDO\sCONTO|STATEMENT\sOF\sACCOUNT|ALL\s(?:OPEN\s)?INVOICES",
    r"KONTOAUSGLEICH|SOLDE\s(?:DE\s)?COMPTE|SALDO\sDE\sCUENTA",
)
# What chooses among invoices, so that the law does not.
_WHICH = _any_of(
    r"(?:PEN)?ULTIM[AEO]|PRIM[AEO]|SECOND[AEO]|TERZ[AEO]|QUART[AEO]",
    r"(?:BI|TRI|QUADRI|SE)MESTR[EI]|TRIM|SEM|LAST|LATEST|FIRST|SECOND|THIRD",
    r"QUARTER|LETZT\w+|ERST\w+|ZWEIT\w+|QUARTAL|DERNIERE?S?|PREMIERE?S?",
    r"TRIMESTRES?|PRIMER[AO]|SEGUND[AO]|TERCER[AO]",
)
# Why less than is open was paid: no fee, and perhaps a dispute.
_LESS = _any_of(
    r"MENO|DETRA\w+|DECURT\w+|TRATTEN\w+|DEDOTT[AEIO]|DEDUZION[EI]",
    r"RES[AEIO]\sMERCE|MERCE\sRESA|PENAL[EI]|COMPENSA\w+|CONTESTA\w+|DIFETT\w+",
    r"IMPONIBILE|LESS|DEDUCT\w+|ABZ(?:UE|U)GLICH|ABZUG|MINUS|MOINS|DEDUIT\w*",
    r"MENOS|DEDUCI\w+",
)
# What is still to be done or delivered: no invoice of it need be here.
_AHEAD = _any_of(
    r"NUOV[OAIE]|ORDIN[EI]|LAVORI|FORNITUR[AE]|PROGETTO|IMPIANTO|INIZIO|MERCE",
    r"CONTRATTO|PRENOTAZIONE|ISCRIZIONE|NEW|ORDERS?|WORKS?|PROJECT|BOOKING",
    r"NEU\w{0,2}|AUFTRAG|BESTELLUNG|PROJEKT|NOUVE\w+|COMMANDE|TRAVAUX|PROJET",
    r"NUEV[OA]S?|PEDIDO|OBRAS?|PROYECTO|RESERVA(?:TION)?",
)
# Nothing but that he pays, and in whose stead: a name follows, and the bank's number.
_INSTEAD = re.compile(
    r"^(?:\W|\b(?:SALDO|BONIFICO|SEPA|PAGAMENTO|PAG|FATTUR[AE]|FATT?|FT|VS|VOSTR[AEOI]"
    r"|COMPETENZE|COMPENS[OI]|ACCREDITO|DOVUTO|A|DELLA|DELLE|VI|ABBIAMO|ACCREDITATO"
    r"|NOTPROVIDED|PAYMENT|INVOICES?|TRANSFER"
    r"|ZAHLUNG|RECHNUNG(?:EN)?|UEBERWEISUNG|VIREMENT|REGLEMENT|FACTURES?|PAGO|FACTURAS?"
    r"|TRANSFERENCIA)\b)*"
    r"\b(?:PER(?:\s(?:NOME\sE\sPER\s)?CONTO\sDI)?|ON\sBEHALF\sOF|FOR|FUER"
    r"|IM\sAUFTRAG\sVON|POUR(?:\sLE\sCOMPTE\sDE)?|POR\sCUENTA\sDE)\s"
    r"(?P<whose>[^;]+?)(?:\s(?:CRO|TRN|ID\.\s?OPER)\b.*)?$"
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
        instead: The name of whom he pays for, where it says no more.
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
    instead: str = ""


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
        instead=_instead(words),
    )


def mark_credit_notes(words: str) -> str:
    """Write every way to say "credit note" as the one word NC."""
    return _CREDIT.sub(" NC ", words)


def mark_proformas(words: str) -> str:
    """Write every way to say "pro-forma" as one word."""
    return _PROFORMA.sub(f" {PROFORMA} ", words)


def _instead(words: str) -> str:
    found = _INSTEAD.match(words)
    return found["whose"] if found else ""


def _found(pattern: re.Pattern[str], words: str) -> str:
    found = pattern.search(words)
    return found.group().strip() if found else ""
