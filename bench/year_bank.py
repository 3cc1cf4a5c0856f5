"""The bank of the year: transfers as they are made, and the files that tell of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bench.year_world import Debt, Transfer, World
from tests.camt import Entry, camt

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
    name = f"EC-{through}"
    entries = [
        Entry(
            one.cents,
            one.text,
            one.payer,
            reference=f"{name}-{no}",
            booked_on=one.booked_on,
        )
        for no, one in enumerate(told, 1)
    ]
    return camt(through, entries, name, opening=opening, since=since)
