"""A mail server that says what a test wants it to say, through TLS or not."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from pathlib import Path

from tests.servers.loop_thread import LoopThread

SILENCE = "silence"
HANG_UP = "hang up"

_ANSWERS = {
    "": "220 stage.test ESMTP",
    "EHLO": "250-stage.test|250-SIZE 50000|250-DSN|250 AUTH PLAIN LOGIN",
    "AUTH": "235 2.7.0 welcome",
    "MAIL": "250 2.1.0 ok",
    "RCPT": "250 2.1.5 ok",
    "DATA": "354 go ahead",
    ".": "250 2.0.0 queued as 1",
    "RSET": "250 2.0.0 ok",
    "QUIT": "221 2.0.0 bye",
}


class Stage:
    """Answers by verb; "." is the end of DATA, "" the greeting.

    Attributes:
        answers: May be changed between the acts; | parts lines, `RCPT x@y` is
            more exact than `RCPT`.
        heard: Every command line, in order.
        taken: Every mail whose last dot arrived.
    """

    def __init__(self, loop: LoopThread, certificates: Path | None) -> None:
        self.answers = dict(_ANSWERS)
        self.heard: list[str] = []
        self.taken: list[bytes] = []
        self.connections = 0
        self._loop = loop
        self._tls = _context(certificates) if certificates else None
        self._writers: set[asyncio.StreamWriter] = set()
        self._server = loop.run(
            asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        )
        self.port: int = self._server.sockets[0].getsockname()[1]

    def says(self, answers: Mapping[str, str]) -> None:
        self.answers.update(answers)

    def cut(self) -> None:
        """Reset what is open."""
        self._loop.run(self._abort())

    def close(self) -> None:
        self._loop.run(self._stop())

    async def _stop(self) -> None:
        self._server.close()
        await self._abort()

    async def _abort(self) -> None:
        for writer in list(self._writers):
            writer.transport.abort()

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.connections += 1
        self._writers.add(writer)
        try:
            await self._say(writer, "")
            while line := await reader.readline():
                await self._hear(reader, writer, line.decode().strip())
        except (ConnectionError, EOFError):
            pass
        finally:
            self._writers.discard(writer)
            writer.transport.abort()

    async def _hear(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, line: str
    ) -> None:
        self.heard.append(line)
        verb = line.split(" ", maxsplit=1)[0].upper()
        if verb != "DATA" or not self.answers["DATA"].startswith("354"):
            await self._say(writer, verb, line)
            return
        await self._say(writer, "DATA")
        body = await reader.readuntil(b"\r\n.\r\n")
        self.taken.append(body[:-3])
        await self._say(writer, ".")

    async def _say(
        self, writer: asyncio.StreamWriter, verb: str, line: str = ""
    ) -> None:
        more = [key for key in self.answers if verb and key.startswith(f"{verb} ")]
        exact = [key for key in more if key.partition(" ")[2] in line]
        answer = self.answers.get((exact or [verb])[0], "502 5.5.2 what?")
        if answer == HANG_UP:
            raise ConnectionError
        if answer != SILENCE:
            writer.write(answer.replace("|", "\r\n").encode() + b"\r\n")
            await writer.drain()


def _context(certificates: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates / "server.pem", certificates / "server.key")
    return context
