"""Play second worlds through the program, and tell how well it does and how sure it is.

Figures: `stp` payments that settle invoices and were posted exactly; `precision` exact
of all posted; `harmful` posted on another customer's invoice, or though nothing is
paid; `hit1`, `hit3` right among one or three candidates; `none` money that settles
nothing and was left alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from bench.matching_firm import Firm
from bench.matching_world import Row, World, money

_START = date(2026, 9, 1)
_BANDS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.99)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one payment.

    Args:
        answer: "auto", "suggest" or "none".
        ranked: Whether each candidate is right, and how sure it was said to be.
    """

    payment: str
    settles: bool
    answer: str
    ranked: tuple[tuple[bool, float], ...]
    is_harmful: bool = False


def play(made_in: Path, seed: int, *, with_history: bool = True) -> list[Outcome]:
    """Play a world day by day; in the evening a person settles what was left open."""
    world = World(seed)
    firm = Firm(made_in, f"world-{seed}-{with_history}", _START)
    customers = world.customers()
    firm.take_customers(customers)
    firm.take_all(world.invoices(), {row["customer_id"]: row for row in customers})
    if with_history:
        firm.take_history([row for row in world.history if row["customer_id"]])
    owner_of = {bill.id: buyer.id for buyer in world.buyers for bill in buyer.bills}
    found: list[Outcome] = []
    for day, some in groupby(world.payments, key=lambda row: row["booking_date"]):
        rows = list(some)
        answers = firm.day(date.fromisoformat(day), rows)
        found += [_outcome(world, owner_of, each) for each in answers]
        left = [each for each in answers if each["decision"] != "auto"]
        firm.confirm([_by_a_person(world, each["payment_id"]) for each in left])
    return found


def _outcome(world: World, owner_of: dict[str, str], answer: dict[str, Any]) -> Outcome:
    key, decision = answer["payment_id"], answer["decision"]
    wanted = {one: cents for one, cents in world.truth[key].items() if cents}
    sets = answer.get("candidates") or [answer.get("allocations", [])]
    sure = answer.get("confidences") or [0.0] * len(sets)
    got = [_cents(each) for each in sets]
    ranked = tuple(
        (each == wanted, how) for each, how in zip(got, sure, strict=True) if each
    )
    is_strange = any(owner_of[one] != world.owner[key] for one in (got or [{}])[0])
    is_harmful = decision == "auto" and (not wanted or is_strange)
    return Outcome(key, bool(wanted), decision, ranked[:3], is_harmful)


def _cents(allocations: Iterable[Row]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for one in allocations:
        found[one["invoice"]] += round(float(one["amount"]) * 100)
    return {invoice: cents for invoice, cents in found.items() if cents}


def _by_a_person(world: World, key: str) -> dict[str, Any]:
    left = world.residues.get(key, 0)
    closed = {"residual": money(left), "residual_reason": "bank_fee"} if left else {}
    return {
        "payment_id": key,
        "customers": [world.owner[key]],
        "allocations": [
            {"invoice": one, "amount": money(cents), **closed}
            for one, cents in world.truth[key].items()
        ],
        "unallocated_reason": "",
    }


def figures(found: Sequence[Outcome]) -> dict[str, float]:
    """Add up what became of payments."""
    settling = [one for one in found if one.settles]
    posted = [one for one in found if one.answer == "auto"]
    asked = [one for one in settling if one.answer == "suggest"]
    others = [one for one in found if not one.settles]
    return {
        "stp": _share(one.answer == "auto" and one.ranked[0][0] for one in settling),
        "precision": _share(one.ranked[0][0] for one in posted),
        "harmful": sum(one.is_harmful for one in posted),
        "hit1": _share(one.ranked[0][0] for one in asked),
        "hit3": _share(any(right for right, _ in one.ranked) for one in asked),
        "none": _share(one.answer == "none" for one in others),
    }


def reliability(found: Iterable[Outcome]) -> list[tuple[float, int, float]]:
    """Give for each band of confidence how many first candidates were right."""
    bands: dict[float, list[bool]] = defaultdict(list)
    for one in found:
        for right, sure in one.ranked[:1]:
            bands[max(band for band in _BANDS if band <= sure)].append(right)
    return [(band, len(some), _share(some)) for band, some in sorted(bands.items())]


def tell(made_in: Path, seeds: Sequence[int]) -> None:
    """Print the figures of each world, with and without a history, and how sure."""
    everything: list[Outcome] = []
    for seed in seeds:
        found = play(made_in, seed)
        empty = play(made_in, seed, with_history=False)
        everything += [*found, *empty]
        late = len(found) * 3 // 4
        for name, some in (
            (f"world {seed}", found),
            ("  its last quarter", found[late:]),
            ("  the same, no history", empty[late:]),
        ):
            told = "  ".join(
                f"{key} {value:.4g}" for key, value in figures(some).items()
            )
            print(f"{name:24} {len(some):5} payments  {told}")
    print("confidence from   first candidates   right")
    for band, count, share in reliability(everything):
        print(f"{band:15.2f}   {count:16}   {share:.3f}")


def _share(some: Iterable[bool]) -> float:
    every = list(some)
    return sum(every) / len(every) if every else 1.0
