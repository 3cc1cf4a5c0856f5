"""Files a firm drops in: open invoices as CSV, bank statements as CAMT.053."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agent.model.money import Money
from tests.e2e.config import IBAN

_SPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
_OPENING = Money(1_000_000)


@dataclass(frozen=True, slots=True)
class Owed:
    """One invoice of a customer."""

    number: str
    due_on: date
    name: str
    email: str
    cents: int = 122_000
    phone: str = "+39 02 1234567"


@dataclass(frozen=True, slots=True)
class Credit:
    """Money that a statement says came in.

    Args:
        reference: The bank's own, by which the line is known when it comes again.
    """

    words: str
    name: str
    cents: int = 122_000
    reference: str = ""


def invoices_csv(owed: Iterable[Owed]) -> bytes:
    """Write invoices as a table of open items."""
    titles = "Numero;Data;Scadenza;Importo;Cliente;Email;Telefono"
    rows = [
        f"{one.number};{one.due_on - timedelta(days=30):%d/%m/%Y};{one.due_on:%d/%m/%Y};"
        f"{Money(one.cents).decimal};{one.name};{one.email};{one.phone}"
        for one in owed
    ]
    return "\r\n".join([titles, *rows, ""]).encode()


def statement(day: date, credits_: Sequence[Credit], name: str = "") -> bytes:
    """Write a day's statement of the firm's account."""
    name = name or f"EC-{day.isoformat()}"
    closing = _OPENING + Money(sum(one.cents for one in credits_))
    created = f"<CreDtTm>{day}T20:00:00</CreDtTm>"
    lines = [
        f'<Document xmlns="{_SPACE}"><BkToCstmrStmt>',
        f"<GrpHdr><MsgId>{name}</MsgId>{created}</GrpHdr><Stmt><Id>{name}</Id>{created}",
        f"<FrToDt><FrDtTm>{day}T00:00:00</FrDtTm><ToDtTm>{day}T23:59:59</ToDtTm></FrToDt>",
        f"<Acct><Id><IBAN>{IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>",
        _balance("OPBD", _OPENING, day),
        _balance("CLBD", closing, day),
        *(_entry(one, day, f"{name}-{no}") for no, one in enumerate(credits_, 1)),
        "</Stmt></BkToCstmrStmt></Document>",
    ]
    return "\n".join(lines).encode()


def _balance(kind: str, amount: Money, day: date) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>"
        f"{_amount(amount)}<Dt><Dt>{day}</Dt></Dt></Bal>"
    )


def _entry(credit: Credit, day: date, reference: str) -> str:
    return (
        f"<Ntry>{_amount(Money(credit.cents))}<Sts><Cd>BOOK</Cd></Sts>"
        f"<BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>"
        f"<AcctSvcrRef>{credit.reference or reference}</AcctSvcrRef><NtryDtls><TxDtls>"
        f"<RltdPties><Dbtr><Pty><Nm>{credit.name}</Nm></Pty></Dbtr></RltdPties>"
        f"<RmtInf><Ustrd>{credit.words}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
    )


def _amount(amount: Money) -> str:
    return f'<Amt Ccy="EUR">{amount.decimal}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
