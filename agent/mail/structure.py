"""The leaves of a mail's tree of parts, as slices of its bytes.

The standard library's parser recurses, joins lines in Python and cannot give
back the bytes of an attached mail; here a part is two offsets, depth and
number are capped, and nothing is copied but a leaf.
Source: RFC 2046 § 5.1, RFC 2045 § 6.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

from agent.mail.headers import (
    Block,
    Parameters,
    base64_bytes,
    parameters,
    read_block,
)

MAX_DEPTH = 50
MAX_PARTS = 200
# Lines that begin like the boundary and are not: another part's boundary.
_MAX_TRIES = 20_000
_NEWLINE = b"\r\n"
_BOUNDARY_LIKE = re.compile(rb"(?m)^--([!-~]{1,70})\r?$")
_REST_OF_LINE = re.compile(rb"[ \t]*(?:\r\n|\n|\r|\Z)")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part that holds no parts.

    Args:
        kind: Content type, lower case.
        parents: Content types of the multiparts around it, outermost first.
        disposition: "attachment", "inline" or empty.
        name: File name as the mail says; empty if none.
        charset: As the mail says; empty if it does not.
        body: Decoded bytes.
    """

    kind: str
    parents: tuple[str, ...]
    disposition: str
    name: str
    charset: str
    body: bytes


class Walk:
    """Walk the parts of one mail and count what was odd."""

    def __init__(self, data: bytes) -> None:
        self.defects: list[str] = []
        self._data = data
        self._parts = 0

    def leaves(
        self, block: Block, end: int, parents: tuple[str, ...] = ()
    ) -> Iterator[Leaf]:
        """Give the leaves in order of the mail whose headers were read."""
        kind = content_type(block, parents)
        boundary = kind.named.get("boundary") or self._guess(kind, block.body, end)
        if not kind.value.startswith("multipart/") or not boundary:
            yield self._leaf(block, kind, end, parents)
            return
        if len(parents) >= MAX_DEPTH:
            self.defects.append(f"Parts deeper than {MAX_DEPTH} are not read.")
            return
        for start, stop in self._slices(boundary, block.body, end):
            self._parts += 1
            if self._parts > MAX_PARTS:
                break
            inner = read_block(self._data, start, stop)
            yield from self.leaves(inner, stop, (*parents, kind.value))

    def _guess(self, kind: Parameters, start: int, end: int) -> str:
        """Take the first line like a boundary where the header names none."""
        if not kind.value.startswith("multipart/"):
            return ""
        found = _BOUNDARY_LIKE.search(self._data, start, min(end, start + 4096))
        self.defects.append("A multipart names no boundary.")
        return found[1].decode("ascii", "replace") if found else ""

    def _slices(self, boundary: str, start: int, end: int) -> list[tuple[int, int]]:
        """Find the parts between boundary lines; the last may lack its end."""
        lines = list(self._boundary_lines(boundary, start, end))
        if not lines:
            self.defects.append("The boundary of a multipart never occurs.")
            return [(start, end)]
        found: list[tuple[int, int]] = []
        for (_, begin, is_close), (stop, _, _) in zip(
            lines, [*lines[1:], (end, end, True)], strict=True
        ):
            if is_close:
                break
            found.append((begin, max(begin, stop)))
        if len(found) == len(lines):
            self.defects.append("A multipart has no end.")
        return found

    def _boundary_lines(
        self, boundary: str, start: int, end: int
    ) -> Iterator[tuple[int, int, bool]]:
        """Give where the line begins (with its newline) and ends, and if it closes."""
        mark = b"--" + boundary.encode("utf-8", "replace")
        at = self._data.find(mark, start, end)
        lines = tries = 0
        while at >= 0 and lines < MAX_PARTS + 2 and tries < _MAX_TRIES:
            tries += 1
            after = at + len(mark)
            is_close = self._data.startswith(b"--", after, end)
            rest = _REST_OF_LINE.match(self._data, after + 2 * is_close, end)
            at_line_start = at == start or self._data[at - 1] in _NEWLINE
            if at_line_start and (rest or is_close):
                stop = rest.end() if rest else after + 2
                yield self._before_newline(at, start), stop, is_close
                after, lines = stop, lines + 1
            at = self._data.find(mark, after, end)

    def _before_newline(self, at: int, start: int) -> int:
        for newline in (b"\n", b"\r"):
            if at > start and self._data.startswith(newline, at - 1):
                at -= 1
        return at

    def _leaf(
        self, block: Block, kind: Parameters, end: int, parents: tuple[str, ...]
    ) -> Leaf:
        placed = parameters(block.text("content-disposition"))
        encoding = block.text("content-transfer-encoding").strip(" ;\"'").lower()
        return Leaf(
            kind=kind.value,
            parents=parents,
            disposition=placed.value,
            name=placed.named.get("filename") or kind.named.get("name", ""),
            charset=kind.named.get("charset", ""),
            body=_body(self._data[block.body : end], encoding),
        )


def content_type(block: Block, parents: tuple[str, ...] = ()) -> Parameters:
    """Read the Content-Type, or what its absence means."""
    kind = parameters(block.text("content-type"))
    if "/" in kind.value:
        return kind
    in_digest = bool(parents) and parents[-1] == "multipart/digest"
    return Parameters("message/rfc822" if in_digest else "text/plain", kind.named)


def _body(data: bytes, encoding: str) -> bytes:
    if encoding == "base64":
        return base64_bytes(data)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(data)
    return data
