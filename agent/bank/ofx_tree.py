"""OFX trees: SGML without end tags or XML, as one tree of upper-case names."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from agent.errors import Unreadable
from agent.forms.xml import Node

_MOST_CHARACTERS = 64 * 1024 * 1024
_MOST_DEPTH = 60
_TAG = re.compile(
    r"<(?P<end>/?)(?:[A-Za-z]\w*:)?(?P<name>[A-Za-z][\w.]*)(?:\s[^<>]*?)?(?P<empty>/?)>"
)
_DECLARED = re.compile(r"""(?:CHARSET:|encoding\s*=\s*["'])([\w-]+)""", re.I)
_HEAD = 2_048
# What encloses others: never taken for an empty element whose end tag is missing.
_ENCLOSING = re.compile(
    r"OFX|STATUS|STMTTRNP?|(?:BANK|INV)TRANLISTP?|INVBANKTRAN|(?:CC|INV)?STMT(?:TRN)?RS"
    r"|\w+MSGSRSV\d|LEDGERBAL|AVAILBAL|(?:BANK|CC|INV)ACCTFROM"
)
_MOVEMENTS = ("STMTTRN", "STMTTRNP")


@dataclass(slots=True)
class _Open:
    """An element whose end was not seen yet."""

    name: str
    line: int
    text: str = ""
    children: list[Node] = field(default_factory=list)

    @property
    def node(self) -> Node:
        return Node(self.name, self.line, {}, tuple(self.children), self.text)


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    line: int
    text: str
    is_end: bool
    is_empty: bool


def read_ofx(data: bytes) -> tuple[Node, bool]:
    """Read an OFX file, its end tags there or left out.

    Returns:
        The root, and whether the file breaks off within it.

    Raises:
        Unreadable: It has a DOCTYPE, no OFX element, or is too large or deep.
    """
    text = _without_comments(_decode(data))
    if re.search(r"<!DOCTYPE|<!ENTITY", text, re.I):
        raise Unreadable("a DOCTYPE stands in it: refused as unsafe")
    stack = [_Open("", 0)]
    for tag in _tags(text):
        if tag.is_end:
            _close(stack, tag.name)
        else:
            _start(stack, tag)
    is_cut = any(_ENCLOSING.fullmatch(left.name) for left in stack)
    while len(stack) > 1:
        _end_top(stack)
    roots = [node for node in stack[0].children if node.name == "OFX"]
    if not roots:
        raise Unreadable("it has no OFX element")
    return roots[0], is_cut


def _decode(data: bytes) -> str:
    """Decode by byte order mark, else as UTF-8, else as declared, else as cp1252.

    Headers that say NONE or USASCII are met above files in either.
    """
    if len(data) > _MOST_CHARACTERS:
        raise Unreadable(f"a file of {len(data):,} bytes is too large to read")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        said = _DECLARED.search(data[:_HEAD].decode("latin-1"))
    name = said[1].lower() if said else ""
    try:
        return data.decode(f"cp{name}" if name.isdigit() else name, errors="replace")
    except (LookupError, UnicodeError):
        return data.decode("cp1252", errors="replace")


def _without_comments(text: str) -> str:
    """Blank comments out, their lines kept so that rows are named rightly."""
    first, *rest = text.split("<!--")
    kept = [first]
    for part in rest:
        comment, _, behind = part.partition("-->")
        kept += ["\n" * comment.count("\n"), behind]
    return "".join(kept)


def _tags(text: str) -> Iterator[_Tag]:
    """Give each tag with the text up to the next one."""
    line, counted = 1, 0
    found = _TAG.search(text)
    while found:
        behind = _TAG.search(text, found.end())
        line += text.count("\n", counted, found.start())
        counted = found.start()
        yield _Tag(
            name=found["name"].upper(),
            line=line,
            text=_plain(text[found.end() : behind.start() if behind else len(text)]),
            is_end=bool(found["end"]),
            is_empty=bool(found["empty"]),
        )
        found = behind


def _plain(text: str) -> str:
    if "<![CDATA[" in text:
        text = text.replace("<![CDATA[", "").replace("]]>", "")
    return " ".join((html.unescape(text) if "&" in text else text).split())


def _start(stack: list[_Open], tag: _Tag) -> None:
    if stack[-1].text:  # a value: its end tag is left out
        _end_top(stack)
    if tag.name in _MOVEMENTS:
        # They never stand in one another: the last one's end tag is missing.
        for name in _MOVEMENTS:
            _close(stack, name)
    if len(stack) > _MOST_DEPTH:
        raise Unreadable(f"line {tag.line}: its elements stand too deep in one another")
    opened = _Open(tag.name, tag.line, tag.text)
    if tag.is_empty:
        stack[-1].children.append(opened.node)
    else:
        stack.append(opened)


def _close(stack: list[_Open], name: str) -> None:
    if any(each.name == name for each in stack):
        while stack[-1].name != name:
            _end_top(stack)
        closed = stack.pop()
        stack[-1].children.append(closed.node)


def _end_top(stack: list[_Open]) -> None:
    """End an element without an end tag; an empty value gives back what followed."""
    left = stack.pop()
    if _ENCLOSING.fullmatch(left.name):
        stack[-1].children.append(left.node)
        return
    followers, left.children = left.children, []
    stack[-1].children += [left.node, *followers]
