"""A stage for the mail channel, with certificates of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from agent.channels.email import EmailChannel
from agent.channels.smtp_login import SmtpLogin, Timeouts
from tests.channels.smtp_stage import Stage
from tests.servers.loop_thread import LoopThread
from tests.servers.tls import make_certificates

OpenChannel = Callable[..., EmailChannel]


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stage") / "tls"
    make_certificates(folder)
    return folder


@pytest.fixture(scope="session")
def loop_thread() -> Iterator[LoopThread]:
    loop = LoopThread("stage")
    yield loop
    loop.close()


@pytest.fixture
def stage(loop_thread: LoopThread, certificates: Path) -> Iterator[Stage]:
    made = Stage(loop_thread, certificates)
    yield made
    made.close()


@pytest.fixture
def clear_stage(loop_thread: LoopThread) -> Iterator[Stage]:
    made = Stage(loop_thread, None)
    yield made
    made.close()


@pytest.fixture
def open_channel(certificates: Path) -> Iterator[OpenChannel]:
    """Open channels that are closed after the test."""
    opened: list[EmailChannel] = []

    def open_one(port: int, **changes: Any) -> EmailChannel:
        settings: dict[str, Any] = {
            "host": "localhost",
            "port": port,
            "user": "incassi@firm.test",
            "password": lambda: "stage-secret",
            "ca_file": str(certificates / "ca.pem"),
            "timeouts": Timeouts(connect=2, command=2, data=2, grace=0.3),
        }
        opened.append(EmailChannel(SmtpLogin(**(settings | changes))))
        return opened[-1]

    yield open_one
    for channel in opened:
        channel.close()
