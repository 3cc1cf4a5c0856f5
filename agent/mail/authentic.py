"""Authentication-Results, believed only where our own server wrote them.

Anybody can write such a header into his mail. Ours stand on top: reading
stops at the first Received line below them, and where two of them disagree
the worse one counts.
Source: RFC 8601 § 2.2 and § 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from agent.model.authenticity import Authenticity
from agent.model.message import Parts

_COMMENT_OR_QUOTE = re.compile(r'"((?:[^"\\]|\\.|\\\Z)*+)"?|[()]|[^"()]+', re.S)
_RESULT = re.compile(r"([a-z0-9-]{2,30})(?:/\d{1,3})?\s*=\s*([a-z]{2,20})\b")
_PROPERTY = re.compile(
    r"\b(header\.(?:d|i|from)|smtp\.mailfrom)\s*=\s*@?([^\s;@]*@?[^\s;@]+)"
)
_CHECKED = ("dmarc", "dkim", "spf")
_MOST_RESULTS = 50


def authentic(parts: Parts, trusted: frozenset[str]) -> Authenticity:
    """Read what the trusted servers found.

    Args:
        trusted: Their authserv-ids, lower case; empty = nothing is believed.
    """
    stated = tuple(_stated(parts, trusted))
    server = stated[0][0] if stated else ""
    results = _weighed(text for _, text in stated)
    told: dict[str, set[str]] = {}
    for method, result, _ in results:
        told.setdefault(method, set()).add(result)
    dmarc_pass = told.get("dmarc") == {"pass"}
    return Authenticity(
        server=server,
        dmarc_pass=dmarc_pass,
        dmarc_from=_first(results, "dmarc", "header.from") if dmarc_pass else "",
        dkim_domains=frozenset(_signers(results)),
        spf_domain=_first(results, "spf", "smtp.mailfrom"),
        failed=frozenset(
            name for name in _CHECKED if told.get(name, set()) & {"fail", "permerror"}
        ),
    )


Result = tuple[str, str, dict[str, str]]


def _stated(parts: Parts, trusted: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Give the trusted headers, from the top to the next Received line."""
    is_found = False
    for name, content in parts.headers:
        if name == "received" and is_found:
            return
        if name == "authentication-results":
            server, _, rest = _plain(content).partition(";")
            words = server.split()
            if words and words[0] in trusted:
                is_found = True
                yield words[0], rest


def _plain(content: str) -> str:
    """Drop comments and quotes; lower case."""
    out: list[str] = []
    depth = 0
    for found in _COMMENT_OR_QUOTE.finditer(content):
        if found[0] in "()":
            depth = depth + 1 if found[0] == "(" else max(0, depth - 1)
        elif not depth:
            out.append(found[0] if found[1] is None else found[1].replace(";", ""))
    return "".join(out).lower()


def _results(text: str) -> Iterator[Result]:
    for piece in text.split(";")[:_MOST_RESULTS]:
        if found := _RESULT.match(piece.strip()):
            named: dict[str, str] = {}
            for key, content in _PROPERTY.findall(piece):
                named.setdefault(key, content)
            yield found[1], found[2], named


def _weighed(texts: Iterable[str]) -> list[Result]:
    """Let the topmost header that speaks of a method decide it; failures always count.

    A header forged below ours can then only take trust away.
    """
    kept: list[Result] = []
    for text in texts:
        told = {method for method, _, _ in kept}
        kept += [
            one for one in _results(text) if one[0] not in told or one[1] != "pass"
        ]
    return kept


def _domain(text: str) -> str:
    return text.rpartition("@")[2].strip(".")


def _first(results: list[Result], method: str, name: str) -> str:
    """Give a property of the first result that passed."""
    for one, result, named in results:
        if one == method and result == "pass" and named.get(name):
            return _domain(named[name])
    return ""


def _signers(results: list[Result]) -> Iterator[str]:
    for method, result, named in results:
        if method == "dkim" and result == "pass":
            signer = named.get("header.d") or named.get("header.i", "")
            if signer:
                yield _domain(signer)
