"""The bank of the year: transfers as they are made, and the files that tell of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from agent.model.money import Money
from bench.year_world import Debt, Transfer, World
from tests.e2e.config import IBAN

_SPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
_STRANGERS = ("Gamma Spa", "Comune di Prova", "Assicurazioni Beta")


def pay(world: World, day: date) -> None:
    """Let all pay who mean to on a day; one customer's invoices go together."""
    due = [
        debt
        for debt in world.debts.values()
        if debt.pays_on <= day
        and world.meant(debt.number) > 0
        and debt.number not in world.contested
    ]
    for who in sorted({debt.customer for debt in due}):
        _pay(world, day, [debt for debt in due if debt.customer == who])
    if world.happens(0.2):
        cents = world.chance.randrange(5_000, 90_000)
        payer = world.chance.choice(_STRANGERS)
        world.transfer(Transfer(cents, "rimborso", payer, day, {}))


def _pay(world: World, day: date, debts: Sequence[Debt]) -> None:
    chance = world.chance
    parts = {debt.number: world.meant(debt.number) for debt in debts}
    if len(parts) == 1 and world.happens(0.08):  # the rest comes later
        (debt,) = debts
        parts[debt.number] //= 2
        debt.pays_on = day.fromordinal(day.toordinal() + chance.randint(12, 25))
    text, payer = _words(world, debts)
    world.transfer(Transfer(sum(parts.values()), text, payer, day, parts))


def _words(world: World, debts: Sequence[Debt]) -> tuple[str, str]:
    """Give what a payer writes: mostly clear, one in six not."""
    chance, payer = world.chance, world.customers[debts[0].customer].name
    named = " ".join(debt.number for debt in debts)
    wrong = f"saldo fattura {chance.randrange(900, 999)}/2025"
    ways = (
        (f"saldo fatture {named}", payer),
        ("bonifico", payer),
        (wrong, payer),
        (f"pagamento fatt {named}", "Rossi Maria"),
        ("pagamento", ""),
    )
    (way,) = chance.choices(ways, weights=(84, 7, 4, 3, 2))
    return way


def statement(
    since: date, through: date, told: Sequence[Transfer], opening: int
) -> bytes:
    """Write what the bank tells of some days.

    Args:
        opening: Cents on the account before them.
    """
    name, closing = f"EC-{through}", opening + sum(one.cents for one in told)
    created = f"<CreDtTm>{through}T20:00:00</CreDtTm>"
    span = f"<FrDtTm>{since}T00:00:00</FrDtTm><ToDtTm>{through}T23:59:59</ToDtTm>"
    lines = [
        f'<Document xmlns="{_SPACE}"><BkToCstmrStmt>',
        f"<GrpHdr><MsgId>{name}</MsgId>{created}</GrpHdr><Stmt><Id>{name}</Id>{created}",
        f"<FrToDt>{span}</FrToDt>",
        f"<Acct><Id><IBAN>{IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>",
        _balance("OPBD", opening, since),
        _balance("CLBD", closing, through),
        *(_entry(one, f"{name}-{no}") for no, one in enumerate(told, 1)),
        "</Stmt></BkToCstmrStmt></Document>",
    ]
    return "\n".join(lines).encode()


def _balance(kind: str, cents: int, day: date) -> str:
    kind = f"<Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>"
    return f"<Bal>{kind}{_amount(cents)}<Dt><Dt>{day}</Dt></Dt></Bal>"


def _entry(one: Transfer, reference: str) -> str:
    name = f"<RltdPties><Dbtr><Pty><Nm>{one.payer}</Nm></Pty></Dbtr></RltdPties>"
    day = one.booked_on
    return (
        f"<Ntry>{_amount(one.cents)}<Sts><Cd>BOOK</Cd></Sts>"
        f"<BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>"
        f"<AcctSvcrRef>{reference}</AcctSvcrRef><NtryDtls><TxDtls>"
        f"{name if one.payer else ''}"
        f"<RmtInf><Ustrd>{one.text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
    )


def _amount(cents: int) -> str:
    return f'<Amt Ccy="EUR">{Money(cents).decimal}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
