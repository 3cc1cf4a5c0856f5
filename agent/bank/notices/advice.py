"""Remittance advices: what a customer says a payment of his is for."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date
from decimal import Decimal

from agent.bank.notices.labels import role_of
from agent.bank.notices.lines import lines_of, one_line, plain
from agent.bank.notices.rows import Field, read_rows
from agent.bank.written import Sum, days, sums
from agent.model.message import Parts
from agent.model.notice import Advice, ToldMoney

_TITLE = re.compile(
    r"\bavvis[oi] di (?:pagamento|bonifico|disposizione)|\b(?:distinta|dettaglio|specifica|elenco)(?: dei| del| di| delle)? (?:pagament|bonific|fatture (?:pagate|saldate|liquidate))"
    r"|\b(?:fatture|documenti) (?:in pagamento|pagat[ei]|saldat[ei]|liquidat[ei])|\bpagamento delle seguenti|\bbonifico a saldo delle\b|\bcomunicazione di (?:pagamento|bonifico)"
    r"|\b(?:remittance|payment) (?:advice|notification|details|remittance)|\bsettled by our\b|\binvoices? (?:settled|paid|covered) by\b|\bthis payment covers\b"
    r"|zahlungsavis|zahlungsmitteilung|\bavis uber\b|\b(?:folgende|nachstehende|aufgefuhrte)n? rechnungen (?:bezahlt|beglichen|uberwiesen)"
    r"|\bavis de (?:paiement|virement|reglement)|\bbordereau de (?:paiement|reglement)|\bdetail du (?:paiement|reglement|virement)"
    r"|\baviso de (?:pago|transferencia)|\bdetalle (?:del|de) pago|\bfacturas (?:pagadas|abonadas|incluidas)"
)
_OURS = re.compile(
    r"\b(?:nostr[oa]|il|un) (?:bonifico|pagamento)|\babbiamo (?:disposto|effettuato|eseguito|provveduto|pagato|saldato)|\bour (?:payment|transfer)|\bwe have (?:paid|transferred|settled|made)"
    r"|\bunsere (?:zahlung|uberweisung)|\bhaben wir\b|\bnotre (?:virement|paiement|reglement)|\bnous avons (?:paye|regle|vire)|\bnuestr[oa] (?:pago|transferencia)|\bhemos (?:pagado|transferido|realizado)"
)
_DEMANDS = re.compile(
    r"\bda pagare\b|\bamount due\b|\bplease pay\b|\bpay by\b|\bzu zahlen\b|\bbitte (?:be)?zahlen|\ba payer\b|\ba pagar\b|\bin scadenza\b|\bpagopa\b"
)
_TOTAL = re.compile(
    r"\btotal\w*|\bgesamt\w*|\bsumme\b|\bimporto (?:del )?(?:bonifico|pagamento|complessivo)|\bpayment amount|\bzahlbetrag|\bmontant (?:du virement|total)|\bimporte total"
)
_PROGRAM = re.compile(
    r"no-?reply|\bpayables?\b|\baccounts?\b|\bpagamenti\b|\btesoreria\b|\bbuchhaltung\b|\bamministrazione\b",
    re.I,
)
_LEAST_ROWS = 2


def read_advice(
    parts: Parts, named: Callable[[], Sequence[str]], attached: str = ""
) -> Advice | None:
    """Read what a payment is for; None where a mail is no such advice.

    Args:
        named: Gives the documents that the mail and its files name; asked only where
            the words are those of an advice.
        attached: The text of the files that came with it.
    """
    lines = lines_of(f"{parts.text}\n{attached}" if attached else parts.text)
    flat = [plain(one_line(parts.subject)), *(plain(line) for line in lines)]
    if not _may_be_advice(flat):
        return None
    references = named()
    if not references or not _is_advice(flat, references):
        return None
    amount = _amount(flat)
    if amount is None:
        return None
    fields = read_rows(lines).fields
    money = ToldMoney(
        amount=amount.value,
        currency=amount.currency,
        on=_day(flat, parts.sent_at.date() if parts.sent_at else None),
        payer=_payer(fields, parts),
        remittance=", ".join(references),
    )
    because = "it names documents of ours and what was paid for them"
    return Advice(money, tuple(references), because)


def _may_be_advice(flat: Sequence[str]) -> bool:
    text = "\n".join(flat)
    if not (_TITLE.search(text) or _OURS.search(text)):
        return False
    return not _DEMANDS.search(text)


def _is_advice(flat: Sequence[str], references: Sequence[str]) -> bool:
    """Tell what is called an advice, or lists documents with their sums."""
    is_titled = bool(_TITLE.search("\n".join(flat)))
    return is_titled or len(_rows(flat, references)) >= _LEAST_ROWS


def _rows(flat: Sequence[str], references: Collection[str]) -> list[Sum]:
    """Give the sums of the lines that name a document."""
    names = [plain(one) for one in references]
    found = []
    for line in flat[1:]:
        told = list(sums(line))
        if told and any(name in line for name in names):
            found.append(told[-1])
    return found


def _amount(flat: Sequence[str]) -> Sum | None:
    """Give the sum that was paid: what is called the total, or adds up to it."""
    told = [one for line in flat for one in sums(line) if not one.is_negative]
    if not told:
        return None
    for line in flat:
        if (named := _TOTAL.search(line)) and (
            after := [one for one in sums(line) if one.start >= named.start()]
        ):
            return after[0]
    values = [one.value for one in told]
    for one in told:
        if values.count(one.value) == 1 and one.value * 2 == sum(values, Decimal(0)):
            return one
    for line in flat:
        if (_OURS.search(line) or _TITLE.search(line)) and (said := list(sums(line))):
            return said[0]
    return told[0] if len(set(values)) == 1 else None


def _payer(fields: Sequence[Field], parts: Parts) -> str:
    labelled = next((one.value for one in fields if one.role == "payer"), "")
    if labelled and "@" not in labelled:
        return labelled
    name = one_line(parts.sender_name)
    return "" if _PROGRAM.search(name) else name


def _day(flat: Sequence[str], sent_on: date | None) -> date | None:
    """Give the one day that is said of the payment itself."""
    for line in flat:
        label = line.partition(":")[0]
        if _OURS.search(line) or _TITLE.search(line) or role_of(label) == "day":
            for one in days(line, sent_on):
                return one.on
    return None
