"""XML: untrusted documents as a plain tree of local names, with line numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from agent.errors import Unreadable

_MOST_BYTES = 64 * 1024 * 1024
_MOST_ELEMENTS = 1_000_000
_MOST_DEPTH = 100
_DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)", re.I)
_BOMS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Node:
    """An element: names are local, prefixes and namespaces are dropped.

    Args:
        line: Where its start tag stands, from 1.
        text: Its own text, outer blanks stripped.
    """

    name: str
    line: int
    attributes: Mapping[str, str]
    children: tuple[Node, ...]
    text: str

    def every(self, path: str) -> tuple[Node, ...]:
        """Give all elements at a path of local names, as "Acct/Id/IBAN"."""
        found: list[Node] = [self]
        for name in path.split("/"):
            found = [c for node in found for c in node.children if c.name == name]
        return tuple(found)

    def first(self, path: str) -> Node | None:
        """Give the first element at a path; None if there is none."""
        return next(iter(self.every(path)), None)

    def says(self, *paths: str) -> str:
        """Give the first text that is not empty at one of the paths, else ""."""
        for path in paths:
            for node in self.every(path):
                if node.text:
                    return node.text
        return ""

    def walk(self) -> Iterator[Node]:
        """Go through this element and everything below it, in document order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            if node.children:
                waiting.extend(node.children[::-1])


def read_xml(data: bytes) -> Node:
    """Read a document without network, entities or DOCTYPE.

    Prefixes need not be bound and namespaces need not be URIs: only local
    names count.

    Raises:
        Unreadable: It is not well-formed, too large or too deep, or has a DOCTYPE.
    """
    if len(data) > _MOST_BYTES:
        raise Unreadable(f"XML of {len(data):,} bytes is too large to read")
    if not data.startswith(_BOMS):
        data = data.removeprefix(b"\xef\xbb\xbf").strip(b" \t\r\n\0")
    return _Builder().read(data)


def is_xml(data: bytes) -> bool:
    """Tell by the first sign whether bytes are XML, and no file that holds some."""
    start = data[:1024].removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe")
    return start.removeprefix(b"\xfe\xff").lstrip(b" \t\r\n\0")[:1] == b"<"


def has_element(data: bytes, *names: str) -> bool:
    """Tell cheaply whether the beginning of a file opens one of these elements."""
    start = data[: 64 * 1024].replace(b"\0", b"")
    wanted = "|".join(map(re.escape, names)).encode()
    return bool(re.search(rb"<(?:[\w.-]+:)?(?:" + wanted + rb")[\s/>]", start))


# Of each element still open: line, attributes, children, pieces of text. Plain
# tuples, for large files are little else than a hundred thousand small elements.
_Open = tuple[int, Mapping[str, str], list[Node], list[str]]


class _Builder:
    """The state of one pass of expat."""

    def __init__(self) -> None:
        self.stack: list[_Open] = [(0, {}, [], [])]
        self.elements = 0
        self.parser = expat.ParserCreate()

    def read(self, data: bytes) -> Node:
        # Programs in Italy write cp1252 below a heading that says UTF-8.
        encoding = "windows-1252" if _is_cp1252(data) else None
        try:
            self._use(encoding).Parse(data, True)  # noqa: FBT003 - expat's signature
        except expat.ExpatError as error:
            why = expat.ErrorString(error.code)
            raise Unreadable(
                f"line {error.lineno}: not well-formed XML ({why})"
            ) from error
        except (LookupError, ValueError) as error:
            raise Unreadable(f"line 1: XML in an unknown encoding ({error})") from error
        return self.stack[0][2][0]

    def _use(self, encoding: str | None) -> expat.XMLParserType:
        self.stack, self.elements = [(0, {}, [], [])], 0
        self.parser = expat.ParserCreate(encoding)
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        return self.parser

    def _refuse_doctype(self, *_: object) -> None:
        raise Unreadable(
            f"line {self.parser.CurrentLineNumber}: an XML file with a DOCTYPE is "
            "refused as unsafe; ask the sender for one without"
        )

    def _start(self, _name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        line = self.parser.CurrentLineNumber
        if self.elements > _MOST_ELEMENTS or len(self.stack) > _MOST_DEPTH:
            raise Unreadable(f"line {line}: XML too large or too deep to read")
        self.stack.append((line, attributes, [], []))

    def _end(self, name: str) -> None:
        line, attributes, children, text = self.stack.pop()
        local = name.rpartition(":")[2] if ":" in name else name
        said = "".join(text).strip() if text else ""
        node = Node(local, line, attributes, tuple(children), said)
        self.stack[-1][2].append(node)

    def _text(self, text: str) -> None:
        self.stack[-1][3].append(text)


def _is_cp1252(data: bytes) -> bool:
    declared = _DECLARED.match(data)
    if data.startswith(_BOMS) or (declared and declared[1].lower() != b"utf-8"):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False
