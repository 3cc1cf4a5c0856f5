"""The bank: what was booked on the firm's account, told day by day as CAMT.053.

Source: ISO 20022 camt.053.001.08.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from xml.sax.saxutils import escape

from agent.demo import firm
from agent.model.money import Money

_SPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
_OPENING = Money(1_840_000)


@dataclass(frozen=True, slots=True)
class Transfer:
    """Money that moved; a negative amount went out.

    Args:
        words: What the payer wrote.
    """

    name: str
    iban: str
    amount: Money
    words: str


class Bank:
    """Keeps the account, and writes one statement a banking day."""

    def __init__(self, opened_on: date) -> None:
        self._balance = _OPENING
        self._told_through = opened_on - timedelta(days=1)
        self._count = 0

    def write_statement(self, through: date, booked: Sequence[Transfer]) -> bytes:
        """Write what was booked since the last statement, all on its last day."""
        since, opening = self._told_through + timedelta(days=1), self._balance
        entries = [self._entry(each, through) for each in booked]
        self._balance = opening + Money(sum(each.amount.cents for each in booked))
        self._told_through = through
        name = f"{firm.IBAN[-4:]}-{through.isoformat()}"
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<Document xmlns="{_SPACE}"><BkToCstmrStmt>',
            f"<GrpHdr><MsgId>{name}</MsgId>{_created(through)}</GrpHdr>",
            f"<Stmt><Id>{name}</Id>{_created(through)}",
            f"<FrToDt><FrDtTm>{since}T00:00:00</FrDtTm>",
            f"<ToDtTm>{through}T23:59:59</ToDtTm></FrToDt>",
            f"<Acct><Id><IBAN>{firm.IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>",
            *_balance("OPBD", opening, since),
            *_balance("CLBD", self._balance, through),
            *entries,
            "</Stmt></BkToCstmrStmt></Document>",
        ]
        return "\n".join(lines).encode()

    def _entry(self, transfer: Transfer, day: date) -> str:
        self._count += 1
        return "\n".join(_entry(transfer, day, f"Q{self._count:06}"))


def _created(day: date) -> str:
    return f"<CreDtTm>{day}T22:00:00</CreDtTm>"


def _balance(kind: str, amount: Money, on: date) -> Iterator[str]:
    yield f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>"
    yield f"{_amount(amount)}<Dt><Dt>{on}</Dt></Dt></Bal>"


def _entry(transfer: Transfer, day: date, reference: str) -> Iterator[str]:
    came_in = transfer.amount.cents > 0
    side = "Dbtr" if came_in else "Cdtr"
    yield f"<Ntry>{_amount(transfer.amount)}<Sts><Cd>BOOK</Cd></Sts>"
    yield f"<BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>"
    yield f"<AcctSvcrRef>{reference}</AcctSvcrRef>"
    yield "<NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>"
    if transfer.name:
        yield f"<RltdPties><{side}><Pty><Nm>{escape(transfer.name)}</Nm></Pty></{side}>"
        yield f"<{side}Acct><Id><IBAN>{transfer.iban}</IBAN></Id></{side}Acct>"
        yield "</RltdPties>"
    yield f"<RmtInf><Ustrd>{escape(transfer.words)}</Ustrd></RmtInf>"
    kind = "BONIFICO A VOSTRO FAVORE" if came_in else "ADDEBITO"
    yield f"</TxDtls></NtryDtls><AddtlNtryInf>{kind}</AddtlNtryInf></Ntry>"


def _amount(amount: Money) -> str:
    direction = "CRDT" if amount.cents >= 0 else "DBIT"
    size = Money(abs(amount.cents), amount.currency)
    return (
        f'<Amt Ccy="{amount.currency}">{size.decimal}</Amt>'
        f"<CdtDbtInd>{direction}</CdtDbtInd>"
    )
