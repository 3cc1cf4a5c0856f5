"""Index keys: what the ledger stores of a number, and looks up for a payment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from agent.matching.identifiers import reference_key
from agent.matching.names import is_service, name_words, payer_key
from agent.matching.references import read_remittance
from agent.matching.shapes import Shape, shape_of
from agent.model.invoice import OpenItem
from agent.model.payment import Payment

STAND_IN = "for"
_MOST_NUMBERS = 120
_TELLING = 3  # letters of a word of a name that is no chance


@dataclass(frozen=True, slots=True)
class PaymentKeys:
    """What to look up for one payment.

    Args:
        numbers: Keys as `number_keys` makes them, most specific first.
        amounts: Open amounts to look for, in cents.
        iban: The payer's account; empty if the bank does not say.
        payer_key: The payer's name in its normal form, or empty.
        name_tokens: The words of the payer's name, longest first.
        said: Words that he wrote, a name perhaps among them.
        codes: Customer numbers that he says are his.
        payer_name: As the bank writes it.
        instead_key: The name of whom he says that he pays for, likewise, or empty.
    """

    numbers: tuple[str, ...]
    amounts: tuple[int, ...]
    iban: str
    payer_key: str
    name_tokens: tuple[str, ...]
    said: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    payer_name: str = ""
    instead_key: str = ""


# Asked of every item that any payment of a day may name.
@lru_cache(maxsize=20_000)
def number_keys(number: str) -> tuple[str, ...]:
    """Give the keys of a document number, most specific first.

    The bare sequence, marked "~", is weak: numbers begin anew every year.
    """
    shape = shape_of(number)
    return _keys_of(shape) if shape.sequence else ()


def reference_keys(references: Iterable[str]) -> tuple[str, ...]:
    """Give the keys of what else names a document, each marked "="."""
    found = dict.fromkeys(map(reference_key, references))
    return tuple(f"={key}" for key in found if key)


def item_keys(item: OpenItem) -> Iterable[str]:
    """Give the keys of all that names an item's document."""
    yield from number_keys(item.number)
    yield from number_keys(item.proforma)
    yield from reference_keys(item.references)


def payment_keys(payment: Payment) -> PaymentKeys:
    """Give what the ledger should look up for a payment."""
    said = read_remittance(payment)
    mentions = (*said.mentions, *said.labelled)
    shapes = [shape for mention in mentions for shape in mention.shapes]
    keys = dict.fromkeys(key for shape in shapes for key in _keys_of(shape))
    numbers = sorted(keys, key=lambda key: (key.startswith("~"), -key.count(":")))
    references = [f"={key}" for key in said.references]
    return PaymentKeys(
        numbers=(*numbers[:_MOST_NUMBERS], *references[:_MOST_NUMBERS]),
        amounts=(payment.free.cents,),
        iban=payment.iban,
        payer_key=payer_key(said.payer),
        name_tokens=tuple(sorted(set(name_words(said.payer)), key=_longest_first)),
        said=tuple(sorted({word for word in name_words(said.words) if _tells(word)})),
        codes=said.codes,
        payer_name=said.payer,
        instead_key=payer_key(said.purpose.instead),
    )


def payer_marks(payment: Payment) -> tuple[str, str]:
    """Give the marks by which a payer is known again: his account and his name.

    Empty ones where he pays for everybody, and nothing is to be learned of him.
    """
    payer = read_remittance(payment).payer
    if is_service(payer):
        return "iban:", "name:"
    return f"iban:{payment.iban}", f"name:{payer_key(payer)}"


def stand_in_mark(payment: Payment) -> str:
    """Give the mark of one who pays for another customer: his name, if it tells him."""
    _, _, name = payer_marks(payment)[1].partition(":")
    return f"{STAND_IN}:{name}"


def _keys_of(shape: Shape) -> tuple[str, ...]:
    year = f"/{shape.year}" if shape.year else ""
    keys = [f"{shape.sequence}{year}:{shape.series}"] if shape.series else []
    if year:
        keys.append(f"{shape.sequence}{year}")
    return (*keys, f"~{shape.sequence}")


def _tells(word: str) -> bool:
    return len(word) >= _TELLING and word.isalpha()


def _longest_first(word: str) -> tuple[int, str]:
    return (-len(word), word)
