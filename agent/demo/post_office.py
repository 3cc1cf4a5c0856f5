"""The post office: both servers in a thread of their own, and what passed them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from datetime import datetime
from types import TracebackType
from typing import Any, Self, TypeVar

from agent.clock import Clock
from agent.demo.certificates import make_certificates
from agent.demo.imap import ImapServer
from agent.demo.smtp import Posted, SmtpServer

_PATIENCE_SECONDS = 30
_T = TypeVar("_T")


class PostOffice:
    """The firm's mail provider on loopback, from `with` to its end.

    Args:
        mailbox: The address that has a mailbox and may send.
        clock: Dates what arrives.
    """

    def __init__(self, mailbox: str, password: str, clock: Clock) -> None:
        self.imap_port = self.smtp_port = 0
        self._mailbox, self._clock = mailbox, clock
        self._certificates = make_certificates()
        self._imap = ImapServer(password)
        self._smtp = SmtpServer(mailbox, password, self._take)
        self._outside: list[Posted] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=self._loop.run_forever, name="post office", daemon=True
        )

    @property
    def authority(self) -> bytes:
        """Give the certificate to trust (PEM)."""
        return self._certificates.authority

    def __enter__(self) -> Self:
        """Open both servers."""
        self._thread.start()
        context = self._certificates.context
        self.imap_port = self._do(self._imap.start(context, self._mailbox))
        self.smtp_port = self._do(self._smtp.start(context))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close both, and whatever still hangs on them."""
        self._do(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_PATIENCE_SECONDS)
        self._loop.close()

    def deliver(self, raw: bytes, at: datetime) -> None:
        """Let a mail from outside arrive in the firm's inbox.

        Args:
            at: Aware; when it arrived.
        """
        self._do(self._imap.deliver(self._mailbox, raw, at))

    def collect(self) -> tuple[Posted, ...]:
        """Give what left for the world outside since the last time, in order."""
        taken, self._outside = tuple(self._outside), []
        return taken

    async def _take(self, posted: Posted) -> None:
        local, _, domain = posted.recipient.rpartition("@")
        if f"{local.partition('+')[0]}@{domain}" == self._mailbox:
            await self._imap.deliver(self._mailbox, posted.raw, self._clock.now())
        else:
            self._outside.append(posted)

    async def _close(self) -> None:
        await self._smtp.stop()
        await self._imap.stop()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _do(self, work: Coroutine[Any, Any, _T]) -> _T:
        running = asyncio.run_coroutine_threadsafe(work, self._loop)
        return running.result(_PATIENCE_SECONDS)
