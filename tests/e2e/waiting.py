"""Waiting for what other processes bring about."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


def wait_until(holds: Callable[[], object], seconds: float = 60) -> None:
    """Wait for a condition.

    Raises:
        TimeoutError: It never came.
    """
    deadline, pause = time.monotonic() + seconds, threading.Event()
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(f"it did not come to hold within {seconds} s")
        pause.wait(0.1)
