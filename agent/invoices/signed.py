"""Signed files: what a CMS envelope (.p7m) holds; the signature is not verified.

Source: RFC 5652 § 5 (SignedData), CAdES; seen as DER, BER of indefinite length,
base64, PEM, and an envelope inside another.
"""

from __future__ import annotations

import base64
import binascii
import re

from agent.errors import Unreadable

_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_SEQUENCE = b"\x30"
_MOST_LENGTH_BYTES = 5
_ARMOUR = re.compile(rb"-----BEGIN [A-Z0-9 ]{3,40}-----(.*?)(?:-----END|\Z)", re.S)
_BASE64 = re.compile(rb"[A-Za-z0-9+/=_\s-]+")
_BEGINNING = 64
_MOST_ENVELOPES = 5
NOTE = "the signature was not verified"


def is_signed(data: bytes) -> bool:
    """Tell by its beginning whether bytes are a CMS envelope, armoured or not."""
    start = data[: 4 * 1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if _opens_envelope(start):
        return True
    if armoured := _ARMOUR.match(start):
        start = armoured[1].strip()
    return _opens_envelope(_from_base64(start[: 4 * _BEGINNING]))


def opened(data: bytes) -> bytes:
    """Give what the innermost envelope holds; bytes without one as they are.

    Raises:
        Unreadable: It is damaged, holds nothing (a detached signature), or
            there are too many.
    """
    for _ in range(_MOST_ENVELOPES):
        if not is_signed(data):
            return data
        data = _content(_bare(data))
    raise Unreadable(f"more than {_MOST_ENVELOPES} signed envelopes in one another")


def _bare(data: bytes) -> bytes:
    data = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if _opens_envelope(data[:_BEGINNING]):
        return data
    armoured = _ARMOUR.match(data)
    return _from_base64(armoured[1] if armoured else data)


def _opens_envelope(start: bytes) -> bool:
    head = start[: _MOST_LENGTH_BYTES + 1 + len(_SIGNED_DATA)]
    return head.startswith(_SEQUENCE) and _SIGNED_DATA in head


def _from_base64(written: bytes) -> bytes:
    """Decode what is base64 (either alphabet); empty where it is not."""
    if not _BASE64.fullmatch(written):
        return b""
    dense = b"".join(written.split()).translate(bytes.maketrans(b"-_", b"+/"))
    dense = dense.rstrip(b"=")
    whole = dense[: len(dense) - (len(dense) % 4 == 1)]
    try:
        return base64.b64decode(whole + b"=" * (-len(whole) % 4))
    except binascii.Error:
        return b""


def _content(envelope: bytes) -> bytes:
    from asn1crypto import cms

    try:
        signed = cms.ContentInfo.load(envelope)["content"]
        content = signed["encap_content_info"]["content"].native
    except Exception as error:  # the ASN.1 parser raises what it pleases
        raise Unreadable(f"a damaged signed file ({error})") from error
    if not isinstance(content, bytes) or not content:
        raise Unreadable(
            "a signature without the document it signs; send the file that holds both"
        )
    return content
