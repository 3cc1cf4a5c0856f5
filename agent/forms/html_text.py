"""HTML as the lines a reader sees, for mails that have no plain text."""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_HTML = 1024 * 1024
# lexbor takes time quadratic in the depth of open elements: 20 s for 100,000.
_MAX_DEPTH = 400
_FEW_TAGS = 2000
_MAX_NODES = 25_000

_NOT_SHOWN = "head, script, style, title, template, noscript, object, svg, select"
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
    r"|(?:max-height|font-size|opacity)\s*:\s*0(?:\.0+)?(?:px|pt|em)?\s*(?:;|$|!)",
    re.I,
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "wbr",
    ]
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)")
_ANY_TAG = re.compile(r"<[^<>]*>")
_BLANKS = re.compile(r"[ \r\n\f\xa0\u2000-\u200a\u202f\u3000]+")
# Most lines hold nothing of what is evened out.
_UNEVEN = re.compile(r"[^\S ]|  |[\u00ad\u034f\u200b-\u200f\u2060\ufeff]")
_UNSEEN = re.compile(r"[\u00ad\u034f\u200b-\u200f\u2060\ufeff]+")


def as_text(html: str, drop: str = "", stop: str = "") -> str:
    """Give the visible text, a line for each block, tabs between table cells.

    Lines inside a quotation begin with "> ", as plain mails write them.

    Args:
        drop: CSS selector of elements to leave out; empty = none.
        stop: CSS selector of elements at which reading ends; empty = none.
    """
    html = html[:MAX_HTML]
    if _is_deep(html):
        return _stripped(html)
    body = LexborHTMLParser(html).body
    if body is None:
        return ""
    for node in body.css(f"{_NOT_SHOWN}, {drop}" if drop else _NOT_SHOWN):
        node.decompose()
    for node in body.css("[style]"):
        if _HIDDEN.search(node.attributes.get("style") or ""):
            node.decompose()
    ends = {node.mem_id for node in body.css(stop)} if stop else set()
    return _walk(body, ends)


def has(html: str, selector: str) -> bool:
    """Tell whether any element fits the CSS selector."""
    html = html[:MAX_HTML]
    if _is_deep(html):
        return False
    return LexborHTMLParser(html).css_first(selector) is not None


@lru_cache(maxsize=1)  # a page is asked about, then read
def _is_deep(html: str) -> bool:
    """Tell whether elements nest too deep to be parsed in bounded time."""
    if html.count("<") < _FEW_TAGS:
        return False
    depth = 0
    for close, tag in _TAG.findall(html):
        if tag.lower() not in _VOID:
            depth = max(0, depth - 1) if close else depth + 1
        if depth > _MAX_DEPTH:
            return True
    return False


def _stripped(html: str) -> str:
    text = _ANY_TAG.sub("\n", html)
    lines = (_tidy(line) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _walk(body: LexborNode, ends: set[int]) -> str:
    """Visit every node without recursion: mails nest as deep as they like."""
    page = _Page()
    node: LexborNode | None = body
    for _ in range(_MAX_NODES):
        if node is None or node.mem_id in ends:
            break
        page.enter(node)
        inner = node.first_child
        while inner is None and node is not None:
            page.leave(node)
            if node.mem_id == body.mem_id:
                node = None
                break
            inner = node.next
            if inner is None:
                node = node.parent
        node = inner
    page.end_line()
    return page.text()


class _Page:
    """Lines as they grow."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quotes = 0
        self._is_literal = False

    def enter(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "-text":
            self._add(node.text_content or "")
        elif tag == "br":
            self.end_line(keep_blank=True)
        elif tag in {"td", "th"}:
            self._line.append("\t")
        elif tag in _BLOCKS:
            self.end_line()
            self._quotes += _is_quote(node)
            self._is_literal = self._is_literal or tag == "pre"

    def leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in _BLOCKS:
            self.end_line()
            self._quotes -= _is_quote(node)
            self._is_literal = self._is_literal and tag != "pre"

    def end_line(self, *, keep_blank: bool = False) -> None:
        if not (self._line or keep_blank):
            return
        raw = "".join(self._line)
        self._line.clear()
        line = _tidy(raw)
        if line or keep_blank or "\xa0" in raw:
            self._lines.append("> " * self._quotes + line)

    def text(self) -> str:
        """Join the lines, at most one blank one between two others."""
        joined = "\n".join(line.rstrip() for line in self._lines)
        return re.sub(r"\n{3,}", "\n\n", joined).strip()

    def _add(self, text: str) -> None:
        if not self._is_literal:
            self._line.append(text.replace("\t", " "))
            return
        first, *others = text.split("\n")
        self._line.append(first)
        for other in others:
            self.end_line(keep_blank=True)
            self._line.append(other)


def _is_quote(node: LexborNode) -> bool:
    """Tell a quotation from a paragraph that was only indented."""
    if node.tag != "blockquote":
        return False
    style = (node.attributes.get("style") or "").replace(" ", "").lower()
    return "border:none" not in style or "cite" in node.attributes


def _tidy(line: str) -> str:
    if not _UNEVEN.search(line):
        return line.strip()
    line = _BLANKS.sub(" ", _UNSEEN.sub("", line))
    return re.sub(r" ?\t ?", "\t", line).strip()
