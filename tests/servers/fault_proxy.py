"""A TCP proxy with faults, to stand between the program and any server."""

import asyncio
import enum
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.servers.loop_thread import LoopThread


class Mode(enum.Enum):
    """What the network does to everybody."""

    PASS = "pass"
    BLACKHOLE = "blackhole"  # nothing arrives, nothing closes; healed, it flows on
    REFUSE = "refuse"  # nobody listens; open connections stay
    RESET = "reset"  # every connection is reset at its next byte


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one connection; bytes are counted from its beginning.

    Attributes:
        cut_down_after: reset after so many bytes from the server.
        cut_up_after: reset after so many bytes from the client; the server sees
            exactly so many.
        lose_answer_after: once the client has sent so many bytes, swallow what the
            server says next, then reset. Through TLS too, this is the lost 250: a
            server is silent between 354 and the end of the mail.
    """

    cut_down_after: int | None = None
    cut_up_after: int | None = None
    lose_answer_after: int | None = None


HEALTHY = Fault()


class FaultProxy:
    """Forwards a port of its own to a server's, as long as `mode` and `plan` let it."""

    def __init__(self, loop: LoopThread, target_port: int, port: int) -> None:
        self.port = port
        self.target_port = target_port
        self.latency_seconds = 0.0
        self.connections = 0
        self.faults_done = 0
        self.plan: Callable[[int], Fault] = lambda _number: HEALTHY
        self._mode = Mode.PASS
        self._loop = loop
        self._links: set[_Link] = set()
        self._flowing = asyncio.Event()
        self._server: asyncio.Server | None = None
        self.mode = Mode.PASS

    @property
    def mode(self) -> Mode:
        return self._mode

    @mode.setter
    def mode(self, mode: Mode) -> None:
        self._loop.run(self._become(mode))

    def cut(self) -> None:
        """Reset every connection that is open now."""
        self._loop.run(self._abort_all())

    def close(self) -> None:
        """Stop listening and reset what is open."""
        # first what a black hole holds back, lest it flow on when the hole ends
        self.cut()
        self._loop.run(self._become(Mode.REFUSE))
        self.cut()

    async def _become(self, mode: Mode) -> None:
        self._mode = mode
        if mode is Mode.BLACKHOLE:
            self._flowing.clear()
        else:
            self._flowing.set()
        if mode is Mode.REFUSE:
            if self._server:
                self._server.close()
                self._server = None
        elif self._server is None:
            self._server = await asyncio.start_server(
                self._serve, "127.0.0.1", self.port
            )

    async def _abort_all(self) -> None:
        for link in list(self._links):
            link.abort()
        # one turn of the loop, so that the transports are gone when we return
        await asyncio.sleep(0)

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.connections += 1
        link = _Link(self, self.plan(self.connections), writer)
        self._links.add(link)
        try:
            await self._flowing.wait()
            if self._mode is not Mode.RESET:
                await link.join(reader)
        except (OSError, asyncio.CancelledError):
            pass  # Python 3.11 logs a connection that is cancelled at the end
        finally:
            link.abort()
            self._links.discard(link)


@dataclass(slots=True, eq=False)
class _Link:
    proxy: FaultProxy
    fault: Fault
    client: asyncio.StreamWriter
    server: asyncio.StreamWriter | None = None
    up: int = 0
    down: int = 0
    pumps: list[asyncio.Task[None]] = field(default_factory=list)

    async def join(self, from_client: asyncio.StreamReader) -> None:
        from_server, self.server = await asyncio.open_connection(
            "127.0.0.1", self.proxy.target_port
        )
        self.pumps = [
            asyncio.create_task(self._pump(from_client, self.server, self._upward)),
            asyncio.create_task(self._pump(from_server, self.client, self._downward)),
        ]
        await asyncio.gather(*self.pumps, return_exceptions=True)
        for writer in (self.client, self.server):
            writer.close()
            await writer.wait_closed()

    async def _pump(
        self,
        source: asyncio.StreamReader,
        sink: asyncio.StreamWriter,
        let_through: Callable[[bytes], bytes],
    ) -> None:
        try:
            await self._forward(source, sink, let_through)
        except OSError:
            self.abort()

    async def _forward(
        self,
        source: asyncio.StreamReader,
        sink: asyncio.StreamWriter,
        let_through: Callable[[bytes], bytes],
    ) -> None:
        while data := await source.read(65_536):
            if self.proxy.latency_seconds:
                await asyncio.sleep(self.proxy.latency_seconds)
            await self.proxy._flowing.wait()
            if self.proxy.mode is Mode.RESET:
                self.abort()
                return
            passed = let_through(data)
            sink.write(passed)
            await sink.drain()
            if len(passed) < len(data):
                self.proxy.faults_done += 1
                self.abort()
                return
        await self.proxy._flowing.wait()
        if sink.can_write_eof():
            sink.write_eof()

    def _upward(self, data: bytes) -> bytes:
        passed = _clip(data, self.up, self.fault.cut_up_after)
        self.up += len(data)
        return passed

    def _downward(self, data: bytes) -> bytes:
        lose = self.fault.lose_answer_after
        if lose is not None and self.up >= lose:
            return b""
        passed = _clip(data, self.down, self.fault.cut_down_after)
        self.down += len(data)
        return passed

    def abort(self) -> None:
        for writer in (self.client, self.server):
            if writer and not writer.transport.is_closing():
                _reset(writer)
        for pump in self.pumps:
            if pump is not asyncio.current_task():
                pump.cancel()


def _reset(writer: asyncio.StreamWriter) -> None:
    # without lingering, closing sends RST and not FIN
    writer.get_extra_info("socket").setsockopt(
        socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
    )
    writer.transport.abort()


def _clip(data: bytes, done: int, limit: int | None) -> bytes:
    return data if limit is None else data[: max(limit - done, 0)]
