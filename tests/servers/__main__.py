"""Run the pair by hand: `python -m tests.servers up [--strict]`, or `fetch`."""

import argparse
import json
import signal
import sys
import threading
from pathlib import Path

from tests.servers import packages
from tests.servers.machine import Unavailable
from tests.servers.mail_pair import MailPair
from tests.servers.place import ORDINARY, STRICT


def main() -> int:
    """Print one line of JSON and run until SIGINT or SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m tests.servers")
    parser.add_argument("verb", choices=("up", "fetch"))
    parser.add_argument("--strict", action="store_true", help="a strict provider")
    parser.add_argument("--directory", type=Path, help="an empty folder, short path")
    parser.add_argument("--keep", action="store_true", help="leave the folder")
    arguments = parser.parse_args()
    try:
        if arguments.verb == "fetch":
            _say(str(packages.fetch()))
            return 0
        profile = STRICT if arguments.strict else ORDINARY
        pair = MailPair(profile, directory=arguments.directory, keep=arguments.keep)
    except Unavailable as error:
        sys.stderr.write(f"{error}\n")
        return 1
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.set())
    with pair:
        _say(json.dumps(pair.info()))
        stop.wait()
    return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
