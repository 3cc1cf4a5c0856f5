"""Money: an amount in the smallest unit of its currency."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from agent.errors import Unreadable

# ISO 4217 currencies that do not have two decimal digits (list one, 2024).
_DIGITS = {"JPY": 0, "KRW": 0, "ISK": 0, "VND": 0, "CLP": 0, "HUF": 2} | dict.fromkeys(
    ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3
)


@dataclass(frozen=True, slots=True)
class Money:
    """Hold an amount as a whole number of minor units.

    Args:
        cents: Minor units (cents for EUR); negative for what lowers a debt.
        currency: ISO 4217 code in capitals.
    """

    cents: int
    currency: str = "EUR"

    @classmethod
    def of(cls, amount: Decimal, currency: str = "EUR") -> Money:
        """Take a decimal amount.

        Raises:
            Unreadable: It has more digits than the currency has minor units.
        """
        if not amount.is_finite():
            raise Unreadable(f"{amount} is not an amount")
        scaled = amount.scaleb(_DIGITS.get(currency, 2))
        cents = int(scaled)
        if cents != scaled:
            raise Unreadable(f"{amount} {currency} has more digits than {currency} has")
        return cls(cents, currency)

    @property
    def decimal(self) -> Decimal:
        """Give the amount in major units, with the currency's own digits."""
        return Decimal(self.cents).scaleb(-_DIGITS.get(self.currency, 2))

    def __add__(self, other: Money) -> Money:
        """Add money of the same currency."""
        return Money(self.cents + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        """Subtract money of the same currency."""
        return Money(self.cents - self._same(other), self.currency)

    def __neg__(self) -> Money:
        """Turn the sign."""
        return Money(-self.cents, self.currency)

    def __lt__(self, other: Money) -> bool:
        """Compare money of the same currency."""
        return self.cents < self._same(other)

    def __le__(self, other: Money) -> bool:
        """Compare money of the same currency."""
        return self.cents <= self._same(other)

    def __str__(self) -> str:
        """Give a plain form for logs and events: '1234.50 EUR'."""
        return f"{self.decimal} {self.currency}"

    def _same(self, other: Money) -> int:
        assert self.currency == other.currency, f"{self} and {other} do not add up"
        return other.cents


def total(amounts: list[Money]) -> tuple[Money, ...]:
    """Add amounts up to one sum for each currency, in order of currency code."""
    sums: dict[str, int] = {}
    for amount in amounts:
        sums[amount.currency] = sums.get(amount.currency, 0) + amount.cents
    return tuple(Money(sums[currency], currency) for currency in sorted(sums))
