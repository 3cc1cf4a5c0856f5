"""A process that has the program imported, and strikes others off itself.

Each is a process of its own with its own words, output and signals; it only saves
the second that Python needs to import everything. Orders come as lines of JSON.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
from typing import Any

from agent.cli.main import run
from agent.cli.verbs import VERBS


def main() -> None:
    for target in ("agent.daemon", "agent.wiring", *(v.target for v in VERBS.values())):
        importlib.import_module(target.partition(":")[0])
    alive = set[int]()
    while line := sys.stdin.readline():
        order = json.loads(line)
        if "wait" in order:
            answer = os.waitstatus_to_exitcode(os.waitpid(order["wait"], 0)[1])
            alive.discard(order["wait"])
        else:
            answer = os.fork()
            if not answer:
                sys.exit(_be(order))
            alive.add(answer)
        print(answer, flush=True)
    for pid in alive:  # whoever gave the orders is gone
        os.kill(pid, signal.SIGKILL)


def _be(order: dict[str, Any]) -> int:
    """Become the program."""
    signal.set_wakeup_fd(-1)
    for number, path in ((1, order["out"]), (2, order["err"])):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ.update(order["env"])
    sys.argv = ["sollecito", *order["words"]]
    return run(order["words"])


if __name__ == "__main__":
    main()
