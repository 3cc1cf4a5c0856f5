"""Orders: how many phrased commands of the owner are read right, and which wrongly.

    .venv/bin/python bench/orders.py [--texts FILE] [--verbose]

right        orders read as one of the readings that are all right, of all that were given
wrong        orders that would do something else: another action, item, day or sum
asked back   orders that are not understood, and so asked back

Each text is a mail to the summary with its greeting, quotation and signature, and goes the
way of a real one: parsed, cut down to the new words, read line by line.
"""

from __future__ import annotations

import argparse
import shlex
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from pathlib import Path

from agent.mail.parse import parse
from agent.replies.new_text import extract
from agent.replies.orders.order import Order, orders

SENT = date(2026, 11, 25)
TEXTS = Path(__file__).with_name("orders.txt")
CUSTOMERS = (
    "Rossi Srl",
    "Bianchi & Figli",
    "Edil Rovere",
    "Smith Ltd",
    "Brown & Co",
    "Oak Builders",
    "Vivaio Salice",
    "Studio Acero",
    "Harbour Foods",
)
NUMBERS = ("12/2026", "14/2026", "15/2026", "88/2026", "7/2026", "21/2026")
_KEYS = ("item", "customer", "invoice", "until", "amount", "target", "outcome")


@dataclass(frozen=True)
class Text:
    """One mail, and for each order in it the readings that are all right."""

    language: str
    words: str
    wanted: tuple[tuple[dict[str, str], ...], ...]


def read(path: Path) -> Iterator[Text]:
    """Read labelled mails."""
    for block in path.read_text("utf-8").split("\n== ")[1:]:
        language, _, rest = block.partition("\n")
        lines = rest.rstrip("\n").split("\n")
        body = "\n".join(line for line in lines if not line.startswith("=> "))
        wanted = [line[3:].split(" | ") for line in lines if line.startswith("=> ")]
        yield Text(language, body, tuple(tuple(map(_reading, each)) for each in wanted))


def _reading(written: str) -> dict[str, str]:
    action, *more = shlex.split(written)
    named = dict(each.split("=", 1) for each in more if "=" in each)
    item = next((each for each in more if "=" not in each), "")
    return {"action": action, **({"item": item} if item else {}), **named}


def answered(text: Text) -> tuple[Order, ...]:
    """Read a mail as the program does."""
    mail = EmailMessage()
    mail["From"], mail["To"] = "carla@firm.test", "office@firm.test"
    mail["Subject"], mail["Date"] = "Re: Sollecito", "Wed, 25 Nov 2026 09:00:00 +0100"
    mail.set_content(text.words)
    new = extract(parse(mail.as_bytes()))
    return orders("" if new.is_whole else new.text, SENT, CUSTOMERS, NUMBERS)


def judged(text: Text) -> Iterator[tuple[str, object, object]]:
    """Judge each order wanted, and each that nobody gave."""
    found = list(answered(text))
    for at, readings in enumerate(text.wanted):
        order = found[at] if at < len(found) else None
        yield _verdict(order, readings), readings, order
    for order in found[len(text.wanted) :]:
        asks = _is_asked_back(order)
        yield ("asked for nothing" if asks else "wrong"), "nothing", order


def _verdict(order: Order | None, readings: tuple[dict[str, str], ...]) -> str:
    if order is None:
        is_silent = any(one["action"] == "not_understood" for one in readings)
        return "right" if is_silent else "unheard"
    may_ask = any(one["action"] == "not_understood" for one in readings)
    if any(_is(order, one) for one in readings) or (may_ask and _is_asked_back(order)):
        return "right"
    return "asked back" if _is_asked_back(order) else "wrong"


def _is_asked_back(order: Order) -> bool:
    """Tell an order that is not carried out before its writer says more."""
    names = order.item is not None or order.customer or order.invoice
    is_undated = order.action in ("wait", "promise") and order.until is None
    is_of_all = order.action in ("stop_all", "resume_all")
    is_heard = order.action != "not_understood"
    return not is_heard or is_undated or not (names or is_of_all)


def _is(order: Order, wanted: dict[str, str]) -> bool:
    if order.action != wanted["action"]:
        return False
    if order.action == "not_understood":
        return True
    return all(_said(order, key) == _plain(key, wanted.get(key, "")) for key in _KEYS)


def _said(order: Order, key: str) -> str:
    value = getattr(order, key)
    return _plain(key, "" if value is None else str(value))


def _plain(key: str, value: str) -> str:
    """Compare names by their first word: the ledger writes them whole."""
    return (
        value.split(" ", maxsplit=1)[0].lower()
        if key in ("customer", "target")
        else value
    )


def main() -> None:
    """Print the figures, and what was not right."""
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--texts", type=Path, default=TEXTS)
    args.add_argument("--verbose", action="store_true")
    told = args.parse_args()
    counts: dict[str, Counter[str]] = {}
    for text in read(told.texts):
        for verdict, wanted, order in judged(text):
            counts.setdefault(text.language, Counter())[verdict] += 1
            if told.verbose and verdict != "right":
                print(
                    f"{verdict:11} {text.words!r}\n    wanted {wanted}\n    read   {order}"
                )
    for language, found in (*counts.items(), ("all", sum(counts.values(), Counter()))):
        given = found.total() - found["asked for nothing"]
        share = 100 * found["right"] / given
        rest = ", ".join(f"{n} {what}" for what, n in found.items() if what != "right")
        print(
            f"{language:4} {given:4} orders: {share:5.1f} % right; {rest or 'no other'}"
        )


if __name__ == "__main__":
    main()
