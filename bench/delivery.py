"""Our reader of delivery notices beside flufl.bounce and Sisimai, in one run.

python bench/delivery.py [FOLDER] [--flufl PYTHON]

FOLDER holds `truth.jsonl`, a row a mail: path (in FOLDER/files), kind (as `sollecito
read` says it), and where known recipients and permanent. Without it the samples of
the tests are read. Who is not installed is left out with a line; flufl.bounce may
live in a Python of its own, Sisimai where PERL5LIB points.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]

from agent.mail.kind import kind  # noqa: E402
from agent.mail.parse import parse  # noqa: E402
from agent.model.message import Bounce, Delay  # noqa: E402

FLUFL = """
import email, json, sys
from flufl.bounce import all_failures
for path in map(str.strip, sys.stdin):
    try:
        found = all_failures(email.message_from_binary_file(open(path, "rb")))
        text = lambda ones: sorted(
            one.decode("utf-8", "replace") if isinstance(one, bytes) else one
            for one in ones)
        print(json.dumps({"temporary": text(found[0]), "permanent": text(found[1])}))
    except Exception as error:
        print(json.dumps({"error": repr(error)}))
"""
SISIMAI = """
use Sisimai; use JSON; $| = 1;
my %other = map { $_ => 1 } qw(feedback vacation delivered);
while (my $path = <STDIN>) {
    chomp $path; my %row = (temporary => [], permanent => [], unsaid => []);
    my $call = Sisimai->can('rise') || Sisimai->can('make');
    my $found = eval { Sisimai->$call($path) };
    $row{error} = "$@" if $@;
    for my $one (@{ $found || [] }) {
        next if $other{$one->reason};
        my $soft = $one->can('hardbounce') ? !$one->hardbounce : $one->softbounce;
        my $class = substr($one->deliverystatus || '', 0, 1);
        my $key = $class eq '5' ? 'permanent' : $class eq '4' ? 'temporary'
                : $soft ? 'temporary' : 'permanent';
        push @{ $row{$key} }, $one->recipient->address;
    }
    print encode_json(\\%row), "\\n";
}
"""
FAILURES = frozenset(("bounce", "delay"))


@dataclass(frozen=True)
class Truth:
    """What a mail is.

    Args:
        recipients: Whose failure it tells, each with its other spellings (an alias
            and the address behind it); empty = it names nobody.
    """

    path: Path
    kind: str
    recipients: tuple[frozenset[str], ...] = ()
    permanent: bool | None = None


@dataclass(frozen=True)
class Answer:
    """What a reader made of a mail; neither list = no failure."""

    permanent: frozenset[str] = frozenset()
    temporary: frozenset[str] = frozenset()
    is_failure: bool = False
    is_permanent: bool | None = None
    error: str = ""

    @property
    def named(self) -> frozenset[str]:
        return self.permanent | self.temporary


@dataclass
class Score:
    """One reader's line of the table."""

    hits: dict[str, int] = field(default_factory=dict)
    of: dict[str, int] = field(default_factory=dict)

    def add(self, what: str, got: int, wanted: int = 1) -> None:
        self.hits[what] = self.hits.get(what, 0) + got
        self.of[what] = self.of.get(what, 0) + wanted

    def share(self, what: str) -> str:
        wanted = self.of.get(what, 0)
        return f"{100 * self.hits[what] / wanted:.1f} %" if wanted else "-"

    def count(self, what: str) -> str:
        return str(self.hits.get(what, 0))


def plain(addresses: Iterable[str]) -> frozenset[str]:
    return frozenset(one.strip("<> \"'").lower() for one in addresses)


def ours(paths: list[Path]) -> list[Answer]:
    return [_ours(path.read_bytes()) for path in paths]


def _ours(raw: bytes) -> Answer:
    try:
        found = kind(parse(raw))
    except Exception as error:  # noqa: BLE001 - counted, like the others' faults
        return Answer(error=repr(error))
    if not isinstance(found, Bounce | Delay):
        return Answer()
    failed, permanent = plain(found.failure.recipients), found.failure.is_permanent
    return Answer(
        failed if permanent else frozenset(),
        frozenset() if permanent else failed,
        is_failure=True,
        is_permanent=permanent,
    )


def child(command: list[str]) -> Callable[[list[Path]], list[Answer]]:
    """Make a reader of a program that takes paths and gives JSON, a line each."""

    def read(paths: list[Path]) -> list[Answer]:
        told = subprocess.run(
            command,
            input="".join(f"{path}\n" for path in paths),
            capture_output=True,
            text=True,
            check=False,
        )
        rows = [json.loads(line) for line in told.stdout.splitlines()]
        if len(rows) != len(paths):
            raise FileNotFoundError(told.stderr.strip().splitlines()[-1:])
        return [_answer(row) for row in rows]

    return read


def _answer(row: dict[str, list[str]]) -> Answer:
    permanent, temporary = (
        plain(row.get("permanent", ())),
        plain(row.get("temporary", ())),
    )
    return Answer(
        permanent,
        temporary,
        is_failure=bool(permanent or temporary),
        is_permanent=bool(permanent) if permanent or temporary else None,
        error=str(row.get("error", "")),
    )


def score(truths: list[Truth], answers: list[Answer]) -> Score:
    found = Score()
    for truth, answer in zip(truths, answers, strict=True):
        found.add("exceptions", bool(answer.error))
        if truth.kind not in FAILURES:
            found.add("false alarms", answer.is_failure)
            continue
        found.add("notices", answer.is_failure)
        if truth.recipients:
            hit = sum(1 for one in truth.recipients if one & answer.named)
            known = frozenset().union(*truth.recipients)
            found.add("addresses", hit, len(truth.recipients))
            found.add("stray", len(answer.named - known))
        if truth.permanent is not None and answer.is_permanent is not None:
            found.add("class", answer.is_permanent == truth.permanent)
        if truth.kind == "delay":
            found.add("delays final", answer.is_permanent is True)
    return found


def spellings(row: dict[str, Any]) -> tuple[frozenset[str], ...]:
    others = row.get("recipient_alts") or {}
    named = row.get("recipients") or ()
    return tuple(plain((one, *others.get(one, ()))) for one in named)


def truths_of(folder: Path) -> list[Truth]:
    rows = [json.loads(line) for line in (folder / "truth.jsonl").open()]
    return [
        Truth(
            folder / "files" / row["path"],
            row["kind"],
            spellings(row),
            row.get("permanent"),
        )
        for row in rows
        if row["kind"] != "exclude"
    ]


def samples() -> list[Truth]:
    """Give the samples of the tests, with what is expected of them."""
    found = []
    for path in sorted((ROOT / "tests" / "data" / "mail").glob("*.eml")):
        row = json.loads(path.with_suffix(".expected.json").read_text())
        failure = row.get("failure", {})
        word = row["kind"].lower()
        permanent = failure.get("is_permanent")
        found.append(Truth(path, word, spellings(failure), permanent))
    return found


COLUMNS = ("notices", "addresses", "class")
COUNTS = ("stray", "false alarms", "delays final", "exceptions")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--flufl", default=sys.executable, metavar="PYTHON")
    wanted = parser.parse_args()
    truths = truths_of(wanted.folder) if wanted.folder else samples()
    paths = [truth.path for truth in truths]
    readers = {
        "Sollecito": ours,
        "flufl.bounce": child([wanted.flufl, "-c", FLUFL]),
        "Sisimai": child(["perl", "-e", SISIMAI]),
    }
    print(
        f"{len(truths)} mails, of these {sum(t.kind in FAILURES for t in truths)} notices"
    )
    head = "".join(f"{name:>14}" for name in (*COLUMNS, *COUNTS, "mails/s"))
    print(f"{'':14}{head}")
    for name, read in readers.items():
        started = time.perf_counter()
        try:
            found = score(truths, read(paths))
        except FileNotFoundError as error:
            print(f"{name:14}left out: {error}")
            continue
        speed = len(paths) / (time.perf_counter() - started)
        told = [found.share(each) for each in COLUMNS]
        told += [found.count(each) for each in COUNTS]
        print(f"{name:14}" + "".join(f"{each:>14}" for each in (*told, f"{speed:.0f}")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
