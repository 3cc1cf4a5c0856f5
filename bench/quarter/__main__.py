"""Run the quarter and print the table: row, what should happen, seen or not, evidence."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from bench.quarter.chapters import STORIES
from bench.quarter.firm import Firm, mailboxes
from bench.quarter.play import play
from bench.quarter.story import Finding, Story
from tests.servers.mail_pair import MailPair


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", default="", help="only these, such as 3,20")
    parser.add_argument("--named", default="", help="only stories whose name has this")
    parser.add_argument("--since", default="", help="only those begun since, as 10-28")
    parser.add_argument("--keep", type=Path, help="keep the firm's folder here")
    said = parser.parse_args()
    rows = {int(row) for row in said.rows.split(",") if row}
    stories = [
        one
        for one in STORIES
        if (not rows or rows & set(one.rows)) and said.named in one.name
    ]
    began = time.monotonic()
    with ExitStack() as stack:
        folder = said.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        pair = stack.enter_context(MailPair(users=mailboxes()))
        firm = stack.enter_context(Firm(pair, folder))
        found = play(firm, stories, said.since)
    show(found)
    seconds, ran = time.monotonic() - began, firm.program.count
    unseen = [one for one in found if not one.is_seen]
    print(
        f"\n{len(found) - len(unseen)} of {len(found)} seen, "
        f"{len({row for one in found for row in one.story.rows})} rows; "
        f"{ran} processes, {seconds:.0f} s"
    )
    return 1 if unseen else 0


def show(found: list[Finding]) -> None:
    """Print the table, in the order of rows."""
    for one in sorted(found, key=_by_row):
        mark = "seen" if one.is_seen else "NOT SEEN"
        print(f"{_rows(one.story):<12} {mark:<9} {one.story.sentence}")
        print(f"{'':<22} {one.evidence}")


def _by_row(one: Finding) -> tuple[int, ...]:
    return one.story.rows or (99,)


def _rows(story: Story) -> str:
    return ",".join(map(str, story.rows)) or "-"


if __name__ == "__main__":
    sys.exit(main())
