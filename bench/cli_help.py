"""How much processor time `sollecito --help` takes (<= 150 ms).

python bench/cli_help.py
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
from pathlib import Path

_RUNS = 15
ROOT = Path(__file__).parents[1]


def main() -> int:
    took = sorted(_processor_ms() for _ in range(_RUNS))
    print(
        f"sollecito --help: {statistics.median(took):.0f} ms of processor time, "
        f"{took[0]:.0f} to {took[-1]:.0f} in {_RUNS} runs (goal: 150)"
    )
    return 0


def _processor_ms() -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "agent", "--help"],
        check=True,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    user, system = (after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime)
    return (user + system) * 1000


if __name__ == "__main__":
    sys.exit(main())
