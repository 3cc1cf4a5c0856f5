"""Train the model that reads replies, and measure it on the texts held out.

    ./dev train [--measure]

Writes agent/replies/weights.json: the same texts on the same Python give the same
bytes. `--measure` only measures the weights that are there.

micro, macro  F1 of intents, on the texts that no training and no choice has seen
person        share of them given to a person, beside the share that needs one
missed        legal, hardship, bank details, orders to a machine: seen by nobody
false holds   of the mails about the work: taken for mails about money
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from datetime import date
from pathlib import Path

from agent import resources
from agent.model.message import Parts
from agent.model.reply import Reading
from agent.replies.labelled import Labelled, examples, texts
from agent.replies.model import MACHINE, Model, from_bytes, to_bytes
from agent.replies.training import train
from agent.replies.understand import understand

SEED = 6
DAY = date(2026, 5, 12)
NO_PERSON = {
    "says_paid",
    "promises_payment",
    "acknowledges",
    "out_of_office",
    "automatic",
}
GRAVE = {"legal", "hardship", "bank_details_change", MACHINE}


def main() -> None:
    """Train, write, measure."""
    parser = argparse.ArgumentParser(prog="./dev train")
    parser.add_argument("--measure", action="store_true")
    only_measures = parser.parse_args().measure
    tables = {path.stem: texts(path.read_text("utf-8")) for path in resources.texts()}
    if not only_measures:
        retrain(tables)
    model = from_bytes(resources.weights().read_bytes())
    print(
        f"{'held out':10}{'texts':>6}{'micro':>7}{'macro':>7}{'person':>8}{'needs':>7}{'missed':>8}{'false holds':>13}"
    )
    for name, reader in (("rules", None), ("together", model)):
        for language, table in (*tables.items(), ("all", sum(tables.values(), ()))):
            print(
                row(f"{name} {language}", [one for one in table if one.is_held], reader)
            )


def retrain(tables: dict[str, tuple[Labelled, ...]]) -> None:
    """Learn from what is not held out, and write the weights."""
    begun = time.monotonic()
    known = [one for table in tables.values() for one in table if not one.is_held]
    data = to_bytes(train(examples(known), random.Random(SEED)))
    Path(resources.weights()).write_bytes(data)
    print(
        f"{len(known)} texts learned in {time.monotonic() - begun:.0f} s, {len(data)} bytes"
    )


def row(name: str, held: list[Labelled], model: Model | None) -> str:
    """Give one line of the table."""
    counts: Counter[str] = Counter()
    for one in held:
        if one.is_work:
            counts["work"] += 1
            counts["false holds"] += read(one, model, answers_us=False).about_money
        else:
            count(counts, one.labels, read(one, model, answers_us=True))
    words = {
        key.split(" ")[1] for key in counts if key.startswith(("hit ", "missing "))
    }
    each = [
        f1(counts[f"hit {w}"], counts[f"extra {w}"], counts[f"missing {w}"])
        for w in words
    ]
    micro = f1(counts["hit"], counts["extra"], counts["missing"])
    return (
        f"{name:14}{counts['texts']:>5}{micro:>7.3f}{sum(each) / max(1, len(each)):>7.3f}"
        f"{counts['person'] / counts['texts']:>8.3f}{counts['needs'] / counts['texts']:>7.3f}"
        f"{counts['missed']:>8}{counts['false holds']:>7} of {counts['work']}"
    )


def read(one: Labelled, model: Model | None, *, answers_us: bool) -> Reading:
    return understand(Parts(text=one.text), DAY, answers_us=answers_us, model=model)


def count(counts: Counter[str], labels: frozenset[str], reading: Reading) -> None:
    wanted, given = labels - {MACHINE}, set(reading.intents)
    for what, words in (
        ("hit", wanted & given),
        ("extra", given - wanted),
        ("missing", wanted - given),
    ):
        counts[what] += len(words)
        counts.update(f"{what} {word}" for word in words)
    counts["texts"] += 1
    counts["person"] += reading.needs_person
    counts["needs"] += not labels <= NO_PERSON
    counts["missed"] += bool(labels & GRAVE - given) and not reading.needs_person


def f1(hits: int, extra: int, missing: int) -> float:
    return 2 * hits / max(1, 2 * hits + extra + missing)


if __name__ == "__main__":
    main()
