"""Statements of the firm's account as CAMT.053, written for tests and plays."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from agent.model.money import Money
from tests.e2e.config import IBAN

_CAMT = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.{:02}"
_WRAPPED = 8  # since .08 names and states stand one element deeper


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a statement; a negative amount went out.

    Args:
        reference: The bank's own, by which the line is known when it comes again.
        parts: Amounts of a batch that the bank booked as one line.
        booked_on: None = the statement's own day.
    """

    cents: int
    words: str
    name: str
    iban: str = ""
    reference: str = ""
    is_reversal: bool = False
    parts: tuple[int, ...] = ()
    booked_on: date | None = None


def camt(
    day: date,
    entries: Sequence[Entry],
    name: str,
    version: int = 8,
    off: int = 0,
    opening: int = 1_000_000,
    since: date | None = None,
) -> bytes:
    """Write a day's statement of the firm's account, or that of all days since one.

    Args:
        off: Cents by which the closing balance is wrong.
        opening: Cents on the account before it.
    """
    since = since or day
    closing = opening + sum(one.cents for one in entries) + off
    created = f"<CreDtTm>{day}T20:00:00</CreDtTm>"
    lines = [
        f'<Document xmlns="{_CAMT.format(version)}"><BkToCstmrStmt>',
        f"<GrpHdr><MsgId>{name}</MsgId>{created}</GrpHdr><Stmt><Id>{name}</Id>{created}",
        f"<FrToDt><FrDtTm>{since}T00:00:00</FrDtTm><ToDtTm>{day}T23:59:59</ToDtTm></FrToDt>",
        f"<Acct><Id><IBAN>{IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>",
        _balance("OPBD", opening, since),
        _balance("CLBD", closing, day),
        *(_entry(one, one.booked_on or day, version) for one in entries),
        "</Stmt></BkToCstmrStmt></Document>",
    ]
    return "\n".join(lines).encode()


def _balance(kind: str, cents: int, day: date) -> str:
    kind = f"<Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>"
    return f"<Bal>{kind}{_amount(cents)}<Dt><Dt>{day}</Dt></Dt></Bal>"


def _entry(one: Entry, day: date, version: int) -> str:
    mark = f"{one.name}{one.words}{one.cents}{day}"
    reference = one.reference or hashlib.sha256(mark.encode()).hexdigest()[:12].upper()
    came_in = (one.cents > 0) is not one.is_reversal
    status = f"<Sts>{'BOOK' if version < _WRAPPED else '<Cd>BOOK</Cd>'}</Sts>"
    turned = "<RvslInd>true</RvslInd>" if one.is_reversal else ""
    parts = one.parts or (one.cents,)
    told = "".join(
        f"<TxDtls><Refs><AcctSvcrRef>{reference}</AcctSvcrRef></Refs>{_amount(cents)}"
        f"{_party(one, 'Dbtr' if came_in else 'Cdtr', version)}"
        f"<RmtInf><Ustrd>{one.words}</Ustrd></RmtInf></TxDtls>"
        for cents in parts
    )
    return (
        f"<Ntry>{_amount(one.cents)}{turned}{status}"
        f"<BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>"
        f"<AcctSvcrRef>{reference}</AcctSvcrRef><NtryDtls>{told}</NtryDtls></Ntry>"
    )


def _party(one: Entry, side: str, version: int) -> str:
    name = f"<Nm>{one.name}</Nm>"
    name = name if version < _WRAPPED else f"<Pty>{name}</Pty>"
    iban = f"<{side}Acct><Id><IBAN>{one.iban}</IBAN></Id></{side}Acct>"
    return (
        f"<RltdPties><{side}>{name}</{side}>{iban if one.iban else ''}</RltdPties>"
        if one.name
        else ""
    )


def _amount(cents: int) -> str:
    direction = "CRDT" if cents >= 0 else "DBIT"
    amount = Money(abs(cents)).decimal
    return f'<Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd>'
