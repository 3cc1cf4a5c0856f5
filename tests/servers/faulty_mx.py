"""A remote mail exchanger that misbehaves on request."""

import asyncio
import re
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.servers.loop_thread import LoopThread


class Accepted(NamedTuple):
    """One copy of a mail that the exchanger took."""

    sender: str
    recipients: tuple[str, ...]
    data: bytes


_AT_RCPT = {
    "nouser": "550 5.1.1 <{}>: Recipient address rejected: User unknown",
    "full": "452 4.2.2 <{}>: Mailbox full, try later",
    "overq": "552 5.2.2 <{}>: Mailbox is over quota",
    "tmp": "451 4.3.0 <{}>: Temporary local problem",
}
_GREY = "451 4.7.1 <{}>: Greylisted, come back in one second"
_ADDRESS = re.compile(r"<(.*?)>")
_SIZE = re.compile(r"SIZE=(\d+)", re.I)


class FaultyMX:
    """A small SMTP server whose behaviour is chosen by the recipient's local part.

    ========== ==================================================================
    ok-1       accepted, as is everything that is not in this table
    nouser-1   550 5.1.1 at RCPT
    full-1     452 4.2.2 at RCPT, a temporary refusal
    overq-1    552 5.2.2 at RCPT
    tmp-1      451 4.3.0 at RCPT, always
    grey-1     451 4.7.1 at RCPT the first time, then accepted
    blocked-1  554 5.7.1 after DATA
    half-1     hangs up in the middle of DATA; nothing is kept
    drop-1     takes the mail and hangs up before the 250, the first time only
    dropall-1  the same, every time
    slow-1     waits `slow_seconds` before the 250
    garbage-1  takes the mail and answers with binary rubbish
    ========== ==================================================================
    """

    def __init__(
        self, loop: LoopThread, *, size_limit: int = 0, slow_seconds: float = 3.0
    ) -> None:
        self.size_limit = size_limit
        self.slow_seconds = slow_seconds
        self.accepted: list[Accepted] = []
        self.attempts: Counter[str] = Counter()
        self._loop = loop
        self._server = loop.run(self._listen())
        self.port: int = self._server.sockets[0].getsockname()[1]

    async def _listen(self) -> asyncio.Server:
        return await asyncio.start_server(
            lambda reader, writer: _Conversation(self, reader, writer).hold(),
            "127.0.0.1",
            0,
            limit=1 << 26,
        )

    def copies(self, recipient: str) -> list[Accepted]:
        """Return every copy taken for a recipient, in order of arrival."""
        return [mail for mail in list(self.accepted) if recipient in mail.recipients]

    def wait_for(
        self, recipient: str, copies: int = 1, seconds: float = 30
    ) -> list[Accepted]:
        """Wait until that many copies are here.

        Raises:
            TimeoutError: they did not come.
        """
        deadline = time.monotonic() + seconds
        while len(found := self.copies(recipient)) < copies:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{len(found)} of {copies} copies for {recipient}")
            time.sleep(0.02)
        return found

    def forget(self) -> None:
        """Start anew, as if nothing had ever arrived."""
        self.accepted.clear()
        self.attempts.clear()

    def close(self) -> None:
        """Stop listening."""
        self._loop.run(self._stop())

    async def _stop(self) -> None:
        self._server.close()


class _HangUpError(Exception):
    """The conversation is over."""


@dataclass(slots=True)
class _Conversation:
    mx: FaultyMX
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    sender: str = ""
    recipients: list[str] = field(default_factory=list)

    async def hold(self) -> None:
        try:
            await self._say("220 mx.fault.test ESMTP")
            while True:
                await self._answer(await self._line())
        except (_HangUpError, ConnectionError, ValueError, asyncio.CancelledError):
            pass  # Python 3.11 logs a conversation that is cancelled at the end
        finally:
            self.writer.close()

    async def _line(self) -> bytes:
        line = await self.reader.readline()
        if not line:
            raise _HangUpError
        return line

    async def _say(self, *lines: str) -> None:
        for line in lines:
            mark = " " if line is lines[-1] else "-"
            self.writer.write(f"{line[:3]}{mark}{line[4:]}\r\n".encode())
        await self.writer.drain()

    async def _answer(self, line: bytes) -> None:
        text = line.decode("utf-8", "replace")
        match text[:4].upper().rstrip():
            case "EHLO":
                await self._greet()
            case "HELO":
                await self._say("250 mx.fault.test")
            case "MAIL":
                await self._mail(text)
            case "RCPT":
                await self._rcpt(text)
            case "DATA":
                await self._data()
            case "RSET" | "NOOP":
                self.recipients.clear()
                await self._say("250 2.0.0 Ok")
            case "QUIT":
                await self._say("221 2.0.0 Bye")
                raise _HangUpError
            case _:
                await self._say("502 5.5.2 Error: command not recognized")

    async def _greet(self) -> None:
        await self._say(
            "250 mx.fault.test",
            "250 PIPELINING",
            "250 8BITMIME",
            "250 ENHANCEDSTATUSCODES",
            f"250 SIZE {self.mx.size_limit}",
        )

    async def _mail(self, text: str) -> None:
        size = _SIZE.search(text)
        if size and self._too_big(int(size.group(1))):
            await self._say("552 5.3.4 Message size exceeds fixed limit")
            return
        self.sender = _address(text)
        self.recipients.clear()
        await self._say("250 2.1.0 Ok")

    async def _rcpt(self, text: str) -> None:
        address = _address(text)
        self.mx.attempts[address] += 1
        refusal = _AT_RCPT.get(_kind(address))
        if _kind(address) == "grey" and self.mx.attempts[address] == 1:
            refusal = _GREY
        if refusal:
            await self._say(refusal.format(address))
            return
        self.recipients.append(address)
        await self._say("250 2.1.5 Ok")

    async def _data(self) -> None:
        if not self.recipients:
            await self._say("554 5.5.1 No valid recipients")
            return
        kinds = {_kind(address) for address in self.recipients}
        await self._say("354 End data with <CR><LF>.<CR><LF>")
        if "half" in kinds:
            await self.reader.read(50)
            raise _HangUpError
        data = await self._body()
        if "blocked" in kinds:
            await self._say("554 5.7.1 Message rejected as spam")
        elif self._too_big(len(data)):
            await self._say("552 5.3.4 Message too big")
        else:
            mail = Accepted(self.sender, tuple(self.recipients), data)
            self.mx.accepted.append(mail)
            await self._confirm(kinds)

    async def _body(self) -> bytes:
        data = bytearray()
        while (line := await self._line()) != b".\r\n":
            data += line.removeprefix(b".")
        return bytes(data)

    async def _confirm(self, kinds: set[str]) -> None:
        first_time = self.mx.attempts[self.recipients[0]] == 1
        if "dropall" in kinds or ("drop" in kinds and first_time):
            raise _HangUpError
        if "slow" in kinds:
            await asyncio.sleep(self.mx.slow_seconds)
        if "garbage" in kinds:
            self.writer.write(b"\xff\xfe\x00garbage\r\n")
            await self.writer.drain()
            raise _HangUpError
        await self._say(f"250 2.0.0 Ok: queued as {uuid.uuid4().hex[:10].upper()}")

    def _too_big(self, size: int) -> bool:
        return bool(self.mx.size_limit) and size > self.mx.size_limit


def _address(text: str) -> str:
    found = _ADDRESS.search(text)
    return found.group(1) if found else ""


def _kind(address: str) -> str:
    return re.split(r"[-@+]", address, maxsplit=1)[0]
