"""Bytes to text, whatever charset they claim."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,39}")
# PostgreSQL stores no NUL; UTF-7 and UTF-16 may leave half a pair.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_WIDE = re.compile(rb"[\x80-\xff]")
# Codecs that are no charsets, warn, or take quadratic time on hostile input.
_REFUSED = {
    "idna",
    "mbcs",
    "oem",
    "punycode",
    "raw-unicode-escape",
    "undefined",
    "unicode-escape",
}
# Labels that mean more than they say (WHATWG Encoding § 4.2), or that Python
# does not know.
_MEANT = {
    "ascii": "",
    "us-ascii": "",
    "ansi_x3.4-1968": "",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "windows-874": "cp874",
    "cp-850": "cp850",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
}


@lru_cache(maxsize=256)
def _codec(label: str) -> str:
    """Give the codec for a label; empty if it is unknown, ASCII or unsafe."""
    label = label.strip("\"' \t").lower()
    name = _MEANT.get(label, label)
    if not _NAME.fullmatch(name):
        return ""
    try:
        found = codecs.lookup(name)
        b"".decode(name)  # refuses what is no text encoding, such as rot13
    except (LookupError, ValueError):
        return ""
    return "" if found.name.replace("_", "-") in _REFUSED else found.name


def decode(data: bytes, label: str = "") -> str:
    """Decode bytes by their claimed charset, else as UTF-8, else as cp1252.

    The text can always be stored: no NUL, no half of a surrogate pair.

    Args:
        label: The charset as the mail names it; empty = none named.
    """
    is_plain = data.isascii() and b"\0" not in data
    if is_plain and not (label and (b"+" in data or b"\x1b" in data)):
        return data.decode("ascii")
    text = _decoded(data, label)
    return _UNSTORABLE.sub("\ufffd", text) if _UNSTORABLE.search(text) else text


def _decoded(data: bytes, label: str) -> str:
    if data.isascii() and not data.count(b"\x1b"):
        name = _codec(label) if b"+" in data or b"\0" in data else ""
        return data.decode(name or "ascii", "replace")
    for name in (_codec(label), "utf-8"):
        if name:
            try:
                return data.decode(name)
            except (UnicodeError, ValueError):
                continue
    return _damaged(data)


def _damaged(data: bytes) -> str:
    """Decode what is not valid: UTF-8 with few faults, else cp1252."""
    text = data.decode("utf-8", "replace")
    if text.count("�") * 4 <= len(_WIDE.findall(data)):
        return text
    return data.decode("cp1252", "replace")
