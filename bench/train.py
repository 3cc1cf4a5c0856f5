"""Train the model that reads replies, and measure it on the texts held out.

    ./dev train [--measure]

"held out" are the texts that no training sees; those in bench/sealed were written
before the training texts of the same hand grew: none is learned from and no error in
them was looked at, yet the words of concepts.py came after them. They flatter a little.
Those in bench/stranger are the judge: 300 about money and 300 about the work, written by
writers who saw no text and no rule of ours; only the totals below were ever looked at.

Writes agent/replies/weights.json: the same texts on the same Python give the same
bytes. `--measure` only measures the weights that are there.

micro, macro  F1 of intents, on the texts that no training and no choice has seen
person        share of them given to a person, beside the share that needs one
dangers       legal, hardship, bank details seen by nobody; invented payments, promises
false holds   of the mails about the work: taken for mails about money
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

from agent import resources
from agent.replies.exam import sit
from agent.replies.labelled import Labelled, examples, texts
from agent.replies.model import Model, from_bytes, to_bytes
from agent.replies.training import SEED, train

_UNSEEN = ("sealed", "stranger")


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
        f"{'held out':14}{'texts':>5}{'micro':>7}{'macro':>7}{'person':>8}{'needs':>7}{'dangers':>9}{'false holds':>13}"
    )
    for name, reader in (("rules", None), ("together", model)):
        for language, table in (*tables.items(), ("all", sum(tables.values(), ()))):
            held = [one for one in table if one.is_held]
            print(row(f"{name} {language}", held, reader))
    for name in _UNSEEN:
        paths = sorted((Path(__file__).parent / name).glob("*.tsv"))
        unseen = {one.stem: texts(one.read_text("utf-8")) for one in paths}
        for language, table in (*unseen.items(), ("all", sum(unseen.values(), ()))):
            print(row(f"{name} {language}", list(table), model))


def retrain(tables: dict[str, tuple[Labelled, ...]]) -> None:
    """Learn from what is not held out, and write the weights."""
    begun = time.monotonic()
    known = [one for table in tables.values() for one in table if not one.is_held]
    data = to_bytes(train(examples(known), random.Random(SEED), told))
    Path(resources.weights()).write_bytes(data)
    print(
        f"{len(known)} texts learned in {time.monotonic() - begun:.0f} s, {len(data)} bytes"
    )


def told(done: int, labels: int) -> None:
    """Say how far it is."""
    print(f"label {done + 1} of {labels}", end="\r", file=sys.stderr)


def row(name: str, held: list[Labelled], model: Model | None) -> str:
    """Give one line of the table."""
    marks = sit(held, model)
    return (
        f"{name:14}{marks.texts:>5}{marks.micro:>7.3f}{marks.macro:>7.3f}{marks.person:>8.3f}"
        f"{marks.needs:>7.3f}{marks.dangers:>9}{marks.false_holds:>7} of {marks.work}"
    )


if __name__ == "__main__":
    main()
