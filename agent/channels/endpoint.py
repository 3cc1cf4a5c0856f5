"""The way out to the second reader: one question over HTTP, one answer, and no more.

No redirection is followed, no proxy asked, no certificate let pass; the whole of it
has its seconds and its bytes, whatever the other side does.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from threading import Timer
from typing import Protocol
from urllib.parse import urlsplit

from agent.channels.smtp_login import tls_context
from agent.errors import Refused, TryLater

_MOST_BYTES = 256_000
_OURS = (400, 401, 403, 404, 405, 413, 415, 422)  # it will not be better later


class Endpoint(Protocol):
    """Whoever can be asked."""

    @property
    def model(self) -> str:
        """Give the name of the model that answers."""

    def ask(self, question: bytes) -> bytes:
        """Ask; what comes back is a stranger's word.

        Raises:
            TryLater: It is away, too slow, or says to come back.
            Refused: It will not answer this way: address, key, form, certificate.
        """


@dataclass(frozen=True, slots=True)
class HttpEndpoint:
    """A server that speaks as OpenAI's does.

    Args:
        url: Without /chat/completions.
        key: Gives the secret when it is needed; empty = none is asked for.
        ca_file: Trust this authority alone; empty = those of the system.
        seconds: From the connection to the last byte.
    """

    url: str
    model: str
    key: Callable[[], str] = field(repr=False)
    ca_file: str = ""
    seconds: float = 10

    def ask(self, question: bytes) -> bytes:
        """Ask once, on a connection of its own."""
        head = {"Content-Type": "application/json", "Accept": "application/json"}
        if key := self.key():
            if not (key.isascii() and key.isprintable()):
                raise Refused("its key holds signs that no key has")
            head["Authorization"] = f"Bearer {key}"
        path = f"{urlsplit(self.url).path.rstrip('/')}/chat/completions"
        with self._connection() as connection:
            connection.request("POST", path, question, head)
            response = connection.getresponse()
            if response.status != HTTPStatus.OK:
                raise _refusal(response.status)
            answer = response.read(_MOST_BYTES + 1)
            if len(answer) > _MOST_BYTES:
                raise Refused("its answer is too large")
            if response.length:
                raise TryLater("it broke off, or took too long")
            return answer

    @contextmanager
    def _connection(self) -> Iterator[http.client.HTTPConnection]:
        """Connect; turn all that goes wrong into our own errors."""
        connection = self._open()
        late: Timer | None = None
        try:
            connection.connect()
            late = Timer(self.seconds, _cut, [connection.sock])
            late.daemon = True
            late.start()
            yield connection
        except ssl.SSLCertVerificationError as error:
            raise Refused(
                f"its certificate is not trusted: {error.verify_message}"
            ) from error
        except (OSError, http.client.HTTPException) as error:
            is_there = late is not None or isinstance(error, TimeoutError)
            why = "broke off, or took too long" if is_there else "cannot be reached"
            raise TryLater(f"it {why}") from error
        finally:
            if late is not None:
                late.cancel()
            connection.close()

    def _open(self) -> http.client.HTTPConnection:
        parts = urlsplit(self.url)
        host = parts.hostname or ""
        if parts.scheme == "https":
            return http.client.HTTPSConnection(
                host,
                parts.port,
                timeout=self.seconds,
                context=tls_context(self.ca_file),
            )
        return http.client.HTTPConnection(host, parts.port, timeout=self.seconds)


def _cut(link: socket.socket) -> None:
    """End a conversation that goes on byte by byte: no time-out of a socket would."""
    with suppress(OSError):
        link.shutdown(socket.SHUT_RDWR)


def _refusal(status: int) -> TryLater | Refused:
    """Say what a status that is no answer means."""
    if status in _OURS:
        return Refused(f"it refuses us with HTTP {status}", status)
    if status // 100 == 3:  # noqa: PLR2004 - the class of redirections
        return Refused(f"it sends us elsewhere (HTTP {status}): not followed")
    return TryLater(f"it answers with HTTP {status}")
