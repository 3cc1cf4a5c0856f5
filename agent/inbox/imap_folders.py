"""Which folder is which: by RFC 6154, else by the names that programs give."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from agent.inbox.source import Folder, Role

Listed = tuple[tuple[bytes, ...], bytes | None, str]  # flags, delimiter, name

_FLAGS: dict[Role, bytes] = {"sent": rb"\sent", "junk": rb"\junk"}

# As Outlook, Thunderbird, Apple Mail, Gmail, Aruba, Libero, GMX, Orange and
# others name them, in it, en, de, fr and es; compared without accents and case.
_NAMES: dict[Role, frozenset[str]] = {
    "sent": frozenset({
        "sent", "sent items", "sent mail", "sent messages", "sent-mail",
        "posta inviata", "inviata", "inviati", "messaggi inviati",
        "elementi inviati", "gesendet", "gesendete objekte", "gesendete elemente",
        "gesendete nachrichten", "envoyes", "elements envoyes",
        "messages envoyes", "courrier envoye", "enviados", "elementos enviados",
        "mensajes enviados", "correo enviado",
    }),
    "junk": frozenset({
        "junk", "junk mail", "junk e-mail", "junk email", "spam", "bulk mail",
        "bulk", "posta indesiderata", "indesiderata", "spamverdacht",
        "junk-e-mail", "unerwunscht", "unerwunschte werbung",
        "courrier indesirable", "indesirables", "pourriel",
        "correo no deseado", "correo basura", "no deseado",
    }),
}  # fmt: skip


def choose(listed: Iterable[Listed]) -> tuple[Folder, ...]:
    """Name inbox, sent and junk, as far as the mailbox has them.

    Args:
        listed: The server's LIST answer.
    """
    usable = [one for one in listed if rb"\noselect" not in _flags(one)]
    found = [Folder("INBOX", "inbox")]
    for role in _FLAGS:
        name = _by_flag(role, usable) or _by_name(role, usable)
        if name:
            found.append(Folder(name, role))
    return tuple(found)


def _by_flag(role: Role, listed: list[Listed]) -> str:
    return next((one[2] for one in listed if _FLAGS[role] in _flags(one)), "")


def _by_name(role: Role, listed: list[Listed]) -> str:
    """Take the shortest path: "Archive/2019/Sent" is somebody's own order."""
    fitting = [one[2] for one in listed if _last_part(one) in _NAMES[role]]
    return min(fitting, key=len, default="")


def _flags(one: Listed) -> set[bytes]:
    return {flag.lower() for flag in one[0]}


def _last_part(one: Listed) -> str:
    delimiter = (one[1] or b"").decode("ascii", "replace")
    name = one[2].rpartition(delimiter)[2] if delimiter else one[2]
    bare = unicodedata.normalize("NFD", name.casefold())
    return "".join(sign for sign in bare if not unicodedata.combining(sign))
