"""A small server in OpenAI's way on loopback, which answers what it is told to."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Reply:
    """How to answer one question.

    Args:
        length: What Content-Length says; None = the truth, -1 = nothing at all.
        drips: The body comes byte by byte, and never ends.
        is_silent: Nothing comes.
    """

    body: bytes = b""
    status: int = 200
    length: int | None = None
    location: str = ""
    drips: bool = False
    is_silent: bool = False


@dataclass
class ChatStage:
    """The server: what it says next, and what it was asked.

    Args:
        ended: Lets what drips or is silent end.
    """

    port: int
    replies: list[Reply] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    def says(self, *bodies: bytes) -> None:
        """Answer these next."""
        self.replies += [Reply(body) for body in bodies]


@contextmanager
def chat_stage(
    certificates: Path | None = None, host: str = "127.0.0.1"
) -> Iterator[ChatStage]:
    """Run the server, over TLS where certificates are given."""
    server = ThreadingHTTPServer((host, 0), _Handler)
    if certificates is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(
            certificates / "server.pem", certificates / "server.key"
        )
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.daemon_threads = True
    stage = ChatStage(server.server_address[1])
    server.stage = stage  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield stage
    finally:
        stage.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        stage: ChatStage = self.server.stage  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        stage.asked.append((self.path, dict(self.headers), body))
        self.close_connection = True
        reply = stage.replies.pop(0)
        if reply.is_silent:
            stage.ended.wait()
            return
        self.send_response(reply.status)
        if reply.location:
            self.send_header("Location", reply.location)
        if reply.length != -1:
            length = len(reply.body) if reply.length is None else reply.length
            self.send_header("Content-Length", str(length))
        self.end_headers()
        try:
            self.wfile.write(reply.body)
            while reply.drips and not stage.ended.wait(0.02):
                self.wfile.write(b" ")
                self.wfile.flush()
        except OSError:
            return  # the other side has hung up

    def log_message(self, *_: Any) -> None:
        """Say nothing."""
