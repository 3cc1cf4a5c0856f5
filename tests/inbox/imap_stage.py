"""An IMAP server that says what a test wants it to say, in clear or through TLS."""

from __future__ import annotations

import asyncio
import ssl

from tests.servers.loop_thread import LoopThread

HANG_UP = "hang up"
SILENCE = "silence"

_ANSWERS = {
    "": "* OK [CAPABILITY IMAP4rev1 IDLE] stage ready",
    "CAPABILITY": "* CAPABILITY IMAP4rev1 IDLE|{tag} OK done",
    "LOGIN": "{tag} OK [CAPABILITY IMAP4rev1 IDLE] in",
    "LOGOUT": "* BYE bye|{tag} OK out",
}


class ImapStage:
    """Answers by verb; "" is the greeting, | parts lines, {tag} is the command's.

    What follows a ~ is said a moment later.

    Attributes:
        answers: May be changed between the acts.
        heard: Every command line without its tag, in order.
    """

    def __init__(self, loop: LoopThread, tls: ssl.SSLContext | None = None) -> None:
        self.answers = dict(_ANSWERS)
        self.heard: list[str] = []
        self._loop = loop
        self._server = loop.run(
            asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=tls)
        )
        self.port: int = self._server.sockets[0].getsockname()[1]

    def close(self) -> None:
        self._loop.run(self._stop())

    async def _stop(self) -> None:
        self._server.close()

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            await self._say(writer, "", "")
            while line := await reader.readline():
                tag, _, command = line.decode().strip().partition(" ")
                self.heard.append(command)
                await self._say(writer, command.partition(" ")[0].upper(), tag)
        except ConnectionError:
            pass
        finally:
            writer.transport.abort()

    async def _say(self, writer: asyncio.StreamWriter, verb: str, tag: str) -> None:
        answer = self.answers.get(verb, "{tag} BAD what?").replace("{tag}", tag)
        if answer == HANG_UP:
            raise ConnectionError
        for said in answer.split("~") if answer != SILENCE else ():
            writer.write(said.replace("|", "\r\n").encode() + b"\r\n")
            await asyncio.sleep(0.1 if "~" in answer else 0)
