"""A mail's bytes taken apart; never raises, whatever the bytes are.

Every step is linear and capped, so that a hostile mail costs no more than its
length: headers 64 kB each, 50 levels, 200 parts, 256 kB of text.
"""

from __future__ import annotations

from collections.abc import Iterable

from agent.forms.html_text import as_text
from agent.mail.addresses import addresses, ids
from agent.mail.charset import decode
from agent.mail.headers import Block, decode_words, first_field, read_block
from agent.mail.sent_date import sent_date
from agent.mail.structure import Leaf, Walk, content_type
from agent.model.message import Attachment, Parts

MAX_TEXT = 256 * 1024
_REPORTS = frozenset(
    f"message/{name}"
    for name in (
        "delivery-status",
        "global-delivery-status",
        "disposition-notification",
        "global-disposition-notification",
        "feedback-report",
    )
)
_RETURNED = frozenset(
    ("text/rfc822-headers", "message/rfc822-headers", "message/global-headers")
)
_MAILS = frozenset(("message/rfc822", "message/global", "message/partial"))


def parse(raw: bytes) -> Parts:
    """Take a mail apart.

    Args:
        raw: The bytes as fetched, or headers alone.
    """
    block = read_block(raw, first_field(raw), len(raw))
    walk = Walk(raw)
    try:
        leaves = tuple(walk.leaves(block, len(raw)))
        text, html = _texts(leaves)
    except Exception as error:  # noqa: BLE001 - the one edge: parsing is total
        leaves, text, html = (), "", ""
        walk.defects.append(f"The body could not be read: {type(error).__name__}.")
    return _parts(block, leaves, text, html, (*block.defects, *walk.defects))


def _parts(
    block: Block, leaves: tuple[Leaf, ...], text: str, html: str, defects: Iterable[str]
) -> Parts:
    name, sender = _first(_list(block, "from"))
    return Parts(
        headers=tuple([(key, decode_words(value)) for key, value in block.fields]),
        sender=sender,
        sender_name=name,
        to=tuple(address for _, address in _list(block, "to")),
        cc=tuple(address for _, address in _list(block, "cc")),
        subject=decode_words(block.text("subject")),
        message_id=next(iter(ids(block.text("message-id"))), ""),
        in_reply_to=ids(block.text("in-reply-to")),
        references=ids(block.text("references")),
        sent_at=sent_date(block.text("date")),
        content_type=content_type(block).value,
        text=text,
        html=html,
        attachments=tuple(_attachment(leaf) for leaf in leaves if _is_file(leaf)),
        report=tuple(
            decode(leaf.body, leaf.charset)[:MAX_TEXT]
            for leaf in leaves
            if leaf.kind in _REPORTS
        ),
        returned=_returned(leaves),
        defects=tuple(dict.fromkeys(defects))[:20],
    )


def _list(block: Block, name: str) -> list[tuple[str, str]]:
    """Read an address header, all repeats of it."""
    values = [value for key, value in block.fields if key == name]
    return [pair for value in values[:20] for pair in addresses(value)]


def _first(found: list[tuple[str, str]]) -> tuple[str, str]:
    """Give the first entry that is an address, else the first word."""
    whole = [pair for pair in found if "@" in pair[1]]
    return next(iter(whole or found), ("", ""))


def _is_text(leaf: Leaf, kind: str) -> bool:
    return leaf.kind == kind and leaf.disposition != "attachment" and not leaf.name


def _is_file(leaf: Leaf) -> bool:
    if leaf.kind in _REPORTS or leaf.kind in _RETURNED:
        return False
    if leaf.kind in {"text/plain", "text/html"}:
        return not _is_text(leaf, leaf.kind)
    return True


def _attachment(leaf: Leaf) -> Attachment:
    return Attachment(name=leaf.name[:300], kind=leaf.kind[:100], data=leaf.body)


def _texts(leaves: tuple[Leaf, ...]) -> tuple[str, str]:
    """Give the text to read and the HTML as written."""
    plain = _joined(leaf for leaf in leaves if _is_text(leaf, "text/plain"))
    html = _joined(leaf for leaf in leaves if _is_text(leaf, "text/html"))
    if not plain.strip() and not html:
        plain = _joined(leaf for leaf in leaves if _is_named_text(leaf))
    if plain.strip() or not html:
        return plain[:MAX_TEXT], html
    return as_text(html)[:MAX_TEXT], html


def _is_named_text(leaf: Leaf) -> bool:
    """Tell a text that some programs show though it has a file's name."""
    in_report = "multipart/report" in leaf.parents
    return leaf.kind == "text/plain" and (leaf.disposition != "attachment" or in_report)


def _joined(leaves: Iterable[Leaf]) -> str:
    texts = (decode(leaf.body[: 4 * MAX_TEXT], leaf.charset) for leaf in leaves)
    return "\n".join(text.replace("\r\n", "\n") for text in texts)


def _returned(leaves: tuple[Leaf, ...]) -> str:
    """Give what a report returns of the mail it speaks of."""
    is_report = any(
        leaf.kind in _REPORTS or "multipart/report" in leaf.parents for leaf in leaves
    )
    wanted = _RETURNED | _MAILS if is_report else _RETURNED
    found = next((leaf for leaf in leaves if leaf.kind in wanted), None)
    return decode(found.body[:MAX_TEXT], found.charset) if found else ""
