"""Robots that answer: RFC 3834 and its unwritten cousins.

A person must never be taken for a robot: a soft sign alone, such as a subject
a person might write, decides nothing.
Source: RFC 3834 § 5; Microsoft MS-OXCMAIL § 2.1.3.2.10 (suppress header).
"""

from __future__ import annotations

import re

from agent.mail.gate import has_null_sender
from agent.mail.return_date import return_date
from agent.model.message import AutoReply, Bulk, Parts

# What a program writes in front of the subject it answers, word for word.
_PREFIX = re.compile(
    r"(?:automatic reply|auto(?:mated)?[ -]?(?:re(?:ply|sponse)|response)|autoreply|autorespon\w{1,4}"
    r"|out of (?:the )?office(?: auto-?reply)?|ooo|vacation(?: reply| message)?"
    r"|risposta automatica|risponditore automatico|fuori (?:sede|ufficio)(?: -? ?risposta automatica)?"
    r"|messaggio automatico|automatische antwort|abwesenheits(?:notiz|assistent|nachricht)|abwesend"
    r"|réponse automatique|absence du bureau|absent du bureau|message d.absence"
    r"|respuesta autom[aá]tica|fuera de (?:la )?oficina)\s*[:(\[-]",
    re.I,
)
_SURE_PREFIX = re.compile(
    r"(?:automatic reply|out of office auto-?reply|risposta automatica|automatische antwort"
    r"|abwesenheitsnotiz|réponse automatique|respuesta autom[aá]tica)\s*: ",
    re.I,
)
_ROBOT = re.compile(
    r"automatic\w{0,4} (?:generated|reply|response|answer|message|notification)"
    r"|(?:risposta|messaggio|notifica) automatic|automatische (?:antwort|nachricht)"
    r"|(?:réponse|message) automatique|(?:respuesta|mensaje) autom[aá]tic|auto[- ]?(?:reply|respon)|out of (?:the )?office|away from|on (?:vacation|holiday|leave)"
    r"|fuori (?:sede|ufficio)|assent|in ferie|abwesen|im urlaub|absent|en congés|fuera de|de vacaciones"
    r"|(?:we|i) (?:have |.ve )?received your|abbiamo ricevuto|wir haben ihre|bien reçu|hemos recibido"
    r"|(?:ticket|request|case|richiesta|anfrage|demande|solicitud)\b.{0,40}"
    r"(?:created|opened|received|registered|logged|apert|registrat|ricevut|eröffnet|erstellt|créé|reçu|creado|recibid)",
    re.I,
)
# What only a program says of itself, at the beginning of a line.
_DECLARES = re.compile(
    r"^[ \t*]{0,4}(?:(?:please )?note: )?(?:this is (?:a |an )?(?:auto\w{0,8}|computer)[- ](?:\w{1,10}[- ])?(?:response|reply|answer)"
    r"|questa è una risposta automatica|risposta generata automaticamente"
    r"|dies ist eine automati\w{1,6} (?:antwort|generierte)|ceci est une réponse automatique"
    r"|est[ae] es una respuesta autom[aá]tica)",
    re.I | re.M,
)
_QUOTED = re.compile(r"^[ \t]*>|^-{3,}|^_{10,}|^(?:from|da|von|de): ", re.I | re.M)
# HCL Notes writes both, word for word.
_NOTES_SUBJECT = re.compile(r"(?:^auto: .*|\b)is out of the office\b", re.I)
_NOTES_TEXT = re.compile(
    r"^\s*i (?:am|will be) out of the office (?:starting|until|from)\b", re.I
)
_OWN_HEADERS = (
    "x-autoreply",
    "x-auto-reply",
    "x-autorespond",
    "x-autoresponder",
    "x-autoreply-from",
    "x-mail-autoreply",
    "x-vacation",
    "x-auto-response",
)
# Whole companies stamp it on what their people write: it proves little.
_SUPPRESSED = "it asks robots not to answer"
_REPLY_MARK = re.compile(r"(?:re|r|aw|antw|sv|fwd?|i|wg|tr|rv)\s*:", re.I)


def answer(parts: Parts) -> AutoReply | Bulk | None:
    """Recognise the answer of a robot, or a mail that says a program made it.

    Ticket systems write "auto-generated" on what their people answer: such a
    mail in a thread, and without a robot's words, is a person's.
    """
    stated = _auto_submitted(parts)
    if stated == "no":
        return None
    because = _sure(parts, stated) or _by_shape(parts, stated)
    if because:
        return AutoReply(because, return_date(parts.text[:4000], parts.sent_at))
    if stated and not (parts.in_reply_to or parts.references):
        return Bulk(f"Its header says Auto-Submitted: {stated[:40]}.")
    return None


def _auto_submitted(parts: Parts) -> str:
    """Give the header's keyword without parameters or comments (RFC 3834 § 5)."""
    return re.split(
        r"[;(\s]", parts.header("auto-submitted").strip().lower(), maxsplit=1
    )[0]


def _sure(parts: Parts, stated: str) -> str:
    """Name a header that only robots write; empty if there is none."""
    if stated.startswith("auto-replied"):
        return "Its header says Auto-Submitted: auto-replied."
    for name in _OWN_HEADERS:
        if parts.header(name) and parts.header(name).strip().lower() not in {
            "no",
            "false",
            "0",
        }:
            return f"It has the header {name}."
    if parts.header("precedence").strip().lower() in {"auto_reply", "auto-reply"}:
        return "Its header says Precedence: auto_reply."
    if "autoresponder" in parts.header("x-post-messageclass").lower():
        return "Its message class is an autoresponder's."
    if any(
        value.strip().lower() == "autoresponder" for value in parts.all("delivered-to")
    ):
        return "It was delivered by an autoresponder."
    return ""


def _by_shape(parts: Parts, stated: str) -> str:
    """Weigh signs that need each other: a subject, an answer's shape, a soft header."""
    subject = parts.subject.strip()
    if _declares(parts):
        return "Its text says that a program answers."
    if _NOTES_SUBJECT.search(subject) and _NOTES_TEXT.match(parts.text):
        return "Its subject and first words are those of a mail program."
    if _REPLY_MARK.match(subject) and not stated:
        return ""
    if _SURE_PREFIX.match(subject):
        return "Its subject begins as only programs write it."
    has_prefix = bool(_PREFIX.match(subject))
    soft = _soft_sign(parts, stated)
    if has_prefix and soft:
        return f"Its subject is a robot's and {soft}."
    if soft and soft is not _SUPPRESSED and not _is_list(parts):
        said = f"{subject}\n{_own_words(parts)}"
        return f"It speaks as robots do and {soft}." if _ROBOT.search(said) else ""
    return ""


def _declares(parts: Parts) -> bool:
    """Tell a text that calls itself automatic, before anything it quotes."""
    return bool(_DECLARES.search(_own_words(parts)))


def _own_words(parts: Parts) -> str:
    """Give the first words, up to what the mail quotes."""
    text = parts.text[:1500]
    quoted = _QUOTED.search(text)
    return text[: quoted.start()] if quoted else text


def _soft_sign(parts: Parts, stated: str) -> str:
    if stated:
        return f"its header says Auto-Submitted: {stated[:40]}"
    if has_null_sender(parts):
        return "its envelope sender is empty"
    if parts.header("precedence").strip().lower() in {"bulk", "junk"}:
        return "its precedence is a program's"
    if parts.header("x-auto-response-suppress"):
        return _SUPPRESSED
    return ""


def _is_list(parts: Parts) -> bool:
    return bool(parts.header("list-id") or parts.header("list-unsubscribe"))
