"""Header fields: found in bytes, decoded, taken apart; linear on any input.

The standard library's new policy raises or takes minutes on hostile headers,
so the few rules needed are here.
Source: RFC 5322 § 2.2, RFC 2047, RFC 2231.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from agent.mail.charset import decode

MAX_VALUE = 64 * 1024
MAX_FIELDS = 1000
_MAX_PARAMETERS = 100
_SHORT = 200

_FIELD = re.compile(
    rb"([!-9;-~]{1,200})[ \t]*:"
    rb"([^\r\n]*(?:(?:\r\n|\n|\r)[ \t][^\r\n]*)*)(?:\r\n|\n|\r|\Z)"
)
_LEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:[ \t]*+[\r\n]++)*+(?:>?From [^\r\n]*(?:\r\n|\n|\r))?"
)
_BLANK = re.compile(rb"\r\n|\n|\r")
_FOLD = re.compile(r"[\r\n]+[ \t]*")
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_BETWEEN = re.compile(r"(?<=\?=)\s+(?==\?)")
# Both always match, so that no place of the text is tried twice.
_PARAMETER = re.compile(r'(?:[^;"]+|"(?:[^"\\]|\\.|\\\Z)*+(?:"|\Z))*+;?', re.S)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.|\\\Z)*+)', re.S)
_ESCAPE = re.compile(r"\\(.)", re.S)
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")
_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]+")
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NOT_BASE64 = bytes(set(range(256)) - set(_BASE64))


@dataclass(frozen=True, slots=True)
class Block:
    """The header fields of a mail or part.

    Args:
        fields: Name in lower case and value, unfolded but not decoded, in order,
            repeats kept.
        body: Offset at which the body begins.
    """

    fields: tuple[tuple[str, str], ...]
    body: int
    defects: tuple[str, ...] = ()

    def text(self, name: str) -> str:
        """Give the first value of a field; empty if there is none."""
        for key, value in self.fields:
            if key == name:
                return value
        return ""


@dataclass(frozen=True, slots=True)
class Parameters:
    """A value with parameters, such as Content-Type."""

    value: str
    named: Mapping[str, str] = field(default_factory=dict)


def first_field(data: bytes) -> int:
    """Give the offset behind blank lines and the line an mbox puts on top."""
    found = _LEAD.match(data)
    return found.end() if found else 0


def read_block(data: bytes, start: int, end: int) -> Block:
    """Read header fields from `start` up to the blank line or what is no field."""
    fields: list[tuple[str, str]] = []
    defects: list[str] = []
    at = start
    while at < end and (found := _FIELD.match(data, at, end)):
        if len(fields) == MAX_FIELDS:
            defects.append(f"There are more than {MAX_FIELDS} headers.")
            return Block(tuple(fields), _after_fields(data, at, end), tuple(defects))
        at = found.end()
        name, value = found.groups()
        text = unfold(decode(value[:MAX_VALUE]))
        fields.append((name.decode("ascii").lower(), text))
        if len(value) > MAX_VALUE:
            defects.append(f"The header {fields[-1][0]} is cut at 64 kB.")
    blank = _BLANK.match(data, at, end)
    if not blank and at < end:
        defects.append("The headers end without a blank line.")
    return Block(tuple(fields), blank.end() if blank else at, tuple(defects))


def _after_fields(data: bytes, at: int, end: int) -> int:
    """Skip the fields that are too many."""
    ends = (data.find(mark, at, end) for mark in (b"\r\n\r\n", b"\n\n"))
    return min((one for one in ends if one >= 0), default=end)


def unfold(value: str) -> str:
    """Join the lines of a folded value."""
    if "\n" in value or "\r" in value:
        value = _FOLD.sub(" ", value)
    return value.strip()


def decode_words(text: str) -> str:
    """Decode RFC 2047 words; what cannot be decoded stays as written."""
    if "=?" not in text:
        return text
    out: list[str] = []
    pending: list[tuple[str, bytes]] = []
    at = 0
    text = _BETWEEN.sub("", text)
    for word in _WORD.finditer(text):
        if word.start() > at:
            out += [_flush(pending), text[at : word.start()]]
        pending.append((word[1].partition("*")[0], _word_bytes(word[2], word[3])))
        at = word.end()
    out += [_flush(pending), text[at:]]
    return _CONTROLS.sub(" ", "".join(out))


def _flush(pending: list[tuple[str, bytes]]) -> str:
    """Decode neighbours of one charset together: a character may be cut in two."""
    joined: list[tuple[str, list[bytes]]] = []
    for label, data in pending:
        if joined and joined[-1][0].lower() == label.lower():
            joined[-1][1].append(data)
        else:
            joined.append((label, [data]))
    pending.clear()
    return "".join(decode(b"".join(data), label) for label, data in joined)


def _word_bytes(kind: str, text: str) -> bytes:
    data = text.encode("utf-8", "replace")
    if kind in "qQ":
        return binascii.a2b_qp(data, header=True)
    return base64_bytes(data)


def base64_bytes(data: bytes) -> bytes:
    """Decode base64, forgiving foreign characters and missing padding."""
    clean = data.translate(None, _NOT_BASE64)
    if len(clean) % 4 == 1:
        clean = clean[:-1]
    return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))


def parameters(text: str) -> Parameters:
    """Split a value from its parameters, RFC 2231 pieces joined."""
    return _remembered(text) if len(text) <= _SHORT else _split(text)


def _split(text: str) -> Parameters:
    value, _, rest = text.partition(";")
    if " " in value:  # "multipart/mixed boundary=x": the semicolon is missing
        value, _, more = value.strip().partition(" ")
        rest = f"{more};{rest}"
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for name, content in _pairs(rest):
        base, star, number = name.partition("*")
        if not star:
            plain.setdefault(name, decode_words(content))
        else:
            index = number.rstrip("*")
            order = int(index) if re.fullmatch(r"[0-9]{1,3}", index) else 0
            piece = (content, name.endswith("*"))
            pieces.setdefault(base, {}).setdefault(order, piece)
    plain.update({name: _joined(parts) for name, parts in pieces.items()})
    return Parameters(value.strip().lower(), plain)


# "text/plain; charset=utf-8" stands in almost every mail.
_remembered = lru_cache(maxsize=256)(_split)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    for _ in range(_MAX_PARAMETERS):
        found = _PARAMETER.match(text, at)
        if not found or found.end() == at:
            return
        at = found.end()
        name, equals, content = found[0].removesuffix(";").partition("=")
        if equals:
            content = content.strip()
            quoted = _QUOTED.match(content)
            plain = _ESCAPE.sub(r"\1", quoted[1]) if quoted else content
            yield name.strip().lower(), plain


def _joined(pieces: dict[int, tuple[str, bool]]) -> str:
    """Join RFC 2231 pieces; the charset stands in the first encoded one."""
    label, data = "", b""
    for order in sorted(pieces):
        content, is_encoded = pieces[order]
        if is_encoded and not data and content.count("'") > 1:
            label, _, content = content.split("'", 2)
        raw = content.encode("utf-8", "replace")
        if is_encoded:
            raw = _PERCENT.sub(lambda found: bytes([int(found[1], 16)]), raw)
        data += raw
    return decode(data, label)
