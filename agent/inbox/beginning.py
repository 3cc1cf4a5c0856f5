"""The beginning of a big mail, without a file that was cut in two."""

from __future__ import annotations

import re
from itertools import islice

_BOUNDARY = re.compile(
    rb'\bboundary\s*=\s*(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))', re.I
)
_FOLD = re.compile(rb"\r\n[ \t]+")
_TYPE = re.compile(rb"^content-type:\s*([a-z0-9.+-]+/[a-z0-9.+-]+)", re.I | re.M)
_FILE = re.compile(
    rb"^content-disposition:\s*attachment|\bname\*?\d*\*?\s*=", re.I | re.M
)
_MOST_BOUNDARIES = 50  # each one searches the whole; honest mails have five
_WORDS = (b"text/plain", b"text/html", b"multipart/", b"message/")


def without_cut_file(cut: bytes) -> bytes:
    """Drop the last part unless it is text for reading.

    Half a statement or half an invoice would be read as a whole one.

    Args:
        cut: The first bytes of a longer mail, CRLF.
    """
    found = islice(_BOUNDARY.finditer(cut), _MOST_BOUNDARIES)
    boundaries = {match[1] or match[2] for match in found}
    last = max((cut.rfind(b"\r\n--" + one) for one in boundaries), default=-1)
    if last < 0:
        return cut if _is_words(cut) else cut.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    part = cut[last + 2 :].partition(b"\r\n")[2]
    return cut if _is_words(part) else cut[: last + 2]


def _is_words(part: bytes) -> bool:
    head, blank, _ = part.partition(b"\r\n\r\n")
    head = _FOLD.sub(b" ", head)
    kind = _TYPE.search(head)
    is_file = _FILE.search(head) is not None
    return (
        bool(blank) and not is_file and (not kind or kind[1].lower().startswith(_WORDS))
    )
