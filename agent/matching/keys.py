"""Index keys: what the ledger stores of a number, and looks up for a payment."""

from __future__ import annotations

from dataclasses import dataclass

from agent.matching.names import name_words, payer_key
from agent.matching.references import read_remittance
from agent.matching.shapes import Shape, shape_of
from agent.model.payment import Payment

_MOST_NUMBERS = 120


@dataclass(frozen=True, slots=True)
class PaymentKeys:
    """What to look up for one payment.

    Args:
        numbers: Keys as `number_keys` makes them, most specific first.
        amounts: Open amounts to look for, in cents.
        iban: The payer's account; empty if the bank does not say.
        payer_key: The payer's name in its normal form, or empty.
        name_tokens: The words of the payer's name, longest first.
    """

    numbers: tuple[str, ...]
    amounts: tuple[int, ...]
    iban: str
    payer_key: str
    name_tokens: tuple[str, ...]


def number_keys(number: str) -> tuple[str, ...]:
    """Give the keys of a document number, most specific first.

    The bare sequence, marked "~", is weak: numbers begin anew every year.
    """
    shape = shape_of(number)
    return _keys_of(shape) if shape.sequence else ()


def payment_keys(payment: Payment) -> PaymentKeys:
    """Give what the ledger should look up for a payment."""
    said = read_remittance(payment)
    shapes = [shape for mention in said.mentions for shape in mention.shapes]
    keys = dict.fromkeys(key for shape in shapes for key in _keys_of(shape))
    numbers = sorted(keys, key=lambda key: (key.startswith("~"), -key.count(":")))
    return PaymentKeys(
        numbers=tuple(numbers[:_MOST_NUMBERS]),
        amounts=(payment.free.cents,),
        iban=payment.iban,
        payer_key=payer_key(said.payer),
        name_tokens=tuple(sorted(set(name_words(said.payer)), key=_longest_first)),
    )


def _keys_of(shape: Shape) -> tuple[str, ...]:
    year = f"/{shape.year}" if shape.year else ""
    keys = [f"{shape.sequence}{year}:{shape.series}"] if shape.series else []
    if year:
        keys.append(f"{shape.sequence}{year}")
    return (*keys, f"~{shape.sequence}")


def _longest_first(word: str) -> tuple[int, str]:
    return (-len(word), word)
